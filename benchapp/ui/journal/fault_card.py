"""What checks of the journal found and nobody has looked into yet, each with room for what had happened."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchapp.domain.journal.chain_faults import ChainFault
from benchapp.domain.messages import BenchError, Message
from benchapp.ui.text.journal.entry_texts import fault_text
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say, say_error
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.fields import LabelledField
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, clear_layout, hbox, titled, vbox


class FaultCard(Card):
    """The open findings, one under the other; hidden while there are none.

    Signals:
        answered: Somebody looked into a finding: the UUID of its entry, and what had happened.
    """

    answered = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(tr("What the check of the journal found"), tone="past")
        self.setObjectName("journal.faults")
        said = tr(
            "Trust the paper record or a backup. Each finding is shown until somebody resolves it: write what "
            "happened; it is kept in the journal with your name."
        )
        self.body.addWidget(text_label(said, size="small", tone="muted"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        self.body.addLayout(self._lines)
        self._shown: tuple[str, ...] = ()
        self.hide()

    def show_faults(self, faults: Sequence[ChainFault], when: Callable[[ChainFault], str]) -> None:
        """Show these; what is being written about one stays.

        Args:
            faults: The open ones.
            when: Gives when one was found, in words.
        """
        ids = tuple(one.found for one in faults)
        if ids == self._shown:
            return
        written = {line.fault: line.reason.text() for line in self.findChildren(_Line)}
        self._shown = ids
        clear_layout(self._lines)
        for number, fault in enumerate(faults):
            line = _Line(fault, when(fault), number)
            line.reason.fill(written.get(fault.found, ""))
            line.answered.connect(self.answered)
            self._lines.addWidget(line)
        self.setVisible(bool(faults))

    def show_problem(self, fault: str, error: BenchError) -> None:
        """Show beside a finding why its answer was not saved."""
        for line in self.findChildren(_Line):
            if line.fault == fault:
                line.reason.show_problem(say_error(error))


class _Line(QWidget):
    """One finding.

    Signals:
        answered: It was looked into: the UUID of its entry, and what had happened.
    """

    answered = Signal(str, str)

    def __init__(self, fault: ChainFault, when: str, number: int) -> None:
        super().__init__()
        self.fault = fault.found
        name = f"journal.fault{number}"
        found = tr("{fault} Found {when}.", fault=fault_text(fault.code, fault.sequence), when=when)
        words = text_label(f"■ {found}", tone="past")
        words.setObjectName(f"{name}.words")
        self.reason = LabelledField(tr("What happened"), f"{name}.reason")
        self.reason.line.returnPressed.connect(self._answer)
        done = push_button(tr("Mark as resolved"), f"{name}.answer", self._answer)
        line = hbox(self.reason, titled(" ", done))
        line.setStretch(0, 1)
        self.setLayout(vbox(words, line))

    def _answer(self) -> None:
        reason = self.reason.text().strip()
        self.reason.show_problem("" if reason else say(Message.WORDS_NEEDED))
        if reason:
            self.answered.emit(self.fault, reason)
