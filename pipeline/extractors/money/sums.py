"""Sums: a quantity beside a currency.

The currency may stand before or after, glued or with a blank, hyphens or a preposition between ('5-Millionen-
Euro-', 'millions de $'); a currency before and a more precise one after are one ('$1,190.00 AUD'). A smaller
unit that follows belongs to the sum ('3 Euro 50', '20 dollars and 43 cents').
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipeline.annotated import Annotated
from pipeline.extractors.money.items import Item, ends_here
from pipeline.extractors.money.mentions import CODE, MINOR, NAME, SIGN, Mention, Mentions
from pipeline.extractors.money.minors import with_minor
from pipeline.extractors.money.quantities import Quantity
from pipeline.extractors.money.scales import scale_at, weak_scale
from pipeline.extractors.money.symbols import SIGN_FAMILY, WHOLE

_HUNDREDTH = Decimal("0.01")
_DASHES = frozenset("-–—")
_MAX_CONTEXT = 40  # tokens around a currency that are asked what it means
_MAX_ABBREVIATION = 4  # letters: scale words that are written out are longer
_PRICE_ENDS = frozenset(",.")


def attach(doc: Annotated, quantities: Sequence[Quantity], mentions: Mentions) -> list[Item]:
    """Gives each quantity the currency beside it; quantities without one stay as items without currency."""
    items: list[Item] = []
    taken = 0  # tokens before this belong to a sum already
    for index, quantity in enumerate(quantities):
        if quantity.start < taken:
            continue
        item = _attached(doc, quantity, mentions, taken)
        if item.currency is not None:
            item = with_minor(doc, item, quantities, index + 1, mentions)
            taken = item.end
        items.append(item)
    return items


def _attached(doc: Annotated, quantity: Quantity, mentions: Mentions, taken: int) -> Item:
    bare = Item(quantity.start, quantity.end, quantity, quantity.value)
    share = quantity.end not in mentions.by_start and _is_share(doc, quantity.end)  # '人民元' is no 'people'
    if share or (quantity.year and _dated(doc, quantity.start)):
        return bare
    before = _before(doc, quantity, mentions, taken)
    after = _after(doc, quantity, mentions)
    if before is not None and after is not None:
        if _same(before, after):
            return _joined(doc, quantity, before, after, precise=after if before.family else before)
        after = None
    if before is not None:
        return _joined(doc, quantity, before, None, precise=before)
    if after is not None:
        return _joined(doc, quantity, None, after, precise=after)
    name = _name_before(doc, quantity, mentions, taken)
    if name is not None:
        return _joined(doc, quantity, name, None, precise=name)
    return bare


def _is_share(doc: Annotated, token: int) -> bool:
    """Whether per cent or another measure stands after the number: then it is no sum."""
    return token < len(doc) and (doc.surfaces[token] in "%‰°" or bool(doc.at("measure", token)))


def _dated(doc: Annotated, token: int) -> bool:
    """Whether a month or a word for year before the number at `token` says that it is a year."""
    first = max(0, token - 3)
    return any(
        lexeme.end == token
        for section in ("month", "amount_year")
        for lexeme in doc.between(section, first, token)
    )


def _before(doc: Annotated, quantity: Quantity, mentions: Mentions, taken: int) -> Mention | None:
    """The sign or code directly before the number."""
    end = quantity.start
    if end > 1 and doc.surfaces[end - 1] == "." and doc.adjacent(end - 1) and doc.adjacent(end):
        end -= 1  # '$.75'
    mention = mentions.by_end.get(end)
    if mention is None or mention.start < taken or mention.kind not in (SIGN, CODE) or not mention.code:
        return None
    return mention if _trusted(doc, mention, quantity, before=True) else None


def _after(doc: Annotated, quantity: Quantity, mentions: Mentions) -> Mention | None:
    """The currency after the number."""
    token = quantity.end
    size = len(doc)
    mention = mentions.by_start.get(token)
    inner = mentions.by_start.get(token - 1)
    if (
        mention is None
        and inner is not None
        and inner.kind == SIGN
        and inner.end == token + 1
        and inner.scale != 1
    ):
        mention = replace(
            inner, start=token, scale=Decimal(1)
        )  # '17 mil M€': the number has taken the letter
    if mention is None and token < size:
        surface = doc.surfaces[token]
        if surface == "." and doc.adjacent(token) and quantity.scale != 1 and not weak_scale(doc, token):
            token += 1  # 'Mio. Euro'
        elif (
            surface in _PRICE_ENDS
            and doc.adjacent(token)
            and token + 1 < size
            and doc.surfaces[token + 1] in _DASHES
        ):
            token += 2  # '50,- Kč'
            while token < size and doc.surfaces[token] in _DASHES:
                token += 1
        elif surface in _DASHES and doc.adjacent(token) and doc.adjacent(token + 1):
            token += 1  # '500-Euro-'
        elif quantity.scale != 1 or (quantity.number is not None and quantity.number.fraction):
            for lexeme in doc.at("amount_of", token):
                token = lexeme.end  # 'millions de dollars'
                break
        mention = mentions.by_start.get(token)
        if (
            mention is not None
            and surface == "."
            and mention.kind == NAME
            and doc.surfaces[token][0].isupper()
        ):
            mention = mention if _goes_on(doc, quantity.end) else None
    if mention is None or not mention.code:
        return None
    if quantity.loose and mention.kind not in (SIGN, CODE):
        return None
    if mention.kind in (SIGN, CODE) and (
        _belongs_to_next(doc, mention, quantity.end)
        or (weak_scale(doc, quantity.end) and _before_digits(doc, mention.end))
    ):
        return None  # '3 USD50 cards', '5 ton € 300'
    if mention.kind != SIGN and quantity.scale == 1 and token == quantity.end and _compound(doc, mention.end):
        return None
    if quantity.number is None and quantity.scale == 1 and not ends_here(doc, mention.end):
        return None  # 'a dollar', but not 'a dollar bond'
    return mention if _trusted(doc, mention, quantity, before=False) else None


def _compound(doc: Annotated, token: int) -> bool:
    """Whether a hyphen ties the currency to a noun, which is then what is counted: '3 Euro-Länder'."""
    return (
        token + 1 < len(doc)
        and doc.surfaces[token] == "-"
        and doc.adjacent(token)
        and doc.adjacent(token + 1)
        and doc.surfaces[token + 1][0].isalpha()
    )


def _goes_on(doc: Annotated, token: int) -> bool:
    """Whether the full stop at `token` is one of an abbreviation ('Bio.'), or no sentence ends there."""
    sentence = doc.sentences[doc.sentence_of(token)]
    return token + 1 < sentence[1] or len(doc.surfaces[token - 1]) <= _MAX_ABBREVIATION


def _before_digits(doc: Annotated, token: int) -> bool:
    return token < len(doc) and doc.surfaces[token][0].isdecimal()


def _belongs_to_next(doc: Annotated, mention: Mention, number_end: int) -> bool:
    """Whether a sign or code is glued to the number after it, and not to the one before: '3 USD50 cards'."""
    return (
        _before_digits(doc, mention.end)
        and doc.adjacent(mention.end)
        and not (mention.start == number_end and doc.adjacent(mention.start))
    )


def _same(before: Mention, after: Mention) -> bool:
    """Whether two mentions around a number are one currency: 'USD 5 $', '$5 AUD'."""
    if before.code == after.code:
        return True
    if after.kind in (CODE, NAME) and before.family:
        return after.code in SIGN_FAMILY.get(before.family, ())
    return bool(after.family) and before.code in SIGN_FAMILY.get(after.family, ())


def _trusted(doc: Annotated, mention: Mention, quantity: Quantity, *, before: bool) -> bool:
    """Whether a word that also means something else is a currency here."""
    if (
        quantity.number is not None
        and quantity.number.fraction
        and quantity.scale == 1
        and mention.kind != NAME
    ):
        return False
    if mention.unless and _speaks_of(doc, mention, mention.unless):
        return False
    if mention.guard == "word" and not before:
        return True
    if mention.guard == "letter" and not (
        before
        and (
            mention.end - mention.start > 1
            or len(doc.surfaces[mention.start]) > 1
            or doc.adjacent(mention.end)
        )
    ):
        return False
    if mention.guard in ("scale", "word", "common", "letter"):
        number = quantity.number
        large = 100 if mention.kind == CODE and not before else 10_000
        return (
            quantity.scale != 1
            or number is None
            or number.grouped
            or number.decimals == 2
            or (quantity.value >= large and not quantity.year)
        )
    if mention.guard == "weight":
        return quantity.scale != 1 or not _weighed(doc, mention)
    return True


def _speaks_of(doc: Annotated, mention: Mention, kind: str) -> bool:
    """Whether words of the sentence make the currency's name something else of this kind."""
    first, last = doc.sentences[doc.sentence_of(mention.start)]
    first, last = max(first, mention.start - _MAX_CONTEXT), min(last, mention.end + _MAX_CONTEXT)
    return any(lexeme.value == kind for lexeme in doc.between("currency_context", first, last))


