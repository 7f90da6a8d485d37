from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from benchapp.base import paths
from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.lists.row_verdicts import RowVerdict
from benchapp.domain.messages import BenchError, Message
from benchapp.presenters.compounds.importing import ImportForm, PreviewColumn, PreviewRole, PreviewTable
from benchapp.presenters.session.background_work import Workers
from benchapp.store.library.library import Library
from benchapp.store.library.library_index import Folders
from benchapp.store.library.monograph_file import read_file

HEADERS = tuple("ABCDEFGH")
LENALIDOMIDE = read_file(paths.resources() / "monographs" / "lenalidomide.json")[0].monograph
GOOD = RowVerdict(2, "A", ("1", "2", "3", "4"), LENALIDOMIDE)
RENEWED = RowVerdict(3, "B", ("", "", "", ""), LENALIDOMIDE, replaces=True)
BAD = RowVerdict(4, "C", ("", "", "", ""), reason=BenchError(Message.NAME_NEEDED))


def table() -> PreviewTable:
    return PreviewTable(HEADERS, lambda error: str(error.code), ("taken", "replaces", "left out"))


def test_the_preview_changes_while_the_tester_watches(qtmodeltester: ModelTester) -> None:
    model = table()
    qtmodeltester.check(model)

    model.show_verdicts((GOOD, RENEWED, BAD))
    model.show_only_bad(only=True)
    model.show_verdicts((GOOD, BAD, BAD))
    model.show_only_bad(only=False)
    model.show_verdicts(())

    qtmodeltester.check(model)


def test_a_row_shows_its_number_its_state_and_why_not() -> None:
    model = table()
    model.show_verdicts((GOOD, RENEWED, BAD))

    states = [model.index(row, PreviewColumn.STATE).data() for row in range(3)]
    assert states == ["taken", "replaces", "left out"]
    assert model.index(0, PreviewColumn.ROW).data() == "2"
    assert [model.index(0, column).data() for column in range(3, 7)] == ["1", "2", "3", "4"]
    assert model.index(2, PreviewColumn.REASON).data() == "name_needed"
    assert model.index(2, PreviewColumn.NAME).data(PreviewRole.VERDICT) is BAD
    assert model.headerData(1, Qt.Orientation.Horizontal) == "B"
    assert model.headerData(1, Qt.Orientation.Vertical) is None


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication) -> ImportForm:
    library = Library(Folders(paths.resources() / "monographs", tmp_path / "own"), tmp_path / "library.sqlite")
    return ImportForm(library, Workers(QThreadPool()), lambda: "2026-11-24")


def test_the_last_file_asked_for_is_the_one_that_is_shown(desk: ImportForm, tmp_path: Path, qtbot: QtBot) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text(f"Name,Formula\n{name}mib,C6H6\n", encoding="utf-8")

    with qtbot.waitSignal(desk.read):
        desk.open(tmp_path / "a.csv")
        desk.open(tmp_path / "b.csv")

    assert desk.preview is not None
    assert [one.name for one in desk.preview.verdicts] == ["bmib"]


def test_rows_wait_until_one_of_two_molar_masses_is_chosen(desk: ImportForm, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "a.csv").write_text("Name,MW,Salt MW\nFoo,493.6,589.7\nBar,300,\n", encoding="utf-8")
    with qtbot.waitSignal(desk.read):
        desk.open(tmp_path / "a.csv")
    waiting = desk.preview

    with qtbot.waitSignal(desk.read):
        desk.choose_column(Field.MOLAR_MASS, 2)

    assert waiting is not None
    assert desk.preview is not None
    assert [one.code for one in waiting.remarks] == [Message.LIST_MASS_ASKED]
    assert [one.identity.name for one in waiting.good] == ["Bar"]
    assert desk.preview.remarks == ()
    assert [one.cells[2] for one in desk.preview.verdicts] == ["589.7", "300"]


def test_what_was_stopped_is_not_shown_when_it_comes(desk: ImportForm, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "a.csv").write_text("Name,Formula\nA,C6H6\n", encoding="utf-8")

    with qtbot.assertNotEmitted(desk.read):
        desk.open(tmp_path / "a.csv")
        desk.stop()
        qtbot.waitUntil(lambda: not desk._workers.busy)

    assert desk.preview is None


def test_what_cannot_be_written_is_said_and_can_be_tried_again(desk: ImportForm, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "a.csv").write_text("Name,Formula\nA,C6H6\nB,C7H8\n", encoding="utf-8")
    (tmp_path / "own").write_text("in the way", encoding="utf-8")
    with qtbot.waitSignal(desk.read):
        desk.open(tmp_path / "a.csv")

    with qtbot.waitSignal(desk.not_saved) as heard:
        desk.take()

    assert heard.args is not None
    assert heard.args[0].code is Message.NOT_SAVED
    assert desk.preview is not None
    (tmp_path / "own").unlink()
    with qtbot.waitSignal(desk.imported) as heard:
        desk.take()
    assert heard.args is not None
    assert heard.args[0] == 2
