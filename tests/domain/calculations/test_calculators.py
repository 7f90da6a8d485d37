import math
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benchapp.domain.calculations.answer_key import Case, CaseResult, verify, verify_every
from benchapp.domain.calculations.conversion import convert
from benchapp.domain.calculations.dilution import dilute
from benchapp.domain.calculations.reagent import solve_reagent
from benchapp.domain.calculations.series import series
from benchapp.domain.calculations.stock import Stock, solve_stock
from benchapp.domain.calculations.vehicle import solve_vehicle
from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.units import Units

positive = st.floats(1e-6, 1e6)


@given(mass=positive, molar_mass=st.floats(50, 2000), molar=st.floats(1e-6, 5), purity=st.floats(1, 100))
def test_each_value_of_a_stock_follows_from_the_others(
    units: Units, mass: float, molar_mass: float, molar: float, purity: float
) -> None:
    given_ = {
        "mass": units.of(mass, "mg"),
        "molar_mass": units.of(molar_mass, "g/mol"),
        "concentration": units.of(molar, "M"),
        "purity": units.of(purity, "percent"),
    }
    whole = solve_stock(Stock(**given_))
    assert whole.volume is not None

    for missing in ("mass", "concentration", "molar_mass"):
        known = {**given_, "volume": whole.volume, "amount": whole.amount}
        del known[missing]
        again = getattr(solve_stock(Stock(**known)), missing)
        assert again.to(given_[missing].units).m == pytest.approx(given_[missing].m, rel=1e-9), missing


@given(c1=st.floats(1e-3, 1e3), part=st.floats(1e-6, 1), v2=positive)
def test_a_dilution_conserves_what_is_dissolved(units: Units, c1: float, part: float, v2: float) -> None:
    step = dilute(c1=units.of(c1, "mM"), c2=units.of(c1 * part, "mM"), v2=units.of(v2, "uL"))

    assert (step.c1 * step.v1).m_as("umol") == pytest.approx((step.c2 * step.v2).m_as("umol"), rel=1e-9)
    assert (step.v1 + step.diluent).m_as("uL") == pytest.approx(v2, rel=1e-9)


@given(c1=st.floats(1, 1e3), part=st.floats(1e-3, 0.99), v2=st.floats(1, 1e4))
def test_each_unknown_of_a_dilution_inverts_the_others(units: Units, c1: float, part: float, v2: float) -> None:
    whole = dilute(c1=units.of(c1, "mM"), c2=units.of(c1 * part, "mM"), v2=units.of(v2, "uL"))
    values = {"c1": whole.c1, "v1": whole.v1, "c2": whole.c2, "v2": whole.v2}

    for missing in values:
        known = {name: value for name, value in values.items() if name != missing}
        again = getattr(dilute(**known), missing)
        assert again.to(values[missing].units).m == pytest.approx(values[missing].m, rel=1e-9), missing

    by_diluent = dilute(c1=whole.c1, c2=whole.c2, diluent=whole.diluent)
    assert by_diluent.v1.m_as("uL") == pytest.approx(whole.v1.m_as("uL"), rel=1e-6)


@given(top=positive, factor=st.floats(1.01, 100), points=st.integers(1, 12), left=st.floats(1, 1000))
def test_a_series_ends_where_it_should_and_leaves_what_was_wanted(
    units: Units, top: float, factor: float, points: int, left: float
) -> None:
    laid_out = series(units.of(top, "uM"), factor, points, volume=units.of(left, "uL"))

    assert laid_out.concentrations[-1].m_as("uM") == pytest.approx(top / factor ** (points - 1), rel=1e-9)
    assert laid_out.transfer is not None
    assert laid_out.left is not None
    assert laid_out.mixing_volume is not None
    assert laid_out.left.m_as("uL") == pytest.approx(left, rel=1e-9)
    assert (laid_out.mixing_volume / laid_out.transfer).m == pytest.approx(factor, rel=1e-9)


