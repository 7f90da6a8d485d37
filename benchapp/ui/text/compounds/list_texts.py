"""The cells of the list of compounds in words."""

from benchapp.domain.compounds.lab_stocks import LabStock
from benchapp.domain.compounds.library_item import Origin
from benchapp.presenters.compounds.compound_table import CompoundColumn, CompoundRow, whose
from benchapp.ui.text.compound_texts import span_of, strength_text, value_text
from benchapp.ui.text.language import called, decimal, mark_text, term, tr

HEADERS = (
    mark_text("Name"),
    mark_text("Other names"),
    mark_text("Form"),
    mark_text("g/mol"),
    mark_text("Usual stock"),
    mark_text("Dose"),
    mark_text("In hand"),
    mark_text("Origin"),
)
_WHOSE = {Origin.BUNDLED.value: mark_text("built in"), Origin.OWN.value: mark_text("my own")}


def cell_text(row: CompoundRow, column: CompoundColumn) -> str:
    """Return a cell; "" where nothing is on file."""
    compound, summary = row.compound, row.compound.summary
    match column:
        case CompoundColumn.NAME:
            return compound.name
        case CompoundColumn.OTHER_NAMES:
            return ", ".join(summary.other_names)
        case CompoundColumn.FORM:
            return tr(summary.form)
        case CompoundColumn.MOLAR_MASS:
            return decimal(summary.molar_mass) if float(summary.molar_mass or 0) else ""
        case CompoundColumn.STOCK:
            return stock_text(row)
        case CompoundColumn.DOSE:
            return span_of(summary.doses)
        case CompoundColumn.IN_HAND:
            return in_hand_text(row.stock)
        case CompoundColumn.WHOSE:
            edited = " ✎" if compound.edited else ""
            return f"{whose_text(whose(compound))}{edited}"


def stock_text(row: CompoundRow) -> str:
    """Return the stock that the lab made last, or how much dissolves: "10 mM in DMSO", "DMSO, ≥ 100.8 mg/mL"."""
    if row.stock is not None:
        return strength_text(row.stock.latest)
    summary = row.compound.summary
    figure = "" if summary.solubility is None else value_text(summary.solubility)
    return ", ".join(part for part in (term(summary.solvent) if summary.solvent else "", figure) if part)


def in_hand_text(stock: LabStock | None) -> str:
    """Return what is in hand: "17 × 10 mM"."""
    if stock is None:
        return ""
    return ", ".join(f"{one.left + len(one.opened)} × {called(one.solution.concentration)}" for one in stock.in_hand)


def whose_text(whose_it_is: str) -> str:
    """Return whose a compound is; a collection by its name."""
    return tr(_WHOSE[whose_it_is]) if whose_it_is in _WHOSE else whose_it_is
