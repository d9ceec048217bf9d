"""`communique extract`: one document, straight to one JSON object, without Prefect and its seconds."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HELP = "extract from one article and print one JSON object"
DETAILS = """The object holds the cleaned document and its people, roles, dates, money, events and priorities.
Offsets point into document.text. The statistical model is asked only with --model: without it an answer
takes about a second, and fewer people are found.

examples:
  communique extract article.html
  communique extract - --language de < article.txt | jq .dates"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's options."""
    parser.add_argument(
        "file", metavar="FILE", help="an article (.txt .md .html, also .gz), or - for standard input"
    )
    parser.add_argument(
        "--language", metavar="CODE", help="the article's language (default: told from the text)"
    )
    parser.add_argument("--published", metavar="DATE", help="publication date, the anchor of relative dates")
    parser.add_argument("--url", help="address that the article came from")
    parser.add_argument("--title", help="headline, where the article does not begin with it")
    parser.add_argument(
        "--model", metavar="NAME", help="ask this model: bundled, or an installed spaCy model"
    )


def execute(args: argparse.Namespace) -> int:
    """Cleans and extracts; a rejected article gives its reason on standard error and exit code 2."""
    import gc

    gc.disable()  # one article and an end: looking for unreachable cycles only delays the start
    import orjson

    from communique.errors import CommuniqueError
    from pipeline.clean import NotCleanedError, clean
    from pipeline.extraction import Settings, extract_document
    from pipeline.read import Source, read_source
    from schemas import Rejected, check_grounded, to_json_bytes

    stated = {"url": args.url, "title": args.title, "published": args.published, "language": args.language}
    try:
        if args.file == "-":
            document = clean(sys.stdin.buffer.read(), source="-", **stated)
        else:
            path = Path(args.file)
            if not path.is_file():
                raise CommuniqueError(f"There is no file {args.file!r}.")
            if ".jsonl" in path.suffixes:
                raise CommuniqueError("JSON Lines hold many articles; use `communique run`.")
            [raw] = read_source(Source(path, path.name))
            if isinstance(raw, Rejected):
                raise CommuniqueError(raw.message)
            html = raw.is_html
            document = clean(raw.content, is_html=html, source=path.name, **stated)
            document = document.model_copy(update={"id": raw.id})
    except NotCleanedError as error:
        raise CommuniqueError(str(error)) from error
    extraction = extract_document(document, settings=Settings(model=args.model or "none"))
    check_grounded(extraction.records(), document.text)
    data: dict[str, object] = {"document": orjson.Fragment(to_json_bytes(document))}
    for name in ("people", "roles", "dates", "money", "events", "priorities"):
        data[name] = [orjson.Fragment(to_json_bytes(record)) for record in getattr(extraction, name)]
    data["warnings"] = [
        orjson.Fragment(to_json_bytes(note)) for note in (*document.warnings, *extraction.warnings)
    ]
    sys.stdout.buffer.write(orjson.dumps(data) + b"\n")
    return 0
