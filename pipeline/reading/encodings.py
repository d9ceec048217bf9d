"""Bytes to text: which encoding was this written in?

UTF-8 that is valid is taken at once; everything else costs a closer look. The single-byte encodings of
Europe share most of their bytes, and a detector that knows no language confuses them in short texts (French
in cp1252 reads as tidy Slovak-looking cp1250). So the three that matter are told apart by alphabets: a
reading is good if its letters beyond ASCII all belong to one language's alphabet and no symbol stands inside
a word ('przyj¹³' is 'przyjął' misread). Only what fits no alphabet goes to charset-normalizer.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# The alphabets in code_pages.toml that a code page's readings are compared with. Order decides between equal
# scores: cp1252 and cp1250 read German alike.
_SINGLE_BYTE = (("cp1252", "cp1252"), ("cp1250", "cp1250"), ("iso8859_2", "cp1250"))
_BOMS = (
    (codecs.BOM_UTF8, "utf_8"),
    (codecs.BOM_UTF32_LE, "utf_32_le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf_32_be"),
    (codecs.BOM_UTF16_LE, "utf_16_le"),
    (codecs.BOM_UTF16_BE, "utf_16_be"),
)
# First bytes of files that are no text, whatever their name says.
_MAGIC = (
    b"%PDF-", b"PK\x03\x04", b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"\x1f\x8b", b"BZh9",
    b"\xfd7zXZ\x00", b"7z\xbc\xaf", b"Rar!\x1a", b"\xd0\xcf\x11\xe0", b"SQLite format 3\x00", b"{\\rtf",
    b"\x28\xb5\x2f\xfd", b"MZ\x90\x00", b"RIFF", b"OggS", b"ID3",
)  # fmt: skip
# Bytes that stand in no text, whatever its encoding. Blanks and line ends are left out, and so is the escape
# character (ISO-2022-JP shifts with it).
_NO_TEXT = bytes([*range(0x08), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_MAX_NO_TEXT = 0.04  # damaged texts hold fewer, random bytes a tenth
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ud800-\udfff]")
_SYMBOL_IN_WORD = re.compile(r"(?<=[^\W\d_])[\u00a1-\u00bf\u00d7\u00f7\u02c7\u02d8-\u02dd](?=[^\W\d_])")
_HIGH = re.compile(rb"[\x80-\xff]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_SAMPLE = 1 << 16  # bytes: alphabets and the detector look no further than this
_MAX_BAD = 0.01  # share of replacement and control characters above which a text is refused
_MIN_FIT = 0.9  # share of letters that must fit one alphabet
_LOOSE_FIT = 0.5  # what is still taken where the detector knows nothing better (two languages in one text)
# What the detector may answer: encodings of news pages. Left alone it reads noise as EBCDIC.
_DETECTABLE = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1257", "cp1258", "iso8859_2", "koi8_r", "koi8_u",
    "cp932", "euc_jp", "gb18030", "big5", "cp949",
]  # fmt: skip


class NotTextError(ValueError):
    """The bytes are no text at all (a picture, an archive, a program, noise)."""


class UndecodableError(ValueError):
    """The bytes may be text, but in no encoding that can be told."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the name of the encoding that gave it and the number of characters that were lost."""

    text: str
    encoding: str
    lost: int = 0


def decode(data: bytes) -> Decoded:
    """Decodes `data`, telling its encoding from its bytes; the same bytes always give the same text.

    Raises:
      NotTextError: a known binary format, NUL bytes where no UTF-16 has them, or too many control characters
        for any text.
      UndecodableError: no encoding fits, or more than 1 % of the characters are replacement or control
        characters.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(name, "replace"), name)
    if data.startswith(_MAGIC):
        raise NotTextError("The file is not text but a binary format.")
    wide = _wide_without_mark(data)
    if wide:
        return _checked(data.decode(wide, "replace"), wide)
    if data.count(0) > len(data) * _MAX_BAD:
        raise NotTextError("The file is not text: it is full of NUL bytes.")
    if _no_text_share(data) > _MAX_NO_TEXT:
        raise NotTextError("The file is not text: it is full of control characters.")
    try:
        return _checked(data.decode("utf_8"), "utf_8")
    except UnicodeDecodeError:
        return _checked(*_decode_legacy(data))


def replace_surrogates(text: str) -> str:
    """`text` with lone surrogates (which no encoding can write) as U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf_16_le", "surrogatepass").decode("utf_16_le", "replace")


