"""The row of calculators: a tab for each that ends in a recipe, and a list of the small and rarer ones.

Where the row has no room for all tabs, the last of them are in the list too: it never takes two lines.
"""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from benchapp.ui.calculator.tools import TOOLS
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import tab_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.menu_button import MenuButton

# px.
_BETWEEN = 4


class ToolTabs(QWidget):
    """Shows which calculators there are.

    Attributes:
        ids: Of the calculators, in their order.

    Args:
        offered: The ids of the calculators.

    Signals:
        wanted: A calculator was chosen: its id.
    """

    wanted = Signal(str)

    def __init__(self, offered: Collection[str]) -> None:
        super().__init__()
        self.tabs: dict[str, QPushButton] = {}
        self.lesser: dict[str, QAction] = {}
        # Of each tab its entry in the list, for where it has no room.
        self._instead: dict[str, QAction] = {}
        self._chosen = ""
        self.more = MenuButton(tr("More"), "calculate.tools.more")
        self.more.setProperty("tab", "true")
        for tool in TOOLS.values():
            if tool.id not in offered:
                continue
            name, choose = f"calculate.tools.{tool.id}", partial(self.wanted.emit, tool.id)
            if tool.sheet is None and not tool.rarer:
                self.tabs[tool.id] = tab_button(tr(tool.title), name, choose)
                self._instead[tool.id] = self.more.offer(tr(tool.title), f"{name}.listed", choose)
                self._instead[tool.id].setVisible(False)
                self._instead[tool.id].setCheckable(True)
            else:
                self.lesser[tool.id] = self.more.offer(tr(tool.title), name, choose)
                self.lesser[tool.id].setCheckable(True)
        self.ids = (*self.tabs, *self.lesser)
        self.setLayout(flow(*self.tabs.values(), self.more, spacing=_BETWEEN))

    def show_chosen(self, name: str) -> None:
        """Show which calculator is in view."""
        self._chosen = name
        for at, tab in self.tabs.items():
            tab.setChecked(at == name)
        for at, action in (*self.lesser.items(), *self._instead.items()):
            action.setChecked(at == name)
        listed = name in self.lesser or (name in self.tabs and self.tabs[name].isHidden())
        self.more.set_chosen(tr(TOOLS[name].title) if listed else "")

    def take_keys(self, name: str) -> None:
        """Take the keys to the tab of a calculator, as a click does, or to the list that has it."""
        tab = self.tabs.get(name)
        (self.more if tab is None or tab.isHidden() else tab).setFocus()

    def fit(self, width: int) -> None:
        """Show as many tabs as there is room for in one line, the others in the list.

        Args:
            width: How much room there is, px; 0 for as many lines as they need.
        """
        left = width - self.more.sizeHint().width()
        changed = False
        for at, tab in self.tabs.items():
            left -= tab.sizeHint().width() + _BETWEEN
            shown = not width or left >= 0
            changed |= tab.isHidden() is shown
            tab.setVisible(shown)
            self._instead[at].setVisible(not shown)
        if changed:
            self.show_chosen(self._chosen)
