"""What can be done with solutions, each a journal entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from benchapp.domain.compounds.facts import words_on_handling
from benchapp.domain.compounds.identity_facts import CARRIER, LOW_BIND
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.journal.entries import (
    AliquotThawed,
    AmountTaken,
    Entry,
    PortionMoved,
    PortionSplit,
    SolutionDiscarded,
    SolutionFilled,
)
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.solutions.freshness import expiry
from benchapp.domain.solutions.portions import EMPTY_UL, Portion
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import Limit, Solution, SolutionPurpose, Storage
from benchapp.domain.units.expiry_dates import read_expiry
from benchapp.domain.units.grammar import read_whole_number
from benchapp.domain.units.kinds import Kind
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import AskedOf, Lots, add_solution, asked_of
from benchapp.presenters.solutions.correcting import SolutionCorrection
from benchapp.presenters.solutions.lab_rule_answers import answer_rule
from benchapp.presenters.solutions.last_taken import LastTaken, SeenElsewhere, last_taken, seen_elsewhere
from benchapp.presenters.solutions.solution_links import SolutionLinks, links_of
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.store.journal.history import history_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchapp.domain.units.units import Units

LOT_FIELDS = ("lot", "lot_expiry", "solvent_lot", "solvent_expiry")


class SolutionForm:
    """What can be done with a solution.

    Args:
        book: Where it is written.
        compounds: Which compound is open, for a solution that is added.
        solutions: What there is.
        units: Gives the registry, waiting for it where it must.
        person: Gives who works here.
    """

    def __init__(
        self,
        book: JournalSession,
        compounds: CurrentCompound,
        solutions: SolutionTable,
        units: Callable[[], Units],
        person: Callable[[], str],
    ) -> None:
        self._book = book
        self._compounds = compounds
        self.solutions = solutions
        self._units = units
        self._person = person

    @property
    def correction(self) -> SolutionCorrection:
        """What corrects a solution."""
        return SolutionCorrection(self._book, self._units, self._person, self._page)

    def _page(self, compound: str) -> Monograph | None:
        """Return the page of a compound; None where there is none that can be read."""
        try:
            found = self._compounds.library.open(compound)
        except BenchError:
            return None
        return None if found is None else found.monograph

    def handling(self, solution: Solution) -> tuple[str, ...]:
        """Return how a stock is handled, as its page says: what there is to know with the tube in the hand."""
        page = self._page(solution.compound) if solution.role is SolutionPurpose.STOCK else None
        words = () if page is None else words_on_handling(page)
        return tuple(word for word in words if word not in {LOW_BIND, CARRIER})

    def local_now(self) -> datetime:
        """Return the present in the time zone shown."""
        return self._book.local_now()

    def add(self, texts: Mapping[str, str], storage: Storage | None) -> str:
        """Write a solution that was there already; give its id.

        Raises:
            BenchError: A field cannot be read, or it could not be saved.
        """
        lots = self._lots(texts)
        return add_solution(self._book, self._compounds, self._units(), texts, storage, lots)

    def read_made(self, text: str) -> tuple[datetime | None, bool]:
        """Return when a solution was made as typed, in the time zone shown, and whether about then; None for now.

        Raises:
            QuantityError: It is no time, or lies ahead.
        """
        made = self._book.read_past(text)
        return (self._book.local(self._book.now().wall - made.span) if made.span else None), made.about

    def compound_to_add(self, say: Callable[[str], str] = str) -> str:
        """Return the name and the form of the compound of which a solution is added: the open one; "" for none.

        Args:
            say: Gives a form in the language of the screen.
        """
        monograph, form = self._compounds.monograph, self._compounds.form
        if monograph is None:
            return ""
        return ", ".join(part for part in (monograph.identity.name, say(form.name) if form else "") if part)

    def customary_solvent(self) -> str:
        """Return the solvent that the page of the open compound makes customary; "" where it makes none."""
        return self._compounds.usual_vehicle

    def asked(self) -> AskedOf:
        """Return what is asked of a solution of the open compound."""
        return asked_of(self._compounds.monograph)

    def fill(self, solution: str, texts: Mapping[str, str], storage: Storage | None) -> None:
        """Write what was missing, or what was given wrongly.

        Raises:
            BenchError: A date cannot be read, or it could not be saved.
        """
        lots = self._lots(texts)
        body = SolutionFilled(
            solution,
            made_by=texts.get("person", "").strip(),
            lot=texts.get("lot", "").strip(),
            storage=storage.value if storage else "",
            place=texts.get("place", "").strip(),
            lot_expiry=lots.lot_expiry,
            solvent_lot=lots.solvent_lot,
            solvent_expiry=lots.solvent_expiry,
            expiries=lots.limits,
            light=_light(texts.get("light", "")),
        )
        if body == SolutionFilled(solution):
            raise BenchError(Message.EMPTY_CHANGE)
        self._book.record(body, person=self._person())

    def _lots(self, texts: Mapping[str, str]) -> Lots:
        lots = {name: texts.get(name, "").strip() for name in LOT_FIELDS}
        limits: list[Limit] = []
        for component, lot, date in (
            ("compound", lots["lot"], lots["lot_expiry"]),
            ("solvent", lots["solvent_lot"], lots["solvent_expiry"]),
        ):
            if date:
                limits.append(expiry(self._end_of(date), component, lot))
        return Lots(lots["lot_expiry"], lots["solvent_lot"], lots["solvent_expiry"], tuple(limits))

    def _end_of(self, text: str) -> datetime:
        """Return the end of the day that a label's date names, where the clock is."""
        day = read_expiry(text) + timedelta(days=1)
        return datetime.combine(day, time(), self._book.clock.zone)

    def thaw(self, solution: str, portion: str = "", count: int = 1) -> None:
        """Write that aliquots were thawed.

        Raises:
            BenchError: It could not be saved.
        """
        self._book.record(AliquotThawed(solution, count, self._book.now(), portion), person=self._person())

    def move(self, solution: str, portion: Portion, count_text: str, storage: Storage | None, place: str) -> None:
        """Write that tubes were put elsewhere.

        Raises:
            BenchError: There are not so many, nothing changes, or it could not be saved.
        """
        count = self._count(count_text, portion.count)
        to = storage if storage is not portion.storage else None
        if to is None and place.strip() in {"", portion.place}:
            raise BenchError(Message.EMPTY_CHANGE)
        body = PortionMoved(solution, portion.id, count, to.value if to else "", place.strip(), self._book.now())
        self._book.record(body, person=self._person())

    def take(self, solution: str, portion: Portion, volume_text: str, purpose: str) -> None:
        """Write that an amount was taken out of one tube.

        Raises:
            BenchError: It cannot be read, is more than there is, or could not be saved.
        """
        typed, amount = self._units().read_both(volume_text, Kind.VOLUME)
        ul = float(typed.m_as("uL"))
        if ul <= 0:
            raise QuantityError(Message.NOT_POSITIVE, field="volume")
        if portion.volume_ul is not None and ul > portion.volume_ul + EMPTY_UL:
            label = self._label(solution)
            raise BenchError(Message.MORE_THAN_LEFT, label=label, ul=portion.volume_ul, field="volume")
        body = AmountTaken(solution, portion.id, amount, self._book.now(), purpose.strip())
        self._book.record(body, person=self._person())

    def split(self, solution: str, portion: Portion, count_text: str, each_text: str) -> None:
        """Write that a tube was split into aliquots.

        Raises:
            BenchError: It cannot be read, there is not enough, or it could not be saved.
        """
        count = self._count(count_text, 10_000)
        typed, each = self._units().read_both(each_text, Kind.VOLUME)
        ul = float(typed.m_as("uL"))
        if ul <= 0:
            raise QuantityError(Message.NOT_POSITIVE, field="each")
        if portion.volume_ul is not None and count * ul > portion.volume_ul * (1 + 1e-9) + EMPTY_UL:
            label = self._label(solution)
            raise BenchError(Message.MORE_THAN_LEFT, label=label, ul=portion.volume_ul, field="each")
        self._book.record(PortionSplit(solution, portion.id, count, each, self._book.now()), person=self._person())

    def discard(self, solution: str, reason: str, portion: Portion | None = None, count_text: str = "") -> None:
        """Write that a solution, or tubes of it, were thrown away.

        Raises:
            BenchError: There are not so many, or it could not be saved.
        """
        count = self._count(count_text, portion.count) if portion and count_text.strip() else 0
        body = SolutionDiscarded(solution, reason.strip() or "thrown away", portion.id if portion else "", count)
        self._book.record(body, person=self._person())

    def discard_all(self, solutions: Sequence[str], reason: str) -> tuple[str, ...]:
        """Write that all that is left of several solutions was thrown away; give the ids of the entries.

        Raises:
            BenchError: It could not be saved.
        """
        bodies = [SolutionDiscarded(one, reason.strip() or "thrown away") for one in solutions]
        return tuple(entry.id for entry in self._book.record_all(bodies, person=self._person()))

    def take_back(self, entries: Sequence[str]) -> None:
        """Undo entries, all of them or none.

        Raises:
            BenchError: Something later rests on one, or it could not be saved.
        """
        self._book.undo(*entries)

    def set_rule(self, rule: str, months: int) -> None:
        """Write how long the lab stores a stock; it holds for the stocks in hand too that had waited for it.

        Raises:
            BenchError: It could not be saved.
        """
        answer_rule(self._book, rule, months, self._person())

    def links(self, solution: Solution) -> SolutionLinks:
        """Return what a solution was made of, what was made of it, and where it was used."""
        bench = self._book.bench
        return links_of(solution, bench.solutions, self.solutions.rows, bench.incubations.values())

    def last_taken(self, kept: SolutionState) -> LastTaken | None:
        """Return who of the lab took something of a solution last; None for nobody, and where nobody else records."""
        return last_taken(self._book, kept)

    def seen_elsewhere(self, kept: SolutionState) -> SeenElsewhere:
        """Return what other computers of the lab have to do with a solution."""
        return seen_elsewhere(self._book, kept)

    def unseen_for(self) -> timedelta | None:
        """Return for how long nothing is known of what other computers did; None where there are none."""
        others = self._book.elsewhere
        return None if others is None else others.unseen_for(self._book.now())

    def history(self, solution: str) -> list[tuple[Entry, bool]]:
        """Return what was entered of a solution, in order, and whether each entry was undone; the journal is read."""
        return history_of(solution, self._book.again)

    def _label(self, solution: str) -> str:
        kept = self._book.bench.solutions.get(solution)
        return kept.solution.label if kept else ""

    @staticmethod
    def _count(text: str, most: int) -> int:
        try:
            count = read_whole_number(text.strip() or "1")
        except QuantityError as error:
            raise QuantityError(error.code, **{**error.values, "field": "count"}) from error
        if count < 1:
            raise QuantityError(Message.NOT_WHOLE, text=text, field="count")
        if count > most:
            raise BenchError(Message.MORE_THAN_TUBES, count=most, field="count")
        return count


def _light(text: str) -> str:
    """Read whether something is kept from light: "yes" or "no"."""
    word = text.strip().casefold()
    if word in {"yes", "y", "dark", "ja", "j", "dunkel"}:
        return "dark"
    if word in {"no", "n", "light", "nein", "hell"}:
        return "light"
    if word:
        raise BenchError(Message.YES_OR_NO, text=text, field="light")
    return ""
