from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from benchapp.domain.codes import MessageCode
from benchapp.domain.journal.entries import RecipeSaved, SolutionMade
from benchapp.domain.lab.plates import FORMATS, Content
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.recipes.dose_series import Scheme
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.amounts import plain_spaces
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.combine_form import CombineForm
from benchapp.presenters.calculator.dose_form import DoseForm
from benchapp.presenters.calculator.lab_form import LabForm, PipetteRow
from benchapp.presenters.calculator.planning.dose_fields import read_doses
from benchapp.presenters.calculator.plate_form import PlateForm
from benchapp.presenters.calculator.saved_recipes import SavedRecipes, scale
from benchapp.presenters.calculator.series_form import SeriesForm
from benchapp.presenters.calculator.stock_form import StockForm
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.add_existing import add_solution
from benchapp.presenters.solutions.preparation import PreparationDetails
from benchapp.presenters.solutions.solution_table import SolutionTable
from benchapp.store.library.library import Library
from benchapp.ui.text.message_texts import say


@pytest.fixture
def series(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> Iterator[SeriesForm]:
    desk = SeriesForm(book, compounds, solution_table)
    desk.use_units(units)
    yield desk
    # A change in the journal asks for an answer; what is still due is given before the desk goes.
    desk.compute()


@pytest.fixture
def plate(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> Iterator[PlateForm]:
    desk = PlateForm(book, compounds, solution_table)
    desk.use_units(units)
    yield desk
    # A change in the journal asks for an answer; what is still due is given before the desk goes.
    desk.compute()


@pytest.fixture
def combine(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable
) -> Iterator[PlateForm]:
    desk = CombineForm(book, compounds, solution_table)
    desk.use_units(units)
    yield desk
    # A change in the journal asks for an answer; what is still due is given before the desk goes.
    desk.compute()


def plan_with(desk: SeriesForm | PlateForm, **texts: str) -> None:
    for name, text in texts.items():
        desk.set_text(name, text)
    desk.compute()


def stock_in_hand(units: Units, book: JournalSession, compounds: CurrentCompound) -> str:
    texts = {"concentration": "10 mM in DMSO", "aliquots": "8", "aliquot_volume": "100 µL", "place": "box 3"}
    return add_solution(book, compounds, units, texts, Storage.FREEZER_20)


@pytest.mark.parametrize("tool", [DoseForm, SeriesForm, PlateForm, CombineForm])
def test_what_a_stock_filled_goes_with_it_when_it_is_taken_back_and_comes_back_with_it(
    units: Units,
    book: JournalSession,
    compounds: CurrentCompound,
    solution_table: SolutionTable,
    tool: type[DoseForm | SeriesForm | PlateForm],
) -> None:
    form = tool(book, compounds, solution_table)
    form.use_units(units)
    texts = {"concentration": "9.992 mM in ethanol", "aliquots": "8", "aliquot_volume": "100 µL", "place": "box 3"}
    stock = add_solution(book, compounds, units, texts, Storage.FREEZER_20)
    form.choose_stock(stock)
    assert form.text("c1").replace("\u202f", " ") == "9.992 mM"
    added = book.undo_last()

    assert (form.text("stock"), form.text("c1"), form.text("solvent")) == ("", "", "DMSO")
    book.record(added.body)
    assert (form.text("stock"), form.text("solvent")) == (stock, "ethanol")
    assert form.text("c1").replace("\u202f", " ") == "9.992 mM"

    book.undo_last()
    form.set_text("c1", "5 mM")
    book.record(added.body)
    # Another stock has been typed since.
    assert (form.text("stock"), form.text("c1")) == ("", "5 mM")
    form.compute()


def test_what_a_stock_of_a_further_compound_filled_goes_with_it_too(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, combine: CombineForm
) -> None:
    lenalidomide = compounds.monograph
    assert lenalidomide is not None
    compounds.open(next(hit.headline.id for hit in compounds.search("pinometostat")))
    partner = stock_in_hand(units, book, compounds)
    compounds.open(lenalidomide.id)
    combine.set_text("compound_2", "Pinometostat")
    combine.finish_name("_2")
    combine.choose_partner_stock("_2", partner)
    assert combine.text("c1_2")
    book.undo_last()

    assert (combine.text("stock_2"), combine.text("c1_2")) == ("", "")


# -- doses -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        ({"top": "10 uM", "factor": "half-log", "points": "8"}, {"lowest": "3.162 nM"}),
        ({"top": "10 µM", "lowest": "10 nM", "points": "4"}, {"factor": "10"}),
        ({"top": "10 uM", "factor": "10", "lowest": "10 nM"}, {"points": "4"}),
        ({"lowest": "1 nM", "factor": "10x", "points": "3"}, {"top": "100 nM"}),
    ],
)
def test_the_one_left_empty_of_four_follows(units: Units, texts: dict[str, str], shown: dict[str, str]) -> None:
    found = {name: text.replace("\u202f", " ") for name, text in read_doses(units, texts).shown.items()}

    assert found == shown


