"""What is planned of fields that were read."""

import pytest
from msgspec.structs import replace

from benchapp.domain.calculations.stock import Stock
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Cells, Dosing
from benchapp.domain.incubations.redose import Method
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.calculator.planning.dilution_fields import read_fields
from benchapp.presenters.calculator.planning.dose_planning import DosePlanning
from benchapp.presenters.calculator.planning.further_compound import FurtherCompound
from benchapp.presenters.calculator.planning.redoses import redose_of_one_tube
from benchapp.presenters.calculator.planning.solvent_table import TABLE_CONCENTRATIONS, TABLE_MASSES, solvent_table
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.session.journal_session import JournalSession

TEXTS = {"c1": "10 mM", "c2": "10 uM", "wells": "24", "present_volume": "100 uL", "added_volume": "100 uL"}


@pytest.fixture
def planning(units: Units, book: JournalSession, compounds: CurrentCompound) -> DosePlanning:
    return DosePlanning(
        units=units, texts=TEXTS, book=book, compounds=compounds, dosing=Dosing.ADDED, cells=Cells("H929", wells=24),
        stock=None, vehicle="DMSO", molar_mass=units.read("259.26 g/mol"), redose=None,
    )  # fmt: skip


def test_what_is_added_to_as_much_is_twice_as_strong(planning: DosePlanning) -> None:
    read, errors = read_fields(planning.units, planning.texts, planning.dosing)

    assert not errors
    assert planning.volumes(read) == pytest.approx((100, 200, 2))
    plan = planning.dosed(read).plan
    assert plan is not None
    assert float(plan.in_well.m_as("uM")) == pytest.approx(10, rel=0.02)


def test_a_stock_in_an_unknown_solvent_is_not_given_to_cells(planning: DosePlanning) -> None:
    read, _ = read_fields(planning.units, planning.texts, planning.dosing)

    with pytest.raises(CalculationError) as caught:
        replace(planning, vehicle="").dosed(read)

    assert caught.value.values["field"] == "solvent"


def test_a_further_compound_is_in_the_vehicle_of_the_first(lenalidomide: Monograph) -> None:
    partner = FurtherCompound(lenalidomide, "free base", "259.26", None)

    partner.check_solvent("DMSO", "DMSO", "_2")
    for typed, code, field in (
        ("", Message.SOLVENT_NEEDED, "solvent_2"), ("water", Message.VEHICLES_DIFFER, "solvent_2"),
    ):  # fmt: skip
        with pytest.raises(CalculationError) as caught:
            partner.check_solvent(typed, "DMSO", "_2")
        assert (caught.value.code, caught.value.values["field"]) == (code, field)


def test_a_vial_takes_solvent_by_its_mass_and_what_is_above_the_limit_is_marked(units: Units) -> None:
    rows = solvent_table(units, Stock(molar_mass=units.read("200 g/mol")), limit=5)

    assert [len(row) for row in rows] == [len(TABLE_MASSES)] * len(TABLE_CONCENTRATIONS)
    assert rows[2][1].volume == units.show(units.read("2.5 mL"))
    assert [row[0].above for row in rows] == [False, False, False, True]
    assert solvent_table(units, Stock(), limit=5) == ()


def test_a_re_dose_names_its_step_and_its_incubation(book: JournalSession, compounds: CurrentCompound) -> None:
    form = IncubationForm(book, compounds)
    form.prepare(PlannedDosing(Cells("H929", wells=24), Dosing.RESUSPENDED, 100, Amount("10", "uM"), "DMSO", 0.1))
    form.choose_redose("48 h", Method.FULL_CHANGE)
    started = form.start("Mara")
    running = book.bench.incubations[started]

    redose = redose_of_one_tube(book, running, running.steps()[0])

    assert redose.key == (running.incubation.id, running.steps()[0].number)
    assert redose.steps == ((running, running.steps()[0]),)
