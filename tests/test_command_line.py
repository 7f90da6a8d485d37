import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from benchapp import __version__
from benchapp.app.fast_start.start_time import milliseconds_since_start
from benchapp.app.start import crash
from benchapp.base import paths
from benchapp.cli import main
from benchapp.commands import checks
from benchapp.domain.messages import BenchError, Message
from benchapp.store.answer_keys import load_cases
from benchapp.system import clocks, machine, sound
from benchapp.system.single import SingleRun

KEY = paths.resources() / "answer_key.json"
ROOT = Path(__file__).parent.parent
OFFSCREEN = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def run(*arguments: str, **changed: str) -> "subprocess.CompletedProcess[str]":
    environment = {**OFFSCREEN, **changed}
    command = [sys.executable, "-m", "benchapp", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment, timeout=240)


@contextmanager
def answering(first: SingleRun) -> Iterator[list[str]]:
    """Answer requests as a running program does with each beat; give what was asked for."""
    heard: list[str] = []
    ended = Event()

    def answer() -> None:
        while not ended.wait(0.05):
            if (wanted := first.asked()) is not None:
                heard.append(wanted)

    thread = Thread(target=answer)
    thread.start()
    try:
        yield heard
    finally:
        ended.set()
        thread.join()


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])

    assert ended.value.code == 0
    assert __version__ in capsys.readouterr().out