def test_the_vehicle_is_the_dilution_of_the_stock(units: Units) -> None:
    solved = solve_vehicle(stock=units.read("10 mM"), final=units.read("10 uM"), percent=units.of(1, "percent"))

    assert solved.vehicle is not None
    assert solved.vehicle.m == pytest.approx(0.1)
    assert solved.stock_factor == pytest.approx(1000)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        # 0.1 % of 10 mL are 10 µL; what is to be 10 µM in the end is 10 mM in pure vehicle.
        ({"final": "10 uM", "vehicle": "0.1 %", "volume": "10 mL"}, {"stock": "10 mM", "vehicle_volume": "10 uL"}),
        ({"stock": "10 mM", "vehicle": "0.1 %", "volume": "10 mL"}, {"final": "10 uM", "diluent": "9.99 mL"}),
        ({"vehicle": "0.5 %", "volume": "2 mL"}, {"vehicle_volume": "10 uL", "diluent": "1.99 mL"}),
        # Where all three are known, the vehicle is taken as it was given.
        ({"stock": "10 mM", "final": "10 uM", "vehicle": "0.5 %"}, {"stock": "10 mM", "final": "10 uM"}),
    ],
)
def test_the_vehicle_gives_stock_dose_and_volumes(
    units: Units, given_: dict[str, str], expected: dict[str, str]
) -> None:
    solved = solve_vehicle(percent=units.of(1, "percent"), **{name: units.read(text) for name, text in given_.items()})

    for name, text in expected.items():
        wanted = units.read(text)
        assert getattr(solved, name).m_as(wanted.units) == pytest.approx(wanted.m), name


def test_a_reagent_bottle_gives_its_molarity(units: Units) -> None:
    acid = solve_reagent(units.read("37 %"), units.read("1.19 g/mL"), units.read("36.46 g/mol"))

    # 0.37 × 1190 g/L ÷ 36.46 g/mol, by hand.
    assert acid.concentration.m_as("M") == pytest.approx(12.0763, rel=1e-5)


def test_mass_and_amount_are_exchanged_through_the_molar_mass(units: Units) -> None:
    molar_mass = units.read("259.26 g/mol")

    assert convert(units.read("2.5926 ug/mL"), units.read("1 uM"), molar_mass).m == pytest.approx(10)
    assert convert(units.read("10 uM"), units.read("1 ug/mL"), molar_mass).m == pytest.approx(2.5926)
    assert convert(units.read("1 umol"), units.read("1 ug"), molar_mass).m == pytest.approx(259.26)
    assert convert(units.read("259.26 ug"), units.read("1 umol"), molar_mass).m == pytest.approx(1)


def test_a_weighed_vial_takes_its_volume(units: Units) -> None:
    vial = solve_stock(
        Stock(mass=units.read("4.87 mg"), concentration=units.read("10 mM"), molar_mass=units.read("259.26 g/mol"))
    )

    assert vial.volume is not None
    assert vial.volume.m_as("mL") == pytest.approx(1.87842, rel=1e-5)


