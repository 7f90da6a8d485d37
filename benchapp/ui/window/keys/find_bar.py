"""Find inside a page: a line that marks what it finds and goes from one to the next."""

import html
import re
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from shiboken6 import isValid

from benchapp.base.qt_overrides import qt_overrides
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.labels import restyle, text_label
from benchapp.ui.widgets.layout import hbox


def plain_text(label: QLabel) -> str:
    """Return what a label says, without its mark-up."""
    text = str(label.property("plain") or label.text())
    if label.textFormat() is Qt.TextFormat.RichText:
        text = html.unescape(re.sub(r"<[^>]*>", "", text))
    # What keeps a unit in one line is not typed by whoever looks for it.
    return text.replace("\u2060", "")


@qt_overrides
class FindBar(QWidget):
    """The line, the count, and the way from one place to the next.

    Args:
        page: The widget in which to look.
        show: Brings a label into view.
        name: First part of the object names, `page.find`.

    Signals:
        closed: The bar was closed.
    """

    closed = Signal()

    def __init__(self, page: QWidget, show: Callable[[QWidget], object], name: str = "compound.find") -> None:
        super().__init__()
        self._page = page
        self._show = show
        self._found: list[QLabel] = []
        self._place = 0
        self.line = QLineEdit()
        self.line.setObjectName(f"{name}.text")
        self.line.setAccessibleName(tr("Find on this page"))
        self.line.setPlaceholderText(tr("Find on this page"))
        self.line.textEdited.connect(self._look)
        self.count = text_label("", tone="muted", wrap=False)
        self.count.setObjectName(f"{name}.count")
        before = push_button(tr("Previous"), f"{name}.previous", self._back)
        after = push_button(tr("Next"), f"{name}.next", self._forth)
        close = push_button(tr("Close"), f"{name}.close", self.close_bar)
        self.setLayout(hbox(self.line, self.count, before, after, close))
        self.hide()

    def begin(self) -> None:
        """Open the bar."""
        self.show()
        self.line.setFocus()
        self.line.selectAll()
        self._look(self.line.text())

    def look_again(self) -> None:
        """Look through what has come to the page meanwhile."""
        self._look(self.line.text())

    def close_bar(self) -> None:
        """Close it and take the marks away; what was typed stays for the next time."""
        self._mark([])
        self.hide()
        self.closed.emit()

    def _look(self, text: str) -> None:
        wanted = text.strip().casefold()
        labels = self._page.findChildren(QLabel) if wanted else []
        self._mark(
            [one for one in labels if wanted in plain_text(one).casefold() and one.isVisibleTo(self._page)], wanted
        )

    def _mark(self, found: list[QLabel], wanted: str = "") -> None:
        for label in self._found:
            if label not in found:
                _set_mark(label, "")
        self._found = found
        self._place = 0
        for label in found:
            _set_mark(label, "true")
        if not found:
            self.count.setText(tr("Not on this page") if wanted else "")
        else:
            self._go(0)

    def _go(self, by: int) -> None:
        if not all(isValid(label) for label in self._found):
            # The page was made again meanwhile.
            self.look_again()
        elif self._found:
            _set_mark(self._found[self._place], "true")
            self._place = (self._place + by) % len(self._found)
            _set_mark(self._found[self._place], "here")
            self._show(self._found[self._place])
            self.count.setText(tr("{place} of {count}", place=self._place + 1, count=len(self._found)))

    def _forth(self) -> None:
        self._go(1)

    def _back(self) -> None:
        self._go(-1)

    def forget(self) -> None:
        """Let go of what was found: the page is made again."""
        self._found = []
        self.count.setText("")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter goes to the next, Shift+Enter back, Esc closes."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            case Qt.Key.Key_Escape:
                self.close_bar()
            case _:
                super().keyPressEvent(event)


def _set_mark(label: QLabel, mark: str) -> None:
    if isValid(label) and (label.property("found") or "") != mark:
        label.setProperty("found", mark)
        restyle(label)
