"""`benchapp --read`: each answer follows its schema, and says what the screen's field would take."""

import json
import subprocess
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from benchapp.base import paths
from benchapp.cli import main
from benchapp.commands.read import FIELDS, read_text
from tests.json_schemas import validate

NOW = datetime(2026, 11, 28, 18, 5, tzinfo=ZoneInfo("Europe/Berlin"))
SCHEMA = json.loads((paths.resources() / "read.schema.json").read_text(encoding="utf-8"))
READ = [
    ("amount", "10 µ M", 10, "uM"), ("amount", "½ mL", 0.5, "mL"), ("concentration", "1×10⁻⁵ M", 1e-5, "M"),
    ("concentration", "10 mM in DMSO", 10, "mM"), ("concentration", "5000 IU/mL", 5000, "U/mL"),
    ("mass", "2 x 5 mg", 10, "mg"),
    ("volume", "10 microliters", 10, "uL"), ("molar-mass", "150 kDa", 150, "kDa"), ("molar-mass", "150 kD", 150, "kDa"),
    ("purity", "≥98 % (HPLC)", 98, "percent"), ("purity", "1,005 ug/mg", 100.5, "percent"),
    ("purity", "0.98 %", 0.98, "percent"),
    ("density", "1,839 g/mL", 1.839, "g/mL"), ("viability", "95 %", 95, "percent"),
    ("count", "135 x 10000", 1_350_000, ""),
    ("count", "250 cells/µL", 250_000, ""), ("ratio", "1:2,500", 2500, ""), ("ratio", "1+9", 10, ""),
    ("ratio", "1:1", 2, ""),
    ("factor", "1:3", 3, ""), ("factor", "0.5 log", 10**0.5, ""), ("factor", "threefold", 3, ""),
    ("factor", "x2", 2, ""),
    ("length", "2 days and 4 hours", 187_200, "s"), ("length", "1,440 min", 86_400, "s"),
    ("length", "overnight", 57_600, "s"),
    ("concentration", "10\u200bµM", 10, "uM"), ("concentration", "１０ µM", 10, "uM"),
    ("concentration", "1.5 × 10–6 M", 1.5e-6, "M"), ("concentration", "5 mmol.L-1", 5, "mmol/L"),
    ("concentration", "5 mol m-3", 5, "mmol/L"), ("concentration", "10 μmol⁄L", 10, "umol/L"),
    ("amount", "5 µmoles", 5, "umol"), ("amount", "20 nmole", 20, "nmol"), ("molar-mass", "259.26 amu", 259.26, "Da"),
    ("purity", "99+%", 99, "percent"), ("purity", "98% min", 98, "percent"), ("purity", "95% (LC/MS)", 95, "percent"),
    ("purity", "≥ 98 % (HPLC, UV 254 nm)", 98, "percent"), ("purity", "> 98.0%(HPLC)(N)", 98, "percent"),
    ("purity", "98 % nach HPLC", 98, "percent"), ("viability", "95 % vital", 95, "percent"),
    ("density", "1.1 g cm-3", 1.1, "g/mL"), ("density", "1100 kg·m⁻³", 1100, "g/L"),
    ("density", "1.1 g/mL at 25 °C", 1.1, "g/mL"), ("density", "1.1 g/mL (20 °C)", 1.1, "g/mL"),
    ("count", "half a million", 5e5, ""), ("count", "1.2e6 viable/mL", 1.2e6, ""),
    ("count", "1.2·10⁶·mL⁻¹", 1.2e6, ""),
    ("count", "5000 T cells", 5000, ""), ("ratio", "1 plus 9", 10, ""), ("ratio", "10-fold", 10, ""),
    ("ratio", "1：10", 10, ""), ("ratio", "1 out of 10", 10, ""), ("ratio", "1:10 v/v", 10, ""),
    ("factor", "log10", 10, ""), ("factor", "quarter log", 10**0.25, ""), ("factor", "1:2 dilution", 2, ""),
    ("length", "bis 17 Uhr", 82_500, "s"), ("when", "28.11. 16:00", 7500, "s"),
    ("when", "yesterday 16:00", 93_900, "s"),
]  # fmt: skip
REFUSED = [
    ("count", "20.000", "two_readings"), ("concentration", "10,000 nM", "two_readings"),
    ("doses", "10,3 µM", "read_two_ways"),
    ("doses", "10/3 µM", "read_two_ways"), ("amount", "10 mM x", "two_units"), ("length", "16:00", "read_two_ways"),
    ("length", "48", "no_unit"), ("when", "tomorrow 9:00", "time_ahead"), ("purity", "0.98", "no_unit"),
    ("mass", "5 mL", "wrong_kind"),
    ("factor", "1:1:3", "not_a_factor"), ("factor", "0.5", "factor_too_small"), ("ratio", "10:1", "not_a_ratio"),
    ("doses", "", "empty"),
    ("molar-mass", "10 mM", "wrong_kind"), ("volume", "", "empty"), ("density", "1.8", "no_unit"),
    ("viability", "many", "not_a_number"), ("count", "135 x 10.000", "two_readings"),
    ("count", "5000 cells/cm²", "count_per"), ("ratio", "", "empty"), ("factor", "3x3", "not_a_factor"),
    ("doses", "1,000,100,10 nM", "grouped"), ("doses", "10 nM, 1 µM, 3", "no_unit"),
    ("doses", "10,3,1,0,3 µM", "read_two_ways"), ("doses", "0,1,10 µM", "read_two_ways"),
    ("when", "in 2 h", "time_ahead"), ("when", "daily", "bad_time"), ("when", "overnight", "bad_time"),
    ("when", "1600h", "read_two_ways"), ("when", "11 years ago", "time_too_far"), ("length", "2 h ago", "time_passed"),
    ("length", "vor 2 h", "time_passed"), ("length", "until 2 h", "read_two_ways"),
    ("length", "ca. 16:00", "read_two_ways"), ("length", "until 5 o'clock", "read_two_ways"),
    ("volume", "10 um", "unknown_unit"), ("mass", "5 m", "unknown_unit"), ("concentration", "0.1 N HCl", "normality"),
    ("purity", "98 % ee", "left_over"), ("purity", "98 % 5", "left_over"),
    ("viability", "5 % dead", "left_over"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text", "number", "unit"), READ)
def test_a_text_is_read_as_the_field_reads_it(field: str, text: str, number: float, unit: str) -> None:
    answer = read_text(field, text, NOW)

    validate(answer, SCHEMA)
    assert answer["number"] == pytest.approx(number)
    assert answer["unit"] == unit


@pytest.mark.parametrize(("field", "text", "code"), REFUSED)
def test_a_refusal_has_its_code_and_a_sentence(field: str, text: str, code: str) -> None:
    answer = read_text(field, text, NOW)

    validate(answer, SCHEMA)
    refusal = answer["refusal"]
    assert isinstance(refusal, dict)
    assert refusal["code"] == code
    assert "{" not in refusal["sentence"]


@pytest.mark.parametrize(
    ("text", "doses", "zero"),
    [
        ("0; 0.1; 1; 10 µM", [0.1, 1, 10], True), ("10, 3, 1 µM", [10, 3, 1], False), ("10 3 1 µM", [10, 3, 1], False),
        ("10,3,1 µM", [10, 3, 1], False), ("10, 3 and 1 µM", [10, 3, 1], False),
        ("10 µM, 3 µM, 1 µM", [10, 3, 1], False),
        ("10 000 nM", [10_000], False), ("10 µM 3 µM 1 µM", [10, 3, 1], False), ("10, 5 or 1 µM", [10, 5, 1], False),
        ("vehicle, 1, 10 µM", [1, 10], True), ("0,1 0,3 1 µM", [0.1, 0.3, 1], False),
        ("µM: 10, 3, 1", [10, 3, 1], False),
        ("10uM,3uM,1uM", [10, 3, 1], False), ("1 000,5 nM", [1000.5], False), ("10 µM; 3; 0", [10, 3], True),
        ("10, 3, 1 (µM)", [10, 3, 1], False), ("10, 3, 1, µM", [10, 3, 1], False),
        ("0; 10, 3, 1 µM", [10, 3, 1], True), ("vehicle; 10, 3, 1 µM", [10, 3, 1], True),
        ("0; 10,3,1 µM", [10, 3, 1], True), ("10 3 1 µM; 0", [10, 3, 1], True), ("0; 10,3 µM", [10.3], True),
        ("0; 10 µM, 3 µM", [10, 3], True), ("0; 10 000 nM", [10_000], True),
        ("0,1; 1 µM", [0.1, 1], False), ("10/3/1 µM", [10, 3, 1], False),
    ],
)  # fmt: skip
def test_doses_are_listed(text: str, doses: list[float], *, zero: bool) -> None:
    answer = read_text("doses", text, NOW)

    validate(answer, SCHEMA)
    listed = answer["doses"]
    assert isinstance(listed, list)
    assert [one["number"] for one in listed] == doses
    assert answer["zero"] is zero


@pytest.mark.parametrize(
    ("text", "doses"),
    [
        ("10, 100 nM, 1 µM", [(10, "nM"), (100, "nM"), (1, "uM")]),
        ("10 nM; 1; 10 µM", [(10, "nM"), (1, "uM"), (10, "uM")]),
        ("1e-6,1e-7,1e-8 M", [(1e-6, "M"), (1e-7, "M"), (1e-8, "M")]),
    ],
)
def test_a_dose_without_a_unit_has_the_next_one_named(text: str, doses: list[tuple[float, str]]) -> None:
    listed = read_text("doses", text, NOW)["doses"]
    assert isinstance(listed, list)
    assert [(one["number"], one["unit"]) for one in listed] == [(pytest.approx(number), unit) for number, unit in doses]


def test_what_can_be_meant_besides_and_what_is_questioned_stand_in_the_answer() -> None:
    assert read_text("ratio", "1:10", NOW)["other"] == [11]
    assert "other" not in read_text("ratio", "1 in 10", NOW)
    assert read_text("ratio", "1 Teil auf 9 Teile", NOW)["other"] == [10]
    # From dose to dose 1:3 is a third, as the forms take it.
    assert "other" not in read_text("factor", "1:3", NOW)
    assert read_text("factor", "1+3", NOW)["number"] == 4
    assert read_text("concentration", "10 mM in DMSO", NOW)["solvent"] == "DMSO"
    assert "A purity of 0.98 % is unusual. Is 98 % meant?" in str(read_text("purity", "0.98 %", NOW)["cautions"])
    assert "density of 0.001839 g/mL" in str(read_text("density", "1.839 mg/mL", NOW)["cautions"])
    assert "98 %" in str(read_text("purity", "0.98", NOW)["refusal"])
    assert "1.839 g/mL" in str(read_text("density", "1.839", NOW)["refusal"])


@pytest.mark.parametrize(
    ("field", "text", "hint"),
    [
        ("length", "banana", "for example 48 h, 1 d 12 h, overnight or until Fri 17:00"),
        ("when", "banana", "for example 10 min ago, 9:30, yesterday 16:00 or 2026-11-27 16:00"),
        ("when", "16.00", "can be read as 16:00 or as 16 h ago"),
        ("when", "9,30", "as 9:30 or as 9.3 h ago"),
        ("when", "16", "for example 16 min ago"),
        ("length", "16.00", "can be read as 16 h or as until 16:00"),
        ("when", "28.11.1926", "more than ten years"),
        ("concentration", "5 mL", "read as volume; this field is for concentration"),
        ("doses", "10, 3, 1 mg", "“10 mg” is read as mass; this field is for concentration"),
        ("purity", "98 % v/v", "this field is for percent or percent w/w"),
        ("count", "5000 cells/cm²", "per cm²; this field is for cells per mL or well"),
        ("molar-mass", "259.26 u", "for example 259.26 g/mol"),
        ("length", "until Mon 9", "until Mon 9:00 or as until Mon 21:00"),
        ("when", "yesterday at 9", "yesterday 9:00 or as yesterday 21:00"),
    ],
)
def test_a_hint_is_made_for_the_field_that_asks(field: str, text: str, hint: str) -> None:
    assert hint in read_text(field, text, NOW)["refusal"]["sentence"]  # type: ignore[index]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", ["", "x", "10", "1,500", "10 mM; 3", "-5", "1e999", "ü" * 90])
def test_every_field_answers_any_text_by_its_schema(field: str, text: str) -> None:
    validate(read_text(field, text, NOW), SCHEMA)


def test_the_command_prints_json_and_needs_no_window() -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([sys.executable, "-m", "benchapp", *arguments], capture_output=True, check=False)

    read = run("--read", "when", "yesterday 16:00", "--now", "2026-11-28T18:05")
    assert (read.returncode, json.loads(read.stdout)["number"]) == (0, 93_900)
    assert run("--read", "count", "20.000").returncode == 1
    assert run("--read", "colour", "red").returncode == 2
    assert run("--read", "mass").returncode == 2
    code = "import sys, benchapp.commands.read; print('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"False"


@pytest.mark.parametrize("text", ["-5mg", "-log", "−5 mg", "-h", "\udcff\udcfe mg"])
def test_any_text_can_be_given(text: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["--read", "mass", text]) == 1
    answer = json.loads(capfdbinary.readouterr().out)
    validate(answer, SCHEMA)
    assert answer["refusal"]["sentence"]
