"""The written sentences of `sentences.toml` with their slots filled anew each time."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from training.augment import KIND_WEIGHTS, inflected
from training.corpora import Sentence
from training.names import KINDS, Name, bare, generate, parts, place

CORPUS = "written"
EUROPEAN_SHARE = 0.3
_SLOT = re.compile(r"\{(PER|per|LOC|ORG|COUNTRY)(?::(gen|dat|ins|loc))?\}")
_LABELS = {"PER": "PER", "per": "PER", "LOC": "LOC", "COUNTRY": "LOC", "ORG": "ORG"}


@cache
def _data() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))


def _name(lang: str, rng: Random) -> Name:
    if lang in ("de", "nl", "pl", "en") and rng.random() < EUROPEAN_SHARE:
        full = rng.choice(parts("european")[lang])
        return Name(full, full.split(" ", 1)[1])
    name = generate(rng, rng.choices(KINDS, KIND_WEIGHTS)[0])
    if lang != "vi" and rng.random() < 0.6:
        return Name(bare(name.full), bare(name.short))
    return name


def _cased(name: str, case: str | None) -> str:
    return " ".join(inflected(word, case) for word in name.split(" ")) if case else name


def fill(pattern: str, lang: str, rng: Random) -> Sentence:
    """One sentence of a pattern, its slots filled and marked as names."""
    lists = _data()[lang]
    last: Name | None = None
    pieces: list[str] = []
    spans: list[tuple[int, int, str]] = []
    done = length = 0
    for slot in _SLOT.finditer(pattern):
        what, case = slot.group(1), slot.group(2)
        if what == "PER":
            last = _name(lang, rng)
            value = _cased(last.full, case)
        elif what == "per":
            value = _cased((last or _name(lang, rng)).short, case)
        elif what == "LOC":
            value = place(rng, lang)
        else:
            key = f"{what.lower()}_{case}" if case else what.lower()
            value = rng.choice(lists[key].split("|"))
        before = pattern[done : slot.start()]
        at = length + len(before)
        spans.append((at, at + len(value), _LABELS[what]))
        pieces += (before, value)
        length, done = at + len(value), slot.end()
    pieces.append(pattern[done:])
    return Sentence("".join(pieces), tuple(_without_article(pieces, spans)), lang, CORPUS)


_ARTICLE = re.compile(r"(?:die|der|das|den|de|het|the) ", re.IGNORECASE)


def _without_article(pieces: list[str], spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The spans with a leading article left outside: 'the World Bank' is the name 'World Bank'."""
    text = "".join(pieces)
    for start, end, label in spans:
        article = _ARTICLE.match(text, start, end) if label == "ORG" else None
        yield (article.end() if article else start), end, label


def written(rng: Random) -> Iterator[Sentence]:
    """Every pattern once."""
    for lang, lists in _data().items():
        for pattern in lists["sentences"]:
            yield fill(pattern, lang, rng)
