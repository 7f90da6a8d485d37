"""What an entry rests on and what it brings into being: by that, what may be undone and what belongs to a thing."""

import pytest

from benchapp.domain.journal.entries import (
    KINDS,
    AliquotThawed,
    AmountTaken,
    Body,
    ChainFaultAnswered,
    IncubationPaused,
    IncubationStarted,
    LabRuleSet,
    NoteAdded,
    PersonNamed,
    PortionMoved,
    PortionSplit,
    RedoseGiven,
    Retracted,
    SolutionAdded,
    SolutionCorrected,
    SolutionDiscarded,
    SolutionFilled,
    SolutionMade,
    Taken,
)
from benchapp.domain.journal.solution_entries import portion_id
from benchapp.domain.mappings import LazyMapping, PartlyAtHand, loaded, with_value
from benchapp.domain.solutions.corrections import SolutionFacts
from benchapp.domain.units.amounts import Amount
from tests.making import entry, incubation, moment, solution

AT, SHOT = moment(), Amount("10", "uL")
FACTS = SolutionFacts(lot="L8")
TWO = (Taken("s1", "p1"), Taken("s2"))
# Each with what it rests on, and what comes of it beside the entry itself.
RESTS: list[tuple[Body, set[str], set[str]]] = [
    (PersonNamed("Mara"), set(), set()), (LabRuleSet("overage_percent", 20, 10), set(), set()),
    (Retracted("e9"), {"e9"}, set()), (ChainFaultAnswered("e9", "restored"), {"e9"}, set()),
    (SolutionAdded(solution("w", parents=("s1",))), {"s1"}, {"w"}),
    # An entry that takes of two solutions makes two portions, and what is left of the tubes.
    (SolutionMade(solution("w", parents=("s1", "s2")), taken=TWO), {"s1", "s2", "p1"}, {"w", "e1+", "e1:1", "e1:1+"}),
    (SolutionMade(solution("w"), thawed="s1", thawed_count=1), {"s1"}, {"w"}),
    (SolutionFilled("s1", lot="L7"), {"s1"}, set()),
    (SolutionCorrected("w", FACTS, FACTS, more=(Taken("s1", "p1"),)), {"w", "s1", "p1"}, set()),
    (NoteAdded("dry", "i1", step=0), {"i1"}, set()), (SolutionDiscarded("s1", "old", "p1", 1), {"s1", "p1"}, set()),
    (SolutionDiscarded("s1", "old"), {"s1"}, set()),
    (AliquotThawed("s1", 1, AT), {"s1"}, {"e1+"}), (AliquotThawed("s1", 1, AT, "p1"), {"s1", "p1"}, {"e1+"}),
    (PortionMoved("s1", "p1", 1, "", "", AT), {"s1", "p1"}, {"e1+"}),
    (AmountTaken("s1", "", SHOT, AT), {"s1"}, {"e1+"}),
    (PortionSplit("s1", "p1", 4, SHOT, AT), {"s1", "p1"}, {"e1+"}),
    (IncubationStarted(incubation(), taken=TWO), {"s1", "s2", "p1"}, {"i1", "e1+", "e1:1", "e1:1+"}),
    (IncubationStarted(incubation()), set(), {"i1"}), (IncubationPaused("i1", AT), {"i1"}, set()),
    (RedoseGiven("i1", 0, AT, "w", TWO[:1]), {"i1", "w", "s1", "p1"}, {"e1+"}),
    (RedoseGiven("i1", 0, AT), {"i1"}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("body", "rests_on", "makes"), RESTS, ids=lambda one: type(one).__name__)
def test_what_an_entry_rests_on_and_makes(body: Body, rests_on: set[str], makes: set[str]) -> None:
    written = entry(body, 1)

    assert body.refers() == rests_on
    assert body.creates("e1") == {"e1", *makes}
    assert written.about == {"e1", *makes, *rests_on}
    assert KINDS[written.kind] is type(body)


def test_each_portion_that_an_entry_makes_has_an_id_of_its_own() -> None:
    assert [portion_id("e1", place) for place in range(3)] == ["e1", "e1:1", "e1:2"]


def test_what_is_set_aside_is_fetched_when_it_is_asked_for_and_once() -> None:
    fetched = []

    def whole() -> dict[str, int]:
        fetched.append(1)
        return {"far": 1, "near": 2}

    lazy = LazyMapping(("far", "near"), {"near": 2}, whole)

    assert (list(lazy), len(lazy), "near" in lazy, lazy["near"]) == (["far", "near"], 2, True, 2)
    assert loaded(lazy) == {"near": 2}
    assert "gone" not in lazy
    later = lazy.with_value("near", 3).with_value("new", 4)
    assert (list(later), later["near"], later["new"], loaded(later)) == (
        ["far", "near", "new"], 3, 4, {"near": 3, "new": 4},
    )  # fmt: skip
    assert (lazy.fetched, fetched) == (False, [])
    assert (lazy["far"], lazy["far"], dict(lazy)) == (1, 1, {"far": 1, "near": 2})
    assert (lazy.fetched, fetched) == (True, [1])
    with pytest.raises(KeyError):
        lazy["gone"]
    assert loaded({"a": 1}) == {"a": 1}
    assert list(later.items()) == [("far", 1), ("near", 3), ("new", 4)]


def test_what_was_noted_on_what_is_known_needs_nothing_fetched_and_what_is_changed_is_at_hand() -> None:
    fetched = []

    def whole() -> dict[str, int]:
        fetched.append(1)
        return {"near": 1, "far": 2}

    partly = PartlyAtHand({"near": 1}, {"near", "without"}, whole)
    later = with_value(with_value(partly, "near", 3), "new", 4)

    assert (partly["near"], later["near"], later["new"]) == (1, 3, 4)
    assert ("without" in partly, "without" in later) == (False, False)
    assert isinstance(later, PartlyAtHand)
    assert (partly.fetched, later.fetched, fetched) == (False, False, [])
    assert later["far"] == 2
    assert (partly.fetched, later.fetched, fetched) == (False, True, [1])
    assert (dict(partly), dict(later)) == ({"near": 1, "far": 2}, {"near": 3, "far": 2, "new": 4})
    assert (len(later), list(partly)) == (3, ["near", "far"])
    assert "without" not in later
    with pytest.raises(KeyError):
        later["gone"]
