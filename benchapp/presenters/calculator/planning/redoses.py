"""A re-dose that a calculator makes: of which incubation, and what its wells hold before it."""

from msgspec import Struct

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import Step
from benchapp.domain.incubations.well_course import Redosing, redosing, well_before, widest
from benchapp.domain.journal.reports.well_contents import brought, brought_to_each
from benchapp.domain.lab.plates import Content, PlateMap
from benchapp.domain.recipes.dose_recipe import CONTROL, DOSED
from benchapp.presenters.session.journal_session import JournalSession


class PlannedRedose(Struct, frozen=True):
    """The re-dose that is being made.

    Attributes:
        running: The incubation.
        step: Which of its steps.
        given: The well before it, and how it is given.
        others: Further incubations with the step that the same preparation serves.
        control_percent: Vehicle in the wells of the vehicle control before it, % v/v; None where there is no saying.
    """

    running: Running
    step: Step
    given: Redosing
    others: tuple[tuple[Running, Step], ...] = ()
    control_percent: float | None = None

    @property
    def steps(self) -> tuple[tuple[Running, Step], ...]:
        """Every step that the preparation serves, with its incubation."""
        return (self.running, self.step), *self.others

    @property
    def key(self) -> tuple[str, int]:
        """Which re-dose it is: the incubation and the number of the step."""
        return self.running.incubation.id, self.step.number


def redose_of_one_tube(
    book: JournalSession, running: Running, step: Step, others: tuple[tuple[Running, Step], ...] = ()
) -> PlannedRedose:
    """Return a re-dose of wells that all get one tube, and of others that are due with it."""
    given, beside = (
        widest(
            [
                redosing(one, its, book.anchors, [brought(book.bench, one, wells.written)])
                for one, its in ((running, step), *others)
            ]
        )
        for wells in (DOSED, CONTROL)
    )
    return PlannedRedose(running, step, given, others, beside.before.vehicle_percent)


def redose_of_plate(book: JournalSession, running: Running, step: Step) -> PlannedRedose:
    """Return a re-dose of a plate, before which the wells hold as much vehicle as those with the most."""
    return PlannedRedose(running, step, redosing(running, step, book.anchors, brought_to_each(book.bench, running)))


def percent_before(book: JournalSession, redose: PlannedRedose | None, laid: PlateMap) -> dict[Content, float]:
    """Return the vehicle that each kind of treated well holds before a re-dose, % v/v; {} for first doses."""
    if redose is None:
        return {}
    running, step = redose.running, redose.step
    return {
        one: well_before(running, step, book.anchors, [brought(book.bench, running, one.written)]).vehicle_percent
        for one in set(laid.wells.values())
        if one.treated
    }
