"""What helps from every page: finding anything, the commands, the manual and the list of keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.app.side_windows import SideWindows
from benchapp.app.welcome import Welcome
from benchapp.base import paths
from benchapp.base.lazy import lazy
from benchapp.domain.units.amounts import plain_spaces
from benchapp.ui.text.language import language_code, shown, tr
from benchapp.ui.window.pages import PAGES, PageName

if TYPE_CHECKING:
    from benchapp.ui.window.about_page import AboutPage
    from benchapp.ui.window.help_page import HelpPage
    from benchapp.ui.window.keys.key_sheet import KeySheet

_MOST_FOUND = 8
# Letters before words are looked for.
_LEAST = 2


class HelpController(QObject):
    """Joins what helps to the program.

    Args:
        services: What it works on.
        shell: What it shows itself by.
        rooms: What can be asked for.
        side: The windows beside the program, which can be asked for.
        welcome: Offers the examples; None in the examples themselves.
    """

    def __init__(
        self, services: Services, shell: Shell, rooms: Rooms, side: SideWindows, welcome: Welcome | None
    ) -> None:
        super().__init__()
        self._services = services
        self._shell = shell
        self._rooms = rooms
        self._side = side
        self._welcome = welcome
        self.keys: KeySheet | None = None

    def begin(self) -> None:
        """Set up the finder for everything, once the window has been painted."""
        finder = self._shell.window.finder
        finder.others = self.find
        finder.more = self.find_more
        finder.other_chosen.connect(self.do)
        self._shell.window.asked.connect(self.do)

    @lazy
    def commands(self) -> dict[str, tuple[str, Callable[[], object]]]:
        """Return what can be asked for by name: its words, and what it does."""
        from benchapp.ui.calculator.tools import TOOLS  # noqa: PLC0415
        from benchapp.ui.window.commands import COMMANDS  # noqa: PLC0415 (the first paint does without)

        rooms, show = self._rooms, self._shell.show
        actions: dict[str, Callable[[], object]] = {
            "incubate": rooms.show_incubate,
            "day": self._side.show_day,
            "now": self._side.tear_off,
            "add": rooms.compounds.add,
            "import": partial(show, PageName.IMPORT),
            "backup": rooms.backups.back_up,
            "look": self._services.device.swap_look,
            "help": self.show_help,
            "keys": self.show_keys,
            "verify": rooms.calculator.show_verify,
            "lab": rooms.calculator.show_lab,
            "settings": partial(show, PageName.SETTINGS),
            "about": partial(show, PageName.ABOUT),
        }
        if self._welcome is not None:
            actions["examples"] = self._welcome.show_examples
        pages = (page.name for page in PAGES.values() if page.found)
        return {
            **{f"page:{name.name}": (tr(name.value), partial(show, name)) for name in pages},
            **{
                f"tool:{tool.id}": (tr(tool.command), partial(rooms.calculator.show_tool, tool.id))
                for tool in TOOLS.values()
            },
            **{
                command.name: (tr(command.text), actions[command.name])
                for command in COMMANDS
                if command.name in actions
            },
        }

    # -- finding ---------------------------------------------------------------------------------------------

    def find(self, text: str) -> tuple[tuple[str, str], ...]:
        """Find a label id, and the pages and commands of which a word begins so; before a word is typed, all pages."""
        wanted = text.strip().casefold()
        if not wanted:
            return tuple((words, key) for key, (words, _) in self.commands.items())
        labels = tuple((words, f"label:{key}") for words, key in self._rooms.solutions.find(text))
        if len(wanted) < _LEAST:
            return labels
        begun = (
            (words, key)
            for key, (words, _) in self.commands.items()
            if words.casefold().startswith(wanted) or any(one.startswith(wanted) for one in words.casefold().split())
        )
        return (*labels, *tuple(begun)[:_MOST_FOUND])

    def find_more(self, text: str) -> tuple[tuple[str, str], ...]:
        """Find solutions and incubations that hold every word."""
        wanted = text.casefold().split()
        if not wanted or len(text.strip()) < _LEAST:
            return ()
        bench = self._services.session.bench
        found: list[tuple[str, str]] = []
        for kept in reversed(bench.in_hand()):
            solution = kept.solution
            words = f"{solution.label} · {shown(solution.concentration)} {solution.compound_name}, {solution.place}"
            given = plain_spaces(f"{words} {solution.lot} {solution.made_by}").casefold()
            if all(one in given for one in wanted):
                found.append((words.strip(" ,"), f"label:{solution.label}"))
        for stand in self._services.timers.standings:
            incubation = stand.running.incubation
            words = f"{incubation.name} · {shown(incubation.concentration)} {incubation.compound_name}"
            given = plain_spaces(f"{words} {incubation.cells.name} {incubation.cells.vessel}").casefold()
            if all(one in given for one in wanted):
                found.append((words, f"incubation:{incubation.id}"))
        return tuple(found[-_MOST_FOUND:])

    def do(self, key: str) -> None:
        """Do what was chosen or asked for by its key."""
        kind, _, what = key.partition(":")
        if key in self.commands:
            self.commands[key][1]()
        elif kind == "add":
            self._rooms.compounds.add(what)
        elif kind == "label":
            self._rooms.solutions.show_label(what)
        elif kind == "incubation":
            self._shell.show(PageName.INCUBATE)
            self._rooms.incubations.page.show_incubation(what)

    # -- help ------------------------------------------------------------------------------------------------

    @lazy
    def help_page(self) -> HelpPage:
        """The manual."""
        from benchapp.presenters.help.manual import read_manual  # noqa: PLC0415
        from benchapp.ui.window.help_page import HelpPage  # noqa: PLC0415

        return HelpPage(read_manual(paths.resources() / "manual", language_code()))

    @lazy
    def about_page(self) -> AboutPage:
        """Return the page that shows what this program is, and what it is made of."""
        import platform  # noqa: PLC0415

        from benchapp.presenters.help.about import read_parts  # noqa: PLC0415
        from benchapp.ui.window.about_page import AboutPage  # noqa: PLC0415

        running = (platform.python_version(), platform.platform())
        return AboutPage(read_parts(paths.resources() / "licences"), str(self._services.folder.root), running)

    def show_help(self) -> None:
        """Show the part of the manual that tells of the page in view."""
        part = PAGES[self._shell.window.page].help_part
        self._shell.show(PageName.HELP)
        self.help_page.show_part(part)

    def show_keys(self) -> None:
        """List the keys, over the middle of the window."""
        from benchapp.ui.widgets.window_placement import centre_over  # noqa: PLC0415
        from benchapp.ui.window.keys.key_sheet import KeySheet  # noqa: PLC0415

        if self.keys is None:
            self.keys = KeySheet(self._shell.window)
        if not self.keys.isVisible():
            centre_over(self.keys, self._shell.window)
        self.keys.show()
        self.keys.activateWindow()
        self.keys.raise_()
        self.keys.close_it.setFocus()

    def end(self) -> None:
        """Close the list of keys."""
        if self.keys is not None:
            self.keys.close()
