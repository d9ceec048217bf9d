"""The block of fields between '---' lines with which Markdown files begin."""

from __future__ import annotations

import re

_FENCE = re.compile(r"---\n(?P<fields>(?:[^\n]{0,500}\n){1,60}?)---(?:\n|$)")
_FIELD = re.compile(r"(?P<name>[A-Za-z_]{2,30})\s*:\s*(?P<value>\S.*)")
_NAMES = {
    "title": "title",
    "author": "author",
    "date": "date",
    "published": "date",
    "lang": "language",
    "language": "language",
    "url": "url",
    "source": "url",
    "link": "url",
}


def split_front_matter(page: str) -> tuple[int, dict[str, str]]:
    """The length of the front matter (0 if there is none) and its fields that we know."""
    match = _FENCE.match(page)
    if match is None:
        return 0, {}
    fields: dict[str, str] = {}
    for line in match["fields"].split("\n"):
        field = _FIELD.fullmatch(line.strip())
        name = _NAMES.get(field["name"].lower()) if field else None
        if field and name:
            value = field["value"].strip().strip("\"'").strip()
            if name != "url" or value.startswith(("http://", "https://")):
                fields.setdefault(name, value)
    return (match.end(), fields) if fields else (0, {})
