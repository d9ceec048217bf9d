"""Statistical names: persons, organisations and places from the bundled model or an installed one.

`load()` gives the bundled multilingual model, `load("de_core_news_lg")` a spaCy model that is installed;
labels of every scheme come out as PER, ORG or LOC. spaCy itself is imported when a model is first loaded.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

if TYPE_CHECKING:
    from spacy.language import Language

Label = Literal["PER", "ORG", "LOC"]
BUNDLED = "communique_xx"
_BATCH = 64  # texts, and paragraphs, that go through the network together
_BORDER = re.compile(r"\n[^\S\n]*\n\s*|(?<=[.!?…:;\"'”“«»’)\]])\n\s*")
_MOST_STRINGS = 1_000_000  # a vocabulary only grows; past this the pipeline is read anew


class MissingModel(LookupError):
    """The named model cannot be used; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A name found in a text: half-open code-point offsets into the text as it was given."""

    start: int
    end: int
    label: Label


@cache
def label_map() -> Mapping[str, Label]:
    """A model's own label -> PER, ORG or LOC; labels that are not in it are not names."""
    file = resources.files("pipeline.models").joinpath("labels.toml")
    data = cast("dict[Label, list[str]]", tomllib.loads(file.read_text(encoding="utf-8")))
    return {theirs: ours for ours, schemes in data.items() for theirs in schemes}


class EntityRecognizer:
    """Finds names in texts. Make one with `load`: it is kept for the life of the process.

    A text may be an article, a paragraph or a sentence; an article goes through the network paragraph by
    paragraph. What is found in the texts of one call depends on these texts alone, but the last bits of
    the network's sums depend on what is in a batch: hand over one document per call where equal bytes
    matter more than speed.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._nlp = _pipeline(name)

    @property
    def spacy_pipeline(self) -> Language:
        """The spaCy pipeline behind it, for looking at and measuring."""
        return self._nlp

    def entities(self, texts: Iterable[str]) -> Iterator[list[Entity]]:
        """Yields the names of each text, in order and without overlap."""
        if len(self._nlp.vocab.strings) > _MOST_STRINGS:
            self._nlp = _pipeline(self.name)
        labels = label_map()
        pending = iter(texts)
        while batch := list(islice(pending, _BATCH)):
            passages = [(i, start, end) for i, text in enumerate(batch) for start, end in paragraphs(text)]
            found: list[list[Entity]] = [[] for _ in batch]
            docs = self._nlp.pipe((batch[i][start:end] for i, start, end in passages), batch_size=_BATCH)
            for (i, start, _), doc in zip(passages, docs, strict=True):
                found[i].extend(
                    Entity(start + span.start_char, start + span.end_char, labels[span.label_])
                    for span in doc.ents
                    if span.label_ in labels
                )
            yield from found


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yields the span of each paragraph that holds anything.

    A paragraph ends at an empty line, or at a line's end after the end of a sentence: the lines of a
    wrapped paragraph stay together.
    """
    start = 0
    for border in _BORDER.finditer(text):
        if not text[start : border.start()].isspace() and border.start() > start:
            yield start, border.start()
        start = border.end()
    if text[start:].strip():
        yield start, len(text)


@cache
def load(name: str | None = None) -> EntityRecognizer:
    """The recognizer of the bundled model, or of the installed spaCy model (package or folder) `name`.

    Raises:
        MissingModel: the model is not installed, cannot be read, or finds no names.
    """
    return EntityRecognizer(name or BUNDLED)


def _pipeline(name: str) -> Language:
    import spacy

    import pipeline.spacy_tokenizer  # noqa: F401  (registers what the bundled model's config names)

    bundled = name == BUNDLED
    if bundled:
        with resources.as_file(resources.files("pipeline.models").joinpath(BUNDLED)) as folder:
            if not folder.is_dir():
                raise MissingModel("The bundled NER model is missing here; install communique again.")
            nlp = spacy.load(folder)
    else:
        nlp = _installed(name)
    _fast_products(nlp)
    if bundled:
        from pipeline.word_vectors import remember_words

        network: Any = nlp.get_pipe("ner")
        remember_words(network.model)
    return nlp


def _installed(name: str) -> Language:
    import spacy

    if not (spacy.util.is_package(name) or (Path(name) / "config.cfg").is_file()):
        raise MissingModel(
            f"The spaCy model '{name}' is not installed: run 'python -m spacy download {name}', "
            "or name no model to use the bundled one."
        )
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError) as error:
        raise MissingModel(f"'{name}' is installed but cannot be read as a spaCy model: {error}") from error
    if "ner" not in nlp.pipe_names:
        raise MissingModel(f"The spaCy model '{name}' has no 'ner' component; name one that finds names.")
    for component in nlp.pipe_names:
        if component != "ner" and "ner" not in getattr(nlp.get_pipe(component), "listening_components", ()):
            nlp.disable_pipe(component)
    return nlp


def _fast_products(nlp: Language) -> None:
    """NumPy's matrix product on the CPU: thinc's own was four times slower where we measured."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for component in nlp.pipe_names:
        model = getattr(nlp.get_pipe(component), "model", None)
        for node in model.walk() if model is not None else ():
            if node.ops.name == "numpy":
                node.ops = ops
