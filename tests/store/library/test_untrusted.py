"""Untrusted files, a short run; `make torture` opens ten thousand."""

from pathlib import Path

import pytest

from benchapp.base import paths
from benchapp.domain.messages import BenchError, Message
from benchapp.store.library.library_index import Folders
from benchapp.store.library.monograph_file import read_file
from benchapp.store.lists.previews import Reader
from tests.torture import Torture
from tests.untrusted import hostile


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.torture) for seed in (1, 2))])
def test_no_file_crashes_is_taken_in_part_or_written_elsewhere(seed: int, tmp_path: Path) -> None:
    torture = Torture(tmp_path)

    for name, data in hostile(126, seed):
        torture.open(name, data)

    assert torture.wrong == []
    assert torture.refused > 0
    assert torture.taken > 0


def test_a_file_of_a_gigabyte_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.json"
    with large.open("wb") as file:
        file.truncate(1024**3)

    with pytest.raises(BenchError) as error:
        read_file(large)

    assert error.value.code is Message.FILE_UNREADABLE
    assert "64 MB" in str(error.value.values["reason"])


@pytest.mark.parametrize("name", ["nothing.csv", "folder.csv", "nothing.json", "folder.json"])
def test_what_is_no_file_is_refused_in_words(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "folder.json").mkdir()
    folders = Folders(paths.resources() / "monographs", tmp_path / "own")

    with pytest.raises(BenchError) as error:
        Reader(tmp_path / name, ":memory:", folders, "2026-11-24").run()

    assert error.value.code is Message.FILE_UNREADABLE
