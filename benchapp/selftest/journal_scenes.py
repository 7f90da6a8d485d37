"""Scenes of the journal: read, undone, backed up and restored."""

from PySide6.QtWidgets import QLabel

from benchapp.selftest.driver import Driver


class JournalScenes(Driver):
    """What a person does with the journal."""

    def read_journal(self) -> None:
        """Step 9: read the journal in order, and undo its last entry."""
        self.press("rail.pages.journal")
        diary = self.program.rooms.journal.table
        sentences = [str(diary.index(row, 2).data()) for row in range(diary.rowCount())]
        for part in ("Added", "Made", "Started", "Re-dose 1", "acknowledged"):
            self.require(any(part in line for line in sentences), f"the journal does not say “{part}”")
        count = len(sentences)
        self.press("rail.pages.solutions")
        self.choose_solution(self.stock_label)
        stock = self.stock_row()
        self.press(f"solutions.{self.stock_label}.part0.thaw")
        self.beat()
        self.press("rail.pages.journal")
        self.press("journal.actions.undo")
        self.beat()
        again = self.stock_row()
        self.require(again.kept.left == stock.kept.left, "Undo must give the aliquot back")
        self.require(diary.rowCount() == count + 2, "Undo must add an entry, not take one away")

    def keep_journal(self) -> None:
        """Step 14: back the journal up, restore it, and show at once what was missed."""
        self.program.rooms.backups.back_up()
        self.wait()
        newest = self.program.rooms.backups.backups()[0]
        before, name = len(self.program.services.session.bench.solutions), f"solutions.{self.stock_label}.discard"
        self.press("rail.pages.solutions")
        self.choose_solution(self.stock_label)
        self.press(name)
        self.type_into(f"{name}.reason", "dropped")
        self.press(f"{name}.write")
        self.program.restore(newest.file)
        self.end()
        self.clock.advance(days=9)
        self.start_again()
        self.require(not self.stock_row().kept.gone, "what was thrown away after the backup must be there again")
        self.require(len(self.program.services.session.bench.solutions) == before, "the backup must be put back whole")
        window = self.program.rooms.alarms.alarm_window
        self.require(not window.isHidden(), "what was missed must be shown at once")
        shown = " ".join(one.text() for one in window.findChildren(QLabel)).replace("\u202f", " ")
        self.expect(shown, "was not renewed for", "instead of 7 d")
        window.seen_all.click()
        self.beat()
        self.require(not self.program.services.timers.ringing and window.isHidden(), "all seen must be all")
        self.press("rail.pages.journal")
        self.wait()
        self.expect(self.read("journal.chain.state"), "Journal intact")
