"""Phrases that several pages share."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Phase, Running, StepStatus
from benchapp.domain.incubations.steps import StepKind
from benchapp.ui.text.formatting import step_title
from benchapp.ui.text.language import shown
from tests.making import BEGIN, incubation


@pytest.mark.parametrize("name", ["MG-132", "EPZ004777", "Lenalidomide", "SAHA", "(R)-JQ1", "β-Mercaptoethanol"])
def test_a_compound_is_named_as_it_is_written(name: str) -> None:
    running = Running(replace(incubation(every_h=48), compound_name=name))
    step = next(one for one in running.open_steps() if one.kind is StepKind.REDOSE)
    stand = StepStatus(running, step, Phase.WAITING, timedelta(hours=1), BEGIN, rings=False, late=timedelta())

    assert step.planned is None
    assert step_title(stand) == f"re-dose {shown(running.incubation.concentration)} {name}"
