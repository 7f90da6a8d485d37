"""What headings say, and which columns they make; what a person chooses instead."""

import pytest

from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.lists.headings import (
    Columns,
    choose_column,
    column_named,
    heading_unit,
    headings_known,
    is_exact_mass,
    match_columns,
    shown_heading,
    solubility_of,
    unit_named,
)
from benchapp.domain.units.kinds import Kind


@pytest.mark.parametrize(
    ("heading", "solvent"),
    [
        ("DMSO max solubility (mg/mL)", "DMSO"), ("Wasserlöslichkeit", "water"), ("Löslichkeit (Wasser)", "water"),
        ("DMSO", "DMSO"), ("DMSO (mg/mL) at 25 °C", "DMSO"), ("Sol_in_PBS", "PBS"), ("Solubility in foo", "foo"),
        ("Soluble in", ""), ("Solubility", ""),
        # Nobody measured what was computed; it counts where its solvent is named, and never where a model says so.
        ("computed solubility", None), ("computed solubility in water", "water"),
        ("predicted solubility in water", None), ("Solubility in vivo", None),
        ("logS", None), ("DMSO 10 mM", None), ("solubility " * 12, None),
    ],
)  # fmt: skip
def test_a_column_of_solubilities_is_known_by_its_heading(heading: str, solvent: str | None) -> None:
    assert solubility_of(heading) == solvent


@pytest.mark.parametrize(
    ("heading", "kind", "unit", "strange"),
    [
        ("MW [kDa]", Kind.MOLAR_MASS, "kDa", ""), ("Molmasse, g/mol", Kind.MOLAR_MASS, "g/mol", ""),
        ("MW g/mol", Kind.MOLAR_MASS, "g/mol", ""), ("Sol (DMSO, mg/mL)", Kind.MASS_CONCENTRATION, "mg/mL", ""),
        ("Sol (mg/mL, 25 °C)", Kind.MASS_CONCENTRATION, "mg/mL", ""), ("Sol (mM; free base)", Kind.MOLARITY, "mM", ""),
        ("MW (g/mol) (foo)", Kind.MOLAR_MASS, "g/mol", ""),
        # Words for a figure and a sign of its own are no units; what is none, or of another kind, is strange.
        ("MW (average)", Kind.MOLAR_MASS, "", ""), ("Molare Masse (M)", Kind.MOLAR_MASS, "", ""),
        ("MW (foo)", Kind.MOLAR_MASS, "", "foo"), ("Sol (mg)", Kind.MASS_CONCENTRATION, "", "mg"),
        ("Sol (mg/mL or mM)", Kind.MASS_CONCENTRATION, "", "mg/mL or mM"), ("Sol [DMSO]", Kind.MOLARITY, "", ""),
        # A heading that is a unit and nothing else names no column; nor does a unit of another kind behind it.
        ("mg/mL", Kind.MASS_CONCENTRATION, "", ""), ("MW, mM", Kind.MOLAR_MASS, "", ""),
        ("MW", Kind.MOLAR_MASS, "", ""),
    ],
)  # fmt: skip
def test_a_unit_in_a_heading_is_of_what_it_heads(heading: str, kind: Kind, unit: str, strange: str) -> None:
    assert heading_unit(heading, (kind,)) == (unit, strange)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("g·mol-1", "g/mol"), ("mg mL^-1", "mg/mL"), ("mg per mL", "mg/mL"), ("µM", "uM"), ("kDa", "kDa"),
        ("g/mole", "g/mol"), ("g/100 mL", "g/dL"), ("g/50 mL", ""), ("foo", ""), ("", ""), ("mg" * 11, ""),
    ],
)  # fmt: skip
def test_a_text_is_a_unit_as_the_grammar_writes_it(text: str, unit: str) -> None:
    assert unit_named(text) == unit


@pytest.mark.parametrize(
    ("heading", "exact"),
    [("Exact Mass", True), ("exactmw", True), ("Monoisotopic Mass", True), ("MW", False), ("Molar mass", False)],
)
def test_the_mass_of_one_composition_of_isotopes_is_known(heading: str, exact: bool) -> None:
    assert is_exact_mass(heading) is exact


ALIKE = ("Name", "MW", "MW", "Formula", "", "name")


def test_a_heading_that_several_columns_have_is_shown_with_its_place() -> None:
    shown = [shown_heading(ALIKE, place) for place in range(-1, 7)]

    assert shown == ["", "Name (#1)", "MW (#2)", "MW (#3)", "Formula", "", "name (#6)", ""]
    assert shown_heading(("x" * 100,), 0) == "x" * 80


@pytest.mark.parametrize(
    ("text", "place"),
    [("formula", 3), ("3", 2), ("#3", 2), ("7", None), ("foo", None), ("mw", None), ("Name", None)],
)
def test_a_column_is_named_by_its_heading_or_its_place(text: str, place: int | None) -> None:
    assert column_named(ALIKE, text) == place


def rivals(columns: Columns) -> dict[str, tuple[int, ...]]:
    return {name.value: several for name, several in columns.rivals.items()}