def test_a_list_is_read_in_any_order_and_its_unit_may_stand_once(units: Units) -> None:
    doses = read_doses(units, {"by": "list", "doses": "0.05; 1.5; 0,25 mM"}).doses

    assert [dose.m_as("mM") for dose in doses] == [1.5, 0.25, 0.05]


@pytest.mark.parametrize(
    ("texts", "field", "code"),
    [
        ({"by": "list", "doses": "10; 3"}, "doses", Message.NO_UNIT),
        ({"by": "list", "doses": "10 µM; 1 mg"}, "doses", Message.WRONG_KIND),
        ({"by": "list", "doses": "10 µM; 1 mg/mL"}, "doses", Message.CANNOT_MIX),
        ({"by": "list", "doses": "0; 0 µM"}, "doses", Message.NOT_POSITIVE),
        ({"top": "10 uM", "factor": "1", "points": "8"}, "factor", Message.FACTOR_TOO_SMALL),
        ({"top": "10 uM", "factor": "3 mM", "points": "8"}, "factor", Message.NOT_A_FACTOR),
        ({"top": "10 uM", "factor": "3", "points": "2,5"}, "points", Message.NOT_WHOLE),
        ({"top": "10 uM", "factor": "3", "points": "100"}, "points", Message.NOT_BETWEEN),
        ({"top": "10 uM", "lowest": "20 uM", "points": "3"}, "lowest", Message.LOWEST_ABOVE_TOP),
        ({"top": "1,500 uM", "factor": "3", "points": "8"}, "top", Message.TWO_READINGS),
        ({"top": "10 uM", "factor": "3", "points": "8", "lowest": "1 nM"}, "lowest", Message.TOO_MANY_GIVEN),
    ],
)
def test_a_wrong_dose_is_answered_at_its_field(
    units: Units, texts: dict[str, str], field: str, code: MessageCode
) -> None:
    with pytest.raises(BenchError) as refused:
        read_doses(units, texts)

    assert (refused.value.values["field"], refused.value.code) == (field, code)


# -- series ----------------------------------------------------------------------------------------------------------


def test_a_series_is_planned_as_soon_as_stock_and_doses_are_entered(series: SeriesForm) -> None:
    plan_with(series, top="10 uM")
    assert series.answer.errors["c1"].code is Message.STOCK_NEEDED

    plan_with(series, c1="10 mM")

    assert series.answer.errors == {}
    assert series.answer.recipe is not None
    assert len(series.answer.series[0].doses) == 8


def test_a_stale_answer_is_never_computed(series: SeriesForm, qtbot: QtBot) -> None:
    plan_with(series, c1="10 mM")
    computed = []
    series.answered.connect(lambda answer: computed.append(len(answer.series)))

    for text in ("1", "10", "10 ", "10 u", "10 uM"):
        series.set_text("top", text)
    assert series.due
    with qtbot.waitSignal(series.answered):
        pass

    assert computed == [1]
    assert not series.due


