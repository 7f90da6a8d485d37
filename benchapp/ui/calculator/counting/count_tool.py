"""*Count cells*: the fields of the squares, the counter that fills them, and the press that hands the count on."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from benchapp.domain.counting.haemocytometer import read_counts
from benchapp.domain.messages import BenchError
from benchapp.presenters.calculator.sheets.simple_sheet import SimpleAnswer
from benchapp.presenters.calculator.simple_forms import SimpleForm
from benchapp.ui.calculator.counting.tap_counter import TapCounter
from benchapp.ui.calculator.simple_tool import SimpleTool
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.layout import hbox, set_tab_order_before


class CountTool(SimpleTool):
    """The count with its counter.

    Args:
        form: What is in its fields and what follows.
        hand_on: Puts what was counted into *Seed cells*; returns whether there was something to put.
        parent: What it is in.
    """

    def __init__(self, form: SimpleForm, hand_on: Callable[[], bool], parent: QWidget) -> None:
        self._hand_on = hand_on
        self.counter = TapCounter()
        self.seed = push_button(tr("Seed these cells"), "calculate.count.seed", self._seed)
        self.seed.setToolTip(tr("Take the count and the viability into Seed cells"))
        super().__init__(form, parent)
        self.inputs.insertWidget(self.place_of("dead") + 1, self.counter)
        set_tab_order_before(self.fields["dilution"].line, self.counter)
        self.answer_layout.insertLayout(1, hbox(self.seed, 1))
        self.counter.counted.connect(self._on_counted)
        for name in ("live", "dead"):
            self.fields[name].edited.connect(self._follow)
        self._follow()

    def _on_answered(self, answer: SimpleAnswer) -> None:
        super()._on_answered(answer)
        self.seed.setEnabled(bool(answer.figures))

    def _on_counted(self, live: Sequence[int], dead: Sequence[int]) -> None:
        # Without a dye no cell is dead, and nothing is said of viability.
        texts = {"live": live, "dead": dead if any(dead) or self.fields["dead"].text().strip() else ()}
        for name, squares in texts.items():
            self._form.fill(name, ", ".join(map(str, squares)))
        self._form.answer_now()

    def _follow(self) -> None:
        """Let the counter go on from what is typed."""
        try:
            counts = [read_counts(self._form.text(name), name) for name in ("live", "dead")]
        except BenchError:
            return
        self.counter.show_counts(*counts)

    def _seed(self) -> None:
        if self._hand_on():
            self.tool_wanted.emit("seed")
