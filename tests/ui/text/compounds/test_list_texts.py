"""The cells of the list of compounds in words."""

from benchapp.domain.compounds.compound_summary import CompoundSummary
from benchapp.domain.compounds.library_item import Origin
from benchapp.domain.compounds.monograph import Relation, Value
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.compounds.compound_table import CompoundColumn, CompoundRow
from benchapp.store.library.listing import ListedCompound
from benchapp.ui.text.compound_texts import from_to, span_of
from benchapp.ui.text.compounds.list_texts import HEADERS, cell_text


def row(summary: CompoundSummary, *, edited: bool = False) -> CompoundRow:
    return CompoundRow(ListedCompound("1", "Testimib", "", Origin.OWN, "vendor", edited, (), summary), None, "")


def words(summary: CompoundSummary, column: CompoundColumn) -> str:
    return plain_spaces(cell_text(row(summary), column))


def test_what_is_on_file_is_said_and_what_is_not_is_left_empty() -> None:
    known = CompoundSummary(
        ("TST-1", "Testix"), ("kinase inhibitor",), "HCl", "300.5", ("DMSO",), "DMSO",
        Value(Relation.AT_LEAST, "50", "mg/mL"), (Value(Relation.EQUAL, "1", "uM"), Value(Relation.EQUAL, "5", "uM")),
    )  # fmt: skip

    assert [words(known, column) for column in CompoundColumn] == [
        "Testimib", "TST-1, Testix", "HCl", "300.5", "DMSO, ≥ 50 mg/mL", "1–5 µM", "", "vendor",
    ]  # fmt: skip
    nothing = [words(CompoundSummary(), column) for column in CompoundColumn]
    assert nothing == ["Testimib", "", "", "", "", "", "", "vendor"]
    assert len(HEADERS) == len(CompoundColumn)


def test_one_that_was_edited_is_marked() -> None:
    assert cell_text(row(CompoundSummary(), edited=True), CompoundColumn.WHOSE) == "vendor ✎"


def test_a_span_has_its_unit_once_and_keeps_what_each_end_says() -> None:
    values = (
        Value(Relation.EQUAL, "1", "uM"),
        Value(Relation.RANGE, "500", "nM", "2"),
        Value(Relation.QUALITATIVE, text="x"),
    )

    assert plain_spaces(span_of(values[:1])) == "1 µM"
    assert plain_spaces(span_of(values)) == "2 nM – 1 µM"
    assert span_of(()) == ""
    assert from_to(["1\u202fµM", "5\u202fµM"]) == "1–5\u202fµM"


def test_doses_by_mass_and_by_amount_make_no_common_span() -> None:
    doses = (
        Value(Relation.EQUAL, "200", "ng/mL"),
        Value(Relation.EQUAL, "0.1", "uM"),
        Value(Relation.EQUAL, "1", "uM"),
    )

    assert plain_spaces(span_of(doses)) == "0.1–1 µM"
