"""The Settings page put together: what is chosen is kept, and said as it is."""

import pytest

from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.app.settings import SettingsController
from benchapp.app.shell import Shell
from benchapp.domain.journal.entries import LabRuleSet
from benchapp.store.settings import DeviceSettings, load_settings


@pytest.fixture
def settings(services: Services, shell: Shell, rooms: Rooms) -> SettingsController:
    return SettingsController(services, shell, rooms.alarms, rooms.backups)


def kept(services: Services) -> DeviceSettings:
    return load_settings(services.folder.settings)


def test_what_is_chosen_is_in_the_file_at_once(services: Services, settings: SettingsController) -> None:
    settings.page.sound.click()
    settings.page.awake.click()

    assert kept(services).sound
    assert kept(services).keep_awake is not DeviceSettings().keep_awake


def test_another_language_is_kept_and_the_window_made_again_in_it(
    services: Services, settings: SettingsController
) -> None:
    wanted, page = list[str](), settings.page
    settings.rebuild_wanted.connect(lambda: wanted.append(kept(services).language))
    page.language.setCurrentIndex(page.language.findData("de"))
    page.language.activated.emit(page.language.currentIndex())
    page.language.activated.emit(page.language.currentIndex())

    assert wanted == ["de"]


def test_who_works_here_is_written_once(services: Services, settings: SettingsController) -> None:
    page = settings.page
    for _ in range(2):
        page.person.line.setText("AK")
        page.person.line.editingFinished.emit()

    assert services.session.person == "AK"
    assert [entry.kind for entry in services.session.entries()].count("PersonNamed") == 1


def test_the_lab_is_summed_up_as_it_is_now(services: Services, settings: SettingsController) -> None:
    assert settings.page.pipettes.text() == "P20 · P200 · P1000"
    assert settings.page.hours.text() == "8–18 h, Mon–Fri"

    services.session.record(LabRuleSet("work_until_h", 8.0, 18.0))
    settings.refresh()

    assert settings.page.hours.text() == "none set"


@pytest.mark.parametrize(("heard", "words"), [(True, "heard"), (False, "Turn the volume up")])
def test_what_a_test_came_to_is_said(settings: SettingsController, heard: bool, words: str) -> None:
    assert "Not tested yet" in settings.page.result.text()

    settings.page.heard.emit(heard)

    assert words in settings.page.result.text()


def test_each_way_of_an_alarm_is_named_once(settings: SettingsController) -> None:
    names = [channel.name for channel in settings.channels()]

    assert len(set(names)) == len(names) == 5


def test_the_window_of_the_test_answers_for_the_page(settings: SettingsController, rooms: Rooms) -> None:
    page = settings.page
    page.test.click()
    assert page.question.isVisibleTo(page)
    assert rooms.alarms.alarm_window.isVisible()

    rooms.alarms.alarm_window.heard.emit(True)

    assert not page.question.isVisibleTo(page)
    assert "heard" in page.result.text()


def test_the_page_answers_for_the_window_of_the_test(settings: SettingsController, rooms: Rooms) -> None:
    settings.page.test.click()

    settings.page.yes.click()

    assert not rooms.alarms.alarm_window.isVisible()
    assert "heard" in settings.page.result.text()
