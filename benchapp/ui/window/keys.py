"""The keys of the program: one table, from which they are bound, listed and shown in the help."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.widgets import parts

# Keys, and what they do, in groups.
KEYS: dict[str, tuple[tuple[str, str], ...]] = {
    mark_text("Everywhere"): (
        (mark_text("Ctrl+K"), mark_text("find a compound, a solution by its id, an incubation, a page or a command")),
        (mark_text("Ctrl+1 … Ctrl+6"), mark_text("go to a page of the sidebar")),
        ("F1", mark_text("help for the page that is shown")),
        ("?", mark_text("these keys")),
        (mark_text("Ctrl+Enter"), mark_text("record, start, save or import what the page shows")),
        (mark_text("Ctrl+H"), mark_text("hood view of what is to be done today")),
        (mark_text("Tab, Shift+Tab"), mark_text("to the next control, or back")),
        ("Esc", mark_text("close a list or a question; what was typed stays")),
    ),
    mark_text("In a field"): (
        ("↑ ↓", mark_text("the same amount in another unit")),
        ("Enter", mark_text("records nothing: only Ctrl+Enter and the button do")),
    ),
    mark_text("On the compound page"): (
        (mark_text("Ctrl+F"), mark_text("find a word on the page")),
        (mark_text("Ctrl+N"), mark_text("add a compound of your own")),
        (mark_text("Ctrl+E"), mark_text("edit the compound")),
    ),
    mark_text("On the plate map"): (
        ("← ↑ → ↓", mark_text("go from well to well; with Shift choose several")),
        (mark_text("Space"), mark_text("make them what is chosen beside the map")),
    ),
    mark_text("In the hood view"): (
        (mark_text("Space"), mark_text("step done, show the next")),
        ("←", mark_text("back to the step before")),
        (mark_text("Ctrl+Enter"), mark_text("on the last page: record it")),
        ("Esc", mark_text("leave; the ticks stay")),
    ),
    mark_text("On a picture"): ((mark_text("Menu key, Shift+F10"), mark_text("save or copy it")),),
}


class KeySheet(QWidget):
    """Lists the keys in a window beside the program; Esc closes it.

    Args:
        parent: The window it belongs to.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Tool)
        self.setObjectName("keys")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Keys"))
        self.setAccessibleName(tr("Keys"))
        inner = QWidget()
        grid = QGridLayout()
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        place = 0
        for group, lines in KEYS.items():
            grid.addWidget(parts.heading(tr(group)), place, 0, 1, 2)
            place += 1
            for keys, what in lines:
                grid.addWidget(parts.label(tr(keys), strong=True, wrap=False), place, 0)
                grid.addWidget(parts.label(tr(what)), place, 1)
                place += 1
            grid.setRowMinimumHeight(place, 8)
            place += 1
        inner.setLayout(grid)
        self.close_it = parts.button(tr("Close"), "keys.sheet.close", self.close)
        close = parts.row(1, self.close_it)
        close.setContentsMargins(24, 8, 24, 16)
        area = parts.scrolled(inner)
        # As large as all keys; where the screen has no room for them they scroll.
        area.setMinimumWidth(inner.sizeHint().width() + 32)
        whole = parts.column(area, close)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.resize(inner.sizeHint().width() + 32, inner.sizeHint().height() + self.close_it.sizeHint().height() + 32)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Close with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
