"""The table of compounds on the screen: its keys and menu, and which columns there is room for."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QFont, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from benchapp.base.qt_overrides import qt_overrides
from benchapp.presenters.compounds.compound_table import CompoundColumn, CompoundRole, CompoundRow
from benchapp.ui.text.language import tr

_ROW_HEIGHT = 40
# px: what marks the open compound.
_BAR = 3
# The least width of each column, px. Where there is no room for all, the last of `_SPARED` that still fits stays.
_WIDTHS = {
    CompoundColumn.NAME: 150,
    CompoundColumn.OTHER_NAMES: 130,
    CompoundColumn.FORM: 140,
    CompoundColumn.MOLAR_MASS: 86,
    CompoundColumn.STOCK: 186,
    CompoundColumn.DOSE: 124,
    CompoundColumn.IN_HAND: 106,
    CompoundColumn.WHOSE: 112,
}
_SPARED = (CompoundColumn.OTHER_NAMES, CompoundColumn.FORM, CompoundColumn.WHOSE, CompoundColumn.MOLAR_MASS)
_GROWING = (CompoundColumn.NAME, CompoundColumn.OTHER_NAMES, CompoundColumn.FORM, CompoundColumn.IN_HAND)


@qt_overrides
class CompoundTableView(QTableView):
    """The table; Enter opens, and the menu of what is selected comes with a right click or the menu key.

    Args:
        opened: Opens what is selected.
        menu: Opens the menu of what is selected, at a place of the screen.
        current: Returns the id of the compound that is open, which is marked.
    """

    def __init__(
        self, opened: Callable[[], object], menu: Callable[[QPoint], object], current: Callable[[], str]
    ) -> None:
        super().__init__()
        self._opened = opened
        self._menu = menu
        self.setObjectName("compounds.list.table")
        self.setAccessibleName(tr("Compounds"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(CompoundColumn.NAME, Qt.SortOrder.AscendingOrder)
        self.setItemDelegateForColumn(CompoundColumn.NAME, _Name(self, current))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Open what is selected with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._opened()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 (Qt's name)
        """Open the menu where the pointer is, or at the row that is chosen."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            corner = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(16, 0)
            self._menu(self.viewport().mapToGlobal(corner))
        elif self.indexAt(event.pos()).isValid():
            self._menu(event.globalPos())


@qt_overrides
class _Name(QStyledItemDelegate):
    """Sets the names in strong letters, and that of the open compound in the accent, with a bar before it.

    Args:
        view: The table.
        current: Returns the id of the open compound.
    """

    def __init__(self, view: QTableView, current: Callable[[], str]) -> None:
        super().__init__(view)
        self._current = current

    def _is_open(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        row = index.data(CompoundRole.ROW)
        return isinstance(row, CompoundRow) and row.compound.id == self._current()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a name; before the open one a bar."""
        super().paint(painter, option, index)
        if self._is_open(index):
            bar = QRect(option.rect.topLeft(), QSize(_BAR, option.rect.height()))
            painter.fillRect(bar.adjusted(0, 6, 0, -6), option.palette.link().color())

    def initStyleOption(  # noqa: N802 (Qt's name)
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Set the weight that the typeface has."""
        super().initStyleOption(option, index)
        option.font.setWeight(QFont.Weight.DemiBold)
        if self._is_open(index):
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, option.palette.link().color())


def fit_columns(view: QTableView, room: int) -> None:
    """Show as many columns as there is room for; what is spare goes to those whose texts are longest."""
    shown = list(CompoundColumn)
    for column in _SPARED:
        if sum(_WIDTHS[one] for one in shown) > room:
            shown.remove(column)
    growing = [column for column in _GROWING if column in shown]
    spare = max(0, room - sum(_WIDTHS[one] for one in shown)) // len(growing)
    for column in CompoundColumn:
        view.setColumnHidden(column, column not in shown)
        view.setColumnWidth(column, _WIDTHS[column] + (spare if column in growing else 0))
