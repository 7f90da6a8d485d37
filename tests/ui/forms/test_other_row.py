"""*Something else*: a substance without a page, named and given a molar mass by hand."""

from pytestqt.qtbot import QtBot

from benchapp.domain.units.units import Units
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.ui.forms.other_row import OtherRow


def test_something_else_is_taken_as_it_is_typed_and_left_again(
    compounds: CurrentCompound, units: Units, qtbot: QtBot
) -> None:
    row = OtherRow(compounds, lambda: units)
    for widget in (row, row.tick):
        qtbot.addWidget(widget)
    assert row.isHidden()

    row.tick.click()
    assert row.focusWidget() is row.name.line
    row.name.fill("buffer")
    row.mass.fill("58.44 g/mol")
    row.mass.edited.emit(row.mass.text())
    assert compounds.monograph is not None
    assert compounds.form is not None
    assert (compounds.monograph.identity.name, float(compounds.form.molar_mass)) == ("buffer", 58.44)

    row.mass.fill("58 apples")
    row.mass.edited.emit(row.mass.text())
    assert row.mass.line.property("wrong") == "true"

    row.tick.click()
    assert not compounds.something_else
    assert row.isHidden()


def test_it_begins_with_the_name_that_was_looked_for(compounds: CurrentCompound, units: Units, qtbot: QtBot) -> None:
    row = OtherRow(compounds, lambda: units)
    for widget in (row, row.tick):
        qtbot.addWidget(widget)

    row.begin("navitoclax")
    assert compounds.monograph is not None
    assert compounds.monograph.identity.name == "navitoclax"
    assert not row.isHidden()
    assert row.name.text() == "navitoclax"

    row.mass.fill("974.6 g/mol")
    row.begin()
    assert compounds.form is not None
    assert float(compounds.form.molar_mass) == 974.6
    row.begin("trypan blue")
    assert row.mass.text() == ""
    assert not float(compounds.form.molar_mass)
