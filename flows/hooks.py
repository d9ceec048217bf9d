"""What is said when a flow fails or crashes: one structured line."""

from __future__ import annotations

import logging
from typing import Any


def say_failed(flow: Any, flow_run: Any, state: Any) -> None:
    """Logs the run, its state and the reason's first line."""
    reason = (state.message or "").strip().splitlines()
    logging.getLogger("communique").error(
        "flow=%s run=%s state=%s reason=%s",
        flow.name,
        flow_run.name,
        state.name,
        reason[0] if reason else "unknown",
    )
