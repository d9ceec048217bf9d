"""Reading what annotation tools write: a JSON list or JSON Lines."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from communique.errors import CommuniqueError


def objects(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file that holds a JSON list of objects, or one object a line.

    Raises:
        CommuniqueError: it holds neither.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        if text.lstrip().startswith("["):
            found = json.loads(text)
        else:  # only '\n' ends a line: texts may hold other line separators
            found = [json.loads(line) for line in text.split("\n") if line.strip()]
    except (OSError, ValueError) as error:
        raise CommuniqueError(f"{path} cannot be read as JSON: {error}.") from error
    for item in found:
        if not isinstance(item, dict):
            raise CommuniqueError(f"{path} should hold objects, but one of its items is none.")
        yield item


def wrong_shape(path: Path, error: Exception) -> CommuniqueError:
    """The error for an object that lacks what the format demands."""
    return CommuniqueError(f"{path} is not of the format that was named: {type(error).__name__} {error}.")