REFUSED: dict[str, tuple[Callable[[Units], object], MessageCode]] = {
    "too few": (lambda u: solve_stock(Stock(mass=u.read("1 mg"))), Message.TOO_FEW_GIVEN),
    "contradiction": (
        lambda u: solve_stock(
            Stock(
                mass=u.read("1 mg"),
                molar_mass=u.read("100 g/mol"),
                concentration=u.read("1 mM"),
                volume=u.read("1 mL"),
            )
        ),
        Message.TOO_MANY_GIVEN,
    ),
    "purity above all": (
        lambda u: solve_stock(Stock(mass=u.read("1 mg"), volume=u.read("1 mL"), purity=u.read("120 %"))),
        Message.PURITY_RANGE,
    ),
    "zero mass": (lambda u: solve_stock(Stock(mass=u.read("0 mg"), volume=u.read("1 mL"))), Message.NOT_POSITIVE),
    "above the stock": (
        lambda u: dilute(c1=u.read("1 mM"), c2=u.read("2 mM"), v2=u.read("1 mL")),
        Message.TARGET_ABOVE_STOCK,
    ),
    "more stock than volume": (
        lambda u: dilute(c1=u.read("1 mM"), v1=u.read("2 mL"), v2=u.read("1 mL")),
        Message.TARGET_ABOVE_STOCK,
    ),
    "nothing to solve": (lambda u: dilute(c1=u.read("1 mM"), c2=u.read("1 uM")), Message.TOO_FEW_GIVEN),
    "a concentration alone": (lambda u: dilute(c1=u.read("1 mM"), v1=u.read("1 mL")), Message.TOO_FEW_GIVEN),
    "volumes alone": (lambda u: dilute(v1=u.read("1 mL"), v2=u.read("2 mL")), Message.TOO_FEW_GIVEN),
    "diluent to what is as strong": (
        lambda u: dilute(c1=u.read("1 mM"), c2=u.read("1 mM"), diluent=u.read("1 mL")),
        Message.TARGET_ABOVE_STOCK,
    ),
    "all of it diluent": (
        lambda u: dilute(c1=u.read("1 mM"), v2=u.read("1 mL"), diluent=u.read("1 mL")),
        Message.NOT_POSITIVE,
    ),
    "one kind of per cent for another": (
        lambda u: convert(u.read("1 % (v/v)"), u.read("1 % (w/w)")),
        Message.CANNOT_MIX,
    ),
    "over-determined": (
        lambda u: dilute(c1=u.read("1 mM"), v1=u.read("1 uL"), c2=u.read("1 uM"), v2=u.read("2 mL")),
        Message.TOO_MANY_GIVEN,
    ),
    "volumes that differ": (
        lambda u: dilute(c1=u.read("1 mM"), v1=u.read("1 mL"), v2=u.read("3 mL"), diluent=u.read("1 mL")),
        Message.VOLUMES_DISAGREE,
    ),
    "mass and molar without a molar mass": (
        lambda u: dilute(c1=u.read("1 mg/mL"), c2=u.read("1 uM"), v2=u.read("1 mL")),
        Message.NEEDS_MOLAR_MASS,
    ),
    "fold and molar": (
        lambda u: dilute(c1=u.read("10 x"), c2=u.read("1 uM"), v2=u.read("1 mL")),
        Message.CANNOT_MIX,
    ),
    "a factor of one": (lambda u: series(u.read("1 uM"), 1.0, 3), Message.FACTOR_TOO_SMALL),
    "no points": (lambda u: series(u.read("1 uM"), 2.0, 0), Message.NOT_POSITIVE),
    "vehicle above all": (
        lambda u: solve_vehicle(vehicle=u.read("120 %"), percent=u.of(1, "percent")),
        Message.PERCENT_RANGE,
    ),
    "vehicle of nothing": (lambda u: solve_vehicle(percent=u.of(1, "percent")), Message.TOO_FEW_GIVEN),
    "final above the stock": (
        lambda u: solve_vehicle(stock=u.read("1 uM"), final=u.read("1 mM"), percent=u.of(1, "percent")),
        Message.TARGET_ABOVE_STOCK,
    ),
    "a reagent above its bottle": (
        lambda u: solve_reagent(
            u.read("37 %"), u.read("1.18 g/mL"), u.read("36.46 g/mol"), target=u.read("20 M"), volume=u.read("1 L")
        ),
        Message.TARGET_ABOVE_STOCK,
    ),
    "a reagent of no per cent": (
        lambda u: solve_reagent(u.read("0 %"), u.read("1.18 g/mL"), u.read("36.46 g/mol")),
        Message.PERCENT_RANGE,
    ),
    "a target without a volume": (
        lambda u: solve_reagent(u.read("37 %"), u.read("1.18 g/mL"), u.read("36.46 g/mol"), target=u.read("1 M")),
        Message.TOO_FEW_GIVEN,
    ),
    "mass to amount without a molar mass": (
        lambda u: convert(u.read("1 mg"), u.read("1 mol")),
        Message.NEEDS_MOLAR_MASS,
    ),
    "volume to mass": (lambda u: convert(u.read("1 mL"), u.read("1 mg")), Message.CANNOT_MIX),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_impossible_is_refused_with_its_reason(units: Units, name: str) -> None:
    calculate, reason = REFUSED[name]

    with pytest.raises(CalculationError) as refused:
        calculate(units)

    assert refused.value.code is reason


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        # 1 mL and 9 mL of diluent are 10 mL: a tenth of 10 mM.
        ({"c1": "10 mM", "v1": "1 mL", "diluent": "9 mL"}, {"c2": "1 mM", "v2": "10 mL"}),
        ({"c2": "1 mM", "v1": "1 mL", "diluent": "9 mL"}, {"c1": "10 mM", "v2": "10 mL"}),
        ({"c1": "10 mM", "v2": "10 mL", "diluent": "9 mL"}, {"c2": "1 mM", "v1": "1 mL"}),
        ({"c1": "10 mM", "c2": "1 mM", "v1": "1 mL"}, {"v2": "10 mL", "diluent": "9 mL"}),
        # More than is needed, and it agrees.
        ({"c1": "10 mM", "v1": "1 mL", "c2": "1 mM", "v2": "10 mL", "diluent": "9 mL"}, {"v2": "10 mL"}),
    ],
)
def test_a_dilution_from_any_of_its_volumes(units: Units, given_: dict[str, str], expected: dict[str, str]) -> None:
    step = dilute(**{name: units.read(text) for name, text in given_.items()})

    for name, text in expected.items():
        wanted = units.read(text)
        assert getattr(step, name).m_as(wanted.units) == pytest.approx(wanted.m), name
    assert step.factor == pytest.approx(10)


