"""What people see of the other computers of their lab, acted on two windows and one folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from benchapp.domain.journal.entries import AliquotThawed, AmountTaken, SolutionAdded
from benchapp.domain.units.amounts import Amount
from benchapp.selftest.scenario import Scenario
from benchapp.ui.window.pages import PageName
from tests.flow.begun_day import BegunDay, ResumedScenario
from tests.flow.test_two_computers import OtherComputer, join, look, words
from tests.making import solution

Lab = tuple[Scenario, Scenario]


@pytest.fixture
def lab(qapp: QApplication, tmp_path: Path, begun_day: BegunDay) -> Iterator[Lab]:
    """The computer at which a plate runs, and another, in one lab; all is exchanged."""
    hood = ResumedScenario(qapp, tmp_path / "hood", begun_day)
    hood.settle()
    office = OtherComputer(qapp, tmp_path / "office")
    office.settle()
    (tmp_path / "lab").mkdir()
    join(hood, tmp_path / "lab", "hood-1", "Myeloma lab")
    join(office, tmp_path / "lab", "office")
    look(hood, office, hood)
    yield hood, office
    for acting in (hood, office):
        acting.end()
    qapp.setStyleSheet("")


def test_a_stock_that_one_undid_while_another_thawed_it_is_brought_back_with_the_thaw(lab: Lab) -> None:
    hood, office = lab
    session, name = hood.program.services.session, "one more stock"
    stock = replace(solution(name), aliquot_volume=Amount("100", "uL"), made=session.now())
    added = session.record(SolutionAdded(stock), person="Mara")
    look(hood, office)
    there = office.program.services.session
    office.clock.advance(minutes=1)
    thawed = there.record(AliquotThawed(name, 1, there.now(), name), person="Jo")
    there.record(AmountTaken(name, thawed.id, Amount("5", "uL"), there.now()), person="Jo")
    hood.clock.advance(minutes=2)
    session.undo(added.id)
    look(office, hood, office)

    for acting in lab:
        assert "was undone, and an entry rests on it" in words(acting, PageName.TODAY)
    office.press("today.settle0.back")
    look(office, hood)
    for acting in lab:
        assert "TO SETTLE" not in words(acting, PageName.TODAY)
        (opened,) = acting.program.services.session.bench.solutions[name].opened
        assert opened.volume_ul == pytest.approx(95)
    assert session.bench == there.bench
