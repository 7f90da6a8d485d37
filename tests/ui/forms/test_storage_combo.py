from pytestqt.qtbot import QtBot

from benchapp.domain.solutions.solutions import Storage
from benchapp.ui.forms.storage_combo import StorageCombo


def test_a_storage_is_chosen_or_none(qtbot: QtBot) -> None:
    combo = StorageCombo("test.storage")
    qtbot.addWidget(combo)
    assert (combo.chosen, combo.currentText()) == (None, "not given")

    combo.choose(Storage.FREEZER_20)
    assert combo.chosen is Storage.FREEZER_20
    assert combo.currentText() == "−20 °C"

    combo.choose(None)
    assert combo.chosen is None
