"""The sentence for the methods of a paper: its code, and the values that it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from benchapp.domain.calculations.stock_recipe import quantity_values
from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Form, Monograph
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import Message, Value
from benchapp.domain.recipes.dose_recipe import DosePlan
from benchapp.domain.recipes.dose_series import Scheme, SeriesPlan
from benchapp.domain.recipes.plate_plan import PlatePlan
from benchapp.domain.units.kinds import BASE_UNITS
from benchapp.presenters.calculator.planning.further_compound import FurtherCompound

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units


def methods_of_dose(
    plan: DosePlan, monograph: Monograph, form: Form, cells: str
) -> tuple[MessageCode, dict[str, Value]]:
    """Return the sentence for one dose on cells."""
    # Serum, as medium does, brings no vehicle; nor does what is in water or in the medium itself.
    return Message.METHODS_DOSE if plan.vehicle_percent else Message.METHODS_DOSE_PLAIN, {
        "compound": monograph.identity.name,
        "form": form.name,
        "molar_mass": float(form.molar_mass),
        "cells": cells,
        "controls": bool(plan.control),
        "percent": plan.vehicle_percent,
        "vehicle": plan.vehicle,
        **quantity_values(plan.in_well),
    }


def methods_of_series(
    series: Sequence[SeriesPlan], units: Units, form: Form, replicates: str
) -> tuple[MessageCode, dict[str, Value]]:
    """Return the sentence for doses that go down: of one compound, or of several that go down together."""
    plan = series[0]
    one = plan.request.ingredients[0]
    unit = BASE_UNITS[one.kind]
    brought = next((every.brought for every in series if every.brought), "")
    doses = [units.show(units.of(dose, unit), 3) for dose in one.doses]
    return Message.METHODS_SERIES if len(doses) > 1 else Message.METHODS_SERIES_ONE, {
        "compound": " and ".join(each.compound for every in series for each in every.request.ingredients),
        "form": form.name,
        "molar_mass": float(form.molar_mass),
        "count": len(doses),
        "highest": doses[0],
        "lowest": doses[-1],
        "way": (plan.request.scheme if brought else Scheme.PLAIN).value,
        "percent": sum(every.doses[0].vehicle_percent for every in series),
        "vehicle": brought,
        "replicates": replicates,
    }


def methods_of_combination(
    plan: PlatePlan,
    units: Units,
    first: tuple[str, str, float, str],
    partners: Sequence[FurtherCompound],
    how: Mapping[str, Value],
) -> tuple[MessageCode, dict[str, Value]]:
    """Return the sentence for a combination, each compound with its own form, molar mass, lot and doses.

    Args:
        plan: The plan.
        units: For the doses as shown.
        first: Name, form, molar mass in g/mol and lot of the first compound.
        partners: The others, in order.
        how: How they are combined, and how often each dose is repeated.
    """
    given = [first]
    given += [
        (one.monograph.identity.name, one.form, float(one.molar_mass), one.row.kept.solution.lot if one.row else "")
        for one in partners
    ]
    values: dict[str, Value] = {}
    for number, ((name, form, molar_mass, lot), one) in enumerate(zip(given, plan.ingredients, strict=True), 1):
        mark = "" if number == 1 else f"_{number}"
        unit = BASE_UNITS[one.kind]
        ends = [units.show(units.of(dose, unit), 3) for dose in (one.doses[0], one.doses[-1])]
        values |= {
            f"compound{mark}": name,
            f"form{mark}": form,
            f"molar_mass{mark}": molar_mass,
            f"lot{mark}": lot,
            f"count{mark}": len(set(one.doses)),
            f"highest{mark}": ends[0],
            f"lowest{mark}": ends[1],
        }
    contents = tuple(plan.request.map.wells.values())
    dosed = next(one for one in contents if one.use is WellUse.DOSE)
    values |= {"percent": plan.after(dosed).vehicle_percent, "vehicle": plan.request.vehicle}
    controls = any(one.use is WellUse.VEHICLE for one in contents)
    return Message.METHODS_COMBINE, {**values, "controls": controls, **how}
