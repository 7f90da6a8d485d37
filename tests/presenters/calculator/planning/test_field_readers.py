"""What is read of the fields of *Stock* and *Dilute*, before anything is computed."""

import pytest

from benchapp.domain.incubations.incubations import Dosing
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.quantities import Quantity, kind_of
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.planning import dilution_fields, stock_fields
from benchapp.presenters.calculator.planning.dilution_fields import take_ratio
from benchapp.presenters.calculator.planning.dose_ways import ASKED, COUNTS, LAST_STEP, QUANTITIES
from benchapp.presenters.calculator.planning.stock_fields import sorted_by_kind, typed_in


def test_each_field_is_read_or_is_wrong_by_its_name(units: Units) -> None:
    read, errors = stock_fields.read_fields(units, {"mass": "5 mg", "volume": "5 mg", "purity": " "})

    assert set(read) == {"mass"}
    assert {name: error.code for name, error in errors.items()} == {"volume": Message.WRONG_KIND}


def test_units_of_activity_in_the_vial_are_no_mass(units: Units) -> None:
    read, _ = stock_fields.read_fields(units, {"mass": "1 MU", "molar_mass": "5000 U/mg"})

    assert set(sorted_by_kind(read)) == {"activity", "potency"}
    assert typed_in("activity", read) == "mass"
    with pytest.raises(CalculationError):
        sorted_by_kind({**read, "potency": units.read("5000 U/mg")})


def test_only_what_a_way_of_dosing_asks_for_is_read(units: Units) -> None:
    texts = {"c1": "10 mM in DMSO", "c2": "nonsense", "v1": "nonsense", "wells": "0"}

    read, errors = dilution_fields.read_fields(units, texts, Dosing.ADDED)

    assert kind_of(read["c1"]) is Kind.MOLARITY
    assert set(errors) == {"c2", "wells"}


def test_a_ratio_stands_in_place_of_one_concentration_or_of_both(units: Units) -> None:
    of_one: dict[str, Quantity] = {"c1": units.read("10 mM")}
    of_none: dict[str, Quantity] = {}
    texts = {"ratio": "1:10", "ratio_way": "in_all"}

    assert not take_ratio(units, texts, of_one)
    assert float(of_one["c2"].m_as("mM")) == pytest.approx(1)
    assert take_ratio(units, texts, of_none)
    assert set(of_none) == {"c1", "c2"}
    with pytest.raises(CalculationError) as caught:
        take_ratio(units, texts, {"c1": units.read("10 mM"), "c2": units.read("1 mM")})
    assert caught.value.code is Message.TOO_MANY_GIVEN


def test_every_way_of_dosing_asks_for_fields_that_can_be_read_and_ends_in_a_step() -> None:
    assert set(ASKED) == set(LAST_STEP) == {None, *Dosing}
    for names in ASKED.values():
        assert set(names) <= {*QUANTITIES, *COUNTS}
