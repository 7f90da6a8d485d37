"""What stands on a shelf goes from the search to a recorded solution, and a salt is never taken for its base."""

import pytest
from msgspec import Struct
from PySide6.QtWidgets import QComboBox, QPushButton

from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.identities.completion import molar_mass
from benchapp.domain.journal.entries import SolutionMade
from benchapp.domain.solutions.solutions import Solution, Storage
from benchapp.domain.units.amounts import plain_spaces
from benchapp.selftest.scenario import Scenario
from benchapp.ui.window.pages import PageName


class Shelved(Struct, frozen=True):
    """A bottle on the shelf, and what is made of it.

    Attributes:
        looked_for: What is typed into the search.
        kind: What it is, as the shelf is sorted.
        mass: The molar mass that it has to be calculated with, g/mol.
        concentration, volume: What is made.
        solvent: In what.
        record: Whether it has no page and is completed from its identity record.
        typed: Whether it has neither, so that the molar mass of the label is typed.
        worked_out: Whether it is a hydrate of what has a record, so that its formula follows from its name.
        form: The form that has to be chosen where it has a page with several; "" for the usual one.
    """

    looked_for: str
    kind: str
    mass: float
    concentration: str
    volume: str
    solvent: str
    record: bool = True
    typed: bool = False
    worked_out: bool = False
    form: str = ""


# Written before anything was looked at. Biologics, which need no molar mass, are below with steps of their own.
SHELF = (
    Shelved("sodium chloride", "salt", 58.44, "5 M", "100 mL", "water"),
    Shelved("KCl", "salt", 74.55, "1 M", "100 mL", "water"),
    Shelved("magnesium chloride hexahydrate", "salt", 203.30, "1 M", "50 mL", "water", record=False, worked_out=True),
    Shelved("lenalidomide hemihydrate", "inhibitor", 268.27, "10 mM", "1 mL", "DMSO", record=False, form="hemihydrate"),
    Shelved("MG-132", "inhibitor", 475.63, "10 mM", "1 mL", "DMSO", record=False),
    Shelved("Y-27632 dihydrochloride", "inhibitor", 320.26, "10 mM", "1 mL", "DMSO", record=False),
    Shelved("imatinib mesylate", "inhibitor", 589.72, "10 mM", "1 mL", "DMSO", record=False, form="mesylate"),
    Shelved("rapamycin", "inhibitor", 914.19, "1 mM", "1 mL", "DMSO", record=False),
    Shelved("Tris", "buffer salt", 121.14, "1 M", "100 mL", "water"),
    Shelved("HEPES", "buffer salt", 238.31, "1 M", "100 mL", "water"),
    Shelved("disodium phosphate", "buffer salt", 141.96, "0.5 M", "100 mL", "water"),
    Shelved("sodium bicarbonate", "buffer salt", 84.01, "0.5 M", "100 mL", "water"),
    Shelved("citric acid", "acid", 192.12, "0.1 M", "100 mL", "water"),
    Shelved("potassium dihydrogen phosphate", "buffer salt", 136.09, "0.5 M", "100 mL", "water"),
    Shelved("MOPS", "buffer salt", 209.26, "0.5 M", "100 mL", "water"),
    Shelved("trypan blue", "dye", 960.81, "1 mM", "10 mL", "water", record=False, typed=True),
)


def test_a_salt_that_has_no_record_by_its_formula_needs_no_molar_mass(rehearsal: Scenario) -> None:
    for formula, mass in (("KH2PO4", 136.09), ("MgCl2·6H2O", 203.30), ("CaCl2 2H2O", 147.01)):
        rehearsal.open_first(formula)
        rehearsal.press("form.actions.save")
        form = rehearsal.program.services.compounds.form
        assert form is not None
        assert float(form.molar_mass) == pytest.approx(mass, abs=0.02)


def test_each_bottle_goes_from_the_search_to_a_recorded_solution_without_a_typed_molar_mass(
    rehearsal: Scenario,
) -> None:
    """One after the other in one program, as at a shelf; where one fails, its steps are shown with the bottle."""
    for bottle in SHELF:
        make_stock_of(rehearsal, bottle)


