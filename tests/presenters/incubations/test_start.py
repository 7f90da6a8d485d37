"""What a new incubation is made of, each part alone: its times, its solutions, its cautions and its templates."""

from datetime import timedelta

import pytest

from benchapp.base.clock import SteppedClock
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells, Dosing, Plan
from benchapp.domain.incubations.redose import Method
from benchapp.domain.journal.entries import SolutionAdded
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.solutions.solutions import SolutionPurpose
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
from benchapp.presenters.incubations.redose_plan import read_spike_ul, redose_plan
from benchapp.presenters.incubations.start_cautions import PlannedCourse, start_cautions
from benchapp.presenters.incubations.start_times import read_times
from benchapp.presenters.incubations.typed_volume import read_microlitres
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
def test_what_is_no_volume_is_refused_at_its_field(text: str, code: Message) -> None:
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

    (found,) = steps_out_of_hours(at, LabRules())

    assert found.at.hour == 3
    assert found.before < found.at < found.after


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
