"""The rail of the window: a button for each page that has a place there; settings and the help menu at its foot."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.presenters.session import qt_numbers
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import ChoiceToolButton
from benchapp.ui.widgets.labels import restyle
from benchapp.ui.widgets.theme import Theme
from benchapp.ui.window.pages import PAGES, RAIL, PageName

RAIL_WIDTH = 88
HELP_ICON = "circle-help"
_COUNT_MARGIN = 4


# How far each key goes in the rail: to the button before or after, or to the first or last one.
_STEPS = {
    qt_numbers.KEY_UP: -1,
    qt_numbers.KEY_LEFT: -1,
    qt_numbers.KEY_DOWN: 1,
    qt_numbers.KEY_RIGHT: 1,
    qt_numbers.KEY_HOME: -100,
    qt_numbers.KEY_END: 100,
}


@qt_overrides
class RailButton(ChoiceToolButton):
    """A button of the rail: the arrow keys go on to another one and open nothing; Enter and Space press it.

    Qt would choose with each arrow key. Here that opens a page, which takes the keys: nobody could go on from there.

    Args:
        step: Goes so many buttons on in the rail.
    """

    def __init__(self, step: Callable[[int], object]) -> None:
        super().__init__()
        self._step = step

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Go on to another button, or press this one."""
        key = event.key()
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in {qt_numbers.KEY_RETURN, qt_numbers.KEY_ENTER}:
            self.click()
        else:
            super().keyPressEvent(event)


