"""Notes stay until somebody says that they were understood."""

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.ui.widgets.notice_bar import NoticeBar


def test_a_note_takes_the_place_of_its_like_and_goes_when_understood(qtbot: QtBot) -> None:
    understood: list[str] = []
    acted: list[str] = []
    bar = NoticeBar(understood.append)
    qtbot.addWidget(bar)
    bar.show_note("clock", "The clock was set.")
    bar.show_note("backup", "The last backup failed.", "past", ("Back up now", lambda: acted.append("now")))
    bar.show_note("clock", "The clock was set again.")

    assert bar.texts() == ("backup", "clock")
    words = bar.findChildren(QLabel, "notes.clock.text")[-1]
    assert words.text() == "The clock was set again."

    act = bar.findChild(QPushButton, "notes.backup.act")
    assert act is not None
    act.click()
    assert acted == ["now"]
    for key in ("backup", "clock"):
        bar.findChildren(QPushButton, f"notes.{key}.understood")[-1].click()
    assert understood == ["backup", "clock"]
    assert bar.isHidden()


def test_an_offer_waits_while_somebody_is_at_work_and_what_has_to_be_known_does_not(qtbot: QtBot) -> None:
    bar = NoticeBar(lambda _key: None)
    qtbot.addWidget(bar)
    bar.show_note("examples", "New here?", "note")
    bar.set_offering(offering=False)
    assert bar.isHidden()

    bar.show_note("backup", "The last backup failed.", "past")
    seen = {key: bar.findChildren(QLabel, f"notes.{key}.text")[0].isVisibleTo(bar) for key in bar.texts()}
    assert seen == {"examples": False, "backup": True}

    bar.take_away("backup")
    bar.set_offering(offering=True)
    assert not bar.isHidden()
    assert bar.texts() == ("examples",)
