"""What every room shows itself by, on a window of empty pages."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QStandardPaths, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from benchapp.app.services import Services
from benchapp.app.shell import Shell, file_name, file_stem
from benchapp.domain.journal.entries import SolutionAdded, SolutionDiscarded
from benchapp.domain.messages import BenchError, Message
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.window.pages import PageName
from tests.making import solution


def test_there_is_no_window_before_it_is_attached(services: Services) -> None:
    with pytest.raises(RuntimeError, match="not made yet"):
        _ = Shell(services.session, services.sentence_of, services.device).window


def test_it_shows_pages_and_says_sentences_and_errors(shell: Shell, said: QLabel) -> None:
    shell.show(PageName.JOURNAL)
    assert shell.window.page is PageName.JOURNAL

    shell.say("Saved.")
    assert said.text() == "Saved."
    error = BenchError(Message.WORK_FAILED)
    shell.say_error(error)
    assert said.text() == say_error(error)


def test_the_finder_is_reached_from_a_window_beside(shell: Shell) -> None:
    shell.find()

    assert shell.window.isVisible()
    assert shell.window.focusWidget() is shell.window.finder


class Opener(QObject):
    """Takes what the system is asked to open."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []
        QDesktopServices.setUrlHandler("file", self, "open")  # type: ignore[arg-type]

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


def test_a_file_that_was_saved_can_be_opened_and_shown_in_its_folder(
    shell: Shell, said: QLabel, tmp_path: Path
) -> None:
    opener = Opener()
    file = tmp_path / "plate 3.pdf"
    try:
        for button in ("toast.line.then", "toast.line.also"):
            shell.say_saved(file)
            assert said.text() == "Saved plate 3.pdf."
            found = shell.window.findChild(QPushButton, button)
            assert found is not None
            found.click()
    finally:
        QDesktopServices.unsetUrlHandler("file")

    assert opener.opened == [file, tmp_path]


def test_a_note_stays_until_it_is_taken_away(shell: Shell) -> None:
    shell.note("zone", "The time zone is not known.")
    shell.note_error("units", BenchError(Message.WORK_FAILED))
    assert shell.window.notes.texts() == ("zone", "units")

    shell.window.notes.take_away("zone")
    assert shell.window.notes.texts() == ("units",)


def test_undo_takes_back_the_last_action_and_says_which(services: Services, shell: Shell) -> None:
    services.session.record(SolutionAdded(solution("s1")))
    assert list(services.session.bench.solutions) == ["s1"]

    assert "Lenalidomide" in shell.undo()

    assert not services.session.bench.solutions
    with pytest.raises(BenchError):
        shell.undo()


def test_what_one_press_wrote_is_taken_back_in_one_sentence(services: Services, shell: Shell, said: QLabel) -> None:
    for name in ("s1", "s2", "s3"):
        services.session.record(SolutionAdded(solution(name)))
    services.session.record_all([SolutionDiscarded(name, "spilt") for name in ("s1", "s2", "s3")])

    shell.undo_aloud()

    assert said.text().startswith("Undone: ")
    assert said.text().endswith("(and 2 more)")
    assert not any(kept.gone for kept in services.session.bench.solutions.values())


@pytest.mark.parametrize(
    ("name", "stem"), [("H929 plate 3!", "h929-plate-3"), ("µ", "file"), ("x" * 99, "x" * 60), ("--", "file")]
)
def test_the_name_of_a_file_is_plain(name: str, stem: str) -> None:
    assert file_stem(name) == stem


def test_the_name_that_is_offered_is_allowed_by_every_system() -> None:
    assert file_name("Lenalidomide plate 2026-11-29") == "Lenalidomide plate 2026-11-29"
    assert file_name('  a/b\\c: "d" * <e> | f? \n ') == "a b c d e f"
    assert file_name("...") == "file"


def test_a_file_is_offered_where_the_last_one_was_saved(
    services: Services, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []
    answers = [str(tmp_path / "sheet"), ""]

    def answer(_parent: QWidget, _title: str, wanted: str, kinds: str) -> tuple[str, str]:
        offered.append(wanted)
        return answers.pop(0), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    chosen = shell.ask_save("Save", "sheet.pdf", "PDF (*.pdf)")
    assert chosen == tmp_path / "sheet.pdf"
    assert shell.ask_save("Save", "next.pdf", "PDF (*.pdf)") is None

    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    usual = Path(documents) if Path(documents).is_dir() else Path.home()
    assert offered == [str(usual / "sheet.pdf"), str(tmp_path / "next.pdf")]
    # A folder that has gone is not offered again.
    services.device.keep_save_folder(tmp_path / "gone")
    assert services.device.save_folder() == usual


def test_a_saved_file_is_named_and_can_be_opened(shell: Shell, said: QLabel, tmp_path: Path) -> None:
    shell.say_saved(tmp_path / "sheet.pdf")

    assert said.text() == "Saved sheet.pdf."