class Rail(QObject):
    """Makes the rail.

    Its widget is a plain `QWidget`, for the reason that `Header` gives.

    Args:
        window: The window, which owns the help menu.
        theme: The look.

    Signals:
        chosen: A page was chosen; its `PageName`.
        asked: A command of the help menu was chosen; its name.
    """

    chosen = Signal(object)
    asked = Signal(str)

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        # The examples cannot be opened from the examples.
        self.offers_examples = True
        self.widget = QWidget()
        self.widget.setObjectName("rail")
        self._in_view = PageName.TODAY
        # Of the list of compounds and the page of one, which was looked at last.
        self._of_compounds = PageName.COMPOUND
        # The name of the open compound; "" for none.
        self._compound = ""
        # The texts of the keys by the pages of the buttons, once they are bound.
        self._keys: dict[PageName, str] = {}
        self._buttons: dict[PageName, QToolButton] = {}
        # What is counted beside Today, and in words; made when there is something.
        self._count: QLabel | None = None
        self._counted = ""
        group = QButtonGroup(window)
        self._layout = QVBoxLayout(self.widget)
        self._layout.setContentsMargins(0, 8, 0, 8)
        self._layout.setSpacing(0)
        for page in RAIL:
            button = RailButton(self._step)
            self._dress(button, tr(page.rail_title or page.name.value), f"rail.pages.{page.name.value.lower()}")
            button.clicked.connect(partial(self._choose, page.name))
            group.addButton(button)
            if page.foot:
                self._layout.addStretch(1)
            self._layout.addWidget(button, 100)
            self._buttons[page.name] = button
        # Its menu is made when it is first asked for.
        self._help = RailButton(self._step)
        self._help.setCheckable(False)
        self._dress(self._help, tr("Help"), "rail.help.menu")
        self._help.clicked.connect(self._open_help)
        self._layout.addWidget(self._help, 100)

    @staticmethod
    def _dress(button: QToolButton, text: str, name: str) -> None:
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.setText(text)
        button.setProperty("toolButtonStyle", qt_numbers.TEXT_UNDER_ICON)
        button.setIconSize(QSize(20, 20))
        # On a low screen they are closer together, and never over each other.
        button.setMinimumHeight(42)
        button.setMaximumHeight(68)
        button.setMinimumWidth(RAIL_WIDTH - 1)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        button.setProperty("focusPolicy", qt_numbers.STRONG_FOCUS)

    def draw_icons(self) -> None:
        """Draw the icons in the colours of the theme."""
        for name, button in self._buttons.items():
            button.setIcon(self._theme.icon(PAGES[name].icon))
        self._help.setIcon(self._theme.icon(HELP_ICON))

    def check(self, name: PageName) -> None:
        """Mark the button of a page, or of the one it belongs to; none where it belongs to the one marked already."""
        self._in_view = name
        if name in {PageName.COMPOUND, PageName.COMPOUNDS}:
            self._of_compounds = name
        if not PAGES[name].aside:
            self._buttons[PAGES[name].rail].setChecked(True)
        self._say_tips()

    def name_compound(self, name: str) -> None:
        """Set the name of the open compound, which the button of the compounds leads to; "" for none."""
        self._compound = name
        self._say_tips()

    def count_today(self, count: str, tone: str, said: str) -> None:
        """Show beside Today how much waits there in a lab.

        Args:
            count: How much; "" for nothing.
            tone: "soon" where somebody is asked, "muted" where it only runs elsewhere.
            said: What it is, in words.
        """
        today = self._buttons[PageName.TODAY]
        if self._count is None:
            self._count = QLabel(today)
            self._count.setObjectName("rail.today.count")
        self._count.setText(count)
        self._count.setAccessibleName(said)
        self._count.setProperty("chip", tone)
        restyle(self._count)
        self._count.setVisible(bool(count))
        self._count.adjustSize()
        self._count.move(today.width() - self._count.width() - _COUNT_MARGIN, _COUNT_MARGIN)
        today.setAccessibleDescription(said)
        self._counted = said
        self._say_tips()

    def _compounds_lead_to(self) -> PageName:
        """Return where the button of the compounds leads: from one of its two pages to the other, else back there."""
        match self._in_view:
            case PageName.COMPOUND:
                return PageName.COMPOUNDS
            case PageName.COMPOUNDS:
                return PageName.COMPOUND
            case _:
                return self._of_compounds

    def _choose(self, name: PageName) -> None:
        """Ask for a page; of the compounds for where their button leads."""
        self.chosen.emit(self._compounds_lead_to() if name is PageName.COMPOUND else name)

    def _step(self, by: int) -> None:
        """Give the keys to another button, so many further on."""
        buttons = [*self._buttons.values(), self._help]
        at = next((place for place, button in enumerate(buttons) if button.hasFocus()), 0)
        buttons[min(max(at + by, 0), len(buttons) - 1)].setFocus()

    def focus(self, name: PageName) -> None:
        """Set the focus on the button of a page, or of the page it belongs to."""
        self._buttons[PAGES[name].rail].setFocus()

    def bind_keys(self) -> None:
        """Bind the keys of the pages and say them in tips, once the window has been painted."""
        from PySide6.QtGui import QKeySequence, QShortcut  # noqa: PLC0415 (the first paint does without)

        from benchapp.ui.widgets.keys import bound_to, key_text  # noqa: PLC0415

        keys = (*bound_to("page"), *bound_to("settings"))
        for name, key in zip(self._buttons, keys, strict=True):
            QShortcut(QKeySequence(key), self._window).activated.connect(partial(self._choose, name))
            self._keys[name] = key_text(key)
        self._say_tips()

    def _say_tips(self) -> None:
        """Show in the tip of each button where it leads, and by which key."""
        for name, key in self._keys.items():
            leads = self._buttons[name].text()
            if name is PageName.COMPOUND:
                one = self._compounds_lead_to() is PageName.COMPOUND
                leads = (self._compound or tr("Compound")) if one else tr("All compounds")
                # A screen reader reads the name of the button first, and then this.
                self._buttons[name].setAccessibleDescription(leads)
            if name is PageName.TODAY and self._counted:
                leads = f"{leads} · {self._counted}"
            self._buttons[name].setToolTip(f"{leads} · {key}")

    def _open_help(self) -> None:
        """Open the menu of help, made when it is first asked for."""
        from PySide6.QtCore import Qt  # noqa: PLC0415
        from PySide6.QtWidgets import QMenu  # noqa: PLC0415 (the first paint does without)

        from benchapp.ui.widgets.keys import bound_to  # noqa: PLC0415
        from benchapp.ui.window.commands import help_menu  # noqa: PLC0415

        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for command in help_menu():
            if command.name == "examples" and not self.offers_examples:
                continue
            action = menu.addAction(tr(command.text), partial(self.asked.emit, command.name))
            for key in bound_to(command.name):
                action.setShortcut(key)
        menu.popup(self._help.mapToGlobal(self._help.rect().topRight()))
