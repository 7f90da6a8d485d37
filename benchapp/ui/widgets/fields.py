"""What is typed, chosen or ticked: labelled lines, lists that open, boxes."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)

from benchapp.base.lazy import lazy
from benchapp.base.qt_overrides import qt_overrides
from benchapp.presenters.session import qt_numbers
from benchapp.ui.text.language import customs, term, tr
from benchapp.ui.widgets.labels import restyle, set_tip, text_label
from benchapp.ui.widgets.layout import hbox, set_tab_order, vbox


def fill_combo(box: QComboBox, words: Iterable[str]) -> None:
    """Fill a box with words of the program's own vocabulary, each with the word itself as its data."""
    for word in words:
        box.addItem(term(word), word)


def offer_choices(box: QComboBox, nothing: str, choices: Mapping[str, str]) -> None:
    """Fill a box with the words of choices by their keys, after the one for no choice; what is chosen stays chosen."""
    chosen = box.currentData()
    box.clear()
    box.addItem(nothing, "")
    for key, words in choices.items():
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    # Qt asks anew how wide it is only before it is first shown: offered later, its first entry would be cut.
    box.updateGeometry()


@qt_overrides
class WrappingCheckBox(QWidget):
    """A box to tick beside words that may take two lines; a press on the words ticks it too.

    Args:
        text: The words.
        name: Stable object name of the box.
    """

    def __init__(self, text: str, name: str) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setObjectName(name)
        self.box.setAccessibleName(text)
        self._words = text_label(text)
        # The words are beside the box, however wide the place is.
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = hbox(self.box, self._words)
        line.setStretch(1, 1)
        self.setLayout(line)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Tick the box."""
        if self.box.isEnabled():
            self.box.toggle()
            self.box.setFocus()
        event.accept()


def let_be_emptied(line: QLineEdit) -> None:
    """Give a named line a button that empties it."""
    line.setClearButtonEnabled(True)
    for button in line.findChildren(QToolButton):
        button.setObjectName(f"{line.objectName()}.empty")
        button.setAccessibleName(tr("Clear the field"))


def focus_in(widget: QWidget) -> None:
    """Set the focus on a control; the text of a line is selected, so that typing replaces it as after Tab."""
    widget.setFocus()
    if isinstance(widget, QLineEdit):
        widget.selectAll()


# What an entry of a list takes beside its text: padding, frame and arrow, px.
_AROUND_ENTRY, _AROUND_COMPACT = 59, 40


@qt_overrides
class DropDown(QComboBox):
    """A list that opens; the wheel scrolls the page it is on and never chooses in it while it is closed.

    Attributes:
        picked: Whether a person has chosen in it.
    """

    around = _AROUND_ENTRY

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picked = False
        # Without this, the wheel over it takes the keys, and the next arrow key would choose.
        self.setProperty("focusPolicy", qt_numbers.STRONG_FOCUS)
        self.activated.connect(self._on_picked)

    def _on_picked(self, _index: int) -> None:
        self.picked = True

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Pass the wheel on to the page: an open list has a window of its own, which receives it there."""
        event.ignore()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:  # noqa: N802 (Qt's name)
        """Show "…" where there is no room for the text: Qt would cut 259.26 g/mol to 2, which is another number."""
        super().initStyleOption(option)
        text, room = self.currentText(), self.width() - self.around
        measure = self.fontMetrics().horizontalAdvance
        if measure(text) > room:
            option.currentText = shortened(text, lambda one: measure(one) <= room)

    def showPopup(self) -> None:  # noqa: N802 (Qt's name)
        """Open the list, with every entry whole where the window has the room."""
        entries = (self.fontMetrics().horizontalAdvance(self.itemText(place)) for place in range(self.count()))
        self.view().setMinimumWidth(min(max(entries, default=0) + self.around, self.window().width()))
        super().showPopup()


def shortened(text: str, fits: Callable[[str], bool]) -> str:
    """Return as much of a text as there is room for, and "…": whole parts between points, else whole words.

    Args:
        text: All of it.
        fits: Tells whether there is room for a text.
    """
    for between in (" · ", " "):
        parts = text.split(between)
        for count in range(len(parts) - 1, 0, -1):
            some = f"{between.join(parts[:count])}{between if between != ' ' else ''}…"
            if fits(some):
                return some
    while text and not fits(f"{text}…"):
        text = text[:-1].rstrip()
    return f"{text}…"


