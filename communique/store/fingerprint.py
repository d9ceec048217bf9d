"""What the records of a document depend on, besides its content: code, libraries, language data, model,
settings. A document is done when a part holds it with the same fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

import orjson

# Libraries whose next version may read a date, a page or a language otherwise.
_LIBRARIES = (
    "babel", "charset-normalizer", "datasketch", "dateparser", "edtf", "ftfy", "hanta",
    "lingua-language-detector", "morfeusz2", "num2words", "price-parser", "trafilatura",
)  # fmt: skip
_CODE = ("pipeline", "schemas")
NO_MODEL = "none"
BUNDLED = "bundled"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that change output.

    Attributes:
        model: `bundled`, `none`, or the name of an installed spaCy model.
        languages: the languages that are accepted, ISO 639-1; empty: every language that has a file.
    """

    model: str = BUNDLED
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Versions and digests that go into `run.json`; `digest` is what parts are compared by."""

    pipeline: str
    libraries: str
    languages: str
    model: str
    settings: str

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that stand for all of it."""
        return _digest([orjson.dumps(asdict(self))])


def fingerprint(settings: Settings) -> Fingerprint:
    """The fingerprint of this installation with these settings.

    Raises:
        importlib.metadata.PackageNotFoundError: a named spaCy model is neither a package nor a folder.
    """
    return Fingerprint(
        pipeline=_digest_of_files(_CODE, (".py",)),
        libraries=_versions(_LIBRARIES),
        languages=_digest_of_files(("pipeline/languages",), (".toml", ".json", ".txt", ".csv")),
        model=_model(settings.model),
        settings=_digest([orjson.dumps(asdict(settings))]),
    )


def version() -> str:
    """The installed version of the program."""
    return metadata.version("communique")


def _digest(pieces: Iterable[bytes]) -> str:
    state = hashlib.sha256()
    for piece in pieces:
        state.update(len(piece).to_bytes(8, "big"))
        state.update(piece)
    return state.hexdigest()[:16]


@cache
def _versions(names: tuple[str, ...]) -> str:
    return _digest([f"{name} {_version_or_none(name)}".encode() for name in names])


def _version_or_none(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


@cache
def _digest_of_files(places: tuple[str, ...], endings: tuple[str, ...]) -> str:
    pieces: list[bytes] = []
    for place in places:
        package, _, below = place.partition("/")
        root = resources.files(package)
        pieces += _walk(root.joinpath(below) if below else root, place, endings)
    return _digest(pieces)


def _walk(folder: Traversable, name: str, endings: tuple[str, ...]) -> Iterable[bytes]:
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        path = f"{name}/{entry.name}"
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _walk(entry, path, endings)
        elif not endings or entry.name.endswith(endings):
            yield path.encode()
            yield entry.read_bytes()


def _model(name: str) -> str:
    if name == NO_MODEL:
        return NO_MODEL
    spacy = _version_or_none("spacy")
    if name == BUNDLED:
        return f"{BUNDLED} {_digest_of_files(('pipeline/models',), ())} spacy {spacy}"
    return f"{name} {_version_or_none(name)} spacy {spacy}"
