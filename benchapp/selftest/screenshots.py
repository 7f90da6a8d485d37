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
    """How a page is looked at.

    Attributes:
        size: Of the window, logical px.
        ratio: Device pixels for each logical px.
    """

    size: QSize
    ratio: float = 1.0

    @property
    def name(self) -> str:
        """What a file is called after it: "1366x768", "1366x768@2"."""
        ratio = f"@{self.ratio:g}" if self.ratio != 1 else ""
        return f"{self.size.width()}x{self.size.height()}{ratio}"


# A usual laptop, the same with fine pixels, and 1920 × 1080 at 200 %.
VIEWS = (View(QSize(1366, 768)), View(QSize(1366, 768), 2.0), View(QSize(960, 540), 2.0))
THEMES = ("light", "dark")


def make_tour(folder: Path, language: str = ENGLISH) -> int:
    """Make a picture of each page, in each view and theme; give the exit status."""
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
                rehearsal = Scenario(application, data, theme, language)
                for name, window in screens(rehearsal):
                    for view in VIEWS if window is rehearsal.program.window else VIEWS[:1]:
                        picture(rehearsal, window, view).save(str(folder / f"{name}-{theme}-{view.name}.png"))
                        made += 1
                rehearsal.end()
            except BenchError as error:
                sys.stdout.write(say_error(error) + "\n")
                return 1
    sys.stdout.write(f"{made} pictures in {folder}\n")
    return 0


def picture(rehearsal: Scenario, window: QWidget, view: View) -> QPixmap:
    """Return what a window shows in a view; a window of its own keeps its size."""
    if window is rehearsal.program.window:
        window.resize(view.size)
        rehearsal.beat()
        rehearsal.program.shell.toast.stop()
        rehearsal.make_whole_compound_page()
        rehearsal.settle()
    made = QPixmap(window.size() * view.ratio)
    made.setDevicePixelRatio(view.ratio)
    window.render(made)
    return made


def screens(rehearsal: Scenario) -> Iterator[tuple[str, QWidget]]:
    """Act out a bench day, and give at each page its name and the window that shows it."""
    yield _page(rehearsal, "01-first-start", PageName.COMPOUND)
    rehearsal.find_compound()
    rehearsal.read_compound()
    yield _page(rehearsal, "02-compound", PageName.COMPOUND)
    rehearsal.begin_with_stock()
    rehearsal.program.shell.toast.stop()
    yield _page(rehearsal, "03-stock", PageName.CALCULATE)
    rehearsal.dose_cells()
    yield _page(rehearsal, "04-dilute", PageName.CALCULATE)
    rehearsal.make_it()
    rehearsal.press("calculate.tools.dilute")
    yield _page(rehearsal, "05-made", PageName.CALCULATE)
    yield _page(rehearsal, "06-solutions", PageName.SOLUTIONS)
    rehearsal.press("solutions.glance.toggle")
    yield _page(rehearsal, "29-at-a-glance", PageName.SOLUTIONS)
    rehearsal.press("solutions.glance.toggle")
    rehearsal.program.rooms.calculator.page.incubate.click()
    rehearsal.press("incubate.start.every48")
    yield _page(rehearsal, "07-incubate", PageName.INCUBATE)
    rehearsal.start_incubation()
    rehearsal.clock.advance(hours=46, minutes=58)
    rehearsal.beat()
    yield _page(rehearsal, "08-today", PageName.TODAY)
    yield _page(rehearsal, "09-incubate-running", PageName.INCUBATE)
    yield _page(rehearsal, "10-journal", PageName.JOURNAL)
    yield from _given_out(rehearsal)
    yield from _library(rehearsal)
    yield from _calculator(rehearsal)


