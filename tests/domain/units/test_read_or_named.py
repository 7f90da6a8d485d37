"""What people type beside the plain forms: read as meant, asked about, or refused by what is wrong with it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.base import paths
from benchapp.commands.read import FIELDS, read_text
from benchapp.domain.messages import BenchError, QuantityError
from benchapp.domain.units.kinds import CONCENTRATIONS, Kind
from benchapp.domain.units.units import Units

# A Sunday.
NOW = datetime(2026, 11, 29, 13, 30, tzinfo=ZoneInfo("Europe/Berlin"))
UNITS = Units((paths.resources() / "units.txt").read_text(encoding="utf-8").splitlines())

READ = [
    ("5 x 10(-6) M", 5e-6, "M", ""), ("10^{-5} M", 1e-5, "M", ""), ("1.5 e-3 M", 1.5e-3, "M", ""),
    ("3 mal 10 mM", 30, "mM", ""), ("10 u M", 10, "uM", ""), ("10 µmolar", 10, "uM", ""), ("10 micro M", 10, "uM", ""),
    ("10 pico-molar", 10, "pM", ""), ("10 mMol/L", 10, "mmol/L", ""), ("10 mmol L^{-1}", 10, "mmol/L", ""),
    ("10 mg/mL (w/v)", 10, "mg/mL", ""), ("10 mg/ml w/v", 10, "mg/mL", ""), ("0.1 volume %", 0.1, "percent_vv", ""),
    ("5 Massen-%", 5, "percent_ww", ""), ("5 ‰ v/v", 0.5, "percent_vv", ""), ("5 Promille", 0.5, "percent", ""),
    ("10 mM (DMSO)", 10, "mM", "DMSO"), ("10 mM, DMSO", 10, "mM", "DMSO"), ("10 mM DMSO", 10, "mM", "DMSO"),
    ("10 mM in 100 % DMSO", 10, "mM", "DMSO"), ("10 mM stock in DMSO", 10, "mM", "DMSO"),
    ("10 mM in ddH2O", 10, "mM", "ddH2O"), ("1 Mio. I.E./mL", 1e6, "U/mL", ""), ("(10 µM)", 10, "uM", ""),
    ("10 mM;", 10, "mM", ""), ("10 mM, in DMSO", 10, "mM", "DMSO"), ("10 mM [DMSO]", 10, "mM", "DMSO"),
    ("10 mM DMSO-Stock", 10, "mM", "DMSO"), ("10 E/ml", 10, "U/mL", ""),
    ("10 micrograms per milliliter", 10, "ug/mL", ""), ("5 ㎎/mL", 5, "mg/mL", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "unit", "solvent"), READ)
def test_a_concentration_is_read_as_it_is_meant(text: str, number: float, unit: str, solvent: str) -> None:
    _, typed = UNITS.read_with_solvent(text, *CONCENTRATIONS)

    assert typed.number == pytest.approx(number)
    assert (typed.unit, typed.solvent) == (unit, solvent)


NAMED = [
    ("~10 µM", "inexact", "amount", "10 µM"), ("≥ 10 mM", "inexact", "amount", "10 mM"),
    ("ca. 10 µM", "inexact", "amount", "10 µM"), ("bis zu 10 µM", "inexact", "amount", "10 µM"),
    ("10 ± 1 µM", "inexact", "amount", "10 µM"), ("10 µM ± 10 %", "inexact", "amount", "10 µM"),
    ("1:1000", "ratio_typed", "text", "1:1000"), ("1 in 500", "ratio_typed", "text", "1 in 500"),
    ("10 µM (10 mM)", "several_amounts", "amount", "10 µM"),
    ("2.6 µg/mL (10 µM)", "several_amounts", "amount", "2.6 µg/mL"),
    ("10 µM for 48 h", "left_over", "rest", "for 48 h"),
    ("10 mM in 70 % ethanol", "left_over", "rest", "in 70 % ethanol"),
    ("about what 10 µM", "left_over", "rest", "about what"), ("10-5 M", "power_or_range", "power", "1e-5 M"),
    ("10 -5 M", "power_or_range", "power", "1e-5 M"), ("10-20 µM", "a_range", "text", "10-20 µM"),
    ("10 to 20 µM", "a_range", "text", "10 to 20 µM"), ("10/20 µM", "not_a_number", "text", "10/20 µM"),
    ("10/3 µM", "not_a_number", "text", "10/3 µM"), ("70 % ethanol", "left_over", "rest", "ethanol"),
    ("1x PBS", "left_over", "rest", "PBS"), ("10 uM,20 uM", "several_amounts", "amount", "10 uM"),
    ("0x10 µM", "not_a_number", "text", "0x10 µM"), ("10 (5) mM", "not_a_number", "text", "10 (5) mM"),
    ("10 µM MG-132", "left_over", "rest", "MG-132"),
    ("5 mg kg-1", "not_a_number", "text", "5 mg kg-1"), ("1 00 µM", "not_a_number", "text", "1 00 µM"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "name", "value"), NAMED)
def test_a_refused_concentration_names_what_is_wrong(text: str, code: str, name: str, value: str) -> None:
    with pytest.raises(QuantityError) as refused:
        UNITS.read_with_solvent(text, *CONCENTRATIONS)

    assert (str(refused.value.code), refused.value.values[name]) == (code, value)


@given(
    number=st.integers(1, 999),
    unit=st.sampled_from(["µM", "mg/mL", "mM", "% v/v"]),
    beside=st.sampled_from(
        ["{} final dose", "{} per well", "each {}", "{} ({})", "~{}", "{} + {}", "{} at 37 °C", "{}/{}"]
    ),
)
def test_nothing_beside_an_amount_is_passed_over(number: int, unit: str, beside: str) -> None:
    amount = f"{number} {unit}"

    with pytest.raises(BenchError):
        UNITS.read(beside.replace("{}", amount), *CONCENTRATIONS)


FIELDS_READ = [
    ("purity", "Reinheit: ≥98 %", 98), ("purity", "HPLC: 98.5 %", 98.5), ("purity", "98.5 area-%", 98.5),
    ("purity", "NLT 98 %", 98), ("purity", "980 ‰", 98), ("viability", "Vitalität 95 %", 95),
    ("count", "5x10(5)/mL", 5e5), ("count", "1.2 e6", 1.2e6), ("count", "1.2 mal 10 hoch 6", 1.2e6),
    ("count", "1200/mm3", 1.2e6), ("count", "1 mln", 1e6), ("count", "1.2e6 Z/ml", 1.2e6),
    ("ratio", "1:10 in PBS", 10), ("ratio", "1:1000 in 5 % BSA", 1000), ("ratio", "1:5k", 5000), ("ratio", "x10", 10),
    ("ratio", "10-mal", 10), ("ratio", "1:2,500", 2500), ("ratio", "1:2,5", 2.5), ("factor", "by a factor of 5", 5),
    ("factor", "÷5", 5), ("factor", "3-fache Verdünnung", 3), ("factor", "zwei log", 100),
    ("length", "12 mo", 31_104_000),
    ("length", "until nine am", 70200), ("when", "12 Uhr nachts", 48600), ("when", "26-11-28", 91800),
    ("when", "28-11-26", 91800),
 ("ratio", "Verdünnung 1:10", 10), ("ratio", "dil 1:10", 10),
    ("factor", "Faktor 3", 3), ("factor", "full log", 10), ("factor", "log 0.5", 10**0.5), ("factor", "1:√10", 10**0.5),
    ("length", "5' 30\"", 330), ("length", "2 hours 30", 9000), ("length", "1 Std 30", 5400),
    ("length", "2x täglich", 43200), ("length", "until half past 8 pm", 25200),
    ("when", "0930", 14400), ("when", "20261128 1600", 77400), ("when", "28.11", 91800),
    ("when", "gestern neun Uhr", 102600),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text", "number"), FIELDS_READ)
def test_other_fields_read_it_as_it_is_meant(field: str, text: str, number: float) -> None:
    answer = read_text(field, text, NOW)

    assert answer["read"], answer
    assert answer["number"] == pytest.approx(number)


FIELDS_REFUSED = [
    ("count", "~1e6", "count_vague", "exact"), ("count", "2-5e5", "count_vague", "exact"),
    ("count", "2e5 bis 5e5", "count_vague", "exact"), ("length", "24–48 h", "a_range", "48 h"),
    ("length", "≥ 24 h", "time_vague", "exactly"), ("length", "a few hours", "time_vague", "exactly"),
    ("length", "500 ms", "bad_time", "not a time"), ("length", "5 de", "bad_time", "not a time"),
    ("length", "8 to 5", "bad_time", "not a time"),
    ("length", "until nine", "read_two_ways", "until 9:00 or as until 21:00"),
    ("when", "28.11 16", "read_two_ways", "28.11.2016 or as 28.11. 16:00"),
    ("when", "09.30 h", "read_two_ways", "9.3 h ago"), ("ratio", "1:10-1:100", "a_range", "1:10"),
    ("ratio", "1:100, 1:1000", "a_range", "1:10"), ("ratio", "~1:10", "inexact", "exact"),
    ("ratio", "10", "not_a_ratio", "1:10"), ("ratio", "1,10", "not_a_ratio", "1:10"),
    ("length", "halb neun", "read_two_ways", "until 8:30 or as until 20:30"),
    ("length", "bis Montag halb neun", "read_two_ways", "until Montag 8:30"),
    ("length", "on Monday at 8", "read_two_ways", "until Monday 8:00 or as until Monday 20:00"),
    ("length", "KW 48", "time_vague", "exactly"), ("length", "bis morgen früh", "time_vague", "exactly"),
    ("when", "halb neun", "read_two_ways", "8:30 or as 20:30"),
    ("when", "fünf vor halb neun", "read_two_ways", "8:25 or as 20:25"),
    ("when", "dreiviertel neun", "read_two_ways", "8:45 or as 20:45"),
    ("when", "9.30h", "read_two_ways", "9:30 or as 9.3 h ago"), ("when", "1630", "read_two_ways", "16:30"),
    ("when", "gestern Abend", "time_vague", "yesterday 16:00"), ("when", "last week", "time_vague", "yesterday 16:00"),
    ("doses", "3 x 10 µM", "read_two_ways", "30 µM or as 10 µM"),
    ("doses", "100,300 nM", "read_three_ways", "100.3 nM, as 100300 nM or as 100; 300 nM"),
    ("doses", "10 µM x 3", "left_over", "x 3"),
    ("doses", "10 nM to 10 µM", "a_range", "range"), ("doses", "1 bis 10 µM", "a_range", "range"),
    ("doses", "10 µM (n=3), 1 µM", "left_over", "(n=3)"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text", "code", "words"), FIELDS_REFUSED)
def test_other_fields_ask_or_name_what_is_wrong(field: str, text: str, code: str, words: str) -> None:
    answer = read_text(field, text, NOW)
    refusal = answer["refusal"]

    assert isinstance(refusal, dict)
    assert refusal["code"] == code
    assert words in refusal["sentence"]


@pytest.mark.parametrize(
    "text", ["[10, 3, 1] µM", "(10, 3, 1) µM", "10, 3, 1 [µM]", "10, 3, & 1 µM", "DMSO, 10, 3, 1 µM"]
)
def test_a_list_of_doses_may_stand_in_brackets(text: str) -> None:
    answer = read_text("doses", text, NOW)

    assert answer["doses"] == [{"number": number, "unit": "uM"} for number in (10, 3, 1)]


@pytest.mark.parametrize("field", FIELDS)
@given(text=st.text(alphabet="0123456789.,-±~/:()[]{}x×^%‰ eEµmMLghdnoabis'\"′″", max_size=14))
def test_whatever_is_typed_is_read_or_refused_in_words(field: str, text: str) -> None:
    answer = read_text(field, text, NOW)

    assert answer["read"] or answer["refusal"]


def test_a_volume_that_names_a_solvent_offers_the_volume_alone() -> None:
    with pytest.raises(QuantityError) as refused:
        UNITS.read("10 mL (DMSO)", Kind.VOLUME)

    assert refused.value.values["amount"] == "10 mL"
