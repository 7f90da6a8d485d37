"""The page of incubations, the card of one that runs, and what opens under it, without the program around them."""

from datetime import timedelta

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.incubations.incubations import Cells, Dosing, Running
from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.journal.entries import IncubationStarted, SolutionAdded
from benchapp.domain.solutions.solutions import SolutionPurpose
from benchapp.domain.units.amounts import Amount
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.incubations.incubation_templates import IncubationTemplates
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.presenters.incubations.schedule import Schedule
from benchapp.presenters.incubations.timer_list import TimerList
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.forms.inline_form import InlineForm
from benchapp.ui.incubations.card.card_forms import CardForms
from benchapp.ui.incubations.card.card_page import IncubationCardPage
from benchapp.ui.incubations.card.given_form import RedoseDone
from benchapp.ui.incubations.card.note_on_card import NoteOnCard
from benchapp.ui.incubations.card.running_card import RunningCard
from benchapp.ui.incubations.card.step_forms import MoveForm, StepForm
from benchapp.ui.incubations.card.well_view import WellView
from benchapp.ui.incubations.incubate_page import IncubatePage
from benchapp.ui.widgets.theme import LIGHT
from tests.making import incubation, solution

PLANNED = PlannedDosing(
    Cells("H929", "human", 14, "plate 3", 24), Dosing.RESUSPENDED, 100.0, Amount("10", "uM"), "DMSO", 0.1
)


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
    made.show()
    # As the heartbeat does.
    book.changed.connect(made.refresh)
    book.record(IncubationStarted(incubation("i1", 168, 48, clock.now())))
    return made


def passes(page: IncubatePage, clock: SteppedClock, **span: float) -> None:
    clock.advance(**span)
    page._board.refresh(clock.now())
    page.refresh()


@pytest.fixture
def running(page: IncubatePage, book: JournalSession) -> Running:
    return book.bench.incubations["i1"]


def choose(page: IncubatePage, name: str) -> None:
    action = page.findChild(QAction, name)
    assert action is not None
    assert action.isVisible()
    action.trigger()


