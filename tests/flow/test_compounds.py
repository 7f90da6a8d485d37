"""The library as its user meets it: the form on a label, a compound from a vial's label, edits, lists."""

import json
import shutil
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget

from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.library_item import Origin
from benchapp.domain.journal.entries import IncubationStarted
from benchapp.selftest.scenario import Scenario
from benchapp.store.library.library import FIRST_COMPOUND
from benchapp.ui.compounds.compound_cards import subscripts
from benchapp.ui.window.pages import PageName
from tests.making import incubation

LIST = (
    "Cat. No.,Product Name,CAS Number,Formula,M.W.,DMSO (mg/mL),Water\n"
    "S1,Newmib,,C13H13N3O3,259.26,51,Insoluble\n"
    "S2,Badmib,50-02-2,C22H29FO5,592.47,78,\n"
    "S3,Goodmib,50-02-3,C10H10,130.19,5 mM,\n"
)


# -- what is chosen on the page -------------------------------------------------------------------------------------


def test_the_vehicle_limit_follows_the_kind_of_cells_with_what_is_on_file(rehearsal: Scenario) -> None:
    bench = rehearsal.program.rooms.compounds.page._bench
    assert bench is not None
    assert bench.vehicle is not None
    rehearsal.expect(bench.vehicle.accessibleName().replace("\u202f", " "), "≤ 0.1 %", "warns above 0.5 %")

    rehearsal.choose("compound.vehicle.kind", "T cells")

    rehearsal.expect(bench.vehicle.accessibleName().replace("\u202f", " "), "warns above 0.25 %")
    rehearsal.expect(bench.vehicle.accessibleDescription(), "Lab rule", "CD4 T cells")


def test_the_form_on_the_label_is_drawn_and_weighed(rehearsal: Scenario) -> None:
    rehearsal.choose("header.compound.form", "hemihydrate")
    rehearsal.expect(rehearsal.read_page(PageName.COMPOUND), "268.27 g/mol", "375.7 mM")
    assert rehearsal.read("header.compound.cas") == "CAS 847871-99-2"
    assert subscripts("C13H13N3O3·0.5H2O") == "C₁₃H₁₃N₃O₃·0.5H₂O"
    assert subscripts("(C2H5)2O") == "(C₂H₅)₂O"


def test_what_is_typed_into_an_open_find_line_is_looked_for_in_what_is_still_to_be_made(rehearsal: Scenario) -> None:
    page = rehearsal.program.rooms.compounds.page
    rehearsal.press("compound.find.open")
    pomalidomide = next(one for one in rehearsal.program.services.library.search("pomalidomide"))
    rehearsal.program.rooms.open_compound(pomalidomide.headline.id)
    assert not page.whole
    QTest.keyClicks(rehearsal.find(QLineEdit, "compound.find.text"), "Revision")
    rehearsal._until(lambda: page.whole)
    rehearsal._until(lambda: rehearsal.read("compound.find.count") == "1 of 1")


def test_the_bench_card_is_one_page_of_paper(rehearsal: Scenario, tmp_path: Path) -> None:
    for name in ("lenalidomide", "dmso", "pinometostat", "doxorubicin"):
        rehearsal.open_first(name)
        file = tmp_path / "card.pdf"

        pages = rehearsal.program.rooms.compounds.paper.save_pdf(file)

        assert pages == 1
        assert file.read_bytes().startswith(b"%PDF")


# -- a compound from the label of a vial ------------------------------------------------------------------------


