"""One row of a recipe on screen: its number, what it is, what to do, what it is then, and its tick."""

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QSizePolicy

from benchapp.ui.calculator.recipe.row_text import RowText
from benchapp.ui.text.language import tr
from benchapp.ui.text.markup import keep_ranges_whole
from benchapp.ui.widgets.labels import restyle, text_label
from benchapp.ui.widgets.layout import hbox, vbox

# px: what a tube is called, and what it is then with the pipettes for it.
TITLE_WIDTH, NARROW_TITLE_WIDTH, DETAIL_WIDTH = 114, 90, 264
# A narrower row has what a tube is then under what goes into it, px.
_NARROW = 640
_NUMBER_WIDTH = 22
# A width in whole px may be less than that of the text, which would then take two lines.
_ROUNDED = 2
_BETWEEN_LINES = "    "
# Letters of a tube and its wells that are still kept in one line.
_LONG = 40
_NO_TEXT = RowText("", "")


def _whole(line: str) -> str:
    """Return what belongs together, to be in one line; what is too long for one may go on after a comma."""
    whole = line.replace(" ", "\u00a0")
    return whole.replace(",\u00a0", ", ") if len(line) > _LONG else whole


class Density(Enum):
    """How much room there is around the text of a row: over and under it, px."""

    ROOMY = (10, 5)
    TIGHT = (9, 0)
    # Its tick is lower too.
    DENSE = (5, 0)


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
        self.tick = QCheckBox()
        self.tick.setObjectName(name)
        self.tick.setAccessibleName(tr("Step {number} done", number=number))
        self.tick.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.tick.clicked.connect(self.ticked)
        top = hbox(self._title, vbox(self._words, self._note, 1, spacing=0), self._detail, spacing=8)
        top.setStretch(1, 1)
        for label in (self._title, self._detail):
            top.setAlignment(label, Qt.AlignmentFlag.AlignTop)
        self._density = Density.ROOMY
        self._body = text = hbox(count, vbox(top, self._lines, spacing=2), spacing=8)
        text.setStretch(1, 1)
        text.setAlignment(count, Qt.AlignmentFlag.AlignTop)
        # The first lines of all rows are beside the middle of their ticks.
        self._leave_room()
        layout = hbox(text, self.tick, spacing=8)
        layout.setStretch(0, 1)
        layout.setAlignment(self.tick, Qt.AlignmentFlag.AlignTop)
        layout.setContentsMargins(0, 1, 0, 1)
        self.setLayout(layout)

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

    def set_density(self, density: Density) -> None:
        """Take more or less height; a recipe of many rows has less room around each."""
        if density is self._density:
            return
        lower = Density.DENSE in {density, self._density}
        self._density = density
        self._leave_room()
        if lower:
            self.tick.setProperty("dense", "true" if density is Density.DENSE else "false")
            restyle(self.tick)

    def _leave_room(self) -> None:
        over, under = self._density.value
        self._body.setContentsMargins(0, over, 0, under)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Put what the tube is then under what goes into it, where there is no room beside it."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        if narrow is not self._narrow:
            self._narrow = narrow
            self._title.setFixedWidth(NARROW_TITLE_WIDTH if narrow else TITLE_WIDTH)
            self._place_detail()

    def _place_detail(self) -> None:
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
