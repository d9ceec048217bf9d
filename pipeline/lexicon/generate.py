"""Writes what libraries know of a language into `pipeline/languages/cldr/CODE.json`.

Months, weekdays, currencies, scale words, countries, number symbols and the order of day and month come
from CLDR through Babel; number words from num2words. The files are generated so that extraction needs
neither library at start-up (together 0.3 s) and gives the same values with every version of them; a test
checks that they are what the installed versions say.

    python -m pipeline.lexicon.generate [CODE ...]
"""

from __future__ import annotations

import json
import re
import sys

from babel import Locale, localedata
from babel.core import get_global
from num2words import num2words

from pipeline.lexicon.load import LANGUAGES_FOLDER, language_codes

FOLDER = LANGUAGES_FOLDER / "cldr"
_ISO_TERRITORY = re.compile(r"[A-Z]{2}")
# CLDR regions that are no countries: unions, outlying areas, pseudo-regions.
_NO_COUNTRIES = frozenset("EU EZ UN QO XA XB ZZ AC CP CQ DG EA IC TA".split())  # noqa: SIM905
_NUMBER_WORDS = 101


def _current_currencies() -> set[str]:
    """Currencies that are legal tender somewhere without an end date."""
    return {
        code
        for rows in get_global("territory_currencies").values()
        for code, _start, end, tender in rows
        if end is None and tender
    }


def _capital(name: str) -> str:
    """Demands a capital where CLDR writes one: 'May', 'März', but not Polish 'maj'."""
    return "^" + name if name[:1].isupper() else name


def _calendar(locale: Locale) -> dict[str, dict[str, list[str]]]:
    tables: dict[str, dict[str, list[str]]] = {}
    for section, widths in (("month", locale.months), ("weekday", locale.days)):
        for suffix, width in (("", "wide"), ("_short", "abbreviated")):
            table: dict[str, set[str]] = {}
            for context in ("format", "stand-alone"):
                for number, name in widths[context][width].items():
                    name = name.rstrip(".").strip()
                    if name and not name.isdigit():
                        table.setdefault(str(number), set()).add(_capital(name))
            tables[section + suffix] = {key: sorted(table[key]) for key in sorted(table, key=int)}
        long = {key: set(forms) for key, forms in tables[section].items()}
        short = tables[section + "_short"]
        tables[section + "_short"] = {
            k: left for k in short if (left := sorted(set(short[k]) - long.get(k, set())))
        }
    return tables


def _currencies(locale: Locale) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    names: dict[str, set[str]] = {}
    symbols: dict[str, list[str]] = {}
    plurals = locale._data["currency_names_plural"]
    for code in sorted(_current_currencies()):
        found = {locale.currencies.get(code, "")} | set(dict(plurals.get(code, {})).values())
        found = {name.strip() for name in found if name.strip() and name.strip() != code}
        if found:
            names[code] = found
        symbol = locale.currency_symbols.get(code, "")
        if symbol and symbol != code:
            symbols[code] = [symbol]
    return {code: sorted(forms) for code, forms in names.items()}, symbols


def _scales(locale: Locale) -> dict[str, list[str]]:
    """Scale words with their plural forms: 'Millionen', 'Mio', 'mld', 'triệu'."""
    scales: dict[str, set[str]] = {}
    for width in ("long", "short"):
        for patterns in locale._data["compact_decimal_formats"].get(width, {}).values():
            for power, pattern in patterns.items():
                written = pattern.pattern if hasattr(pattern, "pattern") else str(pattern)
                word = re.sub(r"[0\s'\u00a0\u202f.]+", " ", written).strip(" .")
                zeros = max((len(run) for run in re.findall("0+", written)), default=1)
                if len(word) > 1 or (word and not word.isascii()):
                    scales.setdefault(str(int(power) // 10 ** (zeros - 1)), set()).add(word)
    return {value: sorted(scales[value]) for value in sorted(scales, key=int)}


def _countries(locale: Locale) -> dict[str, list[str]]:
    return {
        code: [name]
        for code, name in sorted(locale.territories.items())
        if _ISO_TERRITORY.fullmatch(code) and code not in _NO_COUNTRIES
    }


def _numbers(code: str) -> dict[str, list[str]]:
    try:
        words = {str(n): num2words(n, lang=code) for n in range(_NUMBER_WORDS)}
    except NotImplementedError:
        return {}
    return {number: [word] for number, word in words.items() if not word.isdigit()}


def _date_order(locale: Locale) -> str:
    return "".join(
        dict.fromkeys(letter for letter in locale.date_formats["short"].pattern.lower() if letter in "dmy")
    )


def generate(code: str) -> dict[str, object]:
    """All that Babel and num2words know of the language `code`, in the shape of the file."""
    # Babel resolves a locale's aliases into the root data that all locales share: after Japanese was read,
    # Dutch has a '2月' too. A fresh cache gives each language its own.
    localedata._cache.clear()
    locale = Locale.parse(code)
    names, symbols = _currencies(locale)
    numbers = locale.number_symbols["latn"]
    return {
        "language": code,
        "date_order": _date_order(locale),
        "decimal": numbers["decimal"],
        "group": numbers["group"],
        **_calendar(locale),
        "currency": names,
        "currency_symbol": symbols,
        "scale": _scales(locale),
        "country": _countries(locale),
        "number": _numbers(code),
    }


def render(code: str) -> str:
    """The bytes of `CODE.json` as text."""
    return json.dumps(generate(code), ensure_ascii=False, indent=1) + "\n"


def main(codes: list[str]) -> None:
    """Writes the files of the named languages, or of all that have a language file."""
    FOLDER.mkdir(exist_ok=True)
    for code in codes or language_codes():
        (FOLDER / f"{code}.json").write_text(render(code), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
