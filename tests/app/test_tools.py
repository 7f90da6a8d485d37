"""The calculators as they are made: one table of them, and forms that rest until they are shown."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchapp.app.services import Services
from benchapp.app.tools import MAKERS, CalculatorForms, plans_plate
from benchapp.domain.units.units import Units
from benchapp.ui.calculator.tools import TOOLS


def test_each_calculator_of_the_table_is_made_and_what_makes_something_has_a_name_for_it(services: Services) -> None:
    assert list(CalculatorForms(services).makers()) == list(TOOLS)
    assert list(MAKERS) == [tool.id for tool in TOOLS.values() if tool.noun]
    assert [tool for tool in TOOLS if plans_plate(tool)] == ["plate", "combine"]
    assert not plans_plate("one of a later version")


def test_what_is_made_shows_the_form_that_is_named_with_it(services: Services, qtbot: QtBot) -> None:
    forms = CalculatorForms(services)
    parent = QWidget()
    qtbot.addWidget(parent)

    # A combination is made as a plate is, and is the dearest.
    for name in TOOLS.keys() - {"combine"}:
        tool = forms.makers()[name](parent)
        assert tool.form is forms.repeatable(name)
        assert tool.shown_form is (tool.form or forms.simple[name])
        assert (tool.bar is None) is (tool.form is None)
    assert forms.repeatable("one of a later version") is None


def test_a_form_rests_until_it_is_shown_whether_units_or_form_come_first(services: Services, units: Units) -> None:
    forms = CalculatorForms(services)
    early = forms.plate
    forms.use_units(units)
    services.registry.take(units)
    late = forms.series
    forms.settle()
    assert [form.due for form in (early, late, forms.stock, forms.dose)] == [True] * 4

    early.come_into_view()
    early.set_text("top", "1 uM")
    forms.settle()
    assert [form.due for form in (early, late)] == [False, True]


def test_the_wells_of_a_calculator_without_a_plate_are_those_of_a_plain_dose(services: Services) -> None:
    forms = CalculatorForms(services)

    assert [forms.dosing(name) for name in ("dilute", "series", "seed", "one of a later version")] == [forms.dose] * 4
    assert [forms.dosing(name) for name in ("plate", "combine")] == [forms.plate, forms.combine]
