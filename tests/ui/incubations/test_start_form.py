"""The form of a new incubation, and each of its parts, without a page around them."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from benchapp.base.clock import SteppedClock
from benchapp.domain.incubations.incubations import Cells, Dosing
from benchapp.domain.incubations.redose import Method
from benchapp.domain.incubations.steps import Step, StepKind
from benchapp.domain.journal.entries import IncubationStopped, SolutionAdded, SolutionCorrected
from benchapp.domain.solutions.corrections import SolutionFacts
from benchapp.domain.solutions.solutions import Limit, LimitKind, SolutionPurpose
from benchapp.domain.units.amounts import Amount
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.incubations.incubation_templates import IncubationTemplates
from benchapp.presenters.incubations.running_incubation import RunningIncubation
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.incubations.start.dosed_with_rows import DosedWithRows
from benchapp.ui.incubations.start.hours_rows import HoursRows, hours_text
from benchapp.ui.incubations.start.redose_choice import RedoseChoice
from benchapp.ui.incubations.start.start_form import StartForm
from benchapp.ui.incubations.start.start_texts import clocks_text, dosed_text, length_text, summary_text
from benchapp.ui.incubations.start.template_choice import TemplateChoice
from tests.making import solution

CELLS = Cells("H929", "human", 14, "plate 3", 24)
PLANNED = PlannedDosing(CELLS, Dosing.RESUSPENDED, 100.0, Amount("10", "uM"), "DMSO", 0.1)


@pytest.fixture
def form(book: JournalSession, compounds: CurrentCompound) -> IncubationForm:
    return IncubationForm(book, compounds)


@pytest.fixture
def templates(book: JournalSession, compounds: CurrentCompound, form: IncubationForm) -> IncubationTemplates:
    return IncubationTemplates(book, compounds, form)


@pytest.fixture
def widget(book: JournalSession, form: IncubationForm, templates: IncubationTemplates, qtbot: QtBot) -> StartForm:
    made = StartForm(form, templates, RunningIncubation(book), lambda: False)
    qtbot.addWidget(made)
    return made


def press(widget: QWidget, name: str) -> None:
    button = widget.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_nothing_can_be_started_before_a_dose_is_planned(widget: StartForm, qtbot: QtBot) -> None:
    assert not widget.start.isEnabled()
    assert widget.dosed.text() == "First plan the dose: it is taken over from Calculate."
    with qtbot.waitSignal(widget.dose_wanted):
        press(widget, "incubate.start.plan")


def test_a_planned_dose_is_started_as_it_was_decided(
    widget: StartForm, form: IncubationForm, book: JournalSession, qtbot: QtBot
) -> None:
    form.prepare(PLANNED)
    assert widget.fields["name"].text() == "H929 plate 3"
    assert not widget.caution.isHidden()
    press(widget, "incubate.start.single")
    assert widget.caution.isHidden()

    with qtbot.waitSignal(widget.started) as started:
        press(widget, "incubate.start.write")

    assert started.args is not None
    assert book.bench.incubations[str(started.args[0])].incubation.plan.chosen
    assert not widget.start.isEnabled()


def test_what_cannot_be_read_is_said_at_its_field(widget: StartForm, form: IncubationForm) -> None:
    form.prepare(PLANNED)
    widget.fields["ago"].edited.emit("some day")

    assert "some day" in widget.fields["ago"].line.accessibleDescription()
    assert not widget.start.isEnabled()


def test_the_choice_of_re_dosing_tells_what_was_pressed_and_shows_what_is_chosen(qtbot: QtBot) -> None:
    chosen: list[object] = []
    choice = RedoseChoice(
        "x", Method.SPIKE, lambda: chosen.append("single"), lambda every, method: chosen.append((every, method))
    )
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setLayout(choice.choices)
    press(widget, "x.single")
    press(widget, "x.every48")
    assert chosen == ["single", ("48 h", Method.SPIKE)]

    choice.show_choice(single=False, every="24 h", method=Method.SPIKE)
    assert [hours for hours, button in choice.offers.items() if button.isChecked()] == [24]
    assert not choice.spike.isHidden()
    assert not choice.every.isHidden()
    choice.show_choice(single=True, every="24 h", method=Method.SPIKE)
    # A single dose asks for no interval and no method.
    assert choice.every.isHidden()
    choice.show_choice(single=None, every="24 h", method=Method.SPIKE)
    assert not any(button.isChecked() for button in (choice.single, *choice.offers.values()))
    for part in (choice.every, choice.spike, choice.methods):
        qtbot.addWidget(part)


def test_a_template_is_kept_under_a_name_and_offered(
    templates: IncubationTemplates, form: IncubationForm, qtbot: QtBot
) -> None:
    taken: list[str] = []
    choice = TemplateChoice("x", templates, lambda: "Mara", lambda: taken.append(form.text("length")), taken.append)
    for part in (choice.names, choice.name, choice.keep):
        qtbot.addWidget(part)
    choice.keep.click()
    assert choice.name.line.accessibleDescription()
    form.set_text("length", "3 d")
    choice.name.fill("three days")
    choice.keep.click()
    form.set_text("length", "5 d")
    choice.names.setCurrentIndex(1)
    choice.names.activated.emit(1)

    assert [choice.names.itemText(place) for place in range(choice.names.count())] == ["none", "three days"]
    assert taken == ["three days", "3 d"]


def test_other_solutions_in_hand_are_offered_and_their_rest_is_asked(
    form: IncubationForm, book: JournalSession, clock: SteppedClock, qtbot: QtBot
) -> None:
    rows = DosedWithRows("x", form)
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setLayout(rows.others)
    two_hours = (Limit(LimitKind.AGE, 7200.0, "working_h", "lab rule"),)
    book.record(SolutionAdded(solution("w1", SolutionPurpose.WORKING, limits=two_hours, made=clock.now())))
    form.prepare(PLANNED)
    rows.show_others()
    press(widget, "x.also.BC-W10000")
    rows.show_rests(form.answer.rests)

    assert form.dosed_with.also == ("w1",)
    assert rows.rests.count() == 1
    # Corrected since: it is called by what it is.
    at = Amount("20", "uM")
    book.record(SolutionCorrected("w1", SolutionFacts(), SolutionFacts(concentration=at), measured=True))
    rows.show_others()
    button = widget.findChild(QPushButton, "x.also.BC-W10000")
    assert button is not None
    assert "20" in button.text()
    form.toggle_also("w1")
    rows.show_rests(form.answer.rests)
    assert rows.rests.count() == 0


def test_the_words_say_the_dose_the_end_and_the_night(form: IncubationForm, book: JournalSession) -> None:
    form.prepare(PLANNED)
    form.set_text("length", "overnight")
    answer = form.answer

    said = dosed_text(PLANNED, answer.compound).replace("\u202f", " ")
    assert said == "Lenalidomide: 10 µM in the well, 0.1 % DMSO, 24 wells of H929, cells resuspended in it"
    assert "ends " in length_text("overnight", answer, book.local, from_card=False)
    assert summary_text("plate 3", answer, book.local).startswith("plate 3 · ")
    assert clocks_text(answer) == ""
    form.set_text("length", "15 h")
    (end,) = form.answer.out_of_hours
    assert hours_text(end).startswith("▲ The end, ")
    form.set_text("length", "2 h")
    assert form.answer.out_of_hours == ()


def test_a_step_at_night_is_moved_with_one_press(widget: StartForm, form: IncubationForm) -> None:
    form.prepare(PLANNED)
    form.set_text("length", "15 h")
    assert widget.hours.isVisibleTo(widget)
    press(widget, "incubate.start.hours0.after")

    assert widget.fields["length"].text().startswith("until 20")
    assert not widget.hours.isVisibleTo(widget)


def test_the_button_that_starts_is_outside_of_what_scrolls(widget: StartForm, form: IncubationForm) -> None:
    assert widget.foot.isHidden()
    form.prepare(PLANNED)

    assert not widget.foot.isHidden()
    assert widget.start.parent() is widget.foot
    assert widget.summary.text().startswith("H929 plate 3 · ")


def test_cells_and_template_are_folded_to_a_line_that_says_what_is_in_them(
    widget: StartForm, form: IncubationForm
) -> None:
    form.prepare(PLANNED)
    field = widget.fields["viability"]
    assert not field.isVisibleTo(widget)
    field.edited.emit("94 %")
    fold = widget.findChild(QAbstractButton, "incubate.start.more")
    assert fold is not None
    assert fold.accessibleName() == "Cells and template: 94 %"
    fold.click()

    assert field.isVisibleTo(widget)


def test_steps_outside_working_hours_have_a_row_each(form: IncubationForm, qtbot: QtBot) -> None:
    moved: list[object] = []

    def move(step: Step, at: datetime, *, later: bool) -> None:
        moved.append((step, at, later))

    rows = HoursRows("x", move)
    qtbot.addWidget(rows)
    form.prepare(PLANNED)
    form.set_text("length", "15 h")
    (end,) = form.answer.out_of_hours
    rows.show_steps([end])
    assert rows.later.isHidden()
    press(rows, "x.hours0.after")
    rows.show_steps([])

    assert moved == [(end.step, end.after, False)]
    assert rows.isHidden()


def test_the_re_doses_after_one_are_moved_with_it_where_that_is_ticked(widget: StartForm, form: IncubationForm) -> None:
    form.prepare(PLANNED)
    form.set_text("length", "8 d")
    form.choose_redose("38 h", Method.FULL_CHANGE)
    night = form.answer.out_of_hours[0]
    assert night.later > 0
    assert night.after is not None
    before = {step.number: at for step, at in form.due}

    widget.hours.later.click()
    press(widget, "incubate.start.hours0.after")

    by, end = night.after - night.at, max(before.values())
    moved = {step.number: at for step, at in form.due if step.kind is StepKind.REDOSE}
    # The last would come after the end.
    shifted = {number: at + by if night.at <= at < end - by else at for number, at in before.items()}
    assert moved == {number: at for number, at in shifted.items() if number in moved}


@pytest.mark.parametrize(
    ("hours", "offered"),
    [(None, (24, 48, 72)), (168, (24, 48, 72)), (72, (12, 24, 48)), (24, (2, 6, 12)), (4, (2,)), (1 / 60, ())],
)
def test_only_intervals_that_fit_are_offered(hours: float | None, offered: tuple[int, ...], qtbot: QtBot) -> None:
    choice = RedoseChoice("x", Method.SPIKE, lambda: None, lambda _every, _method: None)
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setLayout(choice.choices)
    for part in (choice.every, choice.spike, choice.methods):
        qtbot.addWidget(part)

    choice.offer(None if hours is None else timedelta(hours=hours))

    assert tuple(one for one, button in choice.offers.items() if not button.isHidden()) == offered
    # What is chosen stays, whatever the length becomes.
    choice.show_choice(single=False, every="48 h", method=Method.SPIKE)
    choice.offer(timedelta(minutes=1))
    assert tuple(one for one, button in choice.offers.items() if not button.isHidden()) == (48,)


def test_a_re_dose_after_the_end_is_said_to_be_none(widget: StartForm, form: IncubationForm) -> None:
    form.prepare(PLANNED)
    form.choose_redose("48 h", Method.HALF_CHANGE_1X)
    widget.fields["length"].edited.emit("24 h")

    assert widget.course.text().replace("\u202f", " ") == (
        "No re-dose falls within 24 h: the first would come after the end."
    ).replace("24 h", "1 d")


def test_a_name_that_a_plate_had_is_not_offered_again(
    widget: StartForm, form: IncubationForm, book: JournalSession
) -> None:
    form.prepare(PLANNED)
    press(widget, "incubate.start.single")
    press(widget, "incubate.start.write")
    (running,) = book.bench.incubations.values()
    book.record(IncubationStopped(running.incubation.id, "done"))

    form.prepare(PLANNED)

    assert running.incubation.name == "H929 plate 3"
    assert widget.fields["name"].text() == "H929 plate 3 (2)"
