"""Incubations in words."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Plan, Running
from benchapp.domain.incubations.redose import Method
from benchapp.domain.incubations.step_status import Phase, StepStatus
from benchapp.domain.incubations.steps import StepKind
from benchapp.ui.text.incubation_texts import plan_text, step_title
from benchapp.ui.text.language import shown
from tests.making import BEGIN, incubation


@pytest.mark.parametrize("name", ["MG-132", "EPZ004777", "Lenalidomide", "SAHA", "(R)-JQ1", "β-Mercaptoethanol"])
def test_a_compound_is_named_as_it_is_written(name: str) -> None:
    running = Running(replace(incubation(every_h=48), compound_name=name))
    step = next(one for one in running.open_steps() if one.kind is StepKind.REDOSE)
    stand = StepStatus(running, step, Phase.WAITING, timedelta(hours=1), BEGIN, rings=False, late=timedelta())

    assert step.planned is None
    assert step_title(stand) == f"re-dose {shown(running.incubation.concentration)} {name}"


def test_a_plan_says_whether_the_dose_is_renewed() -> None:
    assert plan_text(Plan()) == "single dose, not decided"
    assert plan_text(Plan(chosen=True)) == "single dose"
    assert "48" in plan_text(Plan(172800, Method.SPIKE, chosen=True))
