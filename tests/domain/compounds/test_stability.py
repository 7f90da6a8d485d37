"""What a compound's page states of how long its solutions keep."""

import pytest

from benchapp.base import paths
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.compounds.stability import read_keepings, stated_lives
from benchapp.domain.messages import Message
from benchapp.domain.solutions.solutions import Limit, LimitKind, SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount
from benchapp.store.library.monograph_file import read_file
from benchapp.ui.text.solution_texts import limit_words

HCL = 579.98
DAY = 86400.0


def doxorubicin() -> Monograph:
    return read_file(paths.resources() / "monographs" / "doxorubicin.json")[0].monograph


@pytest.mark.parametrize(
    ("solvent", "strength", "days"),
    [
        ("water", Amount("2", "mg/mL"), 180),
        ("ddH2O", Amount("1.9", "mg/mL"), 180),
        ("water", Amount("3.448", "mM"), 180),
        ("water", Amount("10", "mg/mL"), None),
        ("water", Amount("0.02", "mg/mL"), None),
        ("DMSO", Amount("2", "mg/mL"), None),
        ("PBS", Amount("2", "mg/mL"), None),
    ],
)
def test_a_fact_holds_for_its_solvent_its_strength_and_its_storage(
    solvent: str, strength: Amount, days: float | None
) -> None:
    lives = stated_lives(doxorubicin(), SolutionPurpose.STOCK, solvent, strength, HCL)

    assert [(one.storage, one.span_s / DAY, one.fact) for one in lives] == (
        [] if days is None else [(Storage.FRIDGE, days, "stab.water")]
    )


def test_a_fact_on_stocks_is_none_on_what_is_in_medium() -> None:
    assert stated_lives(doxorubicin(), SolutionPurpose.WORKING, "water", Amount("2", "mg/mL"), HCL) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("6 months at 4 °C", [("180", "d", "4")]),
        ("6 months at 4 °C, 1 month at −20 °C", [("180", "d", "4"), ("30", "d", "-20")]),
        ("3 Monate bei -80 °C", [("90", "d", "-80")]),
        ("8 h at room temperature", [("8", "h", "21")]),
        ("2 weeks in the fridge", [("14", "d", "4")]),
        ("6 months", []),
        ("several months below −20 °C", []),
        ("6 months at 4 °C if dry", []),
    ],
)
def test_what_is_typed_is_read_whole_or_not_at_all(text: str, found: list[tuple[str, str, str]]) -> None:
    keepings = read_keepings(text, "water")

    assert [(one.life.number, one.life.unit, one.temperature) for one in keepings] == found
    assert all(one.solvent == "water" for one in keepings)


def test_the_reason_is_true_of_what_happened() -> None:
    working = Limit(LimitKind.AGE, 7200.0, "working_room_h", "lab rule")
    stated = Limit(LimitKind.AGE, 180 * DAY, "stab.water", "solutions-1979", Storage.FRIDGE)

    assert limit_words(working) == "2\u202fh after making, however it is stored (lab rule)"
    assert "4" in limit_words(stated)
    assert "lab rule" not in limit_words(stated)
    assert Message.RULE_STATED
