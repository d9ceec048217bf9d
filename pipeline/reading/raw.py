"""One source to raw documents: bytes to text under a size limit, JSON Lines to one document a line."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, cast

from pipeline.reading.encodings import NotTextError, UndecodableError, bad_share, decode, replace_surrogates
from pipeline.reading.inputs import Source
from schemas import Rejected

MAX_BYTES = 20_000_000
_MAX_RATIO = 200  # decompressed to compressed bytes; text does not reach 30, a bomb passes 1000
_CHUNK = 1 << 18
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_BLANK = "\ufeff\u200b \t\n\r\f\v\x00\xa0"
_FIELDS = ("url", "title", "published", "language", "author")


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document as it was read: decoded, line ends normalised, nothing cleaned yet.

    `sha256` is that of the decompressed bytes, of a JSON line that of its canonical JSON.
    """

    source: str
    content: str
    is_html: bool
    sha256: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    author: str | None = None
    encoding: str = "utf_8"

    @property
    def id(self) -> str:
        """The document's id: equal content, equal id."""
        return self.sha256[:16]


class _TooLargeError(ValueError):
    pass


def read_source(source: Source, *, max_bytes: int = MAX_BYTES) -> Iterator[RawDocument | Rejected]:
    """Reads one source: a text or page gives one item, a JSON Lines file one a line that is not blank.

    Nothing is raised for what an input contains or for an unreadable file: what cannot be used comes as
    `Rejected` with its code. No more than `max_bytes` (decompressed) of one document is held.
    """
    try:
        with _open(source) as stream:
            if source.kind == "jsonl":
                yield from _read_lines(stream, source, max_bytes)
            else:
                yield _read_whole(stream, source, max_bytes)
    except _TooLargeError as error:
        yield _rejected(source.name, "too_large", str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield _rejected(source.name, "not_text", "The file is named .gz but is no whole gzip file.")
    except OSError as error:
        yield _rejected(source.name, "not_text", f"The file cannot be read: {error.strerror or error}.")


def normalise_lines(text: str) -> str:
    """Line ends of every system (and the Unicode line separators) as '\\n'."""
    return re.sub("\r\n?|[\u0085\u2028\u2029]", "\n", text)


class _Limited(io.RawIOBase):
    """A gzip stream that refuses to swell beyond reason."""

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed = packed
        self._stream = gzip.GzipFile(fileobj=packed, mode="rb")
        self._out = 0

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._packed.close()
        super().close()

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._out += len(data)
        if self._out > MAX_BYTES and self._out > _MAX_RATIO * self._packed.tell():
            raise _TooLargeError("The compressed file swells beyond reason when it is unpacked.")
        return len(data)


def _open(source: Source) -> IO[bytes]:
    packed = source.open()
    if not source.compressed:
        return packed
    return io.BufferedReader(_Limited(packed), _CHUNK)


def _read_whole(stream: IO[bytes], source: Source, max_bytes: int) -> RawDocument | Rejected:
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise _TooLargeError(f"The document is larger than {max_bytes:,} bytes.")
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        decoded = decode(data)
    except NotTextError as error:
        return _rejected(source.name, "not_text", str(error), sha256)
    except UndecodableError as error:
        return _rejected(source.name, "undecodable", str(error), sha256)
    text = normalise_lines(replace_surrogates(decoded.text))
    if not text.strip(_BLANK):
        return _rejected(source.name, "empty", "The document is empty.", sha256)
    is_html = source.kind == "html" or looks_like_html(text)
    return RawDocument(source.name, text, is_html, sha256, encoding=decoded.encoding)


def looks_like_html(text: str) -> bool:
    """Whether `text` begins as an HTML page does."""
    head = text[:8192].lstrip(_BLANK)
    if head.startswith("<?xml"):
        head = head.partition(">")[2].lstrip()
    while head.startswith("<!--"):
        head = head.partition("-->")[2].lstrip()
    return _HTML.match(head) is not None


def _read_lines(stream: IO[bytes], source: Source, max_bytes: int) -> Iterator[RawDocument | Rejected]:
    given = 0
    for number, line in enumerate(_lines(_as_utf8(stream), max_bytes), 1):
        given += line is None or bool(line.strip())
        place = f"{source.name}#{number}"
        if line is None:
            yield _rejected(place, "too_large", f"The line is longer than {max_bytes:,} bytes.")
        elif line.strip():
            yield _read_line(line, source.name, number)
    if given == 0:
        yield _rejected(source.name, "empty", "The file holds no lines.")


def _as_utf8(stream: IO[bytes]) -> IO[bytes]:
    """JSON Lines are UTF-8; a file that begins with the mark of UTF-16 is read through as that."""
    buffered = cast("io.BufferedReader", stream)  # what `_open` gives
    head = buffered.peek(4)[:4]
    if head.startswith(codecs.BOM_UTF8):
        buffered.read(3)
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return io.BufferedReader(_Recoded(io.TextIOWrapper(buffered, "utf-16", errors="replace", newline="")))
    return buffered


class _Recoded(io.RawIOBase):
    """A text stream as UTF-8 bytes."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._text.read(max(len(buffer) // 4, 1)).encode("utf-8", "replace")
        buffer[: len(data)] = data
        return len(data)


def _lines(stream: IO[bytes], max_bytes: int) -> Iterator[bytes | None]:
    """Lines of at most `max_bytes`; None for a longer one, which is passed over without being held."""
    while line := stream.readline(max_bytes + 2):
        if len(line.rstrip(b"\r\n")) <= max_bytes:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(_CHUNK)
        yield None


def _read_line(line: bytes, name: str, number: int) -> RawDocument | Rejected:
    place = f"{name}#{number}"
    sha256 = hashlib.sha256(line.rstrip(b"\r\n")).hexdigest()
    try:
        record = json.loads(decode(line).text)
        canonical = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    except NotTextError as error:
        return _rejected(place, "not_text", str(error), sha256)
    except UndecodableError as error:
        return _rejected(place, "undecodable", str(error), sha256)
    except (ValueError, RecursionError):
        return _rejected(place, "malformed_json", "The line is not valid JSON.", sha256)
    if not isinstance(record, dict):
        return _rejected(place, "malformed_json", "The line is JSON but no object.", sha256)
    sha256 = hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
    url, title, published, language, author = (_field(record.get(key)) for key in _FIELDS)
    place = f"{name}#{_field(record.get('id')) or number}"
    is_html = not isinstance(record.get("text"), str)
    content = record.get("html") if is_html else record["text"]
    if not isinstance(content, str):
        return _rejected(
            place, "missing_field", "The line has neither a 'text' nor an 'html' that is a string.", sha256
        )
    content = normalise_lines(replace_surrogates(content))
    if not content.strip(_BLANK):
        return _rejected(place, "empty", "The document is empty.", sha256)
    if bad_share(content) > 0.01:
        message = "More than 1 % of the characters cannot be read."
        return _rejected(place, "undecodable", message, sha256)
    return RawDocument(
        place, content, is_html or looks_like_html(content), sha256, url, title, published, language, author
    )


def _field(value: object) -> str | None:
    """A metadata field as a string; numbers are taken for ids, everything else is left out."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    return " ".join(replace_surrogates(str(value)).split()) or None


def _rejected(source: str, code: str, message: str, sha256: str | None = None) -> Rejected:
    return Rejected(source=source, stage="read", code=code, message=message, sha256=sha256)
