"""Starting with the login, only where somebody asked for it."""

import sys
from pathlib import Path

from benchapp.base.login_item import LoginItem
from benchapp.store.files import reason_of
from benchapp_postgres.troubles import TroubleError

_NAME = "benchapp-postgres"


def login_item(settings: Path | None = None, system: str = str(sys.platform)) -> LoginItem:
    """Return what starts with the login.

    Args:
        settings: Where this computer's settings are, where that is not the usual place.
        system: As Python names it.
    """
    words = ["sync"] if settings is None else ["--settings", str(settings.absolute()), "sync"]
    if getattr(sys, "frozen", False):
        program = Path(sys.executable)
        # On Windows the one of the two that opens no window.
        command = [str(program.with_name(f"{_NAME}-quiet.exe") if system == "win32" else program)]
    else:
        command = [sys.executable, "-m", "benchapp_postgres"]
    return LoginItem(_NAME, _NAME, "companion.bench.postgres", (*command, *words), again=True, system=system)


def set_start_at_login(wanted: bool, home: Path, settings: Path | None = None) -> None:
    """Set whether the program starts with the login.

    Raises:
        TroubleError: The system does not take it.
    """
    try:
        login_item(settings).set(wanted, home)
    except OSError as error:
        raise TroubleError(f"The start at login cannot be set: {reason_of(error)}.", lasting=True) from error
