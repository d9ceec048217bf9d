"""Stories: documents with the same source address are versions of one article.

They share a `story_id`, and one that says when it was published lends its date to those that do not.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

# Parameters that say how a reader came to the page, not which page it is.
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|dclid|mc_[ce]id|igshid|ref|ref_src|share|source)\Z")
_HOST_PREFIX = re.compile(r"(?:www|m|amp)\.")


@dataclass(frozen=True, slots=True)
class Header:
    """What stories are told by: a document's normalised address and its own publication date (ISO)."""

    id: str
    url: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """A document's story and the publication date that it is lent, where it has none of its own."""

    story_id: str | None = None
    lent: str | None = None


NO_STORY = Story()


def normalise_url(url: str | None) -> str | None:
    """One form for the addresses of one page: no scheme, `www.`, fragment, tracking or closing slash.

    Returns:
        None for what is no web address, or names only a host: a portal's front page is no article.
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or "." not in host:
        return None
    query = sorted(
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.match(key.lower())
    )
    path = parts.path.rstrip("/").removesuffix("/amp")
    if not path and not query:
        return None
    return _HOST_PREFIX.sub("", host, count=1) + path + (f"?{urlencode(query)}" if query else "")


def tell_stories(headers: Iterable[Header]) -> dict[str, Story]:
    """The story of every document that shares its address with another one.

    Among several publication dates the earliest is lent: a translation appears after its original. The
    outcome does not depend on the order of `headers`.
    """
    by_url: dict[str, list[Header]] = defaultdict(list)
    for header in headers:
        if header.url:
            by_url[header.url].append(header)
    stories: dict[str, Story] = {}
    for url, members in by_url.items():
        if len(members) < 2:
            continue
        story_id = hashlib.sha256(url.encode()).hexdigest()[:16]
        known = min((header.published for header in members if header.published), default=None)
        for header in members:
            stories[header.id] = Story(story_id, None if header.published else known)
    return stories
