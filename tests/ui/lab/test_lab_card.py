"""The card of several computers: alone, about to join, and in a lab."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from benchapp.ui.lab.lab_card import LabCard, LabShown
from benchapp.ui.text.language import ENGLISH, set_language

SHOWN = LabShown("Myeloma lab", "/share/lab", "hood-1", "Other computers: office", "exchanged just now", "", "fresh")


@pytest.fixture
def card(qapp: QApplication) -> LabCard:
    set_language(ENGLISH)
    made = LabCard()
    made.show()
    return made


def shown(card: LabCard) -> set[str]:
    kinds = (QPushButton, QLineEdit, QLabel)
    return {
        one.objectName().removeprefix("settings.computers.")
        for kind in kinds
        for one in card.findChildren(kind)
        if one.isVisible() and one.objectName().startswith("settings.computers.")
    }


def test_alone_it_offers_to_choose_a_folder(card: LabCard) -> None:
    wanted: list[bool] = []
    card.folder_wanted.connect(lambda: wanted.append(True))
    card.choose.click()

    assert shown(card) == {"choose"}
    assert wanted == [True]
    card.close()


def test_a_new_lab_is_asked_for_its_name_and_both_names_are_needed(card: LabCard) -> None:
    wanted: list[tuple[str, str]] = []
    card.join_wanted.connect(lambda lab, own: wanted.append((lab, own)))
    card.ask_join("/share/lab", "")
    card.lab.fill("  Myeloma lab ")
    card.join.click()
    assert wanted == []
    card.own.fill("hood-1")
    card.own.line.returnPressed.emit()

    assert wanted == [("Myeloma lab", "hood-1")]
    assert card.what.text() == "Make a new lab in /share/lab"
    card.close()


def test_a_lab_that_is_there_is_joined_under_its_name(card: LabCard) -> None:
    wanted: list[tuple[str, str]] = []
    card.join_wanted.connect(lambda lab, own: wanted.append((lab, own)))
    card.ask_join("/share/lab", "Myeloma lab")
    card.own.fill("office")
    card.join.click()

    assert card.what.text() == "Join the lab “Myeloma lab” in /share/lab"
    assert wanted == [("", "office")]
    card.cancel.click()
    assert shown(card) == {"choose"}
    card.close()


def test_in_a_lab_it_shows_how_the_exchange_goes_and_what_is_wrong(card: LabCard) -> None:
    names: list[str] = []
    card.name_given.connect(names.append)
    card.show_lab(SHOWN)

    assert shown(card) >= {"where", "state", "others", "name", "look", "put_back", "leave"}
    assert "said" not in shown(card)
    card.name.line.setText("hood-2")
    card.name.line.setModified(True)
    card.show_lab(SHOWN)
    assert card.name.text() == "hood-2"
    card.name.line.editingFinished.emit()
    assert names == ["hood-2"]
    card.close()
