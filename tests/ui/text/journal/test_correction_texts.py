"""Corrections and notes in words, as the journal, the cards and the report say them."""

from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from benchapp.domain.journal.entries import (
    Body,
    IncubationStarted,
    NoteAdded,
    SolutionAdded,
    SolutionCorrected,
    SolutionMade,
    Taken,
)
from benchapp.domain.journal.notes import NoteKind
from benchapp.domain.journal.state import LabState, replay
from benchapp.domain.solutions.corrections import SolutionFacts, Strength
from benchapp.domain.solutions.solutions import SolutionPurpose
from benchapp.domain.units.amounts import Amount, plain_spaces
from benchapp.ui.text.incubation_texts import dose_text
from benchapp.ui.text.journal.correction_texts import change_text, correction_text, fact_text, recorded_text
from benchapp.ui.text.journal.entry_names import EntryNames, named_solution, why_text
from benchapp.ui.text.journal.entry_texts import EntryWords
from benchapp.ui.text.journal.note_texts import note_title
from benchapp.ui.text.journal.solution_sentences import SolutionSentences
from tests.making import as_it_is, entry, incubation, moment, solution

WORKING = replace(
    solution("w", SolutionPurpose.WORKING, aliquots=1, parents=("s1",)), concentration=Amount("10", "uM"), medium="RPMI"
)
MORE = SolutionCorrected(
    "w",
    SolutionFacts(stock_volume=Amount("10", "uL"), concentration=Amount("10", "uM")),
    SolutionFacts(stock_volume=Amount("20", "uL"), concentration=Amount("19.8", "uM")),
    Strength(1.98, 1.98),
)
DAY: tuple[Body, ...] = (
    SolutionAdded(solution()), SolutionMade(WORKING, taken=(Taken("s1", "", 1, Amount("10", "uL")),)),
    IncubationStarted(replace(incubation(every_h=48), solution="w")),
)  # fmt: skip


def bench_of(*bodies: Body) -> LabState:
    return replay(entry(body, number) for number, body in enumerate(bodies, 1))


def said_of(name: str, bench: LabState) -> str:
    kept = bench.solutions[name]
    cause = bench.solutions[kept.corrected[-1]].solution if kept.corrected else None
    return recorded_text(kept, cause)


def test_a_concentration_is_shown_with_the_amounts_that_it_follows_from() -> None:
    said = plain_spaces(correction_text(MORE, as_it_is))

    assert said == "Concentration corrected 10 µM → 19.8 µM: 20 µL stock instead of 10 µL"
    stated = replace(MORE, measured=True)
    assert plain_spaces(correction_text(stated, as_it_is)) == (
        "Concentration corrected 10 µM → 19.8 µM; Volume of stock corrected 10 µL → 20 µL"
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (SolutionFacts(lot="L240611"), SolutionFacts(lot="L240612"), "Lot corrected L240611 → L240612"),
        (SolutionFacts(lot=""), SolutionFacts(lot="L240612"), "Lot added: L240612"),
        (SolutionFacts(lot="L240611"), SolutionFacts(lot=""), "Lot removed: L240611"),
        (SolutionFacts(dark=False), SolutionFacts(dark=True), "Keep from light corrected no → yes"),
        (SolutionFacts(aliquots=8), SolutionFacts(aliquots=7), "Number of tubes corrected 8 → 7"),
    ],
)
def test_each_field_is_shown_with_its_old_and_new_value(before: SolutionFacts, after: SolutionFacts, said: str) -> None:
    assert change_text(before, after, after.changed()[0], as_it_is) == said


@pytest.mark.parametrize(
    ("name", "was", "said"),
    [
        ("mass", "5", "5 mg weighed in instead of 4 mg"),
        ("solvent_volume", "5", "5 mg solvent instead of 4 mg"),
    ],
)
def test_what_explains_a_concentration(name: str, was: str, said: str) -> None:
    strong = SolutionFacts(concentration=Amount("1", "mM"))
    before = replace(strong, **{name: Amount("4", "mg")})
    after = replace(strong, **{"concentration": Amount("2", "mM"), name: Amount(was, "mg")})

    sentence = plain_spaces(correction_text(SolutionCorrected("w", before, after), as_it_is))
    assert sentence == f"Concentration corrected 1 mM → 2 mM: {said}"
    unknown = plain_spaces(correction_text(SolutionCorrected("w", strong, after), as_it_is))
    assert unknown == f"Concentration corrected 1 mM → 2 mM: {said.partition(' instead')[0]}"


def test_a_time_is_shown_as_a_time_and_what_is_not_there_as_nothing() -> None:
    assert fact_text(SolutionFacts(made=moment()), "made", as_it_is) == "2026-11-23 08:00"
    # In the time zone that is shown, as every other time, wherever the entry was written.
    berlin = ZoneInfo("Europe/Berlin")
    assert fact_text(SolutionFacts(made=moment()), "made", lambda at: at.astimezone(berlin)) == "2026-11-23 09:00"
    assert fact_text(SolutionFacts(), "lot", as_it_is) == ""


