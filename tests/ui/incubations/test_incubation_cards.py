"""The page of incubations, the card of one that runs, and what opens under it, without the program around them."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.journal.entries import IncubationStarted
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.incubations.incubation_templates import IncubationTemplates
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.incubations.card_page import IncubationCardPage
from benchapp.ui.incubations.given_form import RedoseDone
from benchapp.ui.incubations.incubate_page import IncubatePage
from benchapp.ui.incubations.running_card import RunningCard
from benchapp.ui.incubations.step_forms import MoveForm, StepForm
from benchapp.ui.incubations.well_view import WellView
from benchapp.ui.widgets.theme import LIGHT
from tests.making import incubation


@pytest.fixture
def page(book: JournalSession, compounds: CurrentCompound, clock: SteppedClock, qtbot: QtBot) -> IncubatePage:
    form = IncubationForm(book, compounds)
    made = IncubatePage(
        form,
        IncubationTemplates(book, compounds, form),
        RunningIncubation(book),
        TimerList(book, Schedule(book)),
        tokens=lambda: LIGHT,
        half_lives=lambda _running: (),
    )
    qtbot.addWidget(made)
    book.record(IncubationStarted(incubation("i1", 168, 48, clock.now())))
    return made


@pytest.fixture
def running(page: IncubatePage, book: JournalSession) -> Running:
    return book.bench.incubations["i1"]


def test_what_is_started_has_a_card_at_once_and_none_when_it_is_stopped(
    page: IncubatePage, running: Running, qtbot: QtBot
) -> None:
    assert len(page.findChildren(RunningCard)) == 1
    page.progress.stop(running, "contaminated", "Mara")

    assert page._cards == {}


def test_a_card_opens_what_it_asks_and_closes_it_again(page: IncubatePage, running: Running) -> None:
    (card,) = page.findChildren(RunningCard)
    button = card.findChild(QPushButton, "incubate.i1.add")
    assert button is not None
    button.click()
    opened = len(card.findChildren(StepForm))
    card.close_open()

    assert opened == 1
    assert not [form for form in card.findChildren(StepForm) if form.isVisibleTo(card)]


def test_a_step_is_planned_by_its_form_and_moved_by_another(
    page: IncubatePage, running: Running, book: JournalSession, qtbot: QtBot
) -> None:
    said: list[str] = []
    form = StepForm(running, page, "card", said.append)
    qtbot.addWidget(form)
    form.kind.setCurrentIndex(form.kind.findData(StepKind.COUNT))
    form.when.fill("in 24 h")
    form._write(now=False)
    moving = MoveForm(book.bench.incubations["i1"], page, "card", said.append)
    qtbot.addWidget(moving)

    assert len(said) == 1
    assert moving.steps.count() == len(running.open_steps()) - len([running.end]) + 1


def test_a_time_that_cannot_be_read_is_said_at_its_field(page: IncubatePage, running: Running, qtbot: QtBot) -> None:
    form = StepForm(running, page, "card", lambda _sentence: None)
    qtbot.addWidget(form)
    form.when.fill("some time")
    form._write(now=False)

    assert "some time" in form.when.line.accessibleDescription()


def test_what_is_in_the_well_is_said_and_no_half_life_is_assumed(
    page: IncubatePage, running: Running, qtbot: QtBot
) -> None:
    card_page: IncubationCardPage = page
    view = WellView(running, card_page, "card", lambda _sentence: None)
    qtbot.addWidget(view)
    reason, words = view.findChild(QLabel, "card.inside.reason"), view.findChild(QLabel, "card.inside.text")

    assert reason is not None
    assert words is not None
    assert "no half-life in medium was found" in reason.text()
    assert len(words.text().splitlines()) >= 4


def test_a_re_dose_is_recorded_with_none_of_the_solutions_where_none_is_in_hand(
    page: IncubatePage, running: Running, book: JournalSession, qtbot: QtBot
) -> None:
    done: list[str] = []
    form = RedoseDone(running, running.steps()[0], page, "card", lambda: done.append("done"))
    qtbot.addWidget(form)
    form.asked.write()

    assert done == ["done"]
    assert form.chosen is None
    assert 0 in book.bench.incubations["i1"].given
