"""Which column of a list says what, and how the file as a whole is read: shown as it was found, to be changed."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from benchapp.domain.compounds.compound_input import STATED, Field
from benchapp.domain.compounds.lists.column_units import UNITS_SAID
from benchapp.domain.compounds.lists.headings import heading_unit, shown_heading
from benchapp.presenters.compounds.importing import CODE_PAGES, ImportForm
from benchapp.ui.text.language import mark_text, term, tr
from benchapp.ui.widgets.fields import DropDown, narrow
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, vbox

# What can be matched, in the order of a vendor's list.
FIELDS = (
    (Field.NAME, mark_text("Name")),
    (Field.CAS, mark_text("CAS number")),
    (Field.FORMULA, mark_text("Formula")),
    (Field.MOLAR_MASS, mark_text("Molar mass")),
    (Field.FORM, mark_text("Form, salt")),
    (Field.SUPPLIER, mark_text("Supplier")),
    (Field.CODE, mark_text("Catalogue number")),
    (Field.SYNONYMS, mark_text("Other names")),
    (Field.SOLVENT, mark_text("Solvent")),
    (Field.SOLUBILITY, mark_text("Solubility")),
    (Field.WATER, mark_text("Solubility in water")),
    (Field.STORAGE, mark_text("Storage")),
    (Field.SMILES, mark_text("SMILES")),
    (Field.INCHIKEY, mark_text("InChIKey")),
    (Field.HAZARDS, mark_text("Hazards")),
    (Field.NOTE, mark_text("Note")),
)
_IN_THE_CELL = mark_text("unit in the cell")
# Offered where a list does not say in what its solubilities are; another can be typed.
_SOLVENTS = ("DMSO", "water", "ethanol", "methanol", "DMF", "PBS")
_HEADING_ROWS = 20
_NO_COLUMN = mark_text("not in this list")
_NOT_SAID = mark_text("not stated: left out")


class ColumnMatching(Card):
    """The card on which columns are matched.

    Args:
        form: The file on its way.

    Attributes:
        sheet, encoding, heading_row, solvent: What is asked of the file as a whole.
        columns: The column of each field.
        units: The unit of bare numbers in a column, where it can be asked.
    """

    def __init__(self, form: ImportForm) -> None:
        super().__init__()
        self._form = form
        self.sheet, self.encoding, self.heading_row, self.solvent = self._make_choices()
        self.columns, self.units = self._make_columns()

    def _make_choices(self) -> tuple[QComboBox, QComboBox, QComboBox, QComboBox]:
        """Make what is asked of the file as a whole: sheet, code page, row of the headings, solvent."""
        made = []
        self._choices: list[QWidget] = []
        asked = (
            ("sheet", mark_text("Sheet"), self._on_sheet),
            ("encoding", mark_text("Code page"), self._on_encoding),
            ("heading_row", mark_text("Headings are in row"), self._on_heading_row),
            ("solvent", mark_text("Solubilities without a solvent are in"), self._on_solvent),
        )
        for name, english, chosen in asked:
            box = DropDown()
            box.setObjectName(f"import.file.{name}")
            box.setAccessibleName(tr(english))
            narrow(box, 16)
            box.activated.connect(chosen)
            cell = QWidget()
            cell.setLayout(vbox(text_label(tr(english), size="small", tone="muted", wrap=False), box, spacing=2))
            self._choices.append(cell)
            made.append(box)
        sheet, encoding, heading_row, solvent = made
        for codec, words in CODE_PAGES.items():
            encoding.addItem(words, codec)
        solvent.addItem(tr(_NOT_SAID), "")
        for one in _SOLVENTS:
            solvent.addItem(term(one), one)
        self.body.addLayout(flow(*self._choices))
        return sheet, encoding, heading_row, solvent

    def _make_columns(self) -> tuple[dict[Field, QComboBox], dict[Field, QComboBox]]:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        columns: dict[Field, QComboBox] = {}
        units: dict[Field, QComboBox] = {}
        for place, (name, english) in enumerate(FIELDS):
            title = tr(english)
            box = DropDown()
            box.setObjectName(f"import.columns.{name.value}")
            box.setAccessibleName(tr("Column of: {title}", title=title))
            narrow(box, 10)
            box.activated.connect(partial(self._on_column, name))
            cell = vbox(text_label(title, size="small", tone="muted", wrap=False), box, spacing=2)
            if name in UNITS_SAID:
                unit = DropDown()
                unit.setObjectName(f"import.units.{name.value}")
                unit.setAccessibleName(tr("Unit of bare numbers in: {title}", title=title))
                unit.addItems([tr(_IN_THE_CELL), *UNITS_SAID[name]])
                unit.activated.connect(partial(self._on_unit, name))
                units[name] = unit
                cell.addWidget(unit)
            grid.addLayout(cell, place // 4, place % 4, Qt.AlignmentFlag.AlignTop)
            columns[name] = box
        for column in range(4):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        return columns, units

    def show_preview(self) -> None:
        """Show how the file was read; nothing where it holds no list."""
        self._fill_choices()
        self._fill_columns()

    def summary(self) -> str:
        """Return what is matched, in a line."""
        return ", ".join(tr(title) for name, title in FIELDS if self.columns[name].currentIndex() > 0)

    def _fill_choices(self) -> None:
        preview = self._form.preview
        if preview is None or preview.table is None or preview.columns is None:
            return
        table, columns = preview.table, preview.columns
        self.sheet.clear()
        for sheet in table.sheets:
            self.sheet.addItem(tr("{sheet} (hidden)", sheet=sheet.name) if sheet.hidden else sheet.name, sheet.name)
        self.sheet.setCurrentIndex(self.sheet.findData(table.sheet))
        self.encoding.setCurrentIndex(self.encoding.findData(table.encoding))
        self.heading_row.clear()
        self.heading_row.addItem(tr("no row"), 0)
        for row in range(1, max(_HEADING_ROWS, table.heading_row) + 1):
            self.heading_row.addItem(str(row), row)
        self.heading_row.setCurrentIndex(self.heading_row.findData(table.heading_row))
        self.solvent.setCurrentIndex(max(0, self.solvent.findData(columns.solvent)))
        asked = (
            len(table.sheets) > 1,
            table.guessed or bool(preview.choice.encoding),
            not table.structures,
            any(not solvent for solvent in columns.solvents.values()),
        )
        for cell, shown in zip(self._choices, asked, strict=True):
            cell.setVisible(shown)

    def _fill_columns(self) -> None:
        preview = self._form.preview
        if preview is None or preview.table is None or preview.columns is None:
            return
        headings, columns = preview.table.headings, preview.columns
        for name, box in self.columns.items():
            box.clear()
            box.addItem(tr(_NO_COLUMN), -1)
            for place, heading in enumerate(headings):
                shown = shown_heading(headings, place) if heading else ""
                box.addItem(shown or tr("column {place}", place=place + 1), place)
            box.setCurrentIndex(box.findData(columns.places.get(name, -1)))
        for name, box in self.units.items():
            box.setCurrentText(columns.units.get(name, tr(_IN_THE_CELL)))
            place = columns.places.get(name, -1)
            # Where the heading names the unit there is nothing to ask; nor of a molar mass, which is in g/mol.
            named = place >= 0 and bool(heading_unit(headings[place], STATED[name])[0])
            strange = place >= 0 and bool(heading_unit(headings[place], STATED[name])[1])
            box.setVisible(strange if name is Field.MOLAR_MASS else place >= 0 and not named)

    def _on_column(self, name: Field, _index: int) -> None:
        self._form.choose_column(name, int(self.columns[name].currentData()))

    def _on_unit(self, name: Field, index: int) -> None:
        self._form.choose_unit(name, UNITS_SAID[name][index - 1] if index else "")

    def _on_sheet(self, _index: int) -> None:
        self._form.choose(sheet=str(self.sheet.currentData()))

    def _on_encoding(self, _index: int) -> None:
        self._form.choose(encoding=str(self.encoding.currentData()))

    def _on_heading_row(self, _index: int) -> None:
        self._form.choose(heading_row=int(self.heading_row.currentData()))

    def _on_solvent(self, _index: int) -> None:
        self._form.choose_solvent(str(self.solvent.currentData()))
