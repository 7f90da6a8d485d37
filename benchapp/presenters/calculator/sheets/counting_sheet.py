"""Cells in the squares of a chamber: how many there are per mL, how many of them live, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from benchapp.domain.calculations.typed_doses import read_factor
from benchapp.domain.codes import MessageCode
from benchapp.domain.counting.haemocytometer import Counted, cautions, count, read_counts
from benchapp.domain.messages import Message, Values
from benchapp.domain.recipes.mixing import Lab
from benchapp.domain.units.amounts import plain
from benchapp.domain.units.kinds import Kind
from benchapp.presenters.calculator.sheets.simple_sheet import SimpleAnswer, SimpleCalculator, amount_reader
from benchapp.presenters.forms.form_model import in_field, read_amount, read_volume_ul

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units


def _squares(name: str, _units: Units, texts: Mapping[str, str]) -> tuple[int, ...]:
    return read_counts(texts.get(name, ""), name)


def _dilution(units: Units, texts: Mapping[str, str]) -> float:
    """Return how many times the suspension was diluted; 1 where nothing is typed.

    Raises:
        QuantityError: It is no dilution.
    """
    text = texts.get("dilution", "").strip()
    if not text:
        return 1.0
    return in_field("dilution", partial(read_factor, text, decimal_comma=units.decimal_comma)).value


def counted_from(units: Units, texts: Mapping[str, str]) -> Counted:
    """Return what was counted, by the fields.

    Raises:
        BenchError: A field cannot be read, or they do not fit together; `field` names it.
    """
    live, dead = (read_counts(texts.get(name, ""), name) for name in ("live", "dead"))
    return count(live, dead, read_volume_ul(units, texts, "square"), _dilution(units, texts))


def solve_counting(units: Units, texts: Mapping[str, str], _lab: Lab | None = None, /) -> SimpleAnswer:
    """Return cells per mL, viability, and how far off chance and uneven squares put them."""
    counted = counted_from(units, texts)
    viable = counted.viable_percent
    figures = {"per_ml": units.written(plain(counted.per_ml, 3))}
    if viable is not None:
        figures = {
            "living_per_ml": units.written(plain(counted.living_per_ml, 3)),
            "viable": units.written(f"{plain(viable, 3)}\u202f%"),
            **figures,
        }
    spread = counted.spread
    values: Values = {
        "cells": counted.total, "squares": len(counted.live), "square_ul": counted.square_ul,
        "factor": counted.factor, "per_ml": counted.per_ml, "living": sum(counted.live),
        "living_per_ml": counted.living_per_ml, "viable": viable, "chance": 100 * counted.by_chance,
        "spread": None if spread is None else 100 * spread,
    }  # fmt: skip
    working: list[tuple[MessageCode, Values]] = [(Message.WORK_COUNTED, values)]
    if viable is not None:
        working.append((Message.WORK_LIVING, values))
    working.append((Message.WORK_CHANCE, values))
    if spread is not None:
        working.append((Message.WORK_SPREAD, values))
    if texts.get("volume", "").strip():
        ml = float(read_amount(units, texts, "volume", Kind.VOLUME).m_as("mL"))
        figures["all"] = units.written(plain(counted.living_per_ml * ml, 3))
        working.append((Message.WORK_ALL_CELLS, {**values, "ml": ml, "all": counted.living_per_ml * ml}))
    doubts = [(one.code, one.values) for one in cautions(counted)]
    return SimpleAnswer(figures=figures, working=(*doubts, *working), doubts=len(doubts))


COUNT = SimpleCalculator(
    "count",
    ("live", "dead", "dilution", "square", "volume"),
    ("live", "square"),
    {"dilution": "1:2", "square": "0.1 µL"},
    {
        "live": partial(_squares, "live"),
        "dead": partial(_squares, "dead"),
        "dilution": _dilution,
        "square": amount_reader("square", Kind.VOLUME),
        "volume": amount_reader("volume", Kind.VOLUME),
    },
    solve_counting,
)
# What is no amount, and is not rewritten with the decimal sign of the locale.
LISTS = frozenset({"live", "dead", "dilution"})
