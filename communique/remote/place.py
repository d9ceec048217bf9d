"""A URL opened by fsspec, and every way in which that fails as one sentence.

fsspec and its stores are an extra: nothing here is imported before a URL is named.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from communique.errors import CommuniqueError

_URL = re.compile(r"[a-z][a-z0-9+.-]+://")
_SAME = {"s3a": "s3", "gcs": "gs"}
#: Stores in which an object can be made only if it is not there yet, which a lock needs.
WRITABLE = ("gs", "memory", "s3")
_PACKAGES = {"s3": "s3fs", "gs": "gcsfs"}
_OPTIONS: dict[str, dict[str, Any]] = {
    "s3": {"config_kwargs": {"connect_timeout": 10, "retries": {"max_attempts": 3}}},
}
_NO_CREDENTIALS = (
    "NoCredentialsError", "PartialCredentialsError", "ProfileNotFound", "DefaultCredentialsError",
)  # fmt: skip
_HOW = {
    "s3": "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE",
    "gs": "set GOOGLE_APPLICATION_CREDENTIALS, or sign in with gcloud",
}


class RemoteError(CommuniqueError):
    """A URL cannot be read or written; the message is one sentence for a person."""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or object in a store.

    Attributes:
        url: as a person writes it, without a closing slash.
        fs: the fsspec file system.
        root: the path of `url` in it.
    """

    url: str
    fs: Any
    root: str

    def at(self, relative: str) -> str:
        """The path of something below."""
        return f"{self.root}/{relative}"

    def listing(self) -> dict[str, dict[str, Any]]:
        """Every object below, by its path from here, as the store has it now."""
        with saying(self.url):
            self.fs.invalidate_cache()
            found = self.fs.find(self.root, detail=True)
        start = len(self.root) + 1
        return {path[start:]: info for path, info in found.items() if len(path) > start}


def is_url(text: str | Path) -> bool:
    """Whether an input or output is an address and no path of this machine."""
    return _URL.match(str(text)) is not None


def as_path(text: str) -> str:
    """`file://` addresses as the path that they mean, everything else as it is."""
    return unquote(urlsplit(text).path) if text.startswith("file://") else text


def work_folder(url: str) -> Path:
    """Where a run for this output URL works unless it is told: a folder of the user's cache."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    name = re.sub(r"[^A-Za-z0-9.-]+", "-", url)[:60].strip("-")
    return Path(base) / "communique" / "work" / f"{name}-{hashlib.sha256(url.encode()).hexdigest()[:12]}"


def normal_url(url: str) -> str:
    """One form for the URLs of one place."""
    scheme, _, rest = url.partition("://")
    return f"{_SAME.get(scheme, scheme)}://{rest.rstrip('/')}"


def open_place(url: str) -> Place:
    """Opens a URL; nothing is asked of the store yet.

    Raises:
        RemoteError: no library for it is installed, or the address is of no known kind.
    """
    url = normal_url(url)
    scheme = url.partition("://")[0]
    try:
        import fsspec

        # Lists are asked for again whenever a run begins: another machine may have written.
        options = {**_OPTIONS.get(scheme, {}), "use_listings_cache": False}
        fs = fsspec.filesystem(scheme, **options)
    except ImportError as error:
        package = _PACKAGES.get(scheme, "a package for it")
        raise RemoteError(
            f"{scheme}:// needs {package}, which is not installed; `pip install communique[cloud]`."
        ) from error
    except ValueError as error:
        raise RemoteError(f"{scheme}:// is no kind of address that can be read.") from error
    except Exception as error:
        raise _said(url, error) from error
    logging.getLogger("gcsfs").setLevel(logging.CRITICAL)  # it prints the traceback of each try
    return Place(url, fs, str(fs._strip_protocol(url)))


@contextmanager
def saying(url: str) -> Iterator[None]:
    """Turns whatever a store raises into a RemoteError."""
    try:
        yield
    except CommuniqueError:
        raise
    except Exception as error:
        raise _said(url, error) from error


def stamp(info: dict[str, Any]) -> str:
    """What changes when an object's content does: its size and what its store calls the version."""
    for key in ("ETag", "etag", "md5Hash", "crc32c", "generation", "created", "mtime", "LastModified"):
        if info.get(key):
            value = info[key]
            said = value.isoformat() if isinstance(value, datetime) else str(value)
            return f"{info.get('size')} {said}"
    return ""


def _said(url: str, error: Exception) -> RemoteError:
    kinds = {kind.__name__ for kind in type(error).__mro__}
    scheme = url.partition("://")[0]
    if kinds.intersection(_NO_CREDENTIALS):
        how = _HOW.get(scheme, "see the documentation of its fsspec package")
        return RemoteError(f"There are no credentials for {url}; {how}.")
    if isinstance(error, FileNotFoundError):
        return RemoteError(f"There is no bucket or folder {url}.")
    if isinstance(error, PermissionError):
        return RemoteError(f"The credentials in use may not read or write {url}.")
    return RemoteError(f"{url} cannot be reached ({type(error).__name__}).")
