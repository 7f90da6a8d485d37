"""What is typed in one calculator is filled in where the next asks for it too, and nothing else is."""

from collections.abc import Callable, Iterator

import pytest

from benchapp.domain.incubations.incubations import Dosing
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.combine_form import CombineForm
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.plate_form import PlateForm
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.presenters.calculator.typed_elsewhere import TypedElsewhere
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.solution_table import SolutionTable

Form = DoseForm | SeriesForm | PlateForm
Make = Callable[[type[Form]], Form]


@pytest.fixture
def make(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> Iterator[Make]:
    """Makes a form; all of them share what is typed."""
    made: list[Form] = []
    elsewhere = TypedElsewhere()

    def make_one(kind: type[Form]) -> Form:
        form = kind(book, compounds, solution_table)
        form.use_units(units)
        form.elsewhere = elsewhere
        made.append(form)
        return form

    yield make_one
    for form in made:
        form.compute()


def other_compound(compounds: CurrentCompound) -> None:
    compounds.open(compounds.search("Pinometostat")[0].headline.id)


def a_stock(units: Units, book: JournalSession, compounds: CurrentCompound, strength: str = "10 mM in DMSO") -> str:
    texts = {"concentration": strength, "aliquots": "8", "aliquot_volume": "100 µL", "place": "box 3"}
    return add_solution(book, compounds, units, texts, Storage.FREEZER_20)


@pytest.mark.parametrize("kind", [SeriesForm, PlateForm, CombineForm])
def test_the_strength_of_a_typed_stock_and_its_solvent_are_typed_once(make: Make, kind: type[Form]) -> None:
    dilute, next_one = make(DoseForm), make(kind)
    dilute.set_text("c1", "20 mM")
    dilute.set_text("solvent", "ethanol")
    next_one.fill_as_elsewhere()
    assert (next_one.text("c1"), next_one.text("solvent")) == ("20 mM", "ethanol")

    # It follows what is typed there, until something is typed here.
    dilute.set_text("c1", "25 mM")
    next_one.fill_as_elsewhere()
    assert next_one.text("c1") == "25 mM"
    next_one.set_text("c1", "5 mM")
    dilute.set_text("c1", "30 mM")
    next_one.fill_as_elsewhere()
    assert next_one.text("c1") == "5 mM"


@pytest.mark.parametrize("kind", [SeriesForm, PlateForm, CombineForm])
def test_a_solvent_named_behind_the_strength_is_chosen_in_the_next_one_too(make: Make, kind: type[Form]) -> None:
    dilute, next_one = make(DoseForm), make(kind)
    dilute.set_text("solvent", "PBS")
    dilute.set_text("c1", "20 mM in ethanol")
    next_one.fill_as_elsewhere()
    assert (next_one.text("c1"), next_one.text("solvent")) == ("20 mM in ethanol", "ethanol")


def test_a_stock_is_filled_with_its_compound_only(make: Make, compounds: CurrentCompound) -> None:
    dilute, series = make(DoseForm), make(SeriesForm)
    dilute.set_text("c1", "20 mM")
    series.set_text("top", "3 uM")
    other_compound(compounds)
    for form in (dilute, series):
        form.fill_as_elsewhere()
        assert form.text("c1") == ""
    assert series.text("top") == ""

    # What was typed for the compound before is gone once something is typed for this one.
    series.set_text("c1", "1 mM")
    dilute.fill_as_elsewhere()
    assert dilute.text("c1") == "1 mM"


def test_the_stock_that_was_chosen_among_several_is_chosen_in_the_next(
    make: Make, units: Units, book: JournalSession, compounds: CurrentCompound
) -> None:
    dilute, plate = make(DoseForm), make(PlateForm)
    chosen, _ = a_stock(units, book, compounds), a_stock(units, book, compounds, "50 mM in DMSO")
    dilute.choose_stock(chosen)
    plate.fill_as_elsewhere()
    assert plate.text("stock") == chosen
    assert plate.text("c1").startswith("10")

    # What is typed over it is another stock.
    dilute.set_text("c1", "20 mM")
    plate.fill_as_elsewhere()
    assert (plate.text("stock"), plate.text("c1")) == ("", "20 mM")


def test_the_only_stock_in_hand_is_nothing_that_somebody_typed(
    make: Make, units: Units, book: JournalSession, compounds: CurrentCompound
) -> None:
    dilute, plate = make(DoseForm), make(PlateForm)
    a_stock(units, book, compounds)
    plate.set_text("c1", "20 mM")
    dilute.take_only_stock()
    assert dilute.text("stock")
    plate.fill_as_elsewhere()
    assert plate.text("c1") == "20 mM"


def test_a_stock_just_recorded_is_gone_on_with_in_one_calculator_only(
    make: Make, units: Units, book: JournalSession, compounds: CurrentCompound
) -> None:
    dilute, plate = make(DoseForm), make(PlateForm)
    chosen, recorded = a_stock(units, book, compounds), a_stock(units, book, compounds, "50 mM in DMSO")
    dilute.go_on_with_stock(recorded)
    plate.fill_as_elsewhere()
    assert (plate.text("stock"), plate.text("c1")) == ("", "")

    # Nor is it replaced by one that was chosen elsewhere.
    plate.choose_stock(chosen)
    dilute.fill_as_elsewhere()
    assert dilute.text("stock") == recorded


def test_doses_go_together_also_where_one_of_them_was_emptied(make: Make) -> None:
    series, plate, dilute = make(SeriesForm), make(PlateForm), make(DoseForm)
    for name, text in {"top": "30 uM", "factor": "", "lowest": "1 nM"}.items():
        series.set_text(name, text)
    plate.fill_as_elsewhere()
    assert [plate.text(name) for name in ("top", "factor", "points", "lowest")] == ["30 uM", "", "8", "1 nM"]
    dilute.fill_as_elsewhere()
    assert dilute.text("c2") == ""

    combine = make(CombineForm)
    combine.set_text("points", "4")
    combine.fill_as_elsewhere()
    assert (combine.text("top"), combine.text("points")) == ("", "4")


def test_cells_and_volumes_are_the_same_whatever_the_compound(make: Make, compounds: CurrentCompound) -> None:
    dilute, plate = make(DoseForm), make(PlateForm)
    typed = {
        "present_volume": "150 uL",
        "added_volume": "50 uL",
        "cells": "MM.1S",
        "species": "human",
        "kind": "primary",
    }
    for name, text in typed.items():
        plate.set_text(name, text)
    other_compound(compounds)
    dilute.fill_as_elsewhere()
    assert {name: dilute.text(name) for name in typed} == typed
    assert dilute.cells().kind == "primary"
    # A volume that somebody typed does not follow the well.
    assert isinstance(dilute, DoseForm)
    dilute.set_dosing(Dosing.ADDED)
    assert dilute.text("added_volume") == "50 uL"


def test_the_volumes_of_another_plate_are_not_those_of_this_one(make: Make) -> None:
    plate, combine, dilute = make(PlateForm), make(CombineForm), make(DoseForm)
    plate.set_text("present_volume", "150 uL")
    plate.set_text("format", "384")
    combine.fill_as_elsewhere()
    assert (combine.text("format"), combine.text("present_volume")) == ("384", plate.text("present_volume"))

    dilute.set_text("present_volume", "200 uL")
    plate.fill_as_elsewhere()
    assert plate.text("present_volume") != "200 uL"


def test_a_series_has_no_cells(make: Make) -> None:
    dilute, series = make(DoseForm), make(SeriesForm)
    dilute.set_text("cells", "MM.1S")
    dilute.set_text("medium", "RPMI 1640")
    series.fill_as_elsewhere()
    assert (series.text("cells"), series.text("medium")) == ("", "RPMI 1640")


def test_kept_inputs_count_as_typed(make: Make) -> None:
    dilute, plate = make(DoseForm), make(PlateForm)
    plate.take_inputs({"c1": "5 mM", "top": "1 uM", "format": "96"})
    dilute.set_text("c1", "20 mM")
    dilute.set_text("medium", "RPMI 1640")
    plate.fill_as_elsewhere()
    assert (plate.text("c1"), plate.text("medium")) == ("5 mM", "RPMI 1640")
    dilute.take_inputs({"c1": "7 mM", "dosing": "resuspended"})
    plate.set_text("c1", "8 mM")
    dilute.fill_as_elsewhere()
    assert dilute.text("c1") == "7 mM"
