"""The rail of the window: a button for each page that has a place there; settings and the help menu at its foot."""

from functools import partial

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from benchapp.presenters.session import qt_numbers
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import ChoiceToolButton
from benchapp.ui.widgets.theme import Theme
from benchapp.ui.window.pages import PAGES, RAIL, PageName

RAIL_WIDTH = 88
HELP_ICON = "circle-help"


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
        self._buttons: dict[PageName, QToolButton] = {}
        group = QButtonGroup(window)
        self._layout = QVBoxLayout(self.widget)
        self._layout.setContentsMargins(0, 8, 0, 8)
        self._layout.setSpacing(0)
        for page in RAIL:
            button = ChoiceToolButton()
            self._dress(button, tr(page.rail_title or page.name.value), f"rail.pages.{page.name.value.lower()}")
            button.clicked.connect(partial(self._choose, page.name))
            group.addButton(button)
            if page.foot:
                self._layout.addStretch(1)
            self._layout.addWidget(button, 100)
            self._buttons[page.name] = button
        # Its menu is made when it is first asked for.
        self._help = QToolButton()
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
        # On a low screen they stand closer, and never over each other.
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

    def _choose(self, name: PageName) -> None:
        """Ask for a page; of the compounds for what was looked at last, and for their list from the page of one."""
        if name is PageName.COMPOUND:
            name = PageName.COMPOUNDS if self._in_view is name else self._of_compounds
        self.chosen.emit(name)

    def focus(self, name: PageName) -> None:
        """Set the focus on the button of a page, or of the page it belongs to."""
        self._buttons[PAGES[name].rail].setFocus()

    def bind_keys(self) -> None:
        """Bind the keys of the pages and say them in tips, once the window has been painted."""
        from PySide6.QtGui import QKeySequence, QShortcut  # noqa: PLC0415 (the first paint does without)

        from benchapp.ui.widgets.keys import bound_to, key_text  # noqa: PLC0415

        keys = (*bound_to("page"), *bound_to("settings"))
        for (name, button), key in zip(self._buttons.items(), keys, strict=True):
            QShortcut(QKeySequence(key), self._window).activated.connect(partial(self._choose, name))
            button.setToolTip(f"{button.text()} · {key_text(key)}")

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
