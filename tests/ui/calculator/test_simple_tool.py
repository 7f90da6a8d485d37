"""A small calculator on screen: what it asks for only where it is needed, and what it rests on."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.sheets.conversion_sheet import CONVERT
from benchapp.presenters.calculator.sheets.seeding_sheet import SEED
from benchapp.presenters.calculator.simple_forms import SimpleForm
from benchapp.ui.calculator.simple_tool import SimpleTool
from benchapp.ui.text.language import LocaleFormat, set_language


@pytest.fixture
def tool(units: Units, qtbot: QtBot) -> Iterator[SimpleTool]:
    form = SimpleForm(CONVERT)
    form.use_units(units)
    host = QWidget()
    qtbot.addWidget(host)
    yield SimpleTool(form, host)
    host.hide()


def typed(tool: SimpleTool, **texts: str) -> None:
    for name, text in texts.items():
        tool.fields[name].fill(text)
        tool.fields[name].edited.emit(text)


def test_density_and_equivalents_are_asked_only_where_they_are_needed(tool: SimpleTool) -> None:
    assert tool.fields["density"].isHidden()
    assert tool.fields["each"].isHidden()

    typed(tool, value="0.2 N", unit="M")
    assert not tool.fields["each"].isHidden()
    assert tool.fields["density"].isHidden()

    typed(tool, each="2")
    assert "0.1" in tool.text()
    assert not tool.fields["each"].isHidden()

    typed(tool, value="100 ppm", unit="mg/L", each="")
    assert tool.fields["each"].isHidden()
    assert not tool.fields["density"].isHidden()


def test_what_a_length_of_dna_weighs_is_said_with_how_it_follows(tool: SimpleTool) -> None:
    typed(tool, value="50 ng/uL", unit="nM", molar_mass="5000 bp")

    assert "5000 × 617.89 g/mol + 36.03 g/mol = " in tool.text().replace("\u202f", " ")
    assert "the average residue" in tool.text()


def test_numbers_of_cells_are_shown_in_powers_of_ten_and_can_be_typed_as_they_are_shown(
    units: Units, qtbot: QtBot
) -> None:
    form = SimpleForm(SEED)
    form.use_units(units)
    host = QWidget()
    qtbot.addWidget(host)
    tool = SimpleTool(form, host)
    example = tool.fields["counted"].computed().removeprefix("e.g. ")
    assert example == "1.2 × 10⁶"

    typed(tool, counted=example, per_well="5 × 10⁴/cm²", well="100 µL", wells="96", area="0.32 cm²")

    assert "1.69 × 10⁶ viable cells" in tool.text()
    assert "1.2 × 10⁶ per mL" in tool.text()


def test_an_example_has_the_decimal_sign_of_the_locale(units: Units, qtbot: QtBot) -> None:
    set_language("en", customs=LocaleFormat(decimal=","))
    try:
        host = QWidget()
        qtbot.addWidget(host)
        tool = SimpleTool(SimpleForm(SEED), host)
        assert "0,32 cm²" in tool.fields["area"].computed()
    finally:
        set_language("en")
