"""Records to lines of JSON and back, without loss.

Keys stand in schema order, every key is written, text is plain UTF-8, and a `Decimal` is written as its
digits (2400000000, 0.5): never as text, never by way of a float. orjson does the writing; it leaves
`Decimal` to us.
"""

import json
from decimal import Decimal
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel

Model = TypeVar("Model", bound=BaseModel)


def _digits(value: object) -> orjson.Fragment:
    if isinstance(value, Decimal):
        return orjson.Fragment(format(value, "f").encode())
    raise TypeError(f"{type(value).__name__} cannot be written as JSON.")


def to_json_bytes(record: BaseModel) -> bytes:
    """One record as UTF-8 JSON without a line end."""
    return orjson.dumps(record.model_dump(), default=_digits)


def to_json_line(record: BaseModel) -> str:
    """One record as one line of JSON, without the line end."""
    return to_json_bytes(record).decode()


def from_json_line(model: type[Model], line: str | bytes) -> Model:
    """Reads a record back; numbers with a point are read as `Decimal`, so no digit of a sum is lost.

    Args:
        model: the record's class.
        line: one JSON object.

    Raises:
        json.JSONDecodeError: the line is not JSON.
        pydantic.ValidationError: it is not such a record.
    """
    return model.model_validate(read_object(line))


def read_object(line: str | bytes) -> dict[str, Any]:
    """A line as a plain dictionary, numbers with a point as `Decimal`.

    Raises:
        json.JSONDecodeError: the line is not JSON.
        ValueError: it is JSON but not an object.
    """
    value = json.loads(line, parse_float=Decimal)
    if not isinstance(value, dict):
        raise ValueError("A line should hold one JSON object.")
    return value
