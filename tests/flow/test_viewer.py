"""Where nothing can be written, what would write cannot be pressed, and says why, from the start."""

import os

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from benchapp.domain.messages import Message
from benchapp.rehearsal import Rehearsal
from benchapp.ui.viewer import writes
from benchapp.ui.window import PageName
from tests.store.another_user import as_another_user, folder_for_two

second_user = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs root, to be a second user")


def buttons(acting: Rehearsal) -> dict[str, QAbstractButton]:
    for page in PageName:
        acting.program.window.make(page)
    acting.program.calculators.show_tool("stock")
    acting.settle()
    found = acting.program.window.findChildren(QAbstractButton)
    return {one.objectName(): one for one in found if writes(one.objectName())}


def test_only_what_writes_into_the_journal_is_closed() -> None:
    closed = ("calculate.plate.made", "incubate.i1.stop", "solutions.BC-AAAAAA.p0.take.open", "solutions.s.fill.write")
    free = (
        "today.alarm0.acknowledge",
        "calculate.actions.pdf",
        "incubate.i1.story",
        "solutions.BC-AAAAAA.labels",
        "journal.actions.export",
    )

    assert all(writes(name) for name in closed)
    assert not any(writes(name) for name in (*free, "lab.pipettes.add", "form.actions.save"))


def fill_stock(acting: Rehearsal) -> None:
    acting.program.calculators.show_tool("stock")
    acting.type_into("calculate.stock.mass", "4.87 mg")
    acting.type_into("calculate.stock.concentration", "10 mM")


@second_user
def test_a_journal_of_another_user_leaves_nothing_to_press_that_writes(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    with folder_for_two() as shared:
        monkeypatch.setenv("HOME", str(shared))
        acting = Rehearsal(qapp, shared / "data")
        acting.begin_with_stock()
        writable = buttons(acting)
        names = set(writable)
        assert sum(one.isEnabled() for one in writable.values()) > 5
        acting.program.end()
        acting.kill()
        for one in shared.rglob("*"):
            one.chmod(0o555 if one.is_dir() else 0o444)
        with as_another_user():
            acting.start_again()
            fill_stock(acting)
            closed = {name: (one.isEnabled(), one.toolTip()) for name, one in buttons(acting).items()}
            why = acting.program.book.why_read_only
            told = acting.program.window.findChild(QAbstractButton, "notes.read_only.understood")
            noted = told is not None
            acting.end()

    assert noted
    assert why is not None
    assert why.code is Message.READ_ONLY_OF_ANOTHER
    assert set(closed) == names
    for name in ("calculate.stock.made", "solutions.actions.add", "lab.rules.save", "lab.pipettes.save"):
        assert name in closed
    assert [name for name, (enabled, _) in closed.items() if enabled] == []
    assert [name for name, (_, tip) in closed.items() if "root" not in tip] == []
