"""The settings page by itself: what it shows is not taken for a choice, and a test of the alarm asks for its answer."""

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from benchapp.ui.window.settings_page import Channel, SettingsPage, SettingsShown

SHOWN = SettingsShown(
    theme="dark",
    language="de",
    sound=True,
    autostart=False,
    awake=True,
    heard="Not tested yet.",
    channels=(Channel("Sound", None, "not known"), Channel("Tray", False, "none here")),
    folder="/data",
    language_waits=False,
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


def test_to_start_again_is_offered_while_another_language_waits(page: SettingsPage) -> None:
    page.show_settings(SHOWN)
    assert page.again.isHidden()
    page.show_settings(replace(SHOWN, language_waits=True))
    assert not page.again.isHidden()


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
