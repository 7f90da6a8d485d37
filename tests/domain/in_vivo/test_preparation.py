"""A dosing solution: its strength, its parts, what each animal gets, and what is said about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.in_vivo.animal_recipe import given_table
from benchapp.domain.in_vivo.animals import AnimalRequest, AnimalStock, animal_doses
from benchapp.domain.in_vivo.by_weight import Weights, read_weights
from benchapp.domain.in_vivo.guides import Administration, Species
from benchapp.domain.in_vivo.on_file import claim_for, in_vehicle
from benchapp.domain.in_vivo.preparation import plan_animals
from benchapp.domain.in_vivo.vehicles import NAMED, read_vehicle
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.messages import CalculationError, Message, Severity
from benchapp.domain.recipes.cautions import shown_soluble
from benchapp.domain.recipes.mixing import Lab
from benchapp.store.library.library import Library

LAB = Lab(LabRules(), USUAL_PIPETTES)
EIGHT = read_weights("18 19.5 20 21 22 22.5 23 24 g", 8)
REQUEST = AnimalRequest(25.0, 10.0, EIGHT, 1, 5, True, 10.0, NAMED[0].vehicle)


def codes(monograph: Monograph, request: AnimalRequest, form: int = 0) -> list[str]:
    plan = plan_animals(request, monograph, monograph.identity.forms[form], LAB)
    return [one.code for one in plan.recipe.cautions]


def named(library: Library, name: str) -> Monograph:
    (found,) = (one for one in library.search(name) if one.headline.name == name)
    opened = library.open(found.headline.id)
    assert opened is not None
    return opened.monograph


def test_eight_mice_of_18_to_24_g_get_25_mg_kg_of_lenalidomide(lenalidomide: Monograph) -> None:
    plan = plan_animals(REQUEST, lenalidomide, lenalidomide.identity.forms[0], LAB)

    # 170 g × 10 mL/kg + 10 %.
    assert REQUEST.mg_ml == 2.5
    assert plan.mass_mg == pytest.approx(4.675)
    assert [one.name for one in plan.parts] == ["DMSO", "PEG300", "Tween-80", "saline"]
    assert [one.way.volume_ul if one.way else 0 for one in plan.parts] == pytest.approx([187, 748, 93.6, 842])
    assert [one.ul for one in plan.doses] == [180, 200, 200, 210, 220, 230, 230, 240]
    assert plan.mg_ml == pytest.approx(2.5, rel=0.01)
    assert 0 < plan.error < 0.02
    assert [line.code for line in plan.recipe.steps] == [
        Message.STEP_HAZARD, Message.STEP_ANIMALS_ONLY, Message.STEP_WEIGH_DOSE, Message.STEP_FIRST_PART,
        Message.STEP_NEXT_PART, Message.STEP_NEXT_PART, Message.STEP_NEXT_PART, Message.STEP_DOSE_ANIMALS,
        Message.STEP_EACH_DAY,
    ]  # fmt: skip
    # In DMSO it is known to dissolve, in the vehicle it is not: not shown soluble.
    assert [one.code for one in plan.recipe.cautions] == [Message.VEHICLE_NO_FIGURE, Message.DOSE_READABILITY]
    assert not shown_soluble(plan.recipe)


def test_of_a_range_of_weights_enough_is_made_for_the_heaviest(lenalidomide: Monograph) -> None:
    request = replace(REQUEST, weights=read_weights("18-24 g", 8))
    plan = plan_animals(request, lenalidomide, lenalidomide.identity.forms[0], LAB)

    # 8 × 24 g × 10 mL/kg + 10 %.
    assert plan.mass_mg == pytest.approx(5.28)
    assert Message.WORK_AS_HEAVIEST in [line.code for line in plan.recipe.working]


@given(st.lists(st.floats(15, 40), min_size=1, max_size=12), st.integers(2, 5), st.floats(1, 100))
def test_the_mass_is_linear_in_the_animals_and_the_dose(weights: list[float], times: int, dose: float) -> None:
    one = replace(REQUEST, dose_mg_kg=dose, weights=Weights(tuple(weights), min(weights), max(weights), len(weights)))
    many = replace(one, weights=replace(one.weights, each=one.weights.each * times, animals=len(weights) * times))

    assert many.needed_ml == pytest.approx(times * one.needed_ml)
    assert many.needed_ml * many.mg_ml == pytest.approx(times * one.needed_ml * one.mg_ml)
    # What all animals get is the dose times what they weigh.
    assert one.needed_ml * one.mg_ml == pytest.approx(dose * sum(weights) / 1000)


@given(st.floats(15, 45), st.floats(2, 20), st.sampled_from([5.0, 10.0, 20.0]))
def test_an_animal_gets_its_volume_to_half_a_graduation(grams: float, ml_kg: float, graduation: float) -> None:
    request = replace(REQUEST, weights=Weights((grams,), grams, grams, 1), ml_kg=ml_kg, graduation_ul=graduation)
    (dose,) = animal_doses(request)

    assert abs(dose.ul - grams * ml_kg) <= graduation / 2 + 1e-6
    assert dose.off == pytest.approx(dose.ul / (grams * ml_kg) - 1)


@given(st.floats(10, 39), st.floats(0.5, 400))
def test_a_range_is_looked_up_by_weight_from_end_to_end(low: float, more: float) -> None:
    doses = animal_doses(replace(REQUEST, weights=Weights((), low, low + more, 8)))

    assert (doses[0].grams, doses[-1].grams) == (low, low + more)
    assert len(doses) <= 30
    assert [one.grams for one in doses] == sorted({one.grams for one in doses})


@given(st.sampled_from(range(len(NAMED))), st.integers(1, 12))
def test_the_parts_are_those_of_the_vehicle(place: int, animals: int) -> None:
    vehicle = NAMED[place].vehicle
    request = replace(REQUEST, vehicle=vehicle, weights=Weights((), 25, 25, animals * 4))
    made_ul = request.needed_ml * 1100

    assert sum(part.percent for part in vehicle.parts) == pytest.approx(100)
    assert sum(made_ul * part.percent / 100 for part in vehicle.parts) == pytest.approx(made_ul)


def test_one_preparation_for_all_days_holds_all_doses_and_is_doubted(lenalidomide: Monograph, library: Library) -> None:
    once = replace(REQUEST, daily=False, per_day=2)

    assert (once.doses, once.preparations, REQUEST.doses, REQUEST.preparations) == (10, 1, 1, 5)
    assert codes(lenalidomide, once)[0] == Message.WANTED_FRESH
    assert Message.KEEPS_UNKNOWN in codes(named(library, "Venetoclax"), once)


def test_a_strong_stock_takes_the_place_of_the_first_part(lenalidomide: Monograph) -> None:
    request = replace(REQUEST, stock=AnimalStock(100.0, "DMSO"))
    plan = plan_animals(request, lenalidomide, lenalidomide.identity.forms[0], LAB)

    assert plan.stock is not None
    # 4.675 mg of 100 mg/mL; the rest of the 187 µL is DMSO.
    assert plan.stock.volume_ul == pytest.approx(46.8, rel=0.01)
    assert plan.parts[0].way is not None
    assert plan.stock.volume_ul + plan.parts[0].way.volume_ul == pytest.approx(187, rel=0.01)
    assert Message.STEP_WEIGH_DOSE not in [line.code for line in plan.recipe.steps]


def test_a_stock_of_just_that_strength_is_all_of_the_first_part(lenalidomide: Monograph) -> None:
    request = replace(REQUEST, stock=AnimalStock(25.0, "DMSO"))
    plan = plan_animals(request, lenalidomide, lenalidomide.identity.forms[0], LAB)

    assert plan.parts[0].way is None
    assert plan.mg_ml == pytest.approx(2.5, rel=0.01)


def test_a_few_nanolitres_that_no_pipette_sets_are_left_out(lenalidomide: Monograph) -> None:
    request = replace(REQUEST, stock=AnimalStock(25.1, "DMSO"))

    assert plan_animals(request, lenalidomide, lenalidomide.identity.forms[0], LAB).parts[0].way is None


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"stock": AnimalStock(2.6, "DMSO")}, Message.STOCK_TOO_WEAK, "c1"),
        ({"stock": AnimalStock(100.0, "ethanol")}, Message.STOCK_NOT_FIRST, "c1"),
        ({"stock": AnimalStock(1e6, "DMSO")}, Message.NO_PIPETTE, "overage"),
        ({"weighed_mg": 3.0}, Message.WEIGHED_TOO_LITTLE, "weighed"),
        ({"weights": Weights((2.0,), 2.0, 2.0, 1), "ml_kg": 1.0}, Message.NO_PIPETTE, "overage"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_refused_at_its_field(
    lenalidomide: Monograph, changes: dict[str, object], code: str, field: str
) -> None:
    with pytest.raises(CalculationError) as refused:
        plan_animals(replace(REQUEST, **changes), lenalidomide, lenalidomide.identity.forms[0], LAB)

    assert (refused.value.code, refused.value.values["field"]) == (code, field)


def test_what_was_really_weighed_gives_the_volumes(lenalidomide: Monograph) -> None:
    plan = plan_animals(replace(REQUEST, weighed_mg=5.0), lenalidomide, lenalidomide.identity.forms[0], LAB)

    assert plan.mass_mg == pytest.approx(5.0)
    assert plan.made_ul == pytest.approx(2000, rel=0.01)
    assert Message.DOSE_READABILITY not in [one.code for one in plan.recipe.cautions]


def test_little_on_a_known_balance_is_said(lenalidomide: Monograph) -> None:
    lab = Lab(replace(LabRules(), balance_readability_mg=0.01), USUAL_PIPETTES)
    plan = plan_animals(REQUEST, lenalidomide, lenalidomide.identity.forms[0], lab)
    exact = Lab(replace(LabRules(), balance_readability_mg=0.001), USUAL_PIPETTES)

    assert Message.BELOW_BALANCE in [one.code for one in plan.recipe.cautions]
    found = plan_animals(REQUEST, lenalidomide, lenalidomide.identity.forms[0], exact)
    assert Message.BELOW_BALANCE not in [one.code for one in found.recipe.cautions]


def test_a_dose_of_a_hydrate_says_what_it_holds_of_the_base(lenalidomide: Monograph) -> None:
    plan = plan_animals(REQUEST, lenalidomide, lenalidomide.identity.forms[1], LAB)
    (said,) = (one for one in plan.recipe.cautions if one.code == Message.DOSE_OF_FORM)

    assert said.values["held"] == pytest.approx(25 * 259.26 / 268.27)
    assert said.severity is Severity.CAUTION


def test_a_coarse_syringe_is_said(lenalidomide: Monograph) -> None:
    assert Message.SYRINGE_COARSE in codes(lenalidomide, replace(REQUEST, graduation_ul=100.0))


def test_what_is_on_file_for_a_vehicle_is_compared(library: Library) -> None:
    venetoclax, phosal = named(library, "Venetoclax"), read_vehicle("10 % ethanol, 30 % PEG400, 60 % Phosal 50 PG")
    below, judged, working = in_vehicle(venetoclax, phosal, 10.0)
    above, _, none = in_vehicle(venetoclax, phosal, 20.0)

    assert (below, [one.rule for one in judged]) == ([], ["vivo.phosal"])
    assert [line.code for line in working] == [Message.WORK_IN_VEHICLE]
    assert ([one.code for one in above], none) == ([Message.ABOVE_IN_VEHICLE], [])
    assert above[0].values["times"] == pytest.approx(2)


def test_tamoxifen_in_corn_oil_is_within_what_a_breeder_dissolves(library: Library) -> None:
    tamoxifen = named(library, "Tamoxifen")
    request = replace(
        REQUEST, dose_mg_kg=75.0, ml_kg=5.0, vehicle=read_vehicle("corn oil"), route=Administration.INTRAPERITONEAL
    )

    assert Message.VEHICLE_NO_FIGURE not in codes(tamoxifen, request)
    assert Message.ABOVE_IN_VEHICLE in codes(tamoxifen, replace(request, dose_mg_kg=150.0))


def test_a_claim_without_a_figure_or_a_vehicle_says_nothing(library: Library) -> None:
    venetoclax = named(library, "Venetoclax")
    claim = venetoclax.in_vivo[0]
    silent = replace(venetoclax, in_vivo=(replace(claim, value=None),))
    unread = replace(venetoclax, in_vivo=(replace(claim, context=replace(claim.context, solvent="")),))

    vehicle = read_vehicle(claim.context.solvent)
    assert in_vehicle(silent, vehicle, 1.0)[0][0].code == Message.VEHICLE_NO_FIGURE
    assert claim_for(unread, vehicle) is None


def test_a_suspension_is_not_held_against_a_solubility(lenalidomide: Monograph) -> None:
    request = replace(REQUEST, vehicle=read_vehicle("0.5 % CMC-Na in water"))
    plan = plan_animals(request, lenalidomide, lenalidomide.identity.forms[0], LAB)

    assert Message.CALLED_INSOLUBLE not in [one.code for one in plan.recipe.cautions]
    assert plan.recipe.steps[3].values["suspends"]


def test_a_watery_vehicle_is_held_against_what_is_on_file_for_water(lenalidomide: Monograph) -> None:
    request = replace(REQUEST, vehicle=read_vehicle("saline"), dose_mg_kg=100.0, species=Species.RAT)

    assert codes(lenalidomide, request) == [Message.CALLED_INSOLUBLE]


def test_an_animal_too_light_for_the_graduation_gets_one_of_it() -> None:
    request = replace(REQUEST, weights=Weights((1.0,), 1.0, 1.0, 1), ml_kg=1.0)

    assert animal_doses(request)[0].ul == 10.0


def test_the_table_of_a_step_is_read_back() -> None:
    assert given_table("1:18:180;2:19.5:200;broken") == ((1, 18.0, 180.0), (2, 19.5, 200.0))


def test_a_litre_is_made_in_a_bottle(lenalidomide: Monograph) -> None:
    request = replace(REQUEST, weights=Weights((), 300.0, 300.0, 100))
    plan = plan_animals(request, lenalidomide, lenalidomide.identity.forms[0], LAB)

    assert next(line for line in plan.recipe.steps if "total_ul" in line.values).values["bottle"]


@pytest.mark.parametrize(
    ("request_", "code", "field"),
    [
        # 25 mg/kg in 5 µL/kg are 5 g/mL.
        (replace(REQUEST, ml_kg=0.005), Message.STRONGER_THAN_ANY, "volume"),
        # 170 g × 1 pg/kg + 10 %: 0.19 pg.
        (replace(REQUEST, dose_mg_kg=1e-9), Message.TOO_LITTLE_TO_WEIGH, "dose"),
    ],
)
def test_what_cannot_be_made_is_said_where_it_was_typed(
    lenalidomide: Monograph, request_: AnimalRequest, code: MessageCode, field: str
) -> None:
    with pytest.raises(CalculationError) as refused:
        plan_animals(request_, lenalidomide, lenalidomide.identity.forms[0], LAB)

    assert (refused.value.code, refused.value.values["field"]) == (code, field)
