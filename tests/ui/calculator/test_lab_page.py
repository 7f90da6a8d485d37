"""Pipettes and lab rules on screen: checked as they are typed, and written together."""

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.lab_form import LabForm
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.ui.calculator.lab_page import LabPage


@pytest.fixture
def page(book: JournalSession, units: Units, qtbot: QtBot) -> LabPage:
    form = LabForm(book)
    form.units = units
    made = LabPage(form)
    qtbot.addWidget(made)
    return made


def press(page: LabPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    button.click()


def line(page: LabPage, name: str) -> QLineEdit:
    found = [one for one in page.findChildren(QLineEdit, name) if not one.isHidden()]
    assert found
    return found[-1]


def test_small_pipettes_are_offered_first_and_hold_once_they_are_saved(page: LabPage, book: JournalSession) -> None:
    before = [one.name for one in book.pipettes]
    said: list[str] = []
    page.said.connect(said.append)
    page.saved.connect(said.append)
    page.offer_small()
    assert [one.name for one in book.pipettes] == before

    page.save.click()
    assert [one.name for one in book.pipettes] == ["P2", "P10", *before]
    assert said == [
        "P2 and P10 are in the list. Recipes use them once the pipettes are saved.",
        "Pipettes saved; recipes use them from now on.",
    ]


def test_a_pipette_without_a_name_is_not_saved(page: LabPage, book: JournalSession) -> None:
    before = book.pipettes
    press(page, "lab.pipettes.add")
    page.save.click()

    name = line(page, f"lab.pipettes.name{len(before)}")
    assert name.property("wrong") == "true"
    assert name.accessibleDescription()
    assert book.pipettes == before


def test_a_removed_pipette_comes_back_with_the_usual_ones(page: LabPage, book: JournalSession) -> None:
    before = [one.name for one in book.pipettes]
    press(page, "lab.pipettes.remove0")
    page.save.click()
    assert [one.name for one in book.pipettes] == before[1:]

    press(page, "lab.pipettes.usual")
    page.save.click()
    assert [one.name for one in book.pipettes] == before


def test_the_rules_that_were_changed_are_saved_and_no_others(page: LabPage, book: JournalSession) -> None:
    said: list[str] = []
    page.said.connect(said.append)
    page.saved.connect(said.append)
    page.save_rules.click()
    page.rules["smallest_mix_ul"].edited.emit("a little")
    assert page.rules["smallest_mix_ul"].line.property("wrong") == "true"

    page.rules["smallest_mix_ul"].fill("7")
    page.save_rules.click()
    assert book.bench.rules.smallest_mix_ul == 7
    assert said == ["No rule was changed.", "One lab rule saved; used for all that is made from now on."]
