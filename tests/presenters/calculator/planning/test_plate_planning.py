"""What the fields of a plate come to: the map, how wells are filled, and the doses of further compounds."""

import pytest
from msgspec.structs import replace

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Dosing
from benchapp.domain.incubations.redose import Method, Well
from benchapp.domain.incubations.well_course import Redosing
from benchapp.domain.lab.plates import FORMATS, Content, written
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import BenchError, CalculationError, Message
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.planning.combination import Combination
from benchapp.presenters.calculator.planning.dose_fields import Doses
from benchapp.presenters.calculator.planning.further_compound import FurtherCompounds, further_compound
from benchapp.presenters.calculator.planning.plate_layout import lay_out_wells, treatment_s
from benchapp.presenters.calculator.planning.well_filling import dosing_of, read_filling
from benchapp.presenters.compounds.current_compound import CurrentCompound

WELLS = {"replicates": "2", "vehicle_wells": "1", "untreated": "1", "blanks": "1"}


def dose(*levels: int) -> Content:
    return Content(WellUse.DOSE, levels)


def test_every_dose_has_its_replicates_and_what_was_painted_stays() -> None:
    painted = written({"D6": dose(1), "D5": dose(7), "Z9": dose(0)})
    laid = lay_out_wells({**WELLS, "edits": painted}, FORMATS[24], [3], "")

    assert [laid.counts()[dose(level)] for level in range(3)] == [2, 3, 2]
    # There is no eighth dose, and no well of that name.
    assert laid.at("D5").use is WellUse.EMPTY
    assert "Z9" not in laid.wells


def test_a_partner_at_one_dose_is_given_alone_as_well() -> None:
    laid = lay_out_wells(WELLS, FORMATS[96], [3], "constant")

    assert laid.counts()[dose(-1)] == 2


@pytest.mark.parametrize(("mode", "there"), [("ratio", {(0, 0), (2, 2), (0, -1), (-1, 1)}), ("checkerboard", {(2, 0)})])
def test_two_series_are_laid_out_as_they_are_combined(mode: str, there: set[tuple[int, ...]]) -> None:
    laid = lay_out_wells(WELLS, FORMATS[96], [3, 3], mode)

    found = {content.levels for content in laid.wells.values() if content.use is WellUse.DOSE}
    assert there <= found
    assert ((2, 0) in found) is (mode == "checkerboard")


def test_a_border_free_by_default_is_used_where_there_is_no_room_and_a_chosen_one_is_not() -> None:
    free = {**WELLS, "edge": "yes"}

    assert lay_out_wells(free, FORMATS[24], [5], "").counts()[dose(0)] == 2
    with pytest.raises(CalculationError) as caught:
        lay_out_wells({**free, "edge_chosen": "yes"}, FORMATS[24], [5], "")
    assert caught.value.code is Message.PLATE_FULL


def test_a_use_says_how_long_cells_are_treated(lenalidomide: Monograph) -> None:
    timed = next(one for one in lenalidomide.uses if one.time is not None and one.time.number)

    assert treatment_s(timed) > 0
    assert treatment_s(replace(timed, time=None)) == 0
    assert treatment_s(None) == 0


def test_wells_are_filled_as_the_way_of_dosing_says(units: Units) -> None:
    texts = {"dosing": "added", "well_volume": "200 µL", "present_volume": "100 µL", "added_volume": "50 µL"}

    added = read_filling(units, texts, 1, None)
    assert (added.per_well_ul, added.well_ul, added.strength) == pytest.approx((50, 150, 3))
    replaced = read_filling(units, {**texts, "dosing": "replaced"}, 1, None)
    assert (replaced.per_well_ul, replaced.well_ul, replaced.strength) == pytest.approx((200, 200, 1))
    # Two tubes for one well can only be added to what is there.
    assert dosing_of({"dosing": "replaced"}, 2) is Dosing.ADDED
    assert read_filling(units, {**texts, "dosing": "replaced"}, 2, None) == added
    redose = read_filling(units, texts, 1, Redosing(Method.HALF_CHANGE_2X, Well(200, 1, 1, 0.1)))
    assert (redose.per_well_ul, redose.well_ul) == pytest.approx((100, 200))
    assert redose.last_step is Message.STEP_REPLACE_HALF_IN
    with pytest.raises(CalculationError) as caught:
        read_filling(units, {**texts, "added_volume": "0 µL"}, 1, None)
    assert caught.value.values["field"] == "added_volume"


def test_a_further_compound_is_found_by_any_name_and_is_another_one(compounds: CurrentCompound) -> None:
    further = FurtherCompounds(compounds)
    partner = further.partner("EPZ-5676", "_2", [])

    assert partner.identity.name == "Pinometostat"
    assert further.found("EPZ-5676") is partner
    first = compounds.monograph
    assert first is not None
    for text, code in (("Pinometostat", Message.COMPOUND_TWICE), (first.identity.name, Message.COMPOUND_TWICE),
                       ("no such thing", Message.COMPOUND_NOT_FOUND)):  # fmt: skip
        with pytest.raises(CalculationError) as caught:
            further.partner(text, "_3", [further_compound(partner, None)])
        assert (caught.value.code, caught.value.values["field"]) == (code, "compound_3")
    further.forget()
    assert further.found("EPZ-5676") is None


@pytest.fixture
def combination(units: Units, compounds: CurrentCompound) -> Combination:
    partner = further_compound(FurtherCompounds(compounds).partner("Pinometostat", "_2", []), None)
    texts = {"c1_2": "10 mM", "top_2": "1 µM", "solvent_2": "DMSO"}
    return Combination(units, texts, "ratio", separate=True, vehicle="DMSO", partners={"_2": partner})


def test_at_one_ratio_a_partner_goes_down_with_the_first(combination: Combination) -> None:
    units = combination.units
    first = Ingredient("lenalidomide", 10e-3, (10e-6, 2e-6), Kind.MOLARITY, 259.26, "stock")
    listed = Doses((units.read("10 µM"), units.read("2 µM")))

    (beside,) = combination.doses_beside(listed)
    assert [float(each.m_as("uM")) for each in beside.doses] == pytest.approx([1, 0.2])
    apart = combination.axes(first, [listed, beside])
    assert [[one.source for one in axis.ingredients] for axis in apart] == [
        ["lenalidomide stock"], ["Pinometostat stock"],
    ]  # fmt: skip
    (together,) = replace(combination, separate=False).axes(first, [listed])
    assert together.ingredients[1].doses == pytest.approx((1e-6, 0.2e-6))
    (constant,) = replace(combination, separate=False, mode="constant").axes(first, [listed])
    assert constant.ingredients[1].doses == pytest.approx((1e-6, 1e-6))
    assert replace(combination, partners={}).axes(first, [listed])[0].ingredients == (first,)


@pytest.mark.parametrize(
    ("texts", "field"), [({"c1_2": ""}, "c1_2"), ({"top_2": "0 µM"}, "top_2"), ({"top_2": "5 U/mL"}, "top_2"),
                         ({"solvent_2": "water"}, "solvent_2")],
)  # fmt: skip
def test_what_is_wrong_with_a_partner_is_said_at_its_fields(
    combination: Combination, texts: dict[str, str], field: str
) -> None:
    first = Ingredient("lenalidomide", 10e-3, (10e-6,), Kind.MOLARITY, 259.26, "stock")

    with pytest.raises(BenchError) as caught:
        replace(combination, texts={**combination.texts, **texts}, separate=False).axes(first, [Doses()])

    assert caught.value.values["field"] == field
