"""What is asked where two computers had not known of each other, and what was answered, in words."""

from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from benchapp.domain.compounds.compound_input import CompoundInput, Field, parse_input
from benchapp.domain.compounds.monograph_builder import build
from benchapp.domain.journal.entries import (
    AliquotThawed,
    AmountTaken,
    Body,
    ChainStarted,
    CompoundShared,
    ComputerNamed,
    Entry,
    IncubationStarted,
    LabRuleSet,
    RedoseGiven,
    Retracted,
    SolutionAdded,
    SolutionDiscarded,
    StepDone,
)
from benchapp.domain.journal.questions import open_questions
from benchapp.domain.journal.state import replay
from benchapp.domain.units.amounts import Amount, plain_spaces
from benchapp.ui.text.formatting import date_and_time
from benchapp.ui.text.journal.question_texts import QuestionWords, answer_text, answered_text
from benchapp.ui.text.language import ENGLISH, set_language
from tests.making import BEGIN, incubation, moment, solution

THAWED = AliquotThawed("s1", 1, moment(1), "s1")
STOCK = SolutionAdded(solution("s1", aliquots=1))


TESTIMIB = CompoundInput({Field.NAME: "Testimib", Field.MOLAR_MASS: "410.5"}, source="label")


def heavier(mass: str, was: str = "1") -> CompoundShared:
    entered = replace(TESTIMIB, texts={**TESTIMIB.texts, Field.MOLAR_MASS: mass})
    monograph = build(parse_input(entered), "00000000-0000-4000-8000-000000000001", "2026-11-30")
    return CompoundShared(monograph.id, mass, "Testimib", msgspec.json.encode(monograph).decode(), "", was)


KNOWN = replace(heavier("410.5", ""), hash="1")


def entries_of(*bodies: tuple[str, Body]) -> list[Entry]:
    named: list[tuple[str, Body]] = [
        ("a", ChainStarted("here")), ("a", ComputerNamed("hood-1")), ("b", ChainStarted("there")), *bodies,
    ]  # fmt: skip
    found = []
    for number, (chain, body) in enumerate(named, 1):
        at = BEGIN + timedelta(minutes=number)
        found.append(Entry(f"e{number}", chain, number, number, at, "UTC", at, "Mara" if chain == "a" else "", body))
    return found


@pytest.mark.parametrize(
    ("bodies", "kind", "asked", "rests"),
    [
        ((("a", STOCK), ("a", THAWED), ("b", THAWED)), "tube",
         "one tube, or two?", "Mara on hood-1, 2026-11-23 08:05: AliquotThawed thawed\nthere, 2026-11-23 08:06: "),
        ((("a", STOCK), ("a", THAWED), ("a", SolutionDiscarded("s1", "spilled", "e5")),
          ("b", AmountTaken("s1", "e5", Amount("1", "uL"), moment(2)))), "gone",
         "used after it was gone", "there, 2026-11-23 08:0"),
        ((("a", IncubationStarted(incubation("i1", every_h=48))), ("a", RedoseGiven("i1", 0, moment(48))),
          ("b", RedoseGiven("i1", 0, moment(49)))), "step",
         "H929 i1: one step recorded twice", "there, 2026-11-23 08:0"),
        ((("a", STOCK), ("b", SolutionAdded(replace(solution("s2"), label=solution("s1").label)))),
         "label", "is on two solutions", "(2026-11-23 08:00, there)"),
        ((("a", LabRuleSet("overage_percent", 15, 10)), ("b", LabRuleSet("overage_percent", 25, 10))),
         "rule", "set on two computers", "Before that it was 15 %."),
        ((("a", STOCK), ("b", THAWED), ("a", Retracted("e4"))), "undone",
         "uses something that was undone", "thawed"),
        ((("a", STOCK), ("a", THAWED), ("b", AmountTaken("s1", "e5", Amount("1", "uL"), moment(2))),
          ("a", Retracted("e5"))), "no tube",
         "Lenalidomide 10 mM in DMSO: the entry that this tube came from was undone", "there, 2026-11-23 08:0"),
        ((("a", IncubationStarted(incubation("i1"))), ("b", StepDone("i1", 5, moment(48)))), "no step",
         "H929 i1: recorded, but the step was no longer planned", "there, 2026-11-23 08:0"),
        ((("a", KNOWN), ("a", heavier("500")), ("b", heavier("501"))), "compound",
         "Testimib: corrected on two computers", "2026-11-23 08:05: CompoundShared thawed, 500 g/mol\nthere, "),
        ((("a", KNOWN), ("b", replace(KNOWN, compound="c2", hash="4", cas="50-00-0", content="newer"))), "name",
         "Testimib: entered on two computers", "there, 2026-11-23 08:05: CompoundShared thawed, CAS 50-00-0"),
    ],
)  # fmt: skip
def test_a_question_says_who_recorded_what_where_and_when(
    bodies: tuple[tuple[str, Body], ...], kind: str, asked: str, rests: str
) -> None:
    set_language(ENGLISH)
    entries = entries_of(*bodies)
    state = replay(entries)
    by_id = {entry.id: entry for entry in entries}
    words = QuestionWords(lambda: state, by_id.get, lambda entry: f"{entry.kind} thawed", date_and_time)
    (question,) = open_questions(state)

    title, under = (plain_spaces(text) for text in words(question))
    assert question.kind == kind
    assert asked in title
    assert rests in under


def test_what_was_undone_is_named_where_it_is_found() -> None:
    set_language(ENGLISH)
    entries = entries_of(("a", STOCK), ("b", THAWED), ("a", Retracted("e4")))
    state = replay(entries)
    by_id = {entry.id: entry for entry in entries}
    words = QuestionWords(lambda: state, by_id.get, lambda _: "Thawed", date_and_time, lambda _: by_id["e4"])
    (question,) = open_questions(state)

    title = plain_spaces(words(question)[0])
    assert title == "Lenalidomide 10 mM in DMSO (BC-S10000) was undone, but an entry uses it"

    begun = entries_of(("a", IncubationStarted(incubation("i1"))))[-1]
    words = QuestionWords(lambda: state, by_id.get, lambda _: "Thawed", date_and_time, lambda _: begun)
    assert words(question)[0] == "H929 i1 was undone, but an entry uses it"


def test_an_answer_is_worded_as_its_button_and_one_of_a_newer_version_too() -> None:
    set_language(ENGLISH)

    assert answer_text("tube", "same") == "It is the same tube"
    assert answer_text("gone", "seen") == "Noted"
    assert [answer_text("undone", one) for one in ("back", "seen")] == ["Bring it back", "Leave it undone"]
    assert answered_text("tube", "two", "Thawed 1 aliquot") == (
        "Settled, an aliquot that two computers took out: There were two tubes (“Thawed 1 aliquot”)"
    )
    assert answered_text("later kind", "yes", "") == "Settled, something that a newer version asked: Noted"
