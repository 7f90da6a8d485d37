"""From what is typed to what the table of solutions, the label and the phone say of it, without a window."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from icalendar import Calendar
from PySide6.QtWidgets import QApplication

from benchapp.app.incubations import IncubationsController
from benchapp.app.services import Services, UnitRegistry
from benchapp.app.shell import Shell
from benchapp.app.start.device import Device
from benchapp.base.clock import SteppedClock
from benchapp.base.paths import DataFolder
from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.incubations.incubations import Dosing
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.messages import Message
from benchapp.domain.solutions.freshness import State
from benchapp.domain.solutions.solutions import LimitKind, Storage
from benchapp.domain.units.spans import months_later
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.compound_form import CompoundForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.labelling import labels_for
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_table import SolutionRow, SolutionTable
from benchapp.store.library.library import Library
from benchapp.store.library.library_index import Folders
from benchapp.store.settings import DeviceSettings
from benchapp.ui.text.journal.entry_texts import EntryWords
from tests.presenters.incubations.test_running_incubation import now_of, started


@pytest.fixture
def stock(book: JournalSession, compounds: CurrentCompound, units: Units) -> StockForm:
    desk = StockForm(book, compounds)
    desk.use_units(units)
    return desk


def named(compounds: CurrentCompound, name: str) -> None:
    compounds.open(compounds.search(name)[0].headline.id)


def in_table(solution_table: SolutionTable, clock: SteppedClock, solution: str) -> SolutionRow:
    solution_table.refresh(clock.now())
    row = solution_table.find(solution)
    assert row is not None
    return row


@pytest.mark.parametrize(
    ("strength", "solvent", "storage", "days"),
    [
        ("2 mg/mL", "water", Storage.FRIDGE, 124),
        ("2 mg/mL", "ddH2O", Storage.FRIDGE, 124),
        ("10 mg/mL", "water", Storage.FRIDGE, None),
        ("2 mg/mL", "DMSO", Storage.FRIDGE, None),
        ("2 mg/mL", "water", Storage.ROOM, None),
    ],
)
def test_what_the_page_states_is_the_use_by_of_what_is_made(
    stock: StockForm,
    compounds: CurrentCompound,
    solution_table: SolutionTable,
    clock: SteppedClock,
    strength: str,
    solvent: str,
    storage: Storage,
    days: int | None,
) -> None:
    """Doxorubicin's page: 2 mg/mL in water, 6 months at 4 °C by one source, 124 days by another."""
    named(compounds, "doxorubicin")
    stock.set_text("mass", "10 mg")
    stock.set_text("concentration", strength)
    stock.set_solvent(solvent)
    made = stock.made(PreparationDetails("Mara", storage=storage, ago=timedelta(hours=1)))

    row = in_table(solution_table, clock, made)
    by = row.freshness.use_by
    whole = None if by is None else (by - row.kept.solution.made.wall) / timedelta(days=1)
    if days is None:
        assert whole is None or whole < 124
        return
    assert whole == days
    clock.advance(days=days, hours=-2)
    assert in_table(solution_table, clock, made).freshness.state is not State.PAST
    clock.advance(hours=2)
    assert in_table(solution_table, clock, made).freshness.state is State.PAST


@pytest.mark.parametrize(
    ("life", "days"),
    [
        ("6 months at 4 °C", 180),
        ("2 mg/mL in water, 6 months at 4 °C", 180),
        ("2 mg/mL in water: 6 months at 4 °C", 180),
        ("in water, 3 months at 4 °C", 90),
        ("5 mM in water, 6 months at 4 °C", None),
        ("2 mg/mL in ethanol, 6 months at 4 °C", None),
    ],
)
def test_what_is_typed_into_a_page_of_ones_own_is_its_use_by(
    book: JournalSession,
    units: Units,
    solution_table: SolutionTable,
    clock: SteppedClock,
    library: Library,
    tmp_path: Path,
    life: str,
    days: int | None,
) -> None:
    own = Library(Folders(library.folders.bundled, tmp_path / "own"), tmp_path / "own.sqlite")
    form = CompoundForm(own, lambda: "2026-11-23")
    form.begin_new()
    texts = {
        Field.NAME: "Testimib", Field.MOLAR_MASS: "300", Field.SOLVENT: "water", Field.SOLUBILITY: "20 mg/mL",
        Field.STOCK_LIFE: life,
    }  # fmt: skip
    for field, text in texts.items():
        form.tell(field, text)
    form.tell_source_of_all("vial label")
    compounds = CurrentCompound(own)
    compounds.open(form.save().monograph.id)
    desk = StockForm(book, compounds)
    desk.use_units(units)
    desk.set_text("mass", "10 mg")
    desk.set_text("concentration", "2 mg/mL")
    desk.set_solvent("water")
    made = desk.made(PreparationDetails(storage=Storage.FRIDGE))

    row = in_table(solution_table, clock, made)
    lives = [one.span_s / 86400 for one in row.kept.solution.limits if one.rule == "stab.own-stock"]
    assert lives == ([] if days is None else [days])
    if days is not None:
        made_on = row.kept.solution.made.wall
        months = re.search(r"(\d+) month", life)
        ends = months_later(made_on, int(months[1])) if months else made_on + timedelta(days=days)
        assert row.freshness.use_by == ends