def press(page: IncubatePage, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert button is not None
    assert button.isVisibleTo(page)
    button.click()


def buttons(page: IncubatePage) -> list[str]:
    """Return the words of the buttons of the card that are in sight."""
    (card,) = page.findChildren(RunningCard)
    found = [one for one in card.findChildren(QPushButton) if one.isVisibleTo(page) and not one.property("quiet")]
    return [one.text() for one in found]


def primary(page: IncubatePage) -> list[str]:
    (card,) = page.findChildren(RunningCard)
    found = (one for one in card.findChildren(QPushButton) if one.isVisibleTo(page))
    return [one.text() for one in found if one.property("primary") == "true"]


def test_what_is_started_has_a_card_at_once_and_none_when_it_is_stopped(
    page: IncubatePage, running: Running, qtbot: QtBot
) -> None:
    assert len(page.findChildren(RunningCard)) == 1
    page.progress.stop(running, "contaminated", "Mara")

    assert page._cards == {}


def test_a_card_opens_what_it_asks_and_closes_it_again(page: IncubatePage, running: Running) -> None:
    (card,) = page.findChildren(RunningCard)
    choose(page, "incubate.i1.add")
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
    form._write(done=False)
    moving = MoveForm(book.bench.incubations["i1"], page, "card", said.append)
    qtbot.addWidget(moving)

    assert len(said) == 1
    assert moving.steps.count() == len(running.open_steps()) - len([running.end]) + 1


@pytest.mark.parametrize(("button", "first"), [("ask_move", "moving.step"), ("ask_step", "step.kind")])
def test_a_form_that_the_menu_opens_has_the_keys(
    page: IncubatePage, running: Running, qtbot: QtBot, button: str, first: str
) -> None:
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    card = page.findChild(RunningCard)
    assert card is not None
    getattr(card.forms, button)()

    focused = page.focusWidget()
    assert focused is not None
    assert focused.objectName() == f"{card.name}.{first}"


def test_a_re_dose_is_moved_with_those_after_it_where_that_is_ticked(
    page: IncubatePage, running: Running, book: JournalSession, qtbot: QtBot
) -> None:
    said: list[str] = []
    moving = MoveForm(running, page, "card", said.append)
    qtbot.addWidget(moving)
    moving.steps.setCurrentIndex(moving.steps.count() - 1)
    assert moving.later.isHidden()
    moving.steps.setCurrentIndex(0)
    assert not moving.later.isHidden()

    moving.later.click()
    moving.asked.fields["when"].fill("in 400 h")
    moving.asked.write()
    assert "after the end" in moving.asked.problem.text()
    moving.asked.fields["when"].fill("in 50 h")
    moving.asked.write()

    moved = book.bench.incubations["i1"].moved
    assert [round(moved[number].due_s / 3600) for number in (0, 1)] == [50, 98]
    assert "and the re-doses after it by the same time" in said[-1]


def test_a_time_that_cannot_be_read_is_said_at_its_field(page: IncubatePage, running: Running, qtbot: QtBot) -> None:
    form = StepForm(running, page, "card", lambda _sentence: None)
    qtbot.addWidget(form)
    form.when.fill("some time")
    form._write(done=False)

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


def test_what_was_wrong_is_taken_back_when_a_solution_is_chosen(
    page: IncubatePage, running: Running, book: JournalSession, clock: SteppedClock, qtbot: QtBot
) -> None:
    for name in ("w1", "w2"):
        book.record(SolutionAdded(solution(name, SolutionPurpose.WORKING, aliquots=1, made=clock.now())))
    form = RedoseDone(running, running.steps()[0], page, "card", lambda: None)
    qtbot.addWidget(form)
    form.asked.write()
    asked = not form.asked.problem.isHidden()

    form.source.setCurrentIndex(1)
    form.source.activated.emit(1)

    assert [asked, not form.asked.problem.isHidden()] == [True, False]


def test_one_row_of_buttons_and_the_first_stands_out_only_when_it_is_due(
    page: IncubatePage, clock: SteppedClock
) -> None:
    assert buttons(page) == ["Make the re-dose", "Done at…", "Report", "⋯"]
    assert primary(page) == []
    passes(page, clock, hours=48)
    assert primary(page) == ["Make the re-dose"]
    passes(page, clock, days=5)
    assert buttons(page)[-4:] == ["Done", "Done at…", "Report", "⋯"]
    assert primary(page) == ["Done"]


def test_a_re_dose_is_recorded_at_its_true_time(page: IncubatePage, book: JournalSession, clock: SteppedClock) -> None:
    passes(page, clock, hours=51)
    press(page, "incubate.i1.given")
    (form,) = page.findChildren(RedoseDone)
    field = form.asked.fields["at"]
    field.fill("8 d ago")
    form.asked.write()
    assert "before this incubation started" in field.line.accessibleDescription()
    field.fill("2 h ago")
    form.asked.write()

    given = book.bench.incubations["i1"].given[0]
    assert given.wall == clock.now().wall - timedelta(hours=2)
    assert book.entries()[-1].happened_at == given.wall
    (card,) = page.findChildren(RunningCard)
    assert "(+1\u202fh)" in card.line.words


def test_an_earlier_step_that_was_never_recorded_can_be_recorded_beside_the_next(
    page: IncubatePage, book: JournalSession, clock: SteppedClock
) -> None:
    passes(page, clock, hours=97)
    said = page.findChild(QLabel, "incubate.i1.step0.text")
    assert said is not None
    assert said.text().startswith("Not recorded: re-dose 1, planned for ")
    press(page, "incubate.i1.step0.done")
    (form,) = page.findChildren(RedoseDone)
    form.asked.fields["at"].fill("49 h ago")
    form.asked.write()

    assert 0 in book.bench.incubations["i1"].given
    assert not [one for one in page.findChildren(QLabel) if one.objectName() == "incubate.i1.step0.text"]


def test_the_end_is_done_with_one_press_and_the_incubation_is_in_the_list_of_the_ended(
    page: IncubatePage, book: JournalSession, clock: SteppedClock, qtbot: QtBot
) -> None:
    assert not page._ended.isVisibleTo(page)
    passes(page, clock, hours=169)
    with qtbot.waitSignal(page.did) as did:
        press(page, "incubate.i1.done")
    assert did.args == ["H929 i1: end recorded."]
    assert page._cards == {}
    assert page._ended.button.text() == "Ended incubations (1)"
    press(page, "incubate.page.ended")
    words = " ".join(one.text() for one in page._ended.findChildren(QLabel))
    assert "ended Mon 30 Nov" in words
    assert "(+1\u202fh)" in words

    with qtbot.waitSignal(page.handed_out) as handed:
        press(page, "incubate.ended.i1.report")
    assert handed.args == [book.bench.incubations["i1"], "story"]


def test_a_step_at_the_weekend_is_moved_with_one_press(page: IncubatePage, book: JournalSession) -> None:
    press(page, "incubate.i1.hours0.after")
    moved = book.bench.incubations["i1"].moved

    assert [f"{book.local(step.due_at):%a %H:%M}" for step in moved.values() if step.due_at] == ["Mon 08:00"]
    assert page.findChild(QPushButton, "incubate.i1.hours0.after") is None


def test_the_rest_is_in_the_menu(page: IncubatePage, book: JournalSession, qtbot: QtBot) -> None:
    choose(page, "incubate.i1.pause")
    (form,) = page.findChildren(InlineForm)
    form.fields["reason"].fill("power cut")
    form.write()
    paused = book.bench.incubations["i1"]
    press(page, "incubate.i1.resume")
    resumed = book.bench.incubations["i1"]
    assert (paused.paused, resumed.paused) == (True, False)

    with qtbot.waitSignal(page.handed_out) as handed:
        choose(page, "incubate.i1.door")
    assert handed.args == [book.bench.incubations["i1"], "door"]
    choose(page, "incubate.i1.skip")
    assert page.findChild(InlineForm, "") is not None


def test_a_new_plan_is_shown_from_the_top_with_its_name_ready_to_be_typed_over(
    page: IncubatePage, clock: SteppedClock
) -> None:
    page.resize(900, 300)
    page.area.verticalScrollBar().setValue(200)
    assert page._new.isVisibleTo(page)
    page._start._form.prepare(PLANNED)

    assert page.area.verticalScrollBar().value() == 0
    assert not page._new.isVisibleTo(page)
    assert page._start.fields["name"].line.selectedText() == "H929 plate 3"


def test_a_form_of_a_card_closes_when_it_is_asked_for_again(page: IncubatePage) -> None:
    (card,) = page.findChildren(RunningCard)
    assert isinstance(card.forms, CardForms)
    card.forms.ask_length()
    opened = card.opened_by
    card.forms.ask_length()

    assert (opened, card.opened_by) == ("longer", "")


def test_a_deviation_is_noted_on_a_step_and_shown_on_the_card_and_its_time_line(
    page: IncubatePage, book: JournalSession, clock: SteppedClock
) -> None:
    passes(page, clock, hours=10)
    choose(page, "incubate.i1.note")
    (form,) = page.findChildren(NoteOnCard)
    form.fields.text.fill("well C4 was dry")
    press(page, "incubate.i1.note.deviation")
    form.about.setCurrentIndex(form.about.findData(0))
    form.about.activated.emit(form.about.currentIndex())
    # What was typed stays, whatever it is about.
    assert form.fields.text.text() == "well C4 was dry"
    form.fields.when.fill("2 h ago")
    form.fields.write()

    (note,) = book.bench.notes_on("i1", 0)
    assert note.at == clock.now().wall - timedelta(hours=2)
    shown = page.findChild(QLabel, "incubate.i1.notes")
    assert shown is not None
    assert shown.isVisibleTo(page)
    assert shown.text().startswith("Deviation, Mon 23 Nov, 17:00: well C4 was dry")
    (card,) = page.findChildren(RunningCard)
    assert "well C4 was dry, Mon 17:00" in card.line.words


def test_the_keys_go_through_a_card_as_it_is_read_and_begin_at_what_matters_now(
    page: IncubatePage, clock: SteppedClock
) -> None:
    page.show_incubation("i1")
    (card,) = page.findChildren(RunningCard)
    assert card.first.text() == "Make the re-dose"
    passes(page, clock, hours=97)
    order, widget = [], card.line.nextInFocusChain()
    while widget is not None and widget.objectName() != "incubate.i1.more":
        if isinstance(widget, QAbstractButton) and widget.isVisibleTo(page):
            order.append(widget.objectName().removeprefix("incubate.i1."))
        widget = widget.nextInFocusChain()

    assert order == [
        "step0.done", "step0.skip", "hours0.before", "hours0.after", "redose", "given", "report",
    ]  # fmt: skip
