"""Asks what becomes of what is left of a working solution, once it is on the cells: kept or discarded."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchapp.domain.messages import BenchError
from benchapp.domain.solutions.portions import EMPTY_UL
from benchapp.domain.units.amounts import volume_amount
from benchapp.presenters.calculator.leftovers import Leftover, LeftoverChoice, rest_ul
from benchapp.ui.text.language import shown, tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.text.solution_texts import solution_text
from benchapp.ui.widgets.buttons import toggle_button
from benchapp.ui.widgets.fields import LabelledField
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label


class LeftoverRow(QWidget):
    """One line: what is left of which solution, and what becomes of it.

    Args:
        name: First part of the object names.
        changed: Receives what was chosen.
    """

    def __init__(self, name: str, changed: Callable[[LeftoverChoice], object]) -> None:
        super().__init__()
        self._changed = changed
        self.choice = LeftoverChoice()
        self.said = text_label("", tone="muted")
        self.said.setObjectName(f"{name}.said")
        self.keep = toggle_button(tr("keep"), f"{name}.keep", lambda: self._choose(discard=False))
        self.discard = toggle_button(tr("discard"), f"{name}.discard", lambda: self._choose(discard=True))
        self.volume = LabelledField(tr("Volume left"), f"{name}.volume")
        self.volume.hide_title()
        self.volume.setFixedWidth(120)
        self.volume.edited.connect(lambda text: self._take(LeftoverChoice(text=text)))
        self.problem = text_label("", tone="past")
        self.problem.setObjectName(f"{name}.problem")
        self.said.setWordWrap(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(flow(self.said, self.discard, self.keep, self.volume, 1))
        layout.addWidget(self.problem)

    def _choose(self, *, discard: bool) -> None:
        self._take(LeftoverChoice(discard, "" if discard else self.volume.text()))

    def _take(self, choice: LeftoverChoice) -> None:
        self.choice = choice
        self._show_choice()
        self._changed(choice)

    def _show_choice(self) -> None:
        self.keep.setChecked(not self.choice.discard)
        self.discard.setChecked(self.choice.discard)

    def forget(self) -> None:
        """Ask again, as something else goes on the cells."""
        self.choice = LeftoverChoice()
        self.volume.fill("")
        self.show_problem(None)

    def show_rest(self, rest: Leftover) -> None:
        """Show a solution that is in hand."""
        self.choice = rest.choice
        self.volume.fill(rest.choice.text)
        self.show_volumes(solution_text(rest.solution), rest.held_ul, rest.used_ul, tubes=len(rest.solution.doses))
        self.show_problem(rest.error)

    def show_volumes(self, label: str, held: float | None, used: float | None, *, tubes: int = 0) -> None:
        """Show what is left by the plan.

        Args:
            label: The name of the solution; "" for one that has none yet.
            held: What there is of it before, µL; None where nobody knows.
            used: What the wells take of it, µL; None where nobody knows.
            tubes: How many tubes a series has, whose strongest is counted; 0 for one tube.
        """
        left = rest_ul(held, used)
        volume = "" if left is None else shown(volume_amount(left))
        of = tr(" of {label}", label=label) if label else ""
        if left is not None and left <= EMPTY_UL:
            said = tr("Nothing is left over{of}.", of=of)
        elif left is None:
            said = tr("What is left over{of}:", of=of)
        elif tubes > 1:
            said = tr("Left over{of}: {volume} in the strongest tube", of=of, volume=volume)
        else:
            said = tr("Left over{of}: {volume}", of=of, volume=volume)
        self.said.setText(said)
        asked = left is None or left > EMPTY_UL
        for one in (self.keep, self.discard):
            one.setVisible(asked)
        self.volume.setVisible(asked and held is not None and not self.choice.discard)
        self.volume.show_computed(volume, unknown=False)
        self._show_choice()

    def show_problem(self, error: BenchError | None) -> None:
        """Show why the choice is refused; None where it is not."""
        self.problem.setText("" if error is None else say_error(error))
        self.problem.setVisible(error is not None)
