"""Random input for reader, cleaner and extractors, for a bounded time.

    python -m tests.fuzz [--seconds 60] [--seed 1] [--guided]

`--guided` gives half of the time to coverage-guided fuzzing, target by target (`tests.fuzz_guided`), where
atheris is installed (extra `fuzz`).

Starts from the sample articles and from strings that have broken programs before, mutates them and runs
the whole way. What must hold: a document or a reason comes out and no other error; every piece of evidence
stands in its text; the same text gives the same records. What breaks is kept in `tests/fuzz_corpus/`, which
the tests replay.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from pipeline.clean import NotCleanedError, clean
from pipeline.extraction import NO_MODEL, Settings, extract, extract_document
from pipeline.lexicon import language_codes
from pipeline.read import Source, read_source
from schemas import check_grounded

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "fuzz_corpus"
RULES = Settings(model=NO_MODEL)
_LONGEST = 20_000
NASTY = [
    "\x00", "\ufeff", "\u200b", "\u202e", "\u2066", "\ud800", "\U0001f1fb\U0001f1f3", "a\u0301" * 40,
    "ﬀ", "İ", "ß", "（", "。", "１２３", "٣٤", "½", "²", "Ⅳ", "–" * 50, "(" * 200, "„" * 50, "\r\n\r",
    "\v\f\x85\u2028", "<" * 100, "<div>" * 300, "&#0;&lt;&amp;", "]]>", "9" * 400, "1.2.3.4.5.6.7.8",
    "31.02.2025", "0.0.0000", "99/99/9999", "1e999 Mrd. Euro", "Mio. " * 40, "- " * 200, "und " * 200,
    "am 3. " * 60, "van de " * 60, "von " * 80, "Minister " * 60, "Nguyen " * 40, "1) " * 80,
    "erstens zweitens ", "'", "\\", "{}", "%s", "../../etc/passwd",
]  # fmt: skip


def check_text(text: str, language: str) -> None:
    """Extracts from `text` as it is, twice; raises AssertionError or whatever breaks."""
    first = extract(text, language=language, published="2026-03-14", settings=RULES)
    check_grounded(first.records(), text)
    assert not [note for note in first.warnings if note.code == "invalid_record"], first.warnings
    assert extract(text, language=language, published="2026-03-14", settings=RULES) == first


def check_bytes(raw: bytes) -> None:
    """Cleans and extracts from bytes of unknown kind; a reason is an answer too."""
    try:
        document = clean(raw)
    except NotCleanedError:
        return
    facts = extract_document(document, settings=RULES)
    check_grounded(facts.records(), document.text)


def check(raw: bytes) -> None:
    """All ways with one input; its digest chooses the language of the text."""
    check_read(raw)
    check_bytes(raw)
    codes = language_codes()
    text = raw.decode("utf-8", "replace")
    check_text(text, codes[hashlib.sha256(raw).digest()[0] % len(codes)])


def mutate(draw: random.Random, seeds: list[bytes]) -> bytes:
    """One input: pieces of the seeds with nasty strings between them, and some bytes changed."""
    pieces = []
    for _ in range(draw.randint(1, 4)):
        seed = draw.choice(seeds)
        start = draw.randrange(len(seed))
        pieces.append(seed[start : start + draw.choice([20, 200, 2000])])
        if draw.random() < 0.7:
            pieces.append(draw.choice(NASTY).encode("utf-8", "surrogatepass"))
    made = bytearray(b"".join(pieces)[:_LONGEST])
    for _ in range(draw.choice([0, 0, 1, 5, 30])):
        made[draw.randrange(len(made))] = draw.randrange(256)
    return bytes(made)


def replay(path: Path) -> None:
    """Checks a kept input: in the language that its name begins with, or all ways."""
    language, dash, _ = path.stem.partition("-")
    if dash:
        check_text(path.read_bytes().decode("utf-8", "replace"), language)
    else:
        check(path.read_bytes())


def check_read(raw: bytes) -> None:
    """Reads a file of these bytes under each kind of name; rejections are answers too."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a.txt", "a.html", "a.md", "a.jsonl", "a.txt.gz"):
            path = Path(folder) / name
            path.write_bytes(gzip.compress(raw, mtime=0) if name.endswith(".gz") else raw)
            for found in read_source(Source(path, name)):
                assert found.source.startswith(name), found.source


class Faults:
    """What broke: one input a kind of fault is kept in the corpus."""

    def __init__(self, language: str = "") -> None:
        self.language = language  # that the texts were read in; it begins the names of kept inputs
        self.inputs = 0
        self.kinds: set[tuple[str, str, int | None]] = set()

    def __str__(self) -> str:
        return f"{self.inputs} inputs, {len(self.kinds)} kinds of faults"

    def watch(self, check: Callable[[bytes], None], raw: bytes) -> None:
        """Checks one input."""
        self.inputs += 1
        try:
            check(raw)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            key = (type(error).__name__, where.filename, where.lineno)
            if key in self.kinds:
                return
            self.kinds.add(key)
            CORPUS.mkdir(exist_ok=True)
            name = hashlib.sha256(raw).hexdigest()[:12]
            path = CORPUS / f"{f'{self.language}-' if self.language else ''}{name}.bin"
            path.write_bytes(raw)
            print(f"{path.name}: {key[0]} in {Path(where.filename).name}:{where.lineno}: {error}", flush=True)


def seeds(language: str = "") -> list[bytes]:
    """The sample articles, and cases of all extractors; of one language where it is given."""
    folders = (
        ROOT / "seeds",
        ROOT / "tests" / "gold" / "articles",
        *sorted((ROOT / "tests" / "cases").iterdir()),
    )
    paths = [path for folder in folders for path in sorted(folder.glob("*.*"))]
    found = [path.read_bytes() for path in paths if language in re.split(r"[._]", path.name) or not language]
    return [raw for raw in found if raw]


def main() -> bool:
    """Fuzzes for a time; True if anything broke."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--guided", action="store_true", help="half of the time with atheris (extra `fuzz`)")
    options = parser.parse_args()
    if options.guided and importlib.util.find_spec("atheris") is None:
        print("atheris is not installed (extra `fuzz`): random input alone.")
        options.guided = False
    draw, start, faults = random.Random(options.seed), seeds(), Faults()
    until = time.monotonic() + options.seconds / (2 if options.guided else 1)
    while time.monotonic() < until:
        faults.watch(check, mutate(draw, start))
    print(faults)
    return guided(options.seconds / 2) | bool(faults.kinds) if options.guided else bool(faults.kinds)


def guided(seconds: float) -> bool:
    """Runs every target for its share of the time, each in a process of its own; True if anything broke."""
    targets = ["read", "clean", *(f"extract:{code}" for code in language_codes())]
    before = set(CORPUS.glob("*.bin"))
    for target in targets:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "tests.fuzz_guided", target, "--keep", folder]
            command += ["--seconds", str(max(1, int(seconds / len(targets))))]
            told = subprocess.run(command, capture_output=True, text=True, check=False)
            for path in [*Path(folder).glob("crash-*"), *Path(folder).glob("timeout-*")]:
                path.replace(CORPUS / f"{path.name.partition('-')[2][:12]}.bin")
        runs = re.search(r"number_of_executed_units: (\d+)", told.stderr)
        print(f"{target}: {runs.group(1)} inputs" if runs else told.stderr[-800:])
    new = sorted(set(CORPUS.glob("*.bin")) - before)
    print(f"kept: {', '.join(path.name for path in new) or 'nothing'}")
    return bool(new)


if __name__ == "__main__":
    sys.exit(int(main()))
