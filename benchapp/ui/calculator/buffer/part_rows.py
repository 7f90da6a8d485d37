"""The parts of a recipe as rows: what it is, how much, from which stock, of which molar mass."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from benchapp.domain.buffers.buffer_recipe import ComponentForm, RecipePart
from benchapp.domain.messages import BenchError
from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import flat_button
from benchapp.ui.widgets.fields import DropDown, LabelledField, focus_in, narrow
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import clear_layout, grid, hbox, set_tab_order, titled, vbox

_TITLES = {
    "name": mark_text("Part"),
    "amount": mark_text("Amount in the end"),
    "stock": mark_text("Taken from a stock of"),
    "molar_mass": mark_text("Molar mass, or U/mg"),
}


class PartRow(QWidget):
    """One part.

    Args:
        place: Which, from 0.
        typed: Receives the name of a field and its text.
        removed: Takes the part out.
    """

    def __init__(self, place: int, typed: Callable[[str, str], object], removed: Callable[[], object]) -> None:
        super().__init__()
        prefix = f"calculate.buffer.part{place}"
        self.fields = {name: LabelledField(tr(title), f"{prefix}.{name}") for name, title in _TITLES.items()}
        for name, field in self.fields.items():
            field.line.setAccessibleName(tr("{title} of part {number}", title=tr(_TITLES[name]), number=place + 1))
            field.edited.connect(partial(typed, name))
        self.fields["amount"].line.setPlaceholderText(tr("150 mM"))
        # Whether the molar mass is one on file.
        self._on_file = False
        self.form = DropDown()
        self.form.setObjectName(f"{prefix}.form")
        self.form.setAccessibleName(tr("Form of part {number}", number=place + 1))
        narrow(self.form, 8)
        self.form.activated.connect(lambda _index: typed("form", str(self.form.currentData() or "")))
        self._form = titled(tr("Form on the bottle"), self.form)
        self.remove = flat_button("✕", f"{prefix}.remove", removed)
        self.remove.setToolTip(tr("Remove"))
        self.remove.setAccessibleName(tr("Remove part {number}", number=place + 1))
        self.remove.setMinimumWidth(40)
        top = hbox(self.fields["name"], vbox(text_label(" ", wrap=False), self.remove, 1), spacing=6)
        top.setStretch(0, 1)
        pairs = grid(2, self.fields["amount"], self.fields["stock"], self.fields["molar_mass"], self._form)
        self.setLayout(vbox(top, pairs, spacing=4))

    @property
    def controls(self) -> list[QWidget]:
        """The controls in the order in which Tab goes through them."""
        lines = {name: field.line for name, field in self.fields.items()}
        return [lines["name"], self.remove, lines["amount"], lines["stock"], lines["molar_mass"], self.form]

    def show_part(self, part: RecipePart, forms: Sequence[ComponentForm]) -> None:
        """Show what is typed, and the forms that it is sold in."""
        for name, field in self.fields.items():
            if not field.line.hasFocus():
                field.fill(getattr(part, name))
        known = [self.form.itemData(place) for place in range(self.form.count())]
        if known != ["", *(one.name for one in forms)]:
            with QSignalBlocker(self.form):
                self.form.clear()
                self.form.addItem(tr("as typed"), "")
                for one in forms:
                    self.form.addItem(tr(one.name), one.name)
        with QSignalBlocker(self.form):
            self.form.setCurrentIndex(max(0, self.form.findData(part.form)))
        self._form.setVisible(len(forms) > 1 and not part.stock.strip())
        self._on_file = bool(part.form and part.molar_mass)

    def show_errors(self, errors: Mapping[str, BenchError]) -> None:
        """Show what is wrong, at its field; of a row that nothing was typed into, nothing."""
        untouched = not any(field.text().strip() for field in self.fields.values())
        for name, field in self.fields.items():
            error = None if untouched else errors.get(name)
            field.show_problem(say_error(error) if error is not None else "")
        self.fields["molar_mass"].show_note(tr("on file; compare it with the bottle") if self._on_file else "")


class PartRows(QWidget):
    """The parts, each in its row, made when somebody looks at them.

    Args:
        forms_of: Gives the forms of a substance by its name.

    Signals:
        typed: Something was typed: which part, which field, and the text.
        removed: A part is to be left out: which.
    """

    typed = Signal(int, str, str)
    removed = Signal(int)

    def __init__(self, forms_of: Callable[[str], Sequence[ComponentForm]]) -> None:
        super().__init__()
        self._forms_of = forms_of
        self.rows: list[PartRow] = []
        self._lines = vbox(spacing=10)
        self.add = flat_button(tr("Add a part"), "calculate.buffer.add_part", self._add)
        hint = tr(
            "Amounts: 150 mM, 8 g/L, 0.1 % w/v, 10 % v/v, 1×, 8 g, 50 mL, or 1 tablet per 100 mL. A mass or a volume "
            "is for the volume that the recipe makes."
        )
        self.setLayout(vbox(self._lines, flow(self.add, 1), text_label(hint, size="small", tone="muted"), spacing=8))

    def show_parts(self, parts: Sequence[RecipePart], *, anew: bool) -> None:
        """Show the parts.

        Args:
            parts: The parts.
            anew: Whether they are others than before, so that rows that were begun go too.
        """
        # A new recipe begins with a row to type into.
        wanted = max(1, len(parts), 0 if anew else len(self.rows))
        if anew and len(self.rows) > wanted:
            clear_layout(self._lines)
            self.rows.clear()
        while len(self.rows) < wanted:
            self._make()
        for row, part in zip(self.rows, parts, strict=False):
            row.show_part(part, self._forms_of(part.name))
        for row in self.rows[len(parts) :]:
            row.show_part(RecipePart("", ""), ())

    def show_errors(self, errors: Mapping[str, BenchError]) -> None:
        """Show what is wrong with each part, by "part0.amount"."""
        for place, row in enumerate(self.rows):
            prefix = f"part{place}."
            row.show_errors({key.removeprefix(prefix): one for key, one in errors.items() if key.startswith(prefix)})

    def _make(self) -> PartRow:
        place = len(self.rows)
        row = PartRow(place, partial(self.typed.emit, place), partial(self.removed.emit, place))
        self._lines.addWidget(row)
        self.rows.append(row)
        set_tab_order(*(control for one in self.rows for control in one.controls), self.add)
        return row

    def _add(self) -> None:
        row = self._make()
        row.show_part(RecipePart("", ""), ())
        focus_in(row.fields["name"].line)
