"""`communique serve`: the run on a schedule, on one machine."""

from __future__ import annotations

import argparse

from communique.commands.run import add_run_options, parameters

HELP = "run on a schedule, on this machine"
DETAILS = """Stays in the foreground and runs whenever the schedule says so; a run that is due while one is
going is left out, or waits with --wait. Uses the Prefect server of PREFECT_API_URL, or one of its own for as
long as it serves. For a server with workers see prefect.yaml.

examples:
  communique serve articles/ --out records --cron '0 3 * * *' --timezone Europe/Berlin"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's options."""
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="as for `communique run`")
    parser.add_argument("--cron", required=True, help="when: minute hour day month weekday")
    parser.add_argument("--timezone", default="UTC", metavar="ZONE", help="of the schedule (default: UTC)")
    parser.add_argument("--name", default="scheduled", help="name of the deployment (default: scheduled)")
    add_run_options(parser)


def execute(args: argparse.Namespace) -> int:
    """Serves until it is interrupted."""
    values = parameters(args)
    from flows.server import prefect_api

    with prefect_api(schedules=True):
        from flows.serve import serve

        serve(values, cron=args.cron, timezone=args.timezone, name=args.name)
    return 0
