"""Compaction: parts of which half is no longer asked for, and a crowd of small parts, become one part."""

from __future__ import annotations

from collections.abc import Iterator

from communique.store.parts import Part, best_holders, next_number, write_part
from communique.store.plan import Plan, parts_folder
from communique.store.publish import merged_lines

MOST_PARTS = 120  # each is an open file while the parts are merged
KEPT_PARTS = 60


def compact(plan: Plan) -> int:
    """Rewrites parts where that pays; returns how many were put away.

    The new part is whole before an old one goes, and holds the same lines: a crash in between leaves some
    lines twice, of which the later ones count.
    """
    held = best_holders(plan.parts, plan.fingerprint.digest, plan.state.documents.values())
    live = [0] * len(plan.parts)
    for where in held.values():
        live[where.part] += 1
    chosen = {
        index
        for index, part in enumerate(plan.parts)
        if not live[index] or 2 * live[index] < len(part.documents)
    }
    if len(plan.parts) > MOST_PARTS:
        by_size = sorted(range(len(plan.parts)), key=lambda index: live[index])
        chosen.update(by_size[: len(plan.parts) - KEPT_PARTS])
    if not chosen:
        return 0
    moved = {key: where for key, where in held.items() if where.part in chosen}
    folder = parts_folder(plan.out)
    if moved:
        entries = {key: moved[key].entry for key in sorted(moved)}
        name = f"{next_number(folder):06d}"
        write_part(
            folder, name, _lines(plan.parts, {key: where.part for key, where in moved.items()}), entries
        )
    for index in chosen:
        plan.parts[index].remove()
    return len(chosen)


def _lines(parts: list[Part], holder: dict[str, int]) -> Iterator[bytes]:
    return (line for _, line in merged_lines(parts, holder))