def test_all_published_examples_agree(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--verify", str(KEY)]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "81 of 81 agree"
    assert len(lines) == 82


def test_an_answer_that_differs_gives_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = {
        "id": "a",
        "calculator": "dilute",
        "given": {"c1": "10 mM", "c2": "1 mM", "v2": "1 mL"},
        "expect": {"v1": "1 mL"},
    }
    unreadable = {**case, "id": "b", "given": {"c1": "ten"}}
    odd = {**case, "id": "c", "calculator": "series", "given": {"top": "1 mM", "factor": "a", "points": "2"}}
    key = {"format": "benchapp-answer-key/1", "cases": [case, unreadable, odd]}
    (tmp_path / "key.json").write_text(json.dumps(key), encoding="utf-8")

    assert checks.verify(tmp_path / "key.json") == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("a: DIFFERS: ours v1 100 µL")
    assert "is not one number and one unit" in out[1]
    assert out[-1] == "0 of 3 agree"


@pytest.mark.parametrize("content", ["{", '{"format": "x", "cases": []}', '{"cases": []}'])
def test_a_file_that_is_no_answer_key_is_refused(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "key.json").write_text(content, encoding="utf-8")

    with pytest.raises(BenchError):
        load_cases(tmp_path / "key.json")
    assert checks.verify(tmp_path / "key.json") == 1
    assert checks.verify(tmp_path / "nothing.json") == 1
    assert "cannot be read" in capsys.readouterr().out


def test_monographs_are_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = str(paths.resources() / "monographs" / "lenalidomide.json")
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")

    assert main(["--check-monograph", good]) == 0
    assert main(["--check-monograph", good, str(tmp_path / "bad.json")]) == 1
    assert "$.format" in capsys.readouterr().out


def test_recipes_of_buffers_are_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = paths.resources() / "buffers" / "pbs.json"
    (tmp_path / "bad.json").write_text(good.read_text("utf-8").replace("137 mM", "137 %"), encoding="utf-8")

    assert main(["--check-buffer", str(good)]) == 0
    assert main(["--check-buffer", str(good), str(tmp_path / "bad.json")]) == 1
    assert "by volume or by mass" in capsys.readouterr().out


def test_the_time_to_the_window_is_printed(tmp_path: Path) -> None:
    done = run("--data", str(tmp_path), "--time-to-window")

    assert done.returncode == 0, done.stderr
    assert 0 < float(done.stdout) < 60_000
    assert milliseconds_since_start() > 0


def without_display() -> dict[str, str]:
    displays = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in displays}
    return {**environment, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def test_without_a_display_it_says_so_and_begins_to_make_pictures(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchapp"]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=tmp_path, env=without_display(), stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 120
    while not list(tmp_path.glob("tour/*.png")) and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    running.kill()
    said, _ = running.communicate()

    assert "no display" in said
    assert str(tmp_path / "tour") in said
    assert list(tmp_path.glob("tour/*.png"))


@pytest.mark.torture
def test_without_a_display_it_makes_every_picture(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchapp"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=without_display(),
        timeout=240,
    )

    assert done.returncode == 0, done.stderr
    assert "no display" in done.stdout
    assert str(tmp_path / "tour") in done.stdout
    assert len(list((tmp_path / "tour").glob("*.png"))) == 196


def test_a_second_start_asks_the_first_to_come_forward(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    first = SingleRun(folder / "running.lock", folder / "come-forward")
    assert first.take()
    assert first.asked() is None

    with answering(first) as heard:
        done = run("--data", str(folder))

        assert done.returncode == 0, done.stderr
        assert "running already" in done.stdout
        assert heard == [""]
        # A file that is double-clicked goes to the program that runs.
        file = tmp_path / "café.monograph.json"
        run("--data", str(folder), str(file))
        assert heard == ["", str(file)]
    assert first.asked() is None
    holder = first.holder()
    assert holder.pid == os.getpid()
    assert not holder.elsewhere
    first.release()


def test_a_second_start_that_nobody_answers_says_so_and_ends_without_a_screen(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    first = SingleRun(folder / "running.lock", folder / "come-forward")
    assert first.take()

    done = run("--data", str(folder))

    assert done.returncode == 1
    assert str(folder) in done.stderr
    assert f"does not answer (process {os.getpid()})" in done.stderr
    assert "running already" not in done.stdout
    assert first.asked() is None, "nobody asks any more"
    first.release()


def test_a_lock_left_by_a_program_that_is_gone_is_taken_over(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from benchapp.system.single import SingleRun\n"
        "held = SingleRun(Path(sys.argv[1]), Path(sys.argv[2])); held.take(); os.kill(os.getpid(), 9)"
    )
    lock, request = tmp_path / "running.lock", tmp_path / "come-forward"
    subprocess.run([sys.executable, "-c", code, str(lock), str(request)], check=False, cwd=ROOT)
    assert lock.exists()

    second = SingleRun(lock, request)

    assert second.take()
    second.release()


def test_a_crash_is_in_a_file_before_it_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    hook = crash.watch(tmp_path / "crash.txt", shown.append)
    error = ValueError("a defect")

    hook(ValueError, error, None)

    assert (tmp_path / "crash.txt").read_text(encoding="utf-8") == shown[0]
    assert "a defect" in shown[0]
    assert crash.last_words(tmp_path / "nothing") == ""
    crash.watch(tmp_path, shown.append)(ValueError, error, None)
    assert "could not be written" in shown[1]


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, False),
        ({"DISPLAY": ":7"}, False),
        ({"DISPLAY": ":8"}, True),
        ({"DISPLAY": ":8.0"}, True),
        ({"DISPLAY": "far:0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
    ],
)
def test_a_display_is_looked_for_before_qt_would_abort(
    tmp_path: Path, environment: dict[str, str], shown: bool
) -> None:
    (tmp_path / "X8").touch()

    assert machine.has_display(environment, tmp_path) is shown


def test_the_system_s_clocks_tell_boot_and_zone(tmp_path: Path) -> None:
    clock = clocks.SystemClock("Europe/Berlin")
    first, second = clock.now(), clock.now()

    assert first.boot_id == second.boot_id == clocks.boot_id()
    ours, theirs = (clocks.SystemClock("UTC", installation).now() for installation in ("0123456789abcdef", "fedcba98"))
    assert (ours.boot_id, theirs.boot_id) == (f"01234567:{first.boot_id}", f"fedcba98:{first.boot_id}")
    assert second.boot_s >= first.boot_s > 0
    assert clock.zone.key == "Europe/Berlin"
    assert clocks.SystemClock("Nowhere/None").zone.key == "UTC"
    (tmp_path / "zoneinfo" / "Europe").mkdir(parents=True)
    (tmp_path / "zoneinfo" / "Europe" / "Paris").touch()
    (tmp_path / "localtime").symlink_to(tmp_path / "zoneinfo" / "Europe" / "Paris")
    assert clocks.system_zone(tmp_path, {}).zone.key == "Europe/Paris"
    assert clocks.system_zone(tmp_path / "none", {}).zone.key == "UTC"
    assert machine.machine_id()


def test_a_machine_without_a_player_plays_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not sound.play(paths.resources() / "sounds" / "bell.wav")
    player = tmp_path / "aplay"
    player.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    player.chmod(0o755)

    assert sound.play(paths.resources() / "sounds" / "bell.wav")


def test_a_lock_of_another_machine_is_named() -> None:
    assert BenchError(Message.LOCKED_ELSEWHERE, host="bench-2").values["host"] == "bench-2"
