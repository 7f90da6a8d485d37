"""A report on paper, and the protocol in words that it shows."""

from datetime import UTC, datetime

from msgspec.structs import replace

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import FIRST_DOSE, Corrected
from benchapp.domain.journal.entries import Judged, KeptPlate, KeptStep, SolutionCorrected, SolutionMade
from benchapp.domain.journal.reports.incubation_report import IncubationReport, ReportStep
from benchapp.domain.journal.reports.protocol import FollowedRecipe
from benchapp.domain.messages import Value
from benchapp.domain.solutions.corrections import SolutionFacts, Strength
from benchapp.domain.solutions.freshness import Freshness, State
from benchapp.domain.solutions.solutions import SolutionPurpose, Storage
from benchapp.domain.units.amounts import Amount, plain_spaces
from benchapp.ui.paper.pages import html_of
from benchapp.ui.paper.protocol_texts import ReportSources, protocol_in_words
from benchapp.ui.paper.report_pages import report_file_name, report_pages
from benchapp.ui.text.language import ENGLISH, LocaleFormat, set_language
from benchapp.ui.text.report_texts import report_facts
from tests.making import incubation, moment, solution

NOON = datetime(2026, 11, 29, 12, 5, tzinfo=UTC)
PLATE = KeptPlate(
    96, {"vehicle control": "B4", "dose 0": "B2 C2", "dose 1": "B3"}, ("Lenalidomide",),
    ((Amount("10", "uM"), Amount("1", "uM")),),
)  # fmt: skip
STOCK = replace(solution("s1"), form="form.racemate", lot="L7", concentration=Amount("9.992", "mM"))
PUT: dict[str, Value] = {"pipette": "P1000", "times": 3, "ul": 898.0, "what": "medium", "of_tube": False, "tube": "A"}
ADDED: dict[str, Value] = {
    "pipette": "P20", "times": 1, "ul": 5.4, "what": STOCK.label, "of_tube": False, "tube": "A", "molar": 20e-6,
    "percent": 0.2, "vehicle": "DMSO", "total_ul": 2699.0,
}  # fmt: skip


def recipes(compound: str) -> tuple[FollowedRecipe, ...]:
    stock = replace(STOCK, compound=compound)
    dose = replace(solution("w", SolutionPurpose.WORKING, Storage.ROOM, parents=("s1",)), compound=compound)
    made = SolutionMade(
        replace(dose, concentration=Amount("20", "uM"), medium="medium"),
        steps=(KeptStep("step_put_diluent", PUT), KeptStep("step_add_to_tube", ADDED), KeptStep("unknown", {})),
        judged=(Judged("gone", "lab rule", "1"),),
        plate=PLATE,
    )
    past = Freshness(State.PAST, use_by=NOON)
    return (
        FollowedRecipe(stock, None, "AK", (moment(),), False, Freshness(State.NO_LIMIT)),
        FollowedRecipe(made.solution, made, "AK", (moment(), moment(48)), True, past),
    )


def report(lenalidomide: Monograph) -> IncubationReport:
    running = Running(replace(incubation(), compound=lenalidomide.id))
    pages = {lenalidomide.id: lenalidomide}
    sources = ReportSources(pages.get, lambda at: at, "Bench Companion 1.0", "")
    protocol = protocol_in_words(running, recipes(lenalidomide.id), ["start: first dose"], sources)
    step = ReportStep("re-dose 1", NOON, NOON, 600.0, "done")
    facts = (("Cells", "H929"), ("Solutions", "BC-W00000"))
    return IncubationReport("i1", "MM1S plate 1", facts, (step,), (), NOON, "09e47a679df5", protocol=protocol)


def test_the_protocol_names_form_lot_and_hazards_of_what_was_given(lenalidomide: Monograph) -> None:
    protocol = report(lenalidomide).protocol
    (compound,) = protocol.compounds

    assert compound.name == "Lenalidomide"
    assert compound.form == "free base (racemate), 259.26 g/mol"
    assert compound.lots == "L7"
    assert "Embryo-fetal toxicity" in compound.hazards
    assert any("259.26 g/mol" in one for one in protocol.references)


def test_a_recipe_is_shown_as_it_was_followed_with_its_stock_by_name(lenalidomide: Monograph) -> None:
    stock, dose = report(lenalidomide).protocol.solutions

    assert (stock.name, stock.rows) == ("Lenalidomide 10 mM in DMSO", ())
    assert dict(stock.facts)["Reached"] == "9.992 mM"
    (row,) = dose.rows
    assert row.title == "Tube A"
    assert row.words == "3 × 898 µL medium + 5.4 µL Lenalidomide 10 mM in DMSO. Mix."
    assert dict(dose.facts)["Use by"].endswith("past it when it was used")
    assert dict(dose.facts)["Put on the cells"].count("2026-11-2") == 2


