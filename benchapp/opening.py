"""What the program opens when it starts: the journal of a data folder, and the registry of units."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING

from benchapp import paths
from benchapp.clock import Clock
from benchapp.paths import DataFolder
from benchapp.store.anchors import load_anchors
from benchapp.store.backups import make_backup
from benchapp.store.files import take_mark
from benchapp.store.installation import fingerprint, identify_installation
from benchapp.store.journal import Journal
from benchapp.store.memory import in_memory
from benchapp.system.machine import former_machine_id
from benchapp.ui.language import customs

if TYPE_CHECKING:
    from benchapp.domain.units import Units
    from benchapp.ids import Ids


# What the calculators import, in pieces of some milliseconds: the event loop runs between them.
BIT_BY_BIT = (
    "benchapp.presenters.typed_desk",
    "benchapp.presenters.stock_desk",
    "benchapp.presenters.quick_desks",
    "benchapp.presenters.dose_desk",
    "benchapp.ui.made_bar",
    "benchapp.ui.recipe_view",
    "benchapp.ui.quick_tool",
    "benchapp.ui.stock_tool",
    "benchapp.ui.calculate_page",
    "benchapp.calculators",
)


def open_journal(
    folder: DataFolder, clock: Clock, machine: str, reason: str = "", ids: Ids | None = None, *, memory: bool = False
) -> Journal:
    """Open the journal of a data folder, on the chain of this installation.

    Args:
        folder: The data folder.
        clock: The clock.
        machine: Id of this machine.
        reason: Why a new chain begins; "" for what the file tells.
        ids: Where ids come from; None for the chance of the system.
        memory: Keep it in memory, and nothing of it on disk.

    Raises:
        BenchError: It is damaged.
    """
    installation = identify_installation(folder.installation, machine, write=not memory)
    if take_mark(folder.restored):
        reason = "restored"
    return Journal(
        folder.journal,
        installation=installation.id,
        formerly=tuple(fingerprint(name, folder.root) for name in dict.fromkeys((machine, former_machine_id()))),
        kept_heads=load_anchors(folder.anchors).heads,
        recorded=clock.now().wall,
        zone=clock.zone.key,
        before_change=lambda file: make_backup(file, folder.backups, _local(clock), daily=False),
        reason=reason,
        ids=ids,
        connect=in_memory() if memory else sqlite3.connect,
    )


def _local(clock: Clock) -> datetime:
    return clock.now().wall.astimezone(clock.zone)


def load_units() -> Units:
    """Make the registry; for a worker, after the first paint."""
    import benchapp.domain.drafts  # noqa: F401, PLC0415 (imports molmass, which the first form would wait for)
    from benchapp.domain.units import Units  # noqa: PLC0415 (imports pint)

    lines = (paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines()
    return Units(lines, decimal_comma=customs().decimal == ",")
