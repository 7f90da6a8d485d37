"""A card under which one thing at a time opens: a form, or more of what is known."""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import QPushButton, QWidget

from benchapp.ui.forms.inline_form import InlineForm
from benchapp.ui.widgets.layout import Card, dispose, set_tab_order
from benchapp.ui.widgets.page import bring_into_view


@runtime_checkable
class AskingForm(Protocol):
    """A form that asks something, and can be left.

    Attributes:
        left: It is to be closed; nothing is written.
    """

    left: SignalInstance

    def begin(self) -> None:
        """Come into view, with the keys in the first field."""


class OpeningCard(Card):
    """A card that opens.

    Args:
        parent: What it is made in; None for what is put there later.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._open: QWidget | None = None
        self._opened_by = ""

    @property
    def opened_by(self) -> str:
        """What opened that which is open; "" where nothing is."""
        return self._opened_by

    def open(self, by: str, make: Callable[[], QWidget], under: QWidget | None = None) -> None:
        """Open something and bring it into view, or close it where it is open already.

        Args:
            by: What opens it.
            make: Makes it.
            under: The part of the card under which it opens; None for under all of it.
        """
        again = self._opened_by == by
        self.close_open()
        if again:
            return
        self._open, self._opened_by = make(), by
        self.body.insertWidget(self.body.count() if under is None else self.body.indexOf(under) + 1, self._open)
        if under is not None:
            # It is reached by Tab from what it opened under, before what follows on the card.
            inside = (one for one in self._open.findChildren(QWidget) if one.window() is self.window())
            asked = (one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
            set_tab_order(*under.findChildren(QPushButton)[-1:], *asked)
        for form in self._open.findChildren(InlineForm):
            form.left.connect(self.close_open)
        if isinstance(self._open, AskingForm):
            self._open.left.connect(self.close_open)
            self._open.begin()
        else:
            bring_into_view(self._open)

    def close_open(self) -> None:
        """Close what is open."""
        if self._open is not None:
            dispose(self._open)
            self._open, self._opened_by = None, ""
