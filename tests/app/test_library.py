"""What is done with the library, and what is said of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from benchapp.app.library import CompoundListController, LibraryController
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.domain.compounds.compound_input import CompoundInput, Field, parse_input
from benchapp.domain.compounds.edits import Edit
from benchapp.domain.compounds.facts import fact_in
from benchapp.domain.compounds.library_item import LibraryItem
from benchapp.domain.compounds.monograph import Claim
from benchapp.domain.compounds.monograph_builder import build
from benchapp.domain.messages import BenchError, Message
from benchapp.store.library.library import FIRST_COMPOUND
from benchapp.store.library.own_compounds import OwnCompounds
from benchapp.ui.window.pages import PageName

TODAY = "2026-11-24"


@pytest.fixture
def library(services: Services, shell: Shell) -> LibraryController:
    return LibraryController(services, shell)


@pytest.fixture
def own(services: Services) -> OwnCompounds:
    return OwnCompounds(services.library)


@pytest.fixture
def mine(services: Services, own: OwnCompounds) -> LibraryItem:
    """A compound of one's own, which is open."""
    entered = CompoundInput({Field.NAME: "Testimib", Field.MOLAR_MASS: "300 g/mol"}, source="label")
    made = own.save(build(parse_input(entered), "00000000-0000-4000-8000-000000000001", TODAY))
    services.compounds.open(made.monograph.id)
    return made


@pytest.fixture
def edited(services: Services, own: OwnCompounds) -> LibraryItem:
    """A bundled compound with an edit, which is open."""
    made = own.edit(FIRST_COMPOUND, (Edit("solubility", "sol.ethanol", TODAY),), {}, TODAY)
    services.compounds.open(FIRST_COMPOUND)
    return made


def undo(shell: Shell) -> None:
    button = shell.window.findChild(QPushButton, "toast.line.undo")
    assert button is not None
    button.click()


def edits_of(services: Services) -> tuple[Edit, ...]:
    """Return the edits of the open compound."""
    opened = services.compounds.opened
    return () if opened is None or opened.overlay is None else opened.overlay.edits


def test_a_compound_is_removed_and_comes_back(
    qtbot: QtBot, services: Services, shell: Shell, library: LibraryController, mine: LibraryItem, said: QLabel
) -> None:
    library.remove()
    qtbot.waitUntil(lambda: "Removed Testimib" in said.text())
    assert services.library.open(mine.monograph.id) is None
    assert shell.window.page is PageName.COMPOUND

    undo(shell)

    assert services.compounds.opened == mine
    assert said.text() == "Testimib is back."


def test_a_bundled_compound_is_not_removed(services: Services, library: LibraryController) -> None:
    services.compounds.open(FIRST_COMPOUND)

    library.remove()

    assert services.workers.wait()
    assert services.library.open(FIRST_COMPOUND) is not None


@pytest.mark.parametrize(
    "drop",
    [lambda library: library.drop_edit("sol.ethanol"), LibraryController.drop_edits],
    ids=["one edit", "all edits"],
)
def test_an_edit_is_dropped_with_the_way_back(
    services: Services, shell: Shell, edited: LibraryItem, drop: Callable[[LibraryController], object]
) -> None:
    before = edits_of(services)

    drop(LibraryController(services, shell))
    assert edits_of(services) == ()

    undo(shell)
    assert edits_of(services) == before != ()


def test_edits_of_values_that_have_not_changed_are_left(
    services: Services, library: LibraryController, edited: LibraryItem
) -> None:
    library.take_bundled()
    library.stand_by_edits()

    assert services.compounds.opened is not None
    assert services.compounds.opened.monograph == edited.monograph


def test_an_earlier_version_is_chosen_in_a_menu(
    services: Services, shell: Shell, library: LibraryController, edited: LibraryItem, said: QLabel
) -> None:
    library.choose_version(shell.window)

    (menu,) = shell.window.findChildren(QMenu, "compound.versions.menu")
    (action,) = menu.actions()
    action.trigger()
    menu.close()

    assert services.compounds.shown is not None
    assert services.compounds.shown.monograph == edited.bundled
    assert action.text().endswith(f"content {services.compounds.shown.hash[:8]}")


def test_without_an_earlier_version_there_is_no_menu(
    shell: Shell, library: LibraryController, mine: LibraryItem, said: QLabel
) -> None:
    library.choose_version(shell.window)

    assert said.text().startswith("No earlier version is kept")
    assert not library.open_version(mine.monograph.id, "0" * 64)


def test_what_is_exported_is_said(
    qtbot: QtBot, tmp_path: Path, library: LibraryController, mine: LibraryItem, said: QLabel
) -> None:
    library.export(tmp_path / "out.json", (mine.monograph.id,))

    qtbot.waitUntil(lambda: said.text() == "Exported 1 compound to out.json.")
    assert b"Testimib" in (tmp_path / "out.json").read_bytes()


def test_where_nothing_is_ones_own_nothing_is_exported(library: LibraryController, said: QLabel) -> None:
    library.ask_export_own()

    assert said.text().startswith("There is no compound of your own yet.")


def test_where_nothing_can_be_written_it_is_said(
    services: Services, library: LibraryController, said: QLabel, mine: LibraryItem
) -> None:
    library.show_saved(mine)
    assert said.text() == "Saved Testimib. It is in the list of compounds."
    assert library.can_write()

    services.library.close_where(lambda: BenchError(Message.READ_ONLY, file=""))

    assert not library.can_write()
    assert said.text()
    assert services.workers.wait()


