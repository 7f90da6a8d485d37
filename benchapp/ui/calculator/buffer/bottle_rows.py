"""The bottles that the parts are taken from: lots, dates, and what is in hand."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from benchapp.domain.messages import BenchError
from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.text.solution_texts import solution_text
from benchapp.ui.widgets.fields import DropDown, LabelledField, narrow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import clear_layout, grid, set_tab_order, vbox


class BottleRow(QWidget):
    """The bottle of one part.

    Args:
        part: Its number, as the form calls it.
        name: What it is.
        typed: Receives a field and its text.
        chosen: Receives the id of a solution in hand, "" for none.
    """

    def __init__(
        self, part: str, name: str, typed: Callable[[str, str], object], chosen: Callable[[str], object]
    ) -> None:
        super().__init__()
        prefix = f"calculate.buffer.bottle{part}"
        self._part = part
        self.lot = LabelledField(tr("Lot"), f"{prefix}.lot")
        self.until = LabelledField(tr("Good until"), f"{prefix}.until")
        for field, key in ((self.lot, f"lot{part}"), (self.until, f"until{part}")):
            field.line.setAccessibleName(tr("{title} of {name}", title=field.title(), name=name))
            field.edited.connect(partial(typed, key))
        self.until.line.setPlaceholderText(tr("2027-03"))
        self.hand = DropDown()
        self.hand.setObjectName(f"{prefix}.hand")
        self.hand.setAccessibleName(tr("{name} from my solutions", name=name))
        narrow(self.hand, 12)
        self.hand.activated.connect(lambda _index: chosen(str(self.hand.currentData() or "")))
        title = text_label(tr(name), strong=True)
        self.setLayout(vbox(title, self.hand, grid(2, self.lot, self.until), spacing=4))

    @property
    def controls(self) -> list[QWidget]:
        """The controls in the order in which Tab goes through them."""
        return [self.hand, self.lot.line, self.until.line]

    def show_bottle(self, texts: Callable[[str], str], offered: Sequence[SolutionRow]) -> None:
        """Show what is typed, and what there is in hand."""
        self.lot.fill(texts(f"lot{self._part}"))
        self.until.fill(texts(f"until{self._part}"))
        ids = ["", *(row.kept.solution.id for row in offered)]
        if ids != [self.hand.itemData(place) for place in range(self.hand.count())]:
            self.hand.clear()
            self.hand.addItem(tr("a bottle that was bought"), "")
            for row in offered:
                solution = row.kept.solution
                self.hand.addItem(f"{solution_text(solution)} · {solution.label}", solution.id)
        self.hand.setCurrentIndex(max(0, self.hand.findData(texts(f"hand{self._part}"))))
        self.hand.setVisible(len(ids) > 1)


class BottleRows(QWidget):
    """The bottles of all parts, made when somebody looks at them.

    Signals:
        typed: A lot or date was typed: the field, and the text.
        chosen: A solution in hand was chosen for a part: its number, and the id.
    """

    typed = Signal(str, str)
    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, BottleRow] = {}
        self._names: Mapping[str, str] = {}
        self._lines = vbox(spacing=10)
        self.setLayout(self._lines)

    def show_bottles(
        self,
        names: Mapping[str, str],
        texts: Callable[[str], str],
        offered: Callable[[str], Sequence[SolutionRow]],
        errors: Mapping[str, BenchError],
    ) -> None:
        """Show the bottle of each part.

        Args:
            names: The parts by their numbers.
            texts: Gives what is in a field.
            offered: Gives the solutions in hand for a part.
            errors: What is wrong, by field.
        """
        wanted = {part: name for part, name in names.items() if name}
        if wanted != self._names:
            self._names = wanted
            clear_layout(self._lines)
            self.rows = {
                part: BottleRow(part, name, self.typed.emit, partial(self.chosen.emit, part))
                for part, name in wanted.items()
            }
            for row in self.rows.values():
                self._lines.addWidget(row)
            set_tab_order(*(control for row in self.rows.values() for control in row.controls))
        for part, row in self.rows.items():
            row.show_bottle(texts, offered(part))
            error = errors.get(f"until{part}")
            row.until.show_problem(say_error(error) if error is not None else "")
