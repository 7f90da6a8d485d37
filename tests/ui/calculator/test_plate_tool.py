"""A plate alone: its fields, the map beside them, and the map as a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.calculator.combine_form import CombineForm
from benchapp.presenters.calculator.plate_form import PlateAnswer
from benchapp.ui.calculator.plan_tool import combined_text
from benchapp.ui.calculator.plate_file import save_map, totals_text
from benchapp.ui.calculator.plate_map import PlateView
from benchapp.ui.calculator.plate_side import PlateSide, brushes_for
from benchapp.ui.calculator.plate_tool import PlateTool
from benchapp.ui.calculator.recipe.recipe_view import RecipeView
from benchapp.ui.forms.partner_fields import PartnerFields
from benchapp.ui.paper.plate_drawing import map_text
from benchapp.ui.widgets.layout import vbox
from benchapp.ui.widgets.theme import LIGHT

PLATE = {"c1": "10 mM", "solvent": "DMSO", "top": "10 uM", "points": "3"}


def plan_with(tool: PlateTool, **texts: str) -> PlateAnswer:
    for name, text in texts.items():
        tool.form.set_text(name, text)
    tool.form.compute()
    return tool.form.answer


def test_a_plate_shows_its_map_and_plans_its_tubes(make_plate: Callable[..., PlateTool]) -> None:
    tool = make_plate()
    assert not tool.has_map()
    answer = plan_with(tool, **PLATE)

    assert tool.planned() == answer.recipe
    assert answer.recipe is not None
    assert tool.has_map()
    assert tool.side.empty.isHidden()
    assert tool.side.totals.text() == totals_text(answer)
    assert tool.partners == {}
    assert not tool.redosing()


def test_combine_is_made_in_pieces_none_of_which_holds_up_the_event_loop(make_plate: Callable[..., PlateTool]) -> None:
    tool = make_plate(combine=True, whole=False)
    made, before = list[int](), len(QApplication.allWidgets())
    for _ in tool.pieces():
        made.append((now := len(QApplication.allWidgets())) - before)
        before = now
    made.append(len(QApplication.allWidgets()) - before)

    assert len(made) == 10
    assert min(made) >= 0
    # More than three hundred in all; a hundred took about 30 ms, and to put them in their places as much again.
    assert max(made) <= 80
    # Whole, it is what it is when it is made at once.
    assert tool.fields.keys() == make_plate(combine=True).fields.keys()
    assert plan_with(tool, **PLATE, compound_2="Pinometostat", c1_2="10 mM in DMSO", top_2="1 uM").recipe is not None


class Watch(QObject):
    """Notes what is hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = list[str]()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.HideToParent and isinstance(watched, QLabel):
            self.hidden.append(watched.text())
        return False


def test_what_is_said_at_the_fields_stays_where_it_is_the_same_for_another_dose(
    make_plate: Callable[..., PlateTool], inside: QWidget
) -> None:
    tool, watch = make_plate(combine=True), Watch()
    plan_with(tool, **PLATE, compound_2="Pinometostat", c1_2="10 mM in DMSO", top_2="1 uM")
    inside.show()
    said = {name: field.said() for name, field in tool.fields.items() if field.said()}
    assert said["lowest"] == "computed"
    assert said["compound_2"].startswith("Pinometostat")
    for name in said:
        tool.fields[name].note.installEventFilter(watch)
    plan_with(tool, top="12 uM")

    assert {name: field.said() for name, field in tool.fields.items() if field.said()} == said
    assert watch.hidden == []


class Counting(QVBoxLayout):
    """Counts how often it is laid out."""

    times = 0

    def setGeometry(self, rect: QRect) -> None:
        self.times += 1
        super().setGeometry(rect)


def test_fields_that_say_something_new_are_laid_out_once_and_not_while_they_do(
    qtbot: QtBot, make_plate: Callable[..., PlateTool], inside: QWidget
) -> None:
    tool = make_plate(combine=True)
    whole = Counting(inside)
    whole.addWidget(tool)
    inside.show()
    qtbot.waitExposed(inside)
    QCoreApplication.processEvents()
    tool.show()
    whole.times = 0
    plan_with(tool, **{**PLATE, "top": "10 nothing", "c1": "1 nothing", "points": "x"})
    assert sum(bool(field.said()) for field in tool.fields.values()) > 1
    assert whole.times == 0

    qtbot.waitUntil(lambda: whole.times > 0)
    note, line = tool.fields["c1"].note, tool.fields["c1"].line
    assert note.geometry().top() > line.geometry().bottom()
    assert whole.times <= 2


def test_the_fields_have_all_of_the_room_until_there_is_a_recipe(make_plate: Callable[..., PlateTool]) -> None:
    tool = make_plate(combine=True)
    answer = plan_with(tool, **PLATE)
    assert answer.recipe is None
    assert tool.view.parentWidget() is not None
    assert tool.side._pane.isHidden()

    answer = plan_with(tool, compound_2="Pinometostat", c1_2="10 mM in DMSO", top_2="1 uM")
    assert answer.recipe is not None
    assert not tool.side._pane.isHidden()
    # While a dose is typed anew its place is kept.
    plan_with(tool, top_2="")
    assert not tool.side._pane.isHidden()


