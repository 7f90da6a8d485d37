"""The solutions that a new incubation is dosed with: further ones to choose, and what becomes of what is left."""

from collections.abc import Sequence
from functools import partial

from benchapp.presenters.calculator.leftovers import Leftover
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.ui.forms.leftover_row import LeftoverRow
from benchapp.ui.text.language import tr
from benchapp.ui.text.solution_texts import solution_text
from benchapp.ui.widgets.buttons import toggle_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import clear_layout, dispose, vbox


class DosedWithRows:
    """The rows about solutions; whoever shows them puts `others` and `rests` into a layout.

    Args:
        prefix: First part of the object names.
        form: What is in the form.

    Attributes:
        others: The solutions in hand that it may have been dosed with too, a layout.
        rests: What becomes of what is left of each working solution, a layout.
    """

    def __init__(self, prefix: str, form: IncubationForm) -> None:
        self._prefix = prefix
        self._form = form
        self._offered: tuple[bool, list[tuple[str, str, bool]]] | None = None
        self._rows: dict[str, LeftoverRow] = {}
        self.others = flow()
        self.rests = vbox()

    def show_others(self) -> None:
        """Offer the other solutions in hand that it may have been dosed with too."""
        dosed_with = self._form.dosed_with
        offered, also = dosed_with.others(), dosed_with.also
        prepared = dosed_with.prepared
        first = prepared is None or not prepared.solution
        # With what it is called: one that was corrected has another name.
        key = (first, [(one.id, solution_text(one), one.id in also) for one in offered])
        if key == self._offered:
            return
        self._offered = key
        clear_layout(self.others)
        if offered:
            words = tr("Dosed with:") if first else tr("Also dosed with:")
            self.others.addWidget(text_label(words, tone="muted", wrap=False))
        for solution in offered:
            name, text = f"{self._prefix}.also.{solution.label}", f"{solution_text(solution)} · {solution.label}"
            button = toggle_button(text, name, partial(self._form.toggle_also, solution.id))
            button.setChecked(solution.id in also)
            self.others.addWidget(button)
        self.others.addStretch(1)

    def show_rests(self, rests: Sequence[Leftover]) -> None:
        """Ask what becomes of what is left of each working solution."""
        there = {rest.solution.id: rest for rest in rests}
        for gone in [solution for solution in self._rows if solution not in there]:
            row = self._rows.pop(gone)
            self.rests.removeWidget(row)
            dispose(row)
        for solution, rest in there.items():
            if solution not in self._rows:
                name = f"{self._prefix}.rest.{rest.solution.label}"
                self._rows[solution] = LeftoverRow(name, partial(self._form.choose_rest, solution))
                self.rests.addWidget(self._rows[solution])
            self._rows[solution].show_rest(rest)
