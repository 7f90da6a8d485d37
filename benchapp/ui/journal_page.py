"""The journal page: everything that happened, in order, with Undo of the last action."""

from collections.abc import Callable

from PySide6.QtCore import QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableView

from benchapp.domain.messages import BenchError
from benchapp.presenters.diary import Diary, DiaryColumn
from benchapp.ui import parts
from benchapp.ui.words import say_error

HEADERS = ("Happened", "Recorded", "What", "By")


class JournalPage(parts.Page):
    """The journal as a table, the latest first.

    Args:
        diary: The entries.
        undo: Takes back the last action; gives its sentence.
    """

    def __init__(self, diary: Diary, undo: Callable[[], str]) -> None:
        super().__init__("Journal")
        self._diary = diary
        self._undo = undo
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(diary)
        self._proxy.setFilterKeyColumn(DiaryColumn.WHAT)
        self._proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.filter = QLineEdit()
        self.filter.setObjectName("journal.filter.text")
        self.filter.setAccessibleName("Filter the journal")
        self.filter.setPlaceholderText("Filter: a label, a compound, an incubation")
        self.filter.textChanged.connect(self._proxy.setFilterFixedString)
        self.state = parts.label("", size="small", tone="muted")
        self.state.setObjectName("journal.chain.state")
        self.table = QTableView()
        self.table.setObjectName("journal.entries.table")
        self.table.setAccessibleName("Journal entries")
        self.table.setModel(self._proxy)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((DiaryColumn.HAPPENED, 176), (DiaryColumn.RECORDED, 176), (DiaryColumn.PERSON, 90)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(DiaryColumn.WHAT, QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(320)
        undo_button = parts.button("Undo the last action", "journal.actions.undo", self.undo_last)
        self.first = self.filter
        top = parts.row(parts.label("Journal", size="large"), self.filter, undo_button, spacing=16)
        top.setStretch(1, 1)
        self.content.addLayout(top)
        self.content.addWidget(self.state)
        self.content.addWidget(self.table, 1)

    def open(self) -> None:
        """Read the journal, when the page is shown."""
        self._diary.open()

    def show_chain(self, sentences: list[str], head: str) -> None:
        """Say what the check of the chain found."""
        if sentences:
            self.state.setProperty("tone", "past")
            self.state.setText("■ " + " ".join(sentences) + " What is on paper or in a backup counts.")
        else:
            self.state.setProperty("tone", "muted")
            self.state.setText(f"✓ The chain is whole; last entry {head[:12]}. Tamper-evident, not tamper-proof.")
        parts.restyle(self.state)

    def undo_last(self) -> None:
        """Take back the last action, or say why not."""
        try:
            undone = self._undo()
        except BenchError as error:
            self.said.emit(say_error(error))
        else:
            self.said.emit(f"Undone: {undone}")
