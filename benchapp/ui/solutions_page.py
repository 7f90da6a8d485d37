"""The solutions page: what is on the shelf, what was already in the freezer, and what is still to be told."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from benchapp.domain.bench import Bench
from benchapp.domain.messages import BenchError
from benchapp.domain.solutions import Role, Storage
from benchapp.presenters.shelf import OnShelf, SolutionShelf
from benchapp.ui import parts
from benchapp.ui.made_bar import chosen_storage, storage_box
from benchapp.ui.phrases import STATE_CHIPS, day_and_time, freshness_text, limit_text, solution_text
from benchapp.ui.words import say_error

Added = Callable[[Mapping[str, str], Storage | None], str]
Filled = Callable[[str, Mapping[str, str], Storage | None], None]
TITLES = {
    "concentration": "Concentration",
    "vehicle": "In",
    "ago": "Made (how long ago)",
    "person": "Made by",
    "lot": "Lot",
    "place": "Box and position",
    "aliquots": "Aliquots left",
    "aliquot_volume": "Volume of each",
}
FROZEN_RULES = {Storage.FREEZER_20: "stock_frozen_20_d", Storage.FREEZER_80: "stock_frozen_80_d"}
_WORDS = {"made_by": "person", "lot": "lot", "storage": "storage"}


class AddForm(parts.Card):
    """The form of "Add a solution I have"; what is unknown is left empty.

    Args:
        add: Writes the solution; gives its id.

    Signals:
        added: A solution was written; its id.
        left: The form was closed.
    """

    added = Signal(str)
    left = Signal()

    def __init__(self, add: Added) -> None:
        super().__init__("Add a solution I have")
        self._add = add
        self.fields = {name: parts.Field(title, f"solutions.add.{name}") for name, title in TITLES.items()}
        self.storage = storage_box("solutions.add.storage")
        self.fields["vehicle"].fill("DMSO")
        self.fields["ago"].line.setPlaceholderText("about three months ago")
        self.fields["concentration"].line.setPlaceholderText("10 mM")
        self.problem = parts.label("", tone="past")
        names = list(self.fields)
        kept = parts.column(parts.label("Kept at", tone="muted", wrap=False), self.storage, 1)
        self.body.addLayout(parts.row(*(self.fields[name] for name in names[:4]), spacing=12))
        self.body.addLayout(parts.row(self.fields["lot"], kept, *(self.fields[name] for name in names[5:]), spacing=12))
        write = parts.button("Add it", "solutions.add.write", self.write, primary=True)
        leave = parts.button("Cancel", "solutions.add.cancel", self.left.emit)
        self.body.addLayout(parts.row(write, leave, self.problem, 1))

    def texts(self) -> dict[str, str]:
        """Give what stands in the form."""
        return {name: field.text() for name, field in self.fields.items()}

    def write(self) -> None:
        """Write it; on a problem the form stays as it is and says so at the field."""
        for field in self.fields.values():
            field.show_problem("")
        self.problem.setText("")
        try:
            solution = self._add(self.texts(), chosen_storage(self.storage))
        except BenchError as error:
            at = next((name for name, text in self.texts().items() if text and text == error.values.get("text")), "")
            at = at or ("concentration" if not self.fields["concentration"].text() else "")
            if at:
                self.fields[at].show_problem(say_error(error))
            else:
                self.problem.setText(say_error(error))
            return
        for name, field in self.fields.items():
            field.fill("DMSO" if name == "vehicle" else "")
        self.added.emit(solution)


class SolutionsPage(parts.Page):
    """What has been made and what was there, with its freshness.

    Args:
        shelf: The solutions.
        add: Writes a solution that was there; gives its id.
        fill: Writes what was missing in a solution.
        discard: Writes that a solution was thrown away, and why.
        thaw: Writes that an aliquot was thawed.
        set_rule: Writes a lab rule.
        local: Gives an instant in the time zone shown.

    Signals:
        dose_wanted: Cells are to be dosed from this stock; its id.
    """

    dose_wanted = Signal(str)

    def __init__(
        self,
        shelf: SolutionShelf,
        *,
        add: Added,
        fill: Filled,
        discard: Callable[[str, str], object],
        thaw: Callable[[str], object],
        set_rule: Callable[[str, float], object],
        local: Callable[[datetime], datetime],
    ) -> None:
        super().__init__("Solutions")
        self._shelf = shelf
        self._fill = fill
        self._discard = discard
        self._thaw = thaw
        self._set_rule = set_rule
        self._asked: tuple[str, ...] | None = None
        self._local = local
        self._cards: dict[str, SolutionCard] = {}
        self.form = AddForm(add)
        self.first = parts.button("Add a solution I have", "solutions.actions.add", self.open_form, primary=True)
        self._opener = QWidget()
        self._opener.setLayout(parts.row(parts.label("Solutions", size="large"), 1, self.first))
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._empty = parts.label(
            "Nothing on the shelf yet. Prepare a stock on the Calculate page, or add a solution you have.", tone="muted"
        )
        self.content.addWidget(self._opener)
        self.content.addWidget(self.form)
        self._questions = QVBoxLayout()
        self._questions.setSpacing(12)
        self.content.addLayout(self._questions)
        self.content.addWidget(self._empty)
        self.content.addLayout(self._list)
        self.content.addStretch(1)
        self.form.added.connect(self._on_added)
        self.form.left.connect(self.close_form)
        self.close_form()
        shelf.modelReset.connect(self.rebuild)
        shelf.dataChanged.connect(self.refresh)
        self.rebuild()

    def open_form(self) -> None:
        """Show the form."""
        self._opener.hide()
        self.form.show()
        self.form.fields["concentration"].line.setFocus()

    def close_form(self) -> None:
        """Hide the form; what stands in it is kept."""
        self.form.hide()
        self._opener.show()

    def _on_added(self, solution: str) -> None:
        self.close_form()
        row = self._shelf.find(solution)
        if row is not None:
            self.said.emit(f"Added {row.kept.solution.label}.")

    def ask_rules(self, bench: Bench) -> None:
        """Ask once how long the lab keeps a frozen stock; no source states it."""
        kept = {row.kept.solution.storage for row in self._shelf.in_hand() if row.kept.solution.role is Role.STOCK}
        open_rules = tuple(
            rule for storage, rule in FROZEN_RULES.items() if storage in kept and rule not in bench.rules.asked
        )
        if open_rules == self._asked:
            return
        self._asked = open_rules
        parts.clear(self._questions)
        for storage, rule in FROZEN_RULES.items():
            if rule in open_rules:
                self._questions.addWidget(self._question(storage, rule))

    def _question(self, storage: Storage, rule: str) -> parts.Card:
        card = parts.Card()
        question = f"How long does your lab keep a DMSO stock at {storage.value}? No source states it: a lab rule, "
        card.body.addWidget(parts.label(question + "for stocks made from now on. It can be changed later."))
        line = parts.row()
        for text, days in (("1 month", 30.0), ("3 months", 91.0), ("6 months", 182.0), ("no limit", 0.0)):
            choose = partial(self.attempt, partial(self._set_rule, rule, days), f"Lab rule kept: {text}.")
            line.addWidget(parts.button(text, f"solutions.rules.{rule}.{days:.0f}", choose))
        line.addStretch(1)
        card.body.addLayout(line)
        return card

    def rebuild(self) -> None:
        """Show every solution anew."""
        parts.clear(self._list)
        self._cards.clear()
        for row in self._shelf.rows:
            card = SolutionCard(row, self)
            self._cards[row.kept.solution.id] = card
            self._list.addWidget(card)
        self._empty.setVisible(not self._cards)
        self.refresh()

    def refresh(self) -> None:
        """Show the freshness of now."""
        for row in self._shelf.rows:
            card = self._cards.get(row.kept.solution.id)
            if card is not None:
                card.show_row(row)

    def fill_one(self, solution: str, texts: Mapping[str, str], storage: Storage | None) -> None:
        """Write what was missing in one solution."""
        self.attempt(lambda: self._fill(solution, texts, storage), "Filled in.")

    def discard_one(self, solution: str, reason: str) -> None:
        """Write that one was thrown away."""
        self.attempt(lambda: self._discard(solution, reason), "Discarded.")

    def thaw_one(self, solution: str) -> None:
        """Write that an aliquot was thawed."""
        self.attempt(lambda: self._thaw(solution), "One aliquot thawed.")

    def when(self, row: OnShelf) -> str:
        """Give when a solution was made, and until when it may be used."""
        solution = row.kept.solution
        about = "about " if solution.made_about else ""
        made = day_and_time(self._local(solution.made.wall))
        use_by = row.freshness.use_by
        until = f" · use by {day_and_time(self._local(use_by))}" if use_by else ""
        return f"made {about}{made}{' by ' + solution.made_by if solution.made_by else ''}{until}"


class SolutionCard(parts.Card):
    """One solution with what can be done with it."""

    def __init__(self, row: OnShelf, page: SolutionsPage) -> None:
        super().__init__()
        self._page = page
        solution = row.kept.solution
        self._id = solution.id
        self._told = solution
        self._state = parts.chip("", "muted")
        self._when = parts.label("", size="small", tone="muted")
        self._rule = parts.label("", size="small", tone="muted")
        self._left = parts.label("", strong=True, wrap=False)
        title = parts.label(solution.label, strong=True, wrap=False)
        title.setMinimumWidth(96)
        what = parts.label(f"{solution_text(solution)} · {solution.role.value}")
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(title)
        top.addWidget(what, 1)
        top.addWidget(self._left)
        top.addWidget(self._state)
        self.body.addLayout(top)
        self.body.addWidget(self._when)
        self.body.addWidget(self._rule)
        name = f"solutions.{solution.label}"
        actions = QHBoxLayout()
        actions.setSpacing(8)
        self._actions = QWidget()
        self._actions.setLayout(actions)
        actions.setContentsMargins(0, 0, 0, 0)
        if solution.role.value == "stock":
            dose = parts.button("Dose cells", f"{name}.dose", lambda: page.dose_wanted.emit(self._id))
            actions.addWidget(dose)
            actions.addWidget(parts.button("Thaw one", f"{name}.thaw", lambda: page.thaw_one(self._id)))
        actions.addWidget(parts.button("Discard", f"{name}.discard", lambda: page.discard_one(self._id, "thrown away")))
        actions.addWidget(parts.button("Correct", f"{name}.correct.open", self._open_correction))
        actions.addStretch(1)
        self.body.addWidget(self._actions)
        self._name = name
        self._correction: QWidget | None = None
        self._to_fill = row.kept.to_fill
        if self._to_fill:
            self.body.addLayout(self._filler(name))
        self.show_row(row)

    def _filler(self, name: str) -> QHBoxLayout:
        count = len(self._to_fill)
        fields = {
            _WORDS[one]: parts.Field({"person": "Made by", "lot": "Lot"}[_WORDS[one]], f"{name}.fill.{_WORDS[one]}")
            for one in self._to_fill
            if one != "storage"
        }
        box = storage_box(f"{name}.fill.storage") if "storage" in self._to_fill else None

        def fill() -> None:
            texts = {field_name: field.text() for field_name, field in fields.items()}
            self._page.fill_one(self._id, texts, chosen_storage(box) if box else None)

        hint = parts.chip(f"{count} field{'s' if count > 1 else ''} to fill later", "soon")
        line = parts.row(hint, *fields.values(), spacing=12)
        if box is not None:
            line.addLayout(parts.column(parts.label("Kept at", tone="muted"), box, 1))
        line.addLayout(parts.column(parts.label(" "), parts.button("Fill in", f"{name}.fill.write", fill), 1))
        line.addStretch(1)
        return line

    def _open_correction(self) -> None:
        """Show what was told, to be told otherwise; the journal keeps both."""
        if self._correction is not None:
            self._correction.setVisible(self._correction.isHidden())
            return
        told = {"person": self._told.made_by, "lot": self._told.lot, "place": self._told.place}
        titles = {"person": "Made by", "lot": "Lot", "place": "Box and position"}
        fields = {one: parts.Field(titles[one], f"{self._name}.correct.{one}") for one in told}
        for one, text in told.items():
            fields[one].fill(text)
        box = storage_box(f"{self._name}.correct.storage")
        box.setCurrentIndex(max(0, box.findData(self._told.storage)))

        def write() -> None:
            texts = {one: field.text() for one, field in fields.items()}
            self._page.fill_one(self._id, texts, chosen_storage(box))

        line = parts.row(*fields.values(), spacing=12)
        line.addLayout(parts.column(parts.label("Kept at", tone="muted"), box, 1))
        keep = parts.button("Keep the correction", f"{self._name}.correct.write", write, primary=True)
        line.addLayout(parts.column(parts.label(" "), keep, 1))
        self._correction = QWidget()
        self._correction.setLayout(line)
        self.body.addWidget(self._correction)

    def show_row(self, row: OnShelf) -> None:
        """Show the freshness of now."""
        solution = row.kept.solution
        parts.set_chip(self._state, freshness_text(row.freshness), STATE_CHIPS[row.freshness.state])
        self._when.setText(self._page.when(row))
        kept = ", ".join(part for part in (solution.storage.value if solution.storage else "", solution.place) if part)
        thaws = f" · {len(row.kept.thawed)} thawed" if row.kept.thawed else ""
        self._rule.setText(f"rule: {limit_text(row.freshness)} · {kept or 'place not told'}{thaws}")
        each = f" of {solution.aliquot_volume.shown()}" if solution.aliquot_volume else ""
        self._left.setText(f"{row.kept.left}{each}" if solution.aliquots > 1 else each.removeprefix(" of "))
        self._actions.setVisible(row.kept.discarded is None and row.kept.left > 0)
