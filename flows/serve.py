"""The flow on a schedule in this process: each due run is a process of its own."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.schedules import Cron

from communique.errors import CommuniqueError
from communique.remote.place import as_path, is_url
from flows.extraction import extraction


def _placed(given: object) -> str:
    text = as_path(str(given))
    return text if is_url(text) else str(Path(text).absolute())


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
        "inputs": [_placed(item) for item in inputs],
        "output": _placed(parameters["output"]),
        "work": _placed(parameters["work"]) if parameters.get("work") else None,
    }
    waits = bool(parameters.get("wait"))
    strategy = ConcurrencyLimitStrategy.ENQUEUE if waits else ConcurrencyLimitStrategy.CANCEL_NEW
    extraction.serve(
        name=name,
        schedule=schedule,
        parameters=placed,
        global_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=strategy),
    )
