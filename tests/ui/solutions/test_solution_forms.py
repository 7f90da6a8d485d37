"""The form of a solution that was there already, by itself: what it asks of a liquid as bought."""

import pytest
from pytestqt.qtbot import QtBot

from benchapp.presenters.solutions.add_existing import AskedOf
from benchapp.ui.solutions.solution_forms import AddForm


@pytest.fixture
def form(qtbot: QtBot) -> AddForm:
    made = AddForm(lambda _texts, _storage: "s1", lambda: "DMSO")
    qtbot.addWidget(made)
    made.show()
    return made


def typed(form: AddForm, name: str, text: str) -> None:
    line = form.fields[name].line
    line.setText(text)
    line.textEdited.emit(text)


def solvent_of(form: AddForm) -> tuple[str, str]:
    line = form.fields["vehicle"].line
    return line.text(), line.placeholderText()


def test_a_liquid_as_bought_is_asked_for_no_solvent(form: AddForm) -> None:
    assert solvent_of(form) == ("DMSO", "which solvent?")
    typed(form, "concentration", "100 %")
    assert solvent_of(form) == ("", "none: undiluted")
    form.hide()
    form.show()
    assert solvent_of(form) == ("", "none: undiluted")

    typed(form, "concentration", "10 mM")
    assert solvent_of(form) == ("DMSO", "which solvent?")


def test_a_solvent_that_was_typed_stays_until_it_is_said_to_be_wrong(form: AddForm) -> None:
    typed(form, "vehicle", "ethanol")
    typed(form, "concentration", "100 %")
    assert solvent_of(form) == ("ethanol", "none: undiluted")

    typed(form, "vehicle", "")
    form.write()
    assert solvent_of(form) == ("DMSO", "which solvent?")


def test_the_activity_of_a_lot_is_asked_only_of_what_is_counted_in_units(qtbot: QtBot) -> None:
    asked = [AskedOf("1 MU/mL", in_units=True)]
    form = AddForm(lambda _texts, _storage: "s1", lambda: "water", asked=lambda: asked[0])
    qtbot.addWidget(form)
    form.show()
    assert form.fields["potency"].isVisible()
    typed(form, "potency", "1e7 U/mg")
    form.hide()
    assert form.fields["concentration"].line.placeholderText() == "1 MU/mL"
    asked[0] = AskedOf()
    form.show()
    assert not form.fields["potency"].isVisible()
    assert form.texts()["potency"] == ""
    assert form.fields["concentration"].line.placeholderText() == "10 mM"
