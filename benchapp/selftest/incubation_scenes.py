"""Scenes of the incubations: started, dosed again, alarms, report."""

from PySide6.QtWidgets import QAbstractButton

from benchapp.domain.incubations.steps import StepKind
from benchapp.domain.units.amounts import plain_spaces
from benchapp.selftest.driver import Driver
from benchapp.ui.text.language import tr
from benchapp.ui.window.pages import PageName


class IncubationScenes(Driver):
    """What a person does with incubations."""

    def start_incubation(self) -> None:
        """Step 7: start the incubation, with its re-doses decided."""
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
        status = self.program.services.timers.statuses[0]
        self.require(status.running.incubation.name == "H929 plate 3", "the incubation must be called H929 plate 3")
        now = self.program.window.now
        left = self.read(f"now.{status.running.incubation.id}.left") if now.docked else now.strip.words
        self.expect(plain_spaces(left), "1 d 23:20")

    def live_through(self) -> None:
        """Step 8: kill the program and start it again, give a re-dose, and end while it is switched off."""
        self._survive_a_kill()
        self._give_redose()
        self._end_while_off()

    def _survive_a_kill(self) -> None:
        before = self.program.services.timers.statuses[0]
        self.kill()
        self.clock.advance(seconds=90)
        self.start_again()
        after = self.program.services.timers.statuses[0]
        self.require(round((before.left - after.left).total_seconds()) == 90, "the timer must be right to the second")
        self.require(self.program.window.page is PageName.TODAY, "the first page is Today while something runs")

    def _give_redose(self) -> None:
        self.clock.advance(hours=46, minutes=50, seconds=-30)
        self.press("rail.pages.calculate")
        self.beat()
        self.require(
            self.program.window.page is PageName.CALCULATE, "an alarm must not take the page from under the hands"
        )
        self.press("rail.pages.today")
        self.expect(self.read("today.task0.text"), "H929 plate 3: re-dose 10 µM Lenalidomide")
        self.expect(self.read("today.prepare0.text"), "Thaw 1 aliquot of Lenalidomide 10 mM in DMSO")
        made = self.read("today.prepare0.detail")
        self.expect(made, f"{self.stock_label}, box 3, B4; 6 left after it", "Make 1.32 mL for 10 µM Lenalidomide")
        working = self.program.services.solutions.fresh_working(
            self.program.services.timers.statuses[0].running.incubation.compound
        )
        self.require(not working, "the working solution of two days ago must not be offered as fresh")
        self.press("today.task0.make")
        self.expect(self.read("calculate.dilute.redose"), "Re-dose 1", "Replace half the medium (1× drug)")
        self.expect(self.read_page(PageName.CALCULATE), "add 50 µL of", "1 aliquot of Lenalidomide 10 mM")
        self.expect(self.read("calculate.dilute.rest.said"), "Left over: 120 µL")
        self.press("calculate.dilute.rest.discard")
        self.press("calculate.dilute.made")
        self.beat()
        status = self.program.services.timers.statuses[0]
        self.require(status.step.number == 1, "the next re-dose must be waiting")
        given = self.program.services.session.bench.solutions[status.running.given_with[0]]
        self.require(given.gone, "what was given, and its rest thrown away, must be in hand no more")

    def _end_while_off(self) -> None:
        self.program.end()
        self.program.window.hide()
        self.program.window.deleteLater()
        self.clock.reboot(days=5, hours=6)
        self.start_again()
        overdue = self.program.services.timers.statuses[0].running.open_steps()
        end = next(place for place, step in enumerate(overdue) if step.kind is StepKind.END)
        self.expect(self.read(f"today.task{end}.text"), "end of the incubation")
        self.expect(self.read(f"today.task{end}.left"), "late")
        self.press(f"today.task{end}.acknowledge")
        self.beat()
        self.require(bool(self.program.services.timers.statuses), "an end that was heard of waits to be done")
        self.press(f"today.task{end}.done")
        self.beat()
        self.require(not self.program.services.timers.statuses, "an incubation whose end is done is over")

    def run_plates(self) -> None:
        """Step 13: run two plates with steps and a snoozed alarm, make for both together, and export the report."""
        for vessel in ("plate 5", "plate 6"):
            self._start_plate(vessel)
        first = self.program.services.timers.statuses[0].running.incubation.id
        self._plan_split(first)
        self._snooze_alarms()
        self._make_together()
        self._export_report(first)

    def _start_plate(self, vessel: str) -> None:
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

    def _plan_split(self, incubation: str) -> None:
        name = f"incubate.{incubation}"
        self.press(f"{name}.add")
        self.choose(f"{name}.step.kind", "split")
        self.type_into(f"{name}.step.when", "in 72 h")
        self.press(f"{name}.step.plan")
        self.beat()
        self.press(f"{name}.well")
        self.expect(self.read(f"{name}.inside.text"), "split 1:3 into plain medium", "0 to 3.33 µM", "0.0333 % DMSO")
        self.expect(self.read(f"{name}.inside.reason"), "no half-life in medium was found")

    def _snooze_alarms(self) -> None:
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

    def _make_together(self) -> None:
        self.press("rail.pages.today")
        self.expect(self.read("today.prepare0.detail"), "Make 2.6 mL for 10 µM Lenalidomide", "plate 5", "plate 6")
        self.press("today.prepare0.make")
        self.expect(self.read("calculate.dilute.redose"), "plate 5", "plate 6")
        self.press("calculate.dilute.made")
        self.beat()
        given = [len(running.given) for running in self.program.services.session.bench.running()]
        self.require(given == [1, 1], "one preparation must be given to both plates")

    def _export_report(self, incubation: str) -> None:
        self.program.rooms.incubations.show_report(incubation)
        self.expect(self.read("story.page.text"), "re-dose 1", "Delay", "done")
        running, pages = self.program.services.session.bench.incubations[incubation], self.program.rooms.incubations
        pages.save(running, "phone", self.folder.root / "steps.ics")
        pages.save(running, "door", self.folder.root / "door.pdf")
        pages.report_page.save(self.folder.root / "story.eln")
        written = [(self.folder.root / file).stat().st_size for file in ("steps.ics", "door.pdf", "story.eln")]
        self.require(min(written) > 500, "calendar, door sign and report must be written")
