"""What was wrong with a field goes as soon as another text is typed, and not only when the button is pressed again."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from benchapp.domain.lab.appointments import read_past
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.durations import ParsedDuration
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.forms.inline_form import InlineForm
from benchapp.ui.forms.preparation_bar import PreparationBar
from benchapp.ui.solutions.solution_forms import AddForm
from benchapp.ui.widgets.fields import LabelledField


def type_into(qtbot: QtBot, field: LabelledField, text: str) -> None:
    field.line.clear()
    qtbot.keyClicks(field.line, text)


@pytest.fixture
def bar(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units, qtbot: QtBot
) -> PreparationBar:
    desk = DoseForm(book, compounds, solution_table)
    desk.use_units(units)
    desk.set_text("c2", "10 uM")
    made = PreparationBar("test", desk.made, desk.read_when, desk.once)
    qtbot.addWidget(made)
    return made


def test_a_time_that_is_read_takes_the_line_over_the_button_away(bar: PreparationBar, qtbot: QtBot) -> None:
    type_into(qtbot, bar.fields.ago, "banana")
    said = bar.write()
    assert said.startswith("“banana” is not a time")
    assert (bar.problem.isHidden(), bar.problem.text()) == (False, said)

    type_into(qtbot, bar.fields.ago, "yesterday 16:00")

    assert bar.problem.isHidden()
    assert bar.fields.ago.line.property("wrong") == "false"
    assert bar.fields.read.text().startswith("Made on: ")
    assert bar.fields.read.property("tone") == "muted"


def test_what_is_wrong_with_the_plan_stays_while_the_time_is_typed(bar: PreparationBar, qtbot: QtBot) -> None:
    type_into(qtbot, bar.fields.ago, "banana")
    bar.write()
    bar.problem.setText("The stock is too weak.")

    type_into(qtbot, bar.fields.ago, "now")

    assert (bar.problem.isHidden(), bar.problem.text()) == (False, "The stock is too weak.")


def test_a_reason_that_is_written_takes_the_wish_for_one_away(qtbot: QtBot) -> None:
    def refuse(_details: PreparationDetails) -> str:
        raise BenchError(Message.REASON_NEEDED, field="reason")

    bar = PreparationBar("test", refuse, lambda _text: ParsedDuration(timedelta()))
    qtbot.addWidget(bar)
    bar.reason.show()
    bar.write()
    assert bar.reason.line.property("wrong") == "true"

    type_into(qtbot, bar.reason, "No other stock here")

    assert bar.reason.note.text() == ""
    assert bar.reason.line.property("wrong") == "false"


def marked_wrong(asked: InlineForm) -> bool:
    return bool(asked.fields["when"].line.property("wrong") == "true")


@pytest.mark.parametrize("at", ["when", ""])
def test_a_line_of_fields_forgets_what_was_wrong(qtbot: QtBot, at: str) -> None:
    def write(texts: Mapping[str, str], _storage: Storage | None) -> None:
        if texts["when"] == "banana":
            raise BenchError(Message.YES_OR_NO, text="?", field=at)

    asked = InlineForm("test", [("when", "When", ""), ("note", "Note", "")], "Write", write, lambda: None)
    qtbot.addWidget(asked)
    type_into(qtbot, asked.fields["when"], "banana")
    asked.write()
    # Said below the line, where it moves nothing that is pressed; the field is marked.
    assert marked_wrong(asked) == bool(at)
    assert not asked.problem.isHidden()

    type_into(qtbot, asked.fields["when"], "now")

    assert not marked_wrong(asked)
    assert asked.problem.isHidden()
    asked.fields["when"].line.setText("banana")
    asked.write()
    # What is wrong with one field is not made right in another.
    type_into(qtbot, asked.fields["note"], "x")
    assert marked_wrong(asked) == bool(at)
    assert asked.problem.isHidden() == (not at)


def test_a_solution_that_is_added_forgets_what_was_wrong(qtbot: QtBot) -> None:
    def refuse(_texts: Mapping[str, str], _storage: Storage | None) -> str:
        raise BenchError(Message.FILE_UNREADABLE, file="x", reason="it is full")

    form = AddForm(refuse, lambda: "DMSO")
    qtbot.addWidget(form)
    form.write()
    assert form.problem.text()

    qtbot.keyClick(next(iter(form.fields.values())).line, Qt.Key.Key_A)

    assert form.problem.text() == ""


def add_form(qtbot: QtBot) -> AddForm:
    """Return the form of "Add a solution I have", on a Sunday at 13:00."""
    now = datetime(2026, 11, 29, 13, tzinfo=UTC)

    def when(text: str) -> tuple[datetime | None, bool]:
        parsed = read_past(text or "now", now)
        return (now - parsed.span if parsed.span else None), parsed.about

    form = AddForm(lambda _texts, _storage: "", lambda: "DMSO", when)
    qtbot.addWidget(form)
    return form


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("now", ""),
        ("", ""),
        ("10 min ago", "2026-11-29 12:50"),
        ("yesterday 16:00", "2026-11-28 16:00"),
        ("28.11.2026 16:00", "2026-11-28 16:00"),
        ("Fri 9:00", "2026-11-27 09:00"),
        ("about 3 days ago", "about 2026-11-26 13:00"),
        ("3/4", "two dates"),
        ("tomorrow", "is in the future"),
    ],
)
def test_a_solution_that_is_added_says_when_it_was_made(qtbot: QtBot, text: str, said: str) -> None:
    form = add_form(qtbot)
    type_into(qtbot, form.fields["ago"], text)

    note = form.fields["ago"].note
    assert said in note.text()
    assert bool(note.text()) == bool(said)


@pytest.mark.parametrize(
    ("text", "said"),
    [("2027-03", "2027-03-31"), ("02/28", "2028-02-29"), ("2027-03-31", ""), ("5/6/27", "two dates"), ("", "")],
)
def test_a_solution_that_is_added_says_which_day_is_on_its_lot(qtbot: QtBot, text: str, said: str) -> None:
    form = add_form(qtbot)
    type_into(qtbot, form.fields["lot_expiry"], text)

    note = form.fields["lot_expiry"].note
    assert said in note.text()
    assert bool(note.text()) == bool(said)
