"""The settings page by itself: what it shows is not taken for a choice, and a test of the alarm asks for its answer."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from benchapp.ui.window.settings_page import Channel, SettingsPage, SettingsShown

SHOWN = SettingsShown(
    theme="dark",
    language="de",
    person="AK",
    sound=True,
    autostart=False,
    awake=True,
    heard="Not tested yet.",
    channels=(Channel("Sound", None, "not known"), Channel("Tray", False, "none here")),
    pipettes="P20 · P200",
    hours="8–18 h, Mon–Fri",
    label="",
    folder="/data",
    backup="No backup yet.",
)


@pytest.fixture
def tested() -> list[str]:
    return []


@pytest.fixture
def page(qtbot: QtBot, tested: list[str]) -> SettingsPage:
    made = SettingsPage(lambda: tested.append("rung"))
    qtbot.addWidget(made)
    return made


def test_what_is_shown_is_no_choice_and_what_is_pressed_is_one(page: SettingsPage) -> None:
    chosen = list[tuple[str, object]]()
    page.sound_chosen.connect(lambda on: chosen.append(("sound", on)))
    page.awake_chosen.connect(lambda on: chosen.append(("awake", on)))
    page.theme_chosen.connect(lambda key: chosen.append(("theme", key)))
    page.language_chosen.connect(lambda key: chosen.append(("language", key)))

    page.show_settings(SHOWN)
    assert chosen == []
    assert (page.sound.isChecked(), page.autostart.isChecked(), page.awake.isChecked()) == (True, False, True)
    assert "/data" in page.folder.text()

    page.sound.click()
    page.theme.activated.emit(page.theme.currentIndex())
    page.language.activated.emit(page.language.currentIndex())
    assert chosen == [("sound", False), ("theme", "dark"), ("language", "de")]


def test_each_section_leads_to_where_it_is_changed(page: SettingsPage) -> None:
    wanted = list[str]()
    page.lab_wanted.connect(wanted.append)
    page.verify_wanted.connect(lambda: wanted.append("verify"))
    page.backup_wanted.connect(lambda: wanted.append("backup"))
    page.journal_wanted.connect(lambda: wanted.append("journal"))
    page.folder_wanted.connect(lambda: wanted.append("folder"))
    page.show_settings(SHOWN)

    for name in ("lab.change_pipettes", "lab.change_hours", "lab.verify", "data.back_up", "data.journal", "data.open"):
        button = page.findChild(QPushButton, f"settings.{name}")
        assert button is not None
        button.click()

    assert wanted == ["pipettes", "rules", "verify", "backup", "journal", "folder"]
    assert (page.pipettes.text(), page.hours.text()) == (SHOWN.pipettes, SHOWN.hours)


def test_a_name_that_is_being_typed_is_not_overwritten(page: SettingsPage) -> None:
    page.show_settings(SHOWN)
    assert page.person.text() == "AK"
    page.person.line.setText("LM")
    page.person.line.setModified(True)
    page.show_settings(replace(SHOWN, sound=False))
    assert page.person.text() == "LM"


def test_the_language_of_the_examples_is_that_of_the_program(page: SettingsPage) -> None:
    page.offer_language(offered=False)
    assert not page.language.isEnabled()


@pytest.mark.parametrize("answer", [True, False])
def test_a_test_rings_and_asks_whether_it_was_heard(page: SettingsPage, tested: list[str], answer: bool) -> None:
    heard = list[bool]()
    page.heard.connect(heard.append)
    assert page.question.isHidden()

    page.test.click()
    assert tested == ["rung"]
    assert not page.question.isHidden()
    (page.yes if answer else page.no).click()

    assert heard == [answer]
    assert page.question.isHidden()
