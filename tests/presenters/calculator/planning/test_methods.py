"""The sentence for a paper: which one it is, and what it names."""

import pytest

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.lab.plates import FORMATS, Content, Layout, lay_out
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import Message
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.plate_plan import Axis, PlatePlan, PlateRequest
from benchapp.domain.recipes.series.plate_planning import plan_plate
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.planning.further_compound import FurtherCompounds, further_compound
from benchapp.presenters.calculator.planning.methods import methods_of_combination, methods_of_series
from benchapp.presenters.compounds.current_compound import CurrentCompound


def plate(*doses: float) -> PlatePlan:
    first = Ingredient("Lenalidomide", 10e-3, doses, Kind.MOLARITY, 259.26, "one")
    other = Ingredient("Pinometostat", 10e-3, (1e-6,) * len(doses), Kind.MOLARITY, 562.7, "other")
    contents = tuple(Content(WellUse.DOSE, (level,)) for level in range(len(doses)))
    laid = lay_out(FORMATS[24], Layout(contents, 2, 1, 1))
    request = PlateRequest(laid, (Axis((first, other)),), 100, 200, 2, Message.STEP_ADD_INTO)
    return plan_plate(request, Lab(LabRules(), USUAL_PIPETTES))


def test_of_a_combination_each_compound_is_named_with_its_doses(units: Units, compounds: CurrentCompound) -> None:
    partner = further_compound(FurtherCompounds(compounds).partner("Pinometostat", "_2", []), None)
    first = ("Lenalidomide", "free base", 259.26, "L7")

    code, values = methods_of_combination(plate(10e-6, 1e-6), units, first, [partner], {"combined": "constant"})

    assert code is Message.METHODS_COMBINE
    assert (values["compound"], values["count"], values["lot"]) == ("Lenalidomide", 2, "L7")
    assert (values["compound_2"], values["count_2"]) == ("Pinometostat", 1)
    assert values["highest_2"] == values["lowest_2"] == units.show(units.of(1e-6, "M"), 3)
    assert (values["controls"], values["combined"]) == (True, "constant")


@pytest.mark.parametrize(
    ("doses", "code"), [((10e-6, 1e-6), Message.METHODS_SERIES), ((10e-6,), Message.METHODS_SERIES_ONE)]
)
def test_one_dose_is_no_series(
    doses: tuple[float, ...], code: MessageCode, units: Units, lenalidomide: Monograph
) -> None:
    found, values = methods_of_series(plate(*doses).series, units, lenalidomide.identity.forms[0], "3")

    assert found is code
    assert values["compound"] == "Lenalidomide and Pinometostat"
    assert (values["count"], values["replicates"]) == (len(doses), "3")
    assert values["highest"] == units.show(units.of(10e-6, "M"), 3)
