"""What is asked before a solution is recorded: the same once more, or one that is older than its stock."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

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
        # The recipe that was recorded last, the id of its solution, and when.
        self._last: tuple[object, str, datetime] | None = None
        self._asked: set[MessageCode] = set()
        self._asked_for: object = None
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
            self._asked.clear()
            self._asked_for = recipe
        for question in self._questions(recipe, ago):
            if question.code not in self._asked:
                self._asked.add(question.code)
                raise question

    def recorded(self, recipe: object, solution: str) -> None:
        """Remember what was recorded by which recipe."""
        self._last = (recipe, solution, self._book.now().wall)
        self._asked.clear()

    def key(self) -> object:
        """Return what tells the recipe from another one."""
        return self._key()

    def recorded_at(self) -> str:
        """Return when the same was recorded already; "" where it was not, or something has changed since."""
        return "" if self._last is None or self._last[0] != self._key() else self._time(self._last[2])

    def reset(self) -> None:
        """Forget what was recorded and asked, as something was changed."""
        self._last = None
        self._asked.clear()

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
        if self._last is not None and self._last[0] == recipe:
            _, identity, recorded = self._last
            kept = next((one for one in self._book.bench.in_hand() if one.solution.id == identity), None)
            if kept is not None:
                yield BenchError(Message.ALREADY_MADE, time=self._time(recorded), label=kept.solution.label)

    def _time(self, instant: datetime) -> str:
        return shown_time(self._book, instant)

    def _on_recorded(self, entry: Entry) -> None:
        if isinstance(entry.body, Retracted):
            self.reset()
