"""Measure the planning of a whole plate against the same plan in a spreadsheet, side by side in one run.

The plan: 384 wells, two compounds, ten doses of each against ten of the other and none, three replicates, with the
intermediates that these pipettes need. The peer is a formula engine that computes a workbook with the same figures:
doses, transfers, volumes, and for every well both concentrations and the vehicle. It gets a workbook that is loaded
already, and it chooses no pipette, no intermediate and no layout.
"""

import math
import statistics
import sys
import tempfile
import time
from pathlib import Path

RUNS = 15


def our_plan() -> float:
    """Lay out and plan the plate, with its recipe; give the milliseconds."""
    from benchapp.domain.incubations.incubations import Cells
    from benchapp.domain.lab.lab_rules import LabRules
    from benchapp.domain.lab.pipettes import USUAL_PIPETTES
    from benchapp.domain.lab.plates import FORMATS, Layout, lay_out_checkerboard
    from benchapp.domain.messages import Message
    from benchapp.domain.recipes.ingredients import Ingredient
    from benchapp.domain.recipes.mixing import Lab
    from benchapp.domain.recipes.plate_plan import Axis, PlateRequest
    from benchapp.domain.recipes.series.plate_planning import plan_plate
    from benchapp.domain.recipes.series.series_recipe import Surroundings, plate_recipe
    from benchapp.domain.units.kinds import Kind

    began = time.perf_counter()
    rules = LabRules()
    axes = []
    for prefix, top in (("L", 10e-6), ("R", 1e-6)):
        doses = tuple(top / math.sqrt(10) ** place for place in range(10))
        axes.append(Axis((Ingredient(prefix, 10e-3, doses, Kind.MOLARITY, 259.26, f"{prefix} stock"),), prefix))
    laid = lay_out_checkerboard(FORMATS[384], 10, 10, Layout((), 3))
    request = PlateRequest(laid, tuple(axes), 50, 100, 2.0, Message.STEP_ADD_INTO)
    plan = plan_plate(request, Lab(rules, USUAL_PIPETTES))
    recipe = plate_recipe(plan, Surroundings((None, None), Cells(""), rules))
    took = (time.perf_counter() - began) * 1000
    if len(laid.wells) != 363 or not recipe.steps:
        raise SystemExit("the plan is not the one that was asked for")
    return took


def make_workbook(file: Path) -> None:
    """Write the same figures as formulas."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = "plan"
    for compound, row, top in ((0, 1, 10e-6), (1, 2, 1e-6)):
        sheet.cell(row, 1, 10e-3)
        sheet.cell(row, 2, top)
        sheet.cell(row, 3, math.sqrt(10))
        first = 5 + compound * 4
        for place in range(10):
            line = 10 + place
            above = f"{sheet.cell(line - 1, first).coordinate}"
            sheet.cell(line, first, f"=B{row}*4" if place == 0 else f"={above}/C{row}")
            wells = f"COUNTIF(G100:G483,{place})" if compound == 0 else f"COUNTIF(H100:H483,{place})"
            sheet.cell(line, first + 1, f"={wells}*25*1.1+10")
            sheet.cell(line, first + 2, f"={sheet.cell(line, first + 1).coordinate}/(C{row}-1)")
            sheet.cell(line, first + 3, f"={sheet.cell(line, first).coordinate}/A{row}*100")
    number = 0
    for replicate in range(3):
        for one in range(11):
            for other in range(11):
                line = 100 + number
                sheet.cell(line, 6, replicate)
                sheet.cell(line, 7, one if one < 10 else -1)
                sheet.cell(line, 8, other if other < 10 else -1)
                a = f"E{10 + one}" if one < 10 else "0"
                b = f"I{10 + other}" if other < 10 else "0"
                sheet.cell(line, 9, f"={a}/4")
                sheet.cell(line, 10, f"={b}/4")
                sheet.cell(line, 11, "=(H10+L10)/4")
                number += 1
    for line in range(100 + number, 484):
        sheet.cell(line, 7, -2)
        sheet.cell(line, 8, -2)
    book.save(file)


def measure_plan() -> float:
    """Print both medians, and give how many times as long the spreadsheet takes."""
    import formulas

    ours = [our_plan() for _ in range(RUNS)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "plan.xlsx"
        make_workbook(file)
        model = formulas.ExcelModel().loads(str(file)).finish()
        peers = []
        for _ in range(3):
            began = time.perf_counter()
            model.calculate()
            peers.append((time.perf_counter() - began) * 1000)
    ours.sort()
    mine, peer = statistics.median(ours), statistics.median(peers)
    print("a 384-well plate, two compounds, 10 × 10 doses, 3 replicates, with intermediates:")
    print(f"  Bench Companion        {mine:7.1f} ms, slowest of {RUNS} {ours[-1]:.1f} ms (budget 50)")
    print(f"  the same in a workbook {peer:7.0f} ms   {peer / mine:.0f} × as long, figures alone")
    return peer / mine


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    measure_plan()
