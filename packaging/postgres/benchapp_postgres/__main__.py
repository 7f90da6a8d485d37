"""The command line: `init` once for a server, `sync` on each computer."""

import argparse
import getpass
import io
import sys
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchapp import __version__
from benchapp.domain.messages import BenchError
from benchapp.store.lab.lab_folder import FORMAT, NEEDS, LabFile, LabFolder
from benchapp.store.lab.server_note import ServerNote, leave_note, read_note
from benchapp_postgres.address import Address, connect, read_address, store_password, stored_password
from benchapp_postgres.at_login import set_start_at_login
from benchapp_postgres.setting_up import set_up
from benchapp_postgres.settings import Remembered, Settings
from benchapp_postgres.sync import Sync, Told
from benchapp_postgres.troubles import TroubleError, of_folder

ROLE = "benchapp_lab"
# Longer without a complete look is worth a word.
_LATE = timedelta(minutes=15)
# How often it is written down that all is well.
_NOTED = timedelta(minutes=1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what is asked; return the status."""
    asked = _parser().parse_args(arguments)
    remembered = Remembered(asked.settings)
    try:
        match asked.command:
            case "init":
                _init(read_address(asked.url), asked)
            case "password":
                _password(read_address(asked.url or remembered.settings().url))
            case "sync":
                _sync(asked, remembered)
            case "at-login":
                _at_login(asked, remembered)
            case _:
                return _status(remembered)
    except TroubleError as trouble:
        print(trouble.sentence, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="benchapp-postgres", description="Carry a lab's journals between a folder and a PostgreSQL server."
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--settings", type=Path, metavar="FOLDER", help="where this computer's settings are")
    commands = parser.add_subparsers(dest="command", required=True)
    init = commands.add_parser("init", help="set a database up, once, as its owner")
    init.add_argument("url", help="postgresql://OWNER@SERVER/DATABASE")
    init.add_argument("--folder", type=Path, help="the folder of a lab that there is already")
    init.add_argument("--name", default="Lab", help="what people call the lab, where it is new")
    init.add_argument("--role", default=ROLE, help=f"whose members may take part ({ROLE})")
    password = commands.add_parser("password", help="store a password in this computer's keyring")
    password.add_argument("url", nargs="?", help="postgresql://USER@SERVER/DATABASE")
    sync = commands.add_parser("sync", help="carry until it is stopped")
    sync.add_argument("url", nargs="?", help="postgresql://USER@SERVER/DATABASE; remembered")
    sync.add_argument("folder", nargs="?", type=Path, help="a folder on this computer; remembered")
    sync.add_argument("--once", action="store_true", help="carry what there is, and end")
    login = commands.add_parser("at-login", help="start sync with the login, or no more")
    login.add_argument("wanted", choices=("on", "off"))
    commands.add_parser("status", help="say how it goes on this computer")
    return parser


def _init(address: Address, asked: argparse.Namespace) -> None:
    try:
        lab = (
            LabFile(FORMAT, str(uuid.uuid4()), asked.name, NEEDS)
            if asked.folder is None
            else LabFolder(asked.folder).lab()
        )
    except BenchError as error:
        raise of_folder(error) from error
    with connect(address, _typed(address)) as connection:
        made = set_up(connection, lab, asked.role)
    if asked.folder is not None and made.lab != lab.lab:
        raise TroubleError(f"This database is another lab's (“{made.name}”): take an empty one.", lasting=True)
    print(f"The database is that of “{made.name}”. For each computer, as the owner of the server:")
    print(f"""  CREATE ROLE "NAME" LOGIN PASSWORD '…' IN ROLE "{asked.role}";""")
    print("and on that computer, once:")
    print("  benchapp-postgres password postgresql://NAME@SERVER/DATABASE")
    print("  benchapp-postgres sync postgresql://NAME@SERVER/DATABASE FOLDER")
    print("  benchapp-postgres at-login on")


def _typed(address: Address) -> str:
    """Return a password that is typed, where there is somebody to type it and none is stored."""
    if not sys.stdin.isatty() or stored_password(address):
        return ""
    return getpass.getpass(f"Password of {address.user} (empty: the one in .pgpass): ")


def _password(address: Address) -> None:
    if sys.stdin.isatty():
        password = getpass.getpass(f"Password of {address.user}: ")
    else:
        password = sys.stdin.readline().rstrip("\n")
    if not password:
        raise TroubleError("No password was typed: nothing is stored.", lasting=True)
    store_password(address, password)
    print(f"Stored for {address.account}.")


def _at_login(asked: argparse.Namespace, remembered: Remembered) -> None:
    if asked.wanted == "on":
        # Without these it would start each time and say what it lacks to nobody.
        settings = remembered.settings()
        set_start_at_login(True, Path.home(), asked.settings)
        print(f"From the next login on, this is carried: {settings.folder} ⇄ {settings.url}")
    else:
        set_start_at_login(False, Path.home(), asked.settings)
        print("Nothing starts with the login any more.")


def _sync(asked: argparse.Namespace, remembered: Remembered) -> None:
    if asked.url is not None and asked.folder is None:
        raise TroubleError("Name the folder as well: benchapp-postgres sync URL FOLDER", lasting=True)
    settings = remembered.settings() if asked.url is None else Settings(asked.url, str(asked.folder.absolute()))
    address = read_address(settings.url)
    if not address.is_verified:
        print(
            "The server does not prove who it is (sslmode): whoever is between can read and change entries.", flush=True
        )
    folder = LabFolder(Path(settings.folder))
    teller = _Teller(remembered, settings, once=asked.once)
    sync = Sync(address, folder, teller.tell)
    if not asked.once:
        sync.run()
        return
    try:
        carried = sync.once()
    except TroubleError as trouble:
        teller.note(trouble.sentence, datetime.now(UTC))
        raise
    teller.tell(Told(datetime.now(UTC), carried))


class _Teller:
    """Says how it goes, and writes it down for `status` and for Bench Companion.

    Args:
        remembered: Where `status` looks.
        settings: Between what is carried.
        once: Whether it is carried once.
    """

    def __init__(self, remembered: Remembered, settings: Settings, *, once: bool) -> None:
        self._remembered = remembered
        self._settings = settings
        before = remembered.find()
        # What was given is remembered when it has been connected: a slip of the pen takes the place of nothing. What is
        # carried once beside what is remembered, as a share whose entries are brought along, leaves no trace.
        self._known = before == settings
        self._passing = once and before is not None and not self._known
        # A folder that is carried once may be one that others share: what is said there would hold for them, and grow
        # old.
        lasting = not once or read_note(Path(settings.folder)) is not None
        self._folder = Path(settings.folder) if lasting else None
        self._said: str | None = None
        self._state = remembered.state() if self._known else ServerNote()
        self._noted: datetime | None = None

    def tell(self, told: Told) -> None:
        """Show what has changed, and write it down."""
        trouble = "" if told.trouble is None else told.trouble.sentence
        if trouble != self._said:
            self._say(told.at, trouble or "Connected.")
            self._said = trouble
        if told.carried is not None and (told.carried.sent or told.carried.fetched):
            self._say(told.at, f"{told.carried.sent} entries sent, {told.carried.fetched} files fetched.")
        if told.carried is not None and not self._known and not self._passing:
            self._remember()
        self.note(trouble, told.at)

    def _remember(self) -> None:
        self._known = True
        try:
            self._remembered.set_settings(self._settings)
        except TroubleError as error:
            print(error.sentence, flush=True)

    def note(self, trouble: str, at: datetime) -> None:
        """Write down what is in the way, where that has changed or it is time to say again that nothing is."""
        before = self._state
        if not self._known:
            return
        if self._noted is not None and trouble == before.trouble and (trouble or at - self._noted < _NOTED):
            return
        # Another sentence for what has been in the way all along does not begin it anew.
        self._state = (
            ServerNote(before.last, trouble, before.since if before.trouble else at) if trouble else ServerNote(at)
        )
        self._noted = at
        try:
            self._remembered.set_state(self._state)
            if self._folder is not None:
                leave_note(self._folder, self._state)
        except TroubleError as error:
            # Nothing is carried less for it.
            print(error.sentence, flush=True)
        except BenchError as error:
            # The folder is in the way itself then, which is said already.
            print(of_folder(error).sentence, flush=True)

    def _say(self, at: datetime, text: str) -> None:
        print(f"{at.astimezone():%Y-%m-%d %H:%M:%S}  {text}", flush=True)


def _status(remembered: Remembered) -> int:
    settings, state = remembered.settings(), remembered.state()
    last = state.last
    said = "never yet" if last is None else last.astimezone().strftime("%Y-%m-%d %H:%M")
    print(f"{settings.folder} ⇄ {settings.url}")
    print(f"All was carried last: {said}")
    if state.trouble and state.since is not None:
        print(f"Since {state.since.astimezone():%Y-%m-%d %H:%M}: {state.trouble}")
    return 0 if last is not None and not state.trouble and datetime.now(UTC) - last < _LATE else 1


def run() -> None:
    """Do what is asked, and end."""
    for stream in (sys.stdout, sys.stderr):
        # A file or a pipe may take few signs, as on Windows; what it does not take ends nothing.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(main())


if __name__ == "__main__":
    run()
