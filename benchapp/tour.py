"""Pictures of every page with real data, for the README and for whoever has no display."""

import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from benchapp.domain.messages import BenchError
from benchapp.rehearsal import Rehearsal
from benchapp.ui.window import PageName
from benchapp.ui.words import say_error

SIZES = (QSize(1366, 768), QSize(1920, 1080))
THEMES = ("light", "dark")


def make_tour(folder: Path) -> int:
    """Make a picture of each page, in each size and theme; give the exit status."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(["benchapp"])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.stdout.write(f"{folder} cannot be made: {error.strerror}. Name another folder.\n")
        return 1
    made = 0
    for theme in THEMES:
        with tempfile.TemporaryDirectory() as data:
            try:
                made += _one_theme(Rehearsal(application, Path(data), theme), theme, folder)
            except BenchError as error:
                sys.stdout.write(say_error(error) + "\n")
                return 1
    sys.stdout.write(f"{made} pictures in {folder}\n")
    return 0


def _one_theme(rehearsal: Rehearsal, theme: str, folder: Path) -> int:
    made = _shot(rehearsal, folder, theme, "1-first-start", PageName.COMPOUND)
    rehearsal.find_compound()
    rehearsal.read_compound()
    made += _shot(rehearsal, folder, theme, "2-compound", PageName.COMPOUND)
    rehearsal.begin_with_stock()
    rehearsal.program.toast.stop()
    made += _shot(rehearsal, folder, theme, "3-stock", PageName.CALCULATE)
    rehearsal.dose_cells()
    made += _shot(rehearsal, folder, theme, "4-dilute", PageName.CALCULATE)
    rehearsal.make_it()
    rehearsal.press("calculate.tools.dilute")
    made += _shot(rehearsal, folder, theme, "5-made", PageName.CALCULATE)
    rehearsal.program.toast.stop()
    made += _shot(rehearsal, folder, theme, "6-solutions", PageName.SOLUTIONS)
    rehearsal.program.calculate.incubate.click()
    rehearsal.press("incubate.start.every48")
    made += _shot(rehearsal, folder, theme, "7-incubate", PageName.INCUBATE)
    rehearsal.start_incubation()
    rehearsal.program.toast.stop()
    rehearsal.clock.advance(hours=46, minutes=58)
    rehearsal.beat()
    rehearsal.program.toast.stop()
    made += _shot(rehearsal, folder, theme, "8-today", PageName.TODAY)
    made += _shot(rehearsal, folder, theme, "9-incubate-running", PageName.INCUBATE)
    made += _shot(rehearsal, folder, theme, "10-journal", PageName.JOURNAL)
    made += _given_out(rehearsal, folder, theme)
    made += _library(rehearsal, folder, theme)
    made += _calculator(rehearsal, folder, theme)
    rehearsal.end()
    return made


def _given_out(rehearsal: Rehearsal, folder: Path, theme: str) -> int:
    """Take what is around what runs: in the well, its story, labels, the alarm's own window, settings, backups."""
    program = rehearsal.program
    running = program.board.standings[0].running.incubation.id
    program.window.show_page(PageName.INCUBATE)
    rehearsal.press(f"incubate.{running}.well")
    rehearsal.press(f"incubate.{running}.inside.offer0")
    rehearsal.beat()
    made = _shot(rehearsal, folder, theme, "23-in-the-well", PageName.INCUBATE)
    program.incubation_pages.show_story(running)
    made += _shot(rehearsal, folder, theme, "24-story", PageName.STORY)
    program.window.show_page(PageName.SOLUTIONS)
    rehearsal.press(f"solutions.{rehearsal.stock_label}.labels")
    rehearsal.choose("labels.choice.kind", "38.1 × 21.2 mm")
    made += _shot(rehearsal, folder, theme, "25-labels", PageName.LABELS)
    made += _shot(rehearsal, folder, theme, "26-settings", PageName.SETTINGS)
    program.window.show_page(PageName.JOURNAL)
    rehearsal.press("journal.actions.backups")
    rehearsal.wait()
    made += _shot(rehearsal, folder, theme, "27-backups", PageName.JOURNAL)
    rehearsal.press("journal.actions.backups")
    program.alarms.alarm_window.grab().save(str(folder / f"28-alarm-{theme}.png"))
    return made + 1


def _library(rehearsal: Rehearsal, folder: Path, theme: str) -> int:
    """Take the pages of the library: what is found, not known, one's own, compared, told and imported."""
    made = 0
    for number, name in ((11, "pinometostat"), (12, "dmso")):
        rehearsal.open_first(name)
        made += _shot(rehearsal, folder, theme, f"{number}-{name}", PageName.COMPOUND)
    rehearsal.use_library()
    made += _shot(rehearsal, folder, theme, "13-compare", PageName.COMPARE)
    rehearsal.open_first("testimib")
    made += _shot(rehearsal, folder, theme, "14-own", PageName.COMPOUND)
    rehearsal.program.compound_pages.edit()
    made += _shot(rehearsal, folder, theme, "15-form", PageName.FORM)
    rehearsal.program.window.show_page(PageName.IMPORT)
    rehearsal.program.compound_pages.import_page.open_example()
    rehearsal.wait()
    return made + _shot(rehearsal, folder, theme, "16-import", PageName.IMPORT)


def _calculator(rehearsal: Rehearsal, folder: Path, theme: str) -> int:
    """Take the tools for many wells, the lab's figures, and the check."""
    rehearsal.open_first("lenalidomide")
    made = 0
    for number, name, plan in (
        (17, "series", rehearsal.plan_series),
        (18, "plate", rehearsal.plan_plate),
        (19, "combine", rehearsal.plan_combination),
    ):
        rehearsal.program.window.show_page(PageName.CALCULATE)
        plan()
        made += _shot(rehearsal, folder, theme, f"{number}-{name}", PageName.CALCULATE)
    rehearsal.press("calculate.combine.show_recipe")
    made += _shot(rehearsal, folder, theme, "20-long-recipe", PageName.CALCULATE)
    rehearsal.program.calculators.show_verify()
    rehearsal.wait()
    made += _shot(rehearsal, folder, theme, "21-verify", PageName.VERIFY)
    rehearsal.program.calculators.show_lab()
    return made + _shot(rehearsal, folder, theme, "22-pipettes", PageName.LAB)


def _shot(rehearsal: Rehearsal, folder: Path, theme: str, name: str, page: PageName) -> int:
    window = rehearsal.program.window
    window.show_page(page)
    for size in SIZES:
        window.resize(size)
        rehearsal.beat()
        rehearsal.program.toast.stop()
        window.grab().save(str(folder / f"{name}-{theme}-{size.width()}x{size.height()}.png"))
    window.resize(SIZES[0])
    return len(SIZES)
