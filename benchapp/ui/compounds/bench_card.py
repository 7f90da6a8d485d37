"""The bench card: what is needed at the bench in four figures, each with its source and a button that uses it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QComboBox, QFrame, QPushButton, QSizePolicy, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.presenters.session import qt_numbers
from benchapp.ui.compounds.bench_summaries import ANY_CELLS, DOSE, LIMIT, SENSITIVE, STOCK, Summary
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import DropDown, fill_combo
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import heading, set_chip, state_chip, text_label
from benchapp.ui.widgets.layout import Card, hbox, vbox

_HINT = mark_text("Hover over a figure, or go to it with Tab, to see its source.")
_TWO_LINES = 32
_USES = {STOCK: mark_text("Use this"), DOSE: mark_text("Use this"), LIMIT: mark_text("Set your limit")}


@qt_overrides
class SourcedCard(Card):
    """A card that takes the focus, so that the source of its figure can be read without a mouse.

    Signals:
        pointed_at: It was hovered or has the focus: the words of its source; "" when it is left.
    """

    pointed_at = Signal(str)

    def __init__(self, title: str = "") -> None:
        super().__init__()
        if title:
            over = heading(title)
            # Four of them are side by side in a small window too.
            over.setWordWrap(True)
            over.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            self.body.addWidget(over)
        self.setProperty("sourced", "true")
        self.setProperty("focusPolicy", qt_numbers.STRONG_FOCUS)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._words = ""

    def describe(self, summary: Summary) -> None:
        """Say to whoever cannot see it what it shows, and by whom."""
        self._words = f"{summary.title}: {summary.source}"
        self.setAccessibleName(f"{summary.title}: {summary.figure}, {summary.small}")
        self.setAccessibleDescription(summary.source)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Show the source."""
        self.pointed_at.emit(self._words)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Remove it again."""
        self.pointed_at.emit("")
        super().focusOutEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 (Qt's name)
        """Show the source."""
        self.pointed_at.emit(self._words)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Remove it again, unless it has the focus."""
        if not self.hasFocus():
            self.pointed_at.emit("")
        super().leaveEvent(event)


class SummaryTile(SourcedCard):
    """One figure with what is done with it.

    Args:
        summary: The figure.
        use: Takes what the figure is used for, and the button that was pressed.
    """

    def __init__(self, summary: Summary, use: Callable[[str, QPushButton], object]) -> None:
        super().__init__(summary.title)
        self.body.setContentsMargins(12, 12, 12, 12)
        self._figure = text_label("", size="large")
        self._small = text_label("", size="small", tone="muted")
        # Made as it is shown: to restyle a chip later costs the first paint a look at every style option of Qt.
        self._chip = state_chip(summary.state, summary.tone)
        foot = flow(self._chip, 1)
        # A figure that is not known yet may come with the journal, and be used then.
        self.use = push_button("", "", self._pressed)
        self.use.setAccessibleName(summary.title)
        foot.addWidget(self.use)
        self._take = use
        self._wanted = ""
        self.body.addWidget(self._figure)
        self.body.addWidget(self._small)
        self.body.addStretch(1)
        self.body.addLayout(foot)
        self.show_summary(summary)

    def _pressed(self) -> None:
        self._take(self._wanted, self.use)

    def show_summary(self, summary: Summary) -> None:
        """Show another figure."""
        self._figure.setText(summary.figure)
        self._small.setText(summary.small)
        set_chip(self._chip, summary.state, summary.tone)
        self._wanted = summary.use
        self.use.setVisible(bool(summary.use))
        if summary.use:
            words = tr(_USES[summary.use])
            self.use.setText(words)
            self.use.setAccessibleName(f"{words}: {summary.title}")
        self.describe(summary)


class VehicleLine(SourcedCard):
    """The vehicle limit in a line, with the kind of cells to choose.

    Signals:
        kind_chosen: Another kind of cells was chosen.
    """

    kind_chosen = Signal(str)

    def __init__(self, summary: Summary, kind: str) -> None:
        super().__init__()
        self._kind = kind
        self.body.setContentsMargins(12, 6, 12, 6)
        self._figure = text_label("", strong=True, wrap=False)
        self._small = text_label("", tone="muted", wrap=False)
        # Room for what is to be chosen; the choice itself is made after the first paint.
        self._room = QWidget()
        self._room.setFixedHeight(40)
        chip = state_chip(summary.state, summary.tone)
        self.body.addLayout(hbox(heading(summary.title), self._figure, self._small, chip, 1, self._room, spacing=12))
        self.show_summary(summary)

    def show_summary(self, summary: Summary) -> None:
        """Show another figure."""
        self._figure.setText(summary.figure)
        self._small.setText(summary.small)
        self.describe(summary)

    def offer_kinds(self) -> None:
        """Make the choice of the kind of cells."""
        kind = DropDown()
        kind.setObjectName("compound.vehicle.kind")
        kind.setAccessibleName(tr("Kind of cells, for the vehicle limit"))
        fill_combo(kind, (ANY_CELLS, SENSITIVE))
        kind.setCurrentIndex(kind.findData(self._kind))
        kind.setMinimumContentsLength(8)
        kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        kind.currentIndexChanged.connect(lambda _index: self.kind_chosen.emit(str(kind.currentData())))
        self.body.replaceWidget(self._room, kind)
        self._room.deleteLater()


class BenchCard(QWidget):
    """The row of figures, under it the source of the one that is pointed at, and the vehicle limit.

    Args:
        figures: The figures.
        vehicle: The vehicle limit; None for a vehicle itself.
        kind: The kind of cells chosen for it.

    Signals:
        used: A figure is to be used: what for, and the button that was pressed.
    """

    used = Signal(str, object)

    def __init__(self, figures: Iterable[Summary], vehicle: Summary | None, kind: str) -> None:
        super().__init__()
        self.tiles = [SummaryTile(one, self.used.emit) for one in figures]
        for place, tile in enumerate(self.tiles):
            tile.use.setObjectName(f"compound.bench.use{place}")
        self.vehicle = None if vehicle is None else VehicleLine(vehicle, kind)
        self.cards: list[SourcedCard] = [*self.tiles, *((self.vehicle,) if self.vehicle is not None else ())]
        self.source = text_label(tr(_HINT), size="small", tone="muted")
        self.source.setObjectName("compound.bench.source")
        # Room for two lines, so that pointing at a figure does not move what is under it.
        self.source.setFixedHeight(_TWO_LINES)
        self.source.setProperty("alignment", qt_numbers.ALIGN_TOP)
        row = hbox(*self.tiles, spacing=12)
        for place in range(len(self.tiles)):
            row.setStretch(place, 1)
        vehicles = (self.vehicle,) if self.vehicle is not None else ()
        self.setLayout(vbox(row, self.source, *vehicles, spacing=8))
        for card in self.cards:
            card.pointed_at.connect(self._on_pointed_at)

    def _on_pointed_at(self, words: str) -> None:
        self.source.setText(words or tr(_HINT))
        # What takes more than two lines is shown whole all the same; a label never answers less than its least height.
        self.source.setMinimumHeight(0)
        self.source.setFixedHeight(max(_TWO_LINES, self.source.heightForWidth(self.source.width())))
