"""The lab's own figures: pipettes, and the rules that nobody sourced."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.messages import BenchError
from benchapp.presenters.calculator.lab_form import FIELDS, MOST_PIPETTES, LabForm, PipetteRow
from benchapp.ui.text.language import mark_text, plain, tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.text.recipe_texts import instrument, typed_instrument
from benchapp.ui.text.rule_texts import RULES, rule_as_said
from benchapp.ui.widgets.buttons import flat_button, push_button
from benchapp.ui.widgets.fields import LabelledField, focus_in
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.keys import bind_record
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, clear_layout, set_tab_order
from benchapp.ui.widgets.page import Page, bring_into_view

HEADS = (
    mark_text("Name"),
    mark_text("From"),
    mark_text("To (nominal)"),
    mark_text("Increment"),
    mark_text("Largest error"),
)


@qt_overrides
class LabPage(Page):
    """Pipettes and lab rules.

    Args:
        form: Where they are read and written.

    Signals:
        saved: Pipettes or rules were written: the sentence that says so.
        left: The pipettes are saved that a recipe waits for.
    """

    saved = Signal(str)
    left = Signal()

    def __init__(self, form: LabForm) -> None:
        super().__init__(tr("Pipettes and lab rules"))
        self.keep_readable()
        self._form = form
        # Whether a recipe waits for smaller pipettes.
        self._back = False
        self._rows: list[tuple[dict[str, LabelledField], QCheckBox]] = []
        self._grid = _pipette_grid()
        self._problem = text_label("", tone="past")
        self._problem.setObjectName("lab.pipettes.problem")
        self._problem.hide()
        card = Card(tr("Pipettes"))
        card.body.addWidget(
            text_label(
                tr(
                    "These figures decide which pipette a recipe uses and where it needs an intermediate. The error "
                    "of a pipette is the same at every setting; left empty, it is what ISO 8655 permits for the "
                    "largest volume."
                ),
                tone="muted",
            )
        )
        card.body.addWidget(
            text_label(
                tr(
                    "What would take more than two fillings of a serological pipette, or five of another one, is "
                    "measured in a cylinder; its error is what ISO 4788 permits for class B."
                ),
                tone="muted",
            )
        )
        card.body.addLayout(self._grid)
        card.body.addWidget(self._problem)
        add = push_button(tr("Add a pipette"), "lab.pipettes.add", self._add)
        usual = push_button(tr("Back to the usual ones"), "lab.pipettes.usual", self._take_usual)
        small = push_button(tr("Add P2 and P10"), "lab.pipettes.small", self._add_small)
        self.save = push_button(tr("Save pipettes"), "lab.pipettes.save", self._save, primary=True)
        self._tabbed: list[QWidget] = []
        self._after_rows = (self.save, add, small, usual)
        card.body.addLayout(flow(*self._after_rows, 1))
        self.content.addWidget(card)
        self.rules: dict[str, LabelledField] = {}
        for title, group in RULES.items():
            self.content.addWidget(self._group(tr(title), group))
        self.save_rules = push_button(tr("Save lab rules"), "lab.rules.save", self._save_rules, primary=True)
        self.content.addLayout(flow(self.save_rules, 1))
        self.content.addStretch(1)
        bind_record(self, self._write)
        self.refresh()

    # -- pipettes ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what holds now."""
        self._show_rows(self._form.rows())
        for rule, field in self.rules.items():
            field.fill(self._number(rule))
            field.show_problem("")
            field.show_note(
                rule_as_said(rule, float(getattr(self._form.rules, rule)), in_months=rule in self._form.rules.in_months)
            )

    def show_part(self, part: str) -> None:
        """Show what holds now, with "pipettes" or "rules" in view; the page as it was for another name."""
        self._back = False
        self.refresh()
        if part == "rules":
            bring_into_view(self.save_rules)
            first = next(iter(self.rules.values()))
            bring_into_view(first)
            focus_in(first.line)
        elif part == "pipettes":
            self.area.verticalScrollBar().setValue(0)

    def _number(self, rule: str) -> str:
        text = plain(float(getattr(self._form.rules, rule)), 6)
        return self._form.units.written(text) if self._form.units else text

    def _show_rows(self, rows: list[PipetteRow]) -> None:
        clear_layout(self._grid)
        self._rows = []
        self._tabbed.clear()
        for column, head in enumerate(HEADS):
            self._grid.addWidget(text_label(tr(head), tone="muted", wrap=False), 0, column)
        for place, row in enumerate(rows):
            fields = {}
            for column, name in enumerate(FIELDS):
                field = LabelledField("", f"lab.pipettes.{name}{place}")
                field.line.setAccessibleName(tr("{head} of pipette {place}", head=tr(HEADS[column]), place=place + 1))
                field.hide_title()
                text = row.texts.get(name, "")
                field.fill(instrument(text) if name == "name" else text)
                field.edited.connect(self._check)
                self._grid.addWidget(field, place + 1, column)
                fields[name] = field
            serological = QCheckBox(tr("serological"))
            serological.setObjectName(f"lab.pipettes.serological{place}")
            serological.setAccessibleName(tr("Pipette {place} is serological", place=place + 1))
            serological.setChecked(row.serological)
            self._grid.addWidget(serological, place + 1, len(FIELDS))
            remove = flat_button("✕", f"lab.pipettes.remove{place}", partial(self._remove, place))
            remove.setToolTip(tr("Remove"))
            remove.setMinimumWidth(40)
            remove.setAccessibleName(tr("Remove pipette {place}", place=place + 1))
            self._grid.addWidget(remove, place + 1, len(FIELDS) + 1)
            self._rows.append((fields, serological))
            self._tabbed += [*(field.line for field in fields.values()), serological, remove]
        self._order()

    def _order(self) -> None:
        """Let Tab go through the rows first: they are made again each time, after everything else."""
        rules = (field.line for field in self.rules.values())
        set_tab_order(*self._tabbed, *self._after_rows, *rules, self.save_rules)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Put the controls in order: a page that is put into a window loses the order it had."""
        self._order()
        super().showEvent(event)

    def _typed(self) -> list[PipetteRow]:
        return [
            PipetteRow({**texts, "name": typed_instrument(texts["name"])}, box.isChecked())
            for fields, box in self._rows
            for texts in [{name: field.text() for name, field in fields.items()}]
        ]

    def _check(self) -> bool:
        _, errors = self._form.check(self._typed())
        for place, (fields, _) in enumerate(self._rows):
            for name, field in fields.items():
                error = errors.get((place, name))
                field.show_problem(say_error(error) if error else "")
        self._problem.hide()
        return not errors

    def _add(self) -> None:
        typed = self._typed()
        if len(typed) < MOST_PIPETTES:
            self._show_rows([*typed, PipetteRow({})])
            self._rows[-1][0]["name"].line.setFocus()

    def _remove(self, place: int) -> None:
        typed = self._typed()
        del typed[place]
        self._show_rows(typed)

    def _add_small(self) -> None:
        self._show_rows(self._form.with_small(self._typed()))

    def offer_small(self, *, back: bool = False) -> None:
        """Put a P2 and P10 among the pipettes, to be looked at and saved.

        Args:
            back: Whether the page is left once they are saved: a recipe waits for them.
        """
        self._add_small()
        self._back = back
        self.save.setFocus()
        self.said.emit(tr("P2 and P10 are in the list. Recipes use them once the pipettes are saved."))

    def _take_usual(self) -> None:
        self._show_rows(self._form.usual_rows())

    def _save(self) -> None:
        if not self._check():
            return
        try:
            self._form.save_pipettes(self._typed())
        except BenchError as error:
            self._problem.setText(say_error(error))
            self._problem.show()
        else:
            self._show_rows(self._form.rows())
            self.saved.emit(tr("Pipettes saved; recipes use them from now on."))
            if self._back:
                self._back = False
                self.left.emit()

    # -- rules -------------------------------------------------------------------------------------------------

    def _group(self, title: str, group: dict[str, tuple[str, str, str]]) -> Card:
        card = Card(tr("Lab rules: {title}", title=title))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, (rule, (name, unit, why)) in enumerate(group.items()):
            field = LabelledField("", f"lab.rules.{rule}")
            field.hide_title()
            field.line.setAccessibleName(f"{tr(name)}, {tr(unit)}")
            field.line.setFixedWidth(110)
            field.edited.connect(partial(self._check_rule, rule))
            self.rules[rule] = field
            grid.addWidget(text_label(tr(name)), place, 0)
            grid.addWidget(field, place, 1)
            grid.addWidget(text_label(tr(unit), tone="muted", wrap=False), place, 2)
            grid.addWidget(text_label(tr(why), size="small", tone="muted"), place, 3)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(3, 3)
        card.body.addLayout(grid)
        return card

    def _check_rule(self, rule: str, text: str) -> None:
        try:
            value = self._form.read_rule(rule, text)
        except BenchError as error:
            self.rules[rule].show_problem(say_error(error))
        else:
            self.rules[rule].show_problem("")
            self.rules[rule].show_note(rule_as_said(rule, value, in_months=self._form.is_in_months(rule, text)))

    def _save_rules(self) -> None:
        """Write every rule that was changed; what cannot be read says so at its field."""
        changed = 0
        for rule, field in self.rules.items():
            try:
                changed += self._form.save_rule(rule, field.text())
            except BenchError as error:
                field.show_problem(say_error(error))
        if changed:
            rules = tr("One lab rule") if changed == 1 else tr("{changed} lab rules", changed=changed)
            self.saved.emit(tr("{rules} saved; used for all that is made from now on.", rules=rules))
        else:
            self.said.emit(tr("No rule was changed."))

    def _write(self) -> None:
        """Write what the focus is in."""
        focus = self.focusWidget()
        in_rules = focus is not None and focus.objectName().startswith("lab.rules.")
        (self._save_rules if in_rules else self._save)()


def _pipette_grid() -> QGridLayout:
    made = QGridLayout()
    made.setHorizontalSpacing(6)
    made.setVerticalSpacing(8)
    # Room for the longest of the usual names.
    made.setColumnMinimumWidth(0, 142)
    for column, stretch in enumerate((3, 2, 2, 2, 2)):
        made.setColumnStretch(column, stretch)
    return made