def test_a_volume_corrected_afterwards_is_shown_beside_the_recipe_as_planned(lenalidomide: Monograph) -> None:
    amounts = [
        SolutionFacts(stock_volume=Amount(ul, "uL"), concentration=Amount(um, "uM"))
        for ul, um in (("5.3", "20.02"), ("10.6", "39.96"))
    ]
    stock, dose = recipes(lenalidomide.id)
    dose = replace(dose, corrections=(SolutionCorrected("w", amounts[0], amounts[1], Strength(1.996, 1.996)),))
    running = Running(incubation(), corrected={FIRST_DOSE: Corrected(1.996, 1.996, "w")})
    sources = ReportSources(lambda _: lenalidomide, lambda at: at)
    protocol = protocol_in_words(running, (stock, dose), (), sources)

    assert "10 µM → 19.96 µM, 0.1 % → 0.2 % DMSO" in protocol.under
    # The map says what is in the wells, its legend what was planned too.
    assert protocol.plate is not None
    assert protocol.plate.doses == (("20 µM", "2 µM"),)
    assert [words for words, _ in protocol.plate.legend] == ["10 µM → 20 µM", "1 µM → 2 µM", "vehicle control"]
    assert "0.1 % → 0.2 % DMSO" in plain_spaces(dict(report_facts(running, lambda at: at))["Compound"])
    (_, shown) = protocol.solutions
    assert dict(shown.facts)["Corrected afterwards"] == (
        "Concentration corrected 20.02 µM → 39.96 µM: 10.6 µL stock instead of 5.3 µL. "
        "The steps below are as they were planned."
    )
    assert "5.4 µL" in shown.rows[0].words
    assert "Corrected afterwards" not in dict(protocol.solutions[0].facts)


def test_a_report_is_one_page_after_the_other_with_map_protocol_and_delay(lenalidomide: Monograph) -> None:
    printed = report(lenalidomide)
    pages = report_pages(printed, lambda at: at, lambda _step: "+10 min")
    html = html_of(pages, lambda block: block.alternative)

    assert printed.protocol.plate is not None
    assert printed.protocol.plate.legend == (("10 µM", "B2–C2"), ("1 µM", "B3"), ("vehicle control", "B4"))
    order = ["MM1S plate 1", "Compounds", "Plate map", "Planned and done", "Protocol as followed", "In the well over"]
    assert [html.index(words) for words in order] == sorted(html.index(words) for words in order)
    assert "+10 min" in html
    # Each solution has its part, so their codes are not listed once more.
    assert "BC-W00000</td>" not in html
    assert pages.foot == "Bench Companion 1.0 · journal 09e47a679df5"
    assert report_file_name(printed, NOON) == "MM1S plate 1 report 2026-11-29"


def test_of_a_compound_that_is_gone_what_the_journal_has_is_shown(lenalidomide: Monograph) -> None:
    running = Running(replace(incubation(), compound="gone"))
    sources = ReportSources(lambda _: None, lambda at: at)
    protocol = protocol_in_words(running, recipes("gone"), (), sources)

    (compound,) = protocol.compounds
    assert (compound.name, compound.form, compound.lots) == ("Lenalidomide", "259.26 g/mol", "L7")
    assert protocol.references == ()


def test_what_a_recipe_was_judged_by_is_in_the_language_of_the_report(lenalidomide: Monograph) -> None:
    claim = next(one for _, one in lenalidomide.claims() if one.statement == "The vendor calls it insoluble in water.")
    stock, dose = recipes(lenalidomide.id)
    assert dose.made is not None
    judged = replace(dose.made, judged=(Judged(claim.id, claim.source, "range 0.4 to 0.5 mg/mL"),))
    said = {claim.statement: "Der Hersteller nennt es unlöslich in Wasser.", "{low} to {high}": "{low} bis {high}"}
    set_language("de", lambda text: said.get(text, text), LocaleFormat(decimal=","))
    try:
        sources = ReportSources({lenalidomide.id: lenalidomide}.get, lambda at: at, "Bench Companion 1.0", "")
        running = Running(replace(incubation(), compound=lenalidomide.id))
        protocol = protocol_in_words(running, (stock, replace(dose, made=judged)), (), sources)
    finally:
        set_language(ENGLISH)
    wanted = "Lenalidomide: Der Hersteller nennt es unlöslich in Wasser, 0,4 bis 0,5 mg/mL."
    assert any(one.startswith(wanted) for one in protocol.references)
