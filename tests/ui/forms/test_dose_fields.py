"""The fields for doses, by a factor or as a list; what cells they are for, and the picture of what is reached."""

import pytest
from pytestqt.qtbot import QtBot

from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.forms.cell_boxes import growth_box, kind_box
from benchapp.ui.forms.dose_fields import DoseFields
from benchapp.ui.forms.dose_plot import DosePlot
from benchapp.ui.widgets.theme import LIGHT


@pytest.fixture
def form(book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, units: Units) -> SeriesForm:
    made = SeriesForm(book, compounds, solution_table)
    made.use_units(units)
    made.leave_view()
    return made


def test_the_fields_of_the_other_way_are_hidden(form: SeriesForm, qtbot: QtBot) -> None:
    fields = DoseFields(form, "doses")
    qtbot.addWidget(fields)
    assert [name for name, field in fields.fields.items() if field.isHidden()] == ["doses"]

    fields.by["list"].click()
    assert form.text("by") == "list"
    assert [name for name, field in fields.fields.items() if not field.isHidden()] == ["c1", "doses"]
    assert not fields.by["factor"].isChecked()


def test_the_fields_of_a_further_compound_have_its_mark_and_no_stock(form: SeriesForm, qtbot: QtBot) -> None:
    fields = DoseFields(form, "doses", "_2", stock=False, columns=3)
    qtbot.addWidget(fields)

    assert list(fields.fields) == ["top_2", "factor_2", "points_2", "lowest_2", "doses_2"]
    assert fields.fields["top_2"].line.objectName() == "doses.top_2"


def test_the_picture_says_each_dose_and_what_it_may_be_off(form: SeriesForm, qtbot: QtBot) -> None:
    for name, text in {"c1": "10 mM", "solvent": "DMSO", "top": "10 uM", "factor": "10", "points": "3"}.items():
        form.set_text(name, text)
    plot = DosePlot(lambda: LIGHT, "plot")
    qtbot.addWidget(plot)
    plot.show_plan(form.answer.series[0])
    said = plot.accessibleDescription().replace("\u202f", " ").split(", ")

    assert [dose.partition(" (± ")[0] for dose in said] == ["10 µM", "1 µM", "100 nM"]
    plot.show_plan(None)
    assert plot.accessibleDescription() == ""


def test_cells_are_chosen_in_words_and_kept_as_they_are_written(qtbot: QtBot) -> None:
    kind, chosen = kind_box("kind"), list[str]()
    growth = growth_box("growth", chosen.append)
    for box in (kind, growth):
        qtbot.addWidget(box)
    assert kind.itemText(kind.findData("line")) == "cell line"

    growth.setCurrentIndex(growth.findText("in suspension"))
    growth.activated.emit(growth.currentIndex())
    assert chosen == ["suspension"]
