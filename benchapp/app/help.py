"""What helps from every page: finding anything, help, keys, the day at the hood, the torn-off Now, the examples."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.app.welcome import Welcome
from benchapp.base import paths
from benchapp.base.lazy import lazy
from benchapp.domain.units.durations import clock_text
from benchapp.domain.units.moments import Moment
from benchapp.ui.incubations.now_strip import NowStrip
from benchapp.ui.text.language import language_code, mark_text, shown, tr
from benchapp.ui.window.window import PageName

if TYPE_CHECKING:
    from benchapp.app.calculator import CalculatorController
    from benchapp.ui.calculator.hood_view import HoodView
    from benchapp.ui.incubations.now_window import NowWindow
    from benchapp.ui.window.about_page import AboutPage
    from benchapp.ui.window.help_page import HelpPage
    from benchapp.ui.window.keys import KeySheet

# Which part of the manual tells of a page.
PART_OF = {
    PageName.COMPOUND: "compound",
    PageName.COMPARE: "compound",
    PageName.FORM: "compound",
    PageName.IMPORT: "compound",
    PageName.CALCULATE: "calculate",
    PageName.VERIFY: "calculate",
    PageName.LAB: "rules",
    PageName.SOLUTIONS: "solutions",
    PageName.LABELS: "solutions",
    PageName.INCUBATE: "incubate",
    PageName.TODAY: "incubate",
    PageName.SETTINGS: "incubate",
    PageName.JOURNAL: "backup",
    PageName.STORY: "backup",
}
_MOST_FOUND = 8


class HelpController(QObject):
    """Joins what helps to the program.

    Args:
        services: What it works on.
        shell: What it shows itself by.
        rooms: What can be asked for.
        welcome: Offers the examples.
        examples: Whether these are the examples.
    """

    def __init__(
        self, services: Services, shell: Shell, rooms: Rooms, welcome: Welcome, *, examples: bool = False
    ) -> None:
        super().__init__()
        self._services = services
        self._shell = shell
        self._rooms = rooms
        self._welcome = welcome
        self._examples = examples
        welcome.small_wanted.connect(self._add_small_pipettes)
        rooms.calculator_made.connect(self._join_calculator)
        self.keys: KeySheet | None = None
        self.hood: HoodView | None = None
        self.now_window: NowWindow | None = None
        self._timed: HoodView | None = None

    def begin(self) -> None:
        """Let the finder find everything, once the window has been painted."""
        from benchapp.ui.window.accessibility import tell_roles  # noqa: PLC0415 (the first paint does without)

        tell_roles()
        finder = self._shell.window.finder
        finder.others = self.find
        finder.more = self.find_more
        finder.other_chosen.connect(self.do)
        self._shell.window.asked.connect(self.do)
        self._rooms.alarms.now_wanted.connect(self.tear_off)

    @lazy
    def commands(self) -> dict[str, tuple[str, Callable[[], object]]]:
        """What can be asked for by name: its words, and what it does."""
        rooms, show = self._rooms, self._shell.show
        tools = {
            "stock": mark_text("Prepare a stock"),
            "dilute": mark_text("Dilute, dose cells"),
            "series": mark_text("Dose series"),
            "plate": mark_text("Plan a plate"),
            "combine": mark_text("Combine compounds"),
            "reagent": mark_text("Reagent"),
            "convert": mark_text("Convert"),
            "seed": mark_text("Seed cells"),
        }

        def tool(name: str) -> Callable[[], object]:
            return lambda: rooms.calculator.show_tool(name)

        def page(name: PageName) -> Callable[[], object]:
            return lambda: show(name)

        found: dict[str, tuple[str, Callable[[], object]]] = {
            f"page:{name.name}": (tr(name.value), page(name)) for name in PageName if name not in _ASKED_OTHERWISE
        }
        found |= {f"tool:{name}": (tr(words), tool(name)) for name, words in tools.items()}
        found |= {
            "incubate": (tr("Start an incubation"), rooms.show_incubate),
            "day": (tr("Hood view of today"), self.show_day),
            "now": (tr("Now in a window on top"), self.tear_off),
            "add": (tr("Add a compound of your own"), rooms.compounds.add),
            "import": (tr("Import a list or monographs…"), page(PageName.IMPORT)),
            "backup": (tr("Back up now"), rooms.backups.back_up),
            "look": (tr("Light / dark"), self._services.device.swap_look),
            "help": (tr("Help for this page"), self.show_help),
            "keys": (tr("Keys"), self.show_keys),
            "verify": (tr("Verify the calculator"), rooms.calculator.show_verify),
            "lab": (tr("Pipettes and lab rules"), rooms.calculator.show_lab),
            "settings": (tr("Settings and test alarm"), page(PageName.SETTINGS)),
            "about": (tr("About, and licences"), page(PageName.ABOUT)),
        }
        if not self._examples:
            found["examples"] = (tr("Examples to look around with"), self._welcome.show_examples)
        return found

    # -- finding ---------------------------------------------------------------------------------------------

    def find(self, text: str) -> tuple[tuple[str, str], ...]:
        """Find a label id, and the pages and commands of which a word begins so; before a word is typed, all pages."""
        wanted = text.strip().casefold()
        if not wanted:
            return tuple((f"→ {words}", key) for key, (words, _) in self.commands.items())
        labels = tuple((words, f"label:{key}") for words, key in self._rooms.solutions.find(text))
        if len(wanted) < _LEAST:
            return labels
        begun = (
            (f"→ {words}", key)
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
            told = f"{words} {solution.lot} {solution.made_by}".replace("\u202f", " ").casefold()
            if all(one in told for one in wanted):
                found.append((words.strip(" ,"), f"label:{solution.label}"))
        for stand in self._services.timers.standings:
            incubation = stand.running.incubation
            words = f"{incubation.name} · {shown(incubation.concentration)} {incubation.compound_name}"
            told = f"{words} {incubation.cells.name} {incubation.cells.vessel}".replace("\u202f", " ").casefold()
            if all(one in told for one in wanted):
                found.append((words, f"incubation:{incubation.id}"))
        return tuple(found[-_MOST_FOUND:])

    def do(self, key: str) -> None:
        """Do what was chosen or asked for by its key."""
        kind, _, what = key.partition(":")
        if key in self.commands:
            self.commands[key][1]()
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
        """What this program is, and what it is made of."""
        import platform  # noqa: PLC0415

        from benchapp.presenters.help.about import read_parts  # noqa: PLC0415
        from benchapp.ui.window.about_page import AboutPage  # noqa: PLC0415

        running = (platform.python_version(), platform.platform())
        return AboutPage(read_parts(paths.resources() / "licences"), str(self._services.folder.root), running)

    def show_help(self) -> None:
        """Show the part of the manual that tells of the page in view."""
        part = PART_OF.get(self._shell.window.page, "start")
        self._shell.show(PageName.HELP)
        self.help_page.show_part(part)

    def show_keys(self) -> None:
        """List the keys, beside the window."""
        from benchapp.ui.widgets.window_placement import centre  # noqa: PLC0415
        from benchapp.ui.window.keys import KeySheet  # noqa: PLC0415

        if self.keys is None:
            self.keys = KeySheet(self._shell.window)
            centre(self.keys)
        self.keys.show()
        self.keys.activateWindow()
        self.keys.raise_()
        self.keys.close_it.setFocus()

    # -- the day at the hood ---------------------------------------------------------------------------------

    def show_day(self) -> None:
        """Show what falls due within a day, one thing after the other over the whole screen."""
        from benchapp.presenters.incubations.today import tasks  # noqa: PLC0415
        from benchapp.ui.calculator.hood_view import HoodView  # noqa: PLC0415
        from benchapp.ui.text.task_texts import day_step  # noqa: PLC0415

        book = self._services.session
        steps = [day_step(task, book.local) for task in tasks(self._services.timers, self._services.solutions)]
        if not steps:
            self._shell.say(tr("Nothing falls due within a day."))
            return
        after = tr("Leave this view; what was done is written on the Incubate page.")
        self.hood = HoodView(tr("Today"), steps, (), after)
        self.hood.left.connect(self._on_left)
        self._time_hood(self.hood)
        self.hood.showFullScreen()
        self.hood.setFocus()

    def _on_left(self, _done: int, _whole: int) -> None:
        self.hood = None

    def _time_hood(self, hood: HoodView) -> None:
        self._timed = hood
        hood.left.connect(self._forget_hood)
        self._show_timer()

    def _forget_hood(self, _done: int, _whole: int) -> None:
        self._timed = None

    def _add_small_pipettes(self) -> None:
        self._rooms.calculator.add_small_pipettes()

    def _join_calculator(self, calculators: CalculatorController) -> None:
        """Join the calculators: the next timer at the hood, and what the person said of smaller pipettes."""
        calculators.hood_opened.connect(self.time_hood)
        calculators.small_declined = self._welcome.declined_small

    def time_hood(self, hood: object) -> None:
        """Show the next timer beside a recipe at the hood."""
        from benchapp.ui.calculator.hood_view import HoodView  # noqa: PLC0415

        if isinstance(hood, HoodView):
            self._time_hood(hood)

    def _show_timer(self) -> None:
        if self._timed is None:
            return
        soonest = min(self._services.timers.standings, key=lambda stand: stand.left, default=None)
        if soonest is not None:
            self._timed.show_timer(soonest.running.incubation.name, clock_text(soonest.left))

    # -- Now ---------------------------------------------------------------------------------------------------

    def make_strip(self) -> NowStrip:
        """Make a Now strip: the window's, or that of the window on top."""
        services = self._services
        made = NowStrip(services.timers, services.solutions, services.session.local, self._rooms.acknowledge)
        made.redose_wanted.connect(self._rooms.begin_redose)
        return made

    # -- Now, torn off ---------------------------------------------------------------------------------------

    def tear_off(self) -> None:
        """Show the Now strip in a small window that stays on top."""
        from benchapp.ui.incubations.now_window import NowWindow  # noqa: PLC0415
        from benchapp.ui.widgets.window_placement import fit  # noqa: PLC0415

        if self.now_window is None:
            self.now_window = NowWindow(self.make_strip())
            self.now_window.closed.connect(self._put_back)
            self.now_window.opened.connect(self._shell.come_forward)
            self._shell.window.strip.set_torn(torn=True)
        self.now_window.strip.show_now(self._services.session.now())
        fit(self.now_window)
        self.now_window.show()
        self.now_window.raise_()

    def _put_back(self) -> None:
        window, self.now_window = self.now_window, None
        self._shell.window.strip.set_torn(torn=False)
        if window is not None:
            window.deleteLater()

    # -- the beat --------------------------------------------------------------------------------------------

    def refresh(self, now: Moment) -> None:
        """Show windows apart as they are now."""
        if self.now_window is not None:
            self.now_window.strip.show_now(now)
        self._show_timer()

    def show_times(self) -> None:
        """Show the times left in windows apart."""
        if self.now_window is not None:
            self.now_window.strip.show_times()
        self._show_timer()

    def end(self) -> None:
        """Close what stands in windows apart."""
        for window in (self.keys, self.hood, self.now_window):
            if window is not None:
                window.close()
        self._welcome.end()


_LEAST = 2
_ASKED_OTHERWISE = {
    PageName.FORM, PageName.IMPORT, PageName.LAB, PageName.VERIFY, PageName.LABELS, PageName.SETTINGS, PageName.STORY,
    PageName.HELP, PageName.ABOUT,
}  # fmt: skip