def test_what_came_of_a_corrected_stock_says_so() -> None:
    stated = SolutionFacts(concentration=Amount("20", "mM"))
    bench = bench_of(*DAY, SolutionCorrected("s1", SolutionFacts(), stated, measured=True))

    assert plain_spaces(said_of("s1", bench)) == "concentration corrected 10 mM → 20 mM"
    assert plain_spaces(said_of("w", bench)) == (
        "computed from Lenalidomide 20 mM in DMSO, which was corrected: 10 µM → 20 µM"
    )
    assert plain_spaces(dose_text(bench.incubations["i1"])) == "10 µM → 20 µM"
    plain = bench_of(*DAY)
    assert said_of("w", plain) == ""
    assert plain_spaces(dose_text(plain.incubations["i1"])) == "10 µM"


def test_what_reads_as_before_is_not_shown_from_itself_to_itself() -> None:
    stated, back = (SolutionFacts(concentration=Amount(number, "mM")) for number in ("20", "10"))
    bench = bench_of(
        *DAY, SolutionCorrected("s1", back, stated, measured=True), SolutionCorrected("s1", stated, back, measured=True)
    )

    assert plain_spaces(said_of("s1", bench)) == "concentration corrected, now 10 mM as it was recorded"
    assert plain_spaces(said_of("w", bench)) == (
        "computed from Lenalidomide 10 mM in DMSO, which was corrected: 10 µM, as it was recorded"
    )
    assert plain_spaces(dose_text(bench.incubations["i1"])) == "10 µM"

    little = SolutionFacts(concentration=Amount("10.0001", "mM"))
    slightly = bench_of(*DAY, SolutionCorrected("s1", back, little, measured=True))
    assert plain_spaces(dose_text(slightly.incubations["i1"])) == "10 µM"
    more = SolutionCorrected(
        "w", replace(MORE.before, mass=Amount("1", "mg")), replace(MORE.before, mass=Amount("2", "mg"))
    )
    assert plain_spaces(correction_text(more, as_it_is)).startswith("Mass weighed in corrected 1 mg → 2 mg")
    assert "Concentration" not in correction_text(more, as_it_is)
    only = SolutionCorrected("s1", back, little, measured=True)
    assert plain_spaces(correction_text(only, as_it_is)) == "Concentration corrected; it still reads 10 mM"


def test_what_does_not_follow_is_only_marked() -> None:
    other = replace(solution("s2"), compound_name="MG-132", compound="mg")
    both = replace(WORKING, compound_name="Lenalidomide + MG-132", parents=("s1", "s2"))
    stated = SolutionFacts(concentration=Amount("20", "mM"))
    bench = bench_of(
        SolutionAdded(solution()), SolutionAdded(other), SolutionAdded(both),
        SolutionCorrected("s2", SolutionFacts(), stated, measured=True),
    )  # fmt: skip

    said = plain_spaces(said_of("w", bench))
    assert said == "made from MG-132 20 mM in DMSO, which was corrected"


def test_a_note_names_what_it_is_about() -> None:
    bench = bench_of(*DAY)
    entries = {one.id: one for one in (entry(body, number) for number, body in enumerate(DAY, 1))}
    words = EntryWords(lambda: bench, entries.get, as_it_is)

    def said(body: NoteAdded) -> str:
        return plain_spaces(words.sentence(entry(body, 9)))

    assert said(NoteAdded("clumps", "i1")) == "Note on H929 i1: clumps"
    assert said(NoteAdded("late", "i1", NoteKind.DEVIATION, 0)) == "Deviation on re-dose 1 of H929 i1: late"
    assert said(NoteAdded("cloudy", "w")) == f"Note on {plain_spaces(named_solution(WORKING))}: cloudy"
    assert said(NoteAdded("typo", "e1")).startswith("Note on “Added Lenalidomide 10 mM in DMSO (BC-S10000)")
    assert said(NoteAdded("?", "gone")) == "Note on an entry: ?"
    assert note_title(NoteKind.DEVIATION) == "Deviation"


def test_solutions_are_named_as_people_do_with_the_code_behind() -> None:
    names = EntryNames(lambda: bench_of(*DAY))
    sentences = SolutionSentences(names, as_it_is)

    assert plain_spaces(names.label("s1")) == "Lenalidomide 10 mM in DMSO (BC-S10000)"
    assert names.label("gone") == "a solution no longer in the journal"
    assert plain_spaces(sentences.of_solution(MORE)).startswith("Lenalidomide 10 µM in RPMI (BC-W00000): Concentration")
    assert (why_text(""), why_text("late")) == ("", ". Why: late")
