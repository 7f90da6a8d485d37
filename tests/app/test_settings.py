"""The Settings page put together: what is chosen is kept, and said as it is."""

import pytest

from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.app.settings import SettingsController
from benchapp.app.shell import Shell
from benchapp.store.settings import DeviceSettings, load_settings


@pytest.fixture
def settings(services: Services, shell: Shell, rooms: Rooms) -> SettingsController:
    return SettingsController(services, shell, rooms.alarms)


def kept(services: Services) -> DeviceSettings:
    return load_settings(services.folder.settings)


def test_what_is_chosen_is_in_the_file_at_once(services: Services, settings: SettingsController) -> None:
    settings.page.sound.click()
    settings.page.awake.click()

    assert kept(services).sound
    assert kept(services).keep_awake is not DeviceSettings().keep_awake


def test_another_language_waits_for_the_next_start(settings: SettingsController) -> None:
    assert settings.page.again.isHidden()
    page = settings.page
    page.language.setCurrentIndex(page.language.findData("de"))
    page.language.activated.emit(page.language.currentIndex())

    assert not page.again.isHidden()


@pytest.mark.parametrize(("heard", "words"), [(True, "heard"), (False, "Turn the volume up")])
def test_what_a_test_came_to_is_said(settings: SettingsController, heard: bool, words: str) -> None:
    assert "Not tested yet" in settings.page.result.text()

    settings.page.heard.emit(heard)

    assert words in settings.page.result.text()


def test_each_way_of_an_alarm_is_named_once(settings: SettingsController) -> None:
    names = [channel.name for channel in settings.channels()]

    assert len(set(names)) == len(names) == 5
