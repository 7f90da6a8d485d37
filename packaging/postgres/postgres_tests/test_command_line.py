"""What the person who looks after the computers types, and what is said."""

import io
import os
import plistlib
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest
from benchapp_postgres import at_login
from benchapp_postgres.__main__ import _Teller, main
from benchapp_postgres.address import read_address, stored_password
from benchapp_postgres.carrier import Carried
from benchapp_postgres.settings import Remembered, Settings
from benchapp_postgres.sync import Told
from benchapp_postgres.troubles import TroubleError

from benchapp.store.lab.lab_folder import LabFolder
from benchapp.store.lab.server_note import ServerNote, leave_note, read_note
from postgres_tests.making_lab import Computer, Database, Keyring
from postgres_tests.making_server import OWNER
from tests.system.fake_registry import Registry

Capture = pytest.CaptureFixture[str]


def test_set_up_carry_and_ask_how_it_goes(database: Database, tmp_path: Path, capsys: Capture) -> None:
    settings = ["--settings", str(tmp_path / "settings")]
    assert main([*settings, "status"]) == 1
    assert "Say once between what is carried" in capsys.readouterr().err
    one = Computer(1, tmp_path / "one")
    one.folder.path.mkdir()

    assert main([*settings, "sync", database.url(), str(one.folder.path), "--once"]) == 0
    assert "Connected." in capsys.readouterr().out
    one.write(4)
    assert main([*settings, "sync", "--once"]) == 0
    assert "4 entries sent, 0 files fetched." in capsys.readouterr().out
    assert main([*settings, "status"]) == 0
    assert f"{one.folder.path} ⇄ postgresql://hood-1@" in capsys.readouterr().out
    assert main([*settings, "sync", database.url()]) == 1
    assert "Name the folder as well" in capsys.readouterr().err


