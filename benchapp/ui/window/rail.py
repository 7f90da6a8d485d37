"""The rail of the window: a button for each page that has a place there, and the help menu."""

from functools import partial

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from benchapp.presenters.session import qt_numbers
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import flat_button
from benchapp.ui.widgets.theme import Theme
from benchapp.ui.window.pages import PAGES, RAIL, PageName

RAIL_WIDTH = 88


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
        self._buttons: dict[PageName, QToolButton] = {}
        group = QButtonGroup(window)
        self._layout = QVBoxLayout(self.widget)
        self._layout.setContentsMargins(0, 8, 0, 8)
        self._layout.setSpacing(0)
        for page in RAIL:
            button = self._make_button(page.name)
            group.addButton(button)
            self._layout.addWidget(button, 100)
            self._buttons[page.name] = button
        self._layout.addStretch(1)

    def _make_button(self, name: PageName) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"rail.pages.{name.value.lower()}")
        button.setAccessibleName(tr(name.value))
        button.setText(tr(name.value))
        button.setCheckable(True)
        button.setProperty("toolButtonStyle", qt_numbers.TEXT_UNDER_ICON)
        button.setIconSize(QSize(20, 20))
        # On a low screen they stand closer, and never over each other.
        button.setMinimumHeight(44)
        button.setMaximumHeight(68)
        button.setMinimumWidth(RAIL_WIDTH - 1)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        button.setProperty("focusPolicy", qt_numbers.STRONG_FOCUS)
        button.clicked.connect(partial(self.chosen.emit, name))
        return button

    def draw_icons(self) -> None:
        """Draw the icons in the colours of the theme."""
        for name, button in self._buttons.items():
            button.setIcon(self._theme.icon(PAGES[name].icon))

    def check(self, name: PageName) -> None:
        """Mark the button of a page, or of the one it belongs to; none where it belongs to the one marked already."""
        if not PAGES[name].aside:
            self._buttons[PAGES[name].rail].setChecked(True)

    def focus(self, name: PageName) -> None:
        """Set the focus on the button of a page, or of the page it belongs to."""
        self._buttons[PAGES[name].rail].setFocus()

    def bind_keys(self) -> None:
        """Bind the keys of the pages, say them in tips, and add the help menu; once the window has been painted."""
        from PySide6.QtGui import QKeySequence, QShortcut  # noqa: PLC0415 (the first paint does without)

        from benchapp.ui.widgets.keys import bound_to  # noqa: PLC0415

        self._help = flat_button(tr("Help"), "rail.help.menu", self._open_help)
        self._layout.addWidget(self._help)
        for place, ((name, button), key) in enumerate(zip(self._buttons.items(), bound_to("page"), strict=True), 1):
            QShortcut(QKeySequence(key), self._window).activated.connect(partial(self.chosen.emit, name))
            button.setToolTip(tr("{name} · Ctrl+{place}", name=tr(name.value), place=place))

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
