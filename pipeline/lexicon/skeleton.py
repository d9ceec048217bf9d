"""A new language's files to fill in, and what every language has so far.

A skeleton holds, commented out, every entry that most languages have, with the English and German forms
beside it as a gloss, so that whoever knows the language writes forms and examples line by line. What CLDR and
num2words know is generated beside it and needs no writing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from babel import Locale, UnknownLocaleError

from pipeline.lexicon.load import LANGUAGES_FOLDER, SETTINGS, language_codes, read_cldr, read_tables

_GLOSSES = ("en", "de")
_GLOSS_FORMS = 6
_MAIN = "main"
# Sections that every language file needs whatever it extracts stand in CODE.toml itself.
_MAIN_SECTIONS = frozenset({"abbreviation", "function"})


class BadLanguageCode(ValueError):
    """A code that CLDR does not know, or of a language that has a file already."""


def _file_of(section: str) -> str:
    """The file suffix in which most languages keep a section: `dates`, `people` …"""
    homes: Counter[str] = Counter()
    for path in sorted(LANGUAGES_FOLDER.glob("*.*.toml")):
        if f"\n[{section}." in "\n" + path.read_text(encoding="utf-8"):
            homes[path.stem.split(".")[1]] += 1
    return homes.most_common(1)[0][0] if homes else _MAIN


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
    files: dict[str, list[str]] = {
        _MAIN: [
            f'[language]\nname = "{locale.get_display_name(code)}"\n',
            "[features]",
            "ordinal_dot = false       # is '25.' an ordinal, so that its full stop ends no sentence?",
            "compounds = false         # are closed compounds written ('Kooperationsforum')?",
            "capital_nouns = false     # do common nouns begin with a capital?\n",
        ]
    }
    for section, values in shared_entries().items():
        name = _MAIN if section in _MAIN_SECTIONS else _file_of(section)
        rows = files.setdefault(name, [])
        for value in values:
            rows.append(f"# [{section}.{value}]{_gloss(glosses, section, value)}")
            rows.append('# forms = [""]\n# example = ""\n')
    return {
        f"{code}.toml" if name == _MAIN else f"{code}.{name}.toml": "\n".join(rows) + "\n"
        for name, rows in sorted(files.items())
    }


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
    (folder / "cldr").mkdir(parents=True, exist_ok=True)
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