class Keyboard:
    """Types as a person does, into whatever has the focus, and counts the keys."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.keys = 0

    def _where(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def type(self, text: str) -> None:
        QTest.keyClicks(self._where(), text)
        self.keys += len(text)

    def tab(self, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self._where(), Qt.Key.Key_Tab)
            self.keys += 1

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._where(), key, modifier)
        self.keys += 1


def test_a_compound_is_added_from_its_label_by_keyboard_alone_in_under_two_minutes(rehearsal: Scenario) -> None:
    window = rehearsal.program.window
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    keyboard = Keyboard(window)
    control = Qt.KeyboardModifier.ControlModifier

    keyboard.press(Qt.Key.Key_N, control)
    label = {
        Field.NAME: "Testimib",
        Field.SUPPLIER: "Maker",
        Field.CODE: "M4711",
        Field.CAS: "50-02-2",
        Field.FORM: "free base",
        Field.FORMULA: "C22H29FO5",
        Field.MOLAR_MASS: "392.47",
        Field.SOLUBILITY: ">= 50 mM",
        Field.STORAGE: "-20 C",
        Field.DOSE: "1 uM",
    }
    # Name, other names, supplier: a label is typed down as it is read. That it is the label that says so is preset.
    for _ in range(60):
        focused = QApplication.focusWidget()
        name = focused.objectName() if focused else ""
        assert not name.endswith((".source", ".own_source")) or name == "form.all.source", "no stop on the way down"
        field = next((one for one in label if name == f"form.{one.value}.text"), None)
        if field is not None:
            keyboard.type(label.pop(field))
        if not label:
            break
        if name == "form.more.unfold":
            keyboard.press(Qt.Key.Key_Space)
        else:
            keyboard.tab()
    keyboard.press(Qt.Key.Key_Return, control)
    rehearsal.settle()

    assert not label, f"not reached by Tab: {label}"
    assert rehearsal.read("header.compound.name") == "Testimib"
    filed = rehearsal.program.services.compounds.filed
    assert filed is not None
    assert filed.origin is Origin.OWN
    # At two keys a second, which is slow, two minutes are 240 keys.
    assert keyboard.keys < 240, keyboard.keys
    rehearsal.expect(rehearsal.read_page(PageName.COMPOUND), "Your own compound", "≥ 50 mM", "vial label")
    saved = list((rehearsal.folder.monographs).glob("*.json"))
    assert len(saved) == 1


def fill(rehearsal: Scenario, **texts: str) -> None:
    for name, text in texts.items():
        rehearsal.type_into(f"form.{name}.text", text)


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(rehearsal: Scenario) -> None:
    rehearsal.program.rooms.compounds.add()
    fill(rehearsal, name="Lenalidomide", cas="50-02-3", formula="C28H41BrClN7O4", molar_mass="653.2", solubility="100")
    rows_of = rehearsal.program.rooms.compounds.form_page.rows

    # What is typed is judged when its field is left.
    rows_of[Field.NAME].entry.setFocus()
    rehearsal.expect(rows_of[Field.NAME].value.note.text(), "in the library already")
    rehearsal.expect(rows_of[Field.CAS].value.note.text(), "check digit", "would be 2")
    rehearsal.expect(rows_of[Field.SOLUBILITY].value.note.text(), "no unit")
    rehearsal.expect(rows_of[Field.MOLAR_MASS].value.note.text(), "monoisotopic", "655.027")
    rehearsal.press("form.actions.save")
    rehearsal.expect(rehearsal.read("form.foot.problem"), "Name:", "And 2 more")
    assert not rehearsal.folder.monographs.exists()
    rehearsal.press("form.actions.back")
    assert rehearsal.program.window.page is PageName.COMPOUND
    rehearsal.program.rooms.compounds.add()
    assert rehearsal.read("form.cas.text") == "50-02-3", "what was typed is still there"


def test_what_was_looked_for_and_not_found_is_added_under_its_name(rehearsal: Scenario) -> None:
    rehearsal.type_into("header.find.text", "navitoclax")
    rehearsal.press_key(rehearsal.program.window.finder, Qt.Key.Key_Return)
    rehearsal.settle()

    shown = list[PageName]([rehearsal.program.window.page])
    assert rehearsal.read("form.name.text") == "navitoclax"
    assert rehearsal.program.window.finder.text() == ""
    fill(rehearsal, molar_mass="974.61")
    rehearsal.press("form.actions.save")
    assert rehearsal.read("header.compound.name") == "navitoclax"
    rehearsal.press("rail.pages.compound")
    shown.append(rehearsal.program.window.page)
    assert shown == [PageName.FORM, PageName.COMPOUNDS]
    rehearsal.expect(rehearsal.read("compounds.filter.count"), "compounds")


def test_a_source_is_asked_for_when_it_is_to_be_saved(rehearsal: Scenario) -> None:
    rehearsal.program.rooms.compounds.add()
    fill(rehearsal, name="Testimib", formula="C22H29FO5")
    assert rehearsal.read("form.molar_mass.text").startswith("392.46")
    assert rehearsal.read("form.all.source") == "vial label"
    rehearsal.type_into("form.all.source", "")
    rehearsal.press("form.actions.save")
    rehearsal.expect(rehearsal.program.rooms.compounds.form_page.source.note.text(), "Name the source")
    rehearsal.type_into("form.all.source", "vial label")
    rehearsal.press("form.actions.save")
    assert rehearsal.read("header.compound.name") == "Testimib"


def test_markup_in_a_compound_is_shown_as_it_is(rehearsal: Scenario) -> None:
    evil = "<img src='file:///etc/passwd'><b>x</b>"
    rehearsal.program.rooms.compounds.add()
    fill(
        rehearsal,
        name=evil,
        synonyms=evil,
        formula="C22H29FO5",
        supplier=evil,
        code=evil,
        solubility="5 mM",
        solvent=evil,
    )
    fill(
        rehearsal,
        storage=evil,
        stock_life=evil,
        dose="1 uM",
        cells=evil,
        hazards=evil,
        note=evil,
        smiles=evil,
        form=evil,
    )
    rehearsal.type_into("form.all.source", evil)
    rehearsal.press("form.actions.save")
    assert rehearsal.read("header.compound.name") == evil

    rehearsal.make_whole_compound_page()
    for label in rehearsal.program.window.findChildren(QLabel):
        rich = label.textFormat() is Qt.TextFormat.RichText
        assert not rich or ("<img" not in label.text() and "<b>" not in label.text()), label.text()
        assert rich or label.textFormat() is Qt.TextFormat.PlainText, label.text()
    for widget in rehearsal.program.rooms.compounds.page.findChildren(QWidget):
        assert "<img" not in widget.toolTip()
    rehearsal.press("compound.actions.compare")
    rehearsal.program.rooms.compounds.compare.compare_with(FIRST_COMPOUND)
    rehearsal.settle()
    from benchapp.ui.compounds.card_print import card_html

    filed, form, book = (
        rehearsal.program.services.compounds.filed,
        rehearsal.program.services.compounds.form,
        rehearsal.program.services.session,
    )
    assert filed is not None
    assert form is not None
    text = card_html(filed, form, book.bench.rules, book.local(book.now().wall))
    assert "<img src='file" not in text


def test_a_compound_of_ones_own_is_edited_removed_and_brought_back(rehearsal: Scenario) -> None:
    rehearsal.program.rooms.compounds.add()
    fill(rehearsal, name="Testimib", formula="C22H29FO5", dose="1 uM")
    rehearsal.type_into("form.all.source", "vial label")
    rehearsal.press("form.actions.save")
    rehearsal.press("compound.banner.edit")
    fill(rehearsal, dose="2 uM")
    rehearsal.type_into("form.dose.source", "my own measurement, 2026-11-20")
    rehearsal.press("form.actions.save")
    rehearsal.expect(rehearsal.read_page(PageName.COMPOUND), "2 µM", "my own measurement", "measured")

    rehearsal.press("compound.banner.remove")
    rehearsal.wait()
    assert rehearsal.read("header.compound.name") == "Lenalidomide"
    assert rehearsal.program.services.library.search("Testimib") == ()
    rehearsal.press("toast.line.undo")
    assert rehearsal.read("header.compound.name") == "Testimib"
    assert rehearsal.program.services.library.search("Testimib")


def test_what_was_typed_and_not_saved_is_still_there_after_another_form(rehearsal: Scenario) -> None:
    pages = rehearsal.program.rooms.compounds
    pages.add()
    fill(rehearsal, name="Testimib")
    pages.edit()
    fill(rehearsal, solubility="≥ 50 mg/mL")
    pages.add()
    assert rehearsal.read("form.name.text") == "Testimib"
    pages.edit()
    assert rehearsal.read("form.solubility.text") == "≥ 50 mg/mL"


def test_a_compound_in_use_is_not_removed_and_one_that_is_gone_is_never_replaced(rehearsal: Scenario) -> None:
    rehearsal.program.rooms.compounds.add()
    fill(rehearsal, name="Testimib", formula="C22H29FO5", dose="1 uM")
    rehearsal.type_into("form.all.source", "vial label")
    rehearsal.press("form.actions.save")
    filed = rehearsal.program.services.compounds.filed
    assert filed is not None
    running = incubation("i1", 168, 48, rehearsal.clock.now())
    running = replace(running, compound=filed.monograph.id, compound_name="Testimib", name="H929 plate 3")
    rehearsal.program.services.session.record(IncubationStarted(running))
    rehearsal.beat()
    rehearsal.press("compound.banner.remove")
    rehearsal.expect(rehearsal.read("toast.line.words"), "Testimib is in use", "H929 plate 3")

    for file in rehearsal.folder.monographs.glob("*.json"):
        file.unlink()
    rehearsal.program.services.library.renew()
    rehearsal.program.services.compounds.open()
    status = rehearsal.program.services.timers.statuses[0]
    rehearsal.program.rooms.begin_redose(status.running, status.step)
    rehearsal.expect(rehearsal.read("toast.line.words"), "Testimib is no longer in the library")
    assert rehearsal.program.rooms.calculator.forms.dose.redose is None


# -- edits of what came with the program, and versions ------------------------------------------------------------


def edit_lenalidomide(rehearsal: Scenario) -> None:
    rehearsal.open_first("lenalidomide")
    rehearsal.program.rooms.compounds.edit()
    fill(rehearsal, solubility="≥ 50 mg/mL")
    rehearsal.type_into("form.solubility.source", "my own measurement, 2026-11-20")
    rehearsal.press("form.actions.save")


def test_an_edit_of_a_bundled_monograph_is_shown_used_and_dropped(rehearsal: Scenario) -> None:
    edit_lenalidomide(rehearsal)

    rehearsal.expect(
        rehearsal.read_page(PageName.COMPOUND), "You have edited 1 fact", "✎ Edited by you. Bundled: ≥ 100.8 mg/mL",
        "192.9 mM", "my own measurement",
    )  # fmt: skip
    rehearsal.press("compound.actions.stock")
    rehearsal.type_into("calculate.stock.mass", "5 mg")
    rehearsal.type_into("calculate.stock.concentration", "300 mM")
    rehearsal.expect(rehearsal.read_page(PageName.CALCULATE), "Above the highest value on file: 192.9 mM")
    rehearsal.press("rail.pages.compound")
    rehearsal.press("compound.restore.sol.dmso")
    rehearsal.expect(rehearsal.read_page(PageName.COMPOUND), "≥ 100.8 mg/mL", "388.8 mM")
    assert "Edited by you" not in rehearsal.read_page(PageName.COMPOUND)
    rehearsal.press("toast.line.undo")
    rehearsal.expect(rehearsal.read_page(PageName.COMPOUND), "Edited by you")
    rehearsal.press("compound.banner.drop")
    assert "Edited by you" not in rehearsal.read_page(PageName.COMPOUND)


def test_what_a_bundled_compound_is_cannot_be_edited(rehearsal: Scenario) -> None:
    rehearsal.program.rooms.compounds.edit()

    for name in (Field.NAME, Field.CAS, Field.FORMULA, Field.SMILES):
        assert rehearsal.program.rooms.compounds.form_page.rows[name].value.line.isReadOnly()
    rehearsal.press("form.actions.save")
    assert rehearsal.read("form.foot.problem") == "Nothing was changed."


def test_an_edit_whose_bundled_value_has_changed_asks_again(rehearsal: Scenario) -> None:
    edit_lenalidomide(rehearsal)
    overlay = next((rehearsal.folder.monographs / "overlays").glob("*.json"))
    content = json.loads(overlay.read_text(encoding="utf-8"))
    content["edits"][0]["replaces"] = "0" * 64
    overlay.write_text(json.dumps(content), encoding="utf-8")
    rehearsal.open_first("lenalidomide")

    rehearsal.expect(
        rehearsal.read_page(PageName.COMPOUND),
        "has changed since you edited it",
        "≥ 50 mg/mL (now bundled: ≥ 100.8 mg/mL)",
    )
    rehearsal.press("compound.banner.stand")
    assert "has changed since" not in rehearsal.read_page(PageName.COMPOUND)
    rehearsal.expect(rehearsal.read_page(PageName.COMPOUND), "Edited by you")


def test_a_solution_can_show_the_version_that_it_was_made_by(stocked: Scenario) -> None:
    label = stocked.stock_label
    solution = next(iter(stocked.program.services.session.bench.solutions.values())).solution
    edit_lenalidomide(stocked)

    assert stocked.program.rooms.compounds.library.open_version(solution.compound, solution.monograph_hash)

    stocked.settle()
    stocked.expect(stocked.read_page(PageName.COMPOUND), "An earlier version", label, "≥ 100.8 mg/mL")
    stocked.press("compound.banner.current")
    stocked.expect(stocked.read_page(PageName.COMPOUND), "Edited by you")
    stocked.program.rooms.compounds.do("versions")
    menu = stocked.find(QMenu, "compound.versions.menu")
    assert isinstance(menu, QMenu)
    assert any(label in action.text() for action in menu.actions())
    menu.close()


# -- lists --------------------------------------------------------------------------------------------------------


def drop(rehearsal: Scenario, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    rehearsal.program.window.dropEvent(event)
    rehearsal.wait()


def test_a_list_dropped_on_the_window_is_shown_and_taken(rehearsal: Scenario, tmp_path: Path) -> None:
    file = tmp_path / "vendor.csv"
    file.write_text(LIST, encoding="utf-8")
    drop(rehearsal, file)

    rehearsal.expect(rehearsal.read("import.head.said"), "2 compounds ready, 1 with problems")
    table = rehearsal.program.rooms.compounds.import_page.table
    assert "check digit" in str(table.index(2, 7).data()), "a bad cell is said of a row that is taken"
    rehearsal.press("import.filter.bad")
    assert table.rowCount() == 1
    assert "The formula weighs" in str(table.index(0, 7).data())
    rehearsal.program.rooms.compounds.import_page.keep_bad(tmp_path / "left.csv")
    assert "The formula weighs" in (tmp_path / "left.csv").read_text(encoding="utf-8-sig")
    rehearsal.press("import.actions.take")
    rehearsal.wait()
    assert rehearsal.read("header.compound.name") == "Newmib"
    assert rehearsal.program.services.library.search("goodmib")[0].headline.name == "Goodmib"
    assert rehearsal.program.services.library.search("badmib") == ()


def test_columns_and_units_are_set_and_the_rows_read_again(rehearsal: Scenario, tmp_path: Path) -> None:
    file = tmp_path / "vendor.csv"
    file.write_text("what,weight,sol,w\nNewmib,259.26,51,0.5\n", encoding="utf-8")
    drop(rehearsal, file)
    rehearsal.expect(rehearsal.read("import.head.said"), "0 compounds ready, 1 with problems")

    for name, column in ((Field.NAME, "what"), (Field.MOLAR_MASS, "weight"), (Field.SOLUBILITY, "sol")):
        rehearsal.choose(f"import.columns.{name.value}", column)
        rehearsal.wait()
    table = rehearsal.program.rooms.compounds.import_page.table
    rehearsal.expect(str(table.index(0, 7).data()), "names no solvent")
    rehearsal.choose("import.file.solvent", "DMSO")
    rehearsal.wait()
    rehearsal.expect(str(table.index(0, 7).data()), "no unit")
    rehearsal.choose("import.units.solubility", "mg/mL")
    rehearsal.wait()
    assert not table.index(0, 7).data()

    rehearsal.expect(rehearsal.read("import.head.said"), "1 compound ready, 0 with problems")
    rehearsal.choose("import.columns.solubility", "not in this list")
    rehearsal.wait()
    rehearsal.expect(rehearsal.read("import.head.said"), "1 compound ready, 0 with problems")
    rehearsal.press("import.actions.none")
    assert rehearsal.program.services.library.search("Newmib") == ()


def test_a_file_that_is_no_list_is_said_and_nothing_is_taken(rehearsal: Scenario, tmp_path: Path) -> None:
    file = tmp_path / "vendor.xlsx"
    file.write_bytes(b"nonsense")
    drop(rehearsal, file)

    rehearsal.expect(rehearsal.read("import.head.said"), "vendor.xlsx cannot be read as a list", "Save it as CSV")
    assert not rehearsal.find(QWidget, "import.actions.take").isVisible()


def test_monographs_are_exported_and_come_back_on_another_machine(rehearsal: Scenario, tmp_path: Path) -> None:
    rehearsal.program.rooms.compounds.add()
    fill(rehearsal, name="Testimib", formula="C22H29FO5", dose="1 uM")
    rehearsal.type_into("form.all.source", "vial label")
    rehearsal.press("form.actions.save")
    filed = rehearsal.program.services.compounds.filed
    assert filed is not None
    file = tmp_path / "testimib.monograph.json"
    for name in ("testimib.monograph.json", "testimib.csv"):
        rehearsal.program.rooms.compounds.library.export(tmp_path / name, (filed.monograph.id,))
        rehearsal.wait()
        rehearsal.expect(rehearsal.read("toast.line.words"), "Exported 1 compound to", name)
    (tmp_path / "in the way").write_text("x", encoding="utf-8")
    rehearsal.program.rooms.compounds.library.export(tmp_path / "in the way" / "x.csv", (filed.monograph.id,))
    rehearsal.wait()
    rehearsal.expect(rehearsal.read("toast.line.words"), "Not saved: File exists")
    assert "Testimib" in (tmp_path / "testimib.csv").read_text(encoding="utf-8-sig")
    rehearsal.press("compound.banner.remove")
    rehearsal.wait()

    drop(rehearsal, file)

    rehearsal.expect(rehearsal.read("import.head.said"), "1 compound ready, 0 with problems")
    rehearsal.press("import.actions.take")
    rehearsal.wait()
    again = rehearsal.program.services.compounds.filed
    assert again is not None
    assert again.hash == filed.hash


def test_what_came_with_the_program_is_not_imported_over_itself(rehearsal: Scenario, tmp_path: Path) -> None:
    from benchapp.base import paths

    file = tmp_path / "mine.json"
    shutil.copy(paths.resources() / "monographs" / "lenalidomide.json", file)
    drop(rehearsal, file)

    rehearsal.expect(rehearsal.read("import.head.said"), "0 compounds ready, 1 with problems")
    reason = str(rehearsal.program.rooms.compounds.import_page.table.index(0, 7).data())
    rehearsal.expect(reason, "Lenalidomide", "comes with the program", "choose Edit")


def test_the_menu_offers_what_can_be_done_with_this_compound(rehearsal: Scenario) -> None:
    rehearsal.press("compound.actions.library")
    menu = rehearsal.find(QMenu, "compound.library.menu")
    assert isinstance(menu, QMenu)
    names = [action.objectName() for action in menu.actions()]
    menu.close()
    assert "compound.library.add" in names
    assert "compound.library.remove" not in names, "what came with the program cannot be removed"
    rehearsal.program.rooms.compounds.do("export-own")
    rehearsal.expect(rehearsal.read("toast.line.words"), "no compound of your own yet")
    rehearsal.program.rooms.compounds.do("versions")
    rehearsal.expect(rehearsal.read("toast.line.words"), "No earlier version is kept")
