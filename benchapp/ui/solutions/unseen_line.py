"""That another computer may have taken of a solution since the last exchange, before somebody does here."""

from datetime import timedelta

from PySide6.QtWidgets import QWidget

from benchapp.domain.units.spans import span_text
from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import vbox

# From these ages of the last exchange on, others may have taken of a solution; and where one tube is left.
_OLD, _OLD_FOR_LAST = timedelta(minutes=15), timedelta(minutes=5)


class UnseenLine(QWidget):
    """Says it, where it is so.

    Args:
        name: Stable object name of its words.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self._words = text_label("", size="small", tone="soon")
        self._words.setObjectName(name)
        self.setLayout(vbox(self._words))

    def show_row(self, row: SolutionRow, unseen: timedelta | None) -> None:
        """Show it of a solution.

        Args:
            row: The solution.
            unseen: For how long nothing is known of what other computers did; None where there are none.
        """
        words = "" if row.kept.gone else unseen_text(unseen, row.kept.left)
        self._words.setText(words)
        self.setVisible(bool(words))


def unseen_text(unseen: timedelta | None, sealed: int) -> str:
    """Return that another computer may have taken of a solution since, before somebody does here; "" where not.

    Args:
        unseen: For how long nothing is known of what other computers did; None where there are none.
        sealed: How many sealed tubes are left: the last one is sooner in doubt.
    """
    if unseen is None or unseen < (_OLD_FOR_LAST if sealed <= 1 else _OLD):
        return ""
    if unseen == timedelta.max:
        return tr("Nothing was exchanged since this program started: another computer may have taken of it.")
    return tr("Last exchange {span} ago: another computer may have taken of it since.", span=span_text(unseen))
