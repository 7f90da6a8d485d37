"""A replay goes through its entries once: what is there is neither copied nor searched for each further one."""

import sys
from collections.abc import Mapping, Sequence
from types import FrameType
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.journal.entries import Body, Entry, NoteAdded, SolutionCorrected
from benchapp.domain.journal.state import LabState, apply_entry, frozen, growing, replay
from benchapp.domain.long_tuple import LongTuple
from benchapp.domain.solutions.corrections import SolutionFacts, Strength
from benchapp.domain.units.amounts import Amount
from tests.making import solution
from tests.many_entries import ABOUT_ONE_THING, entries_of

# What a lab writes again and again about one thing. Tubes and the steps of an incubation are as many as hands can
# handle: what is copied for each of them are some references.
MANY = (
    "notes on one incubation",
    "notes on one solution",
    "notes on each of many",
    "thaws of what was undone",
    "fields filled in again",
    "corrections of one solution",
    "corrections among many",
    "solutions",
    "incubations",
    "one rule set",
    "recipes saved",
    "faults found and answered",
    "questions answered",
)
FEW = 600


def copied(before: object, after: object) -> int:
    """Return how many values are in what is not the same object as before."""
    if before is after:
        return 0
    if isinstance(after, Struct):
        return sum(copied(getattr(before, name, None), getattr(after, name)) for name in after.__struct_fields__)
    if isinstance(after, Mapping):
        return len(after)
    if isinstance(after, tuple):
        return len(after) + sum(copied(*both) for both in zip(_values(before), after, strict=False))
    return 1


def _values(before: object) -> Sequence[object]:
    return before if isinstance(before, tuple) else ()


class Counted:
    """Counts the steps that Python takes."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, frame: FrameType, event: str, _arg: Any) -> "Counted":
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        self.count += event == "opcode"
        return self


def work(entries: list[Entry], of_last: int) -> int:
    """Return what the last of some entries cost in a replay: steps, and values that were copied."""
    state = growing(LabState())
    for entry in entries[:-of_last]:
        state = apply_entry(state, entry)
    counted, cost = Counted(), 0
    for entry in entries[-of_last:]:
        about = entry.about
        before = _held(state, about)
        known = sys.gettrace()
        sys.settrace(counted)
        try:
            after = apply_entry(state, entry)
        finally:
            sys.settrace(known)
        cost += copied(replace(state, **_grown()), replace(after, **_grown()))
        cost += sum(copied(before.get(name), one) for name, one in _held(after, about).items())
        state = after
    return cost + counted.count


def _held(state: LabState, about: frozenset[str]) -> dict[str, object]:
    kept: tuple[Mapping[str, object], ...] = (state.notes, state.solutions, state.incubations)
    return {name: one[name] for one in kept for name in about if name in one}


def _grown() -> dict[str, None]:
    return dict.fromkeys(("solutions", "incubations", "recipes", "notes", "faults", "settled"))


@pytest.mark.parametrize("what", MANY)
def test_an_entry_costs_no_more_among_many_than_among_few(what: str) -> None:
    few, many = (work(entries_of(ABOUT_ONE_THING[what](count)), 40) for count in (FEW, 4 * FEW))

    assert many <= 1.2 * few


@pytest.mark.parametrize("what", ABOUT_ONE_THING)
def test_a_replay_gives_what_entry_after_entry_does(what: str) -> None:
    entries = entries_of(ABOUT_ONE_THING[what](60))
    state = LabState()
    for entry in entries:
        before, kept = state, repr(state)
        state = apply_entry(state, entry)
        assert repr(before) == kept

    assert replay(entries) == state
    assert replay(entries[30:], replay(entries[:30])) == state


def test_what_a_replay_returns_is_changed_by_nothing() -> None:
    notes: list[Body] = [NoteAdded("one", "i1"), NoteAdded("two", "i1")]
    first, second = entries_of(notes)
    held = replay([first])
    grew = growing(held)

    assert apply_entry(held, second) == replay([first, second])
    assert frozen(apply_entry(grew, second)) == replay([first, second])
    assert [note.text for note in held.notes_on("i1")] == ["one"]
    assert type(held.notes) is dict


def test_a_correction_reaches_what_was_made_of_a_solution_in_the_order_of_what_is_known() -> None:
    bodies = ABOUT_ONE_THING["what was made of one stock"](4)
    twice = Strength(2.0, 1.0)
    bodies.append(SolutionCorrected("s1", SolutionFacts(), SolutionFacts(solvent_volume=Amount("1", "mL")), twice))
    bodies.append(ABOUT_ONE_THING["what was made of one stock"](5)[-1])
    bodies.append(SolutionCorrected("s1", SolutionFacts(), SolutionFacts(solvent_volume=Amount("2", "mL")), twice))

    state = replay(entries_of(bodies))

    assert [(name, one.corrected) for name, one in state.solutions.items()] == [
        (name, ("s1",)) for name in ("s1", "w0", "w1", "w2", "w3")
    ]
    assert state == _one_by_one(bodies)
    assert solution().concentration != state.solutions["w0"].solution.concentration


def _one_by_one(bodies: list[Body]) -> LabState:
    state = LabState()
    for entry in entries_of(bodies):
        state = apply_entry(state, entry)
    return state


@pytest.mark.parametrize("count", [0, 1, 255, 256, 257, 600])
def test_a_long_tuple_holds_what_was_added_in_order(count: int) -> None:
    one_by_one: LongTuple[int] = LongTuple()
    for number in range(count):
        one_by_one = one_by_one.with_one(number)

    assert list(one_by_one) == list(range(count))
    assert len(one_by_one) == count
    assert one_by_one == LongTuple.of(range(count))
    assert hash(one_by_one) == hash(LongTuple.of(range(count)))
