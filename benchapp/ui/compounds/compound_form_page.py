"""The form for a compound of one's own: what is on the label, what is needed at the bench, and who says so."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QWidget

from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.kinds import Kind
from benchapp.presenters.compounds.compound_form import CompoundForm
from benchapp.ui.text.language import mark_text, show, tr
from benchapp.ui.text.message_texts import say, say_error
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import LabelledField, WrappingCheckBox
from benchapp.ui.widgets.keys import bind_record
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card
from benchapp.ui.widgets.page import Page

# Title and example of each field, in the order in which a label is read.
LABEL = (
    (Field.NAME, mark_text("Name"), mark_text("as on the label")),
    (Field.SYNONYMS, mark_text("Other names, separated by ;"), mark_text("CC-5013; Revlimid")),
    (Field.SUPPLIER, mark_text("Supplier"), mark_text("who sold it")),
    (Field.CODE, mark_text("Catalogue number"), "A4211"),
    (Field.CAS, mark_text("CAS number"), "191732-72-6"),
    (Field.FORM, mark_text("Form on the vial"), mark_text("free base, HCl, hemihydrate")),
    (Field.FORMULA, mark_text("Formula of that form"), "C13H13N3O3·HCl"),
    (Field.MOLAR_MASS, mark_text("Molar mass of that form"), mark_text("from the formula, if left empty")),
    (Field.SMILES, mark_text("SMILES"), mark_text("optional")),
    (Field.INCHIKEY, mark_text("InChIKey"), mark_text("optional")),
)
BENCH = (
    (Field.SOLVENT, mark_text("Dissolve in"), mark_text("DMSO")),
    (Field.SOLUBILITY, mark_text("Dissolves up to"), mark_text("≥ 100 mg/mL or 50 mM")),
    (Field.INSOLUBLE, mark_text("Insoluble in"), mark_text("water; ethanol")),
    (Field.WATER, mark_text("Solubility in water"), mark_text("0.5 mg/mL")),
    (Field.STORAGE, mark_text("Keep the powder at"), "−20 °C"),
    (Field.STOCK_LIFE, mark_text("A stock keeps"), mark_text("6 mo at −20 °C")),
    (Field.FRESH, mark_text("Prepare working solutions fresh"), ""),
    (Field.DOSE, mark_text("Working concentration"), mark_text("10 µM or 1–10 µM")),
    (Field.TIME, mark_text("Incubation time"), mark_text("7 d or 24–48 h")),
    (Field.CELLS, mark_text("In which cells"), "H929"),
    (Field.HAZARDS, mark_text("Hazards, as on the label"), "H360"),
    (Field.NOTE, mark_text("Pitfalls, notes"), mark_text("optional")),
)
# What is in these fields is said in words, and is no example of what to type.
_IN_WORDS = (Field.NAME, Field.SUPPLIER, Field.MOLAR_MASS, Field.SMILES, Field.INCHIKEY, Field.NOTE)
_SOLVENTS = ("DMSO", "ethanol", "water", "DMF", "methanol", "PBS")
_STORAGE = ("−20 °C", "−80 °C", "2–8 °C", "4 °C", "room temperature")
_OFFERED: dict[Field, tuple[str, ...]] = {Field.SOLVENT: _SOLVENTS, Field.STORAGE: _STORAGE}


class _Row:
    """One field with its source beside it."""

    def __init__(self, name: Field, title: str, example: str, form: CompoundForm) -> None:
        self.name = name
        self.value = LabelledField(title, f"form.{name.value}.text")
        said = example if name in _IN_WORDS or not example else tr("e.g. {example}", example=example)
        self.value.line.setPlaceholderText(said)
        self.value.line.setMaxLength(2000)
        self.source = LabelledField(tr("Source"), f"form.{name.value}.source")
        self.source.line.setAccessibleName(tr("Source of: {title}", title=title))
        self.source.line.setMaxLength(400)
        self._form = form
        self.value.edited.connect(self._on_text)
        self.source.edited.connect(self._on_source)
        offered = _OFFERED.get(name)
        if offered:
            completer = QCompleter(list(offered), self.value.line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.value.line.setCompleter(completer)
            completer.activated.connect(self._on_text)

    def _on_text(self, text: str) -> None:
        self._form.tell(self.name, text)

    def _on_source(self, text: str) -> None:
        self._form.tell_source(self.name, text)


class _Tick(_Row):
    """A field that is ticked or not."""

    def __init__(self, name: Field, title: str, form: CompoundForm) -> None:
        super().__init__(name, "", "", form)
        self.ticked = WrappingCheckBox(title, f"form.{name.value}.tick")
        self.tick = self.ticked.box
        self.tick.toggled.connect(self._on_tick)

    def _on_tick(self, checked: bool) -> None:
        self._on_text("yes" if checked else "")


class CompoundFormPage(Page):
    """Add a compound, or edit one.

    Args:
        form: What is being entered.
        back: Goes back without saving; what was typed stays.

    Signals:
        saved: It was saved; the `LibraryItem`.
    """

    saved = Signal(object)

    def __init__(self, form: CompoundForm, back: Callable[[], object]) -> None:
        super().__init__(tr("Compound form"))
        self._form = form
        self._title = text_label("", size="large")
        self._title.setObjectName("form.head.title")
        self._hint = text_label("", tone="muted")
        self.source = LabelledField(tr("Source for all fields without one of their own"), "form.all.source")
        self.source.line.setPlaceholderText(tr("the vial’s label; a product sheet; my own measurement, with the day"))
        self.source.line.setMaxLength(400)
        self.source.edited.connect(form.tell_source_of_all)
        self.rows = {
            name: _Tick(name, tr(title), form) if name is Field.FRESH else _Row(name, tr(title), tr(example), form)
            for name, title, example in (*LABEL, *BENCH)
        }
        self.first = self.rows[Field.NAME].value.line
        self.content.addWidget(self._title)
        self.content.addWidget(self._hint)
        self.content.addWidget(self.source)
        columns = QGridLayout()
        columns.setSpacing(12)
        columns.addWidget(self._group(tr("On the label"), LABEL), 0, 0)
        columns.addWidget(self._group(tr("At the bench"), BENCH), 0, 1)
        self.content.addLayout(columns)
        self.content.addStretch(1)
        self.problem = text_label("", tone="past")
        self.problem.setObjectName("form.foot.problem")
        self.save = push_button(tr("Save   Ctrl+⏎"), "form.actions.save", self.write, primary=True)
        self.save.setAccessibleName(tr("Save the compound"))
        self.foot.addWidget(self.save)
        self.foot.addWidget(push_button(tr("Back without saving"), "form.actions.back", back))
        self.foot.addWidget(self.problem, 1)
        bind_record(self, self.write)
        form.begun.connect(self.fill)
        form.changed.connect(self.show_reading)
        self.fill()

    def _group(self, title: str, fields: tuple[tuple[Field, str, str], ...]) -> QWidget:
        card = Card(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 1)
        for place, (name, _, _) in enumerate(fields):
            row = self.rows[name]
            grid.addWidget(row.ticked if isinstance(row, _Tick) else row.value, place, 0)
            grid.addWidget(row.source, place, 1)
        card.body.addLayout(grid)
        card.body.addStretch(1)
        return card

    def fill(self) -> None:
        """Fill every field with what is entered."""
        form = self._form
        filed = form.editing
        if filed is None:
            self._title.setText(tr("Add a compound of your own"))
            self._hint.setText(
                tr("Name and molar mass (or formula) are enough to calculate with. Each value is kept with its source.")
            )
        elif form.bundled:
            self._title.setText(tr("Edit {identity}", identity=filed.monograph.identity.name))
            self._hint.setText(
                tr(
                    "This monograph came with the program and is not changed: your values are stored separately, "
                    "are marked as yours and can be removed. What the compound is cannot be changed; for another "
                    "compound, add one."
                )
            )
        else:
            self._title.setText(tr("Edit {identity}", identity=filed.monograph.identity.name))
            self._hint.setText(tr("The version as it is now is kept; solutions made by it can still show it."))
        for name, row in self.rows.items():
            row.value.fill(form.entered.texts.get(name, ""))
            if isinstance(row, _Tick):
                with QSignalBlocker(row.tick):
                    row.tick.setChecked(bool(form.entered.text(name)))
            row.source.fill(form.entered.sources.get(name, ""))
            row.value.line.setReadOnly(not form.can_change(name))
            row.source.line.setReadOnly(not form.can_change(name))
        self.source.fill(form.entered.source)
        self.problem.setText("")
        self.show_reading()

    def show_reading(self) -> None:
        """Show beside each field what is wrong with it, or what is worth saying."""
        reading = self._form.reading
        for name, row in self.rows.items():
            problem = reading.problems.get(name)
            # What is only missing is said when it is to be saved.
            said = problem if reading.entered.text(name) else None
            row.value.show_problem(say_error(said) if said is not None else "")
            if self._form.entered.source_of(name):
                row.source.show_problem("")
            row.value.show_note(self._remark(name))
        computed = reading.formula.molar_mass if reading.formula is not None else None
        mass = self.rows[Field.MOLAR_MASS].value
        mass.show_computed(
            show(computed, Kind.MOLAR_MASS) if computed is not None else "", unknown=computed is not None
        )
        if computed is None:
            mass.line.setPlaceholderText(tr("from the formula, if left empty"))
        general = self._form.entered.source
        if general:
            self.source.show_problem("")
        for row in self.rows.values():
            row.source.line.setPlaceholderText(general or tr("as above"))

    def _remark(self, name: Field) -> str:
        remark = self._form.reading.remarks.get(name)
        if remark is None:
            return ""
        return f"{'✓' if remark.agrees else '▲'} {say(remark.code, remark.values)}"

    def write(self) -> None:
        """Save it, or say what keeps it from being saved, and go there."""
        problems = self._form.problems
        if problems:
            self._say_problems(problems)
            return
        if not self._form.is_changed:
            self.problem.setText(tr("Nothing was changed."))
            return
        try:
            filed = self._form.save()
        except BenchError as error:
            self.problem.setText(say_error(error))
            return
        self.problem.setText("")
        self.saved.emit(filed)

    def _say_problems(self, problems: Mapping[Field, BenchError]) -> None:
        first = next(name for name in self.rows if name in problems)
        more = len(problems) - 1
        others = tr(" And {more} more.", more=more) if more else ""
        self.problem.setText(f"{self.rows[first].value.line.accessibleName()}: {say_error(problems[first])}{others}")
        row = self.rows[first]
        field = row.value
        if problems[first].code is Message.SOURCE_NEEDED:
            field = self.source if self._form.editing is None else row.source
        field.show_problem(say_error(problems[first]))
        field.line.setFocus()
        self.area.ensureWidgetVisible(field, 0, 40)
