"""A component of a buffer as values: how it is measured, and how much of it a litre takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.buffers.buffer_recipe import RecipePart
from benchapp.domain.buffers.components import Component, Way, read_part, read_parts
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.units import Units


@pytest.mark.parametrize(
    ("amount", "stock", "molar_mass", "way", "per_litre"),
    [
        ("137 mM", "", "58.44 g/mol", Way.WEIGHED, 8.00628),
        ("137 mM", "", "58.44", Way.WEIGHED, 8.00628),
        ("8 g/L", "", "", Way.WEIGHED, 8.0),
        ("0.1 % w/v", "", "", Way.WEIGHED, 1.0),
        ("10 % v/v", "", "", Way.LIQUID, 0.1),
        ("8 g", "", "", Way.WEIGHED, 4.0),
        ("50 mL", "", "", Way.LIQUID, 0.025),
        ("2 mM", "0.5 M", "", Way.STOCK, 0.004),
        ("1×", "10×", "", Way.STOCK, 0.1),
        ("70 % v/v", "96 %", "", Way.STOCK, 70 / 96),
        ("0.1 %", "10 %", "", Way.STOCK, 0.01),
        ("100 U/mL", "10000 U/mL", "", Way.STOCK, 0.01),
        ("10 mM", "116.88 g/L", "58.44 g/mol", Way.STOCK, 0.005),
        ("0.5844 g/L", "1 M", "58.44 g/mol", Way.STOCK, 0.01),
        ("1 tablet per 100 mL", "", "", Way.COUNTED, 10.0),
        ("2 bottles / 1 L", "", "", Way.COUNTED, 2.0),
    ],
)
def test_an_amount_is_measured_as_it_is_typed(
    amount: str, stock: str, molar_mass: str, way: Way, per_litre: float, units: Units
) -> None:
    # A fixed amount is for the two litres that the recipe makes.
    one = read_part(units, RecipePart("it", amount, stock, molar_mass), 2.0)

    assert one.way is way
    assert one.per_litre == pytest.approx(per_litre)
    assert one.liquid is (way in {Way.LIQUID, Way.STOCK})


@pytest.mark.parametrize(
    ("part", "code", "field"),
    [
        (RecipePart("", "1 mM"), Message.BUFFER_PART_NAME_NEEDED, "name"),
        (RecipePart("salt", " "), Message.BUFFER_AMOUNT_NEEDED, "amount"),
        (RecipePart("salt", "1 mM"), Message.BUFFER_MOLAR_MASS_NEEDED, "molar_mass"),
        (RecipePart("salt", "1 mM", molar_mass="0 g/mol"), Message.NOT_POSITIVE, "molar_mass"),
        (RecipePart("salt", "1 mM", molar_mass="5 mM"), Message.WRONG_KIND, "molar_mass"),
        (RecipePart("salt", "1 mM", molar_mass="x"), Message.NO_NUMBER, "molar_mass"),
        (RecipePart("salt", "0 mM"), Message.NOT_POSITIVE, "amount"),
        (RecipePart("salt", "-1 mM"), Message.NEGATIVE, "amount"),
        (RecipePart("salt", "banana"), Message.NOT_A_NUMBER, "amount"),
        (RecipePart("salt", "5 mmol"), Message.WRONG_KIND, "amount"),
        (RecipePart("serum", "10 %"), Message.BUFFER_WHICH_PERCENT, "amount"),
        (RecipePart("PBS", "1×"), Message.BUFFER_STOCK_NEEDED, "stock"),
        (RecipePart("DNase", "50 U/mL"), Message.BUFFER_STOCK_NEEDED, "stock"),
        (RecipePart("DNase", "50 U/mL", "1 mg/mL"), Message.NEEDS_SPECIFIC_ACTIVITY, "molar_mass"),
        (RecipePart("DNase", "50 U/mL", molar_mass="31 kDa"), Message.NEEDS_SPECIFIC_ACTIVITY, "molar_mass"),
        (RecipePart("DNase", "50 U/mL", molar_mass="0 U/mg"), Message.NOT_POSITIVE, "molar_mass"),
        (RecipePart("DNase", "50 U/mL", molar_mass="x U/mg"), Message.NOT_A_NUMBER, "molar_mass"),
        (RecipePart("DNase", "50 U/mL", "0.01 mg/mL", "2000 U/mg"), Message.BUFFER_STOCK_WEAK, "stock"),
        (RecipePart("PBS", "1×", "0.5×"), Message.BUFFER_STOCK_WEAK, "stock"),
        (RecipePart("PBS", "1×", "10 mM"), Message.BUFFER_STOCK_OTHER, "stock"),
        (RecipePart("PBS", "1×", "0×"), Message.NOT_POSITIVE, "stock"),
        (RecipePart("tablet", "0 tablets per 100 mL"), Message.NOT_POSITIVE, "amount"),
        (RecipePart("tablet", "1 tablet per 100 mM"), Message.WRONG_KIND, "amount"),
    ],
)
def test_what_cannot_be_made_is_said_at_its_field(part: RecipePart, code: str, field: str, units: Units) -> None:
    with pytest.raises(BenchError) as refused:
        read_part(units, part, 1.0)

    assert (refused.value.code, refused.value.values["field"]) == (code, field)


def test_parts_are_read_by_themselves_and_one_name_stands_once(units: Units) -> None:
    salt = RecipePart("NaCl", "8 g/L")

    found, errors = read_parts(units, (salt, RecipePart("serum", "10 %"), RecipePart("nacl", "1 g/L")), 1.0)

    assert [one.name for one in found] == ["NaCl", "nacl"]
    assert {name: error.code for name, error in errors.items()} == {
        "part1.amount": Message.BUFFER_WHICH_PERCENT,
        "part2.name": Message.BUFFER_TWICE,
    }


@given(st.floats(0.001, 1000), st.floats(1e-4, 100))
def test_what_is_measured_gives_the_target_in_the_volume(target: float, litres: float) -> None:
    for one in (
        Component("salt", Way.WEIGHED, target * 58.44, target, Kind.MOLARITY, molar_mass=58.44),
        Component("serum", Way.LIQUID, target / 100, target, Kind.PERCENT_VV),
    ):
        assert one.reached(one.per_litre * litres, litres) == pytest.approx(target)


@pytest.mark.parametrize(
    ("amount", "stock", "way", "per_litre"),
    [
        # 50 U/mL are 50,000 U in a litre: 25 mg at 2000 U/mg, or 5 mL of 5 mg/mL.
        ("50 U/mL", "", Way.WEIGHED, 0.025),
        ("50 U/mL", "5 mg/mL", Way.STOCK, 0.005),
        # 0.1 mg/mL are 200 U/mL: a fiftieth of 10 kU/mL.
        ("0.1 mg/mL", "10 kU/mL", Way.STOCK, 0.02),
    ],
)
def test_units_and_mass_of_an_enzyme_meet_by_the_activity_of_its_lot(
    units: Units, amount: str, stock: str, way: Way, per_litre: float
) -> None:
    found = read_part(units, RecipePart("DNase I", amount, stock, "2000 U/mg"), 1.0)
    assert found.way is way
    assert found.per_litre == pytest.approx(per_litre)
