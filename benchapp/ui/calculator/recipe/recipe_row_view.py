"""One row of a recipe on screen: its number, what it is, what to do, what it is then, and its tick."""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QSizePolicy, QStyleOptionButton

from benchapp.base.qt_overrides import qt_overrides
from benchapp.ui.calculator.recipe.row_text import RowText
from benchapp.ui.text.language import tr
from benchapp.ui.text.markup import keep_ranges_whole
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import hbox, vbox

# px: what a tube is called, and what it is then with the pipettes for it.
TITLE_WIDTH, NARROW_TITLE_WIDTH, DETAIL_WIDTH = 114, 90, 264
# A narrower row has what a tube is then under what goes into it, px.
_NARROW = 640
_NUMBER_WIDTH = 22
# A width in whole px may be less than that of the text, which would then take two lines.
_ROUNDED = 2
_BETWEEN_LINES = "   "
# Letters of a tube and its wells that are still kept in one line.
_LONG = 40
_BEFORE_TICK = 6
# Over and under a row, and of the line below it, px.
_EDGE, _LINE = 1, 1
_NO_TEXT = RowText("", "")


def _whole(line: str) -> str:
    """Return what belongs together, to be in one line; what is too long for one may go on after a comma."""
    whole = line.replace(" ", "\u00a0")
    return whole.replace(",\u00a0", ", ") if len(line) > _LONG else whole


class Room(NamedTuple):
    """How much room there is around the text of a row: over and under it, and for its tick, px."""

    over: int
    under: int
    tick: int


