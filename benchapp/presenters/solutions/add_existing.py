"""Adding a solution that is already there: what is entered, and what stays unknown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.identity_facts import SubstanceKind
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.journal.entries import SolutionAdded
from benchapp.domain.lab.solvents import canonical
from benchapp.domain.messages import BenchError, CalculationError, Message, QuantityError
from benchapp.domain.solutions.solutions import Limit, SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount, is_undiluted
from benchapp.domain.units.grammar import read_whole_number
from benchapp.domain.units.kinds import Kind, in_base
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.forms.form_model import named_solvent, typed_concentration
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation import PreparationDetails, PreparedContents, new_solution

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units


class AskedOf(Struct, frozen=True):
    """What is asked of a solution that is added, by what its compound is.

    Attributes:
        example: A strength as one would type it.
        in_units: Whether it may be counted in units of activity, so that those of its lot are asked for.
    """

    example: str = "10 mM"
    in_units: bool = False


# As bottles and vials of each are bought or dissolved; no figure is taken from here.
_EXAMPLES = {
    SubstanceKind.SMALL_MOLECULE: "10 mM",
    SubstanceKind.PROTEIN: "100 µg/mL",
    SubstanceKind.ANTIBODY: "1 mg/mL",
    SubstanceKind.ENZYME: "10 mg/mL",
    SubstanceKind.SERUM: "100 %",
    SubstanceKind.POLYMER: "10 mg/mL",
    SubstanceKind.MIXTURE: "10 mg/mL",
}


def asked_of(monograph: Monograph | None) -> AskedOf:
    """Return what is asked of a solution of a compound: one that is dosed in units has its example in units."""
    if monograph is None:
        return AskedOf()
    kind = monograph.kind
    in_units = kind not in {SubstanceKind.SMALL_MOLECULE, SubstanceKind.SERUM}
    units = [use.dose.unit for use in monograph.uses if use.dose is not None]
    known = in_base("1", units[0]) if in_units and units else None
    of_activity = known is not None and known[0] is Kind.ACTIVITY_CONCENTRATION
    return AskedOf("1 MU/mL" if of_activity else _EXAMPLES[kind], in_units)


class Lots(Struct, frozen=True):
    """Lots and their dates as entered, beside the compound's lot itself.

    Attributes:
        lot_expiry: Date on the compound's lot.
        solvent_lot: Lot of the solvent or medium.
        solvent_expiry: Its date.
        limits: The limits that these dates set.
    """

    lot_expiry: str = ""
    solvent_lot: str = ""
    solvent_expiry: str = ""
    limits: tuple[Limit, ...] = ()


def _above_zero(amount: Amount) -> Amount:
    if amount.value <= 0:
        raise QuantityError(Message.NOT_POSITIVE)
    return amount


def read_added(
    texts: Mapping[str, str], units: Units, book: JournalSession
) -> tuple[dict[str, Amount], int, dict[str, BenchError]]:
    """Read the form of "Add a solution I have".

    Args:
        texts: What is in `concentration`, `aliquots`, `aliquot_volume`, `potency`, `ago`.
        units: The registry.
        book: For the present, from which "yesterday 16:00" is read.

    Returns:
        The amounts, the number of aliquots, and what is wrong, by field.
    """
    amounts: dict[str, Amount] = {}
    errors: dict[str, BenchError] = {}
    try:
        amounts["concentration"] = _above_zero(typed_concentration(units, texts.get("concentration", ""))[0])
    except QuantityError as error:
        errors["concentration"] = error
    for name, kind in (("aliquot_volume", Kind.VOLUME), ("potency", Kind.SPECIFIC_ACTIVITY)):
        if text := texts.get(name, "").strip():
            try:
                amounts[name] = _above_zero(units.read_both(text, kind)[1])
            except QuantityError as error:
                errors[name] = error
    count = 1
    if texts.get("aliquots", "").strip():
        try:
            count = read_whole_number(texts["aliquots"], decimal_comma=units.decimal_comma)
            if not 1 <= count <= 10_000:
                errors["aliquots"] = QuantityError(Message.NOT_BETWEEN, text=texts["aliquots"], least=1, most=10_000)
        except QuantityError as error:
            errors["aliquots"] = error
    try:
        book.read_past(texts.get("ago", ""))
    except QuantityError as error:
        errors["ago"] = error
    return amounts, count, errors


def _vehicle_of(concentration: Amount, texts: Mapping[str, str]) -> str:
    """Return what a solution is in; "" for a liquid as bought.

    Raises:
        CalculationError: It was not given, or the liquid itself was said to be in something else.
    """
    vehicle = named_solvent(texts["concentration"]) or canonical(texts.get("vehicle", ""))
    if is_undiluted(concentration) and vehicle:
        raise CalculationError(Message.UNDILUTED_IN, field="vehicle", amount=concentration.shown(), solvent=vehicle)
    if not vehicle and not is_undiluted(concentration):
        raise CalculationError(Message.SOLVENT_NEEDED, field="vehicle")
    return vehicle


def add_solution(
    book: JournalSession,
    compounds: CurrentCompound,
    units: Units,
    texts: Mapping[str, str],
    storage: Storage | None,
    lots: Lots | None = None,
) -> str:
    """Write a solution that was already there into the journal; give its id.

    Raises:
        BenchError: A field cannot be read, or it could not be saved.
    """
    amounts, count, errors = read_added(texts, units, book)
    if errors:
        name, error = next(iter(errors.items()))
        raise type(error)(error.code, **{**error.values, "field": name})
    vehicle = _vehicle_of(amounts["concentration"], texts)
    ago = book.read_past(texts.get("ago", ""))
    contents = PreparedContents(
        role=SolutionPurpose.STOCK,
        concentration=amounts["concentration"],
        nominal=amounts["concentration"],
        vehicle=vehicle,
        vehicle_percent=100.0 if vehicle else 0.0,
        aliquots=count,
        aliquot_volume=amounts.get("aliquot_volume"),
        potency=amounts.get("potency"),
    )
    particulars = PreparationDetails(
        person=texts.get("person", "").strip(),
        lot=texts.get("lot", "").strip(),
        storage=storage,
        place=texts.get("place", "").strip(),
        ago=ago.span,
        about=ago.about,
    )
    solution = new_solution(book, compounds, contents, particulars)
    if lots is not None:
        solution = replace(
            solution,
            lot_expiry=lots.lot_expiry,
            solvent_lot=lots.solvent_lot,
            solvent_expiry=lots.solvent_expiry,
            limits=(*solution.limits, *lots.limits),
        )
    book.record(SolutionAdded(solution), ago=ago.span)
    return solution.id
