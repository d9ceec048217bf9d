"""The flow on a schedule in this process: each due run is a process of its own."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.schedules import Cron

from communique.errors import CommuniqueError
from flows.extraction import extraction


def serve(parameters: dict[str, object], *, cron: str, timezone: str, name: str) -> None:
    """Serves the flow until it is interrupted.

    Args:
        parameters: of the flow; inputs and output are made absolute, since runs start in another folder.
        cron: five fields.
        timezone: IANA name.
        name: of the deployment.

    Raises:
        CommuniqueError: the schedule or its time zone cannot be read.
    """
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise CommuniqueError(f"There is no time zone {timezone!r}.") from error
    try:
        schedule = Cron(cron, timezone=timezone)
    except ValueError as error:
        raise CommuniqueError(f"{cron!r} is no cron expression (minute hour day month weekday).") from error
    inputs = parameters["inputs"]
    assert isinstance(inputs, list)
    placed = {
        **parameters,
        "inputs": [str(Path(item).absolute()) for item in inputs],
        "output": str(Path(str(parameters["output"])).absolute()),
    }
    waits = bool(parameters.get("wait"))
    strategy = ConcurrencyLimitStrategy.ENQUEUE if waits else ConcurrencyLimitStrategy.CANCEL_NEW
    extraction.serve(
        name=name,
        schedule=schedule,
        parameters=placed,
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=strategy),
    )