def bad_share(text: str) -> float:
    """Share of the characters of `text` that are control or replacement characters."""
    return len(_CONTROL.findall(text)) / len(text) if text else 0.0


def _no_text_share(data: bytes) -> float:
    return 1 - len(data.translate(None, _NO_TEXT)) / len(data) if data else 0.0


def _checked(text: str, encoding: str) -> Decoded:
    lost = len(_CONTROL.findall(text))
    if lost > len(text) * _MAX_BAD:
        raise UndecodableError("More than 1 % of the characters cannot be read.")
    return Decoded(text, encoding, lost)


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 without a byte order mark shows in NUL bytes that all stand on one side of their pair."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 4 or not sample.count(0):
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > half * 0.4 and even < half * 0.02:
        return "utf_16_le"
    if even > half * 0.4 and odd < half * 0.02:
        return "utf_16_be"
    return None


def _decode_legacy(data: bytes) -> tuple[str, str]:
    if len(_MULTIBYTE.findall(data[:_SAMPLE])) > 5 * _stray_bytes(data[:_SAMPLE]):
        return data.decode("utf_8", "replace"), "utf_8"  # UTF-8 with a few broken places
    sample = _sample(data)
    best_fit, best_name = 0.0, ""
    for name, page in _SINGLE_BYTE:
        fit = _fit(sample.decode(name, "replace"), _alphabets()[page])
        if fit > best_fit:
            best_fit, best_name = fit, name
    if best_fit < _MIN_FIT:
        best_name = _detected(sample) or (best_name if best_fit > _LOOSE_FIT else "")
    if not best_name:
        raise UndecodableError("The encoding of the text cannot be told.")
    return data.decode(best_name, "replace"), best_name


def _stray_bytes(data: bytes) -> int:
    return len(_HIGH.findall(_MULTIBYTE.sub(b"", data)))


def _sample(data: bytes) -> bytes:
    """At most `_SAMPLE` bytes, beginning where the first byte beyond ASCII stands."""
    first = _HIGH.search(data)
    start = max(first.start() - 64, 0) if first else 0
    return data[start : start + _SAMPLE]


@cache
def _alphabets() -> dict[str, dict[str, str]]:
    """Letters beyond ASCII by code page and language."""
    return tomllib.loads(files("pipeline.reading").joinpath("code_pages.toml").read_text(encoding="utf-8"))


def _fit(text: str, alphabets: dict[str, str]) -> float:
    """How well the letters beyond ASCII fit the best alphabet, at most 1; symbols in words count thrice."""
    counts: dict[str, int] = {}
    for char in text:
        if char > "\x7f":
            counts[char] = counts.get(char, 0) + 1
    letters = {char: n for char, n in counts.items() if char.isalpha() and char not in "ªº"}
    total = sum(letters.values())
    faults = 3 * len(_SYMBOL_IN_WORD.findall(text)) + sum(
        n for c, n in counts.items() if "\x80" <= c <= "\x9f"
    )
    faults += counts.get("\ufffd", 0)
    if not total:
        return 1.0 if not faults else 0.0
    known = max(
        sum(n for char, n in letters.items() if char.lower() in alphabet) for alphabet in alphabets.values()
    )
    return (known - faults) / (total + faults)


def _detected(sample: bytes) -> str | None:
    # Imported here because only odd encodings come this far and the import costs more than a text.
    from charset_normalizer import from_bytes

    best = from_bytes(sample[: 1 << 14], cp_isolation=_DETECTABLE).best()
    return str(best.encoding) if best is not None else None
