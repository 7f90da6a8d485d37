"""A line that shows what is in the fields behind it, and opens to them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.labels import set_tip
from benchapp.ui.widgets.layout import hbox, vbox


@qt_overrides
class ElidedLabel(QLabel):
    """A line that is cut with an ellipsis where it has no room; its tip has all of it."""

    def __init__(self) -> None:
        super().__init__()
        self._full = ""
        self.setProperty("tone", "muted")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # It takes what is there, and asks for nothing.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show a line."""
        self._full = text
        set_tip(self, text)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Cut it for the new width."""
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, self.width()))


class FoldedLine(QWidget):
    """Shows a title and a summary; pressed, it shows or hides what it is about.

    Attributes:
        body: What it opens to.
        summary: What is in the fields behind it.

    Args:
        title: What it is about.
        name: Stable object name of the button.
        body: What it opens to; folded at first.

    Signals:
        opened: It was opened or folded: whether it is open.
    """

    opened = Signal(bool)

    def __init__(self, title: str, name: str, body: QWidget) -> None:
        super().__init__()
        self.body = body
        self.button = QToolButton()
        self.button.setObjectName(name)
        self.button.setText(title)
        self.button.setProperty("fold", "true")
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setArrowType(Qt.ArrowType.RightArrow)
        self._title = title
        self.summary = ElidedLabel()
        line = hbox(self.button, self.summary)
        line.setStretch(1, 1)
        # Alone in the line it would move to the middle.
        line.setAlignment(self.button, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(vbox(line, body, spacing=6))
        body.hide()
        self.button.toggled.connect(self._on_toggled)
        self.show_summary("")

    def show_summary(self, text: str) -> None:
        """Show what is in the fields behind it."""
        self.summary.show_text(text)
        self.button.setAccessibleName(
            tr("{title}: {summary}", title=self._title, summary=text) if text else self._title
        )

    def open(self) -> None:
        """Show what it is about."""
        self.button.setChecked(True)

    def fold(self) -> None:
        """Hide what it is about."""
        self.button.setChecked(False)

    @property
    def is_open(self) -> bool:
        """Whether what it is about is shown."""
        return self.button.isChecked()

    def _on_toggled(self, on: bool) -> None:
        self.button.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self.body.setVisible(on)
        self.summary.setVisible(not on)
        self.opened.emit(on)