def test_each_scheme_is_planned(series: SeriesForm) -> None:
    plan_with(series, c1="10 mM", top="10 uM", left="1 mL")
    for name, scheme in (
        ("in_vehicle", Scheme.IN_VEHICLE), ("direct", Scheme.DIRECT), ("plain", Scheme.PLAIN),
    ):  # fmt: skip
        plan_with(series, scheme=name)
        assert series.answer.series[0].request.scheme is scheme


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("left", "0 µL", Message.NOT_POSITIVE),
        ("left", "5 mg", Message.WRONG_KIND),
        ("strength", "0.5×", Message.NOT_POSITIVE),
        ("vehicle_percent", "1 mM", Message.WRONG_KIND),
        ("c1", "5 uM", Message.TARGET_ABOVE_STOCK),
    ],
)
def test_what_is_wrong_is_said_at_its_field(series: SeriesForm, name: str, text: str, code: MessageCode) -> None:
    plan_with(series, **{"c1": "10 mM", "top": "10 uM", name: text})

    ((field, error),) = series.answer.errors.items()
    assert error.code is code
    assert field == ("top" if code is Message.TARGET_ABOVE_STOCK else name)


def test_mass_and_molar_units_mix_through_the_molar_mass(series: SeriesForm) -> None:
    plan_with(series, c1="2.5926 mg/mL", top="10 uM", factor="10", points="2")

    # 2.5926 mg/mL ÷ 259.26 g/mol = 10 mM.
    assert series.answer.series[0].doses[0].vehicle_percent == pytest.approx(0.1, rel=0.01)


def test_made_it_enters_one_rack_with_all_its_doses(
    series: SeriesForm, units: Units, book: JournalSession, compounds: CurrentCompound
) -> None:
    stock = stock_in_hand(units, book, compounds)
    series.choose_stock(stock)
    plan_with(series, top="10 uM", factor="10", points="3")

    made = series.made(PreparationDetails(person="Mara"))

    kept = book.bench.solutions[made].solution
    assert [units.quantity(dose).m_as("uM") for dose in kept.doses] == pytest.approx([10, 1, 0.1], rel=0.01)
    assert book.bench.solutions[stock].left == 7
    entry = book.entries()[-1].body
    assert isinstance(entry, SolutionMade)
    assert (entry.tool, entry.inputs["top"]) == ("series", "10 uM")


# -- plates ----------------------------------------------------------------------------------------------------------


def test_a_plate_is_laid_out_and_follows_what_is_painted(plate: PlateForm) -> None:
    plan_with(plate, c1="10 mM", top="10 uM")
    assert plate.answer.map is not None
    before = plate.answer.plan.totals[0].wells if plate.answer.plan else 0

    plate.paint(["H11", "H12"], Content(WellUse.DOSE, (0,)))

    assert plate.edited
    assert plate.answer.plan is not None
    assert plate.answer.plan.totals[0].wells == before + 2
    plate.lay_out_anew()
    assert not plate.edited


def test_the_border_is_left_free_where_that_counts_until_somebody_chooses(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, plate: PlateForm
) -> None:
    plan_with(plate, c1="10 mM", top="10 uM")
    assert plate.answer.map is not None
    assert not set(plate.answer.map.wells) & set(FORMATS[96].border())

    plan_with(plate, format="24", points="4")
    assert "A1" in plate.answer.map.wells
    plan_with(plate, format="384", points="8")
    assert "A1" not in plate.answer.map.wells
    plan_with(plate, edge="no")
    assert plate.answer.map is not None
    assert "A1" in plate.answer.map.wells
    plate.made(PreparationDetails())

    # Remembered for the plates that follow.
    following = PlateForm(book, compounds, solution_table)
    assert (following.text("edge"), following.text("format")) == ("no", "96")
    following.set_text("format", "384")
    assert following.text("edge") == "no"


def test_a_day_or_less_needs_no_free_border(plate: PlateForm, compounds: CurrentCompound) -> None:
    assert compounds.monograph is not None
    cards = {use.id: use for use in compounds.monograph.uses}

    compounds.choose_use(cards["use.cll-migration"])

    assert plate.text("edge") == "no"


