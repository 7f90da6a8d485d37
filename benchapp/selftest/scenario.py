"""One bench day on the real window with a stepped clock: for `--self-test`, `--tour` and the flow tests."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from benchapp.selftest.calculator_scenes import CalculatorScenes
from benchapp.selftest.compound_scenes import CompoundScenes
from benchapp.selftest.driver import ScenarioError
from benchapp.selftest.incubation_scenes import IncubationScenes
from benchapp.selftest.journal_scenes import JournalScenes
from benchapp.selftest.solution_scenes import SolutionScenes


class ScenarioStep(Struct, frozen=True):
    """One step of the day.

    Attributes:
        number: Its number in the day.
        title: What it shows.
        run: Does it; raises `ScenarioError` where something is wrong.
    """

    number: int
    title: str
    run: Callable[[], None]


class Scenario(CompoundScenes, SolutionScenes, CalculatorScenes, IncubationScenes, JournalScenes):
    """A bench day on the real window; takes what a `Driver` takes."""

    def steps(self) -> Iterator[ScenarioStep]:
        """Yield the steps, in order."""
        yield ScenarioStep(1, "found by any of its names", self.find_compound)
        yield ScenarioStep(2, "the compound page says what is known, by whom, and what is not", self.read_compound)
        yield ScenarioStep(3, "a solution I have; a stock from a weighed vial", self.begin_with_stock)
        yield ScenarioStep(4, "from the stock to the well", self.dose_cells)
        yield ScenarioStep(5, "the recipe as text and as a PDF page", self.take_recipe)
        yield ScenarioStep(6, "made it, 50 min ago", self.make_it)
        yield ScenarioStep(7, "the incubation, with its re-doses decided", self.start_incubation)
        yield ScenarioStep(8, "killed and started again; a re-dose; the end while switched off", self.live_through)
        yield ScenarioStep(9, "the journal in order, and Undo", self.read_journal)
        yield ScenarioStep(
            10, "a compound of one's own, a list, two compounds compared, the bench card", self.use_library
        )
        yield ScenarioStep(
            11, "a dose series, a plate, two compounds together; the hood; made again; the check", self.calculate
        )
        yield ScenarioStep(12, "tubes thawed, taken from, frozen again, labelled and scanned", self.handle_tubes)
        yield ScenarioStep(13, "two plates with steps and a snoozed alarm, made together, in a report", self.run_plates)
        yield ScenarioStep(14, "backed up, put back, and what was missed shown at once", self.keep_journal)

    def show_examples(self) -> None:
        """Open the examples in their window, and stop their clock."""
        self.program.welcome.show_examples()
        examples = self.program.welcome.examples
        if examples is None:
            raise ScenarioError("the examples are not shown")
        self._until(lambda: examples.program.complete and not examples.program.services.workers.busy)
        examples.program.services.heartbeat.stop()
        examples.program.services.heartbeat.ask()
        self.settle()
