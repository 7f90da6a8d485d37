"""Whether a dose is renewed is decided on the card of a running incubation, where it was not at the start."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.incubations.incubations import Plan, Running
from benchapp.domain.incubations.redose import Method
from benchapp.domain.incubations.step_status import standing
from benchapp.domain.incubations.steps import END_NUMBER
from benchapp.domain.journal.entries import IncubationStarted
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.incubations.incubation_templates import IncubationTemplates
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.incubations.card.plan_decision import PlanDecision
from benchapp.ui.incubations.card.running_texts import about_text, next_text, when_text
from benchapp.ui.incubations.incubate_page import IncubatePage
from benchapp.ui.widgets.theme import LIGHT
from tests.making import BEGIN, incubation, moment

UNDECIDED = replace(incubation("i1"), plan=Plan(), end_number=END_NUMBER)


@pytest.fixture
def page(book: JournalSession, compounds: CurrentCompound, clock: SteppedClock, qtbot: QtBot) -> IncubatePage:
    form, board = IncubationForm(book, compounds), TimerList(book, Schedule(book))
    templates = IncubationTemplates(book, compounds, form)
    made = IncubatePage(
        form, templates, RunningIncubation(book), board, tokens=lambda: LIGHT, half_lives=lambda _running: ()
    )
    qtbot.addWidget(made)
    made.show()
    # As the heartbeat does.
    book.changed.connect(made.refresh)
    book.record(IncubationStarted(replace(UNDECIDED, start=clock.now())))
    return made


def press(page: IncubatePage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    button.click()


def plan(book: JournalSession) -> Plan:
    return book.bench.incubations["i1"].incubation.plan


def asked(page: IncubatePage) -> bool:
    return page.findChild(PlanDecision, "incubate.i1.plan") is not None


def said(page: IncubatePage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel)).replace("\u202f", " ")


def test_one_dose_by_design_is_one_press_and_undo_asks_again(page: IncubatePage, book: JournalSession) -> None:
    assert "single dose, not decided" in said(page)
    press(page, "incubate.i1.plan.single")

    assert plan(book) == Plan(chosen=True)
    assert "single dose" in said(page)
    assert "not decided" not in said(page)
    assert not asked(page)
    book.undo_last()
    assert not plan(book).chosen
    assert asked(page)


def test_a_re_dose_is_planned_with_its_interval_and_method(
    page: IncubatePage, book: JournalSession, qtbot: QtBot
) -> None:
    press(page, "incubate.i1.plan.every48")
    (decision,) = page.findChildren(PlanDecision)
    decision.choice.every.fill("soonish")
    press(page, "incubate.i1.plan.write")
    assert "soonish" in decision.choice.every.line.accessibleDescription()
    assert not plan(book).chosen

    decision.choice.every.fill("60 h")
    decision.choice.choose_method(Method.SPIKE)
    with qtbot.waitSignal(page.did) as did:
        press(page, "incubate.i1.plan.write")

    assert plan(book) == Plan(60 * 3600.0, Method.SPIKE, 5.0, 1800.0, chosen=True)
    assert did.args == ["H929 i1: re-dose every 60\u202fh: spike in a small volume"]
    assert [step.due_s / 3600 for step in book.bench.incubations["i1"].steps()] == [60, 120, 168]


def test_a_decided_incubation_is_not_asked(page: IncubatePage, book: JournalSession, clock: SteppedClock) -> None:
    book.record(IncubationStarted(incubation("i2", every_h=48, start=clock.now())))

    assert page.findChild(QPushButton, "incubate.i2.plan.single") is None


def test_a_running_incubation_is_said_with_its_times(book: JournalSession) -> None:
    running = Running(incubation(every_h=48))
    step = running.steps()[0]
    status = standing(running, step, moment(1))

    assert "H929" not in about_text(running)
    assert "human, passage 14, 96-well plate, 24 wells" in about_text(running)
    when = when_text(status, book.local(BEGIN), book.local)
    assert when.startswith("due Wed 25 Nov")
    assert when.endswith("last well 5\u202fmin later")
    assert next_text(status).startswith("until re-dose 10")
    assert next_text(standing(running, step, moment(50))).startswith("overdue: re-dose")
    assert next_text(standing(running, running.end, moment(200))) == "since the end; not yet recorded as done"
