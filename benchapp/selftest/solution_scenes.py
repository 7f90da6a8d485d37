"""Scenes of the solutions: added, taken from, frozen, labelled."""

from PySide6.QtCore import Qt

from benchapp.selftest.driver import Driver
from benchapp.ui.window.pages import PageName


class SolutionScenes(Driver):
    """What a person does with solutions."""

    def begin_with_stock(self) -> None:
        """Step 3: add a solution that is there already, and plan a stock from a weighed vial."""
        self.press("rail.pages.solutions")
        self.press("solutions.actions.add")
        fields = {
            "concentration": "10 mM",
            "ago": "about three months ago",
            "person": "Mara",
            "place": "box 3, B4",
            "aliquots": "8",
            "aliquot_volume": "100 µL",
        }
        for name, text in fields.items():
            self.type_into(f"solutions.add.{name}", text)
        self.choose("solutions.add.storage", "−20 °C")
        self.press("solutions.add.write")
        kept = self.program.services.solutions.rows[0].kept
        self.stock_label = kept.solution.label
        self.require(kept.left == 8 and kept.solution.made_about, "the added solution is not as entered")
        self.choose_solution(self.stock_label)
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
        self.expect(self.read_page(PageName.CALCULATE), "Add 2 × 940 µL DMSO", "18 aliquots of 100 µL")

    def handle_tubes(self) -> None:
        """Step 12: take from tubes, freeze them, print their labels and scan one."""
        self.press("rail.pages.solutions")
        self.choose_solution(self.stock_label)
        stock, name = self.stock_row(), f"solutions.{self.stock_label}"
        sealed = next(place for place, one in enumerate(stock.portions) if one.portion.frozen)
        left = stock.kept.left
        self.press(f"{name}.part{sealed}.take.open")
        self.type_into(f"{name}.part{sealed}.take.volume", "900 uL")
        self.press(f"{name}.part{sealed}.take.write")
        self.expect(self.read_page(PageName.SOLUTIONS), "holds 100 µL in that tube")
        self.type_into(f"{name}.part{sealed}.take.volume", "30 uL")
        self.press(f"{name}.part{sealed}.take.write")
        self.beat()
        stock = self.stock_row()
        taken = next(place for place, one in enumerate(stock.portions) if one.portion.volume_ul == 70)
        self.require(stock.kept.left == left - 1, "taking from a frozen tube must open it")
        self.expect(self.read(f"{name}.part{taken}.text"), "1 × 70 µL, room temperature · thawed once")
        self.press(f"{name}.part{taken}.freeze")
        self.beat()
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
