"""The offer of a P2 and P10 beside a plan that a smaller pipette would make simpler, or make at all."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from benchapp.ui.text.language import mark_text, tr
from benchapp.ui.widgets.buttons import flat_button, push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import vbox

HAVE_SMALL = mark_text("Have a P2 or P10? A volume here is below what your pipettes set well.")
ADD_SMALL = mark_text("Add P2 and P10")


class PipetteOffer(QWidget):
    """Shown as long as it would help and nobody has said no.

    Attributes:
        add: Adds them.
        none: Says that there are none.

    Signals:
        wanted: The small pipettes are to be added under Lab.
        declined: There are none, and it is not to be asked again.
    """

    wanted = Signal()
    declined = Signal()

    def __init__(self) -> None:
        super().__init__()
        words = text_label(tr(HAVE_SMALL), tone="muted")
        words.setObjectName("calculate.smaller.words")
        tip = tr("Under Pipettes and lab rules, to be saved")
        self.add = push_button(tr(ADD_SMALL), "calculate.smaller.add", self.wanted.emit, tip=tip)
        self.none = flat_button(tr("We have none"), "calculate.smaller.none", self._decline)
        self.setLayout(vbox(words, flow(self.add, self.none)))
        self.hide()

    def _decline(self) -> None:
        self.hide()
        self.declined.emit()