def test_where_the_inside_is_too_small_the_border_is_used_and_that_is_said(plate: PlateForm) -> None:
    plan_with(plate, c1="10 mM", top="10 uM", replicates="8")

    assert plate.answer.map is not None
    assert "A1" in plate.answer.map.wells
    assert plate.answer.recipe is not None
    assert Message.BORDER_USED in {one.code for one in plate.answer.recipe.cautions}
    plan_with(plate, edge="yes")
    assert plate.answer.errors["format"].code is Message.PLATE_FULL


def test_another_plate_has_its_usual_volume_and_none_of_the_edits(plate: PlateForm) -> None:
    plan_with(plate, c1="10 mM", top="10 uM")
    plate.paint(["H12"], Content(WellUse.VEHICLE))

    plan_with(plate, format="24", points="4", dosing="resuspended")

    assert not plate.edited
    assert plate.text("well_volume").replace("\u202f", " ") == "700 µL"
    assert plate.answer.plan is not None
    assert plate.answer.plan.request.strength == 1


def test_a_plate_that_is_too_small_is_said_and_the_map_before_stays(plate: PlateForm) -> None:
    plan_with(plate, c1="10 mM", top="10 uM", format="24")

    assert plate.answer.errors["format"].code is Message.PLATE_FULL
    assert plate.answer.plan is None


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("replicates", "0", Message.NOT_BETWEEN),
        ("replicates", "two", Message.NOT_WHOLE),
        ("plates", "100", Message.NOT_BETWEEN),
        ("added_volume", "0 uL", Message.NOT_POSITIVE),
        ("overage", "10", Message.NO_UNIT),
    ],
)
def test_a_wrong_count_or_volume_is_said_at_its_field(
    plate: PlateForm, name: str, text: str, code: MessageCode
) -> None:
    plan_with(plate, **{"c1": "10 mM", "top": "10 uM", name: text})

    assert plate.answer.errors[name].code is code


def test_what_the_wells_get_is_handed_to_the_incubation(plate: PlateForm) -> None:
    plan_with(plate, c1="10 mM", top="10 uM", cells="H929", untreated="3")

    prepared = plate.prepared("")

    assert prepared is not None
    assert prepared.cells.wells == 8 * 3 + 3 + 3
    assert prepared.cells.vessel == "96-well plate"
    assert prepared.well_ul == 200


# -- combinations ----------------------------------------------------------------------------------------------------


def test_a_partner_is_found_by_any_of_its_names(combine: CombineForm) -> None:
    plan_with(
        combine,
        c1="10 mM",
        top="10 uM",
        compound_2="EPZ-5676",
        c1_2="10 mM",
        top_2="1 uM",
        solvent_2="DMSO",
        alone="no",
    )

    assert combine.answer.partners["_2"].monograph.identity.name == "Pinometostat"
    assert combine.answer.plan is not None
    assert [one.compound for one in combine.answer.series[0].request.ingredients] == ["Lenalidomide", "Pinometostat"]


def test_modes_give_a_constant_a_ratio_and_every_pair(combine: CombineForm) -> None:
    plan_with(
        combine,
        c1="10 mM",
        top="10 uM",
        points="3",
        compound_2="pinometostat",
        c1_2="10 mM",
        top_2="1 uM",
        solvent_2="DMSO",
        alone="no",
    )
    constant = combine.answer.series[0].request.ingredients[1].doses
    plan_with(combine, mode="ratio")
    ratio = combine.answer.series[0].request.ingredients[1].doses
    plan_with(combine, mode="checkerboard", points_2="2")

    assert constant == (1e-6,) * 3
    assert ratio == pytest.approx((1e-6, 1e-6 / 10**0.5, 1e-7))
    assert len(combine.answer.series) == 2
    assert combine.answer.map is not None
    assert combine.answer.map.counts()[Content(WellUse.DOSE, (2, 1))] == 2
    assert combine.answer.recipe is not None


