"""The fields of a compound's form: what each is called, and a line with the way to its source."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCompleter, QWidget

from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.identity_facts import SubstanceKind
from benchapp.presenters.compounds.compound_form import CompoundForm
from benchapp.ui.text.compound_texts import title_text
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.text.markup import escape
from benchapp.ui.widgets.fields import DropDown, LabelledField, WrappingCheckBox, narrow
from benchapp.ui.widgets.labels import rich_label, text_label
from benchapp.ui.widgets.layout import hbox, vbox

# Title and example of each field. What a vial's label says comes first, in the order in which it is read there.
LABEL = (
    (Field.NAME, mark_text("Name"), mark_text("as on the label")),
    (Field.SYNONYMS, mark_text("Other names, separated by ;"), mark_text("CC-5013; Revlimid")),
    (Field.SUPPLIER, mark_text("Supplier"), mark_text("who sold it")),
    (Field.CODE, mark_text("Catalogue number"), "A4211"),
    (Field.KIND, mark_text("What it is"), ""),
    (Field.CAS, mark_text("CAS number"), "191732-72-6"),
    (Field.FORM, mark_text("Form or salt on the vial"), mark_text("free base, HCl, hemihydrate")),
    (Field.MOLAR_MASS, mark_text("Molar mass of that form"), mark_text("from the formula, if left empty")),
    (Field.FORMULA, mark_text("or its formula"), "C13H13N3O3·HCl"),
    (Field.SOLVENT, mark_text("Solvent"), mark_text("DMSO")),
    (Field.SOLUBILITY, mark_text("Soluble to, or supplied at"), mark_text("≥ 100 mg/mL or 10 mM")),
)
MORE = (
    (Field.STORAGE, mark_text("Keep the powder at"), "−20 °C"),
    (Field.STOCK_LIFE, mark_text("Shelf life of a stock"), mark_text("6 mo at −20 °C")),
    (Field.HANDLING, mark_text("Handling"), mark_text("do not vortex; low-bind tubes")),
    (Field.DOSE, mark_text("Working concentration"), mark_text("10 µM or 1–10 µM")),
    (Field.TIME, mark_text("Incubation time"), mark_text("7 d or 24–48 h")),
    (Field.CELLS, mark_text("In which cells"), "H929"),
    (Field.FRESH, mark_text("Prepare working solutions fresh"), ""),
    (Field.INSOLUBLE, mark_text("Insoluble in"), mark_text("water; ethanol")),
    (Field.WATER, mark_text("Solubility in water"), mark_text("0.5 mg/mL")),
    (Field.CLASSES, mark_text("Class"), mark_text("kinase inhibitor")),
    (Field.HAZARDS, mark_text("Hazards, as on the label"), "H360"),
    (Field.SMILES, mark_text("SMILES"), mark_text("optional")),
    (Field.INCHIKEY, mark_text("InChIKey"), mark_text("optional")),
    (Field.NOTE, mark_text("Notes"), mark_text("optional")),
)
# What is in these fields is said in words, and is no example of what to type.
_IN_WORDS = (Field.NAME, Field.SUPPLIER, Field.MOLAR_MASS, Field.SMILES, Field.INCHIKEY, Field.NOTE)
_SOLVENTS = ("DMSO", "ethanol", "water", "DMF", "methanol", "PBS")
_STORAGE = ("−20 °C", "−80 °C", "2–8 °C", "4 °C", "room temperature")
_OFFERED: dict[Field, tuple[str, ...]] = {Field.SOLVENT: _SOLVENTS, Field.STORAGE: _STORAGE}
_LONGEST_LINK = 24


class CompoundFieldRow(QWidget):
    """One field: its title, the way to its source, and its line.

    Args:
        name: Which field.
        title: What it is called.
        example: What may be typed.
        form: What is entered.

    Attributes:
        value: The line of the value.
        source: The line of its source, which is opened by `link`.
        link: Says whether it has a source of its own, and opens it.
    """

    def __init__(self, name: Field, title: str, example: str, form: CompoundForm) -> None:
        super().__init__()
        self.name = name
        self._form = form
        self.value = LabelledField(title, f"form.{name.value}.text")
        self.value.hide_title()
        said = example if name in _IN_WORDS or not example else tr("e.g. {example}", example=example)
        self.value.line.setPlaceholderText(said)
        self.value.line.setMaxLength(2000)
        self.source = LabelledField(tr("Source"), f"form.{name.value}.source")
        self.source.line.setAccessibleName(tr("Source of: {title}", title=title))
        self.source.line.setMaxLength(400)
        self.source.hide()
        self.link = rich_label("", size="small", tone="muted")
        self.link.setObjectName(f"form.{name.value}.own_source")
        keys, mouse = Qt.TextInteractionFlag.LinksAccessibleByKeyboard, Qt.TextInteractionFlag.LinksAccessibleByMouse
        self.link.setTextInteractionFlags(keys | mouse)
        self.link.setWordWrap(False)
        self.link.linkActivated.connect(self.open_source)
        self.link.setAccessibleName(tr("Source of: {title}", title=title))
        self.value.edited.connect(self._on_text)
        self.source.edited.connect(self._on_source)
        # What is offered is completed in the line: a list under it would cover the next field.
        if name in _OFFERED:
            completer = QCompleter(list(_OFFERED[name]), self.value.line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            self.value.line.setCompleter(completer)
            self.value.line.textChanged.connect(self._on_text)
            self.value.line.editingFinished.connect(self._write_as_offered)
        top = hbox(text_label(title, tone="muted", wrap=False), 1, self.link)
        self.setLayout(vbox(top, self.control, self.source, 1, spacing=2))

    @property
    def control(self) -> QWidget:
        """What the value is entered in."""
        return self.value

    @property
    def entry(self) -> QWidget:
        """What takes the keys."""
        return self.value.line

    def fill(self) -> None:
        """Show what is entered."""
        entered = self._form.entered
        own = entered.sources.get(self.name, "")
        self.value.fill(self._form.shown_text(self.name))
        self.source.fill(title_text(own))
        self.source.hide()
        locked = not self._form.can_change(self.name)
        self.value.line.setReadOnly(locked)
        self.source.line.setReadOnly(locked)

    def open_source(self, _link: str = "") -> None:
        """Open the line of the source, and go there."""
        self.source.show()
        self.source.line.setFocus()

    def show_source(self) -> None:
        """Show which source the value has, where it has one of its own."""
        general, own = self._form.entered.source, self._form.entered.sources.get(self.name, "")
        said = title_text(own) if own and own != general else tr("source")
        words = said if len(said) <= _LONGEST_LINK else f"{said[: _LONGEST_LINK - 1].rstrip()}…"
        self.link.setText(f'<a href="source">{escape(words)}</a>')
        self.link.setProperty("plain", words)
        self.source.line.setPlaceholderText(
            title_text(general) or tr("the vial’s label; a product sheet; my own measurement")
        )
        if self._form.entered.source_of(self.name):
            self.source.show_problem("")

    def _on_text(self, text: str) -> None:
        if text != self._form.shown_text(self.name):
            self._form.tell(self.name, text)

    def _write_as_offered(self) -> None:
        """Write what is one of the words on offer as it is offered: "dmso" is DMSO."""
        typed = self.value.text().strip().casefold()
        offered = next((word for word in _OFFERED[self.name] if word.casefold() == typed), "")
        if offered and offered != self.value.text():
            self.value.line.setText(offered)

    def _on_source(self, text: str) -> None:
        self._form.tell_source(self.name, text)


class TickRow(CompoundFieldRow):
    """A field that is ticked or not."""

    def __init__(self, name: Field, title: str, form: CompoundForm) -> None:
        self._box = WrappingCheckBox(title, f"form.{name.value}.tick")
        super().__init__(name, "", "", form)
        self.tick = self._box.box
        self.tick.toggled.connect(self._on_tick)

    @property
    def control(self) -> QWidget:
        """The box with its words."""
        return self._box

    @property
    def entry(self) -> QWidget:
        """The box."""
        return self._box.box

    def fill(self) -> None:
        """Show whether it is ticked."""
        super().fill()
        with QSignalBlocker(self.tick):
            self.tick.setChecked(bool(self._form.entered.text(self.name)))

    def _on_tick(self, checked: bool) -> None:
        self._on_text("yes" if checked else "")


# What kinds are called where one is chosen, other than their own word.
_KINDS = {
    SubstanceKind.PROTEIN: mark_text("protein or cytokine"),
    SubstanceKind.MIXTURE: mark_text("mixture or other biologic"),
}


class KindRow(CompoundFieldRow):
    """The kind of substance, which is chosen."""

    def __init__(self, name: Field, title: str, form: CompoundForm) -> None:
        self._kinds = DropDown()
        self._kinds.setObjectName(f"form.{name.value}.choice")
        self._kinds.setAccessibleName(title)
        for kind in SubstanceKind:
            # Nothing entered is a small molecule.
            self._kinds.addItem(tr(_KINDS.get(kind, kind.value)), "" if kind.needs_molar_mass else kind.value)
        super().__init__(name, title, "", form)
        narrow(self._kinds)
        self._kinds.activated.connect(self._on_chosen)

    @property
    def control(self) -> QWidget:
        """The list of kinds."""
        return self._kinds

    @property
    def entry(self) -> QWidget:
        """The list."""
        return self._kinds

    def fill(self) -> None:
        """Show which was chosen."""
        super().fill()
        self._kinds.setCurrentIndex(max(0, self._kinds.findData(self._form.entered.text(self.name))))
        self._kinds.setEnabled(self._form.can_change(self.name))

    def _on_chosen(self, _place: int) -> None:
        self._on_text(str(self._kinds.currentData()))


def field_row(name: Field, title: str, example: str, form: CompoundForm) -> CompoundFieldRow:
    """Make the row of a field."""
    if name is Field.FRESH:
        return TickRow(name, tr(title), form)
    if name is Field.KIND:
        return KindRow(name, tr(title), form)
    return CompoundFieldRow(name, tr(title), tr(example) if example else "", form)
