import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from benchapp.domain.journal.entries import Judged
from benchapp.domain.messages import Caution, Message, Severity
from benchapp.domain.recipes.recipes import Line, Recipe
from benchapp.domain.solutions.solutions import Limit, LimitKind
from benchapp.domain.units.amounts import plain_spaces
from benchapp.ui.calculator.recipe.answer_head import AnswerHead
from benchapp.ui.widgets.theme import LIGHT, sheet

COMPARED = Line(Message.WORK_SOLUBILITY, {"mg_ml": 0.0026, "in_well": True, "limit_mg_ml": 0.4, "solvent": "buffer"})
JUDGED = (Judged("sol.buffer", "supplier", "0.4 mg/mL"),)
TWO_HOURS = Limit(LimitKind.AGE, 7200.0, "working_room_h", "", None)


def shown(qtbot: QtBot, recipe: Recipe | None, limit: Limit | None = None) -> dict[str, str]:
    head = AnswerHead("page.tool")
    qtbot.addWidget(head)
    head.resize(900, 40)
    head.show_answer("10 µM in the well", "9.995 µM ± 4 %", recipe, limit)
    head.show()
    labels = [one for one in head.findChildren(QLabel) if one.isVisible()]
    return {one.objectName().removeprefix("page.tool."): plain_spaces(one.text()) for one in labels}


def test_the_answer_is_shown_with_what_was_compared_and_how_long_it_lasts(qtbot: QtBot) -> None:
    assert shown(qtbot, Recipe((), (COMPARED,), judged=JUDGED), TWO_HOURS) == {
        "answer": "10 µM in the well",
        "reached": "9.995 µM ± 4 %",
        "soluble": "✓ soluble",
        "use_within": "use within 2 h (lab rule)",
    }


def test_nothing_is_called_soluble_that_was_not_compared_or_is_in_doubt(qtbot: QtBot) -> None:
    doubt = Caution(Message.AQUEOUS_LIMIT_NEAR, Severity.CAUTION, {})

    assert "soluble" not in shown(qtbot, Recipe((), (COMPARED,)))
    assert "soluble" not in shown(qtbot, Recipe((), (COMPARED,), (doubt,), JUDGED))
    assert "soluble" not in shown(qtbot, None)


def test_where_nobody_set_a_limit_none_is_shown(qtbot: QtBot) -> None:
    assert "use_within" not in shown(qtbot, Recipe((), (COMPARED,), judged=JUDGED))


def test_what_has_no_room_is_left_out_from_the_end_and_is_in_the_tip(qtbot: QtBot) -> None:
    head = AnswerHead("page.tool")
    qtbot.addWidget(head)
    error, counts = "up to ± 8.2 %, at worst ± 12.4 %", "30 wells, 9 tubes"
    head.show_answer("10 µM to 3.16 nM, 8 doses", f"{error} · {counts}", None, None)
    reached = head.findChild(QLabel, "page.tool.reached")
    assert reached is not None

    seen = set()
    for width in range(300, 1400, 20):
        head.resize(width, 60)
        head._fit()
        seen.add(reached.text())
        assert counts in reached.accessibleDescription()
    whole = {one for one in seen if not one.endswith("…")}
    assert whole == {error, f"{error} · {counts}"}
    assert all(error not in one for one in seen - whole), "only where it has no room in a line of its own"


@pytest.mark.parametrize("width", [1200, 760, 640, 560])
def test_how_long_it_lasts_is_shown_at_every_width_in_as_many_words_as_there_is_room_for(
    qtbot: QtBot, width: int
) -> None:
    head = AnswerHead("page.tool")
    qtbot.addWidget(head)
    head.setStyleSheet(sheet(LIGHT))
    head.resize(width, 40)
    reached = "9.995 µM ± 3.9 %, at worst ± 5.5 % · 0.1 % DMSO in all wells"
    head.show_answer("10 µM in the well", reached, Recipe((), (COMPARED,), judged=JUDGED), TWO_HOURS)
    head.show()
    qtbot.wait(1)

    lasts = head.findChild(QLabel, "page.tool.use_within")
    assert lasts is not None
    assert lasts.isVisible()
    assert plain_spaces(lasts.text()) in {"use within 2 h (lab rule)", "use within 2 h", "≤ 2 h"}
    assert (lasts.text() == lasts.accessibleName()) is (width == 1200)
    assert lasts.geometry().right() <= width