@pytest.mark.parametrize(
    ("headings", "name", "place", "others"),
    [
        # With its salt, without, or the same once more: each could be what is weighed.
        (("Name", "MW", "Salt MW", "Formula", "mw_freebase"), Field.MOLAR_MASS, 1, {"molar_mass": (2, 4)}),
        (("Name", "Formula", "Molecular formula"), Field.FORMULA, 1, {"formula": (2,)}),
        (("Name", "Name", "CAS", "CAS"), Field.CAS, 2, {"cas": (3,)}),
        (("Name", "Formula weight", "Formula"), Field.FORMULA, 2, {}),
        (("Name", "Mass (Da)", "Weight"), Field.MOLAR_MASS, 1, {}),
    ],
)
def test_columns_that_could_be_meant_as_well_are_rivals(
    headings: tuple[str, ...], name: Field, place: int, others: dict[str, tuple[int, ...]]
) -> None:
    columns = match_columns(headings)

    assert (columns.places[name], rivals(columns)) == (place, others)


def test_of_several_solvents_dmso_is_the_solubility_and_each_keeps_its_unit() -> None:
    columns = match_columns(("Name", "Ethanol (mM)", "Water (mg/mL)", "DMSO (mg/mL)", "DMF (mM)"))

    assert (columns.places[Field.SOLUBILITY], columns.places[Field.WATER]) == (3, 2)
    assert columns.solvents == {1: "ethanol", 2: "water", 3: "DMSO", 4: "DMF"}
    assert columns.bare_units == {1: "mM", 2: "mg/mL", 3: "mg/mL", 4: "mM"}


def test_a_column_whose_unit_nobody_knows_is_stopped() -> None:
    columns = match_columns(("Name", "MW (foo)", "Formula", "DMSO (bar)"))

    assert columns.stopped == {1: "foo", 3: "bar"}
    # Where another column gives the same, that stops nothing: it is not read anyway.
    assert match_columns(("Name", "MW", "Salt MW (foo)")).stopped == {}


@pytest.mark.parametrize(
    ("cells", "known"),
    [(("Name", "CAS", "DMSO (mM)"), 3), (("Lenalidomide", "191732-72-6", "10"), 0), (("x" * 121, "Name"), 0)],
)
def test_a_line_of_headings_is_distinguished_from_one_of_data(cells: tuple[str, ...], known: int) -> None:
    assert headings_known(cells) == known


HEADINGS = ("Name", "MW (g/mol)", "Salt MW (kDa)", "DMSO (mg/mL)", "Water (mM)", "Foo (bar)", "Time (h)")


def chosen(name: Field, place: int) -> Columns:
    columns = choose_column(match_columns(HEADINGS), HEADINGS, name, place)
    assert not columns.guessed
    assert name in columns.chosen
    return columns


def test_the_other_of_two_columns_is_chosen_with_its_own_unit() -> None:
    columns = chosen(Field.MOLAR_MASS, 2)

    assert (columns.places[Field.MOLAR_MASS], columns.units[Field.MOLAR_MASS]) == (2, "kDa")
    # The one that was taken before could be meant as well, in its own unit.
    assert (rivals(columns), columns.bare_units[1]) == ({"molar_mass": (1,)}, "g/mol")


def test_what_was_taken_before_without_a_unit_has_none_afterwards() -> None:
    headings = ("Name", "MW", "Salt MW (kDa)")
    columns = choose_column(match_columns(headings), headings, Field.MOLAR_MASS, 2)

    assert (rivals(columns), columns.bare_units) == ({"molar_mass": (1,)}, {2: "kDa"})


def test_no_column_is_chosen() -> None:
    columns = chosen(Field.MOLAR_MASS, -1)

    assert Field.MOLAR_MASS not in columns.places
    assert Field.MOLAR_MASS not in columns.units
    assert rivals(columns) == {}
    without = chosen(Field.SOLUBILITY, -1)
    assert without.solvents == {4: "water"}
    assert 3 not in without.bare_units


def test_a_column_with_a_strange_unit_is_stopped_for_what_has_one_alone() -> None:
    assert chosen(Field.MOLAR_MASS, 5).stopped == {5: "bar"}
    assert chosen(Field.NOTE, 5).stopped == {}


def test_the_solvent_in_a_heading_holds_whatever_the_column_is_for() -> None:
    assert chosen(Field.SOLUBILITY, 4).solvents == {4: "water"}
    # What is said to be the solubility in water is that, whatever is over it.
    assert chosen(Field.WATER, 3).solvents == {3: "water"}
    assert chosen(Field.SOLUBILITY, 5).solvents == {4: "water", 5: ""}


def test_another_column_for_the_name_is_the_only_one() -> None:
    assert match_columns(HEADINGS).names == (0,)
    assert chosen(Field.NAME, 5).names == ()


def test_what_is_chosen_after_a_strange_unit_is_not_stopped_by_it() -> None:
    headings = ("Name", "MW (foo)", "Mass")
    columns = choose_column(match_columns(headings), headings, Field.MOLAR_MASS, 2)

    assert (columns.places[Field.MOLAR_MASS], columns.stopped) == (2, {})
