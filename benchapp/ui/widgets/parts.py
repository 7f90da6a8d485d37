"""The parts that every page is put together from: labels, cards, chips, fields, buttons."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSignalBlocker, QSize, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)

from benchapp.domain.messages import BenchError
from benchapp.presenters.session import qt_numbers
from benchapp.ui.text.language import customs, term
from benchapp.ui.text.markup import escape
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.unseen_characters import take_out

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter

CHIP_MARKS = {"fresh": "●", "soon": "▲", "past": "■", "note": "◆", "muted": "–"}


def label(text: str = "", *, size: str = "", tone: str = "", strong: bool = False, wrap: bool = True) -> QLabel:
    """Make a line of text."""
    made = QLabel(text)
    made.setProperty("textFormat", qt_numbers.PLAIN_TEXT)
    made.setWordWrap(wrap)
    if size:
        made.setProperty("text_size", size)
    if tone:
        made.setProperty("tone", tone)
    if strong:
        made.setProperty("weight", "strong")
    return made


def rich(text: str, *, size: str = "", tone: str = "") -> QLabel:
    """Make a line of text with our own mark-up; whatever comes from a file is escaped before."""
    made = label("", size=size, tone=tone)
    made.setProperty("textFormat", qt_numbers.RICH_TEXT)
    made.setText(text)
    return made


def heading(text: str) -> QLabel:
    """Make the small heading over a group."""
    made = label(text.upper(), wrap=False)
    # Where a card has room to spare, its title stays at the top.
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    made.setProperty("heading", "true")
    return made


def chip(text: str, state: str) -> QLabel:
    """Make a state: a colour that never comes without a mark and a word."""
    made = label("", wrap=False)
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


def disclosure_button(text: str, state: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    """Make a state that opens to more; `set_opened` turns its arrow."""
    made = button(f"{CHIP_MARKS[state]} {text} ▾", name, pressed)
    made.setProperty("chip", state)
    return made


def set_opened(made: QPushButton, *, opened: bool) -> None:
    """Turn the arrow of an opener."""
    made.setText(f"{made.text()[:-1]}{'▴' if opened else '▾'}")


def fill_combo(box: QComboBox, words: Iterable[str]) -> None:
    """Offer words of the program's own vocabulary in a box, each with the word itself as its data."""
    for word in words:
        box.addItem(term(word), word)


def toggle(widget: QWidget) -> None:
    """Show what is hidden, hide what is shown."""
    widget.setVisible(widget.isHidden())


def tip(text: str) -> str:
    """Return a tip as Qt shows it: broken into lines, with nothing in it read as mark-up."""
    return f"<p>{escape(text)}</p>" if text else ""


def set_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tip; what comes from a file is shown as it is, never read as mark-up."""
    widget.setToolTip(tip(text))


def restyle(widget: QWidget) -> None:
    """Let a changed property take effect."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


def bold(text: str) -> str:
    """Mark text as strong, for `rich`; the weight that the typeface has, not a thickened one."""
    return f'<span style="font-weight:600">{escape(text)}</span>'


def button(text: str, name: str, pressed: Callable[[], object], *, primary: bool = False, tip: str = "") -> QPushButton:
    """Make a button; `name` is its stable object name."""
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    made.setToolTip(tip)
    made.setAutoDefault(False)
    if primary:
        made.setProperty("primary", "true")

    def press() -> None:
        pressed()

    # Qt hands "checked" to whatever is connected; what is pressed here takes nothing.
    made.clicked.connect(press)
    return made


def set_primary(made: QPushButton, *, primary: bool) -> None:
    """Make a button the one that comes next, or one among others."""
    made.setProperty("primary", "true" if primary else "false")
    restyle(made)


