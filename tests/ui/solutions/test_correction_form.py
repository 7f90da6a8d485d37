"""The form in which a solution is corrected, by itself."""

import pytest
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import SolutionAdded
from benchapp.domain.units.units import Units
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.solutions.correction_form import correction_form
from tests.making import solution


@pytest.fixture
def desk(book: JournalSession, compounds: CurrentCompound, shelf: SolutionTable, units: Units) -> SolutionForm:
    return SolutionForm(book, compounds, shelf, lambda: units, lambda: "Mara")


def test_only_what_was_changed_is_written(
    book: JournalSession, desk: SolutionForm, clock: SteppedClock, qtbot: QtBot
) -> None:
    wrong = solution("s1", made=clock.now())
    book.record(SolutionAdded(wrong))
    done: list[bool] = []
    form = correction_form("solutions.s1.correct", wrong, desk, lambda: done.append(True))
    qtbot.addWidget(form)

    assert form.fields["place"].text() == "box 3, B4"
    form.fields["lot"].fill("L240612")
    form.write()

    assert done == [True]
    kept = book.bench.solutions["s1"]
    assert (kept.solution.lot, kept.solution.place) == ("L240612", "box 3, B4")
    assert kept.filled == ("lot",)