# A tick that is hit with gloves, one of a recipe that scrolls, and the least that WCAG 2.2 asks for (2.5.8), px.
_GLOVES, _SCROLLED, _LEAST_TICK = 40, 28, 24
# Half of a line of text, which is beside the middle of its tick, px.
_HALF_LINE = 11
# From the most to the least, pixel by pixel: all that is left goes to the ticks.
ROOMS = (
    Room(10, 5, _GLOVES),
    *(Room(tick // 2 - _HALF_LINE, 0, tick) for tick in range(_GLOVES, _LEAST_TICK - 1, -1)),
)
SCROLLED = Room(_SCROLLED // 2 - _HALF_LINE, 0, _SCROLLED)


@qt_overrides
class _Tick(QCheckBox):
    """A tick as high as its row, with its mark beside the first line of the text."""

    def __init__(self) -> None:
        super().__init__()
        self.line = ROOMS[0].tick
        # Its row says how high it is.
        self.setProperty("tick", "true")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size of the part that has the mark."""
        return QSize(super().sizeHint().width(), self.line)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the same: it is never lower than that."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:  # noqa: N802 (Qt's name)
        """Return whether it is hit: anywhere in it."""
        return self.rect().contains(position)

    def initStyleOption(self, option: QStyleOptionButton) -> None:  # noqa: N802 (Qt's name)
        """Let the mark be painted at the top."""
        super().initStyleOption(option)
        option.rect = QRect(0, 0, self.width(), self.line)


class RecipeRowView(QFrame):
    """Shows one row with its tick; the same widget serves one recipe after the other.

    Args:
        name: Stable object name of the tick.
        number: Its number, from 1.

    Signals:
        ticked: Somebody ticked it, or took the tick away: whether it is done.
    """

    ticked = Signal(bool)

    def __init__(self, name: str, number: int) -> None:
        super().__init__()
        self._number = number
        self._text = _NO_TEXT
        self._narrow = False
        # A width, and how high the text is in it.
        self._measured: tuple[int, int] | None = None
        self.setProperty("row", "true")
        count = text_label(str(number), tone="accent", wrap=False)
        count.setFixedWidth(_NUMBER_WIDTH)
        # Plain lines and no rich text: a document a line made a keystroke take five times as long.
        self._title = text_label("", strong=True)
        self._title.setFixedWidth(TITLE_WIDTH)
        self._words = text_label("")
        self._detail = text_label("", size="small", tone="muted")
        self._detail.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._note = text_label("", size="small", tone="muted")
        self._lines = text_label("", size="small")
        self.tick = _Tick()
        self.tick.setObjectName(name)
        self.tick.setAccessibleName(tr("Step {number} done", number=number))
        self.tick.clicked.connect(self.ticked)
        middle = vbox(self._words, self._note, 1, spacing=0)
        top = hbox(self._title, middle, self._detail, spacing=8)
        top.setStretch(1, 1)
        for label in (self._title, self._detail):
            top.setAlignment(label, Qt.AlignmentFlag.AlignTop)
        self._room = ROOMS[0]
        inner = vbox(top, self._lines, spacing=0)
        self._body = text = hbox(count, inner, spacing=8)
        self._layouts = (middle, top, inner, text)
        text.setStretch(1, 1)
        text.setAlignment(count, Qt.AlignmentFlag.AlignTop)
        # The first lines of all rows are beside the middle of their ticks.
        self._leave_room()
        self._row = hbox(text, self.tick, spacing=_BEFORE_TICK)
        self._row.setStretch(0, 1)
        self._row.setContentsMargins(0, _EDGE, 0, _EDGE)
        self.setLayout(self._row)

    def show_text(self, text: RowText) -> None:
        """Show a row."""
        if text == self._text:
            return
        self._text = text
        self._title.setText(text.title)
        self._words.setText(text.words)
        self._place_detail()
        lines = [_whole(f"{name}: {what}") for name, what in text.lines]
        self._lines.setText(keep_ranges_whole(_BETWEEN_LINES.join(lines)))
        self._lines.setVisible(bool(text.lines))
        self.tick.setAccessibleName(
            tr("Step {number} done: {lead} {words}", number=self._number, lead=text.title, words=text.words)
        )
        self.tick.setAccessibleDescription(
            " ".join(part for part in (text.detail, text.note, text.source, _BETWEEN_LINES.join(lines)) if part)
        )
        self.setToolTip(text.source)

    def set_width(self, width: int) -> None:
        """Put what the tube is then under what goes into it, where there is no room beside it."""
        narrow = width < _NARROW
        if narrow is not self._narrow:
            self._narrow = narrow
            self._title.setFixedWidth(NARROW_TITLE_WIDTH if narrow else TITLE_WIDTH)
            self._place_detail()

    def text_height(self, width: int) -> int:
        """Return how high the text is in a row of a width, without the room around it."""
        if self._measured is None or self._measured[0] != width:
            # Qt forgets what they knew only when it lays them out, which is after this.
            for one in self._layouts:
                one.invalidate()
            within = width - self.tick.sizeHint().width() - _BEFORE_TICK
            self._measured = width, self._body.heightForWidth(within) - self._room.over - self._room.under
        return self._measured[1]

    def set_room(self, room: Room) -> None:
        """Leave more or less room around the text."""
        if room != self._room:
            self._room = room
            self._leave_room()

    def lay_out(self) -> None:
        """Lay out what has changed, now."""
        self._row.activate()

    def _leave_room(self) -> None:
        self._body.setContentsMargins(0, self._room.over, 0, self._room.under)
        self.tick.line = self._room.tick
        self.tick.updateGeometry()
        self.tick.update()

    def _place_detail(self) -> None:
        self._measured = None
        below, beside, note = "", self._text.detail, self._text.note
        self._detail.ensurePolished()
        wanted = self._detail.fontMetrics().horizontalAdvance
        if self._narrow:
            below, beside = beside, ""
        elif not beside and note and "\n" not in note and wanted(note) + _ROUNDED <= DETAIL_WIDTH:
            # A line of its own would be for nothing.
            beside, note = note, ""
        said = "\n".join(part for part in (below, note) if part)
        self._note.setText(said)
        self._note.setVisible(bool(said))
        self._detail.setText(beside)
        # As wide as it is, so that the rest of the line is for what is done.
        self._detail.setFixedWidth(min(DETAIL_WIDTH, wanted(beside) + _ROUNDED))
        self._detail.setVisible(bool(beside))

    def show_done(self, *, some: bool, every: bool) -> None:
        """Show how many of its steps are done: none, some, or every one."""
        state = Qt.CheckState.Checked if every else Qt.CheckState.PartiallyChecked if some else Qt.CheckState.Unchecked
        if self.tick.checkState() is not state:
            self.tick.setTristate(state is Qt.CheckState.PartiallyChecked)
            self.tick.setCheckState(state)


def height_of(text: int, room: Room) -> int:
    """Return how high a row is whose text has a height, px."""
    return max(room.over + text + room.under, room.tick) + 2 * _EDGE + _LINE
