"""The figures of the bench card in words, each with whose it is and what it is used for."""

from msgspec.structs import replace

from benchapp.domain.compounds.compound_summary import summary_of
from benchapp.domain.compounds.lab_stocks import LabStock
from benchapp.domain.compounds.monograph import Monograph, Relation, ShelfLife, Value
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.units.amounts import Amount, plain_spaces
from benchapp.store.library.library import DMSO, Library
from benchapp.ui.compounds.bench_summaries import (
    DOSE,
    LIMIT,
    STOCK,
    Summary,
    summaries,
    vehicle_summaries,
    with_lab_stock,
)
from tests.making import solution

DOXORUBICIN = "ab7e52ff-8a1d-59f4-b4c1-a912da0e92ca"
CYCLOHEXIMIDE = "696770db-672d-5c19-ac4d-97bac3e0e1b8"
VENETOCLAX = "9c3cc086-a741-5784-8c9a-d7e435c674dd"
PINOMETOSTAT = "de79762e-5ccf-59d0-96b2-7c3ced1ef0db"


def said(summary: Summary) -> tuple[str, str, str]:
    return plain_spaces(summary.figure), plain_spaces(summary.small), summary.state


def of(monograph: Monograph, rules: LabRules | None = None) -> tuple[Summary, ...]:
    return summaries(monograph, monograph.identity.forms[0], rules or LabRules())


def opened(library: Library, compound: str) -> Monograph:
    found = library.open(compound)
    assert found is not None
    return found.monograph


def test_a_compound_begins_with_stock_dose_time_and_how_long_it_lasts(lenalidomide: Monograph) -> None:
    stock, dose, time, keep = of(lenalidomide)

    assert said(stock) == ("in DMSO", "Soluble to at least 100.8 mg/mL (388.8 mM) · APExBIO", "vendor claim")
    assert said(dose)[:2] == ("1–10 µM", "depends on the cells, 7 doses on file below")
    assert said(time)[:2] == ("1 h – 14 d", "depends on the cells, 6 times on file below")
    assert said(keep) == ("no published limit", "Powder −20 °C · Dilutions: make fresh", "not on file")
    assert [one.use for one in (stock, dose, time, keep)] == [STOCK, DOSE, DOSE, LIMIT]


def test_a_limit_that_the_lab_has_set_is_shown_as_its_rule(lenalidomide: Monograph) -> None:
    keep = of(lenalidomide, LabRules().with_rule("stock_frozen_20_d", 30.0, in_months=True))[3]

    assert said(keep)[0] == "1 month at −20 °C"
    assert keep.state == "lab rule"


def test_a_published_life_is_shown_with_its_storage_and_needs_no_limit_of_the_lab(library: Library) -> None:
    keep = of(opened(library, DOXORUBICIN))[3]
    assert said(keep) == ("≥ 124 days at 4 °C", "Powder 2–8 °C", "measured")
    assert keep.use == ""

    words = of(opened(library, CYCLOHEXIMIDE))[3]
    assert said(words)[:2] == ("several months below −20 °C", "Dilutions: make fresh")


def test_a_percentage_is_not_turned_into_another_figure(library: Library) -> None:
    doxorubicin = opened(library, DOXORUBICIN)
    alone = replace(doxorubicin, solubility=(replace(doxorubicin.solubility[0], others=()),))

    assert said(of(alone)[0]) == ("in water", "Soluble to ≈ 2 % · Smolecule product page", "vendor claim")


def test_of_two_sources_the_lower_is_shown_and_said_to_be(library: Library) -> None:
    stock = of(opened(library, DOXORUBICIN))[0]

    figure, small, state = said(stock)
    assert (figure, state) == ("in water", "vendor claim")
    assert plain_spaces(small) == ("Soluble to 10 mg/mL (17.24 mM) · ChemicalBook directory · the lower of 2 sources")


def test_what_nobody_states_is_said_and_never_made_up(library: Library) -> None:
    stock, dose, time, keep = of(opened(library, PINOMETOSTAT))

    assert said(stock) == ("no value found", "test a small amount first", "not on file")
    assert said(dose)[:2] == ("no value found", "titrate: test a range of doses on your cells")
    assert said(time)[0] == "no value found"
    assert keep.figure == "no published limit"
    assert (stock.use, dose.use) == ("", "")


def test_a_solvent_that_hardly_dissolves_it_is_no_usual_stock(library: Library) -> None:
    stock = of(opened(library, VENETOCLAX))[0]

    assert said(stock) == ("no value found", "test a small amount first", "not on file")
    assert stock.use == ""


def test_one_dose_is_not_several_and_has_the_standing_of_its_source(library: Library) -> None:
    dose = of(opened(library, CYCLOHEXIMIDE))[1]

    assert said(dose) == ("10–50 µg/mL", "1 dose on file, see below", "single source")


def test_an_exact_solubility_is_not_called_at_least(lenalidomide: Monograph) -> None:
    claim = lenalidomide.solubility[0]
    exact = replace(claim, value=Value(Relation.EQUAL, "10", "mM"))
    stock = of(replace(lenalidomide, solubility=(exact,)))[0]

    assert plain_spaces(stock.small).startswith("Soluble to 10 mM (2.593 mg/mL) · ")


def test_a_vehicle_has_its_limits_and_no_use(library: Library) -> None:
    figures = vehicle_summaries(opened(library, DMSO), LabRules())

    assert [plain_spaces(one.figure) for one in figures[:2]] == ["≤ 0.1 %", "≤ 0.1 %"]
    assert not any(one.use for one in figures)


def test_several_lives_stand_one_after_the_other(lenalidomide: Monograph) -> None:
    week, month = Value(Relation.EQUAL, "7", "d"), Value(Relation.EQUAL, "30", "d")
    claim = replace(lenalidomide.storage[0], keeps=(ShelfLife(week, "4"), ShelfLife(month, "-20")))
    stability = replace(lenalidomide.stability, stock=(claim,))
    keep = of(replace(lenalidomide, stability=stability))[3]

    assert said(keep)[:2] == ("7 days at 4 °C", "30 days at −20 °C · Powder −20 °C · Dilutions: make fresh")


def test_water_that_holds_a_trace_is_no_usual_stock_and_says_how_little(library: Library) -> None:
    (thalidomide,) = (one for one in library.search("thalidomide") if one.headline.name == "Thalidomide")
    stock = of(opened(library, thalidomide.headline.id))[0]

    assert said(stock) == ("no value found", "in water only 50 µg/mL, too little for a stock", "not on file")
    assert summary_of(opened(library, thalidomide.headline.id)).solvent == ""


def test_a_liquid_as_bought_is_the_usual_stock_and_is_not_prepared_as_one() -> None:
    bottle = replace(solution(), vehicle="", concentration=Amount("100", "percent"))
    before = Summary("Usual stock", "no value found", "", "", "", "")
    shown = [with_lab_stock(before, LabStock(one, ())) for one in (bottle, solution())]

    assert [(plain_spaces(one.figure), one.use) for one in shown] == [("100 %", ""), ("10 mM in DMSO", STOCK)]
