"""`communique export`: a run for other people's tools."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "export a run for annotation tools, investigators or data portals"
DETAILS = """formats:
  label-studio, doccano, docbin  the spans of all records, to be corrected and evaluated against
  followthemoney                 Person, Position, Occupancy and Event entities, one JSON object a line
  datapackage                    datapackage.json beside the files, so that Frictionless tools can open them

examples:
  communique export output --format label-studio --to tasks.json --type people --type roles
  communique export output --format followthemoney --to entities.ftm.json"""
_SPANS = ("label-studio", "doccano", "docbin")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's options."""
    parser.add_argument("out", metavar="OUT", type=Path, help="the output folder of a run")
    parser.add_argument("--format", choices=(*_SPANS, "followthemoney", "datapackage"), required=True)
    parser.add_argument("--to", metavar="FILE", type=Path, help="the file to write (not for datapackage)")
    parser.add_argument(
        "--type", metavar="TYPE", action="append", default=[], help="people, roles, money … (spans only)"
    )
    parser.add_argument("--language", metavar="CODE", action="append", default=[], help="(spans only)")


def execute(args: argparse.Namespace) -> int:
    """Writes the export and says what it wrote."""
    from communique.errors import CommuniqueError

    if args.format == "datapackage":
        from communique.datapackage import write

        print(write(args.out))
        return 0
    if args.to is None:
        raise CommuniqueError(f"Say where the export goes: --to FILE is needed for {args.format}.")
    if args.format == "followthemoney":
        from communique.followthemoney import export

        with args.to.open("w", encoding="utf-8") as stream:
            print(f"{export(args.out, stream)} entities in {args.to}")
        return 0
    from communique.exchange import export_spans

    languages = tuple(args.language)
    count = export_spans(args.out, args.to, args.format, types=tuple(args.type), languages=languages)
    print(f"{count} documents in {args.to}")
    return 0
