"""Which incubations and solutions are of this computer."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchapp.base.clock import SteppedClock
from benchapp.presenters.session.journal_session import JournalSession, SessionReading
from benchapp.store.journal.journal import Journal
from benchapp.store.journal.own_chains import Writer
from tests.making import BEGIN


def session(folder: Path, installation: str) -> JournalSession:
    journal = Journal(folder / "journal.sqlite", Writer(installation, BEGIN))
    return JournalSession(journal, SteppedClock(), folder / "anchors.json", folder / "snapshot")


def test_what_was_begun_here_or_came_with_the_folder_is_of_this_computer(tmp_path: Path, qapp: QApplication) -> None:
    first = session(tmp_path, "first")
    (begun,) = first.own_chains
    first.close()
    reading: SessionReading = session(tmp_path, "the same folder, moved")

    assert begun not in reading.own_chains
    assert reading.inherited_chains == (begun,)
    assert [reading.is_here(home) for home in (begun, reading.own_chains[0], "", "another's")] == [
        True, True, True, False,
    ]  # fmt: skip
    reading.close()  # type: ignore[attr-defined]
