"""What a new user is offered, once."""

import pytest

from benchapp.app.program.examples import ExampleProgram
from benchapp.app.program.welcome import Welcome
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.base.paths import DataFolder
from benchapp.domain.journal.entries import SolutionAdded
from tests.making import solution


def no_examples(_folder: DataFolder) -> ExampleProgram:
    raise AssertionError("nobody has asked for the examples")


@pytest.fixture
def welcome(services: Services, shell: Shell) -> Welcome:
    made = Welcome(services, shell, no_examples)
    shell.window.notes_understood.connect(services.device.understand)
    return made


def test_the_examples_are_offered_while_there_is_nothing(services: Services, shell: Shell, welcome: Welcome) -> None:
    welcome.begin(mended=False)
    assert shell.window.notes.texts() == ("examples",)

    services.session.record(SolutionAdded(solution("s1", made=services.session.now())))
    assert shell.window.notes.texts() == ()


def test_they_are_not_offered_after_a_repair_nor_to_who_has_declined(
    services: Services, shell: Shell, welcome: Welcome
) -> None:
    welcome.begin(mended=True)
    services.device.understand("examples")
    welcome.begin(mended=False)

    assert shell.window.notes.texts() == ()


def test_small_pipettes_are_offered_to_who_does_without_the_examples(shell: Shell, welcome: Welcome) -> None:
    wanted = list[bool]()
    welcome.small_wanted.connect(lambda: wanted.append(True))
    welcome.begin(mended=False)

    shell.window.notes_understood.emit("examples")
    assert "small_pipettes" in shell.window.notes.texts()
    assert not welcome.declined_small()

    welcome._add_small()
    assert wanted == [True]
    assert "small_pipettes" not in shell.window.notes.texts()