def test_three_compounds_share_one_vehicle(combine: CombineForm) -> None:
    plan_with(
        combine,
        c1="10 mM",
        top="10 uM",
        points="3",
        compound_2="pinometostat",
        c1_2="10 mM",
        top_2="1 uM",
        solvent_2="DMSO",
        alone="no",
    )
    plan_with(combine, compound_3="dexamethasone", c1_3="10 mM", top_3="100 nM", solvent_3="DMSO")

    plan = combine.answer.plan
    assert plan is not None
    held, vehicle = plan.in_well(Content(WellUse.DOSE, (0,)))
    assert held == pytest.approx((10e-6, 1e-6, 1e-7), rel=0.03)
    assert vehicle == pytest.approx(plan.in_well(Content(WellUse.VEHICLE))[1], rel=0.02)


@pytest.mark.parametrize(
    ("texts", "field", "code"),
    [
        ({"compound_2": "xyzzy-17"}, "compound_2", Message.COMPOUND_NOT_FOUND),
        ({"compound_2": "CC-5013"}, "compound_2", Message.COMPOUND_TWICE),
        (
            {
                "compound_2": "pinometostat",
                "c1_2": "10 mM",
                "solvent_2": "DMSO",
                "top_2": "1 uM",
                "compound_3": "EPZ-5676",
            },
            "compound_3",
            Message.COMPOUND_TWICE,
        ),
        ({"compound_2": "pinometostat"}, "c1_2", Message.STOCK_NEEDED),
        ({"compound_2": "pinometostat", "c1_2": "10 mM", "solvent_2": "DMSO"}, "top_2", Message.EMPTY),
        (
            {"compound_2": "pinometostat", "c1_2": "10 mM", "solvent_2": "DMSO", "top_2": "20 mM"},
            "top_2",
            Message.TARGET_ABOVE_STOCK,
        ),
    ],
)
def test_what_is_wrong_with_a_partner_is_said_at_its_field(
    combine: CombineForm, texts: dict[str, str], field: str, code: MessageCode
) -> None:
    plan_with(combine, **{"c1": "10 mM", "top": "10 uM", **texts})

    assert combine.answer.errors[field].code is code


# -- made again ------------------------------------------------------------------------------------------------------


def test_what_was_made_can_be_made_again_and_scaled(
    plate: PlateForm, units: Units, book: JournalSession, compounds: CurrentCompound
) -> None:
    plan_with(plate, c1="10 mM", top="10 uM", points="6", replicates="4")
    plate.made(PreparationDetails())
    solution_table = SavedRecipes(book, compounds)
    plan_with(plate, points="8", replicates="2")

    last = solution_table.last()
    assert last is not None
    plate.take_inputs(last.inputs)

    assert (plate.text("points"), plate.text("replicates")) == ("6", "4")
    scale(plate, "2")
    assert plate.text("plates") == "2"


def test_saved_recipes_are_of_their_compound_and_undone_like_anything_else(
    series: SeriesForm, book: JournalSession, compounds: CurrentCompound
) -> None:
    plan_with(series, c1="10 mM", top="10 uM")
    solution_table = SavedRecipes(book, compounds)
    with pytest.raises(BenchError):
        solution_table.save("  ", series)

    solution_table.save("Monday", series)

    assert [one.name for one in solution_table.saved()] == ["Monday"]
    assert isinstance(book.entries()[-1].body, RecipeSaved)
    book.undo_last()
    assert solution_table.saved() == ()


@pytest.mark.parametrize("factor", ["2", "0.5", "1,5×"])
def test_scaling_scales(
    units: Units,
    book: JournalSession,
    compounds: CurrentCompound,
    solution_table: SolutionTable,
    series: SeriesForm,
    factor: str,
) -> None:
    stock = StockForm(book, compounds)
    stock.use_units(units)
    stock.set_text("mass", "4 mg")
    stock.set_text("concentration", "10 mM")
    dose = DoseForm(book, compounds, solution_table)
    dose.use_units(units)
    dose.set_text("wells", "24")
    plan_with(series, c1="10 mM", top="10 uM", left="500 uL")
    times = float(factor.rstrip("×").replace(",", "."))

    for desk in (stock, dose, series):
        scale(desk, factor)

    assert units.read(stock.text("mass")).m_as("mg") == pytest.approx(4 * times)
    assert stock.text("concentration") == "10 mM"
    assert dose.text("wells") == f"{24 * times:.0f}"
    assert units.read(series.text("left")).m_as("uL") == pytest.approx(500 * times)


