"""What the program opens when it starts: the journal of a data folder, and the registry of units."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from benchapp.base import paths
from benchapp.base.clock import Clock
from benchapp.base.paths import DataFolder
from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import listed, take_mark
from benchapp.store.installation import fingerprint, identify_installation
from benchapp.store.journal.anchors import load_anchors
from benchapp.store.journal.backups import make_backup
from benchapp.store.journal.encoding import CLOSED_FILES
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from benchapp.system.machine import former_machine_id
from benchapp.ui.text.language import customs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from benchapp.base.ids import Ids
    from benchapp.domain.units.units import Units


# What the calculators and their messages import, in pieces of some milliseconds: the event loop runs between them.
BIT_BY_BIT = (
    "benchapp.ui.text.message_catalogue",
    "benchapp.presenters.forms.form_model",
    "benchapp.presenters.calculator.stock_form",
    "benchapp.presenters.calculator.simple_forms",
    "benchapp.presenters.calculator.dose_form",
    "benchapp.ui.forms.preparation_bar",
    "benchapp.ui.calculator.recipe.recipe_view",
    "benchapp.ui.calculator.simple_tool",
    "benchapp.ui.calculator.stock_tool",
    "benchapp.ui.calculator.calculate_page",
    "benchapp.app.calculator",
)
# What the calculators import that are not shown first: once the page of them is open, so that each opens sooner.
TOOL_BY_TOOL = (
    "benchapp.ui.calculator.dilute_tool",
    "benchapp.presenters.calculator.series_form",
    "benchapp.ui.calculator.series_tool",
    "benchapp.presenters.calculator.plate_form",
    "benchapp.ui.calculator.plate_tool",
    "benchapp.presenters.calculator.combine_form",
    "benchapp.store.export.plate_export",
    "benchapp.presenters.calculator.in_vivo_form",
    "benchapp.ui.calculator.in_vivo.in_vivo_tool",
    "benchapp.presenters.calculator.buffers.buffer_form",
    "benchapp.ui.calculator.buffer.buffer_tool",
    "benchapp.ui.calculator.counting.count_tool",
)
# What the other pages import, once all that a start makes is there: who opens one waits for no modules. 1.9 MiB.
PAGE_BY_PAGE = (
    "benchapp.ui.solutions.solution_cells",
    "benchapp.ui.solutions.solution_view",
    "benchapp.ui.solutions.solution_panel",
    "benchapp.ui.solutions.solutions_page",
    "benchapp.ui.incubations.today.today_page",
    "benchapp.presenters.incubations.incubation_form",
    "benchapp.ui.incubations.start.start_form",
    "benchapp.ui.incubations.card.running_card",
    "benchapp.ui.incubations.incubate_page",
    "benchapp.ui.journal.journal_page",
    # What the first key in the search asks.
    "benchapp.presenters.compounds.identity_lookup",
    "benchapp.ui.text.compounds.identity_texts",
    "benchapp.presenters.calculator.buffers.buffer_recipes",
)


def imports(names: Iterable[str]) -> list[Callable[[], object]]:
    """Return what imports modules, one after the other."""
    return [partial(import_module, name) for name in names]


def open_journal(
    folder: DataFolder,
    clock: Clock,
    machine: str,
    reason: str = "",
    ids: Ids | None = None,
    *,
    memory: bool = False,
    apart: tuple[str, ...] = (),
) -> Journal:
    """Open the journal of a data folder, on the chain of this installation.

    Args:
        folder: The data folder.
        clock: The clock.
        machine: Id of this machine.
        reason: Why a new chain begins; "" for what the file tells.
        ids: Where ids come from; None for the chance of the system.
        memory: Keep it in memory, and nothing of it on disk.
        apart: Chains that stay on this computer.

    Raises:
        BenchError: It is damaged.
    """
    installation = identify_installation(folder.installation, machine, write=not memory)
    reason = "restored" if take_mark(folder.restored) else reason
    writer = Writer(
        installation.id,
        clock.now().wall,
        clock.zone.key,
        formerly=tuple(fingerprint(name, folder.root) for name in dict.fromkeys((machine, former_machine_id()))),
        kept_heads=load_anchors(folder.anchors).heads,
        reason=reason,
        before=installation.before,
        apart=apart,
    )
    if not memory:
        _begin_clearing(folder)
    before_change = partial(_back_up_before, folder, clock)
    connect = _in_memory() if memory else sqlite3.connect
    try:
        return Journal(folder.journal, writer, before_change=before_change, ids=ids, connect=connect)
    except BenchError as error:
        if error.code != Message.JOURNAL_YEARS_LACKING:
            raise
    from benchapp.store.journal.closing import JournalWithoutYears, keep_closed  # noqa: PLC0415 (few starts)

    keep_closed(folder.journal, folder.backups)
    return JournalWithoutYears(folder.journal, writer, before_change=before_change, ids=ids, connect=connect)


def _begin_clearing(folder: DataFolder) -> None:
    if listed(folder.root, CLOSED_FILES):
        from benchapp.store.journal.closing import begin_clearing  # noqa: PLC0415 (few labs have closed years)

        begin_clearing(folder.journal)


def _back_up_before(folder: DataFolder, clock: Clock, journal: Path) -> None:
    make_backup(journal, folder.backups, _local(clock), daily=False)


def _in_memory() -> Callable[..., sqlite3.Connection]:
    from benchapp.store.journal.memory_journal import in_memory  # noqa: PLC0415

    return in_memory()


def _local(clock: Clock) -> datetime:
    return clock.now().wall.astimezone(clock.zone)


def load_units() -> Units:
    """Make the registry; for a worker, after the first paint."""
    from benchapp.domain.units.units import Units  # noqa: PLC0415 (imports pint)

    lines = (paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines()
    return Units(lines, decimal_comma=customs().decimal == ",")


def read_ahead() -> None:
    """Import what reads a formula, which the first form of a compound would wait for; for a worker, after the units."""
    import benchapp.domain.compounds.compound_input  # noqa: F401, PLC0415 (imports molmass)
