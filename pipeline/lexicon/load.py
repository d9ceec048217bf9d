"""Languages as data: reads a language's files and compiles them.

A language is `pipeline/languages/CODE.toml`, and beside it `CODE.*.toml` where a section deserves a file
of its own, laid over what libraries know (`cldr/CODE.json`, see `pipeline.lexicon.generate`).

In a language file `[language]` and `[features]` are settings; every other table is an entry:

    [qualifier.over]                      # section and value of the concept
    forms = ["über", "mehr als"]          # see pipeline.lexicon.forms
    example = "Es kostet über drei Euro." # runs as a test
    without = ["Über den Preis schwieg er."] # optional: sentences in which the entry must not be found

Further keys are the entry's attributes, for the extractor that reads the section.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.lexicon.forms import compile_forms
from pipeline.lexicon.matcher import Entry, Matcher
from pipeline.tokens import fold

LANGUAGES_FOLDER = Path(__file__).resolve().parent.parent / "languages"
SETTINGS = frozenset({"language", "features"})
_PLAIN_LETTERS = 3  # a shorter word without its marks is mostly another one: Italian 'dì' and 'di'
_PROSE = frozenset({"forms", "example", "examples", "without", "note"})
_CLDR_SETTINGS = frozenset({"language", "date_order", "decimal", "group"})


class UnknownLanguage(LookupError):
    """There is no language file for this code."""


class BadLanguageFile(ValueError):
    """A language file breaks the format; the message names file, table and reason."""


@dataclass(frozen=True, slots=True)
class Language:
    """A compiled language: its matcher and the few facts that grammars ask for."""

    code: str
    name: str
    matcher: Matcher
    sections: frozenset[str]
    features: Mapping[str, Any]
    date_order: str
    decimal: str
    group: str
    entries: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    def feature(self, name: str, default: Any = None) -> Any:
        """A declared feature of the language file, or `default`."""
        return self.features.get(name, default)


@cache
def language_codes() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that have a file, sorted."""
    return tuple(sorted(path.stem for path in LANGUAGES_FOLDER.glob("*.toml") if "." not in path.stem))


def language_files(code: str) -> list[Path]:
    """The data files of a language, the main file first."""
    return [LANGUAGES_FOLDER / f"{code}.toml", *sorted(LANGUAGES_FOLDER.glob(f"{code}.*.toml"))]


def read_tables(code: str) -> dict[str, dict[str, dict[str, Any]]]:
    """The tables of a language's files: section -> value -> keys.

    Raises:
        UnknownLanguage: no file for `code`.
        BadLanguageFile: broken TOML, or one entry in two files.
    """
    if code not in language_codes():
        listed = ", ".join(language_codes())
        raise UnknownLanguage(f"There is no language file for '{code}'; there are: {listed}.")
    tables: dict[str, dict[str, dict[str, Any]]] = {}
    for path in language_files(code):
        try:
            found = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise BadLanguageFile(f"{path.name}: {error}") from error
        for section, entries in found.items():
            known = tables.setdefault(section, {})
            if twice := known.keys() & entries.keys():
                raise BadLanguageFile(f"{path.name}: [{section}.{sorted(twice)[0]}] stands in two files")
            known.update(entries)
    return tables


def read_cldr(code: str) -> dict[str, Any]:
    """What libraries know of a language; empty where the file was not generated yet."""
    path = LANGUAGES_FOLDER / "cldr" / f"{code}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _typed_plainly(forms: list[str], features: Mapping[str, Any]) -> list[str]:
    """The forms as someone writes them whose keyboard lacks the language's letters: 'pazdziernika', 'Maerz'.

    Args:
        forms: the forms of an entry.
        features: of the language; `digraphs` has the pairs of letters that stand for others ('ä': 'ae').

    Returns:
        The forms that differ from all of `forms`.
    """
    digraphs = str.maketrans(dict(features.get("digraphs", {})))
    plain = [
        form[0] + fold(form[1:].translate(digraphs)) if form[:1] == "^" else fold(form.translate(digraphs))
        for form in forms
        if not form.startswith("=")
    ]
    known = {fold_case(form) for form in forms}
    return [
        form for form in dict.fromkeys(plain) if fold_case(form) not in known and len(form) >= _PLAIN_LETTERS
    ]


def fold_case(form: str) -> str:
    """A written form without regard to case."""
    return form.lstrip("^").casefold()


@cache
def load_language(code: str) -> Language:
    """Compiles the language `code`, once a process.

    Raises:
        UnknownLanguage: no file for `code`.
        BadLanguageFile: the file breaks the format.
    """
    tables, cldr = read_tables(code), read_cldr(code)
    matcher = Matcher()
    entries: dict[str, list[Entry]] = {}

    def add(entry: Entry, forms: list[str], where: str) -> None:
        entries.setdefault(entry.section, []).append(entry)
        for written in forms:
            try:
                compiled = compile_forms(written)
            except ValueError as error:
                raise BadLanguageFile(f"{where}: {error}") from error
            for form in compiled:
                matcher.add(form, entry)

    features = tables.get("features", {})
    plain = frozenset(features.get("typed_plainly", ()))
    dropped = {section: set(values) for section, values in features.get("without_cldr", {}).items()}
    for section, values in tables.items():
        if section in SETTINGS:
            continue
        for value, keys in values.items():
            where = f"{code}: [{section}.{value}]"
            if not isinstance(keys, dict) or not isinstance(keys.get("forms"), list):
                raise BadLanguageFile(f"{where} needs a list 'forms'")
            attributes = MappingProxyType({k: v for k, v in keys.items() if k not in _PROSE})
            named = str(keys.get("value", value))  # a second entry of one value, with other attributes
            forms = keys["forms"] + (_typed_plainly(keys["forms"], features) if section in plain else [])
            add(Entry(section, named, attributes), forms, where)
    for section, values in cldr.items():
        if section in _CLDR_SETTINGS:
            continue
        for value, forms in values.items():
            kept = [form for form in forms if form.lstrip("^") not in dropped.get(section, ())]
            kept += _typed_plainly(kept, features) if section in plain else []
            add(Entry(section, value), kept, f"cldr {code}: {section}.{value}")
    return Language(
        code=code,
        name=str(tables.get("language", {}).get("name", code)),
        matcher=matcher,
        sections=frozenset(entries),
        features=MappingProxyType(features),
        date_order=str(features.get("date_order", cldr.get("date_order", "dmy"))),
        decimal=str(features.get("decimal", cldr.get("decimal", "."))),
        group=str(features.get("group", cldr.get("group", ","))),
        entries=MappingProxyType({section: tuple(found) for section, found in entries.items()}),
    )
