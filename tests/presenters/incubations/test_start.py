"""What a new incubation is made of, each part alone: its times, its solutions, its cautions and its templates."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from benchapp.base.clock import SteppedClock
from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells, Dosing, Plan
from benchapp.domain.incubations.redose import Method
from benchapp.domain.journal.entries import SolutionAdded
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.solutions.solutions import Limit, LimitKind, SolutionPurpose
from benchapp.domain.units.amounts import Amount
from benchapp.presenters.calculator.leftovers import LeftoverChoice
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.dosed_with import DosedWith
from benchapp.presenters.incubations.half_lives import read_half_life
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.incubations.incubation_templates import IncubationTemplates
from benchapp.presenters.incubations.new_incubation import new_incubation
from benchapp.presenters.incubations.out_of_hours import steps_out_of_hours
from benchapp.presenters.incubations.redose_plan import read_microlitres, read_spike_ul, redose_plan
from benchapp.presenters.incubations.start_cautions import PlannedCourse, start_cautions
from benchapp.presenters.incubations.start_times import read_times
from benchapp.presenters.session.journal_session import JournalSession
from tests.making import incubation, solution

TEXTS = {"length": "7 d", "ago": "40 min ago", "last_well": "5 min", "every": "48 h"}
CELLS = Cells("H929", "human", 14, "plate 3", 24)


def dosing(solution_id: str = "", well_ul: float = 100.0) -> PlannedDosing:
    return PlannedDosing(
        CELLS, Dosing.RESUSPENDED, well_ul, Amount("10", "uM"), "DMSO", 0.1, solution_id, used_ul=100.0
    )


@pytest.mark.parametrize(("text", "ul"), [("5", 5.0), ("0.2 mL", 200.0)])
def test_a_volume_without_a_unit_is_in_microlitres(text: str, ul: float) -> None:
    assert read_microlitres(text, "spike") == pytest.approx(ul)


@pytest.mark.parametrize(
    ("text", "code"), [("0", Message.NOT_POSITIVE), ("5 mg", Message.WRONG_KIND), ("x", Message.NO_NUMBER)]
)
def test_what_is_no_volume_is_refused_at_its_field(text: str, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_microlitres(text, "spike")

    assert (refused.value.code, refused.value.values["field"]) == (code, "spike")


def test_only_a_spike_has_a_volume_and_it_follows_the_well() -> None:
    assert redose_plan(3600.0, Method.FULL_CHANGE, "nonsense", 100.0, 60.0).spike_ul == 0
    assert redose_plan(3600.0, Method.SPIKE, "", 100.0, 60.0) == Plan(3600.0, Method.SPIKE, 5.0, 60.0, chosen=True)
    assert read_spike_ul(" ", 0.0) == 0


def test_the_times_are_read_and_what_is_wrong_is_said_by_field(book: JournalSession, clock: SteppedClock) -> None:
    times = read_times(TEXTS, book, redosed=True)
    assert not times.errors
    assert (times.length, times.seconds("last_well"), times.until) == (timedelta(days=7), 300.0, None)
    assert times.begin == clock.now().wall - timedelta(minutes=40)

    wrong = read_times({"length": "0 h", "ago": "some day", "every": "10 s"}, book, redosed=True)
    assert {"length", "ago", "every"} <= set(wrong.errors)
    assert (wrong.length, wrong.begin, wrong.clock_change(book.local)) == (None, None, timedelta())
    assert "every" not in read_times({**TEXTS, "every": "10 s"}, book, redosed=False).errors


def test_an_end_that_is_an_instant_counts_from_the_first_well(book: JournalSession, clock: SteppedClock) -> None:
    times = read_times({**TEXTS, "length": "until 2026-11-25 09:00", "ago": "2 h ago"}, book, redosed=False)

    assert times.until is not None
    assert times.length == times.until - clock.now().wall + timedelta(hours=2)


def test_steps_at_night_are_out_of_hours_with_the_nearest_times(book: JournalSession, clock: SteppedClock) -> None:
    (step, *_) = incubation(every_h=48).steps()
    begin = book.local(clock.now().wall).replace(hour=0, minute=0)
    at = [(step, begin.replace(hour=hour)) for hour in (3, 11)]

    (found,) = steps_out_of_hours(at, LabRules(), begin - timedelta(days=7))

    assert found.at.hour == 3
    assert found.before is not None
    assert found.after is not None
    assert found.before < found.at < found.after


def test_no_step_is_moved_into_the_past_or_behind_the_end(book: JournalSession, clock: SteppedClock) -> None:
    steps = incubation(every_h=48).steps()
    redose, end = next(steps), incubation().steps()
    night = book.local(clock.now().wall).replace(hour=23, minute=0)
    at = [(redose, night), (next(end), night + timedelta(hours=2))]

    first, last = steps_out_of_hours(at, LabRules(), night - timedelta(hours=2))

    assert (first.before, first.after) == (None, None)
    assert last.before is None
    assert last.after is not None
    # Whoever plans for the next hour is still there.
    assert steps_out_of_hours(at[:1], LabRules(), night - timedelta(minutes=30)) == ()


def test_a_re_dose_is_moved_before_the_start_and_falls_due_then(
    book: JournalSession, compounds: CurrentCompound, clock: SteppedClock
) -> None:
    form = IncubationForm(book, compounds)
    form.prepare(dosing())
    form.set_text("length", "7 d")
    form.choose_redose("40 h", Method.FULL_CHANGE)
    outside = form.answer.out_of_hours
    night = outside[0]
    assert night.after is not None
    form.move(night.step, night.after)
    assert night.step.number not in [one.step.number for one in form.answer.out_of_hours]

    name = form.start()
    started = book.bench.incubations[name]
    moved = next(step for step in started.steps() if step.number == night.step.number)
    assert moved.due_at == night.after
    assert [entry.kind for entry in book.entries()][-1] == "IncubationStarted"


def test_the_end_is_moved_to_working_hours(book: JournalSession, compounds: CurrentCompound) -> None:
    form = IncubationForm(book, compounds)
    form.prepare(dosing())
    form.set_text("length", "15 h")
    (end,) = form.answer.out_of_hours
    assert end.after is not None
    form.move(end.step, end.after)

    assert form.text("length").startswith("until 20")
    assert form.answer.out_of_hours == ()


def test_a_dose_that_is_fresh_to_the_end_needs_no_decision(book: JournalSession, compounds: CurrentCompound) -> None:
    form = IncubationForm(book, compounds)
    form.prepare(dosing())
    form.set_text("length", "3 d")
    assert Message.ONE_DOSE_FOR_ALL in [caution.code for caution in form.answer.cautions]
    form.set_text("length", "90 min")
    assert Message.ONE_DOSE_FOR_ALL not in [caution.code for caution in form.answer.cautions]

    name = form.start()
    assert book.bench.incubations[name].incubation.plan == Plan(lead_s=1800.0, chosen=True)


def test_the_same_plan_handed_over_again_keeps_what_was_typed_for_it(
    book: JournalSession, compounds: CurrentCompound
) -> None:
    form = IncubationForm(book, compounds)
    form.take_over(dosing())
    form.set_text("name", "Late plate")
    form.take_over(dosing())
    assert form.text("name") == "Late plate"

    form.take_over(dosing(well_ul=200.0))
    assert form.text("name") == "H929 plate 3"


def test_a_solution_is_never_both_planned_and_dosed_with_as_well(book: JournalSession, clock: SteppedClock) -> None:
    dosed_with = DosedWith(book)
    for name in ("w1", "w2"):
        book.record(SolutionAdded(solution(name, SolutionPurpose.WORKING, None, made=clock.now())))
    dosed_with.prepare(dosing("w1"))
    dosed_with.toggle_also("w2")
    assert [rest.solution.id for rest in dosed_with.leftovers()] == ["w1", "w2"]
    dosed_with.prepare(dosing("w2"))

    assert [rest.solution.id for rest in dosed_with.leftovers()] == ["w2"]


def test_a_solution_that_is_undone_is_left_out_and_comes_back(book: JournalSession, clock: SteppedClock) -> None:
    dosed_with = DosedWith(book)
    book.record(SolutionAdded(solution("w1", SolutionPurpose.WORKING, None, made=clock.now())))
    dosed_with.prepare(dosing("w1"))
    dosed_with.choose_rest("w1", LeftoverChoice(discard=True))
    linked = dosed_with.links
    assert dosed_with.prepared is not None
    assert dosed_with.prepared.solution == "w1"
    assert [rest.choice.discard for rest in dosed_with.leftovers()] == [True]

    book.undo_last()
    assert dosed_with.prepared.solution == ""
    assert dosed_with.leftovers() == ()
    assert dosed_with.links != linked
    dosed_with.clear()
    assert dosed_with.prepared is None


@pytest.mark.parametrize("late", ["w1", "w2"])
def test_no_well_is_dosed_before_what_goes_on_the_cells_was_made(
    book: JournalSession, compounds: CurrentCompound, clock: SteppedClock, late: str
) -> None:
    now = clock.now()
    for name in ("w1", "w2"):
        made = now if name == late else now.before(timedelta(hours=60))
        book.record(SolutionAdded(solution(name, SolutionPurpose.WORKING, None, made=made)))
    form = IncubationForm(book, compounds)
    form.prepare(dosing("w1"))
    form.set_text("length", "7 d")
    form.toggle_also("w2")
    form.set_text("ago", "51 h ago")

    refused = form.answer.errors["ago"]
    assert (refused.code, refused.values["label"]) == (
        Message.GIVEN_BEFORE_MADE, book.bench.solutions[late].solution.label,
    )  # fmt: skip
    assert not form.answer.ready
    with pytest.raises(BenchError):
        form.start()
    assert not book.bench.incubations

    form.set_text("ago", "now")
    assert "ago" not in form.answer.errors


def test_a_stock_made_since_is_no_refusal_where_the_solution_itself_was_not_entered(
    book: JournalSession, compounds: CurrentCompound, clock: SteppedClock
) -> None:
    book.record(SolutionAdded(solution("s1", made=clock.now())))
    form = IncubationForm(book, compounds)
    form.prepare(replace(dosing(), stock="s1"))
    form.set_text("ago", "2 h ago")
    assert "ago" not in form.answer.errors


def test_no_well_is_dosed_before_a_stock_that_goes_on_the_cells_as_it_is_was_made(
    book: JournalSession, compounds: CurrentCompound, clock: SteppedClock
) -> None:
    book.record(SolutionAdded(solution("s1", made=clock.now())))
    form = IncubationForm(book, compounds)
    form.prepare(replace(dosing(), stock="s1", undiluted=True))
    form.set_text("ago", "2 h ago")

    refused = form.answer.errors["ago"]
    assert (refused.code, refused.values["label"]) == (
        Message.GIVEN_BEFORE_MADE, book.bench.solutions["s1"].solution.label,
    )  # fmt: skip
    form.set_text("ago", "now")
    assert "ago" not in form.answer.errors


def test_a_solution_that_was_fresh_when_the_first_well_was_dosed_is_not_called_past_its_use_by(
    book: JournalSession, compounds: CurrentCompound, clock: SteppedClock
) -> None:
    two_hours = (Limit(LimitKind.AGE, 2 * 3600.0, "working", "lab rule"),)
    made = clock.now().before(timedelta(hours=28))
    book.record(SolutionAdded(solution("w1", SolutionPurpose.WORKING, None, two_hours, made=made)))
    form = IncubationForm(book, compounds)
    form.prepare(dosing("w1"))

    for ago, said in (("now", True), ("27 h ago", False), ("25 h ago", True)):
        form.set_text("ago", ago)
        assert ("ago" in form.answer.errors) is False
        found = {caution.code for caution in form.answer.cautions}
        assert (Message.WORKING_PAST_USE_BY in found) is said


def test_a_long_run_in_small_wells_dries_and_one_dose_is_questioned(
    book: JournalSession, lenalidomide: Monograph
) -> None:
    for hours, well_ul, expected in (
        (168, 100.0, [Message.ONE_DOSE_FOR_ALL, Message.EVAPORATION]),
        (24, 100.0, [Message.ONE_DOSE_FOR_ALL]),
        (168, 2000.0, [Message.ONE_DOSE_FOR_ALL]),
    ):
        course = PlannedCourse(hours * 3600.0, Plan(), (), ())
        cautions = start_cautions(book, lenalidomide, dosing(well_ul=well_ul), (), course)
        assert [caution.code for caution in cautions] == expected


def test_a_new_incubation_holds_what_was_planned_and_what_is_typed(
    book: JournalSession, lenalidomide: Monograph
) -> None:
    texts = {**TEXTS, "name": " plate 3 ", "medium": "RPMI"}

    made = new_incubation(book, lenalidomide, dosing(), texts, read_times(TEXTS, book, redosed=False))

    assert (made.name, made.cells.medium, made.compound) == ("plate 3", "RPMI", lenalidomide.id)
    assert made.length_s == 7 * 86400
    assert (made.until, made.zone) == (None, "")


def test_a_template_keeps_the_times_and_the_plan_and_no_cells(book: JournalSession, compounds: CurrentCompound) -> None:
    form = IncubationForm(book, compounds)
    templates = IncubationTemplates(book, compounds, form)
    form.set_text("name", "plate 3")
    form.set_text("length", "3 d")
    form.choose_redose("24 h", Method.FULL_CHANGE)
    with pytest.raises(BenchError):
        templates.save("  ")
    assert templates.save(" three days ", "Mara") == "three days"

    other = IncubationForm(book, compounds)
    IncubationTemplates(book, compounds, other).take("three days")

    assert templates.names() == ["three days"]
    assert (other.text("length"), other.text("every"), other.text("name")) == ("3 d", "24 h", "")
    assert (other.single, other.method, other.length_source) == (False, Method.FULL_CHANGE, "")


def test_a_half_life_of_ones_own_needs_its_source() -> None:
    assert read_half_life({"half_life": "8 h", "source": "me", "matrix": "RPMI"}).hours == 8
    with pytest.raises(BenchError) as refused:
        read_half_life({"half_life": "8 h", "source": " ", "matrix": "RPMI"})

    assert refused.value.values["field"] == "source"
