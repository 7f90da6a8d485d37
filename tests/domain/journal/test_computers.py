"""What a computer is called, also where its data folder was copied or moved."""

from msgspec.structs import replace

from benchapp.domain.journal.computers import ComputerNamed, Computers, QuestionAnswered
from benchapp.domain.journal.entries import Body, ChainStarted, ComputerRetired, IncubationStarted, RingsHere
from benchapp.domain.journal.state import LabState, apply_entry
from tests.making import entry, incubation


def test_a_computer_has_its_latest_name_on_all_its_chains() -> None:
    found = Computers().with_chain("c1", "here").with_chain("c2", "here").with_chain("c3", "there")
    found = found.with_name("c1", ComputerNamed("hood")).with_name("c2", ComputerNamed("hood-2", "Room 3"))

    assert [found.name_of(chain) for chain in ("c1", "c2", "c3", "unknown")] == ["hood-2", "hood-2", "there", ""]
    assert found.several
    assert not Computers().with_chain("c1", "here").with_chain("c2", "here").several


def test_a_chain_without_a_name_has_that_of_the_computer_that_goes_on_from_it() -> None:
    found = Computers().with_chain("old", "0123456789").with_chain("new", "other", "old")
    assert found.name_of("old") == "01234567"
    named = found.with_name("new", ComputerNamed("hood-1"))

    assert (named.name_of("old"), named.name_of("new")) == ("hood-1", "hood-1")
    in_a_circle = Computers().with_chain("a", "one", "b").with_chain("b", "two", "a")
    assert in_a_circle.name_of("a") == "one"


def test_a_name_for_a_chain_whose_beginning_is_not_here_changes_nothing() -> None:
    assert Computers().with_name("c", ComputerNamed("hood")) == Computers()


def test_the_state_knows_who_writes() -> None:
    state = apply_entry(LabState(), entry(ChainStarted("here")))
    state = apply_entry(state, entry(ComputerNamed("hood-2"), 2))

    assert state.computers.name_of("c") == "hood-2"


def test_an_answer_rests_on_what_it_is_about() -> None:
    assert QuestionAnswered("tube:e1", "same", "s1").refers() == {"s1"}
    assert QuestionAnswered("rule:e1", "first").refers() == frozenset()


def test_a_computer_whose_folder_was_moved_is_the_one_that_goes_on_unless_it_has_a_name_of_its_own() -> None:
    found = Computers().with_chain("old", "one").with_chain("new", "two", "old").with_name("new", ComputerNamed("hood"))

    assert [found.goes_on_elsewhere(chain) for chain in ("old", "new", "unknown")] == [True, False, False]
    assert found.of_same("new") == {"new"}
    assert found.of_same("old") == {"old", "new"}
    assert (found.with_earlier("two"), found.with_earlier("one")) == (("two", "one"), ("one",))
    assert not found.with_name("old", ComputerNamed("office")).goes_on_elsewhere("old")
    again = Computers().with_chain("c1", "one").with_chain("c2", "one", "c1")
    assert not again.goes_on_elsewhere("c1")
    assert found.chains_of("one") == {"old"}
    assert (found.named("two"), found.named("another computer")) == ("hood", "another ")


def test_what_a_computer_that_is_no_more_ran_belongs_to_the_one_that_says_so_until_it_is_used_again() -> None:
    there: tuple[Body, ...] = (ChainStarted("hood"), IncubationStarted(incubation("i1")))
    state = LabState()
    for number, body in enumerate(there, 1):
        state = apply_entry(state, replace(entry(body, number), chain="h"))
    here: tuple[Body, ...] = (ChainStarted("office"), RingsHere("i1"), ComputerRetired("hood"))
    for number, body in enumerate(here, 3):
        state = apply_entry(state, replace(entry(body, number), chain="o"))

    running = state.incubations["i1"]
    assert (running.home, running.rings_in) == ("o", frozenset())
    assert state.computers.retired == {"hood": "o"}
    again = apply_entry(state, replace(entry(ComputerRetired("hood", retired=False), 6), chain="o"))
    assert (again.incubations["i1"].home, dict(again.computers.retired)) == ("o", {})


def test_computers_at_one_place_are_beside_each_other() -> None:
    found = Computers().with_chain("a", "one").with_chain("b", "two").with_chain("c", "three").with_chain("d", "four")
    found = found.with_name("a", ComputerNamed("hood", "Room 3")).with_name("b", ComputerNamed("microscope", "room 3"))
    found = found.with_name("c", ComputerNamed("office"))

    assert found.called("a") == ComputerNamed("hood", "Room 3")
    assert (found.called("c"), found.called("d")) == (ComputerNamed("office"), ComputerNamed("four"))
    assert [found.beside(chain) for chain in "abcd"] == [{"a", "b"}, {"a", "b"}, set(), set()]


def test_the_chains_of_one_computer_are_those_of_its_installation_and_of_what_goes_on_from_it() -> None:
    # hood: restored once, then its folder was moved to another computer, which was restored too.
    hood = Computers().with_chain("h1", "hood").with_chain("h2", "hood", "h1")
    moved = hood.with_chain("m1", "moved", "h2").with_chain("m2", "moved", "m1")
    found = moved.with_chain("o1", "office").with_chain("s1", "scope")

    assert found.of_same("h1") == found.of_same("h2") == {"h1", "h2", "m1", "m2"}
    # Who goes on from another does not become it: the first may still be in use.
    assert found.of_same("m1") == found.of_same("m2") == {"m1", "m2"}
    assert found.of_same("o1") == {"o1"}
    assert found.of_same("s1") == {"s1"}
    assert found.of_same("unknown") == {"unknown"}
    circle = Computers().with_chain("a", "one", "b").with_chain("b", "two", "a")
    assert circle.of_same("a") == circle.of_same("b") == {"a", "b"}
