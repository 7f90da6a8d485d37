"""What is painted into a file is there whole, or the sentence says why it is not and the file before stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from benchapp.domain.messages import BenchError, Message
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.printing import save_image, whole_file, write_pdf

resource = pytest.importorskip("resource")


@pytest.fixture
def full_disk() -> Iterator[None]:
    """A system that lets no file grow past a few bytes, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_page_is_written_whole(qapp: QApplication, tmp_path: Path) -> None:
    write_pdf("<p>10 µM</p>", tmp_path / "new" / "page.pdf", "a page")

    data = (tmp_path / "new" / "page.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert data.rstrip().endswith(b"%%EOF")


@pytest.mark.usefixtures("full_disk")
def test_on_a_full_disk_the_page_before_stays_and_nothing_half_is_left(qapp: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(b"the page before")

    with pytest.raises(BenchError) as refused:
        write_pdf("<p>10 µM</p>", file, "a page")

    assert refused.value.code is Message.NOT_SAVED
    assert "make room" in say_error(refused.value)
    assert file.read_bytes() == b"the page before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_cannot_be_made_and_a_format_that_is_none_are_said(qapp: QApplication, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(BenchError), whole_file(tmp_path / "file" / "page.pdf"):
        pass
    with pytest.raises(BenchError), whole_file(tmp_path / "map.xyz") as device:
        save_image(QImage(4, 4, QImage.Format.Format_RGB32), device, tmp_path / "map.xyz")
    assert not (tmp_path / "map.xyz").exists()
