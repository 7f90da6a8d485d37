"""Virus for cells: from a titre and a multiplicity of infection to what goes into each well."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from benchapp.domain.calculations.seeding import seed
from benchapp.domain.codes import MessageCode
from benchapp.domain.counting.infection import infect, infection_cautions, read_moi, read_titre
from benchapp.domain.messages import Message, Values
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.recipes.recipes import off_by
from benchapp.domain.units.amounts import plain
from benchapp.domain.units.kinds import Kind
from benchapp.presenters.calculator.sheets.seeding_sheet import (
    MAX_WELLS,
    diluted_before,
    read_cells,
    suspension_of,
)
from benchapp.presenters.calculator.sheets.simple_sheet import (
    SimpleAnswer,
    SimpleCalculator,
    amount_reader,
    questioned,
    read_amounts,
)
from benchapp.presenters.forms.form_model import in_field, read_volume_ul, whole_between

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

VIRUS = "virus"
_FIELDS = {"added": (Kind.VOLUME,), "overage": (Kind.PERCENT,)}


def _titre(units: Units, texts: Mapping[str, str]) -> float:
    return in_field("titre", partial(read_titre, texts["titre"], decimal_comma=units.decimal_comma))


def _moi(units: Units, texts: Mapping[str, str]) -> float:
    return in_field("moi", partial(read_moi, texts["moi"], decimal_comma=units.decimal_comma))


def _wells(units: Units, texts: Mapping[str, str]) -> int:
    return in_field("wells", partial(whole_between, texts["wells"], 1, MAX_WELLS, decimal_comma=units.decimal_comma))


def solve_infection(units: Units, texts: Mapping[str, str], lab: Lab | None = None, /) -> SimpleAnswer:
    """Return how much virus a well gets, what share of the cells it reaches, and how it is pipetted."""
    titre, cells, moi = _titre(units, texts), read_cells("cells", "well", units, texts), _moi(units, texts)
    read = read_amounts(units, texts, _FIELDS)
    overage = float(read["overage"].m) if "overage" in read else 0.0
    wells, added_ml = _wells(units, texts), read_volume_ul(units, texts, "added") / 1000
    found = infect(titre, cells, moi, added_ml)
    solved = seed(titre, 100.0, found.units, wells, added_ml, overage)
    made = None if lab is None else suspension_of(solved, added_ml * 1000, wells, lab, VIRUS)
    figures = {
        "virus": units.show(units.of(found.virus_ml, "mL")),
        "infected": units.written(f"{plain(100 * found.infected, 3)}\u202f%"),
        "once": units.written(f"{plain(100 * found.once, 3)}\u202f%"),
        "take": units.show(units.of(solved.take_ml, "mL")),
    }
    values: Values = {
        "cells": cells, "moi": moi, "titre": titre, "virus_ul": found.virus_ml * 1000, "wells": wells,
        "ul": added_ml * 1000, "overage": overage, "total_ul": solved.total_ml * 1000,
        "take_ul": solved.take_ml * 1000, "infected": 100 * found.infected, "once": 100 * found.once,
    }  # fmt: skip
    doubts = tuple(questioned(units, read))
    working: list[tuple[MessageCode, Values]] = [
        (Message.WORK_VIRUS, values), (Message.WORK_INFECTED, values), (Message.WORK_VIRUS_BATCH, values),
        *((one.code, one.values) for one in infection_cautions(found)),
    ]  # fmt: skip
    if made is None:
        return SimpleAnswer(figures=figures, working=(*doubts, *working), doubts=len(doubts))
    if made.ways.predilutions:
        # The rest is in the steps.
        figures = {**figures, "first": diluted_before(units, made.ways)["first"]}
        del figures["take"]
        working.append((Message.WORK_TOO_LITTLE_VIRUS, values))
    working.append((Message.WORK_DOSE_OFF, off_by(made.off).values))
    return SimpleAnswer(
        figures=figures,
        working=(*doubts, *working),
        doubts=len(doubts),
        tubes=made.tubes,
        recipe=made.recipe,
        off=made.off,
    )


INFECT = SimpleCalculator(
    "infect",
    ("titre", "cells", "moi", "wells", "added", "overage"),
    ("titre", "cells", "moi", "wells", "added"),
    {"wells": "24", "added": "500 µL", "overage": "10 %"},
    {
        "titre": _titre,
        "cells": partial(read_cells, "cells", "well"),
        "moi": _moi,
        "wells": _wells,
        **{name: amount_reader(name, *kinds) for name, kinds in _FIELDS.items()},
    },
    solve_infection,
)
