"""The page of solutions with two solutions on it, without the program around it."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import SolutionAdded
from benchapp.domain.units.units import Units
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.journal.notes import NoteForm
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.solutions.solution_history import SolutionHistory
from benchapp.ui.solutions.solutions_page import SolutionsPage
from benchapp.ui.widgets.theme import LIGHT
from tests.making import solution


@pytest.fixture
def desk(book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units) -> SolutionForm:
    return SolutionForm(book, compounds, solution_table, lambda: units, lambda: "Mara")


@pytest.fixture
def empty_page(book: JournalSession, desk: SolutionForm, qtbot: QtBot) -> SolutionsPage:
    made = SolutionsPage(
        desk,
        local=book.local,
        facts=lambda row: (("Lot", row.kept.solution.lot or "not given"),),
        history=lambda _solution: SolutionHistory((("Mon 23 Nov", "Added"),), ("Take 10 µL",)),
        notes=NoteForm(book),
        tokens=lambda: LIGHT,
    )
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    return made


@pytest.fixture
def page(empty_page: SolutionsPage, book: JournalSession, clock: SteppedClock) -> SolutionsPage:
    made = clock.now()
    book.record_all([SolutionAdded(solution("s1", made=made)), SolutionAdded(solution("s2", made=made))])
    return empty_page


def press(page: QWidget, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert button is not None, name
    assert button.isEnabled(), name
    button.click()


def texts(widget: QWidget, kind: Callable[..., object]) -> list[str]:
    return [one.text() for one in widget.findChildren(kind) if one.isVisible()]  # type: ignore[call-overload]