def flat_button(text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    """Make a button that stands in every line of a list, and so does not shout: its border comes with the pointer."""
    made = button(text, name, pressed)
    made.setProperty("quiet", "true")
    return made


def toggle_button(text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    """Make a button that stays chosen."""
    made = button(text, name, pressed)
    made.setCheckable(True)
    made.setProperty("choice", "true")
    return made


def tab(text: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    """Make one of a row of buttons of which one is chosen, narrower than a button on its own."""
    made = button(text, name, pressed)
    made.setCheckable(True)
    made.setProperty("tab", "true")
    return made


class Card(QFrame):
    """A surface with an optional heading; `body` takes what is in it."""

    def __init__(self, title: str = "", *, tone: str = "") -> None:
        super().__init__()
        self.setProperty("card", "true")
        if tone:
            self.setProperty("tone", tone)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)
        if title:
            self.body.addWidget(heading(title))

    def set_tone(self, tone: str) -> None:
        """Colour the whole card by a state."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


def row(*items: QWidget | QLayout | int, spacing: int = 8) -> QHBoxLayout:
    """Put things side by side; a number is a stretch."""
    made = QHBoxLayout()
    _put(made, items, spacing)
    return made


def column(*items: QWidget | QLayout | int, spacing: int = 4) -> QVBoxLayout:
    """Put things under each other; a number is a stretch."""
    made = QVBoxLayout()
    _put(made, items, spacing)
    return made


def grid(columns: int, *items: QWidget | tuple[QWidget, int], spacing: int = 10) -> QGridLayout:
    """Put things in columns of one width, line by line; an item may span several."""
    made = QGridLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(spacing)
    made.setVerticalSpacing(4)
    place = 0
    for item in items:
        widget, span = item if isinstance(item, tuple) else (item, 1)
        if place % columns + span > columns:
            place += columns - place % columns
        made.addWidget(widget, place // columns, place % columns, 1, span)
        place += span
    for column in range(columns):
        made.setColumnStretch(column, 1)
    return made


def titled(title: str, widget: QWidget) -> QWidget:
    """Put a small title over a control that is no field."""
    made = QWidget()
    made.setLayout(column(label(title, tone="muted"), widget, 1))
    return made


def _put(into: QBoxLayout, items: Iterable[QWidget | QLayout | int], spacing: int) -> None:
    into.setContentsMargins(0, 0, 0, 0)
    into.setSpacing(spacing)
    for item in items:
        if isinstance(item, int):
            into.addStretch(item)
        elif isinstance(item, QLayout):
            into.addLayout(item)
        else:
            into.addWidget(item)


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
        self._words = label(text)
        # The words stand beside the box, however wide the place is.
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = row(self.box, self._words)
        line.setStretch(1, 1)
        self.setLayout(line)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Tick the box."""
        if self.box.isEnabled():
            self.box.toggle()
            self.box.setFocus()
        event.accept()


def begin_in(widget: QWidget) -> None:
    """Give the keys to a control; what is in a line is marked, so that typing replaces it as after Tab."""
    widget.setFocus()
    if isinstance(widget, QLineEdit):
        widget.selectAll()


def in_order(*widgets: QWidget) -> None:
    """Let Tab go through controls in this order, where some were made later than what follows them."""
    for one, after in pairwise(widgets):
        QWidget.setTabOrder(one, after)


def post_message(widget: QWidget, sentence: str) -> None:
    """Say a sentence in the line of the page on which a widget is."""
    one: QWidget | None = widget
    while one is not None and not isinstance(one, Page):
        one = one.parentWidget()
    if one is not None:
        one.said.emit(sentence)


def bring_into_view(widget: QWidget) -> None:
    """Scroll the page on which a widget is until it is seen: the whole of it, or its upper part."""
    one: QWidget | None = widget
    while one is not None and not isinstance(one, Page):
        one = one.parentWidget()
    if one is None:
        return
    # What was put there just now is shown and gets its place with the layout of the page.
    widget.show()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    top = widget.mapTo(one.inner, QPoint(0, 0)).y()
    bar, room = one.area.verticalScrollBar(), one.area.viewport().height()
    if top + widget.height() + 16 > bar.value() + room:
        bar.setValue(min(top - 16, top + widget.height() + 16 - room))
    elif top < bar.value():
        bar.setValue(top - 16)


def scrolled(inner: QWidget) -> QScrollArea:
    """Let something scroll up and down by itself."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setProperty("horizontalScrollBarPolicy", qt_numbers.SCROLL_BAR_OFF)
    area.setProperty("focusPolicy", qt_numbers.NO_FOCUS)
    area.setProperty("clear", "true")
    inner.setProperty("clear", "true")
    area.setWidget(inner)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if widget is not None:
            dispose(widget)
        elif inner is not None:
            clear(inner)


def dispose(widget: QWidget) -> None:
    """Take a widget out of view at once, and delete it when nothing of it is going on any more."""
    widget.hide()
    # Taken from its parent, it and all in it would be styled once more; without names nothing finds it meanwhile.
    for one in (widget, *widget.findChildren(QWidget)):
        one.setObjectName("")
    widget.deleteLater()


# What an entry of a list takes beside its text: padding, frame and arrow, px.
_AROUND_ENTRY = 59


class DropDown(QComboBox):
    """A list that opens; the wheel scrolls the page it is on and never chooses in it while it is closed."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Leave the wheel to the page: an open list has a window of its own, which gets it there."""
        event.ignore()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:  # noqa: N802 (Qt's name)
        """Show "…" where there is no room for the text: Qt would cut 259.26 g/mol to 2, which is another number."""
        super().initStyleOption(option)
        text, room = self.currentText(), self.width() - _AROUND_ENTRY
        measure = self.fontMetrics().horizontalAdvance
        if measure(text) > room:
            while text and measure(f"{text}…") > room:
                text = text[:-1].rstrip()
            option.currentText = f"{text}…"


def narrow(box: QComboBox, characters: int = 8) -> None:
    """Let a list be narrower than its longest entry."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(characters)
    tell_whole(box)


def tell_whole(box: QComboBox) -> None:
    """Tell by pointing at it what an entry has no room for."""
    box.currentTextChanged.connect(partial(set_tip, box))
    set_tip(box, box.currentText())


def splitter(left: QWidget, right: QWidget, widths: tuple[int, int]) -> "QSplitter":
    """Put a list and what it is about side by side, with a handle between them; what is spare goes to the right."""
    from PySide6.QtWidgets import QSplitter  # noqa: PLC0415 (the first paint does without)

    made = QSplitter()
    made.addWidget(left)
    made.addWidget(right)
    made.setStretchFactor(1, 1)
    made.setChildrenCollapsible(False)
    made.setSizes(list(widths))
    return made


class ScrollBody(QWidget):
    """What an area scrolls up and down.

    Qt asks for the wanted and the least height each time something in it changes, and works them out at the wanted and
    the least width, at which every line of text breaks again. The area takes the height that goes with its own width.
    """

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the wanted size, whatever the width makes of the height."""
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the least size; no height, where the height follows from the width."""
        layout = self.layout()
        if layout is None:
            return super().minimumSizeHint()
        least = layout.minimumSize()
        return QSize(least.width(), 0) if layout.hasHeightForWidth() else least


class Page(QWidget):
    """A page of the program: it scrolls up and down, never sideways.

    Attributes:
        first: What takes the focus when the page is shown; None for nothing.
        area: What scrolls.
        inner: What is scrolled.

    Signals:
        said: Something to tell in a line: the sentence.
        did: Something was written into the journal, which Undo takes back: the sentence.
    """

    said = Signal(str)
    did = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAccessibleName(name)
        self.first: QWidget | None = None
        inner = ScrollBody()
        inner.setObjectName("page_body")
        self.content = QVBoxLayout(inner)
        self.content.setContentsMargins(24, 16, 24, 16)
        self.content.setSpacing(12)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setProperty("horizontalScrollBarPolicy", qt_numbers.SCROLL_BAR_OFF)
        area.setProperty("focusPolicy", qt_numbers.NO_FOCUS)
        area.setWidget(inner)
        self.area = area
        self.inner = inner
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(24, 8, 24, 16)
        self.foot.setSpacing(12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addLayout(self.foot)

    def attempt(self, action: Callable[[], object], done: str) -> None:
        """Do something that writes, and say how it went."""
        try:
            action()
        except BenchError as error:
            self.said.emit(say_error(error))
        else:
            self.did.emit(done)


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
        figure: Whether it holds one of the main figures.

    Signals:
        edited: The person changed the text.
    """

    edited = Signal(str)

    def __init__(self, title: str, name: str, *, figure: bool = False) -> None:
        super().__init__()
        self._title = label(title, tone="muted")
        self.line = AmountLine()
        self.line.setObjectName(name)
        self.line.setAccessibleName(title)
        self.line.setMaxLength(200)
        # The typeface's widest character would otherwise decide, and three fields would not are side by side.
        self.line.setMinimumWidth(64)
        if figure:
            self.line.setProperty("figure", "true")
        self._title.setBuddy(self.line)
        self.note = label("", size="small", tone="muted")
        # The main figures keep room for a line under them, so that typing does not make the page jump.
        self._keeps_room = figure
        self._lines = column(self._title, self.line, self.note, 1)
        self.setLayout(self._lines)
        self.note.setVisible(figure)
        self.line.textEdited.connect(self._on_typed)

    def _on_typed(self, text: str) -> None:
        # What was wrong was said of another text; whoever reads this one says it anew.
        if self.line.property("wrong") == "true":
            self.show_problem("")
        said = take_out(self.line)
        self.edited.emit(self.line.text() if said else text)
        if said:
            self.show_note(said, tone="soon")

    def put_beside(self, control: QWidget) -> None:
        """Put a control at the end of the line."""
        place = self._lines.indexOf(self.line)
        self._lines.removeWidget(self.line)
        self._lines.insertLayout(place, row(self.line, control, spacing=4))
        in_order(self.line, control)

    def hide_title(self) -> None:
        """Leave out what is above it, where a heading of a column says it."""
        self._title.hide()

    def set_title(self, title: str) -> None:
        """Change what is above it."""
        self._title.setText(title)
        self.line.setAccessibleName(title)

    def keep_room_for(self, text: str) -> None:
        """Let the line be wide enough for a text, whatever stands beside it."""
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

    def show_computed(self, text: str, *, unknown: bool = True) -> None:
        """Show a computed value where nothing was typed."""
        self.line.setPlaceholderText(text)
        self._set_state("unknown", on=bool(text) and unknown)

    def show_problem(self, sentence: str) -> None:
        """Say under the line why it cannot be taken; "" for nothing wrong."""
        self.mark_wrong(sentence)
        self._say(sentence, "past" if sentence else "muted")

    def mark_wrong(self, sentence: str) -> None:
        """Mark the line as one that cannot be taken, where the sentence why stands elsewhere; "" for nothing wrong."""
        self._set_state("wrong", on=bool(sentence))
        self.line.setAccessibleDescription(sentence)

    def show_note(self, text: str, *, tone: str = "muted") -> None:
        """Say something small under the line; in another tone what is to be looked at twice."""
        if self.line.property("wrong") != "true":
            self._say(text, tone)

    def _say(self, text: str, tone: str) -> None:
        if self.note.property("tone") != tone:
            self.note.setProperty("tone", tone)
            restyle(self.note)
        self.note.setText(text)
        self.note.setVisible(self._keeps_room or bool(text))

    def _set_state(self, name: str, *, on: bool) -> None:
        if (self.line.property(name) == "true") != on:
            self.line.setProperty(name, "true" if on else "false")
            restyle(self.line)
