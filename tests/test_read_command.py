"""`benchapp --read`: each answer follows its schema, and says what the screen's field would take."""

import json
import subprocess
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import jsonschema
import pytest

from benchapp import paths
from benchapp.read_command import FIELDS, read_text

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
    ("viability", "many", "not_a_number"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text", "number", "unit"), READ)
def test_a_text_is_read_as_the_field_reads_it(field: str, text: str, number: float, unit: str) -> None:
    answer = read_text(field, text, NOW)

    jsonschema.validate(answer, SCHEMA)
    assert answer["number"] == pytest.approx(number)
    assert answer["unit"] == unit


@pytest.mark.parametrize(("field", "text", "code"), REFUSED)
def test_a_refusal_has_its_code_and_a_sentence(field: str, text: str, code: str) -> None:
    answer = read_text(field, text, NOW)

    jsonschema.validate(answer, SCHEMA)
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
        ("10 000 nM", [10_000], False), ("0,1; 1 µM", [0.1, 1], False), ("10/3/1 µM", [10, 3, 1], False),
    ],
)  # fmt: skip
def test_doses_are_listed(text: str, doses: list[float], *, zero: bool) -> None:
    answer = read_text("doses", text, NOW)

    jsonschema.validate(answer, SCHEMA)
    listed = answer["doses"]
    assert isinstance(listed, list)
    assert [one["number"] for one in listed] == doses
    assert answer["zero"] is zero


def test_what_can_be_meant_besides_and_what_is_questioned_stand_in_the_answer() -> None:
    assert read_text("ratio", "1:10", NOW)["other"] == [11]
    assert "other" not in read_text("ratio", "1 in 10", NOW)
    assert read_text("concentration", "10 mM in DMSO", NOW)["solvent"] == "DMSO"
    assert "98 % meant" in str(read_text("purity", "0.98 %", NOW)["cautions"])
    assert "98 %" in str(read_text("purity", "0.98", NOW)["refusal"])
    assert "1.839 g/mL" in str(read_text("density", "1.839", NOW)["refusal"])


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", ["", "x", "10", "1,500", "10 mM; 3", "-5", "1e999", "ü" * 90])
def test_every_field_answers_any_text_by_its_schema(field: str, text: str) -> None:
    jsonschema.validate(read_text(field, text, NOW), SCHEMA)


def test_the_command_prints_json_and_needs_no_window() -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run([sys.executable, "-m", "benchapp", *arguments], capture_output=True, check=False)

    read = run("--read", "when", "yesterday 16:00", "--now", "2026-11-28T18:05")
    assert (read.returncode, json.loads(read.stdout)["number"]) == (0, 93_900)
    assert run("--read", "count", "20.000").returncode == 1
    assert run("--read", "colour", "red").returncode == 2
    code = "import sys, benchapp.read_command; print('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.strip() == b"False"
