"""What can be asked for by name, besides the pages and the calculators: the finder and the help menu read this."""

from msgspec import Struct

from benchapp.ui.text.language import mark_text


class Command(Struct, frozen=True):
    """A command.

    Attributes:
        name: By which it is asked for.
        text: Its words on the screen, in English.
        menu: Its place in the help menu, from 1; 0 where it is not in it.
    """

    name: str
    text: str
    menu: int = 0


# In the order in which the finder offers them.
COMMANDS = (
    Command("incubate", mark_text("Start an incubation")),
    Command("dose", mark_text("Dose cells")),
    Command("day", mark_text("Hood view of today")),
    Command("now", mark_text("Timers in a window on top")),
    Command("add", mark_text("Add a compound of your own")),
    Command("other", mark_text("Calculate with something else…")),
    Command("import", mark_text("Import a list or monographs…")),
    Command("backup", mark_text("Back up now")),
    Command("look", mark_text("Light / dark")),
    Command("help", mark_text("Help for this page"), menu=1),
    Command("keys", mark_text("Keys"), menu=2),
    Command("examples", mark_text("Sample data in a separate window"), menu=3),
    Command("about", mark_text("About and licences"), menu=4),
    Command("settings", mark_text("Test the alarm")),
    Command("lab", mark_text("Pipettes and lab rules")),
    Command("verify", mark_text("Verify the calculator")),
)


def help_menu() -> tuple[Command, ...]:
    """Return the commands of the help menu, in its order."""
    return tuple(sorted((command for command in COMMANDS if command.menu), key=lambda command: command.menu))
