"""Lines of text: labels, headings, chips and tips."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.presenters.session import qt_numbers
from benchapp.ui.text.markup import escape, keep_ids_whole, without_joiner

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

CHIP_MARKS = {"fresh": "●", "soon": "▲", "past": "■", "note": "◆", "muted": "–"}


@qt_overrides
class TextLabel(QLabel):
    """A line of text that remembers how high it is at each width.

    A layout asks for that again and again while it looks for its own size, and Qt breaks the text into lines each time.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        # Before Qt makes the label, for it may report a change while it does.
        self._heights: dict[int, int] = {}
        super().__init__(keep_ids_whole(text), parent)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """Return the height of all lines at a width."""
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = super().heightForWidth(width)
        return height

    def setText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        """Show another text; the id of a solution stays in one line."""
        if text == self.text():
            return
        self._heights.clear()
        super().setText(keep_ids_whole(text))

    def text(self) -> str:
        """Return the text, as it was set."""
        return without_joiner(super().text())

    def setTextInteractionFlags(self, flags: "Qt.TextInteractionFlag") -> None:  # noqa: N802 (Qt's name)
        """Let the text be copied, as it was set."""
        super().setTextInteractionFlags(flags)
        super().setText(self.text())

    def setWordWrap(self, on: bool) -> None:  # noqa: N802 (Qt's name)
        """Break the text into lines, or leave it in one."""
        self._heights.clear()
        super().setWordWrap(on)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Forget the heights: typeface, style or margins may be others."""
        self._heights.clear()
        super().changeEvent(event)


def text_label(
    text: str = "",
    parent: QWidget | None = None,
    *,
    size: str = "",
    tone: str = "",
    strong: bool = False,
    wrap: bool = True,
) -> QLabel:
    """Make a line of text, best in its place: what is put there afterwards is styled once more."""
    made = TextLabel(text, parent)
    made.setProperty("textFormat", qt_numbers.PLAIN_TEXT)
    made.setWordWrap(wrap)
    if size:
        made.setProperty("text_size", size)
    if tone:
        made.setProperty("tone", tone)
    if strong:
        made.setProperty("weight", "strong")
    return made


def set_small(label: QLabel, *, small: bool) -> None:
    """Show a line of text in small letters, or as usual."""
    label.setProperty("text_size", "small" if small else "")
    restyle(label)


def rich_label(text: str, *, size: str = "", tone: str = "") -> QLabel:
    """Make a line of text with our own mark-up; whatever comes from a file is escaped before."""
    made = text_label("", size=size, tone=tone)
    made.setProperty("textFormat", qt_numbers.RICH_TEXT)
    made.setText(text)
    return made


def heading(text: str) -> QLabel:
    """Make the small heading over a group."""
    made = text_label(text.upper(), wrap=False)
    # Where a card has room to spare, its title stays at the top.
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    made.setProperty("heading", "true")
    return made


def state_chip(text: str, state: str) -> QLabel:
    """Make a state: a colour that never comes without a mark and a word."""
    made = text_label("", wrap=False)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    made.setProperty("chip", state)
    made.setText(f"{CHIP_MARKS[state]} {text}")
    return made


def set_chip(made: QLabel, text: str, state: str) -> None:
    """Change what a chip says."""
    made.setText(f"{CHIP_MARKS[state]} {text}")
    if made.property("chip") != state:
        made.setProperty("chip", state)
        restyle(made)


def tip_markup(text: str) -> str:
    """Return a tip as Qt shows it: broken into lines, with nothing in it read as mark-up."""
    return f"<p>{escape(text)}</p>" if text else ""


def set_tip(widget: QWidget, text: str) -> None:
    """Set the tip of a widget; text from a file is shown as it is, never read as mark-up."""
    widget.setToolTip(tip_markup(text))
    # Without one a screen reader reads the tip, marks and all.
    widget.setAccessibleDescription(text)


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a property has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def bold(text: str) -> str:
    """Mark text as strong, for `rich_label`; the weight that the typeface has, not a thickened one."""
    return f'<span style="font-weight:600">{escape(text)}</span>'