def test_at_the_limit_counts_as_inside(units: Units) -> None:
    step = dilute(c1=units.read("1 mM"), c2=units.of(1.0 + 5e-10, "mM"), v2=units.read("1 mL"))

    assert step.diluent.m_as("mL") == pytest.approx(0, abs=1e-12)


def test_plain_per_cent_takes_the_kind_of_the_stated_one(units: Units) -> None:
    step = dilute(c1=units.read("100 % (v/v)"), c2=units.read("20 %"), v2=units.read("200 mL"))

    assert step.v1.m_as("mL") == pytest.approx(40)


@pytest.mark.parametrize(
    ("stated", "figures", "agrees"), [("0.4 mol", 1, True), ("0.38 mol", 2, True), ("0.37 mol", 2, False)]
)
def test_agreement_is_judged_at_the_stated_figures(units: Units, stated: str, figures: int, agrees: bool) -> None:
    case = Case("x", "stock", {"concentration": "0.376 M", "volume": "1 L"}, {"amount": stated}, sig_figs=figures)

    assert verify(case, units).agrees is agrees


# One example of each calculator, with the answers worked out by hand.
EXAMPLES: dict[str, tuple[dict[str, str], dict[str, str | list[str]]]] = {
    "stock": (
        {"mass": "5 mg", "molar_mass": "500 g/mol", "volume": "1 mL"},
        {"concentration": "10 mM", "amount": "10 umol"},
    ),
    "dilute": ({"c1": "10 mM", "c2": "1 mM", "v2": "10 mL"}, {"v1": "1 mL", "diluent": "9 mL", "factor": "10x"}),
    # 0.37 × 1190 g/L ÷ 36.46 g/mol are 12.0763 M; 1 M in 1 L takes 82.807 mL of it.
    "reagent": (
        {"percent_ww": "37 %", "density": "1.19 g/mL", "molar_mass": "36.46 g/mol", "target": "1 M", "volume": "1 L"},
        {"concentration": "12.07625 M", "take": "82.80714 mL", "diluent": "917.19286 mL"},
    ),
    # 150 µL left of each third: 225 µL mixed, of which 75 µL go on.
    "series": (
        {"top": "9 uM", "factor": "3x", "points": "3", "volume": "150 uL"},
        {"concentrations": ["9 uM", "3 uM", "1 uM"], "transfer": "75 uL", "mixing_volume": "225 uL", "last": "1 uM"},
    ),
    "vehicle": (
        {"stock": "10 mM", "final": "10 uM", "volume": "10 mL"},
        {"vehicle": "0.1 %", "vehicle_volume": "10 uL"},
    ),
    "convert": ({"value": "1 mg/mL", "unit": "mM", "molar_mass": "500 g/mol"}, {"value": "2 mM"}),
}  # fmt: skip


