"""Combinations: wells of each compound alone, tubes called by their compound, and a sheet that is right for both."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from benchapp.domain.buffers.buffer_recipe import ComponentForm
from benchapp.domain.lab.plates import Content
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import Message, Value
from benchapp.domain.recipes.plate_plan import short_names
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.amounts import plain_spaces
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.combine_form import CombineForm
from benchapp.presenters.calculator.plate_form import PlateForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.calculator.sheet_details import make_sheet
from benchapp.ui.forms.preparation_bar import PreparationBar
from benchapp.ui.paper.bench_sheet import BenchSheet, methods_text
from benchapp.ui.text.message_texts import say, say_step

TWO_COMPOUNDS = {
    "c1": "10 mM",
    "top": "10 uM",
    "compound_2": "pinometostat",
    "c1_2": "10 mM",
    "top_2": "1 uM",
    "solvent": "DMSO",
    "solvent_2": "DMSO",
}


@pytest.fixture
def combine(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> Iterator[PlateForm]:
    desk = CombineForm(book, compounds, solution_table)
    desk.use_units(units)
    yield desk
    # A change in the journal asks for an answer; what is still due is given before the desk goes.
    desk.compute()


def plan_with(desk: PlateForm, **texts: str) -> None:
    for name, text in texts.items():
        desk.set_text(name, text)
    desk.compute()


def contents(desk: PlateForm) -> set[tuple[int, ...]]:
    assert desk.answer.map is not None
    return {one.levels for one in desk.answer.map.wells.values() if one.use is WellUse.DOSE}


def test_at_one_dose_of_the_partner_each_compound_is_also_given_alone(combine: CombineForm) -> None:
    plan_with(combine, **TWO_COMPOUNDS, points="3")

    assert contents(combine) == {(0, 0), (1, 0), (2, 0), (0, -1), (1, -1), (2, -1), (-1, 0)}
    plan = combine.answer.plan
    assert plan is not None
    alone, vehicle = plan.in_well(Content(WellUse.DOSE, (0, -1)))
    both, same = plan.in_well(Content(WellUse.DOSE, (0, 0)))
    partner, again = plan.in_well(Content(WellUse.DOSE, (-1, 0)))
    assert alone == pytest.approx((10e-6, 0), rel=0.02)
    assert both == pytest.approx((10e-6, 1e-6), rel=0.02)
    assert partner == pytest.approx((0, 1e-6), rel=0.02)
    # 10 µM of 10 mM brings 0.1 %. Of pinometostat no solubility is on file: it goes through a sub-stock in DMSO, with
    # its half of the usual 0.1 %; all of it is in the control as well.
    control = plan.in_well(Content(WellUse.VEHICLE))[1]
    assert (vehicle, same, again, control) == pytest.approx([0.15] * 4, rel=0.02)
    # What is asked for is kept: 10 µM and 1 µM of 10 mM need 0.1 % and 0.01 %.
    plan_with(combine, **TWO_COMPOUNDS, points="3", vehicle_percent="0.11 %")
    plan = combine.answer.plan
    assert plan is not None
    assert plan.in_well(Content(WellUse.DOSE, (0, 0)))[1] == pytest.approx(0.11, rel=0.02)


def test_at_one_ratio_each_compound_is_also_given_alone(combine: CombineForm) -> None:
    plan_with(combine, **TWO_COMPOUNDS, points="3", mode="ratio")

    pairs = {(level, level) for level in range(3)}
    assert contents(combine) == pairs | {(n, -1) for n in range(3)} | {(-1, n) for n in range(3)}
    plan = combine.answer.plan
    assert plan is not None
    held = [plan.in_well(Content(WellUse.DOSE, (n, n)))[0] for n in range(3)]
    for one, other in held:
        assert one / other == pytest.approx(10, rel=0.05)


def test_three_compounds_are_given_together_and_each_alone(combine: CombineForm) -> None:
    plan_with(
        combine, **TWO_COMPOUNDS, points="3", compound_3="dexamethasone", c1_3="10 mM", top_3="100 nM", solvent_3="DMSO"
    )

    assert contents(combine) == {
        (0, 0, 0), (1, 0, 0), (2, 0, 0), (0, -1, -1), (1, -1, -1), (2, -1, -1), (-1, 0, -1), (-1, -1, 0),
    }  # fmt: skip
    plan = combine.answer.plan
    assert plan is not None
    assert plan.in_well(Content(WellUse.DOSE, (0, 0, 0)))[0] == pytest.approx((10e-6, 1e-6, 1e-7), rel=0.03)
    assert plan.request.strength == pytest.approx(2)
    assert plan.share_ul == pytest.approx(100 / 3)


def test_no_more_stock_is_taken_than_the_wells_ask_for(combine: CombineForm) -> None:
    plan_with(combine, **TWO_COMPOUNDS, replicates="1", vehicle_wells="1")

    plan = combine.answer.plan
    assert plan is not None
    for series in plan.series:
        assert series.used_ul[series.request.ingredients[0].source] <= 10


def test_tubes_are_called_by_their_compound(combine: CombineForm) -> None:
    plan_with(combine, **TWO_COMPOUNDS, mode="checkerboard", points_2="2")

    plan = combine.answer.plan
    assert plan is not None
    assert [dose.tube for dose in plan.series[0].doses][:2] == ["Len 1", "Len 2"]
    assert [dose.tube for dose in plan.series[1].doses] == ["Pin 1", "Pin 2"]
    assert combine.answer.recipe is not None
    words = " ".join(" ".join(say_step(line.code, line.values)) for line in combine.answer.recipe.steps)
    assert "tube Len 1" in words
    assert "tube Pin 1" in words


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (("Venetoclax", "Lenalidomide"), ("Ven", "Len")),
        (("Lenalidomide", "Lenvatinib"), ("Lena", "Lenv")),
        (("DOT1L inhibitor", "dexamethasone"), ("DOT", "Dex")),
        (("4-OH-tamoxifen", "MG-132"), ("4OH", "MG1")),
        (("X", "Xy"), ("X", "Xy")),
    ],
)
def test_a_few_letters_tell_compounds_apart(names: tuple[str, ...], short: tuple[str, ...]) -> None:
    assert short_names(names) == short


@given(st.lists(st.text(max_size=12), min_size=1, max_size=3))
def test_names_of_tubes_never_meet(names: list[str]) -> None:
    short = short_names(names)

    assert len({one.casefold() for one in short}) == len(names)
    assert all(short)


def test_a_plate_kept_before_there_were_single_wells_is_what_it_was(combine: CombineForm) -> None:
    kept = {name: text for name, text in combine.inputs().items() if name not in {"alone", "edge"}}
    combine.take_inputs({**kept, **TWO_COMPOUNDS, "points": "3"})

    assert contents(combine) == {(0,), (1,), (2,), (-1,)}
    assert combine.answer.map is not None
    assert "A1" in combine.answer.map.wells


def test_a_part_of_a_name_is_written_out_and_its_only_stock_taken(
    combine: CombineForm, units: Units, book: JournalSession, compounds: CurrentCompound, library_stock: str
) -> None:
    combine.set_text("compound_2", "pinome")
    names_like = combine.further.names_like
    assert names_like("pinome") == ("Pinometostat",)
    assert names_like("lena")[0] == "Lenalidomide"
    assert names_like("Pinometostat") == names_like("EPZ-5676") == names_like(" ") == ()

    combine.finish_name("_2")
    combine.compute()

    assert combine.text("compound_2") == "Pinometostat"
    assert combine.text("stock_2") == library_stock
    assert combine.text("c1_2").replace("\u202f", " ") == "20 mM"
    plan_with(combine, c1="10 mM", solvent="DMSO", top="10 uM", top_2="1 uM")
    found = combine.answer.partners["_2"]
    assert (found.monograph.identity.name, found.molar_mass[:5]) == ("Pinometostat", "562.7")


@pytest.fixture
def library_stock(units: Units, book: JournalSession, compounds: CurrentCompound) -> str:
    first = compounds.monograph
    assert first is not None
    found = compounds.search("pinometostat")[0].headline.id
    compounds.open(found)
    texts = {"concentration": "20 mM", "vehicle": "DMSO", "aliquots": "4", "aliquot_volume": "100 µL", "lot": "P77"}
    made = add_solution(book, compounds, units, texts, Storage.FREEZER_20)
    compounds.open(first.id)
    return made


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("constant", "at one dose of the second with every dose of the first"),
        ("ratio", "at a constant ratio"),
        ("checkerboard", "every dose with every dose"),
    ],
)
def test_the_sheet_is_right_for_both_compounds(
    combine: CombineForm,
    book: JournalSession,
    compounds: CurrentCompound,
    library_stock: str,
    qtbot: QtBot,
    mode: str,
    said: str,
) -> None:
    combine.set_text("compound_2", "pinometostat")
    combine.finish_name("_2")
    plan_with(combine, c1="10 mM", solvent="DMSO", top="10 uM", points="6", top_2="1 uM", points_2="4", mode=mode)
    bar = PreparationBar("test", lambda _details: "", book.read_past)
    qtbot.addWidget(bar)
    bar.fields.lot.fill("L1")

    sheet = make_sheet(combine, bar, compounds, lambda: "0" * 64)

    assert isinstance(sheet, BenchSheet)
    assert sheet.title == "Lenalidomide + Pinometostat: combination"
    assert [one.partition(":")[0] for one in sheet.hazards] == ["Lenalidomide", "Pinometostat"]
    assert sheet.under.startswith("Lenalidomide: free base (racemate), 259.26 g/mol · Pinometostat: ")
    assert sheet.file == "Lenalidomide + Pinometostat combination"
    tubes = {one.tube: one for one in sheet.tubes}
    assert {"Len 1", "Len 6"} <= tubes.keys()
    assert dict(sheet.facts)["Lot of Lenalidomide"] == "L1"
    assert dict(sheet.facts)["Lot of Pinometostat"] == "P77"
    text = methods_text(sheet).replace("\u202f", " ")
    assert "Lenalidomide (free base (racemate), 259.26 g/mol, lot L1; 6 concentrations, 10 µM to 31.6 nM)" in text
    alone = {"constant": "; 1 µM)", "ratio": "; 6 concentrations, 1 µM to 3.16 nM)"}
    partner = alone.get(mode, "; 4 concentrations, 1 µM to 31.6 nM)")
    assert "Pinometostat (" in text
    assert "562.72 g/mol, lot P77" in text
    assert partner in text
    assert said in text
    # How often each dose is there is no count of the controls.
    assert text.endswith(" wells; vehicle controls received DMSO alone.")
    plan_with(combine, vehicle_wells="0", mode="constant")
    without = combine.methods()
    assert without is not None
    assert "vehicle controls" not in say(*without)


def test_a_dose_for_a_paper_names_its_compound_once_and_only_controls_there_are() -> None:
    values: dict[str, Value] = {
        "compound": "Lenalidomide", "form": "free base", "molar_mass": 259.26, "cells": "H929", "percent": 0.1,
        "vehicle": "DMSO", "molar": 1e-5,
    }  # fmt: skip

    without = say(Message.METHODS_DOSE, {**values, "controls": False}).replace("\u202f", " ")
    with_them = say(Message.METHODS_DOSE, {**values, "controls": True})

    assert without == ("H929 cells were treated with 10 µM Lenalidomide (free base, 259.26 g/mol) in 0.1 % (v/v) DMSO.")
    assert with_them.endswith("; vehicle controls received DMSO alone.")
    stock = say(Message.METHODS_STOCK, {**values, "solvent": "DMSO"}).replace("\u202f", " ")
    assert stock == "Lenalidomide (free base, 259.26 g/mol) was dissolved in DMSO at 10 µM."


def test_a_partner_without_a_page_is_used_by_a_press_and_judged_by_no_limits(combine: CombineForm) -> None:
    plan_with(combine, **{**TWO_COMPOUNDS, "compound_2": "xyzzy-17", "solvent_2": "DMSO"}, points="3")
    assert combine.answer.errors["compound_2"].code is Message.COMPOUND_NOT_FOUND
    assert combine.is_missing("_2")

    combine.use_without_page("_2")
    plan_with(combine)

    assert (combine.answer.errors, combine.is_missing("_2")) == ({}, False)
    assert combine.answer.plan is not None
    assert combine.answer.plan.in_well(Content(WellUse.DOSE, (0, 0)))[0] == pytest.approx((10e-6, 1e-6), rel=0.02)
    assert list(combine.answer.partners["_2"].monograph.claims()) == []
    again = combine.inputs()
    combine.set_text("compound_2", "xyzzy-18")
    assert (combine.is_plain("_2"), combine.is_missing("_2")) == (False, True)
    combine.take_inputs(again)
    plan_with(combine)
    assert combine.answer.plan is not None


def test_the_molar_mass_of_a_partner_without_a_page_is_asked_where_units_mix(combine: CombineForm) -> None:
    plan_with(combine, **{**TWO_COMPOUNDS, "compound_2": "xyzzy-17", "solvent_2": "DMSO", "top_2": "300 ng/mL"})
    combine.use_without_page("_2")
    plan_with(combine)
    assert combine.answer.errors["molar_mass_2"].code is Message.NEEDS_MOLAR_MASS

    for wrong in ("10 mM", "0 g/mol"):
        plan_with(combine, molar_mass_2=wrong)
        assert set(combine.answer.errors) == {"molar_mass_2"}
    plan_with(combine, molar_mass_2="300 g/mol")

    assert combine.answer.plan is not None
    reached = combine.answer.plan.in_well(Content(WellUse.DOSE, (0, 0)))[0]
    # 300 ng/mL of 300 g/mol is 1 µM.
    assert reached == pytest.approx((10e-6, 1e-6), rel=0.02)


def test_the_same_substance_without_a_page_is_no_second_partner(combine: CombineForm) -> None:
    third = {"compound_3": "Xyzzy-17", "c1_3": "10 mM", "top_3": "1 uM", "solvent_3": "DMSO"}
    plan_with(combine, **{**TWO_COMPOUNDS, "compound_2": "xyzzy-17", "solvent_2": "DMSO"}, **third)
    for mark in ("_2", "_3"):
        combine.use_without_page(mark)
    plan_with(combine)

    assert combine.answer.errors["compound_3"].code is Message.COMPOUND_TWICE


def test_the_record_that_alone_has_a_name_gives_its_molar_mass(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> None:
    caffeine = ComponentForm("caffeine", "C8H10N4O2", "194.19", "58-08-2")
    desk = CombineForm(book, compounds, solution_table, {"caffeine": caffeine}.get)
    desk.use_units(units)
    desk.set_text("compound_2", "caffeine")

    desk.use_without_page("_2")

    assert plain_spaces(desk.text("molar_mass_2")) == "194.19 g/mol"
    assert desk.record("_2") == caffeine
    desk.set_text("molar_mass_2", "194.2 g/mol")
    assert desk.record("_2") is None
    desk.set_text("compound_2", "caffeine citrate")
    desk.use_without_page("_2")
    assert (desk.text("molar_mass_2"), desk.record("_2")) == ("", None)
    desk.compute()