@pytest.mark.parametrize("compound", ["lenalidomide", "doxorubicin", "cycloheximide", "bortezomib"])
@pytest.mark.parametrize("solvent", ["DMSO", "water", "ethanol"])
def test_a_working_solution_of_a_typed_stock_has_the_one_rule_of_the_lab(
    book: JournalSession,
    compounds: CurrentCompound,
    solution_table: SolutionTable,
    units: Units,
    clock: SteppedClock,
    compound: str,
    solvent: str,
) -> None:
    named(compounds, compound)
    dose = DoseForm(book, compounds, solution_table)
    dose.use_units(units)
    dose.set_dosing(Dosing.RESUSPENDED)
    for name, text in {"c1": "1 mM", "c2": "1 uM", "solvent": solvent}.items():
        dose.set_text(name, text)
    assert dose.can_make()
    working = dose.made(PreparationDetails(storage=Storage.ROOM, reason="as in the paper"))

    row = in_table(solution_table, clock, working)
    assert {(one.rule, one.span_s) for one in row.kept.solution.limits if one.kind is LimitKind.AGE} == {
        ("working_room_h", 7200.0)
    }
    assert row.freshness.use_by == row.kept.solution.made.wall + timedelta(hours=2)


@pytest.mark.parametrize("text", ["0.98 %", "9.8 %", "0,98 %"])
def test_a_purity_that_can_hardly_be_is_questioned_and_taken(stock: StockForm, text: str) -> None:
    recipe = with_purity(stock, text).recipe()

    assert recipe is not None
    assert Message.PURITY_DOUBTED in {one.code for one in recipe.cautions}
    assert stock.can_make()


@pytest.mark.parametrize("text", ["98 %", "≥ 98 % (HPLC)", "99.5 %"])
def test_a_usual_purity_is_not_questioned(stock: StockForm, text: str) -> None:
    recipe = with_purity(stock, text).recipe()

    assert recipe is not None
    assert Message.PURITY_DOUBTED not in {one.code for one in recipe.cautions}


@pytest.mark.parametrize("text", ["0.98", "98"])
def test_a_purity_without_a_unit_may_be_a_share_or_a_per_cent_and_is_asked(stock: StockForm, text: str) -> None:
    assert with_purity(stock, text).answer.errors["purity"].code is Message.NO_UNIT
    assert not stock.can_make()


def with_purity(stock: StockForm, text: str) -> StockForm:
    for name, texts in {"mass": "4.87 mg", "concentration": "10 mM", "purity": text}.items():
        stock.set_text(name, texts)
    return stock


def test_the_gravest_hazard_is_on_the_label_of_what_is_made(
    stock: StockForm, compounds: CurrentCompound, solution_table: SolutionTable, clock: SteppedClock
) -> None:
    named(compounds, "cycloheximide")
    stock.set_text("mass", "10 mg")
    stock.set_text("concentration", "10 mg/mL")
    stock.set_solvent("DMSO")
    made = stock.made(PreparationDetails(storage=Storage.FREEZER_20))

    row = in_table(solution_table, clock, made)
    assert "H300" in row.kept.solution.hazards
    assert labels_for(row, str, str)[0].hazards == "Danger: H300 fatal if swallowed"


class Silent(Shell):
    """A shell without a window: nothing is said."""

    def say(self, sentence: str) -> None:
        """Show nothing."""

    def say_saved(self, file: Path, sentence: str = "") -> None:
        """Show nothing."""


@pytest.fixture
def events(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, tmp_path: Path, qapp: QApplication
) -> Callable[[], dict[str, Any]]:
    nothing = cast("Any", None)
    device = Device(qapp, tmp_path / "settings.json", DeviceSettings())
    services = Services(
        qapp, DataFolder(tmp_path), device, nothing, book, compounds.library, compounds, solution_table, Schedule(book),
        TimerList(book, Schedule(book)), nothing, UnitRegistry(),
        EntryWords(lambda: book.bench, book.find, book.local).sentence,
    )  # fmt: skip
    pages = IncubationsController(services, Silent(book, services.sentence_of, device), nothing)

    def exported() -> dict[str, Any]:
        file = tmp_path / "phone.ics"
        pages.save(now_of(book), "phone", file)
        return {str(one["uid"]): one for one in Calendar.from_ical(file.read_bytes()).walk("VEVENT")}

    return exported


def test_a_step_that_is_moved_or_undone_is_moved_or_taken_out_on_the_phone(
    book: JournalSession, clock: SteppedClock, events: Callable[[], dict[str, Any]]
) -> None:
    desk, running = RunningIncubation(book), started(book, clock)
    first = next(step for step in running.open_steps() if step.kind is StepKind.REDOSE)
    uid = f"i1-{first.number}@bench-companion"
    before = events()

    desk.moves.move(running, first, "in 30 h", "the weekend")
    moved = events()
    assert moved.keys() == before.keys()
    assert moved[uid]["sequence"] > before[uid]["sequence"]
    assert moved[uid]["dtstart"].dt - before[uid]["dtstart"].dt == timedelta(hours=-18)

    book.undo_last()
    back = events()
    assert back[uid]["sequence"] > moved[uid]["sequence"]
    assert back[uid]["dtstart"].dt == before[uid]["dtstart"].dt

    desk.add(
        now_of(book), desk.planned(now_of(book), StepKind.COUNT, {"when": "in 24 h", "ul": "10"}, dosed=False), "Mara"
    )
    added = events()
    (new,) = added.keys() - before.keys()
    assert added[new]["status"] == "CONFIRMED"
    book.undo_last()
    gone = events()
    assert gone[new]["status"] == "CANCELLED"
    assert gone[new]["sequence"] > added[new]["sequence"]
    assert gone[new]["dtstart"].dt == added[new]["dtstart"].dt
    assert gone[uid]["status"] == "CONFIRMED"