@pytest.mark.parametrize("calculator", EXAMPLES)
def test_an_example_of_each_calculator_is_recomputed(units: Units, calculator: str) -> None:
    given_, expect = EXAMPLES[calculator]
    checked = verify(Case("x", calculator, given_, expect), units)

    assert checked.agrees, checked.ours
    assert list(checked.ours) == list(expect)


def test_an_answer_that_was_not_asked_for_does_not_agree(units: Units) -> None:
    checked = verify(Case("x", "vehicle", {"stock": "10 mM", "final": "10 uM"}, {"vehicle_volume": "10 uL"}), units)

    assert not checked.agrees
    assert checked.ours == {"vehicle_volume": "none"}


def test_a_wrong_answer_is_found(units: Units) -> None:
    case = Case("x", "dilute", {"c1": "10 mM", "c2": "1 mM", "v2": "10 mL"}, {"v1": "1.01 mL"})

    assert not verify(case, units).agrees


def test_an_unknown_calculator_is_refused(units: Units) -> None:
    with pytest.raises(CalculationError):
        verify(Case("x", "titrate", {}, {}), units)


def test_every_example_has_its_result_or_what_is_wrong_with_it(units: Units) -> None:
    given_, expect = EXAMPLES["dilute"]
    cases = [
        Case("right", "dilute", given_, expect),
        Case("unknown", "titrate", {}, {}),
        Case("empty", "series", {}, {}),
    ]

    results = {case.id: result for case, result in verify_every(cases, units)}

    assert [name for name, result in results.items() if isinstance(result, CaseResult)] == ["right"]
    assert isinstance(results["unknown"], CalculationError)
    assert isinstance(results["empty"], KeyError)


@given(st.floats(0.1, 10))
def test_half_log_is_the_square_root_of_ten(units: Units, top: float) -> None:
    assume(top > 0)
    case = Case(
        "x",
        "series",
        {"top": f"{top} uM", "factor": "half-log", "points": "3"},
        {"last": f"{top / 10!r} uM"},
    )

    assert verify(case, units).agrees
    assert math.isclose(math.sqrt(10) ** 2, 10)


@given(percent=st.floats(1, 100), density=st.floats(0.5, 3), molar_mass=st.floats(10, 500), part=st.floats(1e-4, 1))
def test_what_is_taken_of_a_bottle_holds_what_is_wanted(
    units: Units, percent: float, density: float, molar_mass: float, part: float
) -> None:
    bottle = (units.of(percent, "percent"), units.of(density, "g/mL"), units.of(molar_mass, "g/mol"))
    strength = solve_reagent(*bottle).concentration
    solved = solve_reagent(*bottle, target=strength * part, volume=units.of(500, "mL"))

    assert solved.take is not None
    assert solved.diluent is not None
    assert (solved.take * strength).m_as("mol") == pytest.approx((strength * part * units.of(500, "mL")).m_as("mol"))
    assert (solved.take + solved.diluent).m_as("mL") == pytest.approx(500)
    # grams of compound in a litre of the bottle ÷ its molar mass, by hand
    assert strength.m_as("mol/L") == pytest.approx(density * 1000 * percent / 100 / molar_mass)


@given(number=st.floats(1e-6, 1e6), molar_mass=st.floats(10, 2000))
@pytest.mark.parametrize(
    ("there", "back"), [("mg/mL", "mM"), ("ug", "nmol"), ("uL", "mL"), ("nM", "M"), ("percent_wv", "mM")]
)
def test_a_conversion_there_and_back_is_the_same_amount(
    units: Units, number: float, molar_mass: float, there: str, back: str
) -> None:
    mass = units.of(molar_mass, "g/mol")
    value = units.of(number, there)

    gone = convert(value, units.of(1, back), mass)

    assert convert(gone, units.of(1, there), mass).m == pytest.approx(number)


@pytest.mark.parametrize(
    ("value", "unit", "number"),
    [("100 ppm", "percent", 0.01), ("3 %", "percent_ww", 3), ("0.5 % (v/v)", "percent", 0.5)],
)
def test_a_plain_per_cent_is_converted_to_the_kind_of_the_other(
    units: Units, value: str, unit: str, number: float
) -> None:
    converted = convert(units.read(value), units.of(1, unit))

    assert converted.m == pytest.approx(number)
    assert converted.units == units.of(1, unit).units