def make_stock_of(rehearsal: Scenario, bottle: Shelved) -> None:
    rehearsal.open_first(bottle.looked_for)
    if bottle.record:
        assert rehearsal.program.window.page is PageName.FORM, "it has a record, and no page"
        take_record(rehearsal, bottle.mass)
        rehearsal.press("form.actions.save")
    elif bottle.worked_out:
        assert rehearsal.read("form.formula.text") == "MgCl2·6H2O"
        rehearsal.press("form.actions.save")
    elif bottle.typed:
        assert rehearsal.read("form.name.text") == bottle.looked_for
        rehearsal.type_into("form.molar_mass.text", str(bottle.mass))
        rehearsal.press("form.actions.save")
    form = rehearsal.program.services.compounds.form
    assert form is not None
    assert float(form.molar_mass) == pytest.approx(bottle.mass, abs=0.02)
    assert bottle.form in form.name

    before = len(rehearsal.program.services.session.bench.solutions)
    rehearsal.press("compound.actions.stock")
    rehearsal.choose("calculate.stock.solvent", bottle.solvent)
    rehearsal.type_into("calculate.stock.concentration", bottle.concentration)
    rehearsal.type_into("calculate.stock.volume", bottle.volume)
    rehearsal.press("calculate.stock.made")
    if rehearsal.program.window.findChild(QPushButton, "calculate.stock.record.save"):
        rehearsal.press("calculate.stock.record.save")

    made = last_made(rehearsal)
    assert made.molar_mass.value == pytest.approx(bottle.mass, abs=0.02)
    # More than a box of tubes of a salt or a dye in water stands on a shelf in one vessel.
    shelved = bottle.volume in {"10 mL", "50 mL", "100 mL"}
    assert (made.aliquots == 1, made.storage) == (shelved, None if shelved else Storage.FREEZER_20)
    assert len(rehearsal.program.services.session.bench.solutions) == before + 1


# -- biologics ---------------------------------------------------------------------------------------------------------


class Biologic(Struct, frozen=True):
    """A vial of a biologic, and what is made of it.

    Attributes:
        looked_for: What is typed into the search.
        mass: What is in the vial, as its label says; "" for what is sold as a solution.
        concentration: What is made, or what the bottle holds.
        solvent: In what.
        offered: What its page says it is dissolved in; "" where it says nothing.
        said: What the recipe or the solution says.
        storage: Where it is kept, unless somebody chooses otherwise.
    """

    looked_for: str
    mass: str
    concentration: str
    solvent: str
    offered: str
    said: tuple[str, ...]
    storage: Storage | None = Storage.FREEZER_20


WEIGHED = (
    Biologic("IL-2", "1 mg", "0.1 mg/mL", "water", "water", ("do not vortex", "carrier protein"), Storage.FRIDGE),
    Biologic("IL-2", "22 MIU", "1 MIU/mL", "water", "water", ("do not vortex", "carrier protein"), Storage.FRIDGE),
    Biologic("TNF-α", "10 ug", "0.1 mg/mL", "water", "", ("do not vortex",)),
    Biologic("trypsin", "100 mg", "2.5 mg/mL", "1 mM HCl", "1 mM HCl", ("thaw each once",)),
    Biologic("OKT3", "1 mg", "1 mg/mL", "PBS", "PBS", ("Do not freeze it.",), Storage.FRIDGE),
)
BOTTLED = (
    Biologic("OKT3", "", "1 mg/mL", "PBS", "PBS", ("Anti-CD3 (OKT3) 1 mg/mL in PBS",)),
    Biologic("anti-CD28", "", "1 mg/mL", "PBS", "PBS", ("Anti-CD28 (CD28.2) 1 mg/mL in PBS",)),
    Biologic("trypsin", "", "0.25 % w/v", "PBS", "1 mM HCl", ("Trypsin 0.25 % w/v in PBS",)),
)


def last_made(rehearsal: Scenario) -> Solution:
    made = [
        entry.body for entry in rehearsal.program.services.session.entries() if isinstance(entry.body, SolutionMade)
    ]
    return made[-1].solution


def test_each_vial_of_a_biologic_becomes_a_stock_without_a_molar_mass(rehearsal: Scenario) -> None:
    for vial in WEIGHED:
        weigh(rehearsal, vial)


def weigh(rehearsal: Scenario, vial: Biologic) -> None:
    rehearsal.open_first(vial.looked_for)
    rehearsal.press("compound.actions.stock")
    solvent = rehearsal.find(QComboBox, "calculate.stock.solvent")
    assert isinstance(solvent, QComboBox)
    assert solvent.currentText() == vial.offered
    if not vial.offered:
        rehearsal.choose("calculate.stock.solvent", vial.solvent)
    rehearsal.type_into("calculate.stock.mass", vial.mass)
    rehearsal.type_into("calculate.stock.concentration", vial.concentration)
    rehearsal.expect(rehearsal.read_page(PageName.CALCULATE), *vial.said)
    rehearsal.press("calculate.stock.made")

    made = last_made(rehearsal)
    assert (made.solvent, made.storage) == (vial.solvent, vial.storage)


