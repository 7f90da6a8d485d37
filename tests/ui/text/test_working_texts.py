"""Lines of working, and sentences for a paper."""

import pytest

from benchapp.domain.messages import Message, Value
from benchapp.domain.units.amounts import plain_spaces
from benchapp.ui.text.message_texts import say
from benchapp.ui.text.working_texts import WORKING_TEXTS, working_values

VOLUME: dict[str, Value] = {
    "mass_g": 0.00487, "molar_mass": 259.26, "molar": 0.01, "ul": 1841.0, "purity": 98.0, "water": 5.0,
}  # fmt: skip
TREATED: dict[str, Value] = {
    "cells": "H929", "molar": 1e-5, "compound": "Lenalidomide", "form": "free base", "molar_mass": 259.26,
    "lot": "A4211", "percent": 0.1, "vehicle": "DMSO", "controls": True,
}  # fmt: skip


def test_a_volume_is_worked_out_with_purity_and_water() -> None:
    assert Message.WORK_STOCK_VOLUME in WORKING_TEXTS
    assert plain_spaces(say(Message.WORK_STOCK_VOLUME, VOLUME)) == (
        "V = m × purity × (1 − water) ÷ (M × c) = 4.87 mg × 98.0 % × 95 % ÷ (259.26 g/mol × 10 mM) = 1.841 mL"
    )


def test_a_paper_says_what_cells_were_treated_with() -> None:
    assert plain_spaces(say(Message.METHODS_DOSE, TREATED)) == (
        "H929 cells were treated with 10 µM Lenalidomide (free base, 259.26 g/mol, lot A4211) in 0.1 % (v/v) DMSO; "
        "vehicle controls received DMSO alone."
    )


def test_a_paper_says_it_in_german(german: None) -> None:
    assert plain_spaces(say(Message.METHODS_DOSE, TREATED)) == (
        "H929-Zellen wurden mit 10 µM Lenalidomide (freie Base, 259,26 g/mol, Charge A4211) in 0,1 % (v/v) DMSO "
        "behandelt; Vehikelkontrollen erhielten nur DMSO."
    )


@pytest.mark.parametrize(("factor", "shown"), [(1000.0, "1:1000"), ("", "")])
def test_a_dilution_is_written_as_at_the_bench(factor: Value, shown: str) -> None:
    assert working_values({"factor": factor})["dilution"] == shown
