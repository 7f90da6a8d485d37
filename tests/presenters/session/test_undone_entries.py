"""The last entry is taken back, and brought back as it was while nothing came after."""

from datetime import timedelta

from msgspec.structs import replace

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import (
    AliquotThawed,
    AmountTaken,
    LabRuleSet,
    NoteAdded,
    PersonNamed,
    RecipeSaved,
    SolutionAdded,
)
from benchapp.domain.units.amounts import Amount
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.undone_entries import UndoneEntries
from tests.making import moment, solution


def saved(name: str) -> RecipeSaved:
    return RecipeSaved(name, "lenalidomide", "stock", {"mass": "5 mg"})


def test_what_was_undone_comes_back_in_its_order_with_its_time_and_person(
    book: JournalSession, clock: SteppedClock
) -> None:
    undone = UndoneEntries(book)
    undone.begin()
    first = book.record(saved("first"), ago=timedelta(hours=2), person="AK")
    book.record(saved("second"), person="AK")
    book.undo_last()
    book.undo_last()
    assert not book.bench.recipes

    clock.advance(minutes=5)
    assert [getattr(undone.bring_back(), "body", None) for _ in range(3)] == [saved("first"), saved("second"), None]

    assert list(book.bench.recipes) == ["first", "second"]
    again = next(entry for entry in book.entries() if entry.body == saved("first") and entry.id != first.id)
    assert (again.happened_at, again.person) == (first.happened_at, "AK")


def test_nothing_is_brought_back_over_what_was_written_since(book: JournalSession) -> None:
    undone = UndoneEntries(book)
    undone.begin()
    book.record(LabRuleSet("redose_lead_min", 45.0, 30.0))
    book.undo_last()
    book.record(PersonNamed("LM"))

    assert undone.bring_back() is None


def test_what_rests_on_an_entry_that_came_back_finds_its_tubes_and_its_notes(book: JournalSession) -> None:
    undone = UndoneEntries(book)
    undone.begin()
    book.record(SolutionAdded(replace(solution("s", aliquots=3), aliquot_volume=Amount("100", "uL"))))
    thawed = book.record(AliquotThawed("s", 2, moment(1)))
    book.record(NoteAdded("clumps", thawed.id))
    taken = book.record(AmountTaken("s", thawed.id, Amount("30", "uL"), moment(2)))
    book.record(AmountTaken("s", taken.id, Amount("20", "uL"), moment(3)))
    held = [(one.count, one.volume_ul, one.thaws) for one in book.bench.solutions["s"].portions.all]

    for _ in range(4):
        book.undo_last()
    undone.bring_back()
    # Taken back once more, it comes back with what rests on it all the same.
    book.undo_last()
    while undone.bring_back() is not None:
        pass

    assert [(one.count, one.volume_ul, one.thaws) for one in book.bench.solutions["s"].portions.all] == held
    assert held == [(1, 100.0, 0), (1, 100.0, 1), (1, 50.0, 1)]
    [(about, notes)] = book.bench.notes.items()
    assert about == next(entry.id for entry in book.backwards() if entry.kind == "AliquotThawed")
    assert [note.text for note in notes] == ["clumps"]


def test_what_was_not_the_last_is_not_brought_back_after_what_was_written_since(book: JournalSession) -> None:
    undone = UndoneEntries(book)
    undone.begin()
    first = book.record(saved("first"))
    book.record(saved("second"))
    book.record(saved("third"))
    book.undo_last()

    book.undo(first.id)

    assert undone.bring_back() is None
    assert list(book.bench.recipes) == ["second"]


def test_who_undoes_is_written_beside_it(book: JournalSession) -> None:
    book.record(PersonNamed("AK"))
    book.record(saved("first"), person="Jo")

    book.undo_last()

    assert next(book.backwards()).person == "AK"
