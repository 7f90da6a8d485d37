import os
from datetime import timedelta
from pathlib import Path

import pytest

from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import put_in_place, remove_halves, write_whole
from tests.making import BEGIN


def test_a_write_that_fails_leaves_no_half(tmp_path: Path) -> None:
    in_the_way = tmp_path / "anchors.json"
    (in_the_way / "something").mkdir(parents=True)

    with pytest.raises(BenchError) as refused:
        write_whole(in_the_way, b"new")

    assert refused.value.code is Message.NOT_SAVED
    assert list(tmp_path.iterdir()) == [in_the_way]


def test_halves_of_a_killed_program_are_removed_after_a_day_and_nothing_else(tmp_path: Path) -> None:
    kept = [tmp_path / name for name in ("anchors.json", ".hidden", "journal.sqlite", ".anchors.json.ab12cd_9")]
    old = [tmp_path / name for name in (".anchors.json._12wqi8s", ".snapshot.msgpack.2ns39bqy")]
    for file in (*kept, *old):
        file.write_bytes(b"x")
        age = timedelta(hours=25) if file.name != ".anchors.json.ab12cd_9" else timedelta(hours=1)
        moment = (BEGIN - age).timestamp()
        os.utime(file, (moment, moment))

    assert remove_halves(tmp_path, BEGIN) == 2
    assert sorted(tmp_path.iterdir()) == sorted(kept)


def test_what_was_there_stays_under_a_second_name_with_what_would_undo_its_last_write(tmp_path: Path) -> None:
    part, file, aside = (tmp_path / name for name in ("part", "journal.sqlite", "aside.sqlite"))
    part.write_bytes(b"new")
    file.write_bytes(b"old")
    (tmp_path / "journal.sqlite-journal").write_bytes(b"undo")

    put_in_place(part, file, aside)

    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {
        "journal.sqlite": b"new",
        "aside.sqlite": b"old",
        "aside.sqlite-journal": b"undo",
    }


def test_what_cannot_be_put_in_place_leaves_all_as_it_was(tmp_path: Path) -> None:
    part, file = tmp_path / "part", tmp_path / "journal.sqlite"
    part.write_bytes(b"new")
    file.write_bytes(b"old")
    (tmp_path / "journal.sqlite-journal").write_bytes(b"undo")

    with pytest.raises(OSError, match="No such file"):
        put_in_place(part, file, tmp_path / "missing" / "aside.sqlite")

    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {
        "part": b"new",
        "journal.sqlite": b"old",
        "journal.sqlite-journal": b"undo",
    }
