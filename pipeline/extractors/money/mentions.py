"""Where a text names a currency.

A mention is a sign, a code or a name; the sums are built around numbers that stand beside one. Sections of
the language files:

| section | value | forms |
|---|---|---|
| `currency` | code, or `none` | names that need no country; `none` for what only looks like one |
| `currency_loose` | code | the usual reading of a name that several countries or things share |
| `currency_family` | name | names of several countries (see `families`); `default` is the usual one |
| `currency_minor` | code | cents; a sum by itself unless `alone = false` |
| `currency_symbol` | code | signs of the language (CLDR) |

Attributes: `scale` (the form holds a scale too: 'mkr'), `code` (where the value is not the code), `assumed`,
`beside` of `currency_family` (only a country beside the name makes it another one than the default), `guard`:
`weight` (also a weight), `scale` (also a common word, hence only with a scale word or a number of five
digits), and `unless`: a value of `currency_context`, whose words in the sentence make the name something
else (books are 'livres', hundredths of a second 'centesimi').
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.annotated import Annotated
from pipeline.extractors.money import symbols
from pipeline.extractors.money.families import FAMILIES, beside, nearest
from pipeline.extractors.money.scales import letter_scale
from pipeline.lexicon import Lexeme

SIGN, CODE, NAME, MINOR = "sign", "code", "name", "minor"
_RANK = {SIGN: 0, CODE: 1, NAME: 2, MINOR: 3}  # of two that cover the same words
_EURO_TAILS = frozenset({"ur", "uro", "uros"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A currency over the tokens `[start, end)`.

    Attributes:
        code: ISO 4217, empty where the words only look like a currency.
        kind: `sign`, `code`, `name` or `minor` (hundredths).
        assumed: several countries have a currency of this name.
        guard: what else the word could be.
        unless: the kind of context that makes it something else.
        scale: what the word multiplies by itself ('mkr' is a million kronor).
        family: the sign as it stands alone, which a code beside it may make precise.
    """

    start: int
    end: int
    code: str
    kind: str
    assumed: bool = False
    guard: str = ""
    scale: Decimal = Decimal(1)
    family: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of a text, in order and by their borders."""

    ordered: tuple[Mention, ...]
    by_start: dict[int, Mention]
    by_end: dict[int, Mention]


def read_mentions(doc: Annotated) -> Mentions:
    """All currency mentions of the document; where two overlap the longer one stands."""
    found = [*_written(doc), *_named(doc)]
    found.sort(key=lambda mention: (mention.start, -mention.end, _RANK[mention.kind]))
    kept: list[Mention] = []
    for mention in found:
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return Mentions(tuple(kept), {m.start: m for m in kept}, {m.end: m for m in kept})


# --- names


def _named(doc: Annotated) -> Iterator[Mention]:
    for lexeme in doc.section("currency"):
        if lexeme.value == "none":
            yield Mention(lexeme.start, lexeme.end, "", NAME)
        else:
            yield _mention(lexeme, NAME)
    for lexeme in doc.section("currency_loose"):
        yield _mention(lexeme, NAME)
    for lexeme in doc.section("currency_minor"):
        mention = _mention(lexeme, MINOR)
        yield mention if lexeme.entry.attributes.get("alone", True) else replace(mention, code="")
    for lexeme in doc.section("currency_symbol"):
        if doc.words(lexeme.start, lexeme.end) in symbols.SHARED:
            continue  # CLDR gives 'FCFA' to one of its two
        if all(doc.adjacent(token) for token in range(lexeme.start + 1, lexeme.end)):  # 'A$', not 'a $5 note'
            yield Mention(lexeme.start, lexeme.end, lexeme.value, SIGN)
    for lexeme in doc.section("currency_family"):
        yield from _of_family(doc, lexeme)


def _mention(lexeme: Lexeme, kind: str) -> Mention:
    entry = lexeme.entry
    return Mention(
        lexeme.start,
        lexeme.end,
        entry.get("code") or lexeme.value,
        kind,
        assumed=bool(entry.attributes.get("assumed")),
        guard=entry.get("guard"),
        scale=Decimal(entry.get("scale", "1")),
        unless=entry.get("unless"),
    )


def _of_family(doc: Annotated, lexeme: Lexeme) -> Iterator[Mention]:
    """A name that several countries share: that of the country beside or near it, or the usual one."""
    entry = lexeme.entry
    codes = FAMILIES.get(lexeme.value, frozenset())
    usual, strict = entry.get("default"), bool(entry.attributes.get("beside"))
    start, end, code = beside(doc, lexeme.start, lexeme.end, codes, loose=not strict)
    if code:
        yield Mention(start, end, code, NAME)
        return
    code = "" if strict else nearest(doc, lexeme.start, codes)
    if code or usual:
        mention = _mention(lexeme, NAME)
        assumed = mention.assumed or code not in ("", usual)
        yield replace(mention, code=code or usual, assumed=assumed)


# --- signs and codes


def _written(doc: Annotated) -> Iterator[Mention]:
    surfaces = doc.surfaces
    for i, surface in enumerate(surfaces):
        if surface in symbols.SIGNS:
            yield _sign(doc, i)
        elif surface in symbols.ABBREVIATIONS:
            code, assumed = symbols.ABBREVIATIONS[surface]
            end = i + 2 if _dot_before_digits(doc, i + 1) else i + 1
            yield Mention(i, end, code, CODE, assumed)
        elif surface in symbols.SIGNED and (end := _signed(doc, i)):
            yield Mention(i, end, symbols.SIGNED[surface][1], CODE)
        elif surface in symbols.SHARED:
            name, usual, guard = symbols.SHARED[surface]
            code = nearest(doc, i, FAMILIES[name]) or usual
            if code:
                end = i + 2 if _dot_before_digits(doc, i + 1) else i + 1
                yield Mention(i, end, code, CODE, assumed=True, guard=guard)
        elif (
            3 <= len(surface) <= 4
            and (surface.upper() in symbols.CODES or surface[1:] in symbols.CODES)
            and surface.isascii()
        ):
            mention = _code(doc, i, surface)
            if mention is not None:
                yield mention


def _signed(doc: Annotated, i: int) -> int:
    """The token after letters with the signs that belong to them, before digits: 'S/', 'B/.'; else 0."""
    signs = symbols.SIGNED[doc.surfaces[i]][0]
    end = i + 1
    for sign in signs:
        if doc.surfaces[end : end + 1] != [sign] or not doc.adjacent(end):
            break
        end += 1
    digits = end < len(doc) and doc.surfaces[end][0].isdecimal()
    return end if end > i + 1 and digits and not (doc.adjacent(i) and doc.surfaces[i - 1].isalnum()) else 0


def _dot_before_digits(doc: Annotated, token: int) -> bool:
    """Whether a full stop of an abbreviation stands at `token`, before digits: 'Rs. 20'."""
    return (
        token + 1 < len(doc)
        and doc.surfaces[token] == "."
        and doc.adjacent(token)
        and doc.surfaces[token + 1][0].isdecimal()
    )


def _sign(doc: Annotated, i: int) -> Mention:
    sign = doc.surfaces[i]
    code, assumed = symbols.SIGNS[sign]
    start, end = i, i + 1
    scale = Decimal(1)
    beside = symbols.BESIDE.get(sign)
    if beside is not None:
        before = doc.norms[i - 1] if i else ""
        after = doc.norms[i + 1] if i + 1 < len(doc) and doc.adjacent(i + 1) else ""
        if i and (doc.adjacent(i) or before in symbols.LOOSE_BESIDE):
            known, scale = _letters_before(doc, i, beside)
            if known:
                # 'gave us $150': small letters and a blank may be the pronoun
                code, start = known, i - 1
                assumed = not doc.adjacent(i) and doc.surfaces[i - 1].islower()
                if after in ("d", "s") and before == "u":
                    end = i + 2
        if start == i and after in beside and len(after) > 1:
            code, assumed, end = beside[after], False, i + 2
    elif sign == "€" and i + 1 < len(doc) and doc.adjacent(i + 1) and doc.norms[i + 1] in _EURO_TAILS:
        end = i + 2
    if start == i and doc.adjacent(i) and len(doc.surfaces[i - 1]) == 1:
        # 'M€': a letter of scale before the sign, where it does not belong to digits ('10K$')
        value = letter_scale(doc.language, doc.surfaces[i - 1])
        if value is not None and not (doc.adjacent(i - 1) and doc.surfaces[i - 2][0].isdecimal()):
            start, scale = i - 1, value
    alone = start == i and end == i + 1
    return Mention(start, end, code, SIGN, assumed, scale=scale, family=sign if alone else "")


def _letters_before(doc: Annotated, i: int, beside: dict[str, str]) -> tuple[str, Decimal]:
    """What the letters before a sign say: 'US' of 'US$', 'MUS' of 'MUS$' (millions), 'usd' of 'usd$'."""
    surface, letters = doc.surfaces[i - 1], doc.norms[i - 1]
    if letters in beside:
        return beside[letters], Decimal(1)
    if letters.upper() in symbols.CODES and (surface.isupper() or letters in symbols.SMALL_CODES):
        return letters.upper(), Decimal(1)
    if len(letters) > 1 and letters[1:] in beside and surface.isupper():
        value = letter_scale(doc.language, surface[0])
        if value is not None:
            return beside[letters[1:]], value
    return "", Decimal(1)


def _code(doc: Annotated, i: int, surface: str) -> Mention | None:
    if len(surface) == 4:
        # 'MGBP', 'TEUR', 'kEUR': a letter of scale before the code
        if surface[1:] in symbols.CODES:
            value = letter_scale(doc.language, surface[0])
            if value is not None:
                return Mention(i, i + 1, surface[1:], CODE, scale=value)
        return None
    code = surface.upper()
    if code not in symbols.CODES or not (surface in symbols.CODES or surface.lower() in symbols.SMALL_CODES):
        return None
    guard = "word" if code in symbols.WORD_CODES else "common" if code in symbols.COMMON_WORD_CODES else ""
    return Mention(i, i + 1, code, CODE, guard=guard)