def test_wells_are_painted_with_the_brush(make_plate: Callable[..., PlateTool]) -> None:
    tool = make_plate()
    answer = plan_with(tool, **PLATE)
    assert answer.map is not None
    blank = [content.use for content in brushes_for(answer)].index(WellUse.BLANK)
    tool.side.brush.setCurrentIndex(blank)
    tool.view.chosen.emit(["D1"])
    tool.form.compute()

    assert tool.form.answer.map is not None
    assert tool.form.answer.map.wells["D1"].use is WellUse.BLANK
    assert tool.side.anew.isEnabled()
    tool.side.anew.click()
    assert not tool.form.edited


def test_a_combination_asks_for_each_further_compound(make_plate: Callable[..., PlateTool]) -> None:
    tool = make_plate(combine=True)
    plan_with(tool, **PLATE, compound_2="pinometostat", c1_2="10 mM", top_2="1 uM", solvent_2="DMSO")
    assert list(tool.partners) == ["_2", "_3"]
    assert tool.planned() is not None

    tool.form.set_text("mode", "checkerboard")
    tool.refresh_choices()
    assert not tool.partners["_2"].fields["factor_2"].isHidden()
    assert tool.partners["_3"].solvent.isHidden()


def test_a_field_that_is_still_empty_is_noted_and_not_wrong(make_plate: Callable[..., PlateTool]) -> None:
    tool = make_plate(combine=True)
    plan_with(tool, **PLATE, compound_2="pinometostat", c1_2="10 mM", solvent_2="DMSO")
    dose = tool.fields["top_2"]
    assert dose.note.text().startswith("Type an amount with its unit")
    assert dose.note.property("tone") == "muted"
    assert dose.line.property("wrong") != "true"

    dose.fill("1 pound")
    plan_with(tool, top_2="1 pound")
    assert dose.line.property("wrong") == "true"


def test_a_further_compound_is_written_out_as_it_is_called(
    make_plate: Callable[..., PlateTool], inside: QWidget
) -> None:
    form = make_plate(combine=True).form
    assert isinstance(form, CombineForm)
    fields = PartnerFields(form, "alone", "_2", 3)
    fields.setParent(inside)
    fields.fields["compound_2"].fill("Pinometostat")
    fields.fields["compound_2"].line.editingFinished.emit()
    assert form.text("compound_2").casefold() == "pinometostat"

    fields.refresh_stocks(named=True)
    assert fields.solution_table.isHidden()


def test_the_answer_of_a_combination_has_the_doses_of_both_compounds(make_plate: Callable[..., PlateTool]) -> None:
    tool = make_plate(combine=True)
    second = {"compound_2": "Pinometostat", "c1_2": "10 mM", "solvent_2": "DMSO", "top_2": "1 uM", "points_2": "2"}
    answer = plan_with(tool, **PLATE, **second, mode="checkerboard")
    assert answer.plan is not None

    assert plain_spaces(combined_text(answer.plan.series)) == "10 µM–1 µM × 1 µM–316 nM"


@pytest.mark.parametrize("ending", ["png", "svg", "csv", "pdf"])
def test_a_map_is_saved_by_the_ending_of_its_name(
    make_plate: Callable[..., PlateTool], tmp_path: Path, ending: str
) -> None:
    tool = make_plate()
    plan_with(tool, **PLATE)
    said: list[str] = []
    tool.said.connect(said.append)
    tool.save_map(tmp_path / f"plate.{ending}")

    assert (tmp_path / f"plate.{ending}").exists()
    assert said == [f"Saved plate.{ending}."]


def test_what_cannot_be_saved_is_said_over_the_bar(make_plate: Callable[..., PlateTool], tmp_path: Path) -> None:
    tool = make_plate()
    plan_with(tool, **PLATE)
    (tmp_path / "plate.png").mkdir()
    tool.save_map(tmp_path / "plate.png")
    assert not tool.bar.problem.isHidden()


def test_a_plate_without_a_map_is_no_file_and_one_without_a_dose_no_table(
    make_plate: Callable[..., PlateTool], tmp_path: Path
) -> None:
    save_map(tmp_path / "plate.csv", PlateAnswer(), lambda file, _plan: file.touch())
    assert not (tmp_path / "plate.csv").exists()

    answer = plan_with(make_plate(), **{**PLATE, "c1": ""})
    assert answer.plan is None
    assert answer.map is not None
    with pytest.raises(BenchError) as refused:
        save_map(tmp_path / "plate.csv", answer, lambda file, _plan: file.touch())
    assert refused.value.code is Message.NO_DOSE_ON_PLATE


