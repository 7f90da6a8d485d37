"""A line of the agenda: when, what, how long until then, and what can be done about it; pressed, it opens it."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy

from benchapp.base.qt_overrides import qt_overrides
from benchapp.ui.incubations.link_card import LinkCard
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import hbox, vbox

# px: room for a weekday, a date and a time.
_TIME_WIDTH = 104
# px: narrower than this, what is to be done is not read at a glance.
_LEAST_WORDS = 220


@qt_overrides
class AgendaRow(LinkCard):
    """One line.

    Args:
        name: First part of the object names.
        when: When it is due.
        words: What it is, and the smaller words under it; "" for none.
        opened: Opens what it names.
        buttons: What can be done about it.
        late: Whether its time has passed.
    """

    def __init__(
        self,
        name: str,
        when: str,
        words: tuple[str, str],
        opened: Callable[[], object],
        buttons: Sequence[QPushButton] = (),
        *,
        late: bool = False,
    ) -> None:
        title, detail = words
        super().__init__(name, title, opened, look="row")
        # What it opens is what it says: a tip would cover the lines under it.
        self.setToolTip("")
        self.body.setContentsMargins(8, 10, 8, 10)
        time = text_label(when, strong=True)
        time.setFixedWidth(_TIME_WIDTH)
        self.title = text_label(title, strong=True)
        self.title.setObjectName(f"{name}.text")
        said = self._detail = text_label(detail, size="small", tone="muted")
        said.setObjectName(f"{name}.detail")
        self.left = text_label("", tone="past" if late else "muted", wrap=False)
        self.left.setObjectName(f"{name}.left")
        self.left.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.left.hide()
        line = hbox(time, vbox(self.title, said, spacing=2), self.left, spacing=12)
        line.setStretch(1, 1)
        if not detail:
            # Only ever hidden: shown before it is in the row, it would be a window of its own, and take the keys.
            said.hide()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(12)
        self._line.addLayout(line, 1)
        self._buttons = flow(1, *buttons)
        if buttons:
            self._line.addLayout(vbox(1, self._buttons, 1))
        self.body.addLayout(self._line)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Put the buttons under the words where both have no room side by side."""
        super().resizeEvent(event)
        room = self.width() - _TIME_WIDTH - self.left.sizeHint().width() - self._buttons.sizeHint().width() - 64
        beside = room >= _LEAST_WORDS
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._line.direction() is not way:
            self._line.setDirection(way)
            self.updateGeometry()

    def show_detail(self, text: str) -> None:
        """Show other smaller words under what it is."""
        if self._detail.text() != text:
            self._detail.setText(text)

    def show_left(self, text: str) -> None:
        """Show how long until then, or how late it is."""
        if self.left.text() != text:
            self.left.setText(text)
            self.left.setVisible(bool(text))
