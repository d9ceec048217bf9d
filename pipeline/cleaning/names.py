"""Names in bylines: told by their shape alone, for a byline holds nothing else."""

from __future__ import annotations

import re

from pipeline import world
from pipeline.cleaning.words import fold_line, page_words
from pipeline.tokens import fold

_TOKEN = re.compile(r"[^\s,;|/()]+")
_MOST = 40  # characters of one author's name


def name_prefix(text: str) -> str | None:
    """The name (or names) with which `text` begins, if all of it up to a divider is a name.

    'Anna Muster, Kassel' gives 'Anna Muster'; 'Anna Muster und Jan de Wit' both; 'Hanoi bis Tokio' nothing.
    """
    head = re.split(r"\s*(?:[,;|/(]|\s[–—-]\s|\s\d)", text.strip(), maxsplit=1)[0].strip(" .:")
    return head if head and _is_names(head) else None


def is_name(text: str, *, shouted: bool = False) -> bool:
    """Whether `text` is one name of two to five words, nothing more; `shouted` allows capitals throughout."""
    words = text.split()
    if not 2 <= len(words) <= 5 or len(text) > _MOST or _TOKEN.findall(text) != words:
        return False
    if any(_thing(word) for word in words):
        return False
    particles = page_words().sets["particles"]
    big = [_capital(word, shouted) for word in words]
    small = [fold_line(word) in particles for word in words]
    return sum(big) >= 2 and big[-1] and all(b or s for b, s in zip(big, small, strict=True))


def _thing(word: str) -> bool:
    """Whether an English word of things that is no surname: 'Nordic Friendship Society'."""
    folded = fold(word)
    return folded in world.things() and folded not in world.names("family")


def _is_names(text: str) -> bool:
    joiners = page_words().sets["joiners"]
    parts: list[list[str]] = [[]]
    for word in text.split():
        if parts[-1] and (fold_line(word) in joiners or word == "&") and not word[0].isupper():
            parts.append([])
        else:
            parts[-1].append(word)
    return len(parts) <= 4 and all(is_name(" ".join(part), shouted=True) for part in parts)


def _capital(word: str, shouted: bool) -> bool:
    """Capitalised; hyphens, apostrophes and initials allowed, digits not."""
    letters = word.strip(".").replace("-", "").replace("'", "").replace("’", "")
    if not letters.isalpha() or not letters[0].isupper():
        return False
    return shouted or len(letters) <= 2 or not letters.isupper()
