import errno
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import (
    clear_place,
    is_shared,
    leave_mark,
    listed,
    make_folder,
    put_in_place,
    read_plain,
    remove_file,
    remove_halves,
    share,
    take_mark,
    write_whole,
)
from tests.making import BEGIN


def contents(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def refusing(number: int) -> Callable[..., Any]:
    """Return a function of the system that fails with this number."""

    def refuse(*_values: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


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

    assert contents(tmp_path) == {
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

    assert contents(tmp_path) == {
        "part": b"new",
        "journal.sqlite": b"old",
        "journal.sqlite-journal": b"undo",
    }


def test_a_part_that_cannot_be_renamed_leaves_the_old_file_and_what_would_undo_its_last_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part, file, aside = (tmp_path / name for name in ("part", "journal.sqlite", "aside.sqlite"))
    part.write_bytes(b"new")
    file.write_bytes(b"old")
    (tmp_path / "journal.sqlite-journal").write_bytes(b"undo")
    before, rename = contents(tmp_path), os.replace

    def held(old: Path, new: Path) -> None:
        if old == part:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        rename(old, new)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(PermissionError):
        put_in_place(part, file, aside)

    assert contents(tmp_path) == before


def test_where_a_file_can_have_one_name_only_what_was_there_is_kept_as_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part, file, aside = (tmp_path / name for name in ("part", "journal.sqlite", "aside.sqlite"))
    part.write_bytes(b"new")
    file.write_bytes(b"old")
    monkeypatch.setattr(os, "link", refusing(errno.EPERM))

    put_in_place(part, file, aside)

    assert contents(tmp_path) == {"journal.sqlite": b"new", "aside.sqlite": b"old"}


def test_a_half_that_cannot_be_removed_is_left_for_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = tmp_path / ".anchors.json._12wqi8s"
    half.write_bytes(b"x")
    monkeypatch.setattr(os, "unlink", refusing(errno.EROFS))

    assert remove_halves(tmp_path, BEGIN + timedelta(days=10_000)) == 0
    assert half.exists()


def test_a_mark_is_taken_once(tmp_path: Path) -> None:
    mark = tmp_path / "mark"

    assert not take_mark(mark)
    leave_mark(mark)
    assert take_mark(mark)
    assert not take_mark(mark)


def test_what_is_no_mark_is_kept_under_another_name_when_one_is_left(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    (tmp_path / "mark-aside-1").mkdir()
    mark.mkdir()
    (mark / "something").write_text("kept")

    assert not take_mark(mark)
    leave_mark(mark)

    assert mark.is_file()
    assert (tmp_path / "mark-aside-2" / "something").read_text() == "kept"


def test_a_link_is_no_place_for_a_file(tmp_path: Path) -> None:
    link, target = tmp_path / "link", tmp_path / "target"
    target.write_text("somebody else's")
    link.symlink_to(target)

    clear_place(link)

    assert not link.exists()
    assert (tmp_path / "link-aside-1").readlink() == target


def test_a_mark_that_cannot_be_left_or_taken_is_said_and_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BenchError) as refused:
        leave_mark(tmp_path / "no folder" / "mark")
    assert refused.value.code is Message.NOT_SAVED
    leave_mark(tmp_path / "mark")
    monkeypatch.setattr(os, "unlink", refusing(errno.EROFS))

    assert not take_mark(tmp_path / "mark")
    with pytest.raises(BenchError) as kept:
        remove_file(tmp_path / "mark")
    assert kept.value.values["reason"] == os.strerror(errno.EROFS)


@pytest.mark.skipif(os.name != "posix", reason="pipes in a folder are POSIX")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(OSError, match=os.strerror(errno.EINVAL)):
        read_plain(tmp_path / "pipe")
    with pytest.raises(IsADirectoryError):
        read_plain(tmp_path)


def test_a_folder_that_is_gone_is_shared_with_nobody_and_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_shared(tmp_path / "gone")
    share(tmp_path / "gone" / "file")
    assert listed(tmp_path / "gone", "*") == []
    assert not (tmp_path / "gone").exists()
    monkeypatch.setattr(Path, "glob", refusing(errno.EIO))
    assert listed(tmp_path, "*") == []


def test_a_drive_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is above its root, which cannot be made."""
    monkeypatch.setattr(Path, "is_dir", lambda _path: False)
    monkeypatch.setattr(os, "mkdir", refusing(errno.ENODEV))

    with pytest.raises(OSError, match=os.strerror(errno.ENODEV)):
        make_folder(Path("/drive/data"))
