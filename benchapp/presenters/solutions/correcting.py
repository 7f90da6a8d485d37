"""What was recorded of a solution, corrected: read as typed, shown with all that follows from it, and written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.compounds.stability import stated_lives
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.journal.correction_changes import amounts_of
from benchapp.domain.journal.entries import Entry, SolutionCorrected, SolutionMade, Taken
from benchapp.domain.journal.following import with_correction
from benchapp.domain.journal.solution_entries import portion_id
from benchapp.domain.journal.state import LabState
from benchapp.domain.lab.solvents import canonical
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.solutions.corrections import SolutionFacts, Strength, several_compounds, strength_of, stronger
from benchapp.domain.solutions.freshness import expiry, limits_for
from benchapp.domain.solutions.portions import EMPTY_UL
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import Limit, Solution, SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount, is_undiluted, volume_amount
from benchapp.domain.units.expiry_dates import read_expiry
from benchapp.domain.units.grammar import read_whole_number
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.moments import Moment
from benchapp.presenters.forms.form_model import in_field, typed_concentration
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.preparation_checks import SAME_TIME, shown_time

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

# What is typed as it is kept.
_TEXTS = ("name", "lot", "vendor", "made_by", "place", "container", "solvent_lot")
_DATES = ("lot_expiry", "solvent_expiry")
_VOLUMES = ("aliquot_volume", "stock_volume", "solvent_volume")
_AMOUNTS = frozenset({"mass", "stock_volume", "solvent_volume"})
_MOST_TUBES = 10_000


class CorrectionPreview(Struct, frozen=True):
    """A correction with all that follows from it.

    Attributes:
        body: The entry.
        solution: The solution after it.
        derived: What was made from the solution, where that changes too, before and after it.
        dosed: The incubations of which the concentration in the wells changes.
    """

    body: SolutionCorrected
    solution: SolutionState
    derived: tuple[tuple[Solution, Solution], ...]
    dosed: tuple[Running, ...]


class SolutionCorrection:
    """Corrects solutions.

    Args:
        book: Where it is written.
        units: Gives the registry, waiting for it where it must.
        person: Gives who works here.
        page: Gives the page of a compound by its id; None where there is none any more.
    """

    def __init__(
        self,
        book: JournalSession,
        units: Callable[[], Units],
        person: Callable[[], str],
        page: Callable[[str], Monograph | None],
    ) -> None:
        self._book = book
        self._units = units
        self._person = person
        self._page = page

    def local_now(self) -> datetime:
        """Return the present in the time zone shown."""
        return self._book.local_now()

    def local(self, instant: datetime) -> datetime:
        """Return an instant in the time zone shown."""
        return self._book.local(instant)

    def cause(self, kept: SolutionState) -> Solution | None:
        """Return the solution whose correction changed one last; None where none did."""
        cause = self._book.bench.solutions.get(kept.corrected[-1]) if kept.corrected else None
        return None if cause is None else cause.solution

    def facts(self, solution: str) -> SolutionFacts:
        """Return what is recorded of a solution; an amount is None where nobody stated it."""
        return _facts(self._kept(solution))

    def asked(self, solution: str) -> tuple[str, ...]:
        """Return the names of the amounts that a solution was made by, which can be corrected."""
        known = self._kept(solution).solution
        if not known.parents and known.solvent:
            return ("mass", "solvent_volume")
        one = len(known.parents) == 1 and not several_compounds(known)
        return ("stock_volume", "solvent_volume") if one else ()

    def preview(self, solution: str, texts: Mapping[str, str]) -> CorrectionPreview:
        """Return a correction as typed, with all that follows from it; nothing is written.

        Args:
            solution: Id of the solution.
            texts: What is typed in the fields that were changed, by the names of the facts.

        Raises:
            BenchError: A field cannot be read, which `field` names, or nothing changes.
        """
        body = self._read(self._kept(solution), texts)
        before = self._book.bench
        after = with_correction(before, body)
        derived = tuple(
            (before.solutions[name].solution, kept.solution)
            for name, kept in after.solutions.items()
            if name != solution and _differs(before.solutions[name], kept)
        )
        dosed = tuple(
            running
            for name, running in after.incubations.items()
            if _given(running) != _given(before.incubations[name])
        )
        return CorrectionPreview(body, after.solutions[solution], derived, dosed)

    def write(self, solution: str, texts: Mapping[str, str]) -> Entry:
        """Write a correction.

        Raises:
            BenchError: A field cannot be read, which `field` names, nothing changes, or it could not be saved.
        """
        return self._book.record(self._read(self._kept(solution), texts), person=self._person())

    def _kept(self, solution: str) -> SolutionState:
        return self._book.bench.solutions[solution]

    def _read(self, kept: SolutionState, texts: Mapping[str, str]) -> SolutionCorrected:
        before = _facts(kept)
        typed: dict[str, Any] = {name: self._value(name, text.strip(), kept) for name, text in texts.items()}
        if texts.get("made", "").strip():
            typed["made"], typed["made_about"] = self._made(texts["made"])
        if typed.get("name") == "":
            raise QuantityError(Message.NAME_NEEDED, field="name")
        typed = _with_solvent(typed, kept.solution, texts.get("solvent"))
        typed = {name: value for name, value in typed.items() if not _same(value, getattr(before, name))}
        after = SolutionFacts(**typed)
        if not after.changed():
            raise BenchError(Message.EMPTY_CHANGE)
        self._check_made(kept, after)
        measured = after.concentration is not None
        strength = Strength()
        if not measured and _AMOUNTS & set(after.changed()):
            strength, after = self._computed(kept, before, after)
        changed = after.changed()
        was = SolutionFacts(**{name: getattr(before, name) for name in changed})
        solution = kept.solution
        expiries, more = self._expiries(before, after), self._more(kept, before, after)
        return SolutionCorrected(
            solution.id, was, after, strength, measured, expiries, more, self._limits(solution, after)
        )

    def _limits(self, solution: Solution, after: SolutionFacts) -> tuple[Limit, ...] | None:
        """Return what the use-by follows from in another solvent, by page and lab rules; None for the same."""
        # A buffer keeps as long as its recipe and its parts say, whatever it was made up with.
        if after.solvent is None or solution.role is SolutionPurpose.BUFFER:
            return None
        page, strong = self._page(solution.compound), after.concentration or solution.concentration
        solvent, mass = after.solvent or solution.compound_name, solution.molar_mass.value
        # Of a liquid as bought, by whatever name it was entered, its page says how long it keeps itself.
        of_page = after.solvent or (page.identity.name if page is not None else "")
        stated = () if page is None else stated_lives(page, solution.role, of_page, strong, mass)
        return limits_for(solution.role, self._book.bench.rules, solvent=solvent, stated=stated)

    def _computed(
        self, kept: SolutionState, before: SolutionFacts, after: SolutionFacts
    ) -> tuple[Strength, SolutionFacts]:
        """Return what amounts that were corrected do, and the facts with the concentration that follows from them."""
        solution = kept.solution
        parent = self._book.bench.solutions.get(solution.parents[0]) if solution.parents else None
        made_from = None if parent is None else parent.solution
        strength = strength_of(solution, before, after, made_from, measured="concentration" in kept.filled)
        total = _total(before, after)
        if total is not None and after.aliquot_volume is None and before.aliquot_volume and solution.aliquots == 1:
            after = replace(after, aliquot_volume=total)
        if Strength(strength.times).changes:
            after = replace(after, concentration=stronger(solution, strength).concentration)
        return strength, after

    def _value(self, name: str, text: str, kept: SolutionState) -> str | bool | int | Amount | None:
        """Read a field; None for an amount that was left empty."""
        if name in _TEXTS:
            return text
        if name == "storage":
            return Storage(text).value if text else ""
        if name == "dark":
            return text == "dark"
        if name == "solvent":
            return canonical(text) or None
        if name in _DATES:
            return _day(name, text)
        return self._amount(name, text, kept) if text else None

    def _amount(self, name: str, text: str, kept: SolutionState) -> int | Amount | None:
        if name == "aliquots":
            count = in_field(name, lambda: read_whole_number(text, decimal_comma=self._units().decimal_comma))
            if not 1 <= count <= _MOST_TUBES:
                raise QuantityError(Message.NOT_BETWEEN, text=text, least=1, most=_MOST_TUBES, field=name)
            return count
        if name == "concentration":
            recorded = kept.solution.concentration
            concentration = in_field(name, lambda: typed_concentration(self._units(), text, recorded)[0])
            if concentration.value <= 0:
                raise QuantityError(Message.NOT_POSITIVE, field=name)
            return concentration
        if name not in {"mass", *_VOLUMES}:
            return None
        kind = Kind.MASS if name == "mass" else Kind.VOLUME
        amount = in_field(name, lambda: self._units().read_both(text, kind)[1])
        if amount.value <= 0:
            raise QuantityError(Message.NOT_POSITIVE, field=name)
        return amount

    def _made(self, text: str) -> tuple[Moment, bool]:
        ago = in_field("made", lambda: self._book.read_past(text))
        return self._book.now().before(ago.span), ago.about

    def _check_made(self, kept: SolutionState, after: SolutionFacts) -> None:
        """Refuse that a solution was made after it was used."""
        if after.made is None:
            return
        first = min(_used_at(kept, self._book.bench), default=after.made.wall)
        # A day alone is noon.
        if after.made.wall - first >= (timedelta(days=1) if after.made_about else SAME_TIME):
            at, made = shown_time(self._book, first), shown_time(self._book, after.made.wall)
            raise BenchError(Message.MADE_AFTER_USE, label=kept.solution.label, at=at, time=made, field="made")

    def _expiries(self, before: SolutionFacts, after: SolutionFacts) -> tuple[Limit, ...]:
        limits = []
        for component, lot, date in (("compound", "lot", "lot_expiry"), ("solvent", "solvent_lot", "solvent_expiry")):
            day, of = (getattr(after if getattr(after, name) is not None else before, name) for name in (date, lot))
            if day:
                end = datetime.combine(read_expiry(day) + timedelta(days=1), time(), self._book.clock.zone)
                limits.append(expiry(end, component, of))
        return tuple(limits)

    def _more(self, kept: SolutionState, before: SolutionFacts, after: SolutionFacts) -> tuple[Taken, ...]:
        """Return what was taken besides out of the tube that the solution was made from, where that is still there."""
        origin = self._book.origin_of(kept.solution.id)
        if origin is None or not isinstance(origin.body, SolutionMade):
            return ()
        if after.stock_volume is None or before.stock_volume is None:
            return ()
        ul = after.stock_volume.microlitres - before.stock_volume.microlitres
        self._check_held(kept.solution, after.stock_volume)
        for place, taken in enumerate(origin.body.taken):
            parent = self._book.bench.solutions.get(taken.solution)
            tube = portion_id(origin.id, place)
            left = None if parent is None else parent.portions.find(tube)
            if parent is not None and left is not None:
                if left.volume_ul is not None and ul > left.volume_ul + EMPTY_UL:
                    held = left.volume_ul + before.stock_volume.microlitres
                    raise _more_than_held(parent.solution, held)
                return (Taken(taken.solution, tube, 1, Amount(f"{ul:.6g}", "uL")),)
        return ()

    def _check_held(self, solution: Solution, stock: Amount) -> None:
        """Refuse that more was taken of a stock than there ever was of it."""
        parent = self._book.bench.solutions.get(solution.parents[0]) if solution.parents else None
        if parent is None or parent.solution.aliquot_volume is None:
            return
        held = parent.solution.aliquots * parent.solution.aliquot_volume.microlitres
        if stock.microlitres > held + EMPTY_UL:
            raise _more_than_held(parent.solution, held)


def _with_solvent(typed: dict[str, Any], solution: Solution, text: str | None) -> dict[str, Any]:
    """Return a correction that leaves a liquid as bought without a solvent, and all else of a stock with one.

    Args:
        typed: What was read.
        solution: As recorded.
        text: What was typed as the solvent; None where that was left as it is.

    Raises:
        BenchError: The solvent is missing, or was given for the liquid itself.
    """
    concentration, solvent = typed.get("concentration") or solution.concentration, (text or "").strip()
    if solution.medium or not ({"concentration", "solvent"} & set(typed)):
        return typed
    if is_undiluted(concentration):
        if solvent:
            raise BenchError(Message.UNDILUTED_IN, field="solvent", amount=concentration.shown(), solvent=solvent)
        return {**typed, "solvent": ""}
    if not solution.solvent and not solvent:
        raise BenchError(Message.SOLVENT_NEEDED, field="solvent")
    return typed


def _more_than_held(parent: Solution, ul: float) -> BenchError:
    return BenchError(Message.MORE_THAN_LEFT, label=parent.label, ul=ul, field="stock_volume")


def _used_at(kept: SolutionState, bench: LabState) -> Iterator[datetime]:
    """Yield when a solution was used: taken from or moved, made into another, put on cells."""
    name = kept.solution.id
    yield from (one.at.wall for one in kept.handled if one.at is not None)
    yield from (one.solution.made.wall for one in bench.solutions.values() if name in one.solution.made_from)
    for running in bench.incubations.values():
        if name in {running.incubation.solution, *running.incubation.also}:
            yield running.incubation.start.wall
        yield from (running.given[number].wall for number, with_ in running.given_with.items() if with_ == name)


def _facts(kept: SolutionState) -> SolutionFacts:
    solution = kept.solution
    amounts = amounts_of(kept)
    return replace(
        amounts,
        name=solution.compound_name,
        lot=solution.lot,
        lot_expiry=solution.lot_expiry,
        vendor=solution.vendor,
        made_by=solution.made_by,
        made=solution.made,
        made_about=solution.made_about,
        storage=solution.storage.value if solution.storage else "",
        place=solution.place,
        container=solution.container,
        dark=solution.dark,
        solvent=solution.solvent,
        solvent_lot=solution.solvent_lot,
        solvent_expiry=solution.solvent_expiry,
        aliquots=solution.aliquots,
        aliquot_volume=solution.aliquot_volume,
        concentration=solution.concentration,
    )


def _day(name: str, text: str) -> str:
    """Read the date on a lot; what is wrong with it carries the name of its field."""
    try:
        if text:
            read_expiry(text)
    except BenchError as error:
        raise type(error)(error.code, **{**error.values, "field": name}) from error
    return text


def _same(value: object, before: object) -> bool:
    """Return whether a field was left as it is; an amount that was emptied is."""
    if isinstance(value, Amount) and isinstance(before, Amount):
        return (value.value, value.unit) == (before.value, before.unit)
    return value is None or value == before


def _total(before: SolutionFacts, after: SolutionFacts) -> Amount | None:
    """Return what was made in all, by the amounts that are right; None where one of them is not known."""
    stock, solvent = after.stock_volume or before.stock_volume, after.solvent_volume or before.solvent_volume
    if solvent is None:
        return None
    return volume_amount(solvent.microlitres + (0.0 if stock is None else stock.microlitres))


def _differs(before: SolutionState, after: SolutionState) -> bool:
    return before.solution.concentration != after.solution.concentration or before.solution.lot != after.solution.lot


def _given(running: Running) -> tuple[object, object]:
    """Return what the doses of an incubation really brought."""
    return running.corrected, running.also
