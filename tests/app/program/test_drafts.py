"""What was typed and not recorded is there again after the program was killed; after an end it is not."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel

from benchapp.domain.compounds.compound_input import Field
from benchapp.selftest.scenario import Scenario
from benchapp.store.unsaved import MOST_TRIES, Unsaved, begin_with_unsaved, keep_unsaved
from benchapp.ui.text.language import ENGLISH, set_language
from benchapp.ui.window.pages import PageName
from tests.flow.begun_day import QuickScenario, with_index


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path, bundled_index: Path) -> Iterator[Scenario]:
    made = QuickScenario(qapp, with_index(tmp_path, bundled_index))
    yield made
    set_language(ENGLISH)
    made.end()


def keep(bench: Scenario) -> None:
    drafts = bench.program.drafts
    assert drafts is not None
    drafts.keep()


def kill_and_start(bench: Scenario) -> None:
    keep(bench)
    bench.kill()
    bench.start_again()
    bench.settle()


def test_a_recipe_its_ticks_a_plan_and_a_compound_are_there_again(bench: Scenario) -> None:
    keep(bench)
    assert not bench.folder.unsaved.exists()
    bench.begin_with_stock()
    bench.dose_cells()
    bench.press("calculate.actions.incubate")
    bench.type_into("incubate.start.name", "plate 7")
    bench.press("rail.pages.calculate")
    bench.program.rooms.calculator.page.shown_tool.recipe.set_tick(0, on=True)  # type: ignore[union-attr]
    bench.program.rooms.compounds.add()
    bench.program.rooms.compounds.form.tell(Field.NAME, "Testimib")

    kill_and_start(bench)

    notes = bench.program.window.notes
    assert "unsaved" in notes.texts()
    words = " ".join(label.text() for label in notes.findChildren(QLabel))
    assert "there again: Calculate, Incubate, Compound form" in words
    assert bench.program.rooms.calculator.forms.dose.text("c2") == "10 uM"
    assert bench.program.rooms.incubations.form.text("name") == "plate 7"
    bench.press("notes.unsaved.act")
    assert bench.program.window.page is PageName.CALCULATE
    assert bench.program.rooms.calculator.page.shown_tool.recipe.ticks() == {0}  # type: ignore[union-attr]
    assert "unsaved" not in notes.texts()
    bench.program.rooms.compounds.add()
    assert bench.program.rooms.compounds.form.entered.text(Field.NAME) == "Testimib"
    # Killed once more, it is there once more.
    kill_and_start(bench)
    assert bench.program.rooms.calculator.forms.dose.text("c2") == "10 uM"


def test_what_was_typed_for_a_substance_without_a_page_is_there_again_as_of_that_substance(bench: Scenario) -> None:
    bench.press("rail.pages.calculate")
    bench.press("calculate.tools.stock")
    bench.press("calculate.other.tick")
    bench.type_into("calculate.other.name", "Caffeine citrate")
    bench.type_into("calculate.other.mass", "386.31 g/mol")
    bench.type_into("calculate.stock.mass", "9 mg")
    bench.type_into("calculate.stock.concentration", "10 mM")

    kill_and_start(bench)

    compounds = bench.program.services.compounds
    assert compounds.something_else
    assert compounds.monograph is not None
    assert compounds.monograph.identity.name == "Caffeine citrate"
    assert compounds.monograph.identity.forms[0].molar_mass == "386.31"
    assert bench.program.rooms.calculator.forms.stock.text("mass") == "9 mg"


def test_what_was_recorded_or_closed_does_not_come_back(bench: Scenario) -> None:
    bench.press("rail.pages.calculate")
    bench.press("calculate.tools.stock")
    bench.type_into("calculate.stock.mass", "4.87 mg")
    bench.type_into("calculate.stock.concentration", "10 mM")
    keep(bench)
    assert bench.folder.unsaved.exists()
    bench.press("calculate.stock.made")
    kill_and_start(bench)
    assert "unsaved" not in bench.program.window.notes.texts()

    bench.press("rail.pages.calculate")
    bench.press("calculate.tools.stock")
    bench.type_into("calculate.stock.mass", "9 mg")
    keep(bench)
    bench.end()
    assert not bench.folder.unsaved.exists()
    bench.start_again()
    assert "unsaved" not in bench.program.window.notes.texts()


def test_behind_a_hidden_window_nothing_is_looked_for(bench: Scenario) -> None:
    drafts, heart = bench.program.drafts, bench.program.services.heartbeat

    def type_and_wait(text: str) -> bool:
        bench.type_into("calculate.stock.mass", text)
        bench.clock.advance(seconds=3)
        heart.tick()
        return bench.folder.unsaved.exists() and text in bench.folder.unsaved.read_text(encoding="utf-8")

    assert drafts is not None
    bench.press("rail.pages.calculate")
    bench.press("calculate.tools.stock")
    assert type_and_wait("9 mg")
    bench.type_into("calculate.stock.mass", "8 mg")
    bench.program.window.showMinimized()
    bench.settle()

    assert "8 mg" in bench.folder.unsaved.read_text(encoding="utf-8")
    assert not type_and_wait("7 mg"), "nobody types into a window that is not seen"
    bench.program.window.showNormal()
    bench.settle()
    assert type_and_wait("6 mg")
    bench.program.window.hide()
    drafts.end()
    bench.program.window.show()
    assert not type_and_wait("5 mg"), "it keeps nothing any more"


def noted(bench: Scenario) -> str:
    return " ".join(label.text() for label in bench.program.window.notes.findChildren(QLabel))


def test_killed_while_it_is_put_back_it_is_put_back_by_the_next_start(bench: Scenario) -> None:
    bench.press("rail.pages.calculate")
    bench.press("calculate.tools.stock")
    bench.type_into("calculate.stock.mass", "9 mg")
    keep(bench)
    bench.kill()
    command = [sys.executable, "-m", "tests.app.program.killed_while_put_back", str(bench.folder.root)]
    root = Path(__file__).parents[3]
    killed = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr

    bench.start_again()
    bench.settle()

    assert bench.program.rooms.calculator.forms.stock.text("mass") == "9 mg"
    assert "there again: Calculate" in noted(bench)
    kept = begin_with_unsaved(bench.folder.unsaved)
    assert kept is not None
    assert (kept.calculators["stock"]["mass"], kept.tries) == ("9 mg", 0)


TYPED = Unsaved(compound="lenalidomide", calculators={"stock": {"mass": "9 mg"}}, tool="stock")


@pytest.mark.parametrize(
    ("left", "mass"),
    [
        (Unsaved(calculators=TYPED.calculators, tool="stock", incubation={"texts": 3}), "9 mg"),
        (Unsaved(compound="no such compound", calculators=TYPED.calculators, tool="stock"), ""),
        (Unsaved(calculators=TYPED.calculators, tool="stock", tries=MOST_TRIES), ""),
    ],
    ids=["one part cannot be read", "its compound is gone", "the program ended each time"],
)
def test_what_cannot_be_put_back_is_set_aside_and_named(bench: Scenario, left: Unsaved, mass: str) -> None:
    bench.kill()
    keep_unsaved(bench.folder.unsaved, left)

    bench.start_again()
    bench.settle()

    aside = bench.folder.unsaved.with_stem("unsaved-1")
    assert str(aside) in noted(bench)
    assert begin_with_unsaved(aside) == replace(left, tries=left.tries + 1)
    assert bench.program.rooms.calculator.forms.stock.text("mass") == mass
    keep(bench)
    assert bench.folder.unsaved.exists() is bool(mass)


def test_in_another_language_what_is_typed_goes_on_being_kept(bench: Scenario) -> None:
    bench.press("rail.pages.calculate")
    bench.press("calculate.tools.stock")
    bench.type_into("calculate.stock.mass", "9.5 mg")
    seen: list[bool] = []
    bench.program.restart_wanted.connect(lambda: seen.append(bench.folder.unsaved.exists()))
    bench.speak("de")
    assert seen == [True]

    kept = begin_with_unsaved(bench.folder.unsaved)
    assert kept is not None
    assert kept.calculators["stock"]["mass"] == "9,5 mg"
    bench.kill()
    bench.start_again()
    assert bench.program.rooms.calculator.forms.stock.text("mass") in {"9,5 mg", "9.5 mg"}
