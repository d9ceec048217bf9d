"""A new language's files to fill in, and what every language has so far.

A skeleton holds, commented out, every entry that most languages have: what its section means, the English
and German forms as a gloss, the attributes that its extractor reads. So whoever knows the language writes
forms and examples line by line. Features stand in the file of their extractor. What CLDR and num2words know
is generated beside it and needs no writing.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from pipeline.lexicon.load import LANGUAGES_FOLDER, SETTINGS, language_codes, read_cldr, read_tables
from pipeline.lexicon.meanings import FEATURES, SECTIONS

_GLOSSES = ("en", "de")
_GLOSS_FORMS = 6
_MAIN = "main"
# Sections that every language file needs whatever it extracts stand in CODE.toml itself.
_MAIN_SECTIONS = frozenset({"abbreviation", "function"})
_PROSE = frozenset({"forms", "example", "examples", "without", "note"})
# Attributes whose value is a word of the language, to be translated.
_WORDS = frozenset({"label", "pattern", "pattern_one"})
# Features that every language declares; the others stand commented out.
_DECLARED = ("ordinal_dot", "compounds", "capital_nouns")


class BadLanguageCode(ValueError):
    """A code that CLDR does not know, or of a language that has a file already."""


@cache
def _file_of(section: str) -> str:
    """The file suffix in which most languages keep a section: `dates`, `people` …"""
    homes: Counter[str] = Counter()
    for path in sorted(LANGUAGES_FOLDER.glob("*.*.toml")):
        if f"\n[{section}." in "\n" + path.read_text(encoding="utf-8"):
            homes[path.stem.split(".")[1]] += 1
    return homes.most_common(1)[0][0] if homes else _MAIN


@cache
def shared_entries() -> dict[str, list[str]]:
    """Section -> values that at least half of the languages with that section have, sorted."""
    having: dict[str, list[set[str]]] = {}
    for code in language_codes():
        for section, entries in read_tables(code).items():
            if section not in SETTINGS:
                having.setdefault(section, []).append(set(entries))
    shared = {}
    for section, sets in sorted(having.items()):
        counted = Counter(value for values in sets for value in values)
        shared[section] = sorted(value for value, count in counted.items() if 2 * count >= len(sets))
    return shared


def skeleton(code: str) -> dict[str, str]:
    """File name -> content of the files of a new language.

    Raises:
        BadLanguageCode: CLDR does not know `code`, or the language has a file already.
    """
    if code in language_codes():
        raise BadLanguageCode(f"There is a language file for '{code}' already.")
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError) as error:
        raise BadLanguageCode(
            f"CLDR knows no language '{code}'; give an ISO 639-1 code such as 'da'."
        ) from error
    glosses = {gloss: read_tables(gloss) for gloss in _GLOSSES if gloss in language_codes()}
    files: dict[str, list[str]] = {_MAIN: [f'[language]\nname = "{locale.get_display_name(code)}"\n']}
    for feature, (home, empty, meaning) in FEATURES.items():
        rows = files.setdefault(home, [])
        if "[features]" not in rows:
            rows.append("[features]")
        rows.append(f"{'' if feature in _DECLARED else '# '}{feature} = {empty}  # {meaning}")
    for section, values in sorted(shared_entries().items(), key=lambda item: _place(item[0])):
        rows = files.setdefault(_home(section), [])
        rows.append(f"\n# == {section}: {SECTIONS.get(section, 'see the other languages')} ==\n")
        for value in values:
            key = value if value.replace("_", "").replace("-", "").isalnum() else f'"{value}"'
            rows.append(f"# [{section}.{key}]{_gloss(glosses, section, value)}")
            rows += [f"# {line}" for line in _attributes(glosses, section, value)]
            rows.append('# forms = [""]\n# example = ""\n')
    contents = {
        f"{code}.toml" if name == _MAIN else f"{code}.{name}.toml": "\n".join(rows) + "\n"
        for name, rows in sorted(files.items())
    }
    return {**contents, f"page/{code}.toml": _page()}


def _home(section: str) -> str:
    return _MAIN if section in _MAIN_SECTIONS else _file_of(section)


def _place(section: str) -> tuple[bool, int]:
    """Sections in the order of their meanings, which go from what matters most; unknown ones last."""
    order = list(SECTIONS)
    return (section not in SECTIONS, order.index(section) if section in SECTIONS else 0)


def _attributes(
    glosses: Mapping[str, Mapping[str, Mapping[str, Mapping[str, Any]]]], section: str, value: str
) -> Iterator[str]:
    """The attributes of an entry as TOML lines, as the first gloss that has the entry writes them."""
    for tables in glosses.values():
        entry = tables.get(section, {}).get(value)
        if entry is None:
            continue
        for key, content in entry.items():
            if key not in _PROSE:
                yield f"{key} = {json.dumps(content, ensure_ascii=False)}" + (
                    "  # translate" if key in _WORDS else ""
                )
        return


def _page() -> str:
    """The words of pages, empty, with the English ones beside them."""
    path = LANGUAGES_FOLDER / "page" / "en.toml"
    rows = ["# What stands on pages around an article: menus, bylines, links. A line like these is cut."]
    for key, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
        if isinstance(words, list):
            rows.append(f"{key} = []  # en: {', '.join(map(str, words[:_GLOSS_FORMS]))}")
        else:
            rows.append(f'{key} = "dmy"  # the order of day, month and year in figures')
    return "\n".join(rows) + "\n"


def _gloss(
    glosses: Mapping[str, Mapping[str, Mapping[str, Mapping[str, object]]]], section: str, value: str
) -> str:
    shown = []
    for code, tables in glosses.items():
        forms = tables.get(section, {}).get(value, {}).get("forms", ())
        if isinstance(forms, Sequence) and forms:
            shown.append(f"{code}: {', '.join(map(str, forms[:_GLOSS_FORMS]))}")
    return f"  # {' | '.join(shown)}" if shown else ""


def write_skeleton(code: str, folder: Path = LANGUAGES_FOLDER) -> list[Path]:
    """Writes the files of a new language and what libraries know of it.

    Raises:
        BadLanguageCode: CLDR does not know `code`, or the language has a file already.
    """
    from pipeline.lexicon.generate import render

    contents = skeleton(code)
    written = []
    for name in ("cldr", "page"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name, content in {**contents, f"cldr/{code}.json": render(code)}.items():
        (folder / name).write_text(content, encoding="utf-8")
        written.append(folder / name)
    return written


def coverage() -> dict[str, dict[str, tuple[int, int]]]:
    """Section -> language -> (entries written by hand, entries that libraries know)."""
    table: dict[str, dict[str, tuple[int, int]]] = {}
    for code in language_codes():
        tables, cldr = read_tables(code), read_cldr(code)
        for section in sorted({*tables, *cldr} - SETTINGS):
            by_hand = len(tables.get(section, {}))
            known = len(cldr[section]) if isinstance(cldr.get(section), dict) else 0
            if by_hand or known:
                table.setdefault(section, {})[code] = (by_hand, known)
    return dict(sorted(table.items()))


def coverage_table() -> str:
    """The coverage as a Markdown table; `12+31` is 12 entries by hand beside 31 from libraries."""
    codes = language_codes()
    rows = [f"| section | {' | '.join(codes)} |", f"|---|{'---|' * len(codes)}"]
    for section, languages in coverage().items():
        cells = []
        for code in codes:
            by_hand, known = languages.get(code, (0, 0))
            cells.append(f"{by_hand}+{known}" if by_hand and known else str(by_hand or known or "—"))
        rows.append(f"| {section} | {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"
