"""Import: a list or a monograph file is shown row by row before anything of it is taken."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHeaderView, QSizePolicy, QTableView

from benchapp.base import paths
from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.messages import BenchError
from benchapp.presenters.compounds.importing import ImportForm, PreviewColumn, PreviewTable
from benchapp.ui.compounds.column_matching import ColumnMatching
from benchapp.ui.forms.folded_line import FoldedLine
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button, toggle_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.keys import bind_record
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import hbox, vbox
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.progress_line import ProgressLine

HEADERS = (
    mark_text("Row"),
    "",
    mark_text("Name"),
    mark_text("CAS"),
    mark_text("Formula"),
    mark_text("Molar mass"),
    mark_text("Cat. no."),
    mark_text("What was left out, and why"),
)
STATES = (mark_text("● ready"), mark_text("◆ replaces"), mark_text("■ left out"))
# What a row is less surely known by comes first: where there is no room for all, it is left out first.
_FIGURES = (PreviewColumn.CAS, PreviewColumn.FORMULA, PreviewColumn.CODE, PreviewColumn.MOLAR_MASS)
_FIGURE_WIDTHS = dict(zip(_FIGURES, (104, 112, 88, 92), strict=True))
_REPLACES = mark_text("Replaces {name}.")
FILTER = mark_text("Lists and monographs (*.json *.csv *.tsv *.txt *.xlsx *.xls *.ods *.sdf *.sd)")


# px: the least height of a row, and what a cell takes beside its text.
_ROW_HIGH, _AROUND_CELL = 36, 24
# The least width of the names, px, and which part of the page they have where that is more.
_NAME, _NAME_PART = 140, 5
# The least width of why something is left out, and what a page takes beside its table, px.
_REASON, _AROUND_TABLE = 240, 72
# The least height of the rows, and of a page without what they are read by, px.
_LEAST_ROWS, _WITHOUT_MATCHING = 120, 400
# Rows of a list of more stay a line high: the height of each is worked out from its words.
_MOST_FITTED = 300


@qt_overrides
class ImportPage(Page):
    """Shows what a file holds, lets columns be matched, and takes what can be taken.

    Args:
        form: The file on its way.
        back: Goes back; nothing is taken.
    """

    # Whether it has no room for the rows and what they are read by.
    _low = False

    def __init__(self, form: ImportForm, back: Callable[[], object]) -> None:
        super().__init__(tr("Import"))
        self._form = form
        self._back = back
        self._title = text_label(tr("Import compounds"), size="large")
        self._title.setObjectName("import.head.title")
        self._said = text_label(tr(_HINT), tone="muted")
        self._said.setObjectName("import.head.said")
        choose = push_button(tr("Choose a file…"), "import.actions.choose", self.choose_file)
        self.first = choose
        example = push_button(tr("Example list"), "import.actions.example", self.open_example)
        example.setAccessibleDescription(tr("Shows a list of three invented compounds, with the headings vendors use"))
        top = hbox(vbox(self._title, self._said), example, choose)
        top.setStretch(0, 1)
        self.content.addLayout(top)
        self.remarks = text_label("", tone="soon")
        self.remarks.setObjectName("import.head.remarks")
        self.content.addWidget(self.remarks)
        self.matching = ColumnMatching(form)
        # Where there is no room for both, either the rows or what they are read by: neither scrolls in the other.
        self.columns = FoldedLine(tr("Match the columns"), "import.columns.open", self.matching)
        self.columns.opened.connect(self._share_room)
        self.content.addWidget(self.columns)
        self.table = _preview_table()
        self.view = self._make_view()
        self.only = toggle_button(tr("Only rows left out"), "import.filter.bad", self._toggle)
        self.keep = push_button(tr("Save the rows left out…"), "import.actions.keep", self._ask_keep)
        self.progress = ProgressLine(tr("Reading of the file"), "import.progress")
        self.content.addWidget(self.progress)
        self._bar = flow(self.only, self.keep, 1)
        self.content.addLayout(self._bar)
        self.content.addWidget(self.view, 1)
        self.reason = text_label("", tone="past")
        self.reason.setObjectName("import.preview.reason")
        self.content.addWidget(self.reason)
        self.take = push_button(tr("Import"), "import.actions.take", self.write, primary=True)
        self.none = push_button(tr("Cancel import"), "import.actions.none", self.leave)
        self.problem = text_label("", tone="past")
        self.problem.setObjectName("import.foot.problem")
        for widget in (self.take, self.none):
            self.foot.addWidget(widget)
        self.foot.addWidget(self.problem, 1)
        bind_record(self, self.write)
        form.begun.connect(self._on_begun)
        form.watched.connect(self.progress.watch)
        form.read.connect(self.show_preview)
        form.failed.connect(self._on_failed)
        form.imported.connect(self._on_imported)
        form.not_saved.connect(self._on_not_saved)
        self._show_nothing()

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setObjectName("import.preview.table")
        view.setAccessibleName(tr("Rows of the file, each with its verdict"))
        view.setModel(self.table)
        view.setMinimumHeight(_LEAST_ROWS)
        # They take what is left, and ask for nothing beyond the least.
        view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        view.setShowGrid(False)
        view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(_ROW_HIGH)
        view.verticalHeader().setMinimumSectionSize(_ROW_HIGH)
        header = view.horizontalHeader()
        state = max(view.fontMetrics().horizontalAdvance(tr(word)) for word in STATES) + _AROUND_CELL
        widths = {PreviewColumn.ROW: 52, PreviewColumn.STATE: state, PreviewColumn.NAME: _NAME}
        for column, width in (widths | _FIGURE_WIDTHS).items():
            view.setColumnWidth(column, width)
        header.setSectionResizeMode(PreviewColumn.REASON, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        view.selectionModel().currentRowChanged.connect(self._on_row)
        return view

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Let names have their part of another width, and the rows be as high as their sentences need at it."""
        super().resizeEvent(event)
        self._share_room()
        self._fit_columns()
        self._fit_rows()

    def _is_low(self) -> bool:
        return self.height() < self.matching.sizeHint().height() + _WITHOUT_MATCHING

    def _share_room(self) -> None:
        """Show the rows and what they are read by, or where the page is too low for both, what was asked for."""
        if self._form.preview is None:
            return
        low = self._is_low()
        if low is not self._low:
            self._low = low
            self.columns.button.setChecked(not low)
        matching = self._form.preview.table is not None and self.columns.is_open
        self.view.setVisible(not (low and matching))

    def _fit_rows(self) -> None:
        """Let each row be as high as why something is left out needs; a long list keeps to a line a row."""
        if self.table.rowCount() <= _MOST_FITTED:
            self.view.resizeRowsToContents()

    # -- what is shown ----------------------------------------------------------------------------------------

    def _show_nothing(self) -> None:
        self.table.show_verdicts(())
        self.remarks.setText("")
        for widget in (self.columns, self.view, self.only, self.keep, self.take, self.none, self.remarks):
            widget.hide()

    def _on_begun(self, name: str) -> None:
        self._show_nothing()
        self._title.setText(tr("Import {name}", name=name))
        self._said.setText(tr("Reading…"))
        self.problem.setText("")
        self.none.setText(tr("Stop"))
        self.none.show()

    def _on_failed(self, error: BenchError) -> None:
        self._show_nothing()
        self._said.setText(say_error(error))

    def show_preview(self) -> None:
        """Show what was read."""
        preview = self._form.preview
        if preview is None:
            return
        good, bad = len(preview.good), len(preview.bad)
        replaced = sum(one.replaces for one in preview.verdicts if one.monograph is not None)
        says = tr("{count} ready, {bad} with problems.", count=_count(good), bad=bad)
        if replaced:
            says += tr(" {replaced} of them replace yours, of which the old versions are kept.", replaced=replaced)
        if preview.table is not None:
            says += tr(" Match the columns; the rows below are read by them.")
        self._title.setText(tr("Import {file}", file=preview.file.name))
        self._said.setText(says)
        self.remarks.setText("\n".join(say_error(one) for one in preview.remarks))
        self.remarks.setVisible(bool(preview.remarks))
        self.matching.show_preview()
        self.table.show_verdicts(preview.verdicts)
        if self.columns.isHidden():
            # Another file; who matches the columns of this one goes on with it.
            self._low = self._is_low()
            self.columns.button.setChecked(not self._low)
        self.columns.setVisible(preview.table is not None)
        self.columns.show_summary(self.matching.summary())
        self.none.show()
        self._share_room()
        self._fit_rows()
        self.none.setText(tr("Cancel import"))
        self.take.setVisible(good > 0)
        self.take.setText(tr("Import {count}   Ctrl+⏎", count=_count(good)))
        self.only.setVisible(bad > 0)
        self.keep.setVisible(bad > 0)

    def _toggle(self) -> None:
        self.table.show_only_bad(only=self.only.isChecked())
        self._fit_columns()
        self._fit_rows()

    def _fit_columns(self) -> None:
        """Show the figures that leave room for why a row is left out; none where only those rows are shown."""
        name = max(_NAME, self.width() // _NAME_PART)
        self.view.setColumnWidth(PreviewColumn.NAME, name)
        fixed = name + sum(self.view.columnWidth(one) for one in (PreviewColumn.ROW, PreviewColumn.STATE))
        room = self.width() - _AROUND_TABLE - fixed - _REASON
        for place, column in enumerate(_FIGURES):
            fits = sum(_FIGURE_WIDTHS[one] for one in _FIGURES[place:]) <= room
            self.view.setColumnHidden(column, self.only.isChecked() or not fits)

    def _on_row(self, current: QModelIndex) -> None:
        index = self.table.index(current.row(), PreviewColumn.REASON)
        self.reason.setText(str(index.data() or "") if current.isValid() else "")

    # -- what is done -----------------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a file."""
        name, _ = QFileDialog.getOpenFileName(self, tr("Import compounds"), "", tr(FILTER))
        if name:
            self._form.open(Path(name))

    def open_example(self) -> None:
        """Show the example of a list."""
        self._form.open(paths.resources() / "examples" / "compound-list.xlsx")

    def write(self) -> None:
        """Import what can be imported."""
        if self._form.preview is not None and self.take.isVisibleTo(self):
            self.problem.setText("")
            self.take.setEnabled(False)
            self._said.setText(tr("Importing…"))
            self._form.take()

    def _on_imported(self, _count: int, _first: str) -> None:
        self.take.setEnabled(True)
        self._show_nothing()
        self._title.setText(tr("Import compounds"))
        self._said.setText(tr(_HINT))

    def _on_not_saved(self, error: BenchError) -> None:
        self.take.setEnabled(True)
        self.show_preview()
        self.problem.setText(say_error(error))

    def leave(self) -> None:
        """Import nothing."""
        self._form.stop()
        self._show_nothing()
        self._title.setText(tr("Import compounds"))
        self._said.setText(tr(_HINT))
        self._back()

    def _ask_keep(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Save the rows left out"), "left-out.csv", tr("CSV (*.csv)"))
        if name:
            self.keep_bad(Path(name))

    def keep_bad(self, file: Path) -> None:
        """Write the rows that were left out, with the reason beside each."""
        self.attempt(partial(self._form.keep_bad, file, say_error), tr("Saved {file}.", file=file.name))


def _preview_table() -> PreviewTable:
    """Make the rows of a file, in the words of the language."""
    taken, replaces, left_out = map(tr, STATES)
    return PreviewTable(tuple(map(tr, HEADERS)), say_error, (taken, replaces, left_out), tr(_REPLACES))


def _count(number: int) -> str:
    return tr("1 compound") if number == 1 else tr("{number} compounds", number=number)


_HINT = mark_text(
    "JSON monographs, or a list as vendors ship it: CSV, TSV, XLSX or SDF, with one compound a row. Choose a file, or "
    "drop one on the window. Nothing is imported before you have seen it."
)
