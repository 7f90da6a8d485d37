"""Where a solution comes from and where it went."""

from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.solutions.freshness import Freshness, State
from benchapp.domain.solutions.solution_state import initial_state
from benchapp.presenters.solutions.solution_links import links_of
from benchapp.presenters.solutions.solution_table import SolutionRow
from tests.making import incubation, solution


def test_a_stock_names_what_was_made_of_it_and_the_plates_it_went_on() -> None:
    stock, work, other = solution("s1"), solution("w1", parents=("s1",)), solution("x1")
    states = {one.id: initial_state(one) for one in (stock, work, other)}
    rows = [SolutionRow(kept, Freshness(State.FRESH)) for kept in states.values()]
    plates = [
        Running(replace(incubation("i1"), solution="w1")),
        Running(replace(incubation("i2"), stock="s1")),
        Running(replace(incubation("i3"), also=("w1",))),
        Running(incubation("i4"), given_with={0: "w1"}),
        Running(incubation("i5")),
    ]

    of_stock, of_work = (links_of(one, states, rows, plates) for one in (stock, work))

    assert (of_stock.parents, of_stock.children) == ((), (work,))
    assert of_stock.incubations == (("i2", "H929 i2"),)
    assert (of_work.parents, of_work.children) == ((stock,), ())
    assert [ident for ident, _ in of_work.incubations] == ["i1", "i3", "i4"]
    assert links_of(other, states, rows, plates).incubations == ()
