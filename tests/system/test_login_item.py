"""What starts with the login, on each system: what is written there is what the system reads, and it goes again."""

import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from benchapp.base.login_item import LoginItem
from benchapp.domain.messages import BenchError, Message
from benchapp.system import autostart
from tests.system.fake_registry import Registry

ODD = 'C:\\a b\\"x" $HOME `id` 100 %f.exe'
RUN = r"software\microsoft\windows\currentversion\run"


def item(system: str, *command: str, again: bool = False) -> LoginItem:
    return LoginItem("Some Program", "some", "org.example.some", command or ("/opt/some", "go"), again, system)


@pytest.fixture(autouse=True)
def no_other_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    made = Registry()
    monkeypatch.setitem(sys.modules, "winreg", made)
    return made


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_it_is_set_twice_and_taken_back_twice(system: str, tmp_path: Path, registry: Registry) -> None:
    one = item(system)
    assert not one.is_set(tmp_path)
    one.set(False, tmp_path)
    for wanted in (True, True, False, False):
        one.set(wanted, tmp_path)
        assert one.is_set(tmp_path) is wanted
    # What has begun to be written is not left behind either.
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert registry.keys.get(RUN, {}) == {}


def test_a_desktop_starts_the_words_that_were_meant(tmp_path: Path) -> None:
    told = tmp_path / "told"
    program = tmp_path / 'a b "$x` 100 %d \\.sh'
    program.write_text(f'#!/bin/sh\nfor word in "$@"; do printf "%s\\n" "$word"; done > {told}\n')
    program.chmod(0o755)
    one = item("linux", str(program), ODD, "--plain")
    one.set(True, tmp_path)

    file = Path(one.place(tmp_path))
    assert file == tmp_path / ".config" / "autostart" / "some.desktop"
    text = file.read_text()
    assert text.startswith("[Desktop Entry]\nType=Application\nName=Some Program\nExec=")
    # By the two rules of the specification, read backwards: of values, and of the line in one.
    line = next(line for line in text.splitlines() if line.startswith("Exec=")).removeprefix("Exec=")
    line = line.replace("\\\\", "\\").replace("%%", "%")
    assert line == line.strip()
    assert subprocess.run(["sh", "-c", line], check=True).returncode == 0
    assert told.read_text().splitlines() == [ODD, "--plain"]


@pytest.mark.parametrize("again", [False, True])
def test_macos_reads_an_agent(tmp_path: Path, again: bool) -> None:
    one = item("darwin", "/Applications/Some Program.app/x", ODD, again=again)
    one.set(True, tmp_path)

    file = tmp_path / "Library" / "LaunchAgents" / "org.example.some.plist"
    assert Path(one.place(tmp_path)) == file
    agent = plistlib.loads(file.read_bytes())
    assert agent.pop("KeepAlive", None) == ({"SuccessfulExit": False} if again else None)
    assert agent == {
        "Label": "org.example.some",
        "ProgramArguments": ["/Applications/Some Program.app/x", ODD],
        "RunAtLoad": True,
    }


def test_windows_reads_a_line_in_the_registry_beside_those_of_others(tmp_path: Path, registry: Registry) -> None:
    registry.keys[RUN] = {"another": "x.exe"}
    one = item("win32", "C:\\Program Files\\x.exe", 'say "so"')
    one.set(True, tmp_path)
    assert registry.keys[RUN] == {"another": "x.exe", "some program": '"C:\\Program Files\\x.exe" "say \\"so\\""'}
    assert one.is_set(tmp_path)
    one.set(False, tmp_path)
    assert registry.keys == {RUN: {"another": "x.exe"}}
    assert list(tmp_path.iterdir()) == []


def test_a_registry_that_may_not_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "winreg", Registry(locked=True))
    for wanted in (True, False):
        with pytest.raises(PermissionError):
            item("win32").set(wanted, tmp_path)


def test_where_it_cannot_be_written_the_program_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    autostart.set_start_at_login(False, tmp_path)
    with pytest.raises(BenchError) as refused:
        autostart.set_start_at_login(True, tmp_path)
    assert refused.value.code is Message.NOT_SAVED
    assert str(tmp_path / "file") in str(refused.value.values["file"])


def test_this_program_starts_in_the_background(tmp_path: Path) -> None:
    assert not autostart.starts_at_login(tmp_path)
    autostart.set_start_at_login(True, tmp_path)
    assert autostart.starts_at_login(tmp_path)
    assert "--in-background\n" in (tmp_path / ".config" / "autostart" / "benchapp.desktop").read_text()
    autostart.set_start_at_login(False, tmp_path)
    assert not autostart.starts_at_login(tmp_path)
