"""Who of the lab took something of a solution last."""

from datetime import timedelta

from benchapp.domain.journal.entries import AliquotThawed, AmountTaken, PortionMoved, SolutionAdded
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.amounts import Amount
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.solutions.last_taken import LastTaken, SeenElsewhere, last_taken, seen_elsewhere
from tests.making import solution
from tests.presenters.session.test_lab_exchange import Computer, member, two

__all__ = ["member", "two"]


def said(session: JournalSession) -> LastTaken | None:
    return last_taken(session, session.bench.solutions["s1"])


def test_who_took_something_last_is_known_on_each_computer(two: list[Computer]) -> None:
    hood, office = two
    hood.session.record(SolutionAdded(solution("s1")))
    hood.look()
    office.look()
    assert said(office.session) is None

    thaw = office.session.record(AliquotThawed("s1", 1, office.session.now(), "s1"), person="Jo")
    office.look()
    hood.look()
    hood.clock.advance(minutes=12)
    assert said(hood.session) == LastTaken(
        thawed=True, person="Jo", computer="office", ago=hood.session.now().wall - thaw.happened_at
    )

    opened = hood.session.bench.solutions["s1"].opened[0].id
    hood.session.record(AmountTaken("s1", opened, Amount("5", "uL"), hood.session.now()))
    hood.session.record(PortionMoved("s1", "s1", 1, Storage.FRIDGE, "door", hood.session.now()))
    assert said(hood.session) == LastTaken(thawed=False, person="", computer="hood", ago=timedelta(), here=True)


def test_what_other_computers_did_is_told_from_what_was_done_here(two: list[Computer]) -> None:
    hood, office = two

    def seen(on: Computer) -> SeenElsewhere:
        return seen_elsewhere(on.session, on.session.bench.solutions["s1"])

    hood.session.record(SolutionAdded(solution("s1")))
    hood.look()
    office.look()
    assert (seen(hood), seen(office)) == (SeenElsewhere(), SeenElsewhere("hood"))

    office.session.record(AliquotThawed("s1", 1, office.session.now(), "s1"), person="Jo")
    office.look()
    hood.look()
    assert seen(office) == SeenElsewhere("hood")
    taken = seen(hood).taken
    assert taken is not None
    assert (taken.person, taken.computer) == ("Jo", "office")


def test_one_computer_alone_says_nothing(book: JournalSession) -> None:
    book.record(SolutionAdded(solution("s1")))
    book.record(AliquotThawed("s1", 1, book.now(), "s1"))

    assert said(book) is None
    assert seen_elsewhere(book, book.bench.solutions["s1"]) == SeenElsewhere()
