"""From one scale of a strength to another: by density, equivalents, particles, molar mass and activity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.calculations.conversion import Composition, convert
from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.units.quantities import Quantity
from benchapp.domain.units.units import Units

NACL, H2SO4, HCL = "58.44 g/mol", "98.08 g/mol", "36.46 g/mol"


def solution(units: Units, density: str = "", each: float | None = None) -> Composition:
    of = units.read(density) if density else None
    if each is None:
        return Composition(of)
    return Composition(of, units.of(each, "Eq/mol"), units.of(each, "Osm/mol"))


@pytest.mark.parametrize(
    ("value", "unit", "per", "density", "each", "expected"),
    [
        # 0.1 mol of sulfuric acid gives 0.2 equivalents.
        ("0.2 N", "M", "", "", 2, 0.1),
        ("0.1 M", "N", "", "", 2, 0.2),
        ("4.904 g/L", "N", H2SO4, "", 2, 0.1),
        ("0.1 N", "mg/mL", H2SO4, "", 2, 4.904),
        # Concentrated hydrochloric acid: 0.37 × 1190 g/L ÷ 36.46 g/mol.
        ("37 % w/w", "M", HCL, "1.19 g/mL", None, 12.07625),
        ("12.07625 M", "percent_ww", HCL, "1.19 g/mL", None, 37.0),
        ("100 ppm", "mg/L", "", "1.02 g/mL", None, 102.0),
        ("102 mg/L", "percent_ww", "", "1.02 g/mL", None, 0.01),
        # 1 mol of NaCl in 1 kg of water weighs 1.05844 kg; at 1.0375 g/mL that is 1.02019 L.
        ("1 mol/kg", "M", NACL, "1.0375 g/mL", None, 1.0375 / 1.05844),
        ("0.980217 M", "mol/kg", NACL, "1.0375 g/mL", None, 1.0),
        ("5.521337 % w/w", "mol/kg", NACL, "", None, 1.0),
        ("1 mol/kg", "percent_ww", NACL, "", None, 5.521337),
        ("154 mM", "mOsm/L", "", "", 2, 308.0),
        ("9 mg/mL", "mOsm/L", NACL, "", 2, 308.008),
        ("308 mOsm/L", "mM", "", "", 2, 154.0),
        ("300 mOsm/kg", "mmol/kg", "", "", 2, 150.0),
        ("150 mmol/kg", "mOsm/kg", "", "", 2, 300.0),
        ("2 Osm/kg", "M", NACL, "1.0375 g/mL", 2, 1.0375 / 1.05844),
        ("0.980217 M", "Osm/kg", NACL, "1.0375 g/mL", 2, 2.0),
        ("2 Osm/kg", "Osm/L", NACL, "1.0375 g/mL", 2, 2 * 1.0375 / 1.05844),
        ("5.521337 % w/w", "Osm/kg", NACL, "", 2, 2.0),
        # 5000 U/mg: 0.1 % w/w at 1 g/mL is 1 mg/mL.
        ("0.1 % w/w", "U/mL", "5000 U/mg", "1 g/mL", None, 5000.0),
        ("5000 U/mL", "percent_ww", "5000 U/mg", "1 g/mL", None, 0.1),
        ("0.1 mol/kg", "umol/kg", "", "", None, 100_000.0),
    ],
)
def test_a_strength_is_the_same_on_each_scale(
    units: Units, value: str, unit: str, per: str, density: str, each: float | None, expected: float
) -> None:
    known = units.read(per) if per else None

    found = convert(units.read(value), units.of(1, unit), known, solution(units, density, each))

    assert found.units == units.of(1, unit).units
    assert found.m == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize(
    ("value", "unit", "per", "density", "each", "code", "field"),
    [
        ("0.1 N", "M", "", "", None, Message.NEEDS_EQUIVALENTS, "each"),
        ("0.1 M", "mOsm/L", "", "", None, Message.NEEDS_PARTICLES, "each"),
        ("1 mol/kg", "M", NACL, "", None, Message.NEEDS_DENSITY, "density"),
        ("1 mol/kg", "M", "", "1 g/mL", None, Message.NEEDS_MOLAR_MASS, "molar_mass"),
        ("1 mg/mL", "mol/kg", NACL, "", None, Message.NEEDS_DENSITY, "density"),
        ("100 ppm", "mg/L", "", "", None, Message.NEEDS_DENSITY, "density"),
        ("100 ppm", "mol/kg", "", "", None, Message.NEEDS_MOLAR_MASS, "molar_mass"),
        ("1 mol/kg", "percent_ww", "", "", None, Message.NEEDS_MOLAR_MASS, "molar_mass"),
        ("10 U/mL", "percent_ww", "", "1 g/mL", None, Message.NEEDS_SPECIFIC_ACTIVITY, "molar_mass"),
        ("1 % w/w", "U/mL", "", "1 g/mL", None, Message.NEEDS_SPECIFIC_ACTIVITY, "molar_mass"),
        ("10 U/mL", "uM", "5000 U/mg", "", None, Message.CANNOT_MIX, "unit"),
        ("10 uM", "U/mL", NACL, "", None, Message.CANNOT_MIX, "unit"),
        ("1 N", "Osm/L", "", "", 2, Message.CANNOT_MIX, "unit"),
        ("1 Osm/kg", "N", NACL, "1 g/mL", 2, Message.CANNOT_MIX, "unit"),
        ("100 % w/w", "mol/kg", NACL, "", None, Message.NO_SOLVENT_LEFT, "value"),
        ("2 g/mL", "percent_ww", "", "1.1 g/mL", None, Message.NO_SOLVENT_LEFT, "value"),
    ],
)
def test_what_is_missing_is_asked_where_it_is_typed(
    units: Units, value: str, unit: str, per: str, density: str, each: float | None, code: MessageCode, field: str
) -> None:
    known = units.read(per) if per else None

    with pytest.raises(CalculationError) as refused:
        convert(units.read(value), units.of(1, unit), known, solution(units, density, each))

    assert (refused.value.code, refused.value.values["field"]) == (code, field)


_SCALES = ("M", "g/L", "N", "mol/kg", "Osm/L", "Osm/kg", "percent_ww")


@given(st.floats(1e-6, 3), st.sampled_from(_SCALES), st.floats(0.8, 1.8), st.floats(0.5, 4), st.floats(20, 200))
def test_there_and_back_is_where_it_began(
    units: Units, molar: float, scale: str, density: float, each: float, mass: float
) -> None:
    solved = Composition(units.of(density, "g/mL"), units.of(each, "Eq/mol"), units.of(each, "Osm/mol"))
    of, start = units.of(mass, "g/mol"), units.of(molar, "M")
    if molar * mass >= density * 1000 * 0.95:
        return

    there = convert(start, units.of(1, scale), of, solved)
    back: Quantity = convert(there, units.of(1, "M"), of, solved)

    assert back.m == pytest.approx(molar, rel=1e-9)


@pytest.mark.parametrize(
    ("value", "unit", "per", "expected"),
    [
        ("2 mg", "U", "5000 U/mg", 10_000),
        ("10 kU/mL", "mg/mL", "5000 U/mg", 2),
        ("259.26 mg", "mmol", "259.26 g/mol", 1),
        ("1 mmol", "mg", "259.26 g/mol", 259.26),
        ("100 ppm", "percent", "", 0.01),
        ("1 % v/v", "percent", "", 1),
        ("10 %", "percent_vv", "", 10),
    ],
)
def test_amounts_and_per_cents_are_converted_as_before(
    units: Units, value: str, unit: str, per: str, expected: float
) -> None:
    assert convert(units.read(value), units.of(1, unit), units.read(per) if per else None).m == pytest.approx(expected)


def test_a_volume_is_no_mass(units: Units) -> None:
    with pytest.raises(CalculationError) as refused:
        convert(units.read("1 mL"), units.of(1, "mg"))

    assert refused.value.code is Message.CANNOT_MIX
