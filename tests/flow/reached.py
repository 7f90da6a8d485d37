"""What somebody needs who uses the keyboard alone, a screen reader, or gloves: names, roles, the way of Tab, sizes."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QWidget,
)

from benchapp.domain.compounds.compound_input import Field
from benchapp.ui.widgets.labels import CHIP_MARKS
from benchapp.ui.widgets.picture import Picture
from benchapp.ui.widgets.time_text import TimeText

LEAST = 40
# The ticks of a recipe are lower where only so all of its rows are in view, and follow each other without a gap
# (decision 113).
LEAST_TICK = 28
# Whoever types a label goes down its values to the buttons at the end; the sources follow after them.
AFTER_THE_END = {f"form.{field.value}.own_source" for field in Field}
CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, Picture)
NO_ROLE = {QAccessible.Role.NoRole, QAccessible.Role.Client}


def controls(window: QWidget) -> Iterator[QWidget]:
    """Return what can be used: each visible control, without the line inside of a box that can be typed into."""
    for widget in window.findChildren(QWidget):
        inside_box = isinstance(widget.parent(), QComboBox) and isinstance(widget, QLineEdit)
        usable = isinstance(widget, CONTROLS) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        inside = inside_box or isinstance(widget, QHeaderView) or widget.objectName().startswith("qt_")
        if widget.isVisible() and usable and not inside:
            yield widget


def what(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()}"


def nameless(window: QWidget) -> Iterator[str]:
    for widget in window.findChildren(QWidget):
        named = isinstance(widget, TimeText | QProgressBar)
        if widget.isVisible() and named and not QAccessible.queryAccessibleInterface(widget).text(_NAME):
            yield f"{what(widget)} has no name"
    for widget in controls(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        name = interface.text(_NAME)
        if not name.strip():
            yield f"{what(widget)} has no name"
        if name == widget.objectName():
            yield f"{what(widget)} is called by its object name"
        if interface.role() in NO_ROLE:
            yield f"{what(widget)} has no role"
        if isinstance(widget, Picture) and interface.role() is not QAccessible.Role.Graphic:
            yield f"{what(widget)} is no graphic"
        if isinstance(widget, Picture) and not interface.text(_DESCRIPTION):
            yield f"{what(widget)} is not said in words"


def small(window: QWidget) -> Iterator[str]:
    for widget in controls(window):
        pressed = isinstance(widget, QAbstractButton | QComboBox | QLineEdit)
        least = LEAST_TICK if widget.property("tick") == "true" else LEAST
        if pressed and min(widget.width() * least / LEAST, widget.height()) < least:
            yield f"{what(widget)} is {widget.width()} × {widget.height()} px"


def ways_back(window: QWidget, page: QWidget) -> Iterator[str]:
    """Return each place where Tab goes back against the reading order, and each control that it never reaches."""
    chain: list[QWidget] = []
    for _ in range(2000):
        window.focusNextChild()
        focused = window.focusWidget()
        if focused is None or (chain and focused is chain[0]):
            break
        chain.append(focused)
    for widget in controls(page):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
        if takes and widget not in chain and not isinstance(widget, QScrollArea):
            yield f"{what(widget)} is never reached"
    for one, after in pairwise(chain):
        if not page.isAncestorOf(one) or not page.isAncestorOf(after) or after.objectName() in AFTER_THE_END:
            continue
        # What is scrolled out of view is read at the edge of its column, by what is beside that.
        apart = _column(one) is not _column(after)
        if _goes_back(_place(one, page, clipped=apart), _place(after, page, clipped=apart)):
            yield f"from {what(one)} back to {what(after)}"


def _column(widget: QWidget) -> QScrollArea | None:
    """Return what a control scrolls in."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above


def _place(widget: QWidget, page: QWidget, *, clipped: bool) -> QRect:
    place = QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())
    column = _column(widget)
    if clipped and column is not None and page.isAncestorOf(column):
        seen = QRect(column.mapTo(page, QPoint(0, 0)), column.size())
        if not place.intersects(seen):
            place = QRect(place.left(), seen.bottom() if place.top() > seen.bottom() else seen.top(), place.width(), 1)
    return place


def _goes_back(one: QRect, after: QRect) -> bool:
    down = min(one.bottom(), after.bottom()) - max(one.top(), after.top())
    across = min(one.right(), after.right()) - max(one.left(), after.left())
    same_line = down > min(one.height(), after.height()) / 2
    return (same_line and after.left() < one.left()) or (across > 0 and after.bottom() < one.top())


def by_colour_alone(window: QWidget) -> Iterator[str]:
    """Return each state that has no sign before its words."""
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.property("chip") and label.text()[:1] not in {"✓", *CHIP_MARKS.values()}:
            yield f"{label.text()} is shown by its colour alone"


_NAME, _DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description