def test_each_bottle_of_a_biologic_is_added_as_its_label_says(rehearsal: Scenario) -> None:
    for bottle in BOTTLED:
        add(rehearsal, bottle)


def add(rehearsal: Scenario, bottle: Biologic) -> None:
    rehearsal.open_first(bottle.looked_for)
    rehearsal.press("rail.pages.solutions")
    rehearsal.press("solutions.actions.add")
    assert rehearsal.read("solutions.add.vehicle") == bottle.offered
    rehearsal.type_into("solutions.add.vehicle", bottle.solvent)
    for name, text in {"concentration": bottle.concentration, "ago": "today", "aliquots": "4"}.items():
        rehearsal.type_into(f"solutions.add.{name}", text)
    rehearsal.type_into("solutions.add.aliquot_volume", "1 mL")
    rehearsal.press("solutions.add.write")

    rehearsal.expect(rehearsal.read_page(PageName.SOLUTIONS), *bottle.said)


def test_a_bottle_of_serum_is_added_as_bought_and_goes_into_medium(rehearsal: Scenario) -> None:
    rehearsal.open_first("FBS")
    rehearsal.press("rail.pages.solutions")
    rehearsal.press("solutions.actions.add")
    rehearsal.type_into("solutions.add.concentration", "100 %")
    for name, text in {"ago": "today", "aliquots": "1", "aliquot_volume": "500 mL"}.items():
        rehearsal.type_into(f"solutions.add.{name}", text)
    rehearsal.choose("solutions.add.storage", "4 °C")
    rehearsal.press("solutions.add.write")
    page = rehearsal.read_page(PageName.SOLUTIONS)
    rehearsal.expect(page, "Fetal bovine serum 100 %", "nothing: undiluted, as bought")
    assert "How long does your lab" not in page
    assert "Fetal bovine serum 100 % in" not in page

    rehearsal.press("rail.pages.compound")
    rehearsal.press("compound.actions.dose")
    rehearsal.type_into("calculate.dilute.c2", "10 %")
    rehearsal.expect(rehearsal.read_page(PageName.CALCULATE), "260 µL", "do not vortex")
    rehearsal.press("calculate.dilute.made")
    made = last_made(rehearsal)
    assert (made.vehicle, made.medium, made.parents != ()) == ("", "medium", True)


def test_serum_goes_into_medium_by_volume(rehearsal: Scenario) -> None:
    rehearsal.open_first("FBS")
    rehearsal.press("compound.actions.dose")
    rehearsal.type_into("calculate.dilute.c1", "100 %")
    rehearsal.type_into("calculate.dilute.c2", "10 %")
    rehearsal.expect(rehearsal.read_page(PageName.CALCULATE), "260 µL Fetal bovine serum", "do not vortex")
    rehearsal.press("calculate.dilute.made")

    assert plain_spaces(last_made(rehearsal).concentration.nominal()) == "10 %"


def test_what_its_page_does_not_let_freeze_is_not_put_into_the_freezer(rehearsal: Scenario) -> None:
    storages = []
    for name in ("lenalidomide", "OKT3", "lenalidomide"):
        rehearsal.open_first(name)
        rehearsal.press("compound.actions.stock")
        box = rehearsal.find(QComboBox, "calculate.stock.storage")
        assert isinstance(box, QComboBox)
        storages.append(box.currentData())

    assert storages == [Storage.FREEZER_20, Storage.FRIDGE, Storage.FREEZER_20]


# -- the wrong salt ----------------------------------------------------------------------------------------------------


def test_abacavir_sulfate_is_not_filled_in_from_its_base(rehearsal: Scenario) -> None:
    """Two molecules to one sulfuric acid, 670.74 g/mol; the base is 286.33."""
    rehearsal.open_first("abacavir sulfate")

    assert rehearsal.program.window.page is PageName.FORM
    assert not rehearsal.program.rooms.compounds.form.entered.text(Field.MOLAR_MASS)
    assert not rehearsal.program.rooms.compounds.form_page.offers._offered
    rehearsal.type_into("form.cas.text", "188062-50-2")
    assert not rehearsal.program.rooms.compounds.form_page.offers._offered
    rehearsal.press("form.actions.save")
    rehearsal.expect(rehearsal.read_page(PageName.FORM), "Give the formula or the molar mass")

    rehearsal.type_into("form.formula.text", "C28H38N12O6S")
    rehearsal.type_into("form.molar_mass.text", "286.33")
    assert rehearsal.program.rooms.compounds.form.reading.remarks[Field.MOLAR_MASS].agrees is False
    rehearsal.type_into("form.molar_mass.text", "670.74")
    assert rehearsal.program.rooms.compounds.form.reading.remarks[Field.MOLAR_MASS].agrees is True
    rehearsal.press("form.actions.save")
    rehearsal.press("compound.actions.stock")
    assert rehearsal.read("calculate.stock.molar_mass") == "670.74 g/mol"


