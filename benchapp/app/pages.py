"""What makes each page: called when the page is first shown."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from benchapp.app.help import HelpController
from benchapp.app.rooms import Rooms
from benchapp.ui.window.pages import PageName


def page_makers(rooms: Rooms, help_: HelpController) -> dict[PageName, Callable[[], QWidget]]:
    """Return what makes each page, by its name.

    Args:
        rooms: Where most of them are made.
        help_: Where those about the program are made.
    """
    return {
        PageName.TODAY: lambda: rooms.incubations.today,
        PageName.COMPOUND: lambda: rooms.compounds.page,
        PageName.COMPOUNDS: lambda: rooms.compounds.list_page,
        PageName.CALCULATE: lambda: rooms.calculator.page,
        PageName.SOLUTIONS: lambda: rooms.solutions.page,
        PageName.INCUBATE: lambda: rooms.incubations.page,
        PageName.JOURNAL: lambda: rooms.journal.page,
        PageName.COMPARE: lambda: rooms.compounds.compare,
        PageName.FORM: lambda: rooms.compounds.form_page,
        PageName.IMPORT: lambda: rooms.compounds.import_page,
        PageName.LAB: lambda: rooms.calculator.lab_page,
        PageName.VERIFY: lambda: rooms.calculator.verify_page,
        PageName.LABELS: lambda: rooms.solutions.labels,
        PageName.SETTINGS: lambda: rooms.settings.page,
        PageName.STORY: lambda: rooms.incubations.story_page,
        PageName.HELP: lambda: help_.help_page,
        PageName.ABOUT: lambda: help_.about_page,
    }
