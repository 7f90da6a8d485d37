"""The backups of the journal: made, copied elsewhere, and put back."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import flat_button, push_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import text_label
from benchapp.ui.widgets.layout import Card, clear_layout, hbox, set_tab_order
from benchapp.ui.widgets.progress_line import ProgressLine


class BackupsCard(Card):
    """The backups there are.

    Signals:
        backup_wanted: A backup is to be made.
        copy_wanted: A copy into another folder is wanted.
        restore_wanted: A backup is to be put back: its path.
    """

    backup_wanted = Signal()
    copy_wanted = Signal()
    restore_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Backups"))
        said = tr(
            "A copy is made and checked each day, and within minutes of new entries; those of the last seven days "
            "that have one and the last four copies are kept. To protect the journal if this computer is lost, copy "
            "it to a stick or a server now and then."
        )
        self.body.addWidget(text_label(said, size="small", tone="muted"))
        now = push_button(tr("Back up now"), "journal.backups.now", self.backup_wanted.emit, primary=True)
        self.copy_it = push_button(tr("Copy to a folder"), "journal.backups.copy", self.copy_wanted.emit)
        self.state = text_label("", size="small", wrap=False)
        self.state.setObjectName("journal.backups.state")
        self.body.addLayout(flow(now, self.copy_it, self.state, 1))
        self.progress = ProgressLine(tr("Backup"), "journal.backups.progress")
        self.body.addWidget(self.progress)
        self._kept = QVBoxLayout()
        self._kept.setSpacing(4)
        self.body.addLayout(self._kept)

    def show_backups(self, latest: str, backups: Sequence[tuple[str, Path]]) -> None:
        """Show the backups there are.

        Args:
            latest: What is said of the last one.
            backups: Of each its words and its file.
        """
        clear_layout(self._kept)
        self.state.setText(latest)
        tabbed: list[QWidget] = [self.copy_it]
        for number, (words_of, file) in enumerate(backups):
            words = text_label(words_of, size="small")
            restore = partial(self.restore_wanted.emit, file)
            back = flat_button(tr("Restore"), f"journal.backups.restore{number}", restore)
            line = hbox(words, back)
            line.setStretch(0, 1)
            holder = QWidget()
            holder.setLayout(line)
            self._kept.addWidget(holder)
            tabbed.append(back)
        set_tab_order(*tabbed)


def to_the_second(made: datetime) -> str:
    """Return when a backup was made: several are made within a minute."""
    return f"{made:%Y-%m-%d %H:%M:%S}"


def backup_text(made: datetime, head: str, *, daily: bool, work: bool) -> str:
    """Return what tells a backup from the others: when and why it was made, and up to which entry it goes."""
    why = tr("of the day") if daily else tr("after new entries") if work else tr("before the file was changed")
    return tr("{time} · {why} · last entry {head}", time=to_the_second(made), why=why, head=head)