@pytest.mark.parametrize(("width", "beside"), [(900, True), (640, False)])
def test_the_map_and_the_recipe_are_both_in_view(
    make_plate: Callable[..., PlateTool], inside: QWidget, width: int, beside: bool
) -> None:
    answer = plan_with(make_plate(), **PLATE)
    recipe = RecipeView("calculate.plate", rows_ready=1)
    side = PlateSide("calculate.plate", lambda: LIGHT, recipe, inside)
    side.lay_out()
    side.resize(width, 600)
    side.show()
    inside.resize(width, 600)
    inside.show()
    # Before the first dose there is no empty place for it.
    side.show_plate(PlateAnswer(), edited=False)
    assert not side.view.isVisible()
    side.show_plate(answer, edited=False)
    QCoreApplication.processEvents()
    assert side.view.isVisible()
    assert recipe.isVisible()
    place = recipe.mapTo(side, QPoint(0, 0))
    assert (place.x() > 0, place.y() > 0) == (beside, not beside)
    # While a dose is typed anew, nothing moves.
    side.show_plate(PlateAnswer(errors={"top": BenchError(Message.NOT_A_NUMBER, text="2 u")}), edited=False)
    assert side.view.isVisible()
    assert side.empty.isVisible()
    side.show_plate(PlateAnswer(), edited=False)
    assert not side.view.isVisible()
    assert side.anew.isHidden()


def test_a_map_that_is_folded_leaves_its_room_to_the_recipe(
    make_plate: Callable[..., PlateTool], inside: QWidget
) -> None:
    side = PlateSide("calculate.plate", lambda: LIGHT, RecipeView("calculate.plate", rows_ready=1), inside)
    side.lay_out()
    inside.resize(860, 400)
    side.resize(860, 400)
    inside.show()
    side.show()
    side.show_plate(plan_with(make_plate(), **PLATE), edited=False)
    for folded in (True, False):
        side.fold_map(folded=folded)
        QCoreApplication.processEvents()
        assert side.view.isVisible() is not folded
    under = vbox()
    side.fold_map(folded=True)
    side.put_map(under)
    assert not side.view.isVisible()


def test_the_map_is_as_high_as_its_wells_and_all_of_it_is_in_view_in_a_low_window(
    make_plate: Callable[..., PlateTool], inside: QWidget
) -> None:
    answer = plan_with(make_plate(), **PLATE)
    side = PlateSide("calculate.plate", lambda: LIGHT, RecipeView("calculate.plate", rows_ready=1), inside)
    side.lay_out()
    inside.show()
    side.show()
    for height, explained in ((360, False), (900, True)):
        side.resize(860, height)
        side.show_plate(answer, edited=False)
        QCoreApplication.processEvents()
        assert side.legend.isVisible() is explained
        assert side.view.mapTo(side, QPoint(0, side.view.height())).y() <= height
    # Its explanation is right under the wells.
    assert side.legend.y() - side.view.geometry().bottom() < 20
    assert side.view.height() < 300


def test_a_map_says_in_words_what_it_shows_and_the_space_bar_chooses(
    make_plate: Callable[..., PlateTool], inside: QWidget
) -> None:
    answer = plan_with(make_plate(), **PLATE)
    assert answer.map is not None
    view = PlateView(lambda: LIGHT, "map")
    view.setParent(inside)
    chosen: list[list[str]] = []
    view.chosen.connect(chosen.append)
    view.show_map(answer.map, answer.names)
    assert view.accessibleDescription() == map_text(answer.map, answer.names)

    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert len(chosen) == 1
    assert len(chosen[0]) == 1


def test_each_field_of_a_combination_says_whose_it_is(make_plate: Callable[..., PlateTool]) -> None:
    tool = make_plate(combine=True)
    plan_with(tool, **PLATE, compound_2="pinometostat", c1_2="10 mM", top_2="1 uM", solvent_2="DMSO")
    assert isinstance(tool.form, CombineForm)
    tool.form.finish_name("_2")
    tool.form.compute()
    titles = [tool.fields[name].title() for name in ("c1", "top", "c1_2", "top_2")]
    assert titles == [
        "Stock of Lenalidomide", "Highest dose of Lenalidomide", "Stock of Pinometostat", "Dose of Pinometostat",
    ]  # fmt: skip
    assert tool.solution_table.box.accessibleName() == "Stock solution of Lenalidomide"

    tool.form.set_text("mode", "checkerboard")
    tool.refresh_choices()
    assert tool.fields["top_2"].title() == "Highest dose of Pinometostat"
    names = [tool.fields[name].line.accessibleName() for name in ("factor", "factor_2")]
    assert names == ["Dilution factor, Lenalidomide", "Dilution factor, Pinometostat"]

    # Begun with a name that the library has, and ended with one that it has not.
    tool.form.set_text("compound_2", "pinometostat of another kind")
    tool.form.compute()
    assert [tool.fields[name].title() for name in ("c1_2", "top_2")] == ["Stock concentration", "Highest dose"]
    # Of one compound alone nothing has to be said.
    assert make_plate().fields["top"].title() == "Highest dose"
