"""spaCy's DocBin: every span in the span group `communique`, the longest that do not overlap as entities.

Tokens are words, cut once more wherever a span begins or ends, so that every span keeps its exact borders.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import CommuniqueError
from communique.exchanging.spans import Labelled, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

GROUP = "communique"
_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


def write(documents: Iterable[Labelled], path: Path) -> int:
    """Writes a `.spacy` file; how many documents it holds."""
    import spacy
    from spacy.tokens import DocBin

    vocab = spacy.blank("xx").vocab
    bundle = DocBin(store_user_data=True)
    for document in documents:
        bundle.add(_doc(document, vocab))
    bundle.to_disk(path)
    return len(bundle)


def _doc(document: Labelled, vocab: "Vocab") -> "Doc":
    from spacy.tokens import Doc
    from spacy.util import filter_spans

    words, spaces = _words(document)
    doc = Doc(vocab, words=words, spaces=spaces)
    spans = []
    for span in document.spans:
        found = doc.char_span(span.start, span.end, label=span.label)
        if found is not None:  # never: tokens are cut where spans are
            spans.append(found)
    doc.spans[GROUP] = spans
    doc.set_ents(filter_spans(spans))
    doc.user_data.update(document_id=document.id, source=document.source, language=document.language)
    return doc


def _words(document: Labelled) -> tuple[list[str], list[bool]]:
    """Tokens and whether a single blank follows each, which together give the text again."""
    borders = {place for span in document.spans for place in (span.start, span.end)}
    words: list[str] = []
    spaces: list[bool] = []
    for match in _TOKEN.finditer(document.text):
        start, end = match.span()
        if match[0] == " " and words and not spaces[-1] and not document.text[start - 1].isspace():
            spaces[-1] = True
            continue
        cuts = [start, *sorted(place for place in borders if start < place < end), end]
        for first, last in pairwise(cuts):
            words.append(document.text[first:last])
            spaces.append(False)
    return words, spaces


def read(path: Path) -> Iterator[Labelled]:
    """Reads a `.spacy` file: the span group `communique`, or the entities where there is none."""
    import spacy
    from spacy.tokens import DocBin

    try:
        bundle = DocBin(store_user_data=True).from_disk(path)
    except Exception as error:  # zlib, msgpack and files each have errors of their own
        raise CommuniqueError(f"{path} cannot be read as a DocBin: {error}.") from error
    for doc in bundle.get_docs(spacy.blank("xx").vocab):
        spans = doc.spans.get(GROUP, doc.ents)
        yield Labelled(
            str(doc.user_data.get("document_id", "")),
            str(doc.user_data.get("source", "")),
            str(doc.user_data.get("language", "")),
            doc.text,
            tuple(sorted({Span(span.start_char, span.end_char, span.label_) for span in spans})),
        )