@pytest.mark.parametrize("text", ["", "0", "2 mM", "twice"])
def test_a_wrong_factor_changes_nothing(series: SeriesForm, text: str) -> None:
    plan_with(series, left="500 uL")
    with pytest.raises(BenchError):
        scale(series, text)
    assert series.text("left") == "500 uL"


def test_inputs_of_every_desk_come_back_as_they_were(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, plate: PlateForm
) -> None:
    dose = DoseForm(book, compounds, solution_table)
    dose.use_units(units)
    dose.set_text("c1", "10 mM")
    dose.set_text("c2", "10 uM")
    dose.set_dosing(None)
    stock = StockForm(book, compounds)
    stock.use_units(units)
    stock.set_text("mass", "5 mg")
    stock.set_nominal(True)
    plan_with(plate, c1="10 mM", top="10 uM", edge="yes")
    for desk in (dose, stock, plate):
        kept = desk.inputs()
        desk.take_inputs({})
        assert desk.inputs() != kept
        desk.take_inputs(kept)
        assert desk.inputs() == kept


# -- the lab ---------------------------------------------------------------------------------------------------------


def row(**texts: str) -> PipetteRow:
    return PipetteRow({"name": "P100", "low": "10", "high": "100 µL", "step": "0,1 µL", "error": "", **texts})


def test_a_p2_and_a_p10_are_added_once_with_the_errors_of_iso_8655(units: Units, book: JournalSession) -> None:
    desk = LabForm(book)
    desk.units = units

    desk.save_pipettes(desk.with_small(desk.with_small(desk.usual_rows())))

    small = [(one.name, one.low_ul, one.high_ul, one.error_ul) for one in book.bench.pipettes[:3]]
    assert small == [("P2", 0.2, 2, 0.08), ("P10", 1, 10, 0.12), ("P20", 2, 20, 0.2)]


def test_pipettes_are_read_and_an_empty_error_is_that_of_iso_8655(units: Units, book: JournalSession) -> None:
    desk = LabForm(book)
    desk.units = units

    desk.save_pipettes([row(), *desk.usual_rows()])

    first = book.bench.pipettes[0]
    assert (first.name, first.low_ul, first.high_ul, first.step_ul, first.error_ul) == ("P100", 10, 100, 0.1, 0.8)
    assert desk.rows()[1] == desk.usual_rows()[0]


@pytest.mark.parametrize(
    ("texts", "field", "code"),
    [
        ({"name": " "}, "name", Message.PIPETTE_NAME_NEEDED),
        ({"low": "200"}, "high", Message.PIPETTE_RANGE),
        ({"step": "100"}, "step", Message.PIPETTE_STEP),
        ({"high": "1 mg"}, "high", Message.WRONG_KIND),
        ({"high": ""}, "high", Message.EMPTY),
        ({"error": "0"}, "error", Message.NOT_POSITIVE),
        ({"error": "200"}, "error", Message.PIPETTE_RANGE),
    ],
)
def test_a_pipette_that_cannot_be_is_answered_at_its_field(
    units: Units, book: JournalSession, texts: dict[str, str], field: str, code: MessageCode
) -> None:
    desk = LabForm(book)
    desk.units = units

    _, errors = desk.check([row(**texts)])

    assert errors[(0, field)].code is code
    with pytest.raises(BenchError):
        desk.save_pipettes([row(**texts)])


def test_two_pipettes_of_one_name_and_none_at_all_are_refused(units: Units, book: JournalSession) -> None:
    desk = LabForm(book)
    desk.units = units

    assert desk.check([row(), row()])[1][(1, "name")].code is Message.PIPETTE_TWICE
    with pytest.raises(BenchError):
        desk.save_pipettes([])