@given(times=st.floats(0.1, 50), mass=st.floats(0.1, 100), molar=st.floats(1e-4, 1), purity=st.floats(1, 100))
def test_a_stock_scales(units: Units, times: float, mass: float, molar: float, purity: float) -> None:
    known = {
        "concentration": units.of(molar, "M"),
        "molar_mass": units.of(259.26, "g/mol"),
        "purity": units.of(purity, "percent"),
    }
    small = solve_stock(Stock(mass=units.of(mass, "mg"), **known)).volume
    large = solve_stock(Stock(mass=units.of(mass * times, "mg"), **known)).volume

    assert small is not None
    assert large is not None
    assert float((large / small).m_as("")) == pytest.approx(times)


@given(water=st.floats(0, 50), purity=st.floats(50, 100))
def test_purity_and_water_both_count(units: Units, water: float, purity: float) -> None:
    def volume(**parts: float) -> float:
        named = {name: units.of(part, "percent") for name, part in parts.items()}
        known = Stock(
            mass=units.of(5, "mg"), concentration=units.of(10, "mM"), molar_mass=units.of(259.26, "g/mol"), **named
        )
        solved = solve_stock(known)
        assert solved.volume is not None
        return float(solved.volume.m_as("mL"))

    assert volume(water=water, purity=purity) == pytest.approx(volume() * purity / 100 * (1 - water / 100))


@pytest.mark.parametrize("water", [100.0, 120.0])
def test_a_powder_that_is_all_water_is_refused(units: Units, water: float) -> None:
    with pytest.raises(CalculationError) as refused:
        solve_stock(Stock(mass=units.of(5, "mg"), volume=units.of(1, "mL"), water=units.of(water, "percent")))

    assert refused.value.code is Message.WATER_RANGE


@pytest.mark.parametrize(
    ("value", "unit", "per", "expected"),
    [
        # A vial of 2 mg at 5000 U/mg holds 2 × 5000 U; made up to 10 U/mL that is 10 ÷ 5000 mg/mL, in 1000 mL.
        ("2 mg", "U", "5000 U/mg", 10_000),
        ("10 U/mL", "mg/mL", "5000 U/mg", 0.002),
        ("10 U/mL", "ng/mL", "5000 IU/mg", 2000),
        ("10 000 U", "mg", "5000 units/mg", 2),
        # A cytokine of 1.4e7 U/mg: 20 ng/mL are 280 U/mL.
        ("20 ng/mL", "U/mL", "1.4e7 U/mg", 280),
        ("5 ug", "kU", "10 U/ug", 0.05),
        ("1 mg/mL", "mU/uL", "3 kU/g", 3),
        ("3 MU", "mg", "1 MU/mg", 3),
    ],
)
def test_mass_and_activity_through_the_specific_activity(
    units: Units, value: str, unit: str, per: str, expected: float
) -> None:
    named = units.read(per, Kind.MOLAR_MASS, Kind.SPECIFIC_ACTIVITY)

    assert convert(units.read(value), units.of(1, unit), named).m == pytest.approx(expected)


def test_a_molar_mass_is_no_specific_activity_and_the_other_way_round(units: Units) -> None:
    molar_mass, specific = units.of(259.26, "g/mol"), units.of(5000, "U/mg")
    for value, unit, per, code in (
        ("2 mg", "U", molar_mass, Message.NEEDS_SPECIFIC_ACTIVITY),
        ("2 mg", "U", None, Message.NEEDS_SPECIFIC_ACTIVITY),
        ("2 mg/mL", "mM", specific, Message.NEEDS_MOLAR_MASS),
        ("2 mg", "mol", specific, Message.NEEDS_MOLAR_MASS),
        ("2 U/mL", "mM", specific, Message.CANNOT_MIX),
    ):
        with pytest.raises(CalculationError) as refused:
            convert(units.read(value), units.of(1, unit), per)
        assert refused.value.code is code, (value, unit)
