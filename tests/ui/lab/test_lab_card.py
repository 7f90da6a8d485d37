"""The card of several computers: alone, about to join, and in a lab."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from benchapp.ui.lab.lab_card import ComputerShown, LabCard, LabShown
from benchapp.ui.text.language import ENGLISH, set_language

OFFICE = ComputerShown("1" * 32, "office", "is on, version 0.1")
SHOWN = LabShown("Myeloma lab", "/share/lab", "hood-1", (OFFICE,), "exchanged just now", "", "fresh")


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
    wanted: list[tuple[str, str, bool]] = []
    card.join_wanted.connect(lambda lab, own, now: wanted.append((lab, own, now)))
    card.ask_join("/share/lab", "")
    card.lab.fill("  Myeloma lab ")
    card.join.click()
    assert wanted == []
    card.own.fill("hood-1")
    card.own.line.returnPressed.emit()

    assert wanted == [("Myeloma lab", "hood-1", False)]
    assert card.what.text() == "Make a new lab in /share/lab"
    card.close()


def test_a_lab_that_is_there_is_joined_under_its_name(card: LabCard) -> None:
    wanted: list[tuple[str, str, bool]] = []
    card.join_wanted.connect(lambda lab, own, now: wanted.append((lab, own, now)))
    card.ask_join("/share/lab", "Myeloma lab")
    card.own.fill("office")
    card.join.click()

    assert card.what.text() == "Join the lab “Myeloma lab” in /share/lab"
    assert wanted == [("", "office", False)]
    card.cancel.click()
    assert shown(card) == {"choose"}
    card.close()


def test_in_a_lab_it_shows_how_the_exchange_goes_and_what_is_wrong(card: LabCard) -> None:
    names: list[tuple[str, str]] = []
    card.name_given.connect(lambda name, place: names.append((name, place)))
    card.show_lab(SHOWN)

    assert shown(card) >= {"where", "state", "other0.text", "other0.retire", "name", "look", "put_back", "leave"}
    assert "said" not in shown(card)
    card.name.line.setText("hood-2")
    card.name.line.setModified(True)
    card.show_lab(SHOWN)
    assert card.name.text() == "hood-2"
    card.name.line.editingFinished.emit()
    card.place.line.setText("Room 2.14")
    card.place.line.setModified(True)
    card.show_lab(SHOWN)
    card.place.line.editingFinished.emit()
    card.place.line.editingFinished.emit()
    assert names == [("hood-2", ""), ("hood-1", "Room 2.14")]
    card.show_lab(replace(SHOWN, others=(replace(OFFICE, place="Room 3"),)))
    words = card.findChild(QLabel, "settings.computers.other0.text")
    assert words is not None
    assert words.text() == "office (Room 3): is on, version 0.1"
    card.close()


def test_another_computer_is_retired_and_used_again(card: LabCard) -> None:
    wanted: list[tuple[str, bool]] = []
    card.retire_wanted.connect(lambda installation, retired: wanted.append((installation, retired)))
    card.show_lab(SHOWN)
    button = card.findChild(QPushButton, "settings.computers.other0.retire")
    words = card.findChild(QLabel, "settings.computers.other0.text")
    assert button is not None
    assert words is not None
    assert words.text() == "office: is on, version 0.1"
    card.show_lab(replace(SHOWN, others=(replace(OFFICE, said="was last seen 13:48, version 0.1"),)))
    # Only the words changed: whoever was about to press still finds the button.
    assert words.text() == "office: was last seen 13:48, version 0.1"
    button.click()
    card.show_lab(replace(SHOWN, others=(replace(OFFICE, retired=True),)))
    again = card.findChild(QPushButton, "settings.computers.other0.retire")
    assert again is not None
    again.click()

    assert wanted == [("1" * 32, True), ("1" * 32, False)]
    card.show_lab(replace(SHOWN, others=()))
    assert any("No other computer has joined yet." in one.text() for one in card.findChildren(QLabel))
    card.close()


def test_whether_unanswered_alarms_of_others_ring_here_is_chosen(card: LabCard) -> None:
    chosen: list[bool] = []
    card.rings_chosen.connect(chosen.append)
    card.show_lab(SHOWN)
    assert card.rings.isChecked()
    card.rings.click()

    assert chosen == [False]
    card.close()


def test_what_is_shared_is_chosen_and_said_and_at_first_it_is_everything(card: LabCard) -> None:
    wanted: list[bool] = []
    card.join_wanted.connect(lambda _lab, _own, now: wanted.append(now))
    card.ask_join("/share/lab", "Myeloma lab")
    card.own.fill("office")

    def said() -> list[str]:
        return [one.text() for one in card.findChildren(QLabel) if one.isVisible() and len(one.text()) > 200]

    (everything,) = said()
    assert (card.whole.isChecked(), card.from_now_on.isChecked()) == (True, False)
    card.from_now_on.click()
    (later,) = said()
    assert "from its beginning" in everything
    assert "stays on this computer" in later
    assert (card.whole.isChecked(), card.from_now_on.isChecked()) == (False, True)
    card.join.click()
    assert wanted == [True]
    # Asked again, it is everything again; pressed twice, it stays chosen.
    card.ask_join("/share/lab", "Myeloma lab")
    card.whole.click()
    assert card.whole.isChecked()
    card.join.click()
    assert wanted == [True, False]
    card.close()


def test_a_lab_that_has_entries_of_this_computer_already_goes_on_with_them_and_says_so(card: LabCard) -> None:
    card.ask_join("/share/lab", "Myeloma lab", again=True)
    assert card.from_now_on.isChecked()
    assert card.from_now_on.text() == card.from_now_on.accessibleName() == "Go on as before"
    said = [one.text() for one in card.findChildren(QLabel) if one.isVisible()]
    assert any("out of the lab" in text for text in said)
    assert not any("recorded so far stays" in text for text in said)
    # Asked for another lab, it is the first way of joining again.
    card.ask_join("/share/other", "Other lab")
    assert card.whole.isChecked()
    card.from_now_on.click()
    assert card.from_now_on.accessibleName() == "Share from now on"
    assert any("recorded so far stays" in one.text() for one in card.findChildren(QLabel) if one.isVisible())
    card.close()
