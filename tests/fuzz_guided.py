"""Coverage-guided fuzzing (atheris): inputs grow towards code that no input has reached yet.

    python -m tests.fuzz_guided TARGET [--seconds 60] [--keep FOLDER]

TARGET is `read`, `clean` or `extract:CODE` for a language. What must hold is what `tests.fuzz` checks; what
breaks is kept in `tests/fuzz_corpus/`, one input a kind of fault, and the tests replay it. Inputs that
reached something new are kept in FOLDER, from where a later run goes on. Needs the extra `fuzz`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

with atheris.instrument_imports(include=["pipeline", "schemas"], enable_loader_override=False):
    from pipeline.clean import clean  # noqa: F401  (everything that a target calls, instrumented)
    from pipeline.extraction import extract  # noqa: F401
    from pipeline.read import Source, read_source  # noqa: F401
    from tests.fuzz import Faults, check_bytes, check_read, check_text, seeds


def target(name: str) -> Callable[[bytes], None]:
    """The check that a target's name stands for.

    Raises:
        ValueError: there is no such target.
    """
    kind, _, language = name.partition(":")
    if kind == "read":
        return check_read
    if kind == "clean":
        return check_bytes
    if kind == "extract" and language:
        return lambda raw: check_text(raw.decode("utf-8", "replace"), language)
    raise ValueError(f"No target '{name}': read, clean or extract:CODE.")


def main() -> None:
    """Fuzzes one target for a time; ends the process."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--keep", type=Path, help="folder for inputs that reached something new")
    options = parser.parse_args()
    try:
        check = target(options.target)
    except ValueError as error:
        parser.error(str(error))
    faults = Faults(options.target.partition(":")[2])
    folder = options.keep or Path(tempfile.mkdtemp(prefix="fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    language = options.target.partition(":")[2]
    for number, raw in enumerate(seeds(language)):
        (folder / f"seed-{number}").write_bytes(raw[:4000])

    def one_input(raw: bytes) -> None:
        faults.watch(check, raw)

    atheris.Setup(
        [
            sys.argv[0], f"-max_total_time={options.seconds}", "-max_len=4000", "-timeout=120",
            "-verbosity=0", "-print_final_stats=1", f"-artifact_prefix={folder}/", str(folder),
        ],
        one_input,
    )  # fmt: skip
    atheris.Fuzz()


if __name__ == "__main__":
    main()
