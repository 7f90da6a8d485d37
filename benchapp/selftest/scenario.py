"""One bench day, acted out on the real window with a stepped clock: for `--self-test`, `--tour` and the flow tests."""

from collections.abc import Callable, Iterator

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from benchapp.domain.incubations.steps import StepKind
from benchapp.presenters.solutions.solution_table import SolutionRow
from benchapp.selftest.driver import Driver, ScenarioError
from benchapp.ui.text.language import tr
from benchapp.ui.window.pages import PageName


class ScenarioStep(Struct, frozen=True):
    """One step of the story.

    Attributes:
        number: Its number in the story.
        title: What it shows.
        run: Acts it out; raises `ScenarioError` where something is wrong.
    """

    number: int
    title: str
    run: Callable[[], None]


class Scenario(Driver):
    """A bench day on the real window; takes what an `Driver` takes."""

    # -- the story --------------------------------------------------------------------------------------------

    def acts(self) -> Iterator[ScenarioStep]:
        """Yield the story, in order."""
        yield ScenarioStep(1, "found by any of its names", self.find_compound)
        yield ScenarioStep(2, "the compound page says what is known, by whom, and what is not", self.read_compound)
        yield ScenarioStep(3, "a solution I have; a stock from a weighed vial", self.begin_with_stock)
        yield ScenarioStep(4, "from the stock to the well", self.dose_cells)
        yield ScenarioStep(5, "the recipe as text and as a PDF page", self.take_recipe)
        yield ScenarioStep(6, "made it, 10 min ago", self.make_it)
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
        """Open the examples in their window, and let their clock stand still."""
        self.program.welcome.show_examples()
        examples = self.program.welcome.examples
        if examples is None:
            raise ScenarioError("the examples are not shown")
        self._until(lambda: examples.program.complete and not examples.program.services.workers.busy)
        examples.program.services.heartbeat.stop()
        examples.program.services.heartbeat.ask()
        self.settle()

    def find_compound(self) -> None:
        """Act 1."""
        finder = self.program.window.finder
        for text in ("lenalid", "CC-5013", "cc5013", "191732-72-6", "A4211", "lenolidomide", "lenalidomine"):
            self.type_into("header.find.text", text)
            first = finder.results.item(0)
            self.require(first is not None and first.text().startswith("Lenalidomide"), f"not found by {text}")
            if text in {"lenolidomide", "lenalidomine"}:
                self.expect(first.text(), "misspelling")
        self.press_key(finder, Qt.Key.Key_Return)
        self.settle()
        self.expect(self.read("header.compound.name"), "Lenalidomide")

    def read_compound(self) -> None:
        """Act 2."""
        text = self.read_page(PageName.COMPOUND)
        self.expect(text, "≥ 100.8 mg/mL", "388.8 mM", "single source", "disputed", "no value found", "0.4–0.5 mg/mL")
        self.expect(self.read("compound.hazards.text"), "Embryo-fetal toxicity", "safety data sheet")
        self.press("compound.uses.use.vendor")

    def begin_with_stock(self) -> None:
        """Act 3: both beginnings."""
        self.press("rail.pages.solutions")
        self.press("solutions.actions.add")
        told = {
            "concentration": "10 mM",
            "ago": "about three months ago",
            "person": "Mara",
            "place": "box 3, B4",
            "aliquots": "8",
            "aliquot_volume": "100 µL",
        }
        for name, text in told.items():
            self.type_into(f"solutions.add.{name}", text)
        self.choose("solutions.add.storage", "−20 °C")
        self.press("solutions.add.write")
        kept = self.program.services.solutions.rows[0].kept
        self.stock_label = kept.solution.label
        self.require(kept.left == 8 and kept.solution.made_about, "the added solution is not as told")
        self.expect(self.read_page(PageName.SOLUTIONS), self.stock_label, "no limit set", "box 3, B4", "about")

        self.press("rail.pages.compound")
        self.press("compound.actions.stock")
        self.expect(self.read("calculate.stock.molar_mass"), "259.26 g/mol")
        self.type_into("calculate.stock.mass", "4.87 mg")
        self.type_into("calculate.stock.concentration", "400 mM")
        self.expect(self.read_page(PageName.CALCULATE), "Above the highest value on file: 388.8 mM", "one vendor")
        self.type_into("calculate.stock.concentration", "10 mM")
        self.choose("calculate.stock.solvent", "ethanol")
        self.expect(self.read_page(PageName.CALCULATE), "The vendor calls it insoluble in ethanol")
        self.choose("calculate.stock.solvent", "DMSO")
        self.expect(self.read_page(PageName.CALCULATE), "P1000, 2 × 940 µL", "1.88 mL", "18 aliquots of 100 µL")

    def dose_cells(self) -> None:
        """Act 4."""
        self.press("calculate.tools.dilute")
        self.choose("calculate.dilute.stock", self.stock_label)
        self.type_into("calculate.dilute.c2", "10 uM")
        for name, text in (("wells", "24"), ("cells", "H929"), ("species", "human"), ("passage", "14")):
            self.type_into(f"calculate.dilute.{name}", text)
        self.type_into("calculate.dilute.vessel", "plate 3")
        for way, strength in (("added", "2× the dose"), ("spiked", "21× the dose")):
            self.press(f"calculate.dilute.{way}")
            self.expect(self.read_page(PageName.CALCULATE), strength)
        self.press("calculate.dilute.resuspended")
        page = self.read_page(PageName.CALCULATE)
        self.expect(page, "A: 100 µM, 1 % DMSO", "10 µM, 0.1 % DMSO", "Vehicle control", "2.64 mL")
        self.expect(page, f"1 aliquot of {self.stock_label}:", "0.4 mg/mL on file for buffer")
        self.require("0.1 µL a well" not in page, "a tenth of a microlitre a well is never pipetted")

    def take_recipe(self) -> None:
        """Act 5."""
        self.press("calculate.actions.copy")
        copied = QGuiApplication.clipboard().text().replace("\u202f", " ")
        self.expect(copied, "1. ", "P20, 4 µL:", "Working", "What this cannot know")
        file = self.folder.root / "recipe.pdf"
        self.program.rooms.calculator.page.save_pdf(file, self.program.services.session.local(self.clock.now().wall))
        self.require(file.read_bytes().startswith(b"%PDF"), "no PDF was written")

    def make_it(self) -> None:
        """Act 6."""
        self.type_into("calculate.dilute.ago", "10 min ago")
        self.press("calculate.dilute.made")
        self.beat()
        row = self.program.services.solutions.fresh_working(self.program.services.compounds.monograph.id)[0]  # type: ignore[union-attr]
        self.expect(self.read("toast.line.words"), row.kept.solution.label, "use by")
        left = row.freshness.left
        self.require(left is not None and round(left.total_seconds() / 60) == 110, "2 h less 10 min must be left")
        stock = next(one for one in self.program.services.solutions.rows if one.kept.solution.label == self.stock_label)
        self.require(stock.kept.left == 7, "one aliquot of the stock must be thawed")
        self.press("rail.pages.solutions")
        self.expect(
            self.read_page(PageName.SOLUTIONS),
            "2 h after making, however it is stored (lab rule)",
            "1 × 96 µL, room temperature · thawed once",
        )

    def start_incubation(self) -> None:
        """Act 7."""
        self.press("rail.pages.calculate")
        self.press("calculate.actions.incubate")
        self.expect(self.read("incubate.start.length"), "7 d")
        self.expect(self.read("incubate.start.caution"), "fresh solutions", "7 d")
        self.expect(self.read_page(PageName.INCUBATE), "Left over of", "200 µL")
        self.type_into("incubate.start.ago", "40 min ago")
        self.type_into("incubate.start.last_well", "5 min")
        self.press("incubate.start.every48")
        self.expect(
            self.read("incubate.start.course"),
            "3 re-doses",
            "5 µM if fully lost, up to 10 µM if stable",
            "vehicle 0.1 % DMSO",
        )
        self.press("incubate.start.write")
        self.beat()
        stand = self.program.services.timers.standings[0]
        self.require(stand.running.incubation.name == "H929 plate 3", "the incubation must be called H929 plate 3")
        self.expect(self.read(f"now.{stand.running.incubation.id}.left"), "1 d 23:20")

    def live_through(self) -> None:
        """Act 8."""
        before = self.program.services.timers.standings[0]
        self.kill()
        self.clock.advance(seconds=90)
        self.start_again()
        after = self.program.services.timers.standings[0]
        self.require(round((before.left - after.left).total_seconds()) == 90, "the timer must be right to the second")
        self.require(self.program.window.page is PageName.TODAY, "the first page is Today while something runs")

        self.clock.advance(hours=46, minutes=50, seconds=-30)
        self.press("rail.pages.calculate")
        self.beat()
        self.require(
            self.program.window.page is PageName.CALCULATE, "an alarm must not take the page from under the hands"
        )
        self.press("rail.pages.today")
        task = self.read("today.task0.text")
        self.expect(
            task, "Re-dose 10 µM, 1.32 mL, H929 plate 3.", f"Thaw 1 aliquot of {self.stock_label} (box 3, B4; 7 left)"
        )
        self.expect(task, "Make it fresh")
        working = self.program.services.solutions.fresh_working(after.running.incubation.compound)
        self.require(not working, "the working solution of two days ago must not be offered as fresh")
        self.press("today.task0.make")
        self.expect(self.read("calculate.dilute.redose"), "Re-dose 1", "half change at 1×")
        self.expect(self.read_page(PageName.CALCULATE), "50 µL a well:", f"1 aliquot of {self.stock_label}:")
        self.expect(self.read("calculate.dilute.rest.said"), "Left over: 120 µL")
        self.press("calculate.dilute.rest.discard")
        self.press("calculate.dilute.made")
        self.beat()
        stand = self.program.services.timers.standings[0]
        self.require(stand.step.number == 1, "the next re-dose must be waiting")
        given = self.program.services.session.bench.solutions[stand.running.given_with[0]]
        self.require(given.gone, "what was given, and its rest thrown away, must have left the shelf")

        self.program.end()
        self.program.window.hide()
        self.program.window.deleteLater()
        self.clock.reboot(days=5, hours=6)
        self.start_again()
        alarms = " ".join(
            self.read(f"today.alarm{place}.text") for place in range(len(self.program.services.timers.ringing))
        )
        self.expect(alarms, "the incubation ended", "ago")
        ended = next(
            place for place, one in enumerate(self.program.services.timers.ringing) if one.step.kind is StepKind.END
        )
        self.press(f"today.alarm{ended}.acknowledge")
        self.beat()
        self.require(not self.program.services.timers.standings, "an acknowledged end is over")

    def read_journal(self) -> None:
        """Act 9."""
        self.press("rail.pages.journal")
        diary = self.program.rooms.journal.table
        said = [str(diary.index(row, 2).data()) for row in range(diary.rowCount())]
        for part in ("Added", "Made", "Started", "Re-dose 1", "seen"):
            self.require(any(part in line for line in said), f"the journal does not say “{part}”")
        count = len(said)
        self.press("rail.pages.solutions")
        stock = next(one for one in self.program.services.solutions.rows if one.kept.solution.label == self.stock_label)
        self.press(f"solutions.{self.stock_label}.part0.thaw")
        self.beat()
        self.press("rail.pages.journal")
        self.press("journal.actions.undo")
        self.beat()
        again = next(one for one in self.program.services.solutions.rows if one.kept.solution.label == self.stock_label)
        self.require(again.kept.left == stock.kept.left, "Undo must give the aliquot back")
        self.require(diary.rowCount() == count + 2, "Undo must add an entry, not take one away")

    def calculate(self) -> None:
        """Act 11."""
        self.open_first("lenalidomide")
        self.press("rail.pages.calculate")
        self.plan_series()
        self.press("calculate.actions.hood")
        hood = self.program.rooms.calculator.at_hood.view
        if hood is None:
            raise ScenarioError("the hood view did not open")
        for _ in range(100):
            self.press_key(hood, Qt.Key.Key_Space)
        self.expect(hood.accessibleDescription(), "All steps are done")
        self.press_key(hood, Qt.Key.Key_Escape)
        self.plan_plate()
        self.press("calculate.plate.made")
        self.beat()
        self.expect(self.read("toast.line.words"), "use by")
        self.plan_combination()
        self.press("calculate.actions.recipes")
        self.press("calculate.recipes.take0")
        self.expect(self.read("calculate.plate.top"), "10 uM")
        self.program.rooms.calculator.show_verify()
        self.wait()
        self.expect(self.read("verify.result.words"), "all agree")

    def handle_tubes(self) -> None:
        """Act 12."""
        self.press("rail.pages.solutions")
        stock, name = self._stock_row(), f"solutions.{self.stock_label}"
        sealed = next(place for place, one in enumerate(stock.portions) if one.portion.frozen)
        left = stock.kept.left
        self.press(f"{name}.part{sealed}.take.open")
        self.type_into(f"{name}.part{sealed}.take.volume", "900 uL")
        self.press(f"{name}.part{sealed}.take.write")
        self.expect(self.read_page(PageName.SOLUTIONS), "holds 100 µL in that tube")
        self.type_into(f"{name}.part{sealed}.take.volume", "30 uL")
        self.press(f"{name}.part{sealed}.take.write")
        self.beat()
        stock = self._stock_row()
        taken = next(place for place, one in enumerate(stock.portions) if one.portion.volume_ul == 70)
        self.require(stock.kept.left == left - 1, "taking from a frozen tube must open it")
        self.expect(self.read(f"{name}.part{taken}.text"), "1 × 70 µL, room temperature · thawed once")
        self.press(f"{name}.part{taken}.freeze")
        self.beat()
        self.press(f"{name}.details")
        self.expect(self.read_page(PageName.SOLUTIONS), "aimed at 10 mM", "not given")
        self.press(f"{name}.labels")
        self.choose("labels.choice.kind", "L7651")
        self.program.rooms.solutions.labels.save_pdf(self.folder.root / "labels.pdf")
        self.require((self.folder.root / "labels.pdf").read_bytes().startswith(b"%PDF"), "no labels were written")
        self.press("rail.pages.calculate")
        self.type_into("header.find.text", self.stock_label.casefold())
        self.press_key(self.program.window.finder, Qt.Key.Key_Return)
        self.settle()
        self.require(self.program.window.page is PageName.SOLUTIONS, "an id that is typed must open its solution")
        self.program.rooms.solutions.page.filter.clear()

    def _stock_row(self) -> SolutionRow:
        return next(one for one in self.program.services.solutions.rows if one.kept.solution.label == self.stock_label)

    def run_plates(self) -> None:
        """Act 13."""
        for vessel in ("plate 5", "plate 6"):
            self.press("rail.pages.calculate")
            self.press("calculate.tools.dilute")
            self.choose("calculate.dilute.stock", self.stock_label)
            self.type_into("calculate.dilute.c2", "10 uM")
            self.type_into("calculate.dilute.vessel", vessel)
            self.press("calculate.dilute.resuspended")
            self.press("calculate.dilute.made")
            self.press("calculate.actions.incubate")
            self.press("incubate.start.every48")
            self.press("incubate.start.write")
            self.beat()
        first = self.program.services.timers.standings[0].running.incubation.id
        self.press(f"{(name := f'incubate.{first}')}.add")
        self.choose(f"{name}.step.kind", "split")
        self.type_into(f"{name}.step.when", "in 72 h")
        self.press(f"{name}.step.plan")
        self.beat()
        self.press(f"{name}.well")
        self.expect(self.read(f"{name}.inside.text"), "split 1:3 into plain medium", "0 to 3.33 µM", "0.0333 % DMSO")
        self.expect(self.read(f"{name}.inside.reason"), "no half-life in medium was found")
        self.clock.advance(hours=47, minutes=31)
        self.beat()
        window = self.program.rooms.alarms.alarm_window
        self.require(
            not window.isHidden() and window.title.text().startswith(tr("{count} alarms", count=2)),
            "the alarms must have one window",
        )
        window.findChild(QAbstractButton, "alarm.actions.snooze5").click()  # type: ignore[union-attr]
        self.beat()
        self.require(window.isHidden(), "what was put off must be quiet")
        self.clock.advance(minutes=6)
        self.beat()
        self.require(not window.isHidden(), "and ring again")
        self.press("rail.pages.today")
        self.expect(self.read("today.together0.text"), "Make 2.6 mL for 10 µM Lenalidomide", "plate 5", "plate 6")
        self.press("today.together0.make")
        self.expect(self.read("calculate.dilute.redose"), "plate 5", "plate 6")
        self.press("calculate.dilute.made")
        self.beat()
        given = [len(one.given) for one in self.program.services.session.bench.running()]
        self.require(given == [1, 1], "one preparation must be given to both plates")
        self.program.rooms.incubations.show_story(first)
        self.expect(self.read("story.page.text"), "re-dose 1", "off by", "done")
        running, pages = self.program.services.session.bench.incubations[first], self.program.rooms.incubations
        pages.save(running, "phone", self.folder.root / "steps.ics")
        pages.save(running, "door", self.folder.root / "door.pdf")
        pages.story_page.save(self.folder.root / "story.eln")
        written = [(self.folder.root / file).stat().st_size for file in ("steps.ics", "door.pdf", "story.eln")]
        self.require(min(written) > 500, "calendar, door sheet and story must be written")

    def keep_journal(self) -> None:
        """Act 14."""
        self.program.rooms.backups.back_up()
        self.wait()
        newest = self.program.rooms.backups.backups()[0]
        before, name = len(self.program.services.session.bench.solutions), f"solutions.{self.stock_label}.discard"
        self.press("rail.pages.solutions")
        self.press(name)
        self.type_into(f"{name}.reason", "dropped")
        self.press(f"{name}.write")
        self.program.restore(newest.file)
        self.end()
        self.clock.advance(days=9)
        self.start_again()
        self.require(not self._stock_row().kept.gone, "what was thrown away after the backup must be there again")
        self.require(len(self.program.services.session.bench.solutions) == before, "the backup must be put back whole")
        window = self.program.rooms.alarms.alarm_window
        self.require(not window.isHidden(), "what was missed must be shown at once")
        said = " ".join(one.text() for one in window.findChildren(QLabel)).replace("\u202f", " ")
        self.expect(said, "was not renewed for", "instead of 7 d")
        window.seen_all.click()
        self.beat()
        self.require(not self.program.services.timers.ringing and window.isHidden(), "all seen must be all")
        self.press("rail.pages.journal")
        self.wait()
        self.expect(self.read("journal.chain.state"), "The chain is intact")

    def plan_series(self) -> None:
        """Plan eight half-log doses, tube to tube in medium with the matched vehicle."""
        self.press("calculate.tools.series")
        self.type_into("calculate.series.c1", "10 mM")
        self.type_into("calculate.series.top", "10 uM")
        self.settle()
        self.expect(self.read("calculate.series.lowest"), "3.162 nM")
        self.expect(self.read_page(PageName.CALCULATE), "0.1 % DMSO in all", "V into each of the 7 tubes 2 to 8")

    def plan_plate(self) -> None:
        """Plan a plate of eight doses with equal vehicle in every well."""
        self.press("calculate.tools.plate")
        self.type_into("calculate.plate.c1", "10 mM")
        self.type_into("calculate.plate.top", "10 uM")
        self.settle()
        self.expect(self.read_page(PageName.CALCULATE), "30 WELLS", "V vehicle control")
        self.press("calculate.plate.show_map")

    def plan_combination(self) -> None:
        """Plan every dose of lenalidomide with every dose of a DOT1L inhibitor."""
        self.press("calculate.tools.combine")
        told = {"c1": "10 mM", "top": "10 uM", "compound_2": "EPZ-5676", "c1_2": "10 mM", "top_2": "1 uM"}
        for name, text in told.items():
            self.type_into(f"calculate.combine.{name}", text)
        self.choose("calculate.combine.solvent_2", "DMSO")
        self.choose("calculate.combine.mode", "every dose with every dose")
        self.settle()
        self.expect(self.read_page(PageName.CALCULATE), "Pinometostat · ", "562.72 g/mol", "2 tubes for each well")

    def use_library(self) -> None:
        """Act 10."""
        pages = self.program.rooms.compounds
        pages.add()
        told = {"name": "Testimib", "cas": "50-02-2", "formula": "C22H29FO5", "molar_mass": "392.47", "dose": "1 uM"}
        for name, text in told.items():
            self.type_into(f"form.{name}.text", text)
        self.type_into("form.solubility.text", ">= 50 mM")
        self.type_into("form.all.source", "vial label")
        self.press("form.actions.save")
        self.expect(self.read_page(PageName.COMPOUND), "Your own compound", "≥ 50 mM (19.62 mg/mL)", "vial label")
        self.press("compound.actions.stock")
        self.expect(self.read("calculate.stock.molar_mass"), "392.47 g/mol")

        self.program.window.show_page(PageName.IMPORT)
        pages.import_page.open_example()
        self.wait()
        self.expect(self.read("import.head.said"), "2 compounds can be taken, 1 left out")
        self.press("import.actions.take")
        self.wait()
        found = self.program.services.library.search("example compund 2")
        self.require(bool(found), "what was imported must be found, a typing error forgiven")

        self.open_first("lenalidomide")
        self.press("compound.actions.compare")
        self.type_into("compare.other.text", "pomalidomide")
        self.press_key(self.find(QLineEdit, "compare.other.text"), Qt.Key.Key_Return)
        self.settle()
        self.expect(self.read_page(PageName.COMPARE), "Pomalidomide", "differs", "the same")
        self.require(pages.save_pdf(self.folder.root / "card.pdf") == 1, "the bench card must be one page")

    def open_first(self, text: str) -> None:
        """Open the first compound that is found by a text."""
        self.type_into("header.find.text", text)
        self.press_key(self.program.window.finder, Qt.Key.Key_Return)
        self.settle()
