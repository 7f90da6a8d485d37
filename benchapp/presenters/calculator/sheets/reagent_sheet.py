"""A bottled reagent: its concentration, and how much of it to take."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from benchapp.domain.calculations.reagent import diluted, solve_reagent
from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import CalculationError, Message, Values
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.units.kinds import Kind
from benchapp.presenters.calculator.sheets.simple_sheet import (
    SimpleAnswer,
    SimpleCalculator,
    amount_reader,
    at_field,
    questioned,
    read_amounts,
)

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

_FIELDS = {
    "percent_ww": (Kind.PERCENT, Kind.PERCENT_WW),
    "density": (Kind.MASS_CONCENTRATION,),
    "molar_mass": (Kind.MOLAR_MASS,),
    "target": (Kind.MOLARITY, Kind.MASS_CONCENTRATION),
    "volume": (Kind.VOLUME,),
}


def solve_bottle(units: Units, texts: Mapping[str, str], lab: Lab | None = None, /) -> SimpleAnswer:
    """Return the concentration in a bottle, and how much of it to take."""
    read = read_amounts(units, texts, _FIELDS)
    target, volume = read.get("target"), read.get("volume")
    whole = target is not None and volume is not None
    solved = solve_reagent(
        read["percent_ww"], read["density"], read["molar_mass"],
        target=target if whole else None, volume=volume if whole else None,
    )  # fmt: skip
    figures = {"concentration": units.show(solved.concentration)}
    percent, density = float(read["percent_ww"].m), float(read["density"].m_as("g/mL"))
    molar_mass = float(read["molar_mass"].m_as("g/mol"))
    bottle = float(solved.concentration.m_as("mol/L"))
    working: list[tuple[MessageCode, Values]] = [
        (Message.WORK_BOTTLE, {"density": density, "percent": percent, "molar_mass": molar_mass, "bottle": bottle})
    ]
    made = None
    if solved.take is not None and solved.diluent is not None:
        figures |= {"take": units.show(solved.take), "diluent": units.show(solved.diluent)}
        take_ul = float(solved.take.m_as("uL"))
        total_ul = float(solved.take.m_as("uL") + solved.diluent.m_as("uL"))
        working.append((Message.WORK_TAKE, {"take_ul": take_ul, "total_ul": total_ul, "bottle": bottle}))
        if lab is not None:
            at_field("volume", partial(lab.transfer, take_ul))
            # Where so little is missing to the volume that no pipette can set it, the figures are all there is.
            with suppress(CalculationError):
                made = diluted(take_ul, float(solved.diluent.m_as("uL")), lab)
    doubts = tuple(questioned(units, read))
    found = SimpleAnswer(figures=figures, working=(*doubts, *working), doubts=len(doubts))
    return found if made is None else replace(found, tubes=(made.tube,), recipe=made.recipe, off=made.off)


REAGENT = SimpleCalculator(
    "reagent",
    ("percent_ww", "density", "molar_mass", "target", "volume"),
    ("percent_ww", "density", "molar_mass"),
    {},
    {name: amount_reader(name, *kinds) for name, kinds in _FIELDS.items()},
    solve_bottle,
)