def test_a_rule_is_written_once_and_a_wrong_one_refused(units: Units, book: JournalSession) -> None:
    desk = LabForm(book)
    desk.units = units

    assert desk.save_rule("overage_percent", "20")
    assert not desk.save_rule("overage_percent", "20")
    assert book.bench.rules.overage_percent == 20
    for rule, text in (("overage_percent", "20 %"), ("overage_percent", "200"), ("pipette_error_percent", "0")):
        with pytest.raises(BenchError):
            desk.save_rule(rule, text)


def test_new_pipettes_change_the_plan_at_once(series: SeriesForm, units: Units, book: JournalSession) -> None:
    plan_with(series, c1="10 mM", top="10 uM")
    before = series.answer.series[0].tubes
    desk = LabForm(book)
    desk.units = units

    desk.save_pipettes([row(), *desk.usual_rows()])
    series.compute()

    assert series.answer.series[0].tubes != before
    assert any(pour.way.pipette == "P100" for tube in series.answer.series[0].tubes for pour in tube.pours)


def test_a_partner_s_stock_is_thawed_too_and_what_is_made_outlives_neither(
    combine: CombineForm, units: Units, book: JournalSession, compounds: CurrentCompound, library: Library
) -> None:
    first = stock_in_hand(units, book, compounds)
    opened = compounds.monograph
    found = compounds.search("pinometostat")[0].headline.id
    compounds.open(found)
    second = stock_in_hand(units, book, compounds)
    compounds.open(opened.id if opened else "")
    combine.choose_stock(first)
    plan_with(combine, top="10 uM", points="3", compound_2="pinometostat", top_2="1 uM")
    assert [row.kept.solution.id for row in combine.offered_to("_2")] == [second]
    combine.choose_partner_stock("_2", second)
    combine.compute()

    made = combine.made(PreparationDetails())

    solution = book.bench.solutions[made].solution
    assert solution.parents == (first, second)
    assert [book.bench.solutions[one].left for one in (first, second)] == [7, 7]
    plan_with(combine, c1_2="5 mM")
    assert combine.text("stock_2") == ""


def test_the_error_of_a_stock_is_carried_into_what_is_made_of_it(
    units: Units, book: JournalSession, compounds: CurrentCompound, solution_table: SolutionTable, series: SeriesForm
) -> None:
    lab = LabForm(book)
    lab.units = units
    lab.save_rule("balance_readability_mg", "0.1")
    stock = StockForm(book, compounds)
    stock.use_units(units)
    stock.set_text("mass", "2 mg")
    stock.set_text("concentration", "10 mM")
    made = stock.made(PreparationDetails())
    plan_with(series, c1="10 mM", top="10 uM")
    without = series.answer.series[0].doses[0].errors[0]

    series.choose_stock(made)
    series.compute()

    # 0.1 mg of 2 mg is 5 %.
    assert book.bench.solutions[made].solution.error == pytest.approx(0.051, rel=0.05)
    assert series.answer.series[0].doses[0].errors[0] > without


@pytest.mark.parametrize("name", ["V", "A", "stock", "3"])
def test_a_medium_with_the_name_of_something_else_is_refused(series: SeriesForm, name: str) -> None:
    plan_with(series, c1="10 mM", top="10 uM", medium=name)

    assert series.answer.errors["medium"].code is Message.NAME_TAKEN


def test_stocks_in_two_vehicles_have_no_one_control(
    combine: CombineForm, units: Units, book: JournalSession, compounds: CurrentCompound
) -> None:
    opened = compounds.monograph
    compounds.open(compounds.search("dexamethasone")[0].headline.id)
    stock = StockForm(book, compounds)
    stock.use_units(units)
    for name, text in (("mass", "4 mg"), ("concentration", "10 mM")):
        stock.set_text(name, text)
    stock.set_solvent("ethanol")
    other = stock.made(PreparationDetails())
    compounds.open(opened.id if opened else "")
    plan_with(combine, c1="10 mM", top="10 uM", compound_2="dexamethasone", top_2="100 nM")

    combine.choose_partner_stock("_2", other)
    combine.compute()

    assert combine.answer.errors["c1_2"].code is Message.VEHICLES_DIFFER


