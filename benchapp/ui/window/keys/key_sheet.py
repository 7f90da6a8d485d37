"""The keys of the program listed in a window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import press_by_enter, push_button
from benchapp.ui.widgets.keys import KEYS
from benchapp.ui.widgets.labels import heading, text_label
from benchapp.ui.widgets.layout import hbox, scroll_area, vbox


@qt_overrides
class KeySheet(QWidget):
    """Lists the keys in a window over the middle of the program; Esc closes it.

    Args:
        parent: The window it belongs to.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog)
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
        for group, keys in KEYS.items():
            grid.addWidget(heading(tr(group)), place, 0, 1, 2)
            place += 1
            for key in keys:
                grid.addWidget(text_label(tr(key.shown), strong=True, wrap=False), place, 0)
                grid.addWidget(text_label(tr(key.text)), place, 1)
                place += 1
            grid.setRowMinimumHeight(place, 8)
            place += 1
        inner.setLayout(grid)
        self.close_it = push_button(tr("Close"), "keys.sheet.close", self.close)
        close = hbox(1, self.close_it)
        close.setContentsMargins(24, 8, 24, 16)
        area = scroll_area(inner)
        # As large as all keys; where the screen has no room for them they scroll.
        area.setMinimumWidth(inner.sizeHint().width() + 32)
        whole = vbox(area, close)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.resize(inner.sizeHint().width() + 32, inner.sizeHint().height() + self.close_it.sizeHint().height() + 32)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Close with Esc, or by Enter on its button."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif not press_by_enter(self, event):
            super().keyPressEvent(event)
