"""A person who does everything right sees no warning all day."""

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from benchapp.selftest.scenario import Scenario
from benchapp.ui.window.pages import PageName

# Pages that say what sources state, or how this computer is set up, and not how the day goes.
ABOUT_OTHER_THINGS = {
    PageName.COMPOUND, PageName.COMPARE, PageName.LABELS, PageName.REPORT, PageName.SETTINGS, PageName.HELP,
}  # fmt: skip


def warnings(rehearsal: Scenario) -> list[str]:
    """Return each visible line or card in the colour of a warning."""
    rehearsal.beat()
    rehearsal.make_whole_compound_page()
    found = []
    for widget in rehearsal.program.window.findChildren(QWidget):
        tone = widget.property("chip") or widget.property("tone")
        if not widget.isVisible() or tone not in {"soon", "past"}:
            continue
        if isinstance(widget, QLabel | QPushButton):
            found += [widget.text()] if widget.text() else []
        elif isinstance(widget, QFrame):
            found.append(f"a card on {widget.parent()}")
    return found


def test_a_day_in_which_everything_is_done_right_shows_no_warning(rehearsal: Scenario) -> None:
    seen: list[str] = []

    def look(where: str) -> None:
        seen.extend(f"{where}: {line}" for line in warnings(rehearsal))

    rehearsal.press("rail.pages.solutions")
    rehearsal.press("solutions.actions.add")
    texts = {
        "concentration": "10 mM", "ago": "3 d", "person": "Mara", "place": "box 3, B4", "aliquots": "8",
        "aliquot_volume": "100 µL", "lot": "L1",
    }  # fmt: skip
    for name, text in texts.items():
        rehearsal.type_into(f"solutions.add.{name}", text)
        look(f"typing {name}")
    rehearsal.choose("solutions.add.storage", "−20 °C")
    rehearsal.press("solutions.add.write")
    rehearsal.press("solutions.rules.stock_frozen_20_d.182")
    look("the rule is answered")
    rehearsal.press("rail.pages.calculate")
    rehearsal.press("calculate.tools.dilute")
    rehearsal.choose("calculate.dilute.stock", rehearsal.program.services.solutions.rows[0].kept.solution.label)
    doses = {"c2": "10 uM", "wells": "24", "cells": "H929", "species": "human", "passage": "14", "vessel": "plate 3"}
    for name, text in doses.items():
        rehearsal.type_into(f"calculate.dilute.{name}", text)
        look(f"typing {name}")
    rehearsal.press("calculate.dilute.resuspended")
    rehearsal.type_into("calculate.dilute.lot", "M1")
    look("the recipe")
    rehearsal.press("calculate.dilute.made")
    look("made")
    rehearsal.press("calculate.actions.incubate")
    look("the form of an incubation")
    rehearsal.type_into("incubate.start.length", "4 d")
    rehearsal.press("incubate.start.every24")
    look("re-doses chosen")
    rehearsal.press("incubate.start.write")
    look("started")
    for page in PageName:
        if page not in ABOUT_OTHER_THINGS:
            rehearsal.program.window.show_page(page)
            look(page.value)

    assert seen == []


def test_what_is_wrong_is_seen_at_once_by_the_same_look(stocked: Scenario) -> None:
    stocked.dose_cells()
    stocked.type_into("calculate.dilute.species", "mouse")
    stocked.program.rooms.calculator.forms.settle()

    assert any("Mouse cereblon" in line for line in warnings(stocked))


def test_hazards_are_shown_in_full_the_first_time_and_as_a_line_after(rehearsal: Scenario) -> None:
    rehearsal.settle()
    words = rehearsal.find(QLabel, "compound.hazards.text")
    assert words.isVisible()
    lenalidomide = rehearsal.program.services.compounds.monograph
    assert lenalidomide is not None
    assert lenalidomide.id in rehearsal.program.services.device.settings.hazards_seen

    rehearsal.open_first("pomalidomide")
    rehearsal.open_first("lenalidomide")

    assert not rehearsal.find(QLabel, "compound.hazards.text").isVisible()
    line = rehearsal.find(QPushButton, "compound.hazards.open")
    assert isinstance(line, QPushButton)
    assert "Hazards: Embryo-fetal toxicity" in line.text()
    rehearsal.press("compound.hazards.open")
    assert rehearsal.find(QLabel, "compound.hazards.text").isVisible()


def test_good_news_asks_for_nothing_and_is_read_under_the_recipe(stocked: Scenario) -> None:
    stocked.dose_cells()
    stocked.settle()
    notes = stocked.find(QLabel, "calculate.dilute.notes")

    assert notes.isVisible()
    assert notes.property("tone") == "muted"
    assert not any("understood" in button.text().lower() for button in stocked.program.window.findChildren(QPushButton))

    # More vehicle than usual asks for a decision, and is said over the rows.
    stocked.type_into("calculate.dilute.wells", "6")
    stocked.type_into("calculate.dilute.c2", "200 uM")
    stocked.settle()
    assert stocked.find(QLabel, "calculate.dilute.caution0").isVisible()
