from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.sheets.seeding_sheet import SEED
from benchapp.presenters.calculator.simple_forms import SimpleForm
from benchapp.ui.forms.form_widget import FormWidget


def test_a_form_computes_when_what_shows_it_is_shown_and_not_behind_another(qtbot: QtBot, units: Units) -> None:
    form, pages, shown, other = SimpleForm(SEED), QStackedWidget(), FormWidget(), QWidget()
    qtbot.addWidget(pages)
    pages.addWidget(other)
    pages.addWidget(shown)
    shown.shown_form = form
    form.leave_view()
    form.use_units(units)
    pages.show()
    assert form.due

    pages.setCurrentWidget(shown)
    assert (form.in_view, form.due) == (True, False)
    pages.setCurrentWidget(other)
    form.set_text("wells", "24")

    assert (form.in_view, form.due) == (False, True)
