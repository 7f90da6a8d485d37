"""Pictures of every page with real data, for the README, for looking at, and for whoever has no display."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from benchapp.base.temp_folder import scratch_folder
from benchapp.domain.messages import BenchError
from benchapp.selftest.scenario import Scenario
from benchapp.ui.text.language import ENGLISH
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.window.pages import PageName


class View(Struct, frozen=True):
    """The size and resolution in which a page is shown.

    Attributes:
        size: Of the window, logical px.
        ratio: Device pixels for each logical px.
    """

    size: QSize
    ratio: float = 1.0

    @property
    def name(self) -> str:
        """The part of a file's name: "1366x768", "1366x768@2"."""
        ratio = f"@{self.ratio:g}" if self.ratio != 1 else ""
        return f"{self.size.width()}x{self.size.height()}{ratio}"


# A usual laptop, the same with fine pixels, and 1920 × 1080 at 200 %.
VIEWS = (View(QSize(1366, 768)), View(QSize(1366, 768), 2.0), View(QSize(960, 540), 2.0))
THEMES = ("light", "dark")


def make_tour(folder: Path, language: str = ENGLISH) -> int:
    """Make a picture of each page, in each view and theme; return the exit status."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(["benchapp"])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.stdout.write(f"{folder} cannot be made: {error.strerror}. Name another folder.\n")
        return 1
    made = 0
    for theme in THEMES:
        with scratch_folder() as data:
            try:
                scenario = Scenario(application, data, theme, language)
                for name, window in screens(scenario):
                    for view in VIEWS if window is scenario.program.window else VIEWS[:1]:
                        picture(scenario, window, view).save(str(folder / f"{name}-{theme}-{view.name}.png"))
                        made += 1
                scenario.end()
            except BenchError as error:
                sys.stdout.write(say_error(error) + "\n")
                return 1
    sys.stdout.write(f"{made} pictures in {folder}\n")
    return 0


def picture(scenario: Scenario, window: QWidget, view: View) -> QPixmap:
    """Return what a window shows in a view; a window of its own keeps its size."""
    fit(scenario, window, view.size)
    made = QPixmap(window.size() * view.ratio)
    made.setDevicePixelRatio(view.ratio)
    window.render(made)
    return made


def fit(scenario: Scenario, window: QWidget, size: QSize) -> None:
    """Give the window of the program a size, and wait until all of its page is there; another keeps its own."""
    if window is scenario.program.window:
        window.resize(size)
        scenario.beat()
        scenario.program.shell.toast.stop()
        scenario.make_whole_compound_page()
        scenario.settle()


def screens(scenario: Scenario) -> Iterator[tuple[str, QWidget]]:
    """Run a bench day, and yield at each page its name and the window that shows it."""
    yield _page(scenario, "01-first-start", PageName.COMPOUND)
    scenario.find_compound()
    scenario.read_compound()
    yield _page(scenario, "02-compound", PageName.COMPOUND)
    scenario.begin_with_stock()
    scenario.program.shell.toast.stop()
    yield _page(scenario, "03-stock", PageName.CALCULATE)
    scenario.dose_cells()
    yield _page(scenario, "04-dilute", PageName.CALCULATE)
    scenario.make_it()
    scenario.press("calculate.tools.dilute")
    yield _page(scenario, "05-made", PageName.CALCULATE)
    yield _page(scenario, "06-solutions", PageName.SOLUTIONS)
    scenario.choose_solution(scenario.stock_label)
    yield _page(scenario, "29-stock", PageName.SOLUTIONS)
    scenario.program.rooms.calculator.page.incubate.click()
    scenario.beat()
    scenario.press("incubate.start.every48")
    yield _page(scenario, "07-incubate", PageName.INCUBATE)
    scenario.start_incubation()
    scenario.clock.advance(hours=46, minutes=58)
    scenario.beat()
    yield _page(scenario, "08-today", PageName.TODAY)
    yield _page(scenario, "09-incubate-running", PageName.INCUBATE)
    yield _page(scenario, "10-journal", PageName.JOURNAL)
    yield from _given_out(scenario)
    yield from _library(scenario)
    yield from _calculator(scenario)


def _given_out(scenario: Scenario) -> Iterator[tuple[str, QWidget]]:
    """Show what is around what runs: in the well, its report, labels, the alarm's own window, settings, backups."""
    program = scenario.program
    running = program.services.timers.statuses[0].running.incubation.id
    program.window.show_page(PageName.INCUBATE)
    scenario.press(f"incubate.{running}.well")
    scenario.press(f"incubate.{running}.inside.offer0")
    scenario.beat()
    yield _page(scenario, "11-in-the-well", PageName.INCUBATE)
    program.rooms.incubations.show_report(running)
    yield _page(scenario, "12-story", PageName.REPORT)
    program.window.show_page(PageName.SOLUTIONS)
    scenario.choose_solution(scenario.stock_label)
    scenario.press(f"solutions.{scenario.stock_label}.labels")
    scenario.choose("labels.choice.kind", "L7651")
    yield _page(scenario, "13-labels", PageName.LABELS)
    yield _page(scenario, "14-settings", PageName.SETTINGS)
    program.window.show_page(PageName.JOURNAL)
    scenario.press("journal.actions.backups")
    scenario.wait()
    yield _page(scenario, "15-backups", PageName.JOURNAL)
    scenario.press("journal.actions.backups")
    yield "16-alarm", program.rooms.alarms.alarm_window


