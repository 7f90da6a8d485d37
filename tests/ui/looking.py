"""Looks at a window as a person does, and tells what is cut or reaches past its edge."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QWidget,
)

# A text of so many characters is never cut, even where a tip tells the whole or it could be scrolled to.
SHORT = 14
_BESIDE_TEXT = 2
# So much is free at either side of a button's text, px, its border included.
BESIDE_BUTTON = 6


def cut(window: QWidget, short: int = SHORT) -> list[str]:
    """Return a line for each visible text that is not wholly shown, and for each area that scrolls sideways.

    Args:
        window: What is looked at.
        short: How many characters must be seen in a line or list that could hold more.
    """
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.width() == 0:
            continue
        if isinstance(widget, QLabel):
            why = _label(widget)
        elif isinstance(widget, QAbstractButton):
            why = _button(widget)
        elif isinstance(widget, QComboBox):
            why = _box(widget, short)
        elif isinstance(widget, QLineEdit):
            why = _line(widget, short)
        elif isinstance(widget, QScrollArea):
            inner = widget.widget()
            over = inner.width() - widget.viewport().width() if inner is not None else 0
            why = f"is {over} px wider than its view" if over > 1 else ""
        else:
            why = ""
        if why:
            found.append(f"{_name(widget)} {why}")
    return found


def _label(label: QLabel) -> str:
    text = label.text()
    if not text or not label.pixmap().isNull():
        return ""
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + 1:
            return f"“{text[:50]}” needs {needed} px of height and has {label.height()}"
        longest = max((_width(label, word) for word in re.sub(r"<[^>]*>", " ", text).split()), default=0)
        room = label.contentsRect().width()
        return f"“{text[:50]}” has a word of {longest} px in {room}" if longest > room + 1 else ""
    needed = label.sizeHint().width()
    return f"“{text[:50]}” needs {needed} px and has {label.width()}" if needed > label.width() + 1 else ""


def _width(label: QLabel, word: str) -> int:
    # A zero-width space is a place where a long word may break.
    return max(label.fontMetrics().horizontalAdvance(part) for part in re.split("[\u200b/-]", word))


def _button(button: QAbstractButton) -> str:
    if not button.text():
        return ""
    needed = button.minimumSizeHint()
    if needed.width() > button.width() + 1:
        return f"“{button.text()}” needs {needed.width()} px and has {button.width()}"
    # What is a link is text with a border that comes with the pointer.
    if isinstance(button, QPushButton) and button.property("link") is None and button.icon().isNull():
        longest = max(button.fontMetrics().horizontalAdvance(line) for line in button.text().splitlines())
        if button.width() - longest < 2 * BESIDE_BUTTON:
            return f"“{button.text()}” touches its border: {longest} px of {button.width()}"
    return ""


def _line(line: QLineEdit, short: int) -> str:
    """Show why the words in a line are not wholly shown; only what is long scrolls in it."""
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    room = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line).width()
    shown = line.text() or line.placeholderText()
    if line.text():
        # Qt leaves this much free at either end of a line.
        room -= 2 * _BESIDE_TEXT
    needed = line.fontMetrics().horizontalAdvance(shown)
    if needed > room and (not line.text() or len(shown) <= short):
        return f"“{shown[:50]}” needs {needed} px and has {room}"
    return ""


def _box(box: QComboBox, short: int) -> str:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    room = box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box
    )
    needed = box.fontMetrics().horizontalAdvance(box.currentText())
    line = box.lineEdit()
    if line is not None:
        return _line(line, short)
    if needed > room.width() and (not box.toolTip() or len(box.currentText()) <= short):
        return f"“{box.currentText()[:50]}” needs {needed} px and has {room.width()}"
    return ""


def _name(widget: QWidget) -> str:
    names: list[str] = []
    one: QWidget | None = widget
    while one is not None and len(names) < 3:
        if one.objectName() and not one.objectName().startswith("qt_"):
            names.append(one.objectName())
        one = one.parentWidget()
    return f"{type(widget).__name__} in {' < '.join(names)}:"


def reaches_past(window: QWidget) -> list[str]:
    """Return a line for each visible control whose right edge lies outside the window."""
    found = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and isinstance(widget, QAbstractButton | QComboBox | QLabel):
            right = widget.mapTo(window, widget.rect().topRight()).x()
            if right > window.width():
                found.append(f"{_name(widget)} reaches {right - window.width()} px past the window")
    return found


NO_ELLIPSIS = Qt.TextElideMode.ElideNone
