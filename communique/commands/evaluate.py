"""`communique evaluate`: a run against annotated articles, or against corrected spans."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "compare a run with annotated articles: precision, recall and F1"
DETAILS = """GOLD is a file of facts, one JSON object an article (docs/evaluation.md describes it), or with
--format what an annotation tool exported after `communique export`.

examples:
  communique evaluate output gold.jsonl --errors
  communique evaluate output corrected.json --format label-studio"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's options."""
    parser.add_argument("out", metavar="OUT", type=Path, help="the output folder of a run")
    parser.add_argument("gold", metavar="GOLD", type=Path, help="the annotated articles")
    parser.add_argument(
        "--format", choices=("facts", "label-studio", "doccano", "docbin"), default="facts", help="of GOLD"
    )
    parser.add_argument("--language", metavar="CODE", action="append", default=[], help="only this language")
    parser.add_argument("--errors", action="store_true", help="list every mistake in its sentence")


def execute(args: argparse.Namespace) -> int:
    """Prints the table of scores."""
    from communique.evaluate import evaluate
    from communique.exchange import compare, import_spans

    if args.format == "facts":
        found = evaluate(args.out, args.gold, languages=args.language)
    else:
        found = compare(args.out, import_spans(args.gold, args.format), languages=args.language)
    for line in found.lines():
        print(line)
    for line in found.mistake_lines() if args.errors else ():
        print(line)
    return 0
