"""One row of a recipe on screen: its number, what it is, what to do, what it is then, and its tick."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QSizePolicy

from benchapp.ui.calculator.recipe.recipe_row_texts import RowText
from benchapp.ui.text.language import tr
from benchapp.ui.text.markup import keep_ranges_whole
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import hbox, vbox

# px: what a tube is called, and what it is then with the pipettes for it.
TITLE_WIDTH, NARROW_TITLE_WIDTH, DETAIL_WIDTH = 118, 90, 264
# A narrower row has what a tube is then under what goes into it, px.
_NARROW = 640
_NUMBER_WIDTH = 22
_OVER_TEXT, _UNDER_TEXT = 10, 5
_TIGHT_OVER, _TIGHT_UNDER = 9, 0
_BETWEEN_LINES = "    "
# Letters of a tube and its wells that are still kept in one line.
_LONG = 40
_NO_TEXT = RowText("", "")


def _whole(line: str) -> str:
    """Return what belongs together, to be in one line; what is too long for one may go on after a comma."""
    whole = line.replace(" ", "\u00a0")
    return whole.replace(",\u00a0", ", ") if len(line) > _LONG else whole


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
        top = hbox(self._title, vbox(self._words, self._note, 1, spacing=0), self._detail, spacing=12)
        top.setStretch(1, 1)
        for label in (self._title, self._detail):
            top.setAlignment(label, Qt.AlignmentFlag.AlignTop)
        self._tight = False
        self._body = text = hbox(count, vbox(top, self._lines, spacing=2), spacing=8)
        text.setStretch(1, 1)
        text.setAlignment(count, Qt.AlignmentFlag.AlignTop)
        # The first lines of all rows are beside the middle of their ticks.
        text.setContentsMargins(0, _OVER_TEXT, 0, _UNDER_TEXT)
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

    def set_tight(self, *, tight: bool) -> None:
        """Take less height, where a recipe has many rows."""
        if tight is not self._tight:
            self._tight = tight
            over, under = (_TIGHT_OVER, _TIGHT_UNDER) if tight else (_OVER_TEXT, _UNDER_TEXT)
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
        below = [self._text.detail] if self._narrow else []
        note = "\n".join(part for part in (*below, self._text.note) if part)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._detail.setText(self._text.detail)
        # As wide as it is, so that the rest of the line is for what is done.
        self._detail.setFixedWidth(min(DETAIL_WIDTH, self.fontMetrics().horizontalAdvance(self._text.detail)))
        self._detail.setVisible(bool(self._text.detail) and not self._narrow)

    def show_done(self, *, some: bool, every: bool) -> None:
        """Show how many of its steps are done: none, some, or every one."""
        state = Qt.CheckState.Checked if every else Qt.CheckState.PartiallyChecked if some else Qt.CheckState.Unchecked
        if self.tick.checkState() is not state:
            self.tick.setTristate(state is Qt.CheckState.PartiallyChecked)
            self.tick.setCheckState(state)