def test_trouble_is_written_down_with_its_beginning(database: Database, tmp_path: Path, capsys: Capture) -> None:
    settings = ["--settings", str(tmp_path / "settings")]
    main([*settings, "sync", database.url(), str(tmp_path / "one"), "--once"])
    remembered = Remembered(tmp_path / "settings")
    last = remembered.state().last
    assert last is not None
    assert (datetime.now(UTC) - last).total_seconds() < 60
    assert main([*settings, "status"]) == 0
    remembered.set_state(ServerNote(last, "The disk of the server is full.", last))
    capsys.readouterr()
    assert main([*settings, "status"]) == 1
    assert "The disk of the server is full" in capsys.readouterr().out
    (tmp_path / "settings" / "state.json").write_bytes(b"{")
    assert main([*settings, "status"]) == 1
    assert "All was carried last: never yet" in capsys.readouterr().out
    (tmp_path / "settings" / "settings.json").write_bytes(b"{")
    assert main([*settings, "status"]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_carrying_once_that_fails_is_written_down_too(
    database: Database, tmp_path: Path, passwords: Path, capsys: Capture
) -> None:
    settings = ["--settings", str(tmp_path / "settings")]
    assert main([*settings, "sync", database.url(), str(tmp_path / "one"), "--once"]) == 0
    # A folder that is carried once may be one that others share.
    assert read_note(tmp_path / "one") is None
    leave_note(tmp_path / "one", ServerNote(datetime.now(UTC)))
    passwords.write_text("", encoding="utf-8")
    assert main([*settings, "sync", "--once"]) == 1
    state = Remembered(tmp_path / "settings").state()
    assert "asks for the password" in state.trouble
    assert state.last is not None
    assert read_note(tmp_path / "one") == state
    assert main([*settings, "status"]) == 1


def test_another_sentence_for_the_same_trouble_does_not_begin_it_anew(tmp_path: Path) -> None:
    begin = datetime.now(UTC)
    teller = _Teller(Remembered(tmp_path / "s"), Settings("postgresql://x@y/z", str(tmp_path / "lab")), once=False)
    (tmp_path / "lab").mkdir()
    for minutes, sentence in ((0, ""), (1, "was lost"), (5, "cannot be reached"), (9, "cannot be reached")):
        trouble = TroubleError(sentence) if sentence else None
        teller.tell(Told(begin + timedelta(minutes=minutes), Carried(), trouble))
    noted = ServerNote(begin, "cannot be reached", begin + timedelta(minutes=1))
    assert read_note(tmp_path / "lab") == Remembered(tmp_path / "s").state() == noted
    teller.tell(Told(begin + timedelta(minutes=10), Carried()))
    assert read_note(tmp_path / "lab") == ServerNote(begin + timedelta(minutes=10))


def test_how_it_goes_is_said_in_the_folder_and_its_absence_keeps_nothing_up(tmp_path: Path, capsys: Capture) -> None:
    begin, folder = datetime.now(UTC), tmp_path / "lab"
    folder.mkdir()
    teller = _Teller(Remembered(tmp_path / "s"), Settings("postgresql://x@y/z", str(folder)), once=False)
    teller.tell(Told(begin, Carried()))
    assert read_note(folder) == ServerNote(begin)
    # While all is well that is said again each minute, not with each look.
    teller.tell(Told(begin + timedelta(seconds=30), Carried()))
    assert read_note(folder) == ServerNote(begin)
    teller.tell(Told(begin + timedelta(seconds=61), Carried()))
    assert read_note(folder) == ServerNote(begin + timedelta(seconds=61))
    folder.rename(tmp_path / "away")
    teller.tell(Told(begin + timedelta(minutes=3), None, TroubleError("away")))
    assert "is no folder of a lab, or is away just now" in capsys.readouterr().out
    assert not folder.exists()
    assert Remembered(tmp_path / "s").state().trouble == "away"


def test_what_was_given_is_remembered_when_it_has_been_connected(
    database: Database, tmp_path: Path, capsys: Capture
) -> None:
    settings, remembered = ["--settings", str(tmp_path / "settings")], Remembered(tmp_path / "settings")
    own, slip = str(tmp_path / "own"), f"{database.url()}&sslmode=verify-everything"
    assert main([*settings, "sync", slip, own, "--once"]) == 1
    assert "The address of the server cannot be used (invalid sslmode value" in capsys.readouterr().err
    assert remembered.find() is None
    assert main([*settings, "sync", database.url(), own, "--once"]) == 0
    kept, state = remembered.find(), remembered.state()
    assert kept == Settings(database.url(), own)

    # A slip of the pen, and what a share has and is brought along once, change nothing of it.
    share = Computer(7, tmp_path / "share")
    share.folder.path.mkdir()
    share.folder.make("Müller lab", LabFolder(tmp_path / "own").lab().lab)
    share.write(3)
    assert main([*settings, "sync", slip, own, "--once"]) == 1
    capsys.readouterr()
    assert main([*settings, "sync", database.url(), str(tmp_path / "share"), "--once"]) == 0
    assert "3 entries sent" in capsys.readouterr().out
    assert (remembered.find(), remembered.state()) == (kept, state)


def test_another_server_that_answers_is_remembered_and_begins_anew(tmp_path: Path) -> None:
    remembered, at = Remembered(tmp_path / "s"), datetime.now(UTC)
    remembered.set_settings(Settings("postgresql://x@old/z", str(tmp_path)))
    remembered.set_state(ServerNote(at, "cannot be reached", at))
    teller = _Teller(remembered, Settings("postgresql://x@new/z", str(tmp_path)), once=False)
    teller.tell(Told(at, None, TroubleError("asks for the password")))
    assert remembered.settings().url == "postgresql://x@old/z"
    # In part is connected, too.
    teller.tell(Told(at, Carried(), TroubleError("is not whole")))
    assert remembered.settings().url == "postgresql://x@new/z"
    assert remembered.state() == read_note(tmp_path) == ServerNote(None, "is not whole", at)


def test_settings_that_cannot_be_written_keep_nothing_up(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "s").touch()
    teller = _Teller(Remembered(tmp_path / "s"), Settings("postgresql://x@y/z", str(tmp_path)), once=False)
    teller.tell(Told(datetime.now(UTC), Carried()))
    assert "cannot be written" in capsys.readouterr().out


def test_setting_up_again_changes_nothing(database: Database, tmp_path: Path, capsys: Capture) -> None:
    one = Computer(1, tmp_path / "one")
    main(["--settings", str(tmp_path / "s"), "sync", database.url(), str(one.folder.path), "--once"])
    one.write(2)
    main(["--settings", str(tmp_path / "s"), "sync", "--once"])
    before = database.lines()
    capsys.readouterr()
    assert main(["init", database.server.url(OWNER, database.name), "--name", "Another"]) == 0
    said = capsys.readouterr().out
    assert "The database is that of “Müller lab”." in said
    assert 'IN ROLE "benchapp_lab";' in said
    assert database.lines() == before


def test_a_lab_with_a_folder_brings_it_along(database: Database, tmp_path: Path, capsys: Capture) -> None:
    name, share = f"{database.name}share", Computer(7, tmp_path / "share")
    database.server.make_database(name)
    share.folder.path.mkdir()
    made = share.folder.make("With a share")
    share.write(3)
    url = database.server.url(OWNER, name)
    assert main(["init", url, "--folder", str(tmp_path / "nowhere")]) == 1
    assert "is no folder of a lab" in capsys.readouterr().err
    assert main(["init", url, "--folder", str(share.folder.path)]) == 0
    assert "With a share" in capsys.readouterr().out
    computer = database.server.url("hood-2", name)
    assert main(["--settings", str(tmp_path / "s"), "sync", computer, str(share.folder.path), "--once"]) == 0
    assert main(["--settings", str(tmp_path / "t"), "sync", computer, str(tmp_path / "own"), "--once"]) == 0
    own = Computer(7, tmp_path / "own")
    assert own.folder.lab() == made
    assert set(own.hashes().values()) == share.rows.everything()

    (tmp_path / "other").mkdir()
    Computer(8, tmp_path / "other").folder.make("Other")
    capsys.readouterr()
    assert main(["init", url, "--folder", str(tmp_path / "other")]) == 1
    assert "another lab's (“With a share”)" in capsys.readouterr().err


def test_it_starts_at_login_only_where_asked(tmp_path: Path, capsys: Capture) -> None:
    given = ["--settings", str(tmp_path / "s")]
    item, home = at_login.login_item(tmp_path / "s"), Path.home()
    assert Path(item.place(home)).is_relative_to(tmp_path)
    assert main([*given, "at-login", "on"]) == 1
    assert "Say once between what is carried" in capsys.readouterr().err
    assert not item.is_set(home)

    Remembered(tmp_path / "s").set_settings(Settings("postgresql://hood-1@db.example.org/lab", "/srv/lab"))
    assert main([*given, "at-login", "on"]) == 0
    assert "From the next login on" in capsys.readouterr().out
    # A settings folder that was named is named then, too.
    line = f"Exec={sys.executable} -m benchapp_postgres --settings {tmp_path / 's'} sync\n"
    assert line in Path(item.place(home)).read_text(encoding="utf-8")
    assert main([*given, "at-login", "off"]) == main(["at-login", "off"]) == 0
    assert not item.is_set(home)


def test_windows_and_macos_start_the_built_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    registry = Registry()
    monkeypatch.setitem(sys.modules, "winreg", registry)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    for system, file in (("win32", "benchapp-postgres.exe"), ("darwin", "benchapp-postgres")):
        monkeypatch.setattr(sys, "executable", str(tmp_path / "Program Files" / file))
        at_login.login_item(system=system).set(True, tmp_path)

    quiet = tmp_path / "Program Files" / "benchapp-postgres-quiet.exe"
    assert list(registry.keys.values()) == [{"benchapp-postgres": f'"{quiet}" sync'}]
    agent = tmp_path / "Library" / "LaunchAgents" / "companion.bench.postgres.plist"
    assert plistlib.loads(agent.read_bytes()) == {
        "Label": "companion.bench.postgres",
        "ProgramArguments": [str(tmp_path / "Program Files" / "benchapp-postgres"), "sync"],
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
    }


def test_a_start_at_login_that_cannot_be_set_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    Remembered(tmp_path / "s").set_settings(Settings("postgresql://hood-1@db.example.org/lab", "/srv/lab"))
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "file"))
    assert main(["--settings", str(tmp_path / "s"), "at-login", "on"]) == 1
    assert "The start at login cannot be set: " in capsys.readouterr().err


def test_a_password_comes_from_who_types_it_and_never_from_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    url = "postgresql://hood-1@db.example.org/lab"
    for typed, said in (("\n", "No password was typed"), ("secret\n", "no keyring that is open")):
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        assert main(["password", url]) == 1
        assert said in capsys.readouterr().err
    keyring.set_keyring(Keyring())
    monkeypatch.setattr(sys, "stdin", io.StringIO("secret\n"))
    assert main(["password", url]) == 0
    assert capsys.readouterr().out == "Stored for hood-1@db.example.org:5432/lab.\n"
    assert stored_password(read_address(url)) == "secret"


def test_where_few_signs_can_be_written_nothing_ends(tmp_path: Path) -> None:
    Remembered(tmp_path / "s").set_settings(Settings("postgresql://x@y/z", "/srv/lab"))
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-m", "benchapp_postgres", "--settings", str(tmp_path / "s"), "status"],
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONPATH": f"{root}:{root / 'packaging' / 'postgres'}"},
        capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.startswith(b"/srv/lab ? postgresql://x@y/z")
