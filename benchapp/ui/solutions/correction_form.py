"""Where a solution was recorded wrongly: every field with what is in it now, and what the correction comes to."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from benchapp.base.qt_overrides import qt_overrides
from benchapp.domain.messages import BenchError
from benchapp.domain.solutions.corrections import SolutionFacts
from benchapp.domain.solutions.solutions import Solution, Storage
from benchapp.domain.units.moments import Moment
from benchapp.presenters.solutions.correcting import CorrectionPreview
from benchapp.presenters.solutions.solution_form import SolutionForm
from benchapp.ui.forms.calendar_button import Asks, offer_calendar
from benchapp.ui.forms.storage_combo import StorageCombo
from benchapp.ui.text.incubation_texts import also_text, dose_text
from benchapp.ui.text.journal.correction_texts import FACT_TITLES, Local, change_text, changes_text, fact_text
from benchapp.ui.text.journal.entry_names import named_solution
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.text.solution_texts import solvent_text
from benchapp.ui.widgets.buttons import push_button, set_opened
from benchapp.ui.widgets.fields import LabelledField, WrappingCheckBox, entered, focus_in, narrow
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.keys import bind_record
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import grid, hbox, titled, vbox
from benchapp.ui.widgets.page import bring_into_view

# How long a field rests before what it comes to is worked out, ms.
_REST = 200
# So many are side by side: the form is as narrow as the details beside a list.
_COLUMNS = 2
# The figures, what is corrected most first; and what is folded.
_FIGURES = ("lot", "concentration")
_FOLDED = (
    "name", "vendor", "made_by", "made", "lot_expiry", "solvent", "solvent_lot", "solvent_expiry", "aliquots",
    "aliquot_volume", "container",
)  # fmt: skip
_DATES = {"made": Asks.PAST, "lot_expiry": Asks.DAY, "solvent_expiry": Asks.DAY}
_DARK = {True: "dark", False: ""}


def correction_form(name: str, solution: Solution, desk: SolutionForm, done: Callable[[], object]) -> "CorrectionForm":
    """Return the form in which a solution is corrected.

    Args:
        name: First part of the object names.
        solution: The solution as it is now.
        desk: Writes the correction.
        done: Called when it was written.
    """
    return CorrectionForm(name, solution, desk, done)


@qt_overrides
class CorrectionForm(QWidget):
    """Every field of a solution; old and new values are shown before they are saved.

    Args:
        name: First part of the object names.
        solution: The solution as it is now.
        desk: Writes the correction.
        done: Called when it was written.

    Signals:
        left: It is to be closed; nothing is written.
    """

    left = Signal()

    def __init__(self, name: str, solution: Solution, desk: SolutionForm, done: Callable[[], object]) -> None:
        super().__init__()
        self._correction = desk.correction
        self._solution = solution.id
        self._done = done
        facts = self._correction.facts(solution.id)
        amounts = self._correction.asked(solution.id)
        self.fields = {one: LabelledField(tr(FACT_TITLES[one]), f"{name}.{one}") for one in (*_FIGURES, *amounts)}
        self.fields |= {one: LabelledField(tr(FACT_TITLES[one]), f"{name}.{one}") for one in ("place", *_FOLDED)}
        if "solvent_volume" in amounts:
            self.fields["solvent_volume"].set_title(tr("Volume of {solvent}", solvent=solvent_text(solution.solvent)))
        self.storage = StorageCombo(f"{name}.storage")
        narrow(self.storage)
        self.storage.choose(solution.storage)
        self.dark = WrappingCheckBox(tr(FACT_TITLES["dark"]), f"{name}.dark")
        self.dark.box.setChecked(solution.dark)
        self._fill(facts, solution.made)
        self.head = text_label(tr("Correct {solution}", solution=named_solution(solution)), strong=True)
        self.head.setObjectName(f"{name}.head")
        self.preview = text_label("")
        self.preview.setObjectName(f"{name}.preview")
        self.problem = text_label("", tone="past")
        self.problem.setObjectName(f"{name}.problem")
        self.problem.hide()
        self._lay_out(name, amounts)
        self._before = self.texts()
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(_REST)
        self._resting.timeout.connect(self.show_preview)
        self._follow(desk)

    def _fill(self, facts: SolutionFacts, made: Moment) -> None:
        known = replace(facts, made=made)
        for name, field in self.fields.items():
            text = fact_text(known, name, self._correction.local)
            field.fill(text)
            if not text:
                field.line.setPlaceholderText(tr("not recorded"))

    def _lay_out(self, name: str, amounts: tuple[str, ...]) -> None:
        first = [self.fields[one] for one in (*amounts, "concentration", "lot")]
        kept = titled(tr("Stored at"), self.storage)
        self.folded = QWidget()
        self.folded.setLayout(vbox(_in_columns(*(self.fields[one] for one in _FOLDED)), self.dark))
        self.folded.hide()
        self.more = push_button(f"{tr('More fields')} ▾", f"{name}.more", self._toggle_more)
        self.more.setProperty("flat", "true")
        save = push_button(tr("Save correction"), f"{name}.write", self.write, primary=True)
        leave = push_button(tr("Cancel"), f"{name}.cancel", self.left.emit)
        asked = _in_columns(*first, self.fields["place"], kept)
        self._first = first[0]
        buttons = flow(save, leave, 1)
        more = hbox(self.more, 1)
        self.setLayout(vbox(self.head, asked, more, self.folded, self.preview, self.problem, buttons, spacing=8))
        bind_record(self, self.write)

    def _follow(self, desk: SolutionForm) -> None:
        for name, field in self.fields.items():
            field.edited.connect(self._on_edited)
            if name in _DATES:
                offer_calendar(field, _DATES[name], desk.local_now)
        self.storage.activated.connect(self._on_edited)
        self.dark.box.toggled.connect(self._on_edited)

    def texts(self) -> dict[str, str]:
        """Return what is in the form, by the names of the facts."""
        stored: Storage | None = self.storage.chosen
        found = {name: field.text().strip() for name, field in self.fields.items()}
        return {**found, "storage": stored.value if stored else "", "dark": _DARK[self.dark.box.isChecked()]}

    def changed(self) -> dict[str, str]:
        """Return what was changed."""
        return {name: text for name, text in self.texts().items() if text != self._before[name]}

    def begin(self) -> None:
        """Come into view, with the keys in the first field."""
        bring_into_view(self)
        focus_in(self._first.line)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Come into view again where the lines of the preview have pushed the buttons down."""
        super().resizeEvent(event)
        if self.preview.text() and event.size().height() > event.oldSize().height():
            QTimer.singleShot(0, self, partial(bring_into_view, self))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Save with Enter in a field, as all that is filled in here; close with Esc, unless something was typed."""
        if entered(event, self.fields.values()) and self.changed():
            self.write()
        elif event.key() == Qt.Key.Key_Escape and not self.changed():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _toggle_more(self) -> None:
        self._show_more(not self.folded.isVisibleTo(self))

    def _show_more(self, opened: bool) -> None:
        self.folded.setVisible(opened)
        set_opened(self.more, opened=opened)

    def _on_edited(self, _value: object = None) -> None:
        self.problem.hide()
        self._resting.start()

    def show_preview(self) -> None:
        """Show what the correction comes to: old → new, and what follows from it."""
        self._resting.stop()
        try:
            said = preview_text(self._correction.preview(self._solution, self.changed()), self._correction.local)
        except BenchError:
            # What is half typed is no mistake; what is wrong is said when it is saved.
            said = ""
        self.preview.setText(said)

    def write(self) -> None:
        """Write it; on a problem everything stays as it is, and the field says why."""
        self._resting.stop()
        for field in self.fields.values():
            field.show_problem("")
        self.problem.hide()
        try:
            self._correction.write(self._solution, self.changed())
        except BenchError as error:
            self._show_problem(error)
            return
        self._done()

    def _show_problem(self, error: BenchError) -> None:
        name, said = str(error.values.get("field", "")), say_error(error)
        if name not in self.fields:
            self.problem.setText(said)
            self.problem.show()
            return
        if name in _FOLDED:
            self._show_more(True)
        self.fields[name].show_problem(said)
        self.fields[name].line.setFocus()


def _in_columns(*fields: QWidget) -> QGridLayout:
    """Return fields side by side, their lines at one height where a title takes two."""
    made = grid(_COLUMNS, *fields)
    for field in fields:
        made.setAlignment(field, Qt.AlignmentFlag.AlignBottom)
    return made


def preview_text(found: CorrectionPreview, local: Local) -> str:
    """Return what a correction changes, and below it what follows."""
    body = found.body
    lines = [changes_text(body.before, body.after, local, computed=not body.measured)]
    for before, after in found.derived:
        was, now = (SolutionFacts(lot=one.lot, concentration=one.concentration) for one in (before, after))
        names = [name for name in now.changed() if getattr(was, name) != getattr(now, name)]
        changed = [change_text(was, now, name, local) for name in names]
        lines.append(tr("{label}: {said}", label=named_solution(before), said="; ".join(changed)))
    for running in found.dosed:
        dose = ", ".join(part for part in (dose_text(running, exact=True), also_text(running, exact=True)) if part)
        lines.append(tr("In the wells of {name}: {dose}", name=running.incubation.name, dose=dose))
    return "\n".join(lines)
