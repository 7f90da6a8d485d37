"""What Ctrl+K finds: pages, commands, solutions and incubations; and what opens or does that which was chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject

from benchapp.app.program.help import HelpController
from benchapp.app.program.side_windows import SideWindows
from benchapp.app.program.welcome import Welcome
from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.base.lazy import lazy
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.calculator.tools import TOOLS
from benchapp.ui.text.language import shown, tr
from benchapp.ui.window.commands import COMMANDS
from benchapp.ui.window.file_drops import FileDrops
from benchapp.ui.window.keys.page_keys import PageKeys
from benchapp.ui.window.pages import PAGES, PageName
from benchapp.ui.window.window import Window

_MOST_FOUND = 8
# Letters before words are looked for.
_LEAST = 2


class _Identities(NamedTuple):
    """The substances without a page that were found.

    Attributes:
        text: What was typed.
        exact: Those called exactly so, which come first, with the key of each.
        others: The others.
    """

    text: str = ""
    exact: tuple[tuple[str, str], ...] = ()
    others: tuple[tuple[str, str], ...] = ()


class Search(QObject):
    """Joins the search line to everything that it finds; compounds it finds by itself.

    Args:
        services: What is searched.
        shell: What is found shows itself by it.
        rooms: What can be opened.
        side: The windows beside the program, which can be opened.
        help_controller: The manual and the list of keys.
        welcome: Offers the examples; None in the examples themselves.
    """

    def __init__(
        self,
        services: Services,
        shell: Shell,
        rooms: Rooms,
        side: SideWindows,
        help_controller: HelpController,
        welcome: Welcome | None,
    ) -> None:
        super().__init__()
        self._services = services
        self._shell = shell
        self._rooms = rooms
        self._side = side
        self._help = help_controller
        self._welcome = welcome
        self._found = _Identities()
        finder = self._shell.window.finder
        finder.others = self.find
        finder.more = self.find_more
        finder.other_chosen.connect(self.do)
        self._shell.window.asked.connect(self.do)
        self._shell.window.header.other_wanted.connect(self._calculate_with)

    @lazy
    def commands(self) -> dict[str, tuple[str, Callable[[], object]]]:
        """Return what can be asked for by name: its words, and what it does."""
        rooms, show = self._rooms, self._shell.show
        actions: dict[str, Callable[[], object]] = {
            "incubate": rooms.show_incubate,
            "dose": partial(rooms.calculator.show_tool, "dilute"),
            "day": self._side.show_day,
            "now": self._side.tear_off,
            "add": rooms.compounds.add,
            "other": self._calculate_with,
            "import": partial(show, PageName.IMPORT),
            "backup": rooms.backups.back_up,
            "look": self._services.device.swap_look,
            "help": self._help.show_help,
            "keys": self._help.show_keys,
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

    def find(self, text: str) -> tuple[tuple[str, str], ...]:
        """Find what comes before the compounds; before a word is typed, all pages.

        A label id, a substance that is called exactly so where no compound is, so that a likeness of names is not taken
        for it ("Tris" for trichostatin), the recipe that is called so, and the pages and commands that have words
        which begin with each of those typed.
        """
        wanted = text.strip().casefold()
        if not wanted:
            return tuple((words, key) for key, (words, _) in self.commands.items())
        labels = tuple((words, f"label:{key}") for words, key in self._rooms.solutions.find(text))
        if len(wanted) < _LEAST:
            return labels
        begun = (
            (words, key)
            for key, (words, _) in self.commands.items()
            if all(any(one.startswith(typed) for one in words.casefold().split()) for typed in wanted.split())
        )
        self._found = self._find_identities(text)
        return (*labels, *self._found.exact, *self._find_recipes(text, called_so=True), *tuple(begun)[:_MOST_FOUND])

    def find_more(self, text: str) -> tuple[tuple[str, str], ...]:
        """Find recipes, solutions and incubations that hold every word, and substances that have no page."""
        wanted = text.casefold().split()
        if not wanted or len(text.strip()) < _LEAST:
            return ()
        recipes = self._find_recipes(text, called_so=False)
        # What is found before and after the compounds is asked for one after the other.
        identities = self._found if self._found.text == text else self._find_identities(text)
        return (*recipes, *self._mine(wanted)[-_MOST_FOUND:], *identities.others)

    def _find_recipes(self, text: str, *, called_so: bool) -> tuple[tuple[str, str], ...]:
        """Find the recipes of buffers and media that are called so, or else those that have its words in a name."""
        from benchapp.presenters.calculator.buffers import buffer_recipes  # noqa: PLC0415 (as above)

        every = buffer_recipes.recipes_with_words(self._rooms.calculator.forms.buffer_recipes, text)
        wanted, typed = buffer_recipes.as_typed(text), buffer_recipes.as_typed
        found = [one for one in every if called_so == (wanted in map(typed, (one.name, *one.synonyms)))]
        return tuple((tr("{name}, buffer or medium", name=one.name), f"recipe:{one.id}") for one in found[:_MOST_FOUND])

    def _mine(self, wanted: list[str]) -> list[tuple[str, str]]:
        """Find solutions and incubations that hold every word."""
        bench = self._services.session.bench
        found: list[tuple[str, str]] = []
        for kept in reversed(bench.in_hand()):
            solution = kept.solution
            words = f"{solution.label} · {shown(solution.concentration)} {solution.compound_name}, {solution.place}"
            given = plain_spaces(f"{words} {solution.lot} {solution.made_by}").casefold()
            if all(one in given for one in wanted):
                found.append((words.strip(" ,"), f"label:{solution.label}"))
        for status in self._services.timers.statuses:
            incubation = status.running.incubation
            words = f"{incubation.name} · {shown(incubation.concentration)} {incubation.compound_name}"
            given = plain_spaces(f"{words} {incubation.cells.name} {incubation.cells.vessel}").casefold()
            if all(one in given for one in wanted):
                found.append((words, f"incubation:{incubation.id}"))
        return found

    def _find_identities(self, text: str) -> _Identities:
        """Find substances that have no page.

        A plate or a solution that is called so is more likely to be meant than a substance of seventy thousand.
        """
        from benchapp.ui.text.compounds.identity_texts import found_line  # noqa: PLC0415 (the first paint does without)

        found = self._rooms.compounds.identities.search(text)
        first = not self._services.library.named(text) and not self._mine(text.casefold().split())
        lines = [(found_line(one), f"identity:{one.record.cas}:{one.shown_name}", one.exact and first) for one in found]
        exact, others = (tuple(line[:2] for line in lines if line[2] is wanted) for wanted in (True, False))
        return _Identities(text, exact, others)

    def _calculate_with(self, name: str = "") -> None:
        """Calculate with a substance that has no page; the calculators are made when they are first needed."""
        page = self._rooms.calculator.page
        self._shell.show(PageName.CALCULATE)
        if not TOOLS[page.current].of_compound:
            self._rooms.calculator.show_tool("stock")
        page.area.verticalScrollBar().setValue(0)
        if page.other is not None:
            page.other.begin(name)

    def do(self, key: str) -> None:
        """Do what was chosen or asked for by its key."""
        kind, _, what = key.partition(":")
        if key in self.commands:
            self.commands[key][1]()
        elif kind == "add":
            self._rooms.compounds.add(what)
        elif kind == "other":
            self._calculate_with(what)
        elif kind == "identity":
            cas, _, name = what.partition(":")
            self._rooms.compounds.add(name, cas)
        elif kind == "label":
            self._rooms.solutions.show_label(what)
        elif kind == "recipe":
            self._rooms.calculator.forms.buffer.choose(what)
            self._rooms.calculator.show_tool("buffer")
        elif kind == "incubation":
            self._shell.show(PageName.INCUBATE)
            self._rooms.incubations.page.show_incubation(what)


def bind_page_keys(window: Window, shell: Shell, session: JournalSession) -> None:
    """Bind the keys that do the same on every page, and take files that are dropped on the window."""
    shell.undone.begin()
    keys = PageKeys(window)
    keys.undo_wanted.connect(shell.undo_aloud)
    keys.redo_wanted.connect(shell.redo_aloud)
    keys.said.connect(shell.say)
    FileDrops(window).said.connect(shell.say)
    session.recorded.connect(keys.own_undo.forget)
