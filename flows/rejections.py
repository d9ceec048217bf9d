"""Documents that are set aside, as the lines of `rejected.jsonl` say it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemas import Rejected, to_json_line
from schemas.codes import RejectionCode, Stage

_MESSAGES = {
    "timeout": "The document took longer than the time limit and was set aside.",
    "crashed": "The document ended its worker process twice and was set aside.",
}


def set_aside(source: str, stage: Stage, code: str, sha256: str | None) -> Rejected:
    """A document that its watcher gave up: it hung or crashed."""
    return Rejected(
        source=source, stage=stage, code=RejectionCode(code), message=_MESSAGES[code], sha256=sha256
    )


def crashed(source: str, stage: Stage, error: Exception, sha256: str | None) -> Rejected:
    """A document on which the program failed."""
    # Only the kind of the fault: its message may hold words of the article.
    message = (
        "The document needed more memory than a worker may have."
        if isinstance(error, MemoryError)
        else f"A fault of the program ({type(error).__name__}) kept it from being processed."
    )
    return Rejected(source=source, stage=stage, code=RejectionCode.CRASHED, message=message, sha256=sha256)


def rejected_line(rejected: Mapping[str, Any]) -> dict[str, Any]:
    """What a stage hands over of a rejected document."""
    return {"language": None, "lines": {"rejected": [to_json_line(Rejected.model_validate(rejected))]}}
