"""The Now panel torn off: a small window that stays on top of other programs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.ui.incubations.now.now_panel import NowPanel
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import press_by_enter


@qt_overrides
class NowWindow(QWidget):
    """Shows what runs while another program has the screen.

    Args:
        panel: Shows it; a panel of its own.

    Signals:
        closed: It was put back.
        opened: A double click asks for the program's own window.
    """

    closed = Signal()
    opened = Signal()

    def __init__(self, panel: NowPanel) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setObjectName("window")
        self.setWindowTitle(tr("Now · Bench Companion"))
        self.panel = panel
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panel)
        self.resize(300, 360)
        # It is shown beside what somebody works in, and must not take the keys away from it.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Press by Enter the button that has the keys."""
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Ask for the program's own window."""
        self.opened.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Report that it was put back."""
        self.closed.emit()
        super().closeEvent(event)
