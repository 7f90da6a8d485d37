"""When the anchor file is written, and what of the last run is kept in it."""

from pathlib import Path

from benchapp.base.clock import SteppedClock
from benchapp.presenters.session.anchor_record import ANCHOR_EVERY, AnchorRecord
from benchapp.store.journal.anchors import AnchorFile, load_anchors, save_anchors
from benchapp.store.journal.journal import Journal


def test_it_is_due_at_the_first_beat_and_each_minute_and_in_another_boot(
    journal: Journal, clock: SteppedClock, tmp_path: Path
) -> None:
    record = AnchorRecord(tmp_path / "anchors.json", journal, clock.now())
    assert record.due(clock.now())
    record.renew(clock.now())
    assert not record.due(clock.now())
    clock.advance(seconds=ANCHOR_EVERY.total_seconds())
    assert record.due(clock.now())
    record.renew(clock.now())
    clock.reboot(seconds=5)
    assert record.due(clock.now())
    record.renew(clock.now())

    assert len(record.spans) == 2
    assert load_anchors(tmp_path / "anchors.json").spans == record.spans


def test_a_head_that_the_journal_does_not_hold_is_kept_until_it_is_settled(
    journal: Journal, clock: SteppedClock, tmp_path: Path
) -> None:
    file, cut = tmp_path / "anchors.json", {"elsewhere": (7, "a hash")}
    save_anchors(file, AnchorFile((), cut))
    record = AnchorRecord(file, journal, clock.now())
    record.save()
    assert load_anchors(file).heads == {**journal.heads(), **cut}

    record.settle()

    assert load_anchors(file).heads == journal.heads()
    assert record.heads_left == cut


def test_a_damaged_file_is_not_written_over_before_it_is_set_aside(
    journal: Journal, clock: SteppedClock, tmp_path: Path
) -> None:
    file = tmp_path / "anchors.json"
    file.write_text("no anchors", encoding="ascii")
    record = AnchorRecord(file, journal, clock.now())
    record.renew(clock.now())
    before = record.damaged
    assert file.read_text(encoding="ascii") == "no anchors"

    record.settle()

    assert (before, record.damaged) == (True, False)
    assert load_anchors(file).heads == journal.heads()
    assert (tmp_path / "anchors-damaged-1.json").read_text(encoding="ascii") == "no anchors"
