"""Scenes of the compounds: found, read, added, imported and compared."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from benchapp.selftest.driver import Driver
from benchapp.ui.window.pages import PageName


class CompoundScenes(Driver):
    """What a person does with compounds."""

    def find_compound(self) -> None:
        """Step 1: find a compound by any of its names."""
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
        """Step 2: read what is known of it, by whom, and what is not."""
        text = self.read_page(PageName.COMPOUND)
        self.expect(text, "≥ 100.8 mg/mL", "388.8 mM", "single source", "disputed", "no value found", "0.4–0.5 mg/mL")
        self.expect(self.read("compound.hazards.first"), "Embryo-fetal toxicity")
        self.expect(self.read("compound.hazards.text"), "safety data sheet")
        self.press("compound.uses.use.vendor")

    def use_library(self) -> None:
        """Step 10: add a compound, import a list, compare two compounds and save the bench card."""
        pages = self.program.rooms.compounds
        pages.add()
        fields = {"name": "Testimib", "cas": "50-02-2", "formula": "C22H29FO5", "molar_mass": "392.47", "dose": "1 uM"}
        for name, text in fields.items():
            self.type_into(f"form.{name}.text", text)
        self.type_into("form.solubility.text", ">= 50 mM")
        self.type_into("form.all.source", "vial label")
        self.press("form.actions.save")
        self.expect(
            self.read_page(PageName.COMPOUND), "Your own compound", "at least 50 mM (19.62 mg/mL)", "vial label"
        )
        self.press("compound.actions.stock")
        self.expect(self.read("calculate.stock.molar_mass"), "392.47 g/mol")

        self.program.window.show_page(PageName.IMPORT)
        pages.import_page.open_example()
        self.wait()
        self.expect(self.read("import.head.said"), "2 compounds ready, 1 with problems")
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
        self.require(pages.paper.save_pdf(self.folder.root / "card.pdf") == 1, "the bench card must be one page")
