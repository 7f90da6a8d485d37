"""A part of a form that is folded until somebody opens it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from benchapp.ui.widgets.layout import hbox, vbox


class FoldedPart(QWidget):
    """A title that opens to fields.

    Args:
        title: What they are about.
        name: Stable object name of the title.

    Attributes:
        body: Takes the fields.
    """

    def __init__(self, title: str, name: str) -> None:
        super().__init__()
        self.button = QToolButton()
        self.button.setObjectName(name)
        self.button.setText(title)
        self.button.setAccessibleName(title)
        self.button.setProperty("fold", "true")
        self.button.setCheckable(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setArrowType(Qt.ArrowType.RightArrow)
        self._fields = QWidget()
        self.body = QVBoxLayout(self._fields)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        self._fields.hide()
        self.setLayout(vbox(hbox(self.button, 1), self._fields, spacing=8))
        self.button.toggled.connect(self._on_toggled)

    def _on_toggled(self, on: bool) -> None:
        self.button.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self._fields.setVisible(on)
