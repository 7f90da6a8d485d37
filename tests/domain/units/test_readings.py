"""What people type, read as it is meant or refused: the kinds of number that a bench writes."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.calculations.dilution import read_ratio
from benchapp.domain.calculations.seeding import read_count
from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.recipes.cautions import contraction
from benchapp.domain.units.fields import COUNT, DENSITY, PURITY, RATIO, VIABILITY, doubt
from benchapp.domain.units.grammar import read_typed, read_whole_number
from benchapp.domain.units.kinds import Kind, in_base, worth
from benchapp.domain.units.numerals import Sense, fixed_point
from benchapp.domain.units.unit_names import SPELLINGS, read_unit
from benchapp.domain.units.units import Units

AMOUNTS = {
    "10 µ M": (10, "uM"), "10uM.": (10, "uM"), "½ mL": (0.5, "mL"), "1/2 ml": (0.5, "mL"), "1½ mL": (1.5, "mL"),
    "1 1/2 mL": (1.5, "mL"), "10 microM": (10, "uM"), "10 micromolar": (10, "uM"), "10 Mikroliter": (10, "uL"),
    "10 µmol L-1": (10, "umol/L"), "10 µmol·L⁻¹": (10, "umol/L"), "10^-5 M": (1e-5, "M"), "1 x 10^-5 M": (1e-5, "M"),
    "1×10⁻⁵ M": (1e-5, "M"), "1 x 10-5 M": (1e-5, "M"), "5 mcg": (5, "ug"), "10 microliters": (10, "uL"),
    "10 mgs": (10, "mg"), "100 ng per ml": (100, "ng/mL"), "100 ng pro ml": (100, "ng/mL"),
    "0.1 vol%": (0.1, "percent_vv"), "0,1 Vol.-%": (0.1, "percent_vv"), "5 wt%": (5, "percent_ww"),
    "5 Gew.-%": (5, "percent_ww"), "5 g/100 mL": (0.05, "g/mL"), "15 mg/100 mL": (0.15, "mg/mL"),
    "2 mg/0.5 mL": (4, "mg/mL"), "1 kg/m3": (1, "g/L"), "1 mol/dm3": (1, "mol/L"), "150 kD": (150, "kDa"),
    "150 kDa": (150, "kDa"), "18 Dalton": (18, "Da"), "10 uM (final)": (10, "uM"), "10 µM final": (10, "uM"),
    "10 000 nM": (10_000, "nM"), "10'000 nM": (10_000, "nM"), "2 x 5 mg": (10, "mg"), "7 x 1000 mg": (7000, "mg"),
    "10 U/mL": (10, "U/mL"), "10 IU/mL": (10, "U/mL"), "5000 I.E./ml": (5000, "U/mL"), "5 kU": (5, "kU"),
    "100 ppm": (0.01, "percent_ww"), "5 ul/ml": (0.5, "percent_vv"), "1,200,000 nM": (1_200_000, "nM"),
    "1.200,5 nM": (1200.5, "nM"), "1 200 000 nM": (1_200_000, "nM"), "1.2e-3 M": (1.2e-3, "M"),
    "1,440 min": (1440, "min"),
    "3 mol·L⁻¹": (3, "mol/L"), "3 mol l-1": (3, "mol/L"), "3 mol/l": (3, "mol/L"),
    "3 mol.L-1": (3, "mol/L"), "2 kIU": (2, "kU"), "18 MIU": (18, "MU"), "18 Mio IE": (18_000_000, "U"),
    "3 mU/ml": (3, "mU/mL"), "1 N": (1, "N"), "10 mN": (10, "mN"), "2 eq/L": (2, "N"), "140 mEq/L": (140, "mN"),
    "0.15 mol/kg": (0.15, "mol/kg"), "150 mmol kg-1": (150, "mmol/kg"), "290 mOsm/kg": (290, "mOsm/kg"),
    "290 mosmol/kg H2O": (290, "mOsm/kg"), "290 mosmol/kg Wasser": (290, "mOsm/kg"), "300 mOsm/L": (300, "mOsm/L"),
    "300 mosmol l-1": (300, "mOsm/L"), "100 ppb": (0.00001, "percent_ww"), "2e7 IU/mg": (2e7, "U/mg"),
    "97,500 %": (97.5, "percent"), "1,250 x 10^3 nM": (1250, "nM"),
}  # fmt: skip
REFUSED = {
    "1 kg/m3^": Message.UNKNOWN_UNIT,
    "10 mM/L": Message.UNKNOWN_UNIT, "~10 µM": Message.NOT_A_NUMBER, "10-20 µM": Message.A_RANGE,
    "10 µM to 20 µM": Message.A_RANGE, "98 – 99 %": Message.A_RANGE,
    "5 bis 10 mL": Message.A_RANGE,
    "10 MM": Message.UNIT_MEANT, "10 Mg": Message.UNIT_MEANT, "10 nm": Message.UNIT_MEANT,
    "1 N acid": Message.NORMALITY,
    "10,000 nM": Message.TWO_READINGS, "5 x 10e4 M": Message.TWO_READINGS, "1.2 x 106 M": Message.TWO_READINGS,
    "259,260 g/mol": Message.TWO_READINGS, "1,500 h": Message.TWO_READINGS, "12 5 mM": Message.NOT_A_NUMBER,
    "10 000 00 nM": Message.NOT_A_NUMBER, "1e5e5 M": Message.NOT_A_NUMBER, "10 mM 5": Message.NOT_A_NUMBER,
    "10^999 M": Message.OUT_OF_RANGE, "-½ mL": Message.NEGATIVE,
}  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), AMOUNTS.items())
def test_an_amount_is_read_as_it_is_meant(text: str, meant: tuple[float, str]) -> None:
    typed = read_typed(text)

    assert typed.number == pytest.approx(meant[0])
    assert typed.unit == meant[1]
    assert fixed_point(typed.digits) == typed.number


@pytest.mark.parametrize(("text", "code"), REFUSED.items())
def test_what_is_left_over_or_can_be_read_twice_is_refused(text: str, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_typed(text)

    assert refused.value.code is code


def test_a_unit_is_named_as_it_was_typed() -> None:
    with pytest.raises(QuantityError) as refused:
        read_typed("10 µX")

    assert refused.value.values["unit"] == "µX"


@pytest.mark.parametrize(
    ("text", "solvent"), [("10 mM in DMSO", "DMSO"), ("10 mM", ""), ("1 mg/mL in PBS", "PBS"), ("5 mM in H2O", "H2O")]
)
def test_the_solvent_named_with_a_stock_is_part_of_the_reading(units: Units, text: str, solvent: str) -> None:
    assert units.read_with_solvent(text)[1].solvent == solvent
    if solvent:
        with pytest.raises(QuantityError) as refused:
            units.read(text)
        assert refused.value.code is Message.SOLVENT_ELSEWHERE
        assert refused.value.values["amount"] == text.partition(" in ")[0]


COUNTS = {
    "135 x 10000": 1_350_000, "7 x 1000": 7000, "20 x 1000/well": 20_000, "10^6": 1e6, "10⁶": 1e6, "500k": 5e5,
    "20k/well": 2e4, "0.5 million": 5e5, "2.5 Mio/mL": 2.5e6, "2,5 Mio. Zellen/ml": 2.5e6, "250 cells/µL": 2.5e5,
    "1.2e6 viable cells/mL": 1.2e6, "3 x 10^5 mL^-1": 3e5, "1.250 x 10^6": 1.25e6, "20 000 Zellen je Well": 2e4,
    "1,200,000": 1.2e6, "4.5 x 10^9/L": 4.5e6, "1.5 × 10 ^ 6 cells per ml": 1.5e6, "12'000 cells": 12_000,
}  # fmt: skip


@pytest.mark.parametrize(("text", "count"), COUNTS.items())
@pytest.mark.parametrize("comma", [False, True])
def test_a_count_is_read_as_it_is_meant(text: str, count: float, *, comma: bool) -> None:
    assert read_count(text, decimal_comma=comma) == pytest.approx(count)


@pytest.mark.parametrize("text", ["20.000", "20,000 cells", "20.000 Zellen", "1,250", "2 x 106", "5x10e4"])
@pytest.mark.parametrize("comma", [False, True])
def test_a_count_that_can_be_read_twice_is_asked_about_and_both_can_be_typed(text: str, *, comma: bool) -> None:
    with pytest.raises(QuantityError) as refused:
        read_count(text, decimal_comma=comma)

    assert refused.value.code is Message.TWO_READINGS
    small, large = (read_count(str(refused.value.values[name]), decimal_comma=comma) for name in ("small", "large"))
    assert small < large


@pytest.mark.parametrize("text", ["0.5M", "135 x", "10 mM", "20 000 wells of cells", "1e6 cells/mL/h", "k", "5 kg"])
def test_what_is_no_count_is_refused_as_such(text: str) -> None:
    with pytest.raises(QuantityError) as refused:
        read_count(text)
    assert refused.value.code is Message.NOT_A_COUNT


def test_a_count_per_volume_is_none_per_well() -> None:
    with pytest.raises(QuantityError) as refused:
        read_count("250 cells/µL", per="well")
    assert refused.value.code is Message.COUNT_PER


RATIOS = {
    "1:2,500": (1, 2500, ""), "1:10,000": (1, 10_000, ""), "1:10.000": (1, 10_000, ""), "1/10,000": (1, 10_000, ""),
    "1:10 000": (1, 10_000, ""), "1:1,000,000": (1, 1_000_000, ""), "1:2.5": (1, 2.5, ""), "1:2,5": (1, 2.5, ""),
    "1 in 10": (1, 10, "in_all"), "1 auf 10": (1, 10, "in_all"), "1 to 10": (1, 10, ""), "1 zu 10": (1, 10, ""),
    "1+9": (1, 9, "plus"), "1 part + 9 parts": (1, 9, "plus"), "1 Teil + 9 Teile": (1, 9, "plus"),
    "1:1": (1, 1, "plus"),
    "1 / 10": (1, 10, ""), "1 part in 1,500": (1, 1500, "in_all"),
    "1 Teil auf 9 Teile": (1, 9, ""), "1 Teil auf 10 Teile gesamt": (1, 10, "in_all"), "1 auf 9 Teile": (1, 9, ""),
    "2 Teile in 9 Teile": (2, 9, ""), "1 part into 9 parts": (1, 9, ""), "1 Teil auf 10": (1, 10, "in_all"),
    "10-fold": (1, 10, "in_all"), "x10": (1, 10, "in_all"), "10 times": (1, 10, "in_all"), "1:10-fold": (1, 10, ""),
    "1:2k": (1, 2000, ""), "1:2.5k": (1, 2500, ""), "1:2,5 k": (1, 2500, ""), "1:1.25k": (1, 1250, ""),
    "1 part to 9 parts": (1, 9, ""), "1 part in 10 parts": (1, 10, "in_all"), "1 vol. auf 9 vol.": (1, 9, ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "ratio"), RATIOS.items())
@pytest.mark.parametrize("comma", [False, True])
def test_a_ratio_is_read_as_it_is_meant(text: str, ratio: tuple[float, float, str], *, comma: bool) -> None:
    read = read_ratio(text, decimal_comma=comma)

    assert (read.part, read.whole, read.way) == ratio


@pytest.mark.parametrize(
    "text",
    ["10:1", "1:0", "1 in 1", "1/2/3", "1:", "1:10x", "1+9+3", "1:10 mL", "1:10 %", "1:2,50,0", "ten", "1:1.500k"],
)
def test_what_is_no_ratio_is_refused_whole(text: str) -> None:
    with pytest.raises(BenchError):
        read_ratio(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" ", Message.EMPTY), ("~1:10", Message.INEXACT), ("about 1:10", Message.INEXACT),
        ("1:1000000000000000000000", Message.CANNOT_BE),
        ("1:10 or 1:20", Message.A_RANGE), ("1:10-20", Message.A_RANGE), ("1:" + "0" * 70, Message.NOT_A_RATIO),
    ],
)  # fmt: skip
def test_what_is_none_or_several_ratios_is_said_so(text: str, code: MessageCode) -> None:
    with pytest.raises(BenchError) as refused:
        read_ratio(text)

    assert refused.value.code is code


@pytest.mark.parametrize("diluent", ["in PBS", "in 2 % FBS", "with medium", "mit 0,5 % BSA"])
def test_what_is_diluted_in_does_not_change_the_ratio(diluent: str) -> None:
    ratio = read_ratio(f"1:10 {diluent}")

    assert (ratio.part, ratio.whole, ratio.way) == (1, 10, "")


def test_a_ratio_to_a_thousandth_of_a_part_is_asked_about() -> None:
    with pytest.raises(QuantityError) as refused:
        read_ratio("1:1.333")
    assert (refused.value.values["small"], refused.value.values["large"]) == ("1:1.3330", "1:1333")
    assert read_ratio("1:1.3330").whole == pytest.approx(1.333)


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("≥98 %", 98), ("98 % (HPLC)", 98), (">99% (HPLC)", 99), ("98 % by HPLC", 98), ("min. 98 %", 98),
        ("985 µg/mg", 98.5),
        ("1,005 ug/mg", 100.5), ("0.985 mg/mg", 98.5), ("97,500 %", 97.5), ("98% pure", 98), ("≥ 97 % (area %)", 97),
        ("985 mg/g", 98.5),
    ],
)  # fmt: skip
@pytest.mark.parametrize("comma", [False, True])
def test_a_purity_is_read_as_labels_print_it(text: str, percent: float, *, comma: bool) -> None:
    typed = read_typed(text, decimal_comma=comma, sense=PURITY)
    assert typed.number == pytest.approx(percent)
    assert typed.unit == "percent"


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("1,839 g/mL", 1.839, "g/mL"),
        ("1,839 kg/m3", 1839, "g/L"),
        ("1.2 g/cm³", 1.2, "g/mL"),
        ("1,839 g/L", 1839, "g/L"),
    ],
)
def test_a_density_is_read_as_one_that_a_liquid_has(text: str, number: float, unit: str) -> None:
    typed = read_typed(text, sense=DENSITY)
    assert typed.number == pytest.approx(number)
    assert typed.unit == unit


@pytest.mark.parametrize(
    ("sense", "base", "code", "meant"),
    [
        (PURITY, 0.98, Message.PURITY_DOUBTED, 98.0), (PURITY, 9.0, Message.PURITY_DOUBTED, None),
        (PURITY, 98.0, None, None),
        (PURITY, 100.5, Message.PURITY_DOUBTED, None), (VIABILITY, 0.95, Message.VIABILITY_DOUBTED, 95.0),
        (VIABILITY, 120.0, Message.VIABILITY_DOUBTED, None), (VIABILITY, 10.0, None, None),
        (DENSITY, 1.839, Message.DENSITY_DOUBTED, None), (DENSITY, 1839.0, None, None),
        (DENSITY, 5000.0, Message.DENSITY_DOUBTED, None),
        (COUNT, 0.001, None, None),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_well_be_is_questioned(
    sense: Sense, base: float, code: MessageCode | None, meant: float | None
) -> None:
    found = doubt(sense, base)

    assert (found.code if found else None) is code
    if found is not None:
        assert found.values["meant"] == (None if meant is None else pytest.approx(meant))


@pytest.mark.parametrize(
    ("text", "number"), [("96", 96), ("1,536", 1536), ("1.536", 1536), ("96 wells", 96), ("2 x 96", 192)]
)
def test_a_whole_number_is_read(text: str, number: int) -> None:
    assert read_whole_number(text) == number
    assert read_whole_number(text, decimal_comma=True) == number


@pytest.mark.parametrize("text", ["3.5", "abc", "12 mM", "1,53"])
def test_what_is_not_whole_is_refused(text: str) -> None:
    with pytest.raises(QuantityError) as refused:
        read_whole_number(text)
    assert refused.value.code is Message.NOT_WHOLE


@pytest.mark.parametrize("text", ["1,5", " 1", "1e5x", "", "nan", "0x10", "1_000", "٣", "9" * 70])
def test_a_number_of_a_file_has_a_decimal_point_and_nothing_else(text: str) -> None:
    with pytest.raises(QuantityError):
        fixed_point(text)


def test_every_unit_that_is_read_has_its_worth_without_the_registry_too(units: Units) -> None:
    for spelling, unit in SPELLINGS.items():
        known = worth(unit)
        assert known is not None, spelling
        assert units.base(units.of(1, unit)) == pytest.approx(known[1]), spelling
    for text in ("kDa", "mg/mL", "U/mL", "kU/uL", "umol/L", "g/mol", "mg/mmol"):
        unit, by = read_unit(text) or ("", 0)
        assert by == 1
        known = worth(unit)
        assert known is not None
        assert units.base(units.of(1, unit)) == pytest.approx(known[1])
    assert in_base("20.5", "kDa") == (Kind.MOLAR_MASS, 20_500)


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(["mM", "µL", "mg/mL", "ng"]))
def test_three_digits_behind_a_comma_are_never_taken_one_way_in_silence(front: int, behind: int, unit: str) -> None:
    text = f"{front},{behind:03d} {unit}"
    for comma in (False, True):
        with pytest.raises(QuantityError) as refused:
            read_typed(text, decimal_comma=comma)
        assert refused.value.code is Message.TWO_READINGS
        small, large = (
            read_typed(f"{refused.value.values[name]} {unit}", decimal_comma=comma).number
            for name in ("small", "large")
        )
        assert large == pytest.approx(1000 * small)
        assert large == front * 1000 + behind


@given(st.integers(1, 10**9), st.sampled_from([",", ".", " ", "'", "\u202f"]), st.booleans())
def test_several_groups_of_three_have_one_reading(number: int, sign: str, comma: bool) -> None:
    text = f"{number:,}".replace(",", sign)
    if number >= 10**6 or sign not in ",.":
        assert read_typed(f"{text} nM", decimal_comma=comma).number == number


@given(st.text(max_size=70), st.booleans(), st.sampled_from([PURITY, DENSITY, COUNT, RATIO, Sense()]))
def test_any_text_is_read_or_refused(text: str, comma: bool, sense: Sense) -> None:
    for read in (
        lambda: read_typed(text, decimal_comma=comma, unit_needed=False, sense=sense),
        lambda: read_count(text, decimal_comma=comma),
        lambda: read_ratio(text, decimal_comma=comma),
        lambda: read_whole_number(text, decimal_comma=comma),
    ):
        try:
            read()
        except BenchError:
            continue


@given(
    st.sampled_from([*AMOUNTS, *COUNTS, *RATIOS]),
    st.sampled_from([" 5", "x5", " and", "%5", "=", " mM mM", "^", "/", ":"]),
)
def test_nothing_is_read_in_part(text: str, rest: str) -> None:
    for read in _READERS:
        try:
            alone = read(text)
            more = read(text + rest)
        except BenchError:
            continue
        # What is read with something behind it is another number or another unit, never the same one without it.
        assert more != alone, text + rest


_READERS: tuple[Callable[[str], object], ...] = (
    lambda text: (read_typed(text).digits, read_typed(text).unit),
    read_count,
    lambda text: read_ratio(text).whole,
)


def test_a_dilution_in_per_cent_by_volume_is_made_up_to_its_volume() -> None:
    (said,) = contraction(Kind.PERCENT_VV, 1e6, 0.7)

    assert (said.code, said.values["ul"]) == (Message.ALCOHOL_CONTRACTS, 1e6)
    assert not contraction(Kind.MOLARITY, 1e6, 0.7)
    # What 0.1 % of a detergent or of DMSO shrinks, nobody can measure.
    assert not contraction(Kind.PERCENT_VV, 1e6, 0.001)
