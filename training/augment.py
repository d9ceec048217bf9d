"""Variants of a training sentence: other people, other places, capitals, lost blanks, joined paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random

from training.corpora import Sentence
from training.names import KINDS, Name, bare, generate, place

PERSON_SHARE = 0.35  # of the sentences that hold a person
PLACE_SHARE = 0.2
KIND_WEIGHTS = (40, 30, 10, 8, 12)  # in the order of KINDS
UPPER_SHARE = 0.02
GLUED_SHARE = 0.03
DECOMPOSED_SHARE = 0.02

# The Polish ending of the name that stood there tells the case in which the new one has to stand.
_POLISH_CASES = (
    ("ins", re.compile(r"(em|iem|kiem|im|ym)$")),
    ("dat", re.compile(r"(owi|emu)$")),
    ("gen", re.compile(r"(ego|[bcdfghjklłmnprstwzżźć]a)$")),
    ("ins_f", re.compile(r"ą$")),
    ("acc_f", re.compile(r"ę$")),
    ("gen_f", re.compile(r"(ej|[kglcdstnrw]y|ki|gi)$")),
)
# case -> (ending after a consonant, ending in place of a final a, ending after i, endings for adjectives)
_CONSONANT = {"gen": "a", "dat": "owi", "ins": "em"}
_FINAL_A = {"gen": "y", "ins": "ą", "gen_f": "y", "ins_f": "ą", "acc_f": "ę"}
_FEMALE = {"gen": "iej", "dat": "iej", "ins": "ą", "gen_f": "iej", "ins_f": "ą", "acc_f": "ą"}
# The last consonant before the ending -e of the dative: Takeda -> Takedzie.
_SOFTENED = {"d": "dzie", "t": "cie", "r": "rze", "k": "ce", "g": "dze", "ł": "le", "l": "li", "i": "ii"}
_FINAL_I = {"gen": "ego", "dat": "emu", "ins": "m"}


def polish_case(word: str) -> str | None:
    """The case that the ending of a Polish person's name points to; None for the nominative or no hint."""
    return next((case for case, ending in _POLISH_CASES if ending.search(word)), None)


def inflected(word: str, case: str) -> str:
    """`word`, a foreign name, with the usual Polish ending of `case`: Takeda -> Takedy, Minh -> Minhem."""
    last = word[-1:]
    if word.endswith(("ska", "cka")) and case in _FEMALE:
        return word[:-1] + _FEMALE[case]
    if last == "a" and (case in _FINAL_A or case == "dat"):
        stem = word[:-1]
        if case == "dat":
            return stem[:-1] + _SOFTENED.get(stem[-1:], stem[-1:] + "ie")
        ending = "i" if _FINAL_A[case] == "y" and stem[-1:] in "kg" else _FINAL_A[case]
        return stem + ending
    if last in "iy" and case in _FINAL_I:
        return word + _FINAL_I[case]
    if last.isalpha() and bare(last).lower() not in "aeiouy" and case in _CONSONANT:
        return word + ("iem" if case == "ins" and last in "kg" else _CONSONANT[case])
    return word


def _dressed(name: str, mention: str, lang: str, rng: Random) -> str:
    """The new name in the case and capitals of the mention that it replaces."""
    if lang == "pl" and (case := polish_case(mention)) and rng.random() < 0.85:
        words = name.split(" ")
        chosen = range(len(words)) if rng.random() < 0.6 else (len(words) - 1,)
        name = " ".join(inflected(w, case) if i in chosen else w for i, w in enumerate(words))
    if mention.isupper() and len(mention) > 3:
        name = name.upper()
    return name


def replaced(sentence: Sentence, label: str, new: Callable[[str], str]) -> Sentence:
    """The sentence with each span of `label` replaced by `new(mention)`; the other spans move along."""
    pieces: list[str] = []
    spans: list[tuple[int, int, str]] = []
    done = length = 0
    for start, end, found in sentence.spans:
        before = sentence.text[done:start]
        mention = sentence.text[start:end]
        written = new(mention) if found == label else mention
        pieces += (before, written)
        spans.append((length + len(before), length + len(before) + len(written), found))
        length += len(before) + len(written)
        done = end
    pieces.append(sentence.text[done:])
    return Sentence("".join(pieces), tuple(spans), sentence.lang, sentence.corpus)


def with_names(
    sentence: Sentence, rng: Random, kind: str, *, unseen: bool = False, plain: bool = False
) -> Sentence:
    """The sentence with generated people: one name for each that stood there, in the kind asked for."""
    people: dict[str, Name] = {}

    def new(mention: str) -> str:
        words = mention.split()
        name = people.setdefault(words[-1][:5], generate(rng, kind, unseen=unseen))
        written = name.short if len(words) == 1 else name.full
        return _dressed(bare(written) if plain else written, mention, sentence.lang, rng)

    return replaced(sentence, "PER", new)


def _glued(sentence: Sentence, rng: Random) -> Sentence:
    """One blank between a small letter and a capital lost, as machine-translated pages lose it."""
    spots = [m.start(1) for m in re.finditer(r"[^\W\d_]{3}[^\W\d_A-Z]( )[A-Z][a-z]", sentence.text)]
    if not spots:
        return sentence
    at = rng.choice(spots)
    text = sentence.text[:at] + sentence.text[at + 1 :]
    moved = tuple((s - (s > at), e - (e > at), label) for s, e, label in sentence.spans)
    return Sentence(text, moved, sentence.lang, sentence.corpus)


def mapped(sentence: Sentence, change: Callable[[str], str]) -> Sentence:
    """The sentence with every stretch between span borders changed, the spans moved along."""
    borders = sorted({0, len(sentence.text), *(at for s, e, _ in sentence.spans for at in (s, e))})
    pieces = [change(sentence.text[a:b]) for a, b in pairwise(borders)]
    moved, length = {0: 0}, 0
    for border, piece in zip(borders[1:], pieces, strict=True):
        length += len(piece)
        moved[border] = length
    spans = tuple((moved[s], moved[e], label) for s, e, label in sentence.spans)
    return Sentence("".join(pieces), spans, sentence.lang, sentence.corpus)


def varied(sentence: Sentence, rng: Random) -> Sentence:
    """One random variant of a training sentence (often the sentence itself)."""
    lang = sentence.lang
    labels = {label for _, _, label in sentence.spans}
    if "PER" in labels and lang != "ja" and rng.random() < PERSON_SHARE:
        kind = rng.choices(KINDS, KIND_WEIGHTS)[0]
        sentence = with_names(sentence, rng, kind, plain=rng.random() < 0.6)
    if "LOC" in labels and lang != "ja" and rng.random() < PLACE_SHARE:
        sentence = replaced(sentence, "LOC", lambda _: place(rng, lang))
    if rng.random() < GLUED_SHARE:
        sentence = _glued(sentence, rng)
    if rng.random() < UPPER_SHARE:
        sentence = mapped(sentence, str.upper)
    if rng.random() < DECOMPOSED_SHARE:
        sentence = mapped(sentence, lambda text: unicodedata.normalize("NFD", text))
    return sentence


def joined(sentences: Sequence[Sentence], between: str) -> Sentence:
    """Several sentences as one paragraph."""
    spans: list[tuple[int, int, str]] = []
    length = 0
    for sentence in sentences:
        spans += [(s + length, e + length, label) for s, e, label in sentence.spans]
        length += len(sentence.text) + len(between)
    text = between.join(sentence.text for sentence in sentences)
    return Sentence(text, tuple(spans), sentences[0].lang, sentences[0].corpus)
