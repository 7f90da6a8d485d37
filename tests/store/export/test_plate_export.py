"""A plate as a table for other programs: one well a row, in base units."""

import csv
import io
from pathlib import Path

import pytest

from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.pipettes import USUAL_PIPETTES
from benchapp.domain.lab.plates import FORMATS, Content, Layout, lay_out
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.plate_plan import Axis, PlatePlan, PlateRequest
from benchapp.domain.recipes.series.plate_planning import plan_plate
from benchapp.domain.units.kinds import Kind
from benchapp.store.export.plate_export import plate_table, save_csv


@pytest.fixture(scope="module")
def plan() -> PlatePlan:
    compound = Ingredient("=lenalidomide", 10e-3, (10e-6, 1e-6), Kind.MOLARITY, 259.26, dissolves_mg_ml=0.4)
    doses = tuple(Content(WellUse.DOSE, (level,)) for level in range(2))
    laid = lay_out(FORMATS[24], Layout(doses, 2, 1, 1))
    return plan_plate(
        PlateRequest(laid, (Axis((compound,)),), 100, 200, 2, Message.STEP_ADD_INTO), Lab(LabRules(), USUAL_PIPETTES)
    )


def test_each_well_has_a_row_with_what_it_holds(plan: PlatePlan) -> None:
    heading, *rows = plate_table(plan)
    wells = {row[0]: row[1:] for row in rows}

    # What a table program would take for a formula is made harmless.
    assert heading == ["well", "use", "'=lenalidomide (M)", "DMSO (% v/v)"]
    assert len(rows) == 24
    assert [float(text) for text in wells["A1"][1:]] == pytest.approx([10e-6, 0.1], rel=0.05)
    assert [float(text) for text in wells["A2"][1:]] == pytest.approx([1e-6, 0.1], rel=0.05)
    uses = [row[1] for row in rows]
    assert (uses.count(WellUse.DOSE.value), uses.count(WellUse.VEHICLE.value), uses.count(WellUse.UNTREATED.value)) == (
        4,
        1,
        1,
    )
    assert next(row for row in rows if row[1] == WellUse.UNTREATED.value)[2:] == ["0", "0"]


def test_the_file_is_opened_with_its_signs_by_table_programs(plan: PlatePlan, tmp_path: Path) -> None:
    file = tmp_path / "plate.csv"

    save_csv(file, plan)

    text = file.read_bytes().decode("utf-8-sig")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(text))) == plate_table(plan)


def test_where_it_cannot_be_written_that_is_said(plan: PlatePlan, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")

    with pytest.raises(BenchError):
        save_csv(tmp_path / "file" / "plate.csv", plan)
