"""*Count cells*, *Seed cells* by area and *Infect cells* as forms."""

import pytest

from benchapp.base import paths
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.messages import Message
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.sheets.counting_sheet import COUNT, counted_from
from benchapp.presenters.calculator.sheets.infection_sheet import INFECT, solve_infection
from benchapp.presenters.calculator.sheets.seeding_sheet import SEED
from benchapp.presenters.calculator.sheets.simple_sheet import SimpleCalculator
from benchapp.presenters.calculator.simple_forms import SimpleForm, hand_count_to_seeding


def asked(units: Units, sheet: SimpleCalculator, **texts: str) -> SimpleForm:
    form = SimpleForm(sheet, None, lambda: Lab(LabRules(), USUAL_PIPETTES))
    form.use_units(units)
    for name, text in texts.items():
        form.set_text(name, text)
    return form


def figures(form: SimpleForm) -> dict[str, str]:
    return {name: text.replace("\u202f", " ") for name, text in form.answer.figures.items()}


def test_squares_with_dye_give_living_cells_viability_and_all_in_the_suspension(units: Units) -> None:
    form = asked(units, COUNT, live="45, 52, 48, 50", dead="3, 5, 2, 4", volume="10 mL")

    assert figures(form) == {"living_per_ml": "975000", "viable": "93.3 %", "per_ml": "1.04e6", "all": "9.75e6"}
    assert [code for code, _ in form.answer.working] == [
        Message.WORK_COUNTED, Message.WORK_LIVING, Message.WORK_CHANCE, Message.WORK_SPREAD, Message.WORK_ALL_CELLS,
    ]  # fmt: skip


def test_without_dye_nothing_is_said_of_viability(units: Units) -> None:
    form = asked(units, COUNT, live="120", dilution="")

    assert figures(form) == {"per_ml": "1.2e6"}


@pytest.mark.parametrize(
    ("texts", "field", "code"),
    [
        ({"live": "a"}, "live", Message.NOT_COUNTED), ({"live": "5", "dead": "1, 2"}, "dead", Message.SQUARES_DIFFER),
        ({"live": "5", "dilution": "thin"}, "dilution", Message.NOT_A_FACTOR),
        ({"live": "5", "square": "1 mg"}, "square", Message.WRONG_KIND),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(units: Units, texts: dict[str, str], field: str, code: str) -> None:
    form = asked(units, COUNT, **texts)

    assert form.answer.errors[field].code == code


def test_a_doubtful_count_is_said_first(units: Units) -> None:
    form = asked(units, COUNT, live="5")

    assert (form.answer.doubts, form.answer.working[0][0]) == (1, Message.COUNTED_FEW)


def test_the_count_goes_to_seed_cells_with_its_viability(units: Units) -> None:
    counting = asked(units, COUNT, live="45, 52, 48, 50", dead="3, 5, 2, 4")
    seeding = asked(units, SEED, per_well="20000")

    assert hand_count_to_seeding(counting, seeding)
    assert counted_from(units, counting.inputs()).per_ml == pytest.approx(1.045e6)
    assert seeding.text("counted").replace("\u202f", " ") == "1.04e6 /mL"
    assert seeding.text("viable").replace("\u202f", " ") == "93.3 %"
    assert seeding.answer.figures


def test_a_count_goes_on_where_the_decimal_sign_is_a_comma() -> None:
    definitions = (paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines()
    german = Units(definitions, decimal_comma=True)
    counting = asked(german, COUNT, live="45, 52, 48, 50", dead="3, 5, 2, 4")
    seeding = asked(german, SEED, per_well="20000")

    assert hand_count_to_seeding(counting, seeding)
    assert not seeding.answer.errors


def test_without_a_count_nothing_is_handed_on(units: Units) -> None:
    counting, seeding = asked(units, COUNT), asked(units, SEED, counted="1e6")

    assert not hand_count_to_seeding(counting, seeding)
    assert seeding.text("counted") == "1e6"


def test_cells_per_cm2_are_those_of_the_area_of_a_well(units: Units) -> None:
    form = asked(units, SEED, counted="1.2e6", per_well="5e4/cm2", well="700 µL", wells="24", area="1.9 cm²")

    # 50,000 × 1.9 cm² = 95,000 in 700 µL.
    assert figures(form)["per_ml"] == "136000"
    assert figures(form)["per_cm2"] == "50000"
    assert Message.WORK_AREA in [code for code, _ in form.answer.working]


def test_one_vessel_needs_its_area_and_then_has_it(units: Units) -> None:
    form = asked(units, SEED, counted="1.2e6", per_well="2e4/cm²", well="12 mL", wells="1")
    assert form.answer.errors["area"].code == Message.AREA_NEEDED

    form.set_text("area", "75 cm²")

    assert figures(form)["per_ml"] == "125000"


def test_a_number_of_wells_tells_no_area(units: Units) -> None:
    """24 wells of a plate of 96 would get six times the cells, taken for a plate of 24."""
    form = asked(units, SEED, counted="1.2e6", per_well="5e4/cm2", well="100 µL", wells="24")
    assert form.answer.errors["area"].code == Message.AREA_NEEDED

    form.set_text("per_well", "2000")
    assert "per_cm2" not in figures(form)


def test_what_is_no_number_of_cells_for_an_area_is_said_at_its_field(units: Units) -> None:
    form = asked(units, SEED, counted="1.2e6", per_well="many/cm²")

    assert form.answer.errors["per_well"].code == Message.NOT_A_COUNT


def test_virus_for_a_plate_is_pipetted_and_its_share_told(units: Units) -> None:
    form = asked(units, INFECT, titre="1e8 TU/mL", cells="50000", moi="1")

    assert figures(form)["virus"] == "500 nL"
    assert figures(form)["infected"] == "63.2 %"
    assert figures(form)["once"] == "36.8 %"
    assert form.answer.off is not None
    assert form.answer.tubes[-1].parts["virus"] == pytest.approx(0.001, rel=0.02)


def test_too_little_virus_to_pipette_is_diluted_first(units: Units) -> None:
    form = asked(units, INFECT, titre="1e9 TU/mL", cells="5000", moi="0.3", wells="6")

    assert len(form.answer.tubes) > 1
    assert "first" in form.answer.figures
    assert Message.WORK_TOO_LITTLE_VIRUS in [code for code, _ in form.answer.working]


def test_without_pipettes_the_figures_are_all_there_is(units: Units) -> None:
    texts = {"titre": "1e8", "cells": "50000", "moi": "5", "wells": "24", "added": "500 µL", "overage": ""}
    found = solve_infection(units, texts)

    assert (found.tubes, found.recipe) == ((), ())
    assert found.figures["virus"].replace("\u202f", " ") == "2.5 µL"


@pytest.mark.parametrize(
    ("texts", "field"),
    [({"titre": "1e12 vg/mL"}, "titre"), ({"titre": "1e5 TU/mL"}, "titre"), ({"moi": "much"}, "moi")],
)
def test_what_is_wrong_with_virus_is_said_at_its_field(units: Units, texts: dict[str, str], field: str) -> None:
    form = asked(units, INFECT, **{"titre": "1e8", "cells": "50000", "moi": "5", **texts})

    assert field in form.answer.errors
