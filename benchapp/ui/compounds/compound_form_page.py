"""The form for a compound of one's own: six things that a vial's label says, and folded under them the rest."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.identities.identity import FoundRecord
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.kinds import Kind
from benchapp.presenters.compounds.compound_form import CompoundForm
from benchapp.ui.compounds.compound_fields import LABEL, MORE, field_row
from benchapp.ui.compounds.identity_offers import IdentityOffers
from benchapp.ui.text.compound_texts import title_text
from benchapp.ui.text.compounds.identity_texts import caution_words, record_line
from benchapp.ui.text.language import show, tr
from benchapp.ui.text.message_texts import say, say_error
from benchapp.ui.widgets.buttons import flat_button, push_button
from benchapp.ui.widgets.fields import LabelledField
from benchapp.ui.widgets.keys import bind_record
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, hbox, set_tab_order
from benchapp.ui.widgets.page import Page, bring_into_view

# The source of what is typed from a vial, until another one is named.
USUAL_SOURCE = "vial label"
_WIDEST = 960
# Nobody is still typing after that, ms.
_REST_MS = 700
# What is folded away and typed by a person: a structure comes with a record, and nobody has to look at it.
_TYPED = [name for name, _, _ in MORE if name is not Field.SMILES]


class CompoundFormPage(Page):
    """Add a compound, or edit one.

    Args:
        form: What is entered.
        back: Goes back without saving; what was typed stays.

    Signals:
        saved: It was saved; the `LibraryItem`.
    """

    saved = Signal(object)

    def __init__(self, form: CompoundForm, back: Callable[[], object]) -> None:
        super().__init__(tr("Compound form"))
        self._form = form
        self.inner.setMaximumWidth(_WIDEST)
        self._title = text_label("", size="large")
        self._title.setObjectName("form.head.title")
        self._hint = text_label("", tone="muted")
        self.source = LabelledField(tr("Source (for all fields)"), "form.all.source")
        self.source.line.setMaxLength(400)
        self.source.edited.connect(form.tell_source_of_all)
        self.rows = {name: field_row(name, title, example, form) for name, title, example in (*LABEL, *MORE)}
        # What was last said under each field: why it is refused, and what is worth saying.
        self._said: dict[Field, tuple[str, str]] = {}
        self.first = self.rows[Field.NAME].entry
        self.unfold = flat_button("", "form.more.unfold", self._turn)
        self._more = self._group(tr("More about it"), [name for name, _, _ in MORE])
        label = self._group(tr("On the label"), [name for name, _, _ in LABEL], self.source)
        self.offers = IdentityOffers(form.complete)
        for widget in (self._title, self._hint, label):
            self.content.addWidget(widget)
        self.content.addLayout(hbox(self.unfold, 1))
        self.content.addWidget(self._more)
        self.content.addStretch(1)
        self.problem = text_label("", tone="past")
        self.problem.setObjectName("form.foot.problem")
        self.save = push_button(tr("Save   Ctrl+⏎"), "form.actions.save", self.write, primary=True)
        self.save.setAccessibleName(tr("Save the compound"))
        away = push_button(tr("Back without saving"), "form.actions.back", back)
        for button in (self.save, away, self.offers.button):
            self.foot.addWidget(button)
        self.foot.addWidget(self.problem, 1)
        self._order(away)
        bind_record(self, self.write)
        form.begun.connect(self.fill)
        form.completed.connect(self._on_completed)
        form.changed.connect(self._on_changed)
        # Half a molar mass is no unusual one: a field is judged when it was left, or the keys have rested.
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._judge)
        for row in self.rows.values():
            row.value.line.editingFinished.connect(self.show_reading)
        self.fill()

    def _group(self, title: str, names: list[Field], last: QWidget | None = None) -> Card:
        card = Card(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        place = 0
        for name in names:
            # Hazards are several sentences; below the kind, what belongs together stays side by side.
            wide = 2 if name in {Field.HAZARDS, Field.KIND} else 1
            # What is wide begins a row.
            place += place % wide
            grid.addWidget(self.rows[name], place // 2, place % 2, 1, wide)
            place += wide
        if last is not None:
            # In a row of its own, where the one before has room beside it too.
            grid.addWidget(last, -(-place // 2), 0, 1, 2)
        card.body.addLayout(grid)
        return card

    def _order(self, last: QWidget) -> None:
        """Let Tab go down the values, as a label is typed; the sources follow after what is pressed at the end."""
        label = [self.rows[name].entry for name, _, _ in LABEL]
        more = [self.rows[name].entry for name, _, _ in MORE]
        links = [widget for row in self.rows.values() for widget in (row.link, row.source.line)]
        set_tab_order(*label, self.source.line, self.unfold, *more, self.save, last, self.offers.button, *links)

    # -- the fold ---------------------------------------------------------------------------------------------

    def _turn(self) -> None:
        self._fold(folded=self._more.isVisibleTo(self))
        if self._more.isVisibleTo(self):
            self.rows[MORE[0][0]].entry.setFocus()
            bring_into_view(self._more)

    def _fold(self, *, folded: bool) -> None:
        self._more.setHidden(folded)
        self._say_fold()

    def _say_fold(self) -> None:
        filled = sum(bool(self._form.entered.text(name)) for name, _, _ in MORE)
        words = tr("Storage, dose, hazards, structure and notes")
        count = tr("{filled} of {count} filled in", filled=filled, count=len(MORE))
        sign = "▸" if self._more.isHidden() else "▾"
        self.unfold.setText(f"{sign} {words} · {count}")
        self.unfold.setAccessibleName(f"{words}: {count}")

    # -- what is shown ----------------------------------------------------------------------------------------

    def fill(self) -> None:
        """Fill every field with what is entered."""
        form = self._form
        filed = form.editing
        if filed is None:
            self._title.setText(tr("Add a compound of your own"))
            self._hint.setText(self._advice())
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
        self.problem.setText("")
        self.fill_fields()
        self._fold(folded=filed is None and not any(form.entered.text(name) for name in _TYPED))

    def _advice(self) -> str:
        record = self._form.record
        if record is None:
            return tr("Type the label from top to bottom with Tab. Name and molar mass are enough.")
        return f"▲ {record_line(FoundRecord(record, ''))}\n{caution_words(record)}"

    def _on_completed(self) -> None:
        self._hint.setText(self._advice())
        self.fill_fields()
        self.rows[Field.NAME].entry.setFocus()

    def fill_fields(self) -> None:
        """Fill the fields with what is entered, as they lie."""
        for row in self.rows.values():
            row.fill()
        self.source.fill(title_text(self._form.entered.source))
        self.show_reading()

    def _on_changed(self) -> None:
        self._show_what_follows()
        typed_in = next((name for name, row in self.rows.items() if row.value.line.hasFocus()), None)
        if typed_in is None:
            self._judge()
            return
        if self._said.get(typed_in, ("", ""))[0]:
            # The line takes the reason back with the first key.
            del self._said[typed_in]
        self._rest.start()

    def show_reading(self) -> None:
        """Show what follows from what is entered, and beside each field what is wrong with it, or worth saying."""
        self._said.clear()
        self._show_what_follows()
        self._judge()

    def _judge(self) -> None:
        self._rest.stop()
        reading = self._form.reading
        for name, row in self.rows.items():
            # What is only missing is said when it is to be saved.
            wrong = reading.problems.get(name) if reading.entered.text(name) else None
            said = (say_error(wrong) if wrong is not None else "", self._remark(name))
            # A note about what was typed stays until the field is left.
            if self._said.get(name) != said:
                self._said[name] = said
                row.value.show_problem(said[0])
                row.value.show_note(said[1])

    def _show_what_follows(self) -> None:
        reading = self._form.reading
        for row in self.rows.values():
            row.show_source()
        computed = reading.formula.molar_mass if reading.formula is not None else None
        mass = self.rows[Field.MOLAR_MASS].value
        worked_out = show(computed, Kind.MOLAR_MASS) if computed is not None else ""
        mass.show_computed(worked_out, unknown=not reading.entered.text(Field.MOLAR_MASS))
        if computed is None:
            asked = reading.kind.needs_molar_mass
            mass.line.setPlaceholderText(tr("from the formula, if left empty") if asked else tr("if it is known"))
        if self._form.entered.source:
            self.source.show_problem("")
        self.offers.show_offers(self._form.offers)
        self._say_fold()

    def _remark(self, name: Field) -> str:
        remark = self._form.reading.remarks.get(name)
        if remark is None:
            return ""
        return f"{'✓' if remark.agrees else '▲'} {say(remark.code, remark.values)}"

    # -- saving -----------------------------------------------------------------------------------------------

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
        if not row.isVisibleTo(self):
            self._fold(folded=False)
        field = row.value
        if problems[first].code == Message.SOURCE_NEEDED and self._form.editing is None:
            field = self.source
        elif problems[first].code == Message.SOURCE_NEEDED:
            row.open_source()
            field = row.source
        field.show_problem(say_error(problems[first]))
        field.line.setFocus()
        self.area.ensureWidgetVisible(field, 0, 40)
