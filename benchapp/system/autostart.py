"""Starting with the login, only where somebody asked for it."""

import sys
from pathlib import Path

from benchapp.base.login_item import LoginItem
from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import reason_of


def command() -> list[str]:
    """Return what starts this program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--in-background"]
    return [sys.executable, "-m", "benchapp", "--in-background"]


def starts_at_login(home: Path | None = None) -> bool:
    """Return whether it starts with the login."""
    return _item().is_set(home or Path.home())


def set_start_at_login(wanted: bool, home: Path | None = None) -> None:
    """Set whether the program starts with the login.

    Raises:
        BenchError: The system does not take it.
    """
    item, home = _item(), home or Path.home()
    try:
        item.set(wanted, home)
    except OSError as error:
        raise BenchError(Message.NOT_SAVED, file=item.place(home), reason=reason_of(error)) from error


def _item() -> LoginItem:
    return LoginItem("Bench Companion", "benchapp", "companion.bench", tuple(command()))
