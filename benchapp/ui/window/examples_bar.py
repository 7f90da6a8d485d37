"""The bar over every page of the sample data: that none of it is one's own, and the way out."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, hbox


class ExamplesBar(QWidget):
    """Says that these are sample data.

    Args:
        try_alarm: Lets an alarm be heard and seen.
        leave: Closes them.
    """

    def __init__(self, try_alarm: Callable[[], object], leave: Callable[[], object]) -> None:
        super().__init__()
        card = Card(tone="note")
        card.setObjectName("examples")
        words = tr("Sample data: none of this is yours, nothing is saved, and nothing rings unless you try it.")
        line = hbox(text_label(f"◆ {words}", strong=True), spacing=12)
        line.setStretch(0, 1)
        line.addWidget(push_button(tr("Try the alarm"), "examples.alarm.try", try_alarm))
        # The step that comes next is on the page; this one is no second of that kind.
        line.addWidget(push_button(tr("Close the sample data"), "examples.window.close", leave))
        card.body.addLayout(line)
        around = QVBoxLayout(self)
        around.setContentsMargins(16, 8, 16, 8)
        around.addWidget(card)
