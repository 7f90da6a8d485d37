"""Where nothing can be written, what would write cannot be pressed, and says why, from the start."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication

from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.messages import BenchError, Message
from benchapp.selftest.scenario import Scenario
from benchapp.ui.window.pages import PageName
from benchapp.ui.window.read_only import writes
from tests.flow.begun_day import QuickScenario, with_index
from tests.store.another_user import as_another_user, folder_for_two

second_user = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs root, to be a second user")


def buttons(acting: Scenario) -> dict[str, QAbstractButton]:
    for page in PageName:
        acting.program.window.make(page)
    acting.program.rooms.calculator.show_tool("stock")
    acting.make_whole_compound_page()
    acting.settle()
    found = acting.program.window.findChildren(QAbstractButton)
    return {one.objectName(): one for one in found if writes(one.objectName())}


def test_only_what_writes_into_the_data_folder_is_closed() -> None:
    closed = (
        "calculate.plate.made",
        "incubate.i1.stop",
        "today.task0.done",
        "now.i1.done",
        "alarm.row0.done",
        "solutions.BC-AAAAAA.p0.take.open",
        "solutions.s.fill.write",
        "form.actions.save",
        "import.actions.take",
        "compound.banner.drop-changed",
    )
    free = (
        "today.task0.acknowledge",
        "calculate.actions.pdf",
        "incubate.i1.story",
        "solutions.BC-AAAAAA.labels",
        "journal.actions.export",
        "import.actions.keep",
        "lab.pipettes.add",
    )

    assert all(writes(name) for name in closed)
    assert not any(writes(name) for name in free)


def actions(acting: Scenario) -> dict[str, QAction]:
    """Return what writes in the menus, by name."""
    acting.settle()
    found = acting.program.window.findChildren(QAction)
    return {one.objectName(): one for one in found if writes(one.objectName())}


def fill_stock(acting: Scenario) -> None:
    acting.program.rooms.calculator.show_tool("stock")
    acting.type_into("calculate.stock.mass", "4.87 mg")
    acting.type_into("calculate.stock.concentration", "10 mM")


def files(folder: Path) -> dict[str, bytes]:
    """Give every file of a data folder but those that follow the clock and the index, which is made anew."""
    passing = ("anchors", "snapshot", "library", "instance", "request")
    found = [one for one in folder.rglob("*") if one.is_file() and not one.name.startswith(passing)]
    return {str(one.relative_to(folder)): one.read_bytes() for one in found}


def press_all_that_writes(acting: Scenario) -> set[str]:
    """Press every button that writes, and then those of the forms that this has opened; give their names."""
    pressed: set[str] = set()
    for _ in range(3):
        for name in sorted(buttons(acting)):
            button = acting.program.window.findChild(QAbstractButton, name)
            if name not in pressed and button is not None and button.isEnabled():
                pressed.add(name)
                button.click()
                QApplication.processEvents()
        for name, action in sorted(actions(acting).items()):
            if name not in pressed and action.isVisible():
                pressed.add(name)
                action.trigger()
                QApplication.processEvents()
    return pressed


def try_the_library(acting: Scenario, why: str) -> None:
    """Try to add, edit, remove, import and change compounds by every way but a button."""
    pages, window = acting.program.rooms.compounds, acting.program.window
    tries: dict[str, Callable[[], object]] = {
        "Ctrl+N": window.add_wanted.emit,
        "Ctrl+E": window.edit_wanted.emit,
        "the menu": lambda: pages.do("edit"),
        "find anything": pages.add,
    }
    for name, attempt in tries.items():
        window.show_page(PageName.COMPOUND)
        acting.program.shell.toast.say("")
        attempt()
        acting.settle()
        assert window.page is PageName.COMPOUND, name
        assert why in acting.read("toast.line.words"), name
    pages.import_page.open_example()
    acting.wait()
    pages.import_page.write()
    acting.wait()
    assert why in acting.read("import.foot.problem")
    form = pages.form
    form.begin_new()
    form.tell(Field.NAME, "Testimib")
    form.tell(Field.MOLAR_MASS, "300")
    form.tell_source_of_all("vial label")
    pages.form_page.write()
    assert why in acting.read("form.foot.problem")
    assert form.entered.text(Field.NAME) == "Testimib"


@pytest.fixture
def acting(qapp: QApplication, tmp_path: Path, bundled_index: Path) -> Iterator[Scenario]:
    made = QuickScenario(qapp, with_index(tmp_path / "data", bundled_index))
    yield made
    made.end()


def test_what_is_asked_for_past_a_closed_button_is_refused_in_words_and_changes_nothing(acting: Scenario) -> None:
    """By keys, by a button that was not closed in time, by a menu: with a solution, an incubation and forms open."""
    acting.open_first("lenalidomide")
    acting.begin_with_stock()
    acting.dose_cells()
    acting.make_it()
    acting.start_incubation()
    fill_stock(acting)
    why = BenchError(Message.READ_ONLY, file="THE FOLDER")
    book = acting.program.services.session
    before, entries = files(acting.folder.root), book.count()
    acting.program.services.session._journal.why_read_only = why

    pressed = press_all_that_writes(acting)
    try_the_library(acting, "THE FOLDER")

    assert len(pressed) > 25
    assert book.count() == entries
    assert files(acting.folder.root) == before


@second_user
def test_a_journal_of_another_user_leaves_nothing_to_press_that_writes(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    with folder_for_two() as shared:
        monkeypatch.setenv("HOME", str(shared))
        acting = QuickScenario(qapp, shared / "data")
        acting.begin_with_stock()
        writable = buttons(acting)
        names = set(writable)
        assert sum(one.isEnabled() for one in writable.values()) > 5
        acting.program.end()
        acting.kill()
        for one in shared.rglob("*"):
            one.chmod(0o555 if one.is_dir() else 0o444)
        before = files(shared / "data")
        with as_another_user():
            acting.start_again()
            # Before all pages are made: each would be dressed anew.
            settings = try_settings(acting)
            fill_stock(acting)
            closed = {name: (one.isEnabled(), one.toolTip()) for name, one in buttons(acting).items()}
            why = acting.program.services.session.why_read_only
            entered = acting.program.window.findChild(QAbstractButton, "notes.read_only.understood")
            noted = entered is not None
            try_the_library(acting, "root")
            acting.end()
        assert files(shared / "data") == before

    assert noted
    assert why is not None
    assert why.code is Message.READ_ONLY_OF_ANOTHER
    assert set(closed) == names
    for name in ("calculate.stock.made", "solutions.actions.add", "lab.rules.save", "lab.pipettes.save"):
        assert name in closed
    for name in ("form.actions.save", "import.actions.take"):
        assert name in closed
    assert [name for name, (enabled, _) in closed.items() if enabled] == []
    assert [name for name, (_, tip) in closed.items() if "root" not in tip] == []
    assert settings == ["", "holds until the program ends", "Nothing was changed"]


def try_settings(acting: Scenario) -> list[str]:
    """Look at a compound's hazards, change the look, and the language; give what is said of each."""
    said = []
    parts = ("holds until the program ends", "Nothing was changed")
    tries: tuple[Callable[[], object], ...] = (
        lambda: acting.program.rooms.compounds.page.hazards_shown.emit("another compound"),
        acting.program.services.device.swap_look,
        lambda: acting.program.rooms.settings.page.language_chosen.emit("de"),
    )
    for attempt in tries:
        acting.program.shell.toast.say("")
        attempt()
        words = acting.read("toast.line.words")
        said.append(next((part for part in parts if part in words), words))
    assert acting.program.services.device.settings.language != "de"
    return said