def _given_out(rehearsal: Scenario) -> Iterator[tuple[str, QWidget]]:
    """Show what is around what runs: in the well, its report, labels, the alarm's own window, settings, backups."""
    program = rehearsal.program
    running = program.services.timers.standings[0].running.incubation.id
    program.window.show_page(PageName.INCUBATE)
    rehearsal.press(f"incubate.{running}.well")
    rehearsal.press(f"incubate.{running}.inside.offer0")
    rehearsal.beat()
    yield _page(rehearsal, "11-in-the-well", PageName.INCUBATE)
    program.rooms.incubations.show_story(running)
    yield _page(rehearsal, "12-story", PageName.STORY)
    program.window.show_page(PageName.SOLUTIONS)
    rehearsal.press(f"solutions.{rehearsal.stock_label}.labels")
    rehearsal.choose("labels.choice.kind", "L7651")
    yield _page(rehearsal, "13-labels", PageName.LABELS)
    yield _page(rehearsal, "14-settings", PageName.SETTINGS)
    program.window.show_page(PageName.JOURNAL)
    rehearsal.press("journal.actions.backups")
    rehearsal.wait()
    yield _page(rehearsal, "15-backups", PageName.JOURNAL)
    rehearsal.press("journal.actions.backups")
    yield "16-alarm", program.rooms.alarms.alarm_window


def _library(rehearsal: Scenario) -> Iterator[tuple[str, QWidget]]:
    """Show the pages of the library: what is found, not known, one's own, compared, told and imported."""
    for number, name in ((17, "pinometostat"), (18, "dmso")):
        rehearsal.open_first(name)
        yield _page(rehearsal, f"{number}-{name}", PageName.COMPOUND)
    rehearsal.use_library()
    yield _page(rehearsal, "19-compare", PageName.COMPARE)
    rehearsal.open_first("testimib")
    yield _page(rehearsal, "20-own", PageName.COMPOUND)
    rehearsal.program.rooms.compounds.edit()
    yield _page(rehearsal, "21-form", PageName.FORM)
    rehearsal.program.window.show_page(PageName.IMPORT)
    rehearsal.program.rooms.compounds.import_page.open_example()
    rehearsal.wait()
    yield _page(rehearsal, "22-import", PageName.IMPORT)


def _calculator(rehearsal: Scenario) -> Iterator[tuple[str, QWidget]]:
    """Show the tools for many wells, the lab's figures, and the check."""
    rehearsal.open_first("lenalidomide")
    plans: tuple[tuple[str, Callable[[], None]], ...] = (
        ("23-series", rehearsal.plan_series),
        ("24-plate", rehearsal.plan_plate),
        ("25-combine", rehearsal.plan_combination),
    )
    for name, plan in plans:
        rehearsal.program.window.show_page(PageName.CALCULATE)
        plan()
        yield _page(rehearsal, name, PageName.CALCULATE)
    rehearsal.press("calculate.combine.show_recipe")
    yield _page(rehearsal, "26-long-recipe", PageName.CALCULATE)
    rehearsal.program.rooms.calculator.show_verify()
    rehearsal.wait()
    yield _page(rehearsal, "27-verify", PageName.VERIFY)
    rehearsal.program.rooms.calculator.show_lab()
    yield _page(rehearsal, "28-pipettes", PageName.LAB)
    yield from _beside(rehearsal)


def _beside(rehearsal: Scenario) -> Iterator[tuple[str, QWidget]]:
    """Show help and finder, and what stands in windows apart: keys, hood view, Now on top, the examples."""
    window, assistance, side = rehearsal.program.window, rehearsal.program.help, rehearsal.program.side
    window.show_page(PageName.CALCULATE)
    assistance.show_help()
    yield _page(rehearsal, "31-help", PageName.HELP)
    yield _page(rehearsal, "36-about", PageName.ABOUT)
    window.show_page(PageName.SOLUTIONS)
    rehearsal.type_into("header.find.text", "dos")
    yield "32-finder", window
    window.finder.close_results()
    assistance.show_keys()
    if assistance.keys is not None:
        rehearsal.wait()
        yield "33-keys", assistance.keys
        assistance.keys.close()
    side.show_day()
    if side.hood is not None:
        side.hood.resize(VIEWS[0].size)
        yield "34-hood", side.hood
        side.hood.close()
    side.tear_off()
    if side.now_window is not None:
        yield "35-now-on-top", side.now_window
        side.now_window.close()
    rehearsal.show_examples()
    examples = rehearsal.program.welcome.examples
    if examples is not None:
        examples.program.shell.show(PageName.TODAY)
        yield "30-examples", examples.program.shell.window
        examples.end()


def _page(rehearsal: Scenario, name: str, page: PageName) -> tuple[str, QWidget]:
    rehearsal.program.window.show_page(page)
    rehearsal.beat()
    rehearsal.make_whole_compound_page()
    return name, rehearsal.program.window
