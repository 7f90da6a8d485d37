"""Whoever starts the program is kept out by a program that runs, and by nothing else."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile, QSysInfo

from benchapp.domain.messages import BenchError, Message
from benchapp.store.file_errors import check_folder
from benchapp.system.single import SingleRun

posix = pytest.mark.skipif(os.name != "posix", reason="modes, pipes and locks of POSIX")
LOCK, REQUEST = "running.lock", "come-forward"


def single_in(folder: Path) -> SingleRun:
    return SingleRun(folder / LOCK, folder / REQUEST)


def lock_text(pid: int, name: str = "python3") -> str:
    machine = bytes(QSysInfo.machineUniqueId().data()).decode()
    boot = bytes(QSysInfo.bootUniqueId().data()).decode()
    return f"{pid}\n{name}\n{QSysInfo.machineHostName()}\n{machine}\n{boot}\n"


@contextmanager
def running(code: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
    finally:
        process.kill()
        process.communicate()


@posix
@pytest.mark.parametrize("content", [b"", b"garbage", b"\0" * 4096, b"\xff\xfe\n\n\n", b"-1\n\n\n", b"99999999\nx\n"])
def test_a_lock_file_that_a_power_cut_left_keeps_nobody_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / LOCK).write_bytes(content)
    single = single_in(tmp_path)
    assert single.take()
    single.release()


@posix
@pytest.mark.parametrize("kind", ["folder", "full folder", "pipe", "link to nowhere"])
def test_what_is_no_file_is_set_aside(tmp_path: Path, kind: str) -> None:
    lock = tmp_path / LOCK
    if kind.endswith("folder"):
        lock.mkdir()
        if kind == "full folder":
            (lock / "kept").write_text("something")
    elif kind == "pipe":
        os.mkfifo(lock)
    else:
        lock.symlink_to(tmp_path / "nowhere")
    single = single_in(tmp_path)
    assert single.take()
    assert lock.is_file()
    single.release()
    if kind == "full folder":
        assert (tmp_path / f"{LOCK}-aside-1" / "kept").read_text() == "something"


@posix
def test_a_process_number_that_another_program_has_by_now_keeps_nobody_out(tmp_path: Path) -> None:
    with running("import time; print('on', flush=True); time.sleep(60)") as other:
        name = Path(f"/proc/{other.pid}/exe").readlink().name if sys.platform == "linux" else "python3"
        (tmp_path / LOCK).write_text(lock_text(other.pid, name))
        plain = QLockFile(str(tmp_path / LOCK))
        plain.setStaleLockTime(0)
        assert not plain.tryLock(0), "otherwise this shows nothing"
        single = single_in(tmp_path)
        assert single.take()
        single.release()


HOLDS = """
import sys, time
from pathlib import Path
from benchapp.system.single import SingleRun
single = SingleRun(Path(sys.argv[1]) / "running.lock", Path(sys.argv[1]) / "come-forward")
print(single.take(), flush=True)
while True:
    time.sleep(0.05)
    if sys.argv[2] == "answers":
        single.asked()
"""


@posix
def test_a_program_that_runs_is_known_by_its_answer(tmp_path: Path) -> None:
    with running(HOLDS, str(tmp_path), "answers"):
        second = single_in(tmp_path)
        assert not second.take()
        assert second.held()
        assert second.ask_to_come_forward()
        assert second.is_answered()
        assert second.holder().in_sight


@posix
def test_one_that_hangs_is_waited_for_a_while_and_not_called_running(tmp_path: Path) -> None:
    with running(HOLDS, str(tmp_path), "hangs"):
        second = single_in(tmp_path)
        assert not second.take()
        assert second.ask_to_come_forward()
        begun = time.monotonic()
        assert not second.is_answered(within_s=0.3)
        assert 0.3 <= time.monotonic() - begun < 2
        assert not (tmp_path / REQUEST).exists(), "the next start must not answer what nobody asks any more"
    again = single_in(tmp_path)
    assert again.take()
    again.release()


@posix
def test_with_a_spoilt_lock_file_the_program_that_runs_still_has_the_folder(tmp_path: Path) -> None:
    with running(HOLDS, str(tmp_path), "answers"):
        (tmp_path / LOCK).write_bytes(b"")
        second = single_in(tmp_path)
        assert not second.take()
        assert second.ask_to_come_forward()
        assert second.is_answered()


def test_a_request_that_is_a_folder_is_no_crash(tmp_path: Path) -> None:
    single = single_in(tmp_path)
    assert single.take()
    (tmp_path / REQUEST).mkdir()
    assert single.asked() is None
    single.release()


@posix
def test_a_folder_whose_name_is_no_text_is_named_as_the_reason(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/latin1_\xfc"))
    with pytest.raises(BenchError) as refused:
        check_folder(folder)
    assert refused.value.code is Message.FOLDER_NAME_UNREADABLE
    assert "latin1_" in str(refused.value.values["file"])
    str(refused.value.values["file"]).encode()


def test_a_file_where_the_folder_belongs_is_named_as_the_reason(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    for folder in (tmp_path / "data", tmp_path / "data" / "deeper"):
        with pytest.raises(BenchError) as refused:
            check_folder(folder)
        assert refused.value.code is Message.FOLDER_IS_FILE


@posix
def test_a_name_that_is_too_long_is_said_and_no_crash(tmp_path: Path) -> None:
    with pytest.raises(BenchError) as refused:
        check_folder(tmp_path / ("x" * 300))
    assert refused.value.code is Message.FOLDER_UNUSABLE
