"""Names that the currencies of several countries share: 'shillings', 'Pfund', 'dinarów'.

A country beside the name decides ('kenianische Schilling', 'dinars jordaniens'). Without one it is the
currency of the country that the sentence is about, else the one that the text names in full elsewhere, else
that of the country of the paragraph, then of the document; towns count for their country. Where nothing
decides, the usual reading of the language file stands (`default`); without one there is no currency.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.annotated import Annotated
from pipeline.extractors.money import symbols
from pipeline.lexicon import Lexeme
from pipeline.tokens import fold
from pipeline.world import place_at

# ISO 4217: the currencies of one name, apart from the country.
FAMILIES: Mapping[str, frozenset[str]] = {
    name: frozenset(codes.split())
    for name, codes in {
        "cfa": "XOF XAF",
        "crown": "SEK NOK DKK CZK ISK",
        "dinar": "RSD KWD IQD JOD TND DZD BHD LYD MKD",
        "dirham": "AED MAD",
        "dollar": "USD AUD CAD NZD HKD SGD TWD BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD",
        "franc": "CHF XOF XAF XPF CDF RWF BIF DJF GNF KMF",
        "krona": "SEK ISK",
        "krone": "NOK DKK",
        "kwacha": "ZMW MWK",
        "leu": "RON MDL",
        "lira": "TRY LBP SYP",
        "manat": "AZN TMT",
        "mark": "DEM BAM",
        "peso": "MXN PHP ARS CLP COP UYU CUP DOP",
        "pound": "GBP EGP LBP SYP SDG SSP FKP GIP SHP",
        "rial": "SAR QAR IRR OMR YER",
        "rouble": "RUB BYN",
        "rupee": "INR PKR LKR NPR MUR SCR",
        "shilling": "KES TZS UGX SOS",
        "som": "KGS UZS",
        "won": "KRW KPW",
        # letters on price tags: 'R5 million', 'Bs 3.000'
        "BD": "BHD",
        "Br": "ETB BYN",
        "Bs": "BOB VES",
        "D": "GMD",
        "JD": "JOD",
        "K": "ZMW MWK PGK",
        "L": "HNL",
        "MT": "MZN",
        "N": "NGN",
        "P": "BWP PHP",
        "Q": "GTQ",
        "QR": "QAR",
        "R": "ZAR",
        "SR": "SAR SCR",
    }.items()
}
_SKIPPED = ("of", "amount_of", "article")


@cache
def countries() -> Mapping[str, frozenset[str]]:
    """Country -> codes of the currencies that are legal tender there."""
    found: dict[str, set[str]] = {}
    for row in symbols.TENDER.split():
        code, _, lands = row.partition(":")
        for land in lands.split(","):
            found.setdefault(land, set()).add(code)
    return {land: frozenset(codes) for land, codes in found.items()}


def beside(
    doc: Annotated, start: int, end: int, codes: frozenset[str], *, loose: bool
) -> tuple[int, int, str]:
    """The country directly before or after a name over the tokens `[start, end)`.

    Args:
        doc: the annotated document.
        start: first token of the name.
        end: the token after it.
        codes: the currencies of that name.
        loose: whether a preposition may stand before the country ('dinars of Jordan').

    Returns:
        The tokens of name and country, and the code; empty where no country stands there.
    """
    at = start
    if start > 1 and not doc.surfaces[start - 1].isalnum() and doc.surfaces[start - 1] in "-‐‑・·":
        at = start - 1  # 'Kenia-Schilling'
    for land in _lands_by_end(doc).get(at, ()):
        code = _one(land.value, codes)
        if code:
            return land.start, end, code
    if not doc.language.feature("country_after_currency"):
        return start, end, ""
    token = end
    if loose:
        for _ in range(2):
            token = next((x.end for section in _SKIPPED for x in doc.at(section, token)), token)
    for section in ("demonym", "country"):
        for land in doc.at(section, token):
            code = _one(land.value, codes)
            if code:
                return start, land.end, code
    return start, end, ""


def nearest(doc: Annotated, token: int, codes: frozenset[str]) -> str:
    """The currency of the country that the sentence is about, or that the text names in full; else that of
    the country of the paragraph, then the document; empty where it names none."""
    about = _about(doc, codes)
    at = bisect_left(about.places, (token, ""))
    around = [*about.places[max(0, at - 1) : at], *about.places[at : at + 1]]  # the one before goes first
    for first, last in (doc.sentences[doc.sentence_of(token)], doc.paragraphs[doc.paragraph_of(token)]):
        for place, code in around:
            if first <= place < last:
                return code
        if about.named:
            return about.named
    return about.most


@dataclass(frozen=True, slots=True)
class _About:
    """What a document says of the countries of some currencies.

    Attributes:
        places: (token, code) of each place where one of the countries is named, in order.
        named: the one of the currencies that the text names in full or by its code; else empty.
        most: the currency whose country is named most often, of equals the first.
    """

    places: list[tuple[int, str]]
    named: str
    most: str


def _about(doc: Annotated, codes: frozenset[str]) -> _About:
    memo = "currency.about." + ".".join(sorted(codes))
    if memo not in doc.memo:
        places = [(at, code) for at, land in _evidence(doc) if (code := _one(land, codes))]
        named = {x.value for x in doc.section("currency") if x.value in codes}
        named |= {surface for surface in doc.surfaces if surface in codes}
        counted = Counter(code for _, code in places)
        most = max(counted, key=counted.__getitem__) if counted else ""
        doc.memo[memo] = _About(places, next(iter(named)) if len(named) == 1 else "", most)
    about: _About = doc.memo[memo]
    return about


def _one(land: str, codes: frozenset[str]) -> str:
    """The currency of the country among `codes`, where there is exactly one."""
    found = countries().get(land[:2], frozenset()) & codes
    return next(iter(found)) if len(found) == 1 else ""


def _lands_by_end(doc: Annotated) -> dict[int, list[Lexeme]]:
    if "currency.lands" not in doc.memo:
        table: dict[int, list[Lexeme]] = {}
        for section in ("demonym", "country"):
            for lexeme in doc.section(section):
                table.setdefault(lexeme.end, []).append(lexeme)
        doc.memo["currency.lands"] = table
    found: dict[int, list[Lexeme]] = doc.memo["currency.lands"]
    return found


def _evidence(doc: Annotated) -> Sequence[tuple[int, str]]:
    """Where the document names a country, by its name, its people or one of its towns, in order."""
    if "currency.evidence" not in doc.memo:
        found = {x.start: x.value for section in ("demonym", "country") for x in doc.section(section)}
        folded = [fold(surface) for surface in doc.surfaces]
        for token, surface in enumerate(doc.surfaces):
            if surface[0].isupper() and token not in found:
                town = place_at(folded, token, min(token + 4, len(doc)))
                if town is not None and town[1]:
                    found[token] = town[1]
        doc.memo["currency.evidence"] = sorted(found.items())
    evidence: Sequence[tuple[int, str]] = doc.memo["currency.evidence"]
    return evidence
