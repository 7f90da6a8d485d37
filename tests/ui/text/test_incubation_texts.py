"""Incubations in words."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Plan, Running
from benchapp.domain.incubations.redose import Method
from benchapp.domain.incubations.step_status import Phase, StepStatus
from benchapp.domain.incubations.steps import AlsoDosed, StepKind
from benchapp.domain.incubations.well_course import well_course
from benchapp.domain.units.amounts import Amount, plain_spaces
from benchapp.ui.incubations.card.running_texts import about_text, exact_text
from benchapp.ui.text.course_texts import course_lines
from benchapp.ui.text.incubation_texts import also_text, plan_text, step_title, vehicle_text
from benchapp.ui.text.language import shown
from benchapp.ui.text.report_texts import report_facts
from tests.making import BEGIN, as_it_is, incubation


@pytest.mark.parametrize("name", ["MG-132", "EPZ004777", "Lenalidomide", "SAHA", "(R)-JQ1", "β-Mercaptoethanol"])
def test_a_compound_is_named_as_it_is_written(name: str) -> None:
    running = Running(replace(incubation(every_h=48), compound_name=name))
    step = next(one for one in running.open_steps() if one.kind is StepKind.REDOSE)
    status = StepStatus(running, step, Phase.WAITING, timedelta(hours=1), BEGIN, rings=False, late=timedelta())

    assert step.planned is None
    assert step_title(status) == f"re-dose {shown(running.incubation.concentration)} {name}"

    plate = Running(replace(running.incubation, doses=8))
    assert plain_spaces(step_title(replace(status, running=plate))) == f"re-dose {name}, 10 µM and down"
    assert plain_spaces(about_text(plate)).startswith(f"{name} 10 µM and down (8 doses)")


def test_a_plan_says_whether_the_dose_is_renewed() -> None:
    assert plan_text(Plan()) == "single dose, not decided"
    assert plan_text(Plan(chosen=True)) == "single dose"
    assert "48" in plan_text(Plan(172800, Method.SPIKE, chosen=True))


def test_what_else_cells_were_dosed_with_is_named_old_and_new_where_it_was_corrected() -> None:
    once = AlsoDosed("MG-132", Amount("10", "uM"))
    running = Running(incubation(), also={"x": once})

    assert plain_spaces(also_text(running)) == "also dosed with MG-132 (10 µM in its tube)"
    assert plain_spaces(about_text(running)).startswith("10 µM Lenalidomide · also dosed with MG-132 (10 µM in its")
    corrected = replace(running, also={"x": replace(once, times=2.0, cause="x")})
    assert plain_spaces(also_text(corrected)) == "also dosed with MG-132 (10 µM → 20 µM in its tube)"
    assert plain_spaces(dict(report_facts(corrected, as_it_is))["Also dosed with"]) == (
        "MG-132 (10 µM → 20 µM in its tube)"
    )
    first = course_lines(corrected, well_course(corrected))[0]
    assert plain_spaces(first).startswith(
        "start: first dose, also dosed with MG-132 (10 µM → 20 µM in its tube) → 10 µM"
    )
    assert also_text(Running(incubation())) == ""


def test_a_dose_is_called_as_it_was_asked_for_and_the_report_has_what_the_volumes_give() -> None:
    near = Running(replace(incubation(every_h=48), concentration=Amount("9.992", "uM")))
    step = next(one for one in near.open_steps() if one.kind is StepKind.REDOSE)
    status = StepStatus(near, step, Phase.WAITING, timedelta(hours=1), BEGIN, rings=False, late=timedelta())
    assert plain_spaces(step_title(status)) == "re-dose 10 µM Lenalidomide"
    assert plain_spaces(about_text(near)).startswith("10 µM Lenalidomide")
    assert plain_spaces(exact_text(near)) == "9.992 µM by the volumes used"
    assert "9.992 µM" in plain_spaces(dict(report_facts(near, as_it_is))["Compound"])

    # What is off by more than a pipette may be is called what it is.
    off = Running(replace(incubation(), concentration=Amount("9.65", "uM")))
    assert plain_spaces(about_text(off)).startswith("9.65 µM")
    assert exact_text(off) == ""


def test_cells_that_were_given_serum_have_no_vehicle() -> None:
    fed = replace(incubation(), compound_name="Fetal bovine serum", concentration=Amount("10", "percent"), vehicle="")
    running = Running(replace(fed, vehicle_percent=0.0))

    assert vehicle_text(running) == "no vehicle"
    assert dict(report_facts(running, as_it_is))["Compound"].endswith("in the well, no vehicle")
    assert course_lines(running, well_course(running, ()))[0].endswith("no vehicle")