# What is looked for, the form it is and its molar mass, and another form and its molar mass.
SALTS = (
    ("doxorubicin hydrochloride", "hydrochloride", "579.99", "543.53", "free base"),
    ("25316-40-9", "hydrochloride", "579.99", "543.53", "free base"),
    ("23214-92-8", "free base", "543.53", "579.99", "hydrochloride"),
    ("lenalidomide hemihydrate", "hemihydrate", "268.27", "259.26", "free base (racemate)"),
    ("847871-99-2", "hemihydrate", "268.27", "259.26", "free base (racemate)"),
    ("191732-72-6", "free base (racemate)", "259.26", "268.27", "hemihydrate"),
)


def test_the_salt_that_is_looked_for_is_weighed_and_the_label_of_another_form_is_said(rehearsal: Scenario) -> None:
    for looked_for, *forms in SALTS:
        weigh_salt(rehearsal, looked_for, *forms)


def weigh_salt(rehearsal: Scenario, looked_for: str, name: str, mass: str, other: str, other_form: str) -> None:
    rehearsal.open_first(looked_for)
    forms = rehearsal.find(QComboBox, "header.compound.form")
    assert isinstance(forms, QComboBox)
    listed = [plain_spaces(forms.itemText(place)) for place in range(forms.count())]
    assert f"{name} · {mass} g/mol" in listed
    assert f"{other_form} · {other} g/mol" in listed
    assert plain_spaces(forms.currentText()) == f"{name} · {mass} g/mol"

    rehearsal.press("compound.actions.stock")
    assert rehearsal.read("calculate.stock.molar_mass") == f"{mass} g/mol"
    rehearsal.type_into("calculate.stock.mass", "5 mg")
    rehearsal.type_into("calculate.stock.concentration", "1 mM in water")
    rehearsal.type_into("calculate.stock.molar_mass", f"{other} g/mol")
    rehearsal.expect(rehearsal.read_page(PageName.CALCULATE), f"{other} g/mol is the molar mass of {other_form}")


def test_a_label_beside_the_vendor_decides_where_it_is_the_lower_one(rehearsal: Scenario) -> None:
    rehearsal.open_first("lenalidomide")
    rehearsal.make_whole_compound_page()
    rehearsal.press("compound.label.sol.dmso")
    rehearsal.type_into("compound.label.figure.sol.dmso", "50 mg/mL")
    rehearsal.type_into("compound.label.name.sol.dmso", "Vendor B, lot 7")
    rehearsal.press("compound.label.add.sol.dmso")

    rehearsal.make_whole_compound_page()
    rehearsal.expect(
        rehearsal.read_page(PageName.COMPOUND), "Soluble to 50 mg/mL", "the lower of 2 sources", "used: the lower",
        "Vendor B", "Your own label says otherwise.", "≥ 100.8 mg/mL",
    )  # fmt: skip
    rehearsal.press("compound.actions.stock")
    rehearsal.type_into("calculate.stock.mass", "5 mg")
    rehearsal.type_into("calculate.stock.concentration", "60 mg/mL")
    rehearsal.expect(
        rehearsal.read_page(PageName.CALCULATE),
        "Sources differ for DMSO: 50 mg/mL by Vendor B",
        "100.8 mg/mL by APExBIO",
    )
    rehearsal.type_into("calculate.stock.concentration", "40 mg/mL")
    assert "Sources differ" not in rehearsal.read_page(PageName.CALCULATE)
    rehearsal.press("rail.pages.compound")
    rehearsal.press("compound.restore.sol.dmso")
    rehearsal.make_whole_compound_page()
    assert "Vendor B" not in rehearsal.read_page(PageName.COMPOUND)


def take_record(rehearsal: Scenario, mass: float) -> None:
    """Complete the form from the record that has this molar mass, where that was not done by choosing it."""
    if rehearsal.program.rooms.compounds.form.entered.text(Field.MOLAR_MASS):
        return
    page = rehearsal.program.rooms.compounds.form_page
    offered = page.offers._offered
    found = next(one for one in offered if abs(molar_mass(one.record) - mass) < 0.02)
    page.offers._take(found)
    rehearsal.settle()
