"""A plate map as a table for other programs: one well a row, the decimal sign always a point."""

import csv
import io
from pathlib import Path

from benchapp.domain.recipes.plate_plan import PlatePlan
from benchapp.domain.units.kinds import LADDERS
from benchapp.store.export.list_export import safe_cell
from benchapp.store.files import write_whole


def plate_table(plan: PlatePlan) -> list[list[str]]:
    """Return heading and rows: well, use, then each compound as wanted and as reached, and the vehicle.

    Concentrations are in the base unit of their kind ("M", "g/L"), so that no unit has to be read out of a cell.
    """
    ingredients = [one for series in plan.series for one in series.request.ingredients]
    units = {one.source: next(rung.unit for rung in LADDERS[one.kind] if rung.factor == 1.0) for one in ingredients}
    compounds = (f"{one.compound or one.source} ({units[one.source]})" for one in ingredients)
    rows = [["well", "use", *(safe_cell(one) for one in (*compounds, f"{plan.request.vehicle} (% v/v)"))]]
    for well in plan.request.map.format.names():
        content = plan.request.map.at(well)
        held, vehicle = plan.in_well(content)
        rows.append([well, content.use.value, *(f"{one:.6g}" for one in held), f"{vehicle:.6g}"])
    return rows


def save_csv(file: Path, plan: PlatePlan) -> None:
    """Write a plate as CSV.

    Raises:
        BenchError: It could not be written.
    """
    text = io.StringIO(newline="")
    csv.writer(text).writerows(plate_table(plan))
    write_whole(file, text.getvalue().encode("utf-8-sig"))
