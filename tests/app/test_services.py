"""What every room works on, made from an open journal."""

from benchapp.app.services import Services, UnitRegistry
from benchapp.domain.journal.entries import SolutionAdded
from benchapp.domain.units.units import Units
from tests.making import solution


def test_all_of_it_rests_on_one_journal(services: Services) -> None:
    services.session.record(SolutionAdded(solution("s1", made=services.session.now())))
    services.solutions.refresh(services.session.now())

    assert services.solutions.find("s1") is not None
    last = services.session.undoable()
    assert last is not None
    assert "Lenalidomide" in services.sentence_of(last)


def test_the_bundled_compounds_are_found(services: Services) -> None:
    assert services.library.search("lenalid")[0].headline.name == "Lenalidomide"


def test_the_registry_gives_what_a_worker_made(units: Units, qapp: object) -> None:
    registry = UnitRegistry()
    assert registry.units is None

    registry.take(units)

    assert registry.get() is units
