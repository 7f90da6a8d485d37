"""Stocks of which the units of activity are known, and what of a stock contradicts itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.calculations.stock import Stock, solve_stock, stock_volume
from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.units.units import Units


def stock(units: Units, **typed: str) -> Stock:
    return Stock(**{name: units.read(text) for name, text in typed.items()})


SOLVED = [
    # 10 µg at 5000 U/mg are 50 U; 10 U/mL of them are 5 mL.
    ({"mass": "10 ug", "potency": "5000 U/mg", "concentration": "10 U/mL"}, {"activity": "50 U", "volume": "5 mL"}),
    # The other way round: 5 mL of 10 U/mL are 50 U, which 5000 U/mg put into 10 µg.
    ({"volume": "5 mL", "potency": "5000 U/mg", "concentration": "10 U/mL"}, {"activity": "50 U", "mass": "10 ug"}),
    ({"activity": "50 U", "potency": "5000 U/mg", "volume": "5 mL"}, {"mass": "10 ug", "concentration": "10 U/mL"}),
    # Units and mass of one vial give the units per mass.
    ({"activity": "50 U", "mass": "10 ug", "volume": "5 mL"}, {"potency": "5000 U/mg", "concentration": "10 U/mL"}),
    ({"activity": "1 kU", "concentration": "100 U/mL"}, {"volume": "10 mL"}),
    # A mass per volume asked of a vial in units: 50 U are 10 µg, in 100 µL 100 µg/mL.
    ({"activity": "50 U", "potency": "5000 U/mg", "concentration": "100 ug/mL"}, {"volume": "100 uL"}),
    # Without a molar mass: 5 mg in 2 mL are 2.5 mg/mL, and 3 µmol in 2 mL are 1.5 mM.
    ({"mass": "5 mg", "volume": "2 mL"}, {"concentration": "2.5 mg/mL"}),
    ({"amount": "3 umol", "volume": "2 mL"}, {"concentration": "1.5 mM"}),
    ({"amount": "3 umol", "concentration": "1.5 mM"}, {"volume": "2 mL"}),
    ({"concentration": "2.5 mg/mL", "volume": "2 mL"}, {"mass": "5 mg"}),
    ({"concentration": "2.5 mg/mL", "volume": "2 mL", "purity": "50 %"}, {"mass": "10 mg"}),
    # 3 µmol of 500 g/mol are 1.5 mg: as much as 1 mL of 1.5 mg/mL holds.
    ({"amount": "3 umol", "molar_mass": "500 g/mol", "concentration": "1.5 mg/mL"}, {"volume": "1 mL"}),
    ({"mass": "1.5 mg", "amount": "3 umol", "volume": "1 mL"}, {"molar_mass": "500 g/mol", "concentration": "3 mM"}),
    # What is given once too often, and agrees.
    ({"mass": "5 mg", "volume": "2 mL", "concentration": "2.5 mg/mL"}, {"mass": "5 mg"}),
]  # fmt: skip


@pytest.mark.parametrize(("given_", "expected"), SOLVED)
def test_what_follows_from_what_is_known(units: Units, given_: dict[str, str], expected: dict[str, str]) -> None:
    solved = solve_stock(stock(units, **given_))

    for name, text in expected.items():
        wanted = units.read(text)
        assert getattr(solved, name).m_as(wanted.units) == pytest.approx(wanted.m), name
    assert solved.volume == stock_volume(stock(units, **given_))


@given(mass=st.floats(1e-3, 1e3), potency=st.floats(1, 1e5), volume=st.floats(1e-2, 1e2))
def test_each_value_of_a_stock_in_units_follows_from_the_others(
    units: Units, mass: float, potency: float, volume: float
) -> None:
    values = {
        "mass": units.of(mass, "mg"),
        "potency": units.of(potency, "U/mg"),
        "activity": units.of(mass * potency, "U"),
        "volume": units.of(volume, "mL"),
        "concentration": units.of(mass * potency / volume, "U/mL"),
    }

    for missing in (("mass",), ("potency",), ("activity", "volume"), ("activity", "concentration"), ("mass", "volume")):
        solved = solve_stock(Stock(**{name: value for name, value in values.items() if name not in missing}))
        for name in missing:
            assert getattr(solved, name).m_as(values[name].units) == pytest.approx(values[name].m), (missing, name)


TWICE = Message.TOO_MANY_GIVEN
REFUSED = [
    # 3 µmol of 500 g/mol are 1.5 mg, and no 2 mg.
    ({"mass": "2 mg", "amount": "3 umol", "molar_mass": "500 g/mol", "volume": "1 mL"}, TWICE, "amount"),
    # 10 µg at 5000 U/mg are 50 U, and no 60.
    ({"mass": "10 ug", "potency": "5000 U/mg", "activity": "60 U", "volume": "1 mL"}, TWICE, "potency"),
    ({"activity": "50 U", "volume": "5 mL", "concentration": "11 U/mL"}, TWICE, "volume"),
    ({"mass": "5 mg", "volume": "2 mL", "concentration": "3 mg/mL"}, TWICE, "volume"),
    ({"amount": "3 umol", "volume": "2 mL", "concentration": "2 mM"}, TWICE, "volume"),
    # Units are asked of a mass, or a mass of units, and nobody said how many are in a milligram.
    ({"mass": "10 ug", "concentration": "10 U/mL"}, Message.NEEDS_SPECIFIC_ACTIVITY, "potency"),
    ({"amount": "1 umol", "concentration": "10 U/mL"}, Message.NEEDS_SPECIFIC_ACTIVITY, "potency"),
    ({"activity": "50 U", "concentration": "1 mg/mL"}, Message.NEEDS_SPECIFIC_ACTIVITY, "potency"),
    # With as much potency as there may be, the mass is missing all the same.
    ({"potency": "5000 U/mg", "concentration": "10 U/mL"}, Message.TOO_FEW_GIVEN, None),
    ({"concentration": "10 U/mL"}, Message.TOO_FEW_GIVEN, None),
    ({"concentration": "1 mg/mL"}, Message.TOO_FEW_GIVEN, None),
    ({"mass": "1 mg", "concentration": "1 mM"}, Message.NEEDS_MOLAR_MASS, "concentration"),
    ({"concentration": "1 mM"}, Message.TOO_FEW_GIVEN, None),
    ({"volume": "1 mL"}, Message.TOO_FEW_GIVEN, None),
    ({"activity": "50 U"}, Message.TOO_FEW_GIVEN, None),
]  # fmt: skip


@pytest.mark.parametrize(("given_", "code", "field"), REFUSED)
def test_what_contradicts_itself_or_does_not_suffice(
    units: Units, given_: dict[str, str], code: MessageCode, field: str | None
) -> None:
    known = stock(units, **given_)

    for solve in (solve_stock, stock_volume):
        with pytest.raises(CalculationError) as refused:
            solve(known)
        assert (refused.value.code, refused.value.values.get("field")) == (code, field)


@pytest.mark.parametrize(
    ("given_", "missing"),
    [
        ({"volume": "1 mL"}, "concentration, mass"),
        ({"concentration": "1 mM"}, "volume, mass"),
        ({"activity": "50 U"}, "volume, concentration"),
    ],
)
def test_what_is_missing_is_named(units: Units, given_: dict[str, str], missing: str) -> None:
    with pytest.raises(CalculationError) as refused:
        solve_stock(stock(units, **given_))

    assert refused.value.values["missing"] == missing


@pytest.mark.parametrize(
    ("given", "molar_mass"),
    [
        ({"mass": "5 mg", "concentration": "10 uM"}, "500 g/mol"),
        ({"volume": "1 mL", "concentration": "10 uM", "mass": "5 mg"}, ""),
        ({"amount": "5 umol", "concentration": "1 mg/mL"}, "500 g/mol"),
    ],
)
def test_where_a_molar_mass_is_all_that_is_missing_it_is_asked(
    units: Units, given: dict[str, str], molar_mass: str
) -> None:
    known = {name: units.read(text) for name, text in given.items()}
    if molar_mass:
        with pytest.raises(CalculationError) as refused:
            solve_stock(Stock(**known))
        assert (refused.value.code, refused.value.values["field"]) == (Message.NEEDS_MOLAR_MASS, "concentration")
        assert solve_stock(Stock(**known, molar_mass=units.read(molar_mass))).volume is not None
    else:
        assert solve_stock(Stock(**known)).molar_mass is not None


def test_one_figure_alone_is_too_little(units: Units) -> None:
    with pytest.raises(CalculationError) as refused:
        solve_stock(Stock(concentration=units.read("10 uM"), molar_mass=units.read("500 g/mol")))

    assert refused.value.code is Message.TOO_FEW_GIVEN
