"""What the records' docstrings say about their fields, for the artefacts that are generated from them.

A field is explained once, in the `Attributes` section of its class; the JSON Schemas, the data dictionary and
the comments of the database tables take it from there.
"""

import inspect
import re
from functools import cache

from pydantic import BaseModel

_SECTION = re.compile(r"^(Attributes|Raises|Args|Returns):$")
_FIELD = re.compile(r"^    (\w+): (.*)$")


@cache
def summary(model: type[BaseModel]) -> str:
    """The text of the class's docstring before its first section, a paragraph a line."""
    lines: list[str] = []
    for line in inspect.cleandoc(model.__doc__ or "").splitlines():
        if _SECTION.match(line):
            break
        lines.append(line)
    return "\n\n".join(" ".join(part.split()) for part in "\n".join(lines).strip().split("\n\n"))


@cache
def field_docs(model: type[BaseModel]) -> dict[str, str]:
    """One sentence a field, by the field's name, base classes included; fields without one are left out."""
    docs: dict[str, str] = {}
    for base in reversed(model.__mro__):
        docs.update(_attributes(base.__dict__.get("__doc__") or ""))
    return {name: docs[name] for name in model.model_fields if name in docs}


def _attributes(docstring: str) -> dict[str, str]:
    docs: dict[str, str] = {}
    section, name = "", ""
    for line in inspect.cleandoc(docstring).splitlines():
        if match := _SECTION.match(line):
            section = match[1]
        elif section == "Attributes" and (match := _FIELD.match(line)):
            name = match[1]
            docs[name] = match[2].strip()
        elif section == "Attributes" and name and line.startswith("        "):
            docs[name] += " " + line.strip()
    return docs
