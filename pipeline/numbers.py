"""Numbers of a text: digits with their separators, and number words with what they add up to.

One reading serves dates and money. Digits are read by the language's separators (CLDR), with every kind of
group blank and apostrophe; where a separator could be either, the digits decide: three after it make it the
group sign, unless the language writes its decimals with it. What has the shape of a numeric date, a version
or an address ('25.11.2025', '1.2.3') is no number here.

Number words come from the sections of the language files:

| section | value | forms |
|---|---|---|
| `number` | 0 … 999 | cardinal words; attribute `alone = true`: never joined to its neighbours |
| `multiplier` | 100, 1000 | hundred and thousand as words; `digits = true`: figures may stand on both sides |
| `number_join` | | what may stand inside ('two hundred **and** five') |
| `ordinal` | 1 … | ordinal words |
| `ordinal_suffix` | | written to the digits: '25th', '1er' |
| `fraction` | 0.5, 1.5 … | half, one and a half |

Closed compounds ('zweihundertfünfzig') are taken apart with the features `compound_hundreds` and
`compound_thousands`, lists of the words inside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.annotated import Annotated
from pipeline.lexicon import Language, Lexeme

_APOSTROPHES = frozenset("'\u2019\u02bc\u00b4")
_BLANKS = frozenset(" \u00a0\u202f\u2009\u2007\u2008\u2002\u2003\u2005\u2006\u200a")
_POINTS = frozenset(".,")
_MAX_DIGITS = 30
_MEMO = "numbers"


@dataclass(frozen=True, slots=True)
class Number:
    """A number over the tokens `[start, end)`.

    Attributes:
        value: exact.
        ordinal: an ordinal word, or digits with a suffix ('25th'); a full stop after digits is not looked at.
        words: written in words.
        grouped: digits with group signs ('1.000.000').
        decimals: how many digits stand after the decimal sign.
        fraction: a fraction word alone ('half'), which counts something.
    """

    start: int
    end: int
    value: Decimal
    ordinal: bool = False
    words: bool = False
    grouped: bool = False
    decimals: int = 0
    fraction: bool = False

    @property
    def whole(self) -> int | None:
        """The value where it is a whole number without group or decimal signs, as counts and dates are."""
        return int(self.value) if not self.decimals and self.value == self.value.to_integral_value() else None


def read_numbers(doc: Annotated) -> list[Number]:
    """All numbers of the document, in order, none overlapping; read once a document."""
    known = doc.memo.get(_MEMO)
    if known is None:
        found = [*_digit_numbers(doc), *_word_numbers(doc)]
        found.sort(key=lambda number: (number.start, -number.end))
        found = _with_figures(doc, found)
        known, last = [], 0
        for number in found:
            if number.start >= last:
                known.append(number)
                last = number.end
        doc.memo[_MEMO] = known
    return known


def _with_figures(doc: Annotated, found: list[Number]) -> list[Number]:
    """Joins figures around a word for thousand, as Mexican papers write them: 'mil 250', '3 mil 400'."""
    words = {x.start: x for x in doc.section("multiplier") if x.entry.attributes.get("digits")}
    if not words:
        return found
    by_end = {number.end: number for number in found}
    by_start = {number.start: number for number in found}
    joined: list[Number] = []
    for start, lexeme in words.items():
        rest = by_start.get(lexeme.end)
        if rest is None or not _is_group(doc, rest) or doc.adjacent(rest.start):
            continue
        count = by_end.get(start)
        if count is not None and not (_is_count(count) and not doc.adjacent(start)):
            continue
        head = by_end.get(lexeme.end)  # 'dos mil', one number of words
        if count is None and head is not None and head.words:
            value, start = head.value, head.start
        else:
            value = Decimal(lexeme.value) * (count.value if count else 1)
            start = count.start if count else start
        joined.append(Number(start, rest.end, value + rest.value, grouped=True))
    covered = {token for number in joined for token in range(number.start, number.end)}
    kept = [number for number in found if number.start not in covered]
    return sorted([*kept, *joined], key=lambda number: number.start)


def _is_group(doc: Annotated, number: Number) -> bool:
    """Whether the number is two or three figures, no more."""
    return number.end == number.start + 1 and not number.words and 2 <= len(doc.surfaces[number.start]) <= 3


def _is_count(number: Number) -> bool:
    """Whether the number may stand before thousand."""
    return not (number.words or number.grouped or number.decimals or number.ordinal) and number.value < 1000


def numbers_by_start(doc: Annotated) -> dict[int, Number]:
    """The numbers by their first token."""
    known = doc.memo.get("numbers_by_start")
    if known is None:
        known = doc.memo["numbers_by_start"] = {number.start: number for number in read_numbers(doc)}
    return known


# --- digits


def _digit_numbers(doc: Annotated) -> Iterator[Number]:
    after = 0
    for i in doc.digits:
        if i >= after:
            number, after = _read_digits(doc, i)
            if number is not None:
                yield number


def _read_digits(doc: Annotated, first: int) -> tuple[Number | None, int]:
    """The number that begins with the digits at `first`, if any, and the token after what was read."""
    surfaces, size = doc.surfaces, len(doc)
    parts, signs, end = [surfaces[first]], [], first + 1
    while end < size:
        sign = surfaces[end]
        if (
            (sign in _POINTS or sign in _APOSTROPHES)
            and end + 1 < size
            and surfaces[end + 1][0].isdecimal()
            and doc.adjacent(end)
            and doc.adjacent(end + 1)
            and (sign in _POINTS or len(surfaces[end + 1]) == 3)
        ):
            signs.append(sign)
            parts.append(surfaces[end + 1])
            end += 2
        elif sign[0].isdecimal() and _grouped_by_blank(doc, parts, signs, end):
            signs.append(" ")
            parts.append(sign)
            end += 1
        else:
            break
    if sum(map(len, parts)) > _MAX_DIGITS:
        return None, end
    read = _value(doc.language, parts, signs)
    if read is None:
        return None, end
    value, grouped, decimals = read
    ordinal = False
    if not signs and end < size and doc.adjacent(end):
        for lexeme in doc.at("ordinal_suffix", end):
            if lexeme.end >= size or not doc.adjacent(lexeme.end) or not surfaces[lexeme.end][0].isalnum():
                ordinal, end = True, lexeme.end
                break
    return Number(first, end, value, ordinal=ordinal, grouped=grouped, decimals=decimals), end


def _grouped_by_blank(doc: Annotated, parts: Sequence[str], signs: Sequence[str], token: int) -> bool:
    """Whether the digits at `token` are the next group of three after one blank: '1 000 000'."""
    if len(doc.surfaces[token]) != 3 or any(sign != " " for sign in signs):
        return False
    if not (len(parts[0]) <= 3 and parts[0][0] != "0" and all(len(part) == 3 for part in parts[1:])):
        return False
    gap = doc.text[doc.ends[token - 1] : doc.starts[token]]
    return len(gap) == 1 and gap in _BLANKS


def _value(
    language: Language, parts: Sequence[str], signs: Sequence[str]
) -> tuple[Decimal, bool, int] | None:
    """(value, has group signs, decimals) of digit runs and the signs between; None if it is no number."""
    digits = [str(int(part)).zfill(len(part)) for part in parts]
    if not signs:
        return Decimal(digits[0]), False, 0
    last, others = signs[-1], signs[:-1]
    decimal = False
    if last in _POINTS:
        if last in others:
            decimal = False
        elif others or len(digits[-1]) != 3 or digits[0].startswith("0") or len(digits[0]) > 3:
            decimal = True
        else:
            decimal = last == language.decimal
    groups = others if decimal else signs
    whole = digits[:-1] if decimal else digits
    if len(set(groups)) > 1:
        return None
    if groups and not (1 <= len(whole[0]) <= 3 and all(len(part) == 3 for part in whole[1:])):
        return None
    if groups and whole[0].startswith("0"):
        return None
    text = "".join(whole) + ("." + digits[-1] if decimal else "")
    return Decimal(text), bool(groups), len(digits[-1]) if decimal else 0


# --- words


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    value: int
    multiplier: bool = False
    alone: bool = False


def _word_numbers(doc: Annotated) -> Iterator[Number]:
    yield from _cardinals(doc)
    for section, ordinal in (("ordinal", True), ("fraction", False)):
        for lexeme in doc.section(section):
            yield Number(
                lexeme.start,
                lexeme.end,
                Decimal(lexeme.value),
                ordinal=ordinal,
                words=True,
                fraction=not ordinal,
            )


def _cardinals(doc: Annotated) -> Iterator[Number]:
    pieces = _pieces(doc)
    joins = {lexeme.start: lexeme.end for lexeme in doc.section("number_join")} if pieces else {}
    i = 0
    while i < len(pieces):
        run = [pieces[i]]
        while not run[-1].alone and i + len(run) < len(pieces):
            following = pieces[i + len(run)]
            gap_end = (
                joins.get(run[-1].end, run[-1].end)
                if run[-1].multiplier or run[-1].value >= 100
                else run[-1].end
            )
            if following.alone or following.start not in (run[-1].end, gap_end):
                break
            run.append(following)
        count, value = _sum(run)
        yield Number(run[0].start, run[count - 1].end, Decimal(value), words=True)
        i += count


def _pieces(doc: Annotated) -> list[_Piece]:
    found = [
        _Piece(lexeme.start, lexeme.end, int(lexeme.value), alone=bool(lexeme.entry.attributes.get("alone")))
        for lexeme in doc.section("number")
        if not _inside_hyphens(doc, lexeme)
    ]
    found += [_Piece(x.start, x.end, int(x.value), multiplier=True) for x in doc.section("multiplier")]
    found += _compounds(doc)
    found.sort(key=lambda piece: (piece.start, -piece.end, not piece.multiplier))
    kept: list[_Piece] = []
    for piece in found:
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    return kept


def _inside_hyphens(doc: Annotated, lexeme: Lexeme) -> bool:
    """Whether the word is the tail of a hyphenated word ('Take-Two'), which counts nothing."""
    before = lexeme.start - 1
    return (
        before > 0
        and doc.surfaces[before] == "-"
        and doc.adjacent(before)
        and doc.adjacent(lexeme.start)
        and doc.surfaces[before - 1][0].isalpha()
        and not doc.at("number", before - 1)
        and not any(other.end == before for other in doc.between("number", max(0, before - 4), before))
        and not doc.at("multiplier", before - 1)
    )


def _sum(run: Sequence[_Piece]) -> tuple[int, int]:
    """How many pieces of the run make one number, and its value: two hundred five thousand -> 205000."""
    total, current, used = 0, -1, 0
    lowest = 10**9  # thousands only once, and falling
    for piece in run:
        if piece.multiplier:
            if piece.value == 100:
                if current >= 100 or current == 0:
                    break
                current = 100 * (1 if current < 0 else current)
            else:
                if piece.value >= lowest or current == 0:
                    break
                total += piece.value * (1 if current < 0 else current)
                current, lowest = -1, piece.value
        elif current < 0:
            if used and piece.value >= lowest:
                break
            current = piece.value
        elif piece.value and (
            (piece.value < 100 and current % 100 == 0 and current)
            or (piece.value < 10 and current % 10 == 0 and current % 100 >= 20)
            or (100 <= piece.value < 1000 and current % 1000 == 0 and current)
        ):
            current += piece.value
        else:
            break
        used += 1
    return used, total + max(current, 0)


_COMPOUNDS: dict[int, tuple[Language, dict[str, int | None]]] = {}
_MAX_KEPT = 1 << 16


def _compounds(doc: Annotated) -> list[_Piece]:
    """Closed number compounds: 'zweihundertfünfzig', 'tweeduizend'."""
    language = doc.language
    inside = (*language.feature("compound_hundreds", ()), *language.feature("compound_thousands", ()))
    if not inside:
        return []
    _, values = _COMPOUNDS.setdefault(id(language), (language, {}))
    if len(values) > _MAX_KEPT:
        values.clear()
    hits: dict[str, int] = {}
    for word in set(doc.norms):
        if len(word) < 7:
            continue
        if word not in values:
            values[word] = _compound(language, word) if any(part in word for part in inside) else None
        value = values[word]
        if value is not None:
            hits[word] = value
    if not hits:
        return []
    return [_Piece(i, i + 1, hits[word]) for i, word in enumerate(doc.norms) if word in hits]


def _compound(language: Language, word: str) -> int | None:
    for thousand in language.feature("compound_thousands", ()):
        left, found, right = word.partition(thousand)
        if found:
            high, low = _below_thousand(language, left), _below_thousand(language, _bare(language, right))
            if (high is not None or not left) and (low is not None or not right):
                return (high if high is not None else 1) * 1000 + (low or 0)
    return _below_thousand(language, word) if not _single(language, word) else None


def _below_thousand(language: Language, word: str) -> int | None:
    if not word:
        return None
    known = _single(language, word)
    if known is not None:
        return known
    for hundred in language.feature("compound_hundreds", ()):
        left, found, right = word.partition(hundred)
        if found:
            high, low = _single(language, left) if left else 1, 0
            if right:
                rest = _single(language, _bare(language, right))
                if rest is None or rest >= 100:
                    continue
                low = rest
            if high is not None and 1 <= high < 100:
                return high * 100 + low
    return None


def _bare(language: Language, word: str) -> str:
    """`word` without the joining word that may begin it: 'undfünf' -> 'fünf'."""
    if word and _single(language, word) is None:
        for join in language.feature("compound_joins", ()):
            if word.startswith(join):
                return word[len(join) :]
    return word


def _single(language: Language, word: str) -> int | None:
    found = language.matcher.find([word], [word])
    for lexeme in (*found.get("number", ()), *found.get("one", ())):
        if not lexeme.rest:
            return int(lexeme.value)
    return None