def _library(scenario: Scenario) -> Iterator[tuple[str, QWidget]]:
    """Show the pages of the library: what is found, not known, one's own, compared, entered and imported."""
    for number, name in ((17, "pinometostat"), (18, "dmso")):
        scenario.open_first(name)
        yield _page(scenario, f"{number}-{name}", PageName.COMPOUND)
    scenario.use_library()
    yield _page(scenario, "19-compare", PageName.COMPARE)
    scenario.open_first("testimib")
    yield _page(scenario, "20-own", PageName.COMPOUND)
    scenario.program.rooms.compounds.edit()
    yield _page(scenario, "21-form", PageName.FORM)
    scenario.program.window.show_page(PageName.IMPORT)
    scenario.program.rooms.compounds.import_page.open_example()
    scenario.wait()
    yield _page(scenario, "22-import", PageName.IMPORT)


def _calculator(scenario: Scenario) -> Iterator[tuple[str, QWidget]]:
    """Show the tools for many wells, the lab's figures, and the check."""
    scenario.open_first("lenalidomide")
    plans: tuple[tuple[str, Callable[[], None]], ...] = (
        ("23-series", scenario.plan_series),
        ("24-plate", scenario.plan_plate),
        ("25-combine", scenario.plan_combination),
    )
    for name, plan in plans:
        scenario.program.window.show_page(PageName.CALCULATE)
        plan()
        yield _page(scenario, name, PageName.CALCULATE)
    yield _page(scenario, "26-long-recipe", PageName.CALCULATE)
    scenario.program.rooms.calculator.show_verify()
    scenario.wait()
    yield _page(scenario, "27-verify", PageName.VERIFY)
    scenario.program.rooms.calculator.show_lab()
    yield _page(scenario, "28-pipettes", PageName.LAB)
    yield from _beside(scenario)


def _beside(scenario: Scenario) -> Iterator[tuple[str, QWidget]]:
    """Show help and finder, and what has a window of its own: keys, hood view, Now on top, the examples."""
    window, assistance, side = scenario.program.window, scenario.program.help, scenario.program.side
    window.show_page(PageName.CALCULATE)
    assistance.show_help()
    yield _page(scenario, "31-help", PageName.HELP)
    yield _page(scenario, "36-about", PageName.ABOUT)
    window.show_page(PageName.SOLUTIONS)
    scenario.type_into("header.find.text", "dos")
    yield "32-finder", window
    window.finder.close_results()
    assistance.show_keys()
    if assistance.keys is not None:
        scenario.wait()
        yield "33-keys", assistance.keys
        assistance.keys.close()
    side.show_day()
    if side.hood is not None:
        side.hood.resize(VIEWS[0].size)
        yield "34-hood", side.hood
        side.hood.close()
    side.tear_off()
    if side.now_window is not None:
        scenario.settle()
        yield "35-now-on-top", side.now_window
        side.now_window.close()
    scenario.show_examples()
    examples = scenario.program.welcome.examples
    if examples is not None:
        examples.program.shell.show(PageName.TODAY)
        yield "30-examples", examples.program.shell.window
        examples.end()


def _page(scenario: Scenario, name: str, page: PageName) -> tuple[str, QWidget]:
    scenario.program.window.show_page(page)
    scenario.beat()
    scenario.make_whole_compound_page()
    return name, scenario.program.window
