"""Generated names of people: romanised Vietnamese, Japanese, Chinese, Korean and others.

A generated name is a `Name`: its full form in either order and the short form of a second mention. With
`unseen` the parts come from the lists that no training sentence uses.
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from babel import Locale

KINDS = ("vietnamese", "japanese", "chinese", "korean", "others")
KNOWN_PLACE_SHARE = 0.3
SOUNDED_SHARE = 0.3  # of the parts of a Vietnamese or Japanese training name
_CHANCE = 3  # letters of a part that two others may spell by chance
_DIGRAPHS = {"đ": "d", "Đ": "D"}


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name: `full` as a first mention has it, `short` as a later one has it."""

    full: str
    short: str


@cache
def parts(kind: str, unseen: bool = False) -> dict[str, tuple[str, ...]]:
    """The lists of `names.toml` for a kind of names."""
    data = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))[kind]
    if "training" in data:
        data = data["unseen" if unseen else "training"]
    return {key: tuple(value.split("|") if "|" in value else value.split()) for key, value in data.items()}


def bare(name: str) -> str:
    """The name without diacritics, as most portals print it: 'Đặng Thị Mỹ' -> 'Dang Thi My'."""
    for letter, plain in _DIGRAPHS.items():
        name = name.replace(letter, plain)
    decomposed = unicodedata.normalize("NFD", name)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


@cache
def unseen_parts() -> frozenset[str]:
    """Every part that is kept from training, small letters without diacritics."""
    lists = [*parts("vietnamese", True).values(), *parts("japanese", True).values()]
    return frozenset(bare(part).lower() for values in lists for part in values)


def _sounded(rng: Random, kind: str) -> str:
    """A made-up syllable (Vietnamese) or two to four morae (Japanese) that spell no unseen part."""
    p = parts(f"{kind}_sounds")
    while True:
        if kind == "vietnamese":
            made = rng.choice(p["onset"]) + rng.choice(p["rime"])
            if bare(made).lower() not in unseen_parts():
                return made
        else:
            made = "".join(rng.choices(p["mora"], k=rng.choices((2, 3, 4), (40, 45, 15))[0]))
            if not any(part in made for part in unseen_parts() if len(part) > _CHANCE):
                return made.capitalize()


def _vietnamese(rng: Random, unseen: bool) -> Name:
    p = parts("vietnamese", unseen)
    middles = rng.choices((0, 1, 2), (15, 70, 15))[0]
    given = rng.choice(p["given"])
    full = [rng.choice(p["family"]), *rng.sample(p["middle"], middles), given]
    if not unseen:
        full = [_sounded(rng, "vietnamese") if rng.random() < SOUNDED_SHARE else part for part in full]
        given = full[-1]
    short = " ".join(full[-2:]) if middles and rng.random() < 0.2 else given
    return Name(" ".join(full), short)


def _joined(rng: Random, first: tuple[str, ...], last: tuple[str, ...], unseen: bool) -> str:
    """A first and a last part; a training name never spells a longer unseen part by chance (To + shi)."""
    while True:
        made = rng.choice(first) + rng.choice(last)
        if unseen or not any(part in made.lower() for part in unseen_parts() if len(part) > _CHANCE):
            return made


def _japanese(rng: Random, unseen: bool) -> Name:
    p = parts("japanese", unseen)
    whole = bool(p["family"])
    family = _joined(rng, p["family_first"], p["family_last"], unseen)
    given = _joined(rng, p["given_first"], p["given_last"], unseen)
    if whole:
        family = rng.choice(p["family"]) if rng.random() < 0.4 else family
        given = rng.choice(p["given"]) if rng.random() < 0.3 else given
    if not unseen:
        family = _sounded(rng, "japanese") if rng.random() < SOUNDED_SHARE else family
        given = _sounded(rng, "japanese") if rng.random() < SOUNDED_SHARE else given
    if rng.random() < 0.04:
        family = family.upper()
    return Name(f"{family} {given}" if rng.random() < 0.5 else f"{given} {family}", family)


def _chinese(rng: Random) -> Name:
    p = parts("chinese")
    family = rng.choice(p["family"])
    given = rng.choice(p["given"])
    if rng.random() < 0.7:
        given += rng.choice(p["given"]).lower()
    return Name(f"{given} {family}" if rng.random() < 0.15 else f"{family} {given}", family)


def _korean(rng: Random) -> Name:
    p = parts("korean")
    family, first, second = rng.choice(p["family"]), rng.choice(p["given"]), rng.choice(p["given"])
    given = rng.choice((f"{first}-{second.lower()}", f"{first} {second}", f"{first}{second.lower()}"))
    return Name(f"{given} {family}" if rng.random() < 0.2 else f"{family} {given}", family)


def _others(rng: Random) -> Name:
    p = parts("others")
    given = " ".join(rng.sample(p["given"], rng.choices((1, 2), (85, 15))[0]))
    family = rng.choice(p["family"])
    return Name(f"{given} {family}", family if rng.random() < 0.8 else given)


def generate(rng: Random, kind: str, *, unseen: bool = False) -> Name:
    """A name of one of `KINDS`; Vietnamese ones carry their diacritics (see `bare`)."""
    if kind == "vietnamese":
        return _vietnamese(rng, unseen)
    if kind == "japanese":
        return _japanese(rng, unseen)
    return {"chinese": _chinese, "korean": _korean, "others": _others}[kind](rng)


@cache
def _known_places(lang: str) -> tuple[str, ...]:
    """Countries and large cities of the world as the language calls them (CLDR)."""
    locale = Locale.parse(lang)
    countries = [name for code, name in locale.territories.items() if len(code) == 2 and code.isalpha()]
    cities = [zone["city"] for zone in locale.time_zones.values() if "city" in zone]
    plain = {name for name in (*countries, *cities) if len(name.split()) < 4 and not set(name) & set(",()")}
    return tuple(sorted(plain))


def place(rng: Random, lang: str) -> str:
    """A place, often one that looks like a name (else every foreign capitalised run were a person)."""
    if rng.random() < KNOWN_PLACE_SHARE:
        return rng.choice(_known_places(lang))
    p = parts("places")
    name = rng.choice(p[rng.choices(("vietnam", "japan", "asia"), (5, 3, 2))[0]])
    return name if rng.random() < 0.4 else bare(name)
