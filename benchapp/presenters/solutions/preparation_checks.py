"""What is asked before a solution is recorded: the same once more, or one that is older than its stock."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from PySide6.QtCore import QObject

from benchapp.domain.codes import MessageCode
from benchapp.domain.journal.entries import Entry, Retracted
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.solutions.solutions import Solution
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession

# Times are typed to the minute, so what differs by less is the same time.
SAME_TIME = timedelta(minutes=1)


def shown_time(book: JournalSession, instant: datetime) -> str:
    """Return an instant in the zone shown: its time, with its day where that is not today."""
    local, today = book.local(instant), book.local_now()
    return f"{local:%H:%M}" if local.date() == today.date() else f"{local:%Y-%m-%d %H:%M}"


def check_made_by_then(book: JournalSession, solution: Solution, at: datetime, field: str) -> None:
    """Refuse that a solution was put on cells before it was made.

    Args:
        book: Gives the time zone shown.
        solution: What was put on the cells.
        at: When it is said to have been.
        field: Where that was typed.

    Raises:
        BenchError: It was made later; `field` names the field.
    """
    made = solution.made.wall
    if made - at >= SAME_TIME:
        values = {"label": solution.label, "time": shown_time(book, made), "at": shown_time(book, at)}
        raise BenchError(Message.GIVEN_BEFORE_MADE, **values, field=field)


class RecordedOnce(Struct, frozen=True):
    """What was recorded.

    Attributes:
        recipe: What tells its recipe from another one.
        solution: The id of the solution.
        at: When it was recorded.
        entries: The ids of what was written.
    """

    recipe: object
    solution: str
    at: datetime
    entries: tuple[str, ...]


class OnceMore(QObject):
    """Asks once, by an error, before something unlikely is recorded; the second press goes through.

    Args:
        book: What was recorded, and the time.
        compounds: Which compound is open, in which form.
        recipe: Return what the recipe follows from, to tell whether it changed.
        stocks: Return the stocks it is made of.
    """

    def __init__(
        self,
        book: JournalSession,
        compounds: CurrentCompound,
        recipe: Callable[[], object],
        stocks: Callable[[], Sequence[Solution]],
    ) -> None:
        super().__init__()
        self._book = book
        self._compounds = compounds
        self._recipe = recipe
        self._stocks = stocks
        # What was recorded since something was changed, and not undone; the last one counts.
        self._made: list[RecordedOnce] = []
        self._asked: set[MessageCode] = set()
        self._asked_for: object = None
        # What was asked last, where nothing else is asked before it is recorded.
        self._waiting: MessageCode | None = None
        book.recorded.connect(self._on_recorded)

    def check(self, ago: timedelta) -> None:
        """Ask what has to be asked, each question once.

        Args:
            ago: How long ago it is said to have been made.

        Raises:
            BenchError: The same was recorded already, or it is older than its stock; nothing is raised the next time.
        """
        recipe = self._key()
        if recipe != self._asked_for:
            self._forget_asked()
            self._asked_for = recipe
        questions = [one for one in self._questions(recipe, ago) if one.code not in self._asked]
        if questions:
            first = questions[0]
            self._asked.add(first.code)
            self._waiting = first.code if len(questions) == 1 else None
            raise first

    def recorded(self, recipe: object, solution: str) -> None:
        """Remember what was recorded by which recipe."""
        last = self._book.undoable()
        entries = () if last is None else self._book.written_with(last.id)
        self._made.append(RecordedOnce(recipe, solution, self._book.now().wall, entries))
        self._forget_asked()

    def key(self) -> object:
        """Return what tells the recipe from another one."""
        return self._key()

    def recorded_at(self) -> str:
        """Return when the same was recorded already; "" where it was not, or something has changed since."""
        last = self._last_of(self._key())
        return "" if last is None else self._time(last.at)

    def solution(self) -> str:
        """Return the id of what was recorded by the same recipe; "" where nothing was, or something has changed."""
        last = self._last_of(self._key())
        return "" if last is None else last.solution

    def is_last(self) -> bool:
        """Return whether what was recorded by the same recipe is what Undo takes back next."""
        last, undoable = self._last_of(self._key()), self._book.undoable()
        return last is not None and undoable is not None and undoable.id in last.entries

    def waiting(self) -> MessageCode | None:
        """Return what was asked and is answered by the next press; None where that asks first, or nothing is asked."""
        return self._waiting if self._asked_for == self._key() else None

    def reset(self) -> None:
        """Forget what was recorded and asked, as something was changed."""
        self._made.clear()
        self._forget_asked()

    def _forget_asked(self) -> None:
        self._asked.clear()
        self._waiting = None

    def _last_of(self, recipe: object) -> RecordedOnce | None:
        """Return what was recorded last, if it was by this recipe."""
        return self._made[-1] if self._made and self._made[-1].recipe == recipe else None

    def time_before(self, ago: timedelta) -> datetime:
        """Return the instant so long ago, in the time zone shown."""
        return self._book.local(self._book.now().wall - ago)

    def _key(self) -> object:
        monograph, form = self._compounds.monograph, self._compounds.form
        return (monograph.id if monograph else "", form.id if form else "", self._recipe())

    def _questions(self, recipe: object, ago: timedelta) -> Iterator[BenchError]:
        at = self._book.now().wall - ago
        for stock in self._stocks():
            if stock.made.wall - at >= SAME_TIME:
                values = {"label": stock.label, "time": self._time(stock.made.wall), "at": self._time(at)}
                yield BenchError(Message.MADE_BEFORE_STOCK, **values)
        if (last := self._last_of(recipe)) is not None:
            kept = next((one for one in self._book.bench.in_hand() if one.solution.id == last.solution), None)
            if kept is not None:
                yield BenchError(Message.ALREADY_MADE, time=self._time(last.at), label=kept.solution.label)

    def _time(self, instant: datetime) -> str:
        return shown_time(self._book, instant)

    def _on_recorded(self, entry: Entry) -> None:
        if not isinstance(entry.body, Retracted):
            return
        undone = entry.body.entry
        left = [one for one in self._made if undone not in one.entries]
        if len(left) < len(self._made):
            # What was recorded before it is in hand as it was.
            self._made = left
            self._forget_asked()
