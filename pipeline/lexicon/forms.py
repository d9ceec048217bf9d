"""The little syntax in which language files write their forms.

| written | matches |
|---|---|
| `mehr als` | these words in a row, whatever their case |
| `premier{,a,owi,em}` | each variant of the braces |
| `kulturell*` | a word that begins so (`kulturelle`, `kulturellen`) |
| `-forum` | a closed compound with this head, at least three letters before it (`Kooperationsforum`) |
| `^Mai` | only with the first letter as a capital |
| `=SEK` | only in exactly this case |
| `US-Dollar` | with the hyphen, and with a blank in its place |

A word may be any token of `pipeline.tokens`: `m.in.` is four tokens in a row.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from pipeline.tokens import norm, token_spans

_BRACES = re.compile(r"\{([^{}]*)\}")
_HYPHEN_BETWEEN_LETTERS = re.compile(r"(?<=[^\W_])-(?=[^\W_])")
_MAX_VARIANTS = 512


class Kind(Enum):
    """How one word of a form is compared."""

    EXACT = 0
    STEM = 1
    HEAD = 2


class Case(Enum):
    """What a form demands of the letters' case."""

    ANY = 0
    CAPITAL = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One word of a form: its kind and its normalised letters."""

    kind: Kind
    letters: str


@dataclass(frozen=True, slots=True)
class Form:
    """A compiled form: its words, and the surface it must equal where case counts."""

    parts: tuple[Part, ...]
    case: Case
    surface: str


class BadForm(ValueError):
    """A form that the syntax does not allow; the message quotes it."""


def expand(form: str) -> list[str]:
    """Writes out the braces of `form`, outermost last: `a{b,c}` -> `ab`, `ac`."""
    pending, done = [form], []
    while pending:
        current = pending.pop()
        braces = _BRACES.search(current)
        if braces is None:
            if "{" in current or "}" in current:
                raise BadForm(f"unbalanced braces in the form '{form}'")
            done.append(current)
            continue
        for variant in reversed(braces.group(1).split(",")):
            pending.append(current[: braces.start()] + variant + current[braces.end() :])
        if len(pending) + len(done) > _MAX_VARIANTS:
            raise BadForm(f"the form '{form}' has more than {_MAX_VARIANTS} variants")
    return done


def _compile_one(written: str) -> Form:
    case, body = Case.ANY, written.strip()
    if body.startswith("="):
        case, body = Case.SAME, body[1:]
    elif body.startswith("^"):
        case, body = Case.CAPITAL, body[1:]
    parts: list[Part] = []
    for word in body.split():
        if word.startswith("-") and len(word) > 1:
            parts.append(Part(Kind.HEAD, norm(word[1:])))
            continue
        spans = list(token_spans(word))
        for start, end in spans:
            letters = norm(word[start:end])
            if letters == "*" and parts and spans[-1] == (start, end) and start > 0:
                parts[-1] = Part(Kind.STEM, parts[-1].letters)
            else:
                parts.append(Part(Kind.EXACT, letters))
    if not parts or not all(part.letters for part in parts):
        raise BadForm(f"the form '{written}' holds no word")
    return Form(tuple(parts), case, body)


def compile_forms(written: str) -> list[Form]:
    """Compiles one written form into all that it stands for.

    Raises:
        BadForm: unbalanced braces, no word, or more than 512 variants.
    """
    forms: list[Form] = []
    for variant in expand(written):
        if not variant.strip():
            raise BadForm(f"the form '{written}' has an empty variant")
        forms.append(_compile_one(variant))
        spaced = _HYPHEN_BETWEEN_LETTERS.sub(" ", variant)
        if spaced != variant:
            forms.append(_compile_one(spaced))
    return forms
