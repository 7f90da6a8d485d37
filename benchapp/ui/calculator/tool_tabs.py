"""The row of calculators: a tab for each that ends in a recipe, and a list of the small and rarer ones."""

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
        self.more = MenuButton(tr("More"), "calculate.tools.more")
        self.more.setProperty("tab", "true")
        for tool in TOOLS.values():
            if tool.id not in offered:
                continue
            name, choose = f"calculate.tools.{tool.id}", partial(self.wanted.emit, tool.id)
            if tool.sheet is None and not tool.rarer:
                self.tabs[tool.id] = tab_button(tr(tool.title), name, choose)
            else:
                self.lesser[tool.id] = self.more.offer(tr(tool.title), name, choose)
                self.lesser[tool.id].setCheckable(True)
        self.ids = (*self.tabs, *self.lesser)
        self.setLayout(flow(*self.tabs.values(), self.more, spacing=4))

    def show_chosen(self, name: str) -> None:
        """Show which calculator is in view."""
        for at, tab in self.tabs.items():
            tab.setChecked(at == name)
        for at, action in self.lesser.items():
            action.setChecked(at == name)
        self.more.set_chosen(tr(TOOLS[name].title) if name in self.lesser else "")
