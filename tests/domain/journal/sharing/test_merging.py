"""What follows from a set of entries, in whatever order and in how many parts they came in."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.journal.entries import Body, Entry, NoteAdded, Retracted, SolutionAdded
from benchapp.domain.journal.sharing.merging import Checkpoint, replay_all, state_with
from benchapp.domain.journal.state import LabState, replay
from tests.making import BEGIN, solution
from tests.store.every_body import EVERY_BODY

HOURS = st.integers(0, 80)
BODIES: tuple[Body, ...] = tuple(body for body in EVERY_BODY if not isinstance(body, Retracted))


def entry(name: str, chain: str, hours: float, body: Body) -> Entry:
    at = BEGIN + timedelta(hours=hours)
    number = int(at.timestamp() * 1000)
    return Entry(name, chain, int(name), number, at, "UTC", at, "", body)


@st.composite
def journals(draw: st.DrawFn) -> list[Entry]:
    """The entries of three computers, some of them taken back by the one that wrote them, in their order."""
    found: list[Entry] = []
    for number in range(draw(st.integers(1, 14))):
        chain = draw(st.sampled_from("abc"))
        mine = [one for one in found if one.chain == chain and not isinstance(one.body, Retracted)]
        if mine and draw(st.integers(0, 3)) == 0:
            undone = draw(st.sampled_from(mine))
            hours = (undone.recorded_at - BEGIN) / timedelta(hours=1) + draw(HOURS) + 1
            body: Body = Retracted(undone.id)
        else:
            hours, body = draw(HOURS), draw(st.sampled_from(BODIES))
        found.append(entry(str(number + 1), chain, hours, body))
    return sorted(found, key=lambda one: one.place)


@given(journals(), st.data())
def test_the_state_does_not_depend_on_the_order_in_which_entries_come_in(
    entries: list[Entry], data: st.DataObject
) -> None:
    whole = replay(entries)
    arriving = data.draw(st.permutations(entries))
    parts = data.draw(st.lists(st.integers(1, 5), min_size=1, max_size=14))
    here: list[Entry] = []
    state, checkpoint = LabState(), None
    for size in [*parts, len(arriving)]:
        some, arriving = arriving[:size], arriving[size:]
        here = sorted([*here, *some], key=lambda one: one.place)
        found = state_with(some, checkpoint, lambda place: [one for one in here if one.place > place])  # noqa: B023
        if found is None:
            state, checkpoint = replay_all(here)
        else:
            state = found

        assert state == replay(here)
    assert state == whole


def test_what_comes_in_late_but_after_the_checkpoint_is_replayed_from_there() -> None:
    entries = [
        entry("1", "a", 0, SolutionAdded(solution("s1"))),
        entry("2", "a", 30, SolutionAdded(solution("s2"))),
        entry("4", "a", 60, NoteAdded("thawed in a hurry", "s2")),
    ]
    _, checkpoint = replay_all(entries)
    assert checkpoint is not None
    asked: list[object] = []
    late = entry("3", "b", 50, NoteAdded("found open", "s2"))

    def since(place: object) -> Sequence[Entry]:
        asked.append(place)
        return [late, entries[2]]

    state = state_with([late], checkpoint, since)

    assert asked == [entries[1].place]
    assert state is not None
    assert [note.text for note in state.notes["s2"]] == ["found open", "thawed in a hurry"]
    assert list(state.solutions) == ["s1", "s2"]


def test_what_belongs_before_the_checkpoint_or_takes_back_what_does_needs_all_entries() -> None:
    first, second = entry("1", "a", 0, SolutionAdded(solution("s1"))), entry("2", "a", 30, NoteAdded("a note", "s1"))
    state, checkpoint = replay_all([first, second])
    assert checkpoint == Checkpoint(first.place, replay([first]))
    assert state == replay([first, second])

    early = entry("3", "b", -1, SolutionAdded(solution("s0")))
    undone = entry("4", "a", 31, Retracted("1"))
    assert state_with([early], checkpoint, lambda _: [second]) is None
    assert state_with([undone], checkpoint, lambda _: [second, undone]) is None
    assert state_with([second], None, lambda _: [second]) is None


def test_a_checkpoint_holds_nothing_that_is_taken_back_later() -> None:
    entries = [
        entry("1", "a", 0, SolutionAdded(solution("s1"))),
        entry("2", "a", 1, SolutionAdded(solution("s2"))),
        entry("3", "a", 60, Retracted("2")),
    ]
    state, checkpoint = replay_all(entries)

    assert checkpoint is not None
    assert (list(checkpoint.state.solutions), list(state.solutions)) == (["s1"], ["s1"])


def test_a_new_journal_has_no_checkpoint() -> None:
    only = entry("1", "a", 0, SolutionAdded(solution("s1")))

    assert replay_all([]) == (LabState(), None)
    assert replay_all([only]) == (replay([only]), None)
