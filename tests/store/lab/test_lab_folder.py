"""The folder of a lab on a real disk: written once, never over anything, and what is away is said."""

import errno
import os
import shutil
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from benchapp.domain.messages import BenchError, Message
from benchapp.store.lab import lab_folder
from benchapp.store.lab.lab_folder import FORMAT, LabFolder
from benchapp.store.lab.segments import SegmentName, UnfitError, name_of, pack
from tests.making import BEGIN
from tests.store.lab.making_lab import WRITTEN, RowsInMemory, chain_id


@pytest.fixture
def folder(tmp_path: Path) -> LabFolder:
    found = LabFolder(tmp_path / "lab")
    found.path.mkdir()
    found.make("Myeloma lab")
    return found


def code_of(error: pytest.ExceptionInfo[BenchError]) -> object:
    return error.value.code


def segment(number: int = 1) -> tuple[SegmentName, bytes]:
    held = RowsInMemory()
    row = held.write(chain_id(number))
    return name_of([row]), pack([row], WRITTEN)


def test_a_lab_is_made_once_and_found_again(folder: LabFolder) -> None:
    lab = folder.lab()

    assert (lab.name, lab.format) == ("Myeloma lab", FORMAT)
    with pytest.raises(BenchError) as there:
        folder.make("another")
    assert code_of(there) is Message.LAB_THERE
    assert folder.lab() == lab


def test_another_folder_is_none_and_is_never_made_into_one(tmp_path: Path) -> None:
    away = LabFolder(tmp_path / "drive that is away")

    with pytest.raises(BenchError) as not_here:
        away.lab()
    assert code_of(not_here) is Message.LAB_NOT_HERE
    with pytest.raises(BenchError) as unwritten:
        away.put(*segment())
    assert code_of(unwritten) is Message.LAB_AWAY
    assert not away.path.exists()
    assert away.recent().names == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", Message.LAB_DAMAGED),
        (b'{"format": 3}', Message.LAB_DAMAGED),
        (b"\xff\xfe", Message.LAB_DAMAGED),
        (msgspec.json.encode({"format": "benchapp-lab/2", "lab": "x", "name": "n"}), Message.LAB_NEWER),
        (msgspec.json.encode({"format": FORMAT, "lab": "x", "name": "n", "needs": 9}), Message.LAB_NEWER),
    ],
)
def test_what_is_wrong_with_its_file_is_named(folder: LabFolder, data: bytes, code: object) -> None:
    (folder.path / "lab.json").write_bytes(data)

    with pytest.raises(BenchError) as wrong:
        folder.lab()
    assert code_of(wrong) is code


def test_a_folder_where_the_file_belongs_is_said(folder: LabFolder) -> None:
    (folder.path / "lab.json").unlink()
    (folder.path / "lab.json").mkdir()

    with pytest.raises(BenchError) as wrong:
        folder.lab()
    assert code_of(wrong) is Message.LAB_AWAY


def test_segments_are_listed_by_name_and_strange_files_are_counted(folder: LabFolder) -> None:
    (one, data), (two, other) = segment(1), segment(2)
    folder.put(two, other)
    folder.put(one, data)
    for name in ("~$bc0123abcd.tmp", one.text.replace(".gz", ".sync-conflict-1.gz"), "desktop.ini"):
        (folder.path / "new" / name).write_bytes(b"")

    listing = folder.recent()
    assert (listing.names, listing.strange) == ((one, two), 3)
    assert folder.read(one) == data


def test_sealed_segments_lie_with_their_chain(folder: LabFolder) -> None:
    name, data = segment(3)
    folder.put(name, data, sealed=True)

    assert folder.recent().names == ()
    assert folder.sealed(name.chain).names == (name,)
    assert folder.chains_sealed() == (name.chain,)
    assert folder.read(name) == data


def test_a_copy_of_a_folder_of_large_segments_is_passed_over(folder: LabFolder) -> None:
    name, data = segment(3)
    folder.put(name, data, sealed=True)
    shutil.copytree(folder.path / "old" / name.chain, folder.path / "old" / f"{name.chain} - Copy")
    shutil.copytree(folder.path / "old" / name.chain, folder.path / "old" / chain_id(9))

    assert folder.chains_sealed() == (name.chain, chain_id(9))
    assert folder.sealed(chain_id(9)).names == ()


def test_nothing_is_written_over_and_nothing_half_is_left(folder: LabFolder) -> None:
    name, data = segment()
    folder.put(name, data)
    before = (folder.path / "new" / name.text).stat()
    folder.put(name, b"something else")

    after = (folder.path / "new" / name.text).stat()
    assert (folder.read(name), after.st_mtime_ns) == (data, before.st_mtime_ns)
    assert [one.name for one in (folder.path / "new").iterdir()] == [name.text]


def test_what_cannot_be_read_yet_is_said_of_its_file(folder: LabFolder) -> None:
    name, _ = segment()

    with pytest.raises(UnfitError) as missing:
        folder.read(name)
    assert code_of(missing) is Message.SEGMENT_NOT_READ

    with (folder.path / "new" / name.text).open("wb") as file:
        file.truncate(2**30)
    with pytest.raises(UnfitError) as large:
        folder.read(name)
    assert code_of(large) is Message.SEGMENT_TOO_LARGE


