"""The table of commands: the help menu is a part of it, in an order of its own."""

from benchapp.ui.window.commands import COMMANDS, help_menu


def test_each_command_has_a_name_of_its_own() -> None:
    names = [command.name for command in COMMANDS]

    assert len(set(names)) == len(names)


def test_the_help_menu_begins_with_help_and_has_one_command_in_each_place() -> None:
    menu = help_menu()

    assert [command.name for command in menu[:3]] == ["help", "keys", "examples"]
    assert [command.menu for command in menu] == list(range(1, len(menu) + 1))