def test_how_many_were_imported_is_said(library: LibraryController, said: QLabel, mine: LibraryItem) -> None:
    library.show_imported(3, mine.monograph.id)

    assert said.text() == "Imported 3 compounds."


def test_the_version_that_something_was_made_by_is_kept_and_said_where_it_cannot(
    services: Services, library: LibraryController, own: OwnCompounds, mine: LibraryItem, said: QLabel
) -> None:
    assert own.versions(mine.monograph.id) == ()
    library.keep_version()
    assert [version.hash for version in own.versions(mine.monograph.id)] == [mine.hash]

    services.library.close_where(lambda: BenchError(Message.READ_ONLY, file=""))
    library.keep_version()

    assert said.text()


# -- the list of compounds ------------------------------------------------------------------------------------------


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def listed(services: Services, shell: Shell, asked: list[str], qtbot: QtBot) -> CompoundListController:
    add, compare = (lambda name: asked.append(f"add {name}")), (lambda compound: asked.append(f"compare {compound}"))
    made = CompoundListController(services, shell, asked.append, add, compare)
    qtbot.addWidget(made.page)
    services.compounds.open(FIRST_COMPOUND)
    made.page.show()
    return made


def test_a_compound_of_the_list_is_opened_on_its_page(
    listed: CompoundListController, services: Services, shell: Shell
) -> None:
    services.compounds.open("de79762e-5ccf-59d0-96b2-7c3ced1ef0db")
    listed.page.opened.emit(FIRST_COMPOUND)

    assert services.compounds.monograph is not None
    assert services.compounds.monograph.id == FIRST_COMPOUND
    assert shell.window.page is PageName.COMPOUND


def test_what_is_asked_of_the_list_is_done_with_that_compound(
    listed: CompoundListController, services: Services, asked: list[str]
) -> None:
    other = "de79762e-5ccf-59d0-96b2-7c3ced1ef0db"
    listed.page.asked.emit("stock", (other,))
    assert services.compounds.monograph is not None
    assert services.compounds.monograph.id == other

    listed.page.asked.emit("compare", (FIRST_COMPOUND,))
    assert services.compounds.monograph.id == other, "one is compared with the open compound"
    listed.page.asked.emit("compare", (FIRST_COMPOUND, other))
    assert services.compounds.monograph.id == FIRST_COMPOUND
    listed.page.import_wanted.emit()
    listed.page.add_wanted.emit("venetoclax")
    assert asked == ["stock", f"compare {FIRST_COMPOUND}", f"compare {other}", "import", "add venetoclax"]


def test_a_compound_whose_file_is_refused_is_said(
    listed: CompoundListController, services: Services, said: QLabel, mine: LibraryItem
) -> None:
    for file in services.folder.monographs.glob("*.json"):
        file.write_text("{", encoding="utf-8")

    listed.page.asked.emit("edit", (mine.monograph.id,))

    assert "JSON" in said.text()


def test_the_list_follows_the_library_while_it_is_looked_at(listed: CompoundListController, mine: LibraryItem) -> None:
    assert listed.page.filter.isVisible()
    assert any(row.compound.id == mine.monograph.id for row in listed.page._table.rows)


# -- what one's own label says -----------------------------------------------------------------------------------------


def beside(services: Services, section: str, fact: str) -> list[str]:
    """Return the sources that stand beside a claim of the open compound."""
    opened = services.compounds.opened
    assert opened is not None
    claim = fact_in(opened.monograph, section, fact)
    assert isinstance(claim, Claim)
    return [opened.monograph.sources[one.source].title for one in claim.others]


def test_a_label_is_put_beside_a_bundled_claim_and_taken_away_again(
    services: Services, shell: Shell, library: LibraryController, said: QLabel
) -> None:
    services.compounds.open(FIRST_COMPOUND)

    library.labels.add("solubility", "sol.dmso", "50 mg/mL", "Vendor B")
    assert beside(services, "solubility", "sol.dmso") == ["Vendor B"]
    assert len(edits_of(services)) == 1
    assert "with the others" in said.text()
    undo(shell)
    assert beside(services, "solubility", "sol.dmso") == []
    assert edits_of(services) == ()


def test_a_label_is_put_beside_a_claim_of_ones_own(
    services: Services, shell: Shell, library: LibraryController, own: OwnCompounds
) -> None:
    entered = CompoundInput(
        {Field.NAME: "Testimib", Field.MOLAR_MASS: "300 g/mol", Field.SOLVENT: "DMSO", Field.SOLUBILITY: "50 mM"},
        source="Vendor A",
    )
    made = own.save(build(parse_input(entered), "00000000-0000-4000-8000-000000000002", TODAY))
    services.compounds.open(made.monograph.id)

    library.labels.add("solubility", "sol.own", "10 mM", "Vendor B, lot 7")
    assert beside(services, "solubility", "sol.own") == ["Vendor B, lot 7"]
    undo(shell)
    assert beside(services, "solubility", "sol.own") == []


def test_what_a_label_cannot_say_is_said_and_nothing_is_changed(
    services: Services, library: LibraryController, said: QLabel
) -> None:
    services.compounds.open(FIRST_COMPOUND)
    library.labels.add("solubility", "sol.dmso", "50 µL", "Vendor B")
    assert "50 µL" in said.text()
    library.labels.add("solubility", "sol.gone", "50 mg/mL", "Vendor B")
    assert edits_of(services) == ()