def test_inputs_of_another_version_never_stop_the_program(plate: PlateForm, combine: CombineForm) -> None:
    for desk in (plate, combine):
        desk.take_inputs({"top": "10 uM", "c1": "10 mM", "format": "9999", "scheme": "new", "dosing": "x", "mode": "?"})

        assert desk.text("format") == "96"
        assert desk.text("dosing") == "added"
        desk.take_inputs({})
        assert desk.answer.map is None


def open_cytokine(compounds: CurrentCompound) -> None:
    compounds.open(compounds.search("aldesleukin")[0].headline.id)


@pytest.mark.parametrize("tool", ["series", "plate"])
def test_doses_in_units_of_a_stock_by_mass_ask_for_the_activity_of_its_lot(
    tool: str, series: SeriesForm, plate: PlateForm, compounds: CurrentCompound
) -> None:
    """0.1 mg/mL of a lot with 10 million U/mg holds a million U/mL."""
    desk = series if tool == "series" else plate
    open_cytokine(compounds)
    plan_with(desk, c1="0.1 mg/mL in water", top="100 U/mL", factor="10", points="3")
    assert desk.answer.errors["potency"].code is Message.NEEDS_SPECIFIC_ACTIVITY
    plan_with(desk, potency="10 mM")
    assert desk.answer.errors["potency"].code is Message.WRONG_KIND

    plan_with(desk, potency="1e7 U/mg")
    assert desk.answer.errors == {}
    one = desk.answer.series[0].request.ingredients[0]
    assert one.stock == pytest.approx(1e6)
    assert one.doses == pytest.approx((100, 10, 1))
    compounds.open(compounds.search("OKT3")[0].headline.id)
    assert desk.text("potency") == ""


def test_each_compound_of_a_combination_has_the_activity_of_its_own_lot(
    combine: CombineForm, compounds: CurrentCompound
) -> None:
    compounds.open(compounds.search("OKT3")[0].headline.id)
    plan_with(combine, c1="1 mg/mL in PBS", top="1 µg/mL", factor="10", points="2")
    plan_with(combine, compound_2="IL-2", c1_2="0.1 mg/mL", solvent_2="PBS", top_2="100 U/mL")
    assert combine.answer.errors["potency_2"].code is Message.NEEDS_SPECIFIC_ACTIVITY

    plan_with(combine, potency_2="1e7 U/mg")
    assert combine.answer.errors == {}
    stocks = [one.stock for series in combine.answer.series for one in series.request.ingredients]
    assert stocks == pytest.approx([1.0, 1e6])


@pytest.mark.parametrize("medium", ["medium", "OpTmizer"])
def test_serum_by_volume_is_in_no_solvent_and_is_diluted_with_medium_alone(
    medium: str, series: SeriesForm, plate: PlateForm, compounds: CurrentCompound, book: JournalSession
) -> None:
    compounds.open(compounds.search("FBS")[0].headline.id)
    for desk in (series, plate):
        plan_with(desk, c1="100 %", medium=medium, top="20 %", factor="2", points="3")
        assert desk.answer.errors == {}
        plan = desk.answer.series[0]
        assert {source for tube in plan.tubes for source in tube.parts} == {"stock", medium}
        assert [tube.vehicle_percent for tube in plan.tubes] == [0.0] * len(plan.tubes)
        assert plan.brought == ""
        recipe, methods = desk.recipe(), desk.methods()
        assert recipe is not None
        assert methods is not None
        said = [say(line.code, line.values) for line in recipe.working]
        assert [line for line in said if "±" in line]
        assert not [line for line in (*said, say(*methods)) if f"% {medium}" in plain_spaces(line) or "v/v) " in line]
    made = series.made(PreparationDetails())
    kept = book.bench.solutions[made].solution
    assert (kept.vehicle, kept.medium, kept.vehicle_percent) == ("", medium, 0.0)
    plan_with(series, c1="10 mg/mL", top="1 mg/mL")
    assert series.answer.errors["solvent"].code is Message.SOLVENT_NEEDED
