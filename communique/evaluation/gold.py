"""Gold facts: what an article states, one JSON object a document and line.

    {"doc": "a.txt", "language": "de",
     "people": ["Ada Beispiel"],
     "roles": [["Ada Beispiel", "minister"], ["Jan Probe", "mayor", "former"]],
     "dates": ["2024-05-03", "1999/.."],
     "money": [["2500000000", "EUR"]],
     "events": [{"type": ["meeting", "visit"], "name_keywords": ["treffen"], "date": null, "place": "Riga"}],
     "priorities": {"declared": 6, "proposed": [1, 2], "speaker": "Ada Beispiel", "optional": []}}

Facts only, no text. Names are full, nominative and without honorifics; dates EDTF; sums plain decimals as
strings, the two ends of a range as two; keywords lower-case, one of which the event's name, evidence or
sentence must hold. Each list `X` may have a twin `X_optional`: facts that may be given or left out. A
missing list is an empty one.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from communique.errors import CommuniqueError
from schemas.codes import PriorityCode


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _number(value: object) -> object:
    return PriorityCode(value).number if isinstance(value, str) else value


_Role = tuple[str, str] | tuple[str, str, Literal["former"]]
_Number = Annotated[int, BeforeValidator(_number)]


class GoldEvent(BaseModel):
    """An event: accepted types (best first), words of its name, EDTF date or None, place or None."""

    model_config = ConfigDict(frozen=True)

    type: Annotated[tuple[str, ...], BeforeValidator(_listed)]
    name_keywords: tuple[str, ...]
    date: str | None = None
    place: str | None = None


class GoldPriorities(BaseModel):
    """A list of priorities: declared total, numbers (or codes) in order, speaker, arguable ones."""

    model_config = ConfigDict(frozen=True)

    declared: int | None = None
    proposed: tuple[_Number, ...] = ()
    speaker: str | None = None
    optional: tuple[_Number, ...] = ()


class GoldDocument(BaseModel):
    """The facts of one document; `doc` is the file name of its text."""

    model_config = ConfigDict(frozen=True)

    doc: str
    language: str
    published: str | None = None
    author: str | None = None
    people: tuple[str, ...] = ()
    people_optional: tuple[str, ...] = ()
    roles: tuple[_Role, ...] = ()
    roles_optional: tuple[_Role, ...] = ()
    dates: tuple[str, ...] = ()
    dates_optional: tuple[str, ...] = ()
    money: tuple[tuple[str, str], ...] = ()
    money_optional: tuple[tuple[str, str], ...] = ()
    events: tuple[GoldEvent, ...] = ()
    events_optional: tuple[GoldEvent, ...] = ()
    priorities: GoldPriorities | None = None
    priorities_optional: tuple[_Number, ...] = ()


def read_gold(path: Path) -> Iterator[GoldDocument]:
    """The documents of a gold file.

    Raises:
        CommuniqueError: the file cannot be read, or a line is not a gold document.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommuniqueError(f"The gold file {path} cannot be read: {error}.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield GoldDocument.model_validate(json.loads(line))
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False)[0]
            where = ".".join(map(str, first["loc"]))
            raise CommuniqueError(
                f"Line {number} of {path} is not a gold document: {where}: {first['msg']}."
            ) from error
        except ValueError as error:
            raise CommuniqueError(f"Line {number} of {path} is not JSON: {error}.") from error
