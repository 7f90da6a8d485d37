"""Which command without a window the command line asks for."""

import pytest

from benchapp.app.start.command_line import parsed
from benchapp.commands.dispatch import answer


def test_a_command_is_answered_with_its_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(parsed(["--read", "amount", "10 uM"])) == 0
    assert "10" in capsys.readouterr().out


def test_a_window_is_asked_for_where_no_command_is() -> None:
    assert answer(parsed(["--in-background"])) is None
