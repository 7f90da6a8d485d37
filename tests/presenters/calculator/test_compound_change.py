"""Figures belong to one compound: with another they are empty, with another form of the same they stay."""

from collections.abc import Callable

import pytest

from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.combine_form import CombineForm
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.plan_form import PlanAnswer, PlanForm
from benchapp.presenters.calculator.plate_form import PlateForm
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.presenters.calculator.sheets.conversion_sheet import CONVERT
from benchapp.presenters.calculator.simple_forms import SimpleForm
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.solution_table import SolutionTable

STOCK = {
    "concentration": "10 mM",
    "vehicle": "DMSO",
    "ago": "2 days ago",
    "person": "Mara",
    "lot": "L240611",
    "place": "box 3, B4",
    "aliquots": "8",
    "aliquot_volume": "100 µL",
}
MAKERS: dict[str, Callable[[JournalSession, CurrentCompound, SolutionTable], PlanForm[PlanAnswer]]] = {
    "series": SeriesForm,
    "plate": PlateForm,
    "combine": CombineForm,
}


def id_of(compounds: CurrentCompound, name: str) -> str:
    return compounds.search(name)[0].headline.id


def in_table(book: JournalSession, compounds: CurrentCompound, units: Units, name: str, **more: str) -> str:
    before = compounds.monograph
    compounds.open(id_of(compounds, name))
    made = add_solution(book, compounds, units, {**STOCK, **more}, Storage.FREEZER_20)
    if before is not None:
        compounds.open(before.id)
    return made


@pytest.fixture
def dose(book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units) -> DoseForm:
    desk = DoseForm(book, compounds, solution_table)
    desk.use_units(units)
    return desk


def test_dilute_begins_anew_with_another_compound_and_finds_its_own_stock(
    dose: DoseForm, book: JournalSession, compounds: CurrentCompound, units: Units
) -> None:
    lenalidomide = compounds.monograph
    assert lenalidomide is not None
    own = in_table(book, compounds, units, "lenalidomide")
    dose.take_only_stock()
    dose.set_text("c2", "12 µM")
    dose.set_text("wells", "18")
    dose.set_text("cells", "H929")
    assert dose.stock == own
    assert dose.recipe() is not None

    compounds.open(id_of(compounds, "pinometostat"))

    assert (dose.text("c1"), dose.text("c2"), dose.stock) == ("", "", "")
    assert (dose.text("wells"), dose.text("cells")) == ("18", "H929")
    assert dose.recipe() is None
    dose.set_text("c1", "7 mM")
    dose.set_text("c2", "3 µM")

    compounds.open(lenalidomide.id)

    assert dose.stock == own
    assert dose.text("c1").replace("\u202f", " ") == "10 mM"
    assert dose.text("c2") == ""


def test_another_form_or_the_same_compound_again_leaves_what_was_typed(
    dose: DoseForm, compounds: CurrentCompound, units: Units, book: JournalSession
) -> None:
    monograph = compounds.monograph
    assert monograph is not None
    stock = StockForm(book, compounds)
    stock.use_units(units)
    stock.set_text("concentration", "20 mM")
    dose.set_text("c1", "10 mM")
    dose.set_text("c2", "12 µM")

    compounds.choose_form(monograph.identity.forms[-1].id)
    compounds.open(monograph.id)

    assert (dose.text("c1"), dose.text("c2"), stock.text("concentration")) == ("10 mM", "12 µM", "20 mM")


def test_a_substance_without_a_page_takes_no_figures_over_either(dose: DoseForm, compounds: CurrentCompound) -> None:
    dose.set_text("c1", "10 mM")
    compounds.take_other("Tris")
    assert dose.text("c1") == ""

    dose.set_text("c1", "1 M")
    compounds.leave_other()
    assert dose.text("c1") == ""


