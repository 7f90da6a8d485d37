"""Scenes of the calculator: a dose and its recipe, a series, a plate, a combination."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from benchapp.selftest.driver import Driver, ScenarioError
from benchapp.ui.window.pages import PageName


class CalculatorScenes(Driver):
    """What a person does with the calculator."""

    def dose_cells(self) -> None:
        """Step 4: plan from the stock to the well."""
        self.press("calculate.tools.dilute")
        self.choose("calculate.dilute.stock", self.stock_label)
        self.type_into("calculate.dilute.c2", "10 uM")
        for name, text in (("wells", "24"), ("cells", "H929"), ("species", "human"), ("passage", "14")):
            self.type_into(f"calculate.dilute.{name}", text)
        self.type_into("calculate.dilute.vessel", "plate 3")
        for way, strength in (("added", "2× the dose"), ("spiked", "21× the dose")):
            self.press(f"calculate.dilute.{way}")
            self.expect(self.read("calculate.dilute.working"), strength)
        self.press("calculate.dilute.resuspended")
        page = self.read_page(PageName.CALCULATE)
        self.expect(page, "100 µM, 1 % DMSO", "10 µM, 0.1 % DMSO", "vehicle control wells", "2.6 mL")
        self.expect(page, "1 aliquot of Lenalidomide 10 mM", self.stock_label, "✓ soluble")
        self.expect(self.read("calculate.dilute.working"), "0.4 mg/mL on file for buffer")
        self.require("0.1 µL per well" not in page, "a tenth of a microlitre a well is never pipetted")

    def take_recipe(self) -> None:
        """Step 5: copy the recipe, and save it as a PDF page."""
        self.press("calculate.actions.copy")
        copied = QGuiApplication.clipboard().text().replace("\u202f", " ")
        self.expect(copied, "1. ", "P20, 4 µL:", "Working", "Not checked")
        file = self.folder.root / "recipe.pdf"
        self.program.rooms.calculator.page.export.save_pdf(
            file, self.program.services.session.local(self.clock.now().wall)
        )
        self.require(file.read_bytes().startswith(b"%PDF"), "no PDF was written")

    def make_it(self) -> None:
        """Step 6: record the working solution as made, 50 min ago."""
        self.type_into("calculate.dilute.ago", "50 min ago")
        self.press("calculate.dilute.made")
        self.beat()
        row = self.program.services.solutions.fresh_working(self.program.services.compounds.monograph.id)[0]  # type: ignore[union-attr]
        self.expect(self.read("toast.line.words"), row.kept.solution.label, "use by")
        left = row.freshness.left
        self.require(left is not None and round(left.total_seconds() / 60) == 70, "2 h less 50 min must be left")
        stock = self.stock_row()
        self.require(stock.kept.left == 7, "one aliquot of the stock must be thawed")
        self.press("rail.pages.solutions")
        self.expect(self.read_page(PageName.SOLUTIONS), "2 h after making, however it is stored (lab rule)")
        self.choose_solution(self.stock_label)
        self.expect(self.read_page(PageName.SOLUTIONS), "1 × 96 µL, room temperature · thawed once")

    def calculate(self) -> None:
        """Step 11: plan a series, a plate and a combination; take a kept recipe, and run the check."""
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

    def plan_series(self) -> None:
        """Plan eight half-log doses, tube to tube in medium with the matched vehicle."""
        self.press("calculate.tools.series")
        self.type_into("calculate.series.c1", "10 mM")
        self.type_into("calculate.series.top", "10 uM")
        self.settle()
        self.expect(self.read("calculate.series.lowest"), "3.162 nM")
        self.expect(self.read_page(PageName.CALCULATE), "0.1 % DMSO in all", "tube V into each of the 7 tubes 2 to 8")

    def plan_plate(self) -> None:
        """Plan a plate of eight doses with equal vehicle in every well."""
        self.press("calculate.tools.plate")
        self.type_into("calculate.plate.c1", "10 mM")
        self.type_into("calculate.plate.top", "10 uM")
        self.settle()
        self.expect(self.read_page(PageName.CALCULATE), "ehicle control")
        # In the tip, where a small window has no room for it.
        reached = self.find(QWidget, "calculate.plate.reached").accessibleDescription()
        self.expect(reached.replace("\N{NO-BREAK SPACE}", " "), "30 wells")

    def plan_combination(self) -> None:
        """Plan every dose of lenalidomide with every dose of a DOT1L inhibitor."""
        self.press("calculate.tools.combine")
        fields = {"c1": "10 mM", "top": "10 uM", "compound_2": "EPZ-5676", "c1_2": "10 mM", "top_2": "1 uM"}
        for name, text in fields.items():
            self.type_into(f"calculate.combine.{name}", text)
        self.choose("calculate.combine.solvent_2", "DMSO")
        self.choose("calculate.combine.mode", "Checkerboard")
        self.settle()
        self.expect(self.read_page(PageName.CALCULATE), "Pinometostat · ", "562.72 g/mol")
        self.expect(self.read("calculate.combine.working"), "2 tubes for each well")
