"""A folder is watched where that holds nothing, and what comes into it is one hint."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from benchapp.presenters.session.folder_watch import TOGETHER_MS, FolderWatch
from tests.presenters.session.test_lab_exchange import AtHand


class Watched:
    """A folder with who watches it, and how often something was said to have come."""

    def __init__(self, folder: Path, *, here: bool = True) -> None:
        self.folder = folder
        self.workers = AtHand()
        self.asked: list[Path] = []
        self.here = here
        self.watch = FolderWatch(self.workers, self.judge)  # type: ignore[arg-type]
        self.came = 0
        self.watch.came.connect(self.count)

    def judge(self, folder: Path) -> bool:
        self.asked.append(folder)
        return self.here

    def count(self) -> None:
        self.came += 1

    def begin(self) -> None:
        self.watch.follow(self.folder)
        self.workers.run()


@pytest.fixture
def watched(tmp_path: Path, qtbot: QtBot) -> Iterator[Watched]:
    made = Watched(tmp_path)
    yield made
    made.watch.follow(None)


def test_what_comes_in_together_is_one_hint(watched: Watched, qtbot: QtBot) -> None:
    watched.begin()
    assert watched.watch.watches
    with qtbot.waitSignal(watched.watch.came, timeout=20_000):
        for nth in range(3):
            (watched.folder / f"{nth}.gz").write_bytes(b"")
    qtbot.wait(TOGETHER_MS + 100)

    assert watched.came == 1


def test_no_more_is_said_of_a_folder_that_is_left(watched: Watched, qtbot: QtBot) -> None:
    watched.begin()
    (watched.folder / "1.gz").write_bytes(b"")
    watched.watch.follow(None)
    # What lets the events of a system in lets none of Qt's objects go, as at the end of the program.
    QCoreApplication.processEvents()
    qtbot.wait(TOGETHER_MS + 100)

    assert (watched.came, watched.watch.watches) == (0, False)


def test_a_folder_is_asked_about_once_and_on_a_network_drive_not_watched(tmp_path: Path, qtbot: QtBot) -> None:
    watched = Watched(tmp_path, here=False)
    watched.begin()
    watched.begin()

    assert watched.asked == [tmp_path]
    assert not watched.watch.watches


def test_what_cannot_be_watched_or_was_left_before_the_answer_is_not(watched: Watched, tmp_path: Path) -> None:
    watched.folder = tmp_path / "gone"
    watched.begin()
    assert not watched.watch.watches

    watched.watch.follow(tmp_path)
    watched.watch.follow(None)
    watched.workers.run()
    assert not watched.watch.watches