def test_the_volume_of_the_stock_before_does_not_contradict_the_next_vial(
    book: JournalSession, compounds: CurrentCompound, units: Units
) -> None:
    desk = StockForm(book, compounds)
    desk.use_units(units)
    for name, text in {"concentration": "10 mM", "volume": "20 mL"}.items():
        desk.set_text(name, text)

    compounds.open(id_of(compounds, "pinometostat"))
    for name, text in {"mass": "5 mg", "concentration": "10 mM in DMSO"}.items():
        desk.set_text(name, text)

    assert desk.answer.errors == {}
    # 5 mg ÷ (562.72 g/mol × 10 mM)
    assert desk.answer.shown["volume"].replace("\u202f", " ") == "888.5 µL"


def test_what_was_weighed_is_of_one_compound(book: JournalSession, compounds: CurrentCompound, units: Units) -> None:
    desk = StockForm(book, compounds)
    desk.use_units(units)
    for name, text in {"mass": "4.87 mg", "concentration": "10 mM", "purity": "98 %", "aliquot": "50 µL"}.items():
        desk.set_text(name, text)
    desk.set_nominal(True)

    compounds.open(id_of(compounds, "pinometostat"))

    assert (desk.text("mass"), desk.text("concentration"), desk.text("purity")) == ("", "", "")
    assert not desk.nominal
    assert desk.text("aliquot") == "50 µL"
    assert desk.text("molar_mass").replace("\u202f", " ") == "562.72 g/mol"


@pytest.mark.parametrize("tool", MAKERS)
def test_series_and_plates_keep_their_layout_and_no_figures(
    tool: str, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units
) -> None:
    other = in_table(book, compounds, units, "pinometostat", concentration="5 mM")
    desk = MAKERS[tool](book, compounds, solution_table)
    desk.use_units(units)
    for name, text in {"c1": "10 mM", "top": "10 µM", "lowest": "1 nM", "doses": "1; 2 µM", "points": "7"}.items():
        desk.set_text(name, text)

    compounds.open(id_of(compounds, "pinometostat"))

    assert [desk.text(name) for name in ("top", "lowest", "doses")] == ["", "", ""]
    assert (desk.text("points"), desk.text("factor")) == ("7", "half-log")
    assert desk.text("stock") == other
    assert desk.text("c1").replace("\u202f", " ") == "5 mM"
    desk.compute()


def test_a_further_compound_leaves_its_figures_too(
    book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units
) -> None:
    desk = CombineForm(book, compounds, solution_table)
    desk.use_units(units)
    desk.set_text("compound_2", "pinometostat")
    desk.finish_name("_2")
    desk.set_text("c1_2", "5 mM")
    desk.set_text("top_2", "1 µM")
    desk.finish_name("_2")
    assert desk.text("c1_2") == "5 mM"

    kept = desk.inputs()

    desk.set_text("compound_2", "bortezomib")
    desk.finish_name("_2")

    assert (desk.text("c1_2"), desk.text("top_2")) == ("", "")
    desk.take_inputs(kept)
    desk.finish_name("_2")
    assert (desk.text("c1_2"), desk.text("top_2")) == ("5 mM", "1 µM")
    desk.compute()


def test_the_length_is_that_of_the_open_compound(book: JournalSession, compounds: CurrentCompound) -> None:
    first = compounds.monograph
    assert first is not None
    desk = IncubationForm(book, compounds)
    of_first = desk.text("length")
    desk.set_text("length", "1 min")

    compounds.open(first.id)
    assert desk.text("length") == "1 min"
    compounds.take_other("Tris", "121.14")
    assert desk.text("length") == ""
    assert desk.length_source == ""
    compounds.leave_other()
    assert desk.text("length") == of_first


def test_a_conversion_never_uses_the_molar_mass_of_the_compound_before(
    compounds: CurrentCompound, units: Units
) -> None:
    desk = SimpleForm(CONVERT, compounds)
    desk.use_units(units)
    desk.set_text("value", "10 mM")
    desk.set_text("unit", "mg/mL")
    assert not desk.answer.errors

    compounds.take_other("Tris")

    assert desk.text("molar_mass") == ""
    assert set(desk.answer.errors) == {"molar_mass"}