def _weighed(doc: Annotated, mention: Mention) -> bool:
    """Whether the sentence speaks of weight, or the goods themselves follow ('5 Pfund Mehl')."""
    last = doc.sentences[doc.sentence_of(mention.start)][1]
    if _speaks_of(doc, mention, "weight"):
        return True
    following = mention.end
    return bool(
        doc.language.feature("capital_nouns")
        and following < last
        and doc.surfaces[following][0].isupper()
        and len(doc.surfaces[following]) > 1
        and not doc.at("function", following)
    )


def _name_before(doc: Annotated, quantity: Quantity, mentions: Mentions, taken: int) -> Mention | None:
    """A currency's name before its number ('dollari 996'), where no year, edition or count is likely."""
    mention = mentions.by_end.get(quantity.start)
    if mention is None or mention.kind != NAME or not mention.code or mention.start < taken or mention.guard:
        return None
    if quantity.start in mentions.by_start or quantity.number is None or quantity.number.words:
        return None
    shaped = quantity.scale != 1 or quantity.number.grouped or quantity.number.decimals == 2
    specific = mention.end - mention.start > 1
    if not (shaped or specific or (quantity.value >= 100 and not quantity.year)):
        return None
    return mention if ends_here(doc, quantity.end) else None


def _joined(
    doc: Annotated, quantity: Quantity, before: Mention | None, after: Mention | None, *, precise: Mention
) -> Item:
    """The sum of a quantity and its mentions; a scale after the currency ('75 USD millones') counts."""
    start = before.start if before is not None else quantity.start
    end = after.end if after is not None else quantity.end
    amount, used = quantity.value * precise.scale, quantity
    if after is not None and after.kind == MINOR:
        amount *= _HUNDREDTH
    number = quantity.number
    if number is not None and number.decimals == 3 and quantity.scale == 1 and precise.code in WHOLE:
        amount *= 1000  # 'Rp 31.500', 'VND 1,200': no thousandths of such a currency
    leading = quantity.start - 1
    if (
        number is not None
        and quantity.plain
        and leading >= 0
        and doc.surfaces[leading] == "."
        and doc.adjacent(quantity.start)
        and not (leading and doc.adjacent(leading) and doc.surfaces[leading - 1][0].isalnum())
    ):
        # '.75 €': the zero before the point is left out
        amount, start = Decimal(f"0.{doc.surfaces[quantity.start]}"), min(start, leading)
    if quantity.scale == 1 and after is not None and after.kind in (CODE, SIGN):
        lexeme = scale_at(doc, end)
        if lexeme is not None and Decimal(lexeme.value) >= 1000:
            factor = Decimal(lexeme.value)
            amount, end, used = amount * factor, lexeme.end, replace(quantity, scale=factor)
    return Item(start, end, used, amount, precise)
