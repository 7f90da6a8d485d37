"""Which solution the activity of a lot is taken from."""

from msgspec.structs import replace

from benchapp.domain.solutions.lot_activity import activity_from
from benchapp.domain.units.amounts import Amount
from tests.making import solution

IN_UNITS = Amount("5000", "U/mg")
VIAL = replace(solution("vial"), lot="L7")


def test_it_is_that_of_the_solution_itself_or_the_last_one_recorded_with_its_lot() -> None:
    own = replace(VIAL, potency=IN_UNITS)
    later = replace(VIAL, id="later", potency=Amount("5100", "U/mg"))
    assert activity_from(VIAL, [own]) == (IN_UNITS, own.label)
    assert activity_from(VIAL, [own, later]) == (Amount("5100", "U/mg"), later.label)
    assert activity_from(VIAL, [VIAL]) is None


def test_another_lot_or_another_compound_is_no_source() -> None:
    other_lot = replace(VIAL, id="a", lot="L8", potency=IN_UNITS)
    other_compound = replace(VIAL, id="b", compound="il2", potency=IN_UNITS)
    assert activity_from(VIAL, [other_lot, other_compound]) is None


def test_without_a_lot_only_what_was_made_from_it_counts() -> None:
    unnamed = replace(VIAL, lot="")
    beside = replace(unnamed, id="beside", potency=IN_UNITS)
    made_from_it = replace(beside, id="child", parents=("vial",))
    assert activity_from(unnamed, [beside]) is None
    assert activity_from(unnamed, [made_from_it, beside]) == (IN_UNITS, made_from_it.label)


def test_a_combination_tells_of_the_lots_of_its_further_compounds() -> None:
    partner = replace(VIAL, id="partner", compound="il2", lot="P7")
    another = replace(partner, id="another")
    combined = replace(VIAL, id="both", lot="Lenalidomide L7, IL-2 P7", potencies={"partner": IN_UNITS})
    assert activity_from(partner, [partner, combined]) == (IN_UNITS, combined.label)
    assert activity_from(another, [partner, another, combined]) == (IN_UNITS, combined.label)
    assert activity_from(VIAL, [VIAL, partner, combined]) is None
    # Without a lot it is that of the one vial alone.
    assert activity_from(replace(another, lot=""), [replace(partner, lot=""), combined]) is None
