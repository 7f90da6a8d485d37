"""What a refusal offers to type is something that this very field reads."""

import re
from collections.abc import Iterator

import pytest

from benchapp.domain.messages import BenchError
from benchapp.domain.units.durations import read_duration
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.lab_form import LabForm
from benchapp.presenters.calculator.plate_form import PlateForm
from benchapp.presenters.calculator.series_form import SeriesForm, read_vehicle
from benchapp.presenters.calculator.sheets.seeding_sheet import SEED
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.incubations.half_lives import read_half_life
from benchapp.presenters.incubations.incubation_form import IncubationForm
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.ui.text.message_texts import say_error

SEEDED = {"counted": "1.2e6", "viable": "95 %", "per_well": "5000", "well": "100 µL", "wells": "96", "overage": "10 %"}


@pytest.fixture
def series(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> Iterator[SeriesForm]:
    desk = SeriesForm(book, compounds, solution_table)
    desk.use_units(units)
    yield desk
    desk.compute()


def refusal_of_seeding(units: Units, name: str, text: str) -> str:
    with pytest.raises(BenchError) as refused:
        SEED.solve(units, {**SEEDED, name: text})
    assert refused.value.values["field"] == name
    return say_error(refused.value)


@pytest.mark.parametrize(("name", "example"), [("overage", "10 %"), ("viable", "95 %"), ("well", "100 µL")])
def test_a_field_of_cells_to_seed_offers_what_it_reads(units: Units, name: str, example: str) -> None:
    assert f"for example {example}." in refusal_of_seeding(units, name, "banana split")

    SEED.solve(units, {**SEEDED, name: example})


def test_an_overage_without_a_unit_is_offered_in_per_cent(units: Units) -> None:
    assert "for example 10 %" in refusal_of_seeding(units, "overage", "10")
    assert "for example 10 %" in refusal_of_seeding(units, "overage", "0.1")


@pytest.mark.parametrize(("text", "offered"), [("banana split", "0.1 %"), ("0.5", "0.5 %"), ("0.1", "0.1 %")])
def test_the_vehicle_is_no_purity(series: SeriesForm, units: Units, text: str, offered: str) -> None:
    series.set_text("vehicle_percent", text)
    with pytest.raises(BenchError) as refused:
        read_vehicle(units, series)

    assert f"for example {offered}." in say_error(refused.value)
    series.set_text("vehicle_percent", offered)
    assert read_vehicle(units, series) == float(offered.split(maxsplit=1)[0])


def test_the_overage_of_a_plate_is_no_purity(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> None:
    desk = PlateForm(book, compounds, solution_table)
    desk.use_units(units)
    for name, text in {"c1": "10 mM", "top": "10 uM", "overage": "banana split"}.items():
        desk.set_text(name, text)
    desk.compute()

    assert "for example 10 %." in say_error(desk.answer.errors["overage"])


def test_the_water_in_a_powder_is_no_purity(units: Units, book: JournalSession, compounds: CurrentCompound) -> None:
    desk = StockForm(book, compounds)
    desk.use_units(units)
    desk.set_text("water", "banana split")

    assert "for example 5 %." in say_error(desk.answer.errors["water"])


def test_a_half_life_is_a_length_alone(book: JournalSession) -> None:
    with pytest.raises(BenchError) as refused:
        read_half_life({"half_life": "banana"})

    said = say_error(refused.value)
    assert said == "“banana” is not a time. Type for example 8 h, 30 min or 2 d."
    for offered in re.split(r", | or ", said.split("for example ")[1].rstrip(".")):
        assert read_duration(offered).span.total_seconds() > 0


def test_the_time_between_doses_is_a_length_alone(book: JournalSession, compounds: CurrentCompound) -> None:
    desk = IncubationForm(book, compounds)
    desk.set_text("every", "banana")

    said = say_error(desk.answer.errors["every"])
    assert said == "“banana” is not a time. Type for example 24 h, 1 d 12 h or every 3 days."
    for offered in re.split(r", | or ", said.split("for example ")[1].rstrip(".")):
        desk.set_text("every", offered)
        assert "every" not in desk.answer.errors


def test_a_rule_that_is_a_plain_number_offers_no_unit(book: JournalSession, units: Units) -> None:
    desk = LabForm(book)
    desk.units = units
    for text in ("banana", "ten per cent", ""):
        with pytest.raises(BenchError) as refused:
            desk.read_rule("overage_percent", text)
        assert "is not a plain number" in say_error(refused.value)


def test_a_rule_of_how_long_is_typed_in_any_unit_of_time(book: JournalSession, units: Units) -> None:
    desk = LabForm(book)
    desk.units = units

    assert desk.read_rule("stock_frozen_20_d", "6 months") == 182
    assert desk.is_in_months("stock_frozen_20_d", "6 months")
    assert not desk.is_in_months("stock_frozen_20_d", "26 weeks")
    assert not desk.is_in_months("stock_frozen_20_d", "soon")
    assert desk.read_rule("stock_frozen_20_d", "182") == 182
    assert desk.read_rule("working_room_h", "90 min") == 1.5
    with pytest.raises(BenchError):
        desk.read_rule("work_from_h", "90 min")


def test_a_rule_that_is_typed_in_months_stays_in_months_until_another_is_typed(
    book: JournalSession, units: Units
) -> None:
    desk = LabForm(book)
    desk.units = units

    assert desk.save_rule("stock_frozen_20_d", "6 months")
    assert book.bench.rules.months("stock_frozen_20_d") == 6
    assert not desk.save_rule("stock_frozen_20_d", "182")
    assert not desk.is_in_months("stock_frozen_20_d", "six of them")
    assert desk.save_rule("stock_frozen_20_d", "182 d")
    assert book.bench.rules.months("stock_frozen_20_d") == 0