@qt_overrides
class FilterBox(DropDown):
    """A list among others in a line of filters: as wide as its first entry needs, and wider where there is room.

    Args:
        name: Its object name.
        what: What it filters by.
    """

    around = _AROUND_COMPACT

    def __init__(self, name: str, what: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(tr("Filter by {what}", what=what))
        self.setProperty("compact", "true")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        tip_whole_entry(self)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size that shows its first entry whole."""
        first = self.fontMetrics().horizontalAdvance(self.itemText(0))
        return QSize(first + self.around, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return that size: a line of filters goes on in the next line rather than cut what they are."""
        return self.sizeHint()


def narrow(box: QComboBox, characters: int = 8) -> None:
    """Allow a list to be narrower than its longest entry."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(characters)
    tip_whole_entry(box)


def tip_whole_entry(box: QComboBox) -> None:
    """Show a cut entry whole in a tip."""
    box.currentTextChanged.connect(partial(set_tip, box))
    set_tip(box, box.currentText())


@qt_overrides
class AmountLine(QLineEdit):
    """A line in which the arrow keys change the unit of an amount, up or down its ladder; the number stays."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Step along the ladder; every other key as usual."""
        from PySide6.QtCore import Qt  # noqa: PLC0415 (the first paint does without: presenters/session/qt_numbers.py)

        key = Qt.Key(event.key())
        if key not in {Qt.Key.Key_Up, Qt.Key.Key_Down} or self.isReadOnly():
            super().keyPressEvent(event)
            return
        from benchapp.domain.units.ladders import stepped  # noqa: PLC0415 (the first paint does without)

        comma = customs().decimal == ","
        text = stepped(self.text(), up=key is Qt.Key.Key_Up, decimal_comma=comma)
        if text != self.text():
            self.setText(text)
            self.textEdited.emit(text)


# What a line takes beside its text: padding, frame and cursor, px.
_AROUND_TEXT = 31


class LabelledField(QWidget):
    """A labelled line in which something is typed, with room for why it cannot be taken.

    Args:
        title: What is above it.
        name: Stable object name of the line, `page.tool.field`.
        parent: What it is in; put there afterwards, all of it would be styled once more.
        figure: Whether it holds one of the main figures.

    Signals:
        edited: The person changed the text.
    """

    edited = Signal(str)

    def __init__(self, title: str, name: str, parent: QWidget | None = None, *, figure: bool = False) -> None:
        super().__init__(parent)
        self._title = text_label(title, self, tone="muted")
        self.line = AmountLine(self)
        self.line.setObjectName(name)
        self.line.setAccessibleName(title)
        self.line.setMaxLength(200)
        # The typeface's widest character would otherwise decide, and three fields would not are side by side.
        self.line.setMinimumWidth(64)
        if figure:
            self.line.setProperty("figure", "true")
        self._title.setBuddy(self.line)
        # The main figures keep room for a line under them, so that typing does not make the page jump.
        self._keeps_room = figure
        # What is said under it, and whether it is marked as wrong, or as computed.
        self._said, self._states = "", frozenset[str]()
        self._lines = vbox(self._title, self.line, 1)
        self.setLayout(self._lines)
        if figure:
            self.note.show()
        self.line.textEdited.connect(self._on_typed)
        # Said after the line has taken what fits.
        self.line.inputRejected.connect(lambda: QTimer.singleShot(0, self, self._say_too_long))

    def _say_too_long(self) -> None:
        most = self.line.maxLength()
        # Qt counts in UTF-16, and does not cut a sign in two.
        if len(self.line.text().encode("utf-16-le", "surrogatepass")) // 2 >= most - 1:
            self.show_note(tr("No more fits here. What was longer was left out."), tone="soon")

    def _on_typed(self, text: str) -> None:
        # What was wrong was said of another text; whoever reads this one says it anew.
        if "wrong" in self._states:
            self.show_problem("")
        if text.isascii() and text.isprintable():
            self.edited.emit(text)
            return
        from benchapp.ui.widgets.unseen_characters import take_out  # noqa: PLC0415

        said = take_out(self.line)
        self.edited.emit(self.line.text() if said else text)
        if said:
            self.show_note(said, tone="soon")

    def put_beside(self, control: QWidget) -> None:
        """Put a control at the end of the line."""
        place = self._lines.indexOf(self.line)
        self._lines.removeWidget(self.line)
        self._lines.insertLayout(place, hbox(self.line, control, spacing=4))
        set_tab_order(self.line, control)

    def hide_title(self) -> None:
        """Hide the title, where the heading of a column says it."""
        self._title.hide()

    def put_title_in_line(self) -> None:
        """Show the title in a low line while it is empty: over it, it would take the room of a row of a recipe."""
        self._title.hide()
        self.line.setProperty("dense", "true")
        self.line.setPlaceholderText(self._title.text())

    def set_title(self, title: str) -> None:
        """Change what is above it."""
        self._title.setText(title)
        self.line.setAccessibleName(title)

    def keep_room_for(self, text: str) -> None:
        """Set the least width of the line to that of a text, whatever is beside it."""
        self.line.ensurePolished()
        wanted = self.line.fontMetrics().horizontalAdvance(text) + _AROUND_TEXT
        self.line.setMinimumWidth(max(self.line.minimumWidth(), wanted))

    def title(self) -> str:
        """Return what is above it."""
        return self._title.text()

    def text(self) -> str:
        """Return what is in it."""
        return self.line.text()

    def fill(self, text: str) -> None:
        """Put a text in, without it counting as typed."""
        if self.line.text() != text:
            with QSignalBlocker(self.line):
                self.line.setText(text)
            # What is longer than the line is read from its beginning.
            self.line.setCursorPosition(0)

    def computed(self) -> str:
        """Return the computed value that is shown where nothing was typed."""
        return self.line.placeholderText()

    def show_computed(self, text: str, *, unknown: bool = True) -> None:
        """Show a computed value where nothing was typed."""
        self.line.setPlaceholderText(text)
        self._set_state("unknown", on=bool(text) and unknown)

    def show_problem(self, sentence: str, note: str = "") -> None:
        """Show under the line why its text is refused; "" for nothing wrong: then a small note.

        A note that goes and comes with each keystroke would be laid out twice.
        """
        self.mark_wrong(sentence)
        self._say(sentence or note, "past" if sentence else "muted")

    def mark_wrong(self, sentence: str) -> None:
        """Mark the line as one that cannot be taken, where the reason is said elsewhere; "" for nothing wrong."""
        self._set_state("wrong", on=bool(sentence))
        self.line.setAccessibleDescription(sentence)

    def show_note(self, text: str, *, tone: str = "muted") -> None:
        """Show a small note under the line; in another tone for what is to be checked."""
        if "wrong" not in self._states:
            self._say(text, tone)

    @lazy
    def note(self) -> QLabel:
        """The line under it, made with the first that there is to say: of most fields there is nothing."""
        made = text_label("", self, size="small", tone="muted")
        made.hide()
        self._lines.insertWidget(self._lines.count() - 1, made)
        return made

    def said(self) -> str:
        """Return what is said under the line; "" for nothing."""
        return self._said

    def _say(self, text: str, tone: str) -> None:
        # What is said already was said in its tone, but for the same words as a problem and as a note.
        if text and self.note.property("tone") != tone:
            self.note.setProperty("tone", tone)
            restyle(self.note)
        if text != self._said:
            self._said = text
            self.note.setText(text)
            self.note.setVisible(self._keeps_room or bool(text))

    def _set_state(self, name: str, *, on: bool) -> None:
        if (name in self._states) is not on:
            self._states ^= {name}
            self.line.setProperty(name, "true" if on else "false")
            restyle(self.line)


def entered(event: QKeyEvent, fields: Iterable[LabelledField]) -> bool:
    """Return whether Enter was pressed in one of the fields, which records what a form asks for."""
    from PySide6.QtCore import Qt  # noqa: PLC0415 (the first paint does without: presenters/session/qt_numbers.py)

    return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and any(field.line.hasFocus() for field in fields)
