"""Cells to seed: from a count to what goes into each well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from benchapp.domain.calculations.seeding import (
    SUSPENSION,
    Pipetted,
    Seeding,
    pipetted,
    read_count,
    seed,
    seeded_off,
    seeding_tubes,
)
from benchapp.domain.codes import MessageCode
from benchapp.domain.counting.growth_areas import per_area, read_area, read_per_area
from benchapp.domain.lab.pipettes import Transfer
from benchapp.domain.lab.plates import FORMATS
from benchapp.domain.messages import CalculationError, Message, QuantityError, Value, Values
from benchapp.domain.recipes.mixing import Lab, Tube
from benchapp.domain.recipes.recipes import Line, off_by, pipetting, shots
from benchapp.domain.recipes.tube_steps import tube_steps
from benchapp.domain.recipes.uncertainty import Uncertainty
from benchapp.domain.recipes.well_cautions import too_full
from benchapp.domain.units.amounts import plain
from benchapp.domain.units.kinds import Kind
from benchapp.presenters.calculator.sheets.simple_sheet import (
    SimpleAnswer,
    SimpleCalculator,
    amount_reader,
    at_field,
    questioned,
    read_amounts,
)
from benchapp.presenters.forms.form_model import in_field, whole_between

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

MAX_WELLS = 1536
_FIELDS = {"viable": (Kind.PERCENT,), "well": (Kind.VOLUME,), "overage": (Kind.PERCENT,)}


def read_cells(name: str, per: str, units: Units, texts: Mapping[str, str]) -> float:
    """Read a number of cells; `per` is what it is given for: "mL" or "well".

    Raises:
        QuantityError: It is none; `field` names it.
    """
    return in_field(name, partial(read_count, texts[name], decimal_comma=units.decimal_comma, per=per))


def _area(units: Units, texts: Mapping[str, str]) -> float | None:
    """Return the growth area of a well, as typed or of the vessel; None where it is not known.

    A number of wells tells no area: 24 are a plate of 24, or a quarter of one with wells a sixth as large.
    """
    if not texts.get("area", "").strip():
        return None
    return in_field("area", partial(read_area, texts["area"], decimal_comma=units.decimal_comma))


def _per_well(units: Units, texts: Mapping[str, str]) -> float:
    """Return the cells that a well gets, given for the well or for each cm² of it.

    Raises:
        QuantityError: It is no number of cells, or the area is not known; `field` names it.
    """
    if not per_area(texts["per_well"]):
        return read_cells("per_well", "well", units, texts)
    density = in_field("per_well", partial(read_per_area, texts["per_well"], decimal_comma=units.decimal_comma))
    area = _area(units, texts)
    if area is None:
        raise QuantityError(Message.AREA_NEEDED, text=texts["per_well"], field="area")
    return density * area


def _readable_per_well(units: Units, texts: Mapping[str, str]) -> float:
    """Read the cells for a well by themselves: of cells per cm² the area is asked with the whole."""
    known = {**texts, "area": ""} if per_area(texts["per_well"]) else texts
    try:
        return _per_well(units, known)
    except QuantityError as error:
        if error.code == Message.AREA_NEEDED:
            return 0.0
        raise


def solve_seeding(units: Units, texts: Mapping[str, str], lab: Lab | None = None, /) -> SimpleAnswer:
    """Return how much of a counted suspension goes into how much medium, diluted before where it is too little."""
    counted, per_well = read_cells("counted", "mL", units, texts), _per_well(units, texts)
    area = _area(units, texts)
    read = read_amounts(units, texts, _FIELDS)
    viable = float(read["viable"].m) if "viable" in read else 100.0
    overage = float(read["overage"].m) if "overage" in read else 0.0
    wells = _wells(units, texts)
    well_ml = float(read["well"].m_as("mL"))
    if well_ml <= 0:
        raise CalculationError(Message.NOT_POSITIVE, field="well")
    solved = seed(counted, viable, per_well, wells, well_ml, overage)
    suspension = None if lab is None else suspension_of(solved, well_ml * 1000, wells, lab)
    figures = {
        "take": units.show(units.of(solved.take_ml, "mL")),
        "medium": units.show(units.of(solved.medium_ml, "mL")),
        "per_ml": units.written(plain(solved.per_ml, 3)),
    }
    per_cm2 = {} if area is None else {"per_cm2": units.written(plain(per_well / area, 3))}
    values: Values = {
        "wells": wells, "ul": well_ml * 1000, "overage": overage, "total_ul": solved.total_ml * 1000,
        "counted": counted, "viable": viable, "per_ml": solved.per_ml, "cells": solved.cells,
        "take_ul": solved.take_ml * 1000, "per_well": per_well, "area": area,
    }  # fmt: skip
    working: list[tuple[MessageCode, Values]] = [
        (Message.WORK_BATCH, values), (Message.WORK_DENSITY, values), (Message.WORK_CELLS, values),
    ]  # fmt: skip
    if area is not None:
        working.append((Message.WORK_AREA, {**values, "density": per_well / area}))
    # A whole plate's number of wells is taken for that plate.
    full = [(one.code, one.values) for one in too_full(FORMATS.get(wells), well_ml * 1000)]
    doubts = (*full, *questioned(units, read))
    if suspension is None:
        return SimpleAnswer(figures=figures | per_cm2, working=(*doubts, *working), doubts=len(doubts))
    ways = suspension.ways
    if ways.predilutions:
        figures = diluted_before(units, ways) | {"per_ml": figures["per_ml"]}
    working += [*pipetting_of(ways, solved.take_ml * 1000), (Message.WORK_CELLS_OFF, off_by(suspension.off).values)]
    return SimpleAnswer(
        figures=figures | per_cm2,
        working=(*doubts, *working),
        doubts=len(doubts),
        tubes=suspension.tubes,
        recipe=suspension.recipe,
        off=suspension.off,
    )


class Suspension(Struct, frozen=True):
    """The suspension for the plate as pipettes make it: its volumes, its tubes, the steps, and how far off it is."""

    ways: Pipetted
    tubes: tuple[Tube, ...]
    recipe: tuple[Line, ...]
    off: Uncertainty


def suspension_of(solved: Seeding, well_ul: float, wells: int, lab: Lab, what: str = SUSPENSION) -> Suspension:
    """Return how what goes into the wells is made with these pipettes.

    Args:
        solved: What is mixed.
        well_ul: What goes into one well, µL.
        wells: How many wells.
        lab: Pipettes and rules.
        what: What it is made of.

    Raises:
        CalculationError: It cannot be pipetted; `field` names where.
    """
    into_well = lab.into_well(well_ul, "well")
    ways = at_field("overage", partial(pipetted, solved, lab))
    off = seeded_off(ways, well_ul, lab)
    tubes = seeding_tubes(ways, lab, what=what)
    last = {
        **pipetting(into_well),
        "ul": into_well.volume_ul,
        "tube": tubes[-1].name,
        "wells": wells,
        **shots(into_well),
    }
    into = Message.STEP_SEED_WELLS if what == SUSPENSION else Message.STEP_INFECT_WELLS
    return Suspension(ways, tubes, (*tube_steps(tubes, (), ""), Line(into, last)), off)


def diluted_before(units: Units, ways: Pipetted) -> dict[str, str]:
    """Return what is taken and mixed where the suspension is diluted first."""
    medium_ul = 0.0 if ways.medium is None else ways.medium.wanted_ul
    return {
        "first": f"1:{ways.factor:.0f}",
        "take_diluted": units.show(units.of(ways.take.wanted_ul, "uL")),
        "medium": units.show(units.of(medium_ul, "uL")),
    }


def pipetting_of(ways: Pipetted, take_ul: float) -> Iterator[tuple[MessageCode, Values]]:
    """Yield how it is pipetted, as lines of working."""
    if ways.predilutions:
        yield Message.WORK_TOO_LITTLE, {"take_ul": take_ul}
    before = 1.0
    for one in ways.predilutions:
        poured = _set("take", one.take) | _set("medium", one.medium)
        yield Message.WORK_PREDILUTE, {"factor": one.factor, "of": before, **poured}
        before = one.factor
    taken: Values = {"of": ways.factor, **_set("take", ways.take)}
    if ways.medium is None:
        yield Message.WORK_SET_TAKE, taken
    else:
        yield Message.WORK_SET_BOTH, {**taken, **_set("medium", ways.medium)}


def _set(name: str, way: Transfer) -> dict[str, Value]:
    return {f"{name}_pipette": way.pipette, f"{name}_times": way.times, f"{name}_set_ul": way.set_ul}


def _wells(units: Units, texts: Mapping[str, str]) -> int:
    return in_field("wells", partial(whole_between, texts["wells"], 1, MAX_WELLS, decimal_comma=units.decimal_comma))


SEED = SimpleCalculator(
    "seed",
    ("counted", "viable", "per_well", "well", "wells", "area", "overage"),
    ("counted", "per_well", "well", "wells"),
    {"viable": "100 %", "well": "100 µL", "wells": "96", "overage": "10 %"},
    {name: amount_reader(name, *kinds) for name, kinds in _FIELDS.items()}
    | {
        "counted": partial(read_cells, "counted", "mL"),
        "per_well": _readable_per_well,
        "area": _area,
        "wells": _wells,
    },
    solve_seeding,
)
