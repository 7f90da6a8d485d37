"""The Journal page put together: the diary, the check of the chain, backups, and what is exported."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from benchapp.app.backups import BackupService
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.base.lazy import lazy
from benchapp.domain.journal.chain_faults import ChainFaultAnswered, ChainFaultFound
from benchapp.domain.messages import BenchError, Message, Work
from benchapp.presenters.session.progress import Progress
from benchapp.store.journal.backups import heads_backed_up
from benchapp.store.journal.chain import KEPT_IN_JOURNAL, Finding
from benchapp.store.journal.whole_journal import check_journal
from benchapp.ui.journal.backups_card import backup_text, to_the_second
from benchapp.ui.text.formatting import date_and_time, day_and_time
from benchapp.ui.text.journal.entry_texts import EntryWords, fault_text
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say, say_error
from benchapp.ui.window.blocking_dialogs import ask_restore

if TYPE_CHECKING:
    from benchapp.presenters.journal.journal_table import JournalTable
    from benchapp.ui.journal.journal_page import JournalPage


class JournalController(QObject):
    """The Journal page and what is around it.

    Args:
        services: What it works on.
        shell: What it shows itself by.
        backups: The backups.

    Signals:
        checked: The journal was checked in the background; the findings.
        restore_wanted: A backup is to take the place of the journal: its path.
        report_wanted: The report of an incubation is wanted; its id.
        solution_wanted: A solution is to be shown: its label id.
        incubation_wanted: An incubation is to be shown: its id.
    """

    checked = Signal(object)
    restore_wanted = Signal(object)
    report_wanted = Signal(str)
    solution_wanted = Signal(str)
    incubation_wanted = Signal(str)

    def __init__(self, services: Services, shell: Shell, backups: BackupService) -> None:
        super().__init__()
        self._shell = shell
        self._book = services.session
        self._folder = services.folder
        self._workers = services.workers
        self._keeping = backups
        # What the last check found that is not in the journal; None before the first one.
        self._unwritten: list[str] | None = None
        self._readable = True
        # Why the last check came to no end, where that is no damage; "" where it did.
        self._unchecked = ""
        # How many entries of other computers the last check could not read.
        self._unread = 0
        backups.changed.connect(self._on_backup)
        backups.begun.connect(self._on_backup_begun)

    @lazy
    def table(self) -> JournalTable:
        """The journal as a table."""
        from benchapp.presenters.journal.journal_table import JournalTable, TableWords  # noqa: PLC0415
        from benchapp.ui.journal.journal_page import HEADERS, came_text  # noqa: PLC0415
        from benchapp.ui.journal.note_form import notes_text  # noqa: PLC0415

        words = TableWords(
            tr("(undone) "),
            lambda notes: notes_text(notes, self._book.local),
            came_text,
        )
        wording, heads = partial(EntryWords, local=self._book.local), tuple(map(tr, HEADERS))
        return JournalTable(self._book, wording, self._when, heads, self._workers, words)

    @lazy
    def page(self) -> JournalPage:
        """The Journal page."""
        from benchapp.presenters.journal.notes import NoteForm  # noqa: PLC0415
        from benchapp.ui.journal.journal_page import JournalPage  # noqa: PLC0415

        page = JournalPage(self.table, self._shell.undo, lambda: self._book.bench, self._now, NoteForm(self._book))
        page.said.connect(self._shell.say)
        page.did.connect(self._shell.say_done)
        page.table.solution_wanted.connect(self.solution_wanted)
        page.table.incubation_wanted.connect(self.incubation_wanted)
        page.report_wanted.connect(self.report_wanted)
        page.check_wanted.connect(self.check)
        page.backups.backup_wanted.connect(self._keeping.back_up)
        page.backups.copy_wanted.connect(self._ask_copy)
        page.backups.restore_wanted.connect(self._ask_restore)
        page.export_wanted.connect(self._ask_export)
        page.faults.answered.connect(self._answer)
        self._show_chain_on(page)
        self._book.changed.connect(self._show_chain)
        return page

    def _now(self) -> datetime:
        return self._book.local(self._book.now().wall)

    def _when(self, instant: datetime) -> str:
        return day_and_time(self._book.local(instant))

    def open(self) -> None:
        """Read what the page shows, when it is shown."""
        self.page.open()
        self._show_backups()

    def _on_backup_begun(self, report: Progress) -> None:
        if (page := JournalController.page.if_made(self)) is not None:
            page.backups.progress.watch(report)

    def _show_backups(self) -> None:
        backups = self._keeping.backups()
        latest = tr("No backup yet.")
        if backups:
            latest = tr("Last backup {date_and_time}, checked.", date_and_time=date_and_time(backups[0].made))
        words = [(backup_text(one.made, one.head, daily=one.daily, work=one.work), one.file) for one in backups]
        self.page.backups.show_backups(latest, words)

    # -- the chain -------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Read the whole journal again in the background: verify the chain, replay, compare."""
        left = self._book.anchor_record.heads_left
        self._check({**left, **self._book.heads()} if self._book.why_read_only is None else {})

    def first_check(self) -> None:
        """Check against the heads as the last run left them; where it left none, against those of the backups."""
        left = self._book.anchor_record.heads_left
        self._check(left, None if left else self._folder.backups)

    def _check(self, heads: dict[str, tuple[int, str]], backups: Path | None = None) -> None:
        again, snapshot = self._book.again, self._folder.snapshot
        known = frozenset(one.key for one in self._book.bench.faults.values())

        # A chain that is not held at all may have been this computer's: without a lab, its end must be here as well.
        here = (
            frozenset((*self._book.own_chains, *self._book.inherited_chains))
            if self._book.bench.computers.several
            else None
        )

        def checking() -> tuple[Finding, ...]:
            kept = heads_backed_up(backups) if backups is not None else heads
            return check_journal(again, kept, snapshot, known, here)

        self._workers.do(Work.CHECK, checking, self._on_checked, self._on_unreadable)

    def _on_checked(self, findings: tuple[Finding, ...]) -> None:
        self._readable = True
        self._unchecked = ""
        self._shell.window.notes.take_away("unchecked")
        # They are as they were written; the page says how many, as of those of a newer version.
        self._unread = sum(one.code == Message.JOURNAL_NOT_READ for one in findings)
        findings = tuple(one for one in findings if one.code != Message.JOURNAL_NOT_READ)
        if self._book.anchor_record.damaged:
            findings = (*findings, Finding(Message.JOURNAL_END_UNKNOWN, "", 0))
        left = self._write_findings(findings)
        self._unwritten = [say(one.code, {"sequence": one.sequence}) for one in left]
        sentences = [say(one.code, {"sequence": one.sequence}) for one in findings]
        self._show_chain()
        if sentences:
            self._shell.say(" ".join(sentences))
        self.checked.emit(findings)

    def _write_findings(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Write what was found into the journal, each once; return what is not in it."""
        lasting = [one for one in findings if one.code in KEPT_IN_JOURNAL]
        # A check that began before another had written what both found.
        known = {one.key for one in self._book.bench.open_faults()}
        bodies = [
            ChainFaultFound(one.code, one.chain, one.sequence, one.entry) for one in lasting if one.key not in known
        ]
        if self._book.why_read_only is not None:
            return findings
        if bodies:
            try:
                self._book.record_all(bodies)
            except BenchError:
                # Said on the page as long as this run lasts; the next start finds it again.
                return findings
        self._book.anchor_record.settle()
        return tuple(one for one in findings if one not in lasting)

    def _answer(self, fault: str, reason: str) -> None:
        try:
            self._book.record(ChainFaultAnswered(fault, reason), person=self._book.person)
        except BenchError as error:
            self.page.faults.show_problem(fault, error)
        else:
            self._shell.say(tr("Marked as resolved in the journal."))

    def _show_chain(self) -> None:
        if (page := JournalController.page.if_made(self)) is not None:
            self._show_chain_on(page)

    def _show_chain_on(self, page: JournalPage) -> None:
        """Show what is wrong with the chain, and name the last entry where nothing is."""
        bench = self._book.bench
        faults = bench.open_faults()
        page.faults.show_faults(faults, lambda one: self._when(one.at))
        if self._unchecked:
            page.show_unchecked(self._unchecked)
            return
        if self._unwritten is None and not faults:
            return
        sentences = [*(fault_text(one.code, one.sequence) for one in faults), *(self._unwritten or ())]
        head = self._book.last_hash() if self._readable else ""
        page.show_chain(sentences, head, self._book.unknown + self._unread, len(bench.faults) - len(faults))

    def _on_unreadable(self, error: BenchError) -> None:
        if error.code != Message.JOURNAL_DAMAGED:
            # A file that is held or may not be read is whole, for all that is known: nothing is to be repaired.
            self._unchecked = say_error(error)
            self._show_chain()
            self._shell.note("unchecked", self._unchecked, "past")
            return
        self._readable = False
        self._unchecked = ""
        self._unwritten = [say_error(error)]
        self._show_chain()
        mend = (tr("Move it aside and repair"), lambda: self.restore_wanted.emit(None))
        self._shell.note("damaged", say_error(error), "past", mend)

    # -- backups ---------------------------------------------------------------------------------------------

    def _on_backup(self, _backup: object, error: BenchError | None) -> None:
        if error is not None:
            self._shell.say_error(error)
        if JournalController.page.if_made(self) is not None:
            self._show_backups()

    def _ask_copy(self) -> None:
        folder = self._shell.ask_folder(tr("Copy the journal to a folder"))
        if folder is not None:
            self._keeping.copy_to(
                folder, lambda file: self._shell.say(tr("Copied to {file}, and checked.", file=str(file)))
            )

    def _ask_restore(self, backup: Path) -> None:
        self._keeping.spare(backup)
        made = next((to_the_second(one.made) for one in self._keeping.backups() if one.file == backup), backup.name)
        if ask_restore(self.page, made):
            self.restore_wanted.emit(backup)

    # -- export ----------------------------------------------------------------------------------------------

    def _ask_export(self) -> None:
        kinds = tr("CSV (*.csv);;JSON, every entry as it is kept (*.json)")
        file = self._shell.ask_save(tr("Export what is shown"), "journal.csv", kinds)
        if file is not None:
            self.export(file)

    def export(self, file: Path) -> None:
        """Write the lines that are shown as CSV, or every one of these entries whole as JSON."""
        from benchapp.store.export.journal_export import entries_json  # noqa: PLC0415
        from benchapp.store.export.list_export import write_rows  # noqa: PLC0415

        lines = self.table.lines
        try:
            if file.suffix.casefold() == ".json":
                wanted = {line.id for line in lines}
                entries_json(file, [one for one in self._book.entries() if one.id in wanted])
            else:
                titles = ("happened", "recorded", "what", "by", "computer", "came_in")
                write_rows(file, titles, self.table.rows_for_file())
        except BenchError as error:
            self._shell.say_error(error)
        else:
            self._shell.say_saved(file, tr("Exported {count:entries} to {file}.", count=len(lines), file=file.name))
