"""The last entry is taken back, and brought back as it was while nothing came after."""

from datetime import timedelta

from benchapp.base.clock import SteppedClock
from benchapp.domain.journal.entries import LabRuleSet, PersonNamed, RecipeSaved
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.undone_entries import UndoneEntries


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