def test_only_recent_segments_are_removed_and_a_missing_one_is_removed(folder: LabFolder) -> None:
    name, data = segment()
    folder.put(name, data)
    folder.put(name, data, sealed=True)
    folder.remove(name)
    folder.remove(name)

    assert folder.recent().names == ()
    assert folder.read(name) == data


def test_a_file_that_cannot_be_written_is_said_and_nothing_half_is_left(folder: LabFolder) -> None:
    name, data = segment()
    longer = replace(name, chain="a" * 300)

    with pytest.raises(BenchError) as unwritten:
        folder.put(longer, data)
    assert code_of(unwritten) is Message.LAB_AWAY
    assert list((folder.path / "new").iterdir()) == []


def test_a_folder_without_large_segments_has_none(folder: LabFolder) -> None:
    (folder.path / "old").rmdir()

    assert folder.chains_sealed() == ()
    assert folder.sealed(segment()[0].chain).names == ()


@pytest.mark.skipif(os.name != "posix", reason="a pipe in the place of a folder")
@pytest.mark.parametrize("part", ["new", "old"])
def test_a_file_in_the_place_of_a_part_is_said(folder: LabFolder, part: str) -> None:
    (folder.path / part).rmdir()
    (folder.path / part).write_bytes(b"")
    name, data = segment()

    with pytest.raises(BenchError) as wrong:
        (folder.recent if part == "new" else folder.chains_sealed)()
    assert code_of(wrong) is Message.LAB_AWAY
    with pytest.raises(BenchError) as unwritten:
        folder.put(name, data, sealed=part == "old")
    assert code_of(unwritten) is Message.LAB_AWAY


def test_a_segment_that_may_not_be_removed_stays_without_a_word(folder: LabFolder) -> None:
    name, data = segment()
    folder.put(name, data)
    # A folder under this name cannot be unlinked, whoever tries.
    other, _ = segment(9)
    (folder.path / "new" / other.text).mkdir()

    folder.remove(other)
    assert (folder.path / "new" / other.text).is_dir()


@pytest.mark.parametrize("sealed", [False, True])
def test_what_a_kill_left_half_written_is_removed_when_it_is_old_and_ones_own(folder: LabFolder, sealed: bool) -> None:
    name, data = segment(0x11111111)
    other, _ = segment(0x22222222)
    folder.put(name, data, sealed=sealed)
    place = folder.path / "old" / name.chain if sealed else folder.path / "new"
    halves = {
        (whose, days): place / f"~$bc{whose.chain[:8]}{days:08x}.tmp" for whose in (name, other) for days in (0, 2)
    }
    for (_, days), half in halves.items():
        half.write_bytes(data[:20])
        then = (BEGIN - timedelta(days=days)).timestamp()
        os.utime(half, (then, then))
    (folder.path / "new" / f"~$bc{name.chain[:8]}.tmp").mkdir()
    folder.remove_halves((name.chain,), BEGIN + timedelta(hours=1))

    assert [key for key, half in halves.items() if not half.exists()] == [(name, 2)]
    assert folder.read(name) == data


def test_a_half_written_file_is_named_by_whose_it_is(folder: LabFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    renamed: list[str] = []
    rename = Path.rename

    def noted(path: Path, target: Path) -> Path:
        renamed.append(path.name)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", noted)
    name, data = segment()
    folder.put(name, data)

    assert [one[:12] for one in renamed] == [f"~$bc{name.chain[:8]}"]


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EIO])
def test_a_share_that_cannot_write_a_name_through_is_used_all_the_same(
    folder: LabFolder, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(_folder: Path) -> None:
        raise OSError(number, os.strerror(number))

    name, data = segment()
    monkeypatch.setattr(lab_folder, "sync_folder", refuse)
    if number == errno.EINVAL:
        folder.put(name, data)
    else:
        with pytest.raises(BenchError) as failed:
            folder.put(name, data)
        assert code_of(failed) is Message.LAB_AWAY
    assert folder.read(name) == data


def test_a_folder_can_be_of_a_lab_that_exists_elsewhere(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    made = LabFolder(tmp_path / "one").make("Lab")

    assert LabFolder(tmp_path / "two").make(made.name, made.lab) == made == LabFolder(tmp_path / "two").lab()


def test_a_recent_segment_or_a_sign_that_comes_or_goes_changes_a_number(folder: LabFolder) -> None:
    rows = RowsInMemory()
    name = name_of([rows.write(chain_id(1))])
    folder.put(name, pack(rows.rows_after(chain_id(1), 0, 1), WRITTEN))
    os.utime(folder.path / "new", ns=(1, 1))
    assert folder.changed_ns() == (1, 0)
    folder.remove(name)
    segments, signs = folder.changed_ns()
    assert (segments > 1, signs) == (True, 0)
    folder.put_beside("here", "a sign of life", b"")
    assert folder.changed_ns()[0] == segments
    assert folder.changed_ns()[1] > 0
    shutil.rmtree(folder.path)
    with pytest.raises(FileNotFoundError):
        folder.changed_ns()


def test_new_segments_come_into_one_folder(tmp_path: Path) -> None:
    assert LabFolder(tmp_path).incoming == tmp_path / "new"
