"""The words of the list of solutions, and how its cells are painted."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from benchapp.domain.solutions.freshness import Freshness, State, judge
from benchapp.domain.solutions.portions import Portions
from benchapp.domain.solutions.solution_state import initial_state
from benchapp.domain.solutions.solutions import Limit, LimitKind, Storage
from benchapp.domain.units.amounts import Amount
from benchapp.presenters.solutions.last_taken import LastTaken, SeenElsewhere
from benchapp.presenters.solutions.solution_list import ListColumn
from benchapp.presenters.solutions.solution_table import PortionRow, SolutionRow
from benchapp.ui.solutions.solution_cells import SolutionCells
from benchapp.ui.solutions.solution_delegate import broken, smaller
from tests.making import BEGIN, moment, solution


def local(instant: datetime) -> datetime:
    return instant


@pytest.fixture
def cells() -> SolutionCells:
    return SolutionCells(local, lambda: BEGIN + timedelta(hours=1))


def row(hours: float = 0, **values: object) -> SolutionRow:
    limits = (Limit(LimitKind.AGE, hours * 3600, "working_room_h", "lab rule"),) if hours else ()
    made = replace(solution("s1", limits=limits), aliquot_volume=Amount("100", "uL"), **values)
    kept = initial_state(made)
    judged = judge(kept, moment(1))
    return SolutionRow(kept, judged, tuple(PortionRow(one, judged) for one in kept.portions.all))


def test_each_cell_is_two_lines_the_answer_first(cells: SolutionCells) -> None:
    one = row(48, made_by="Mara", lot="L7")

    def said(column: ListColumn) -> str:
        return cells.cell(one, column).replace("\u202f", " ")

    assert said(ListColumn.NAME) == "Lenalidomide 10 mM in DMSO\nBC-S10000 · stock"
    assert said(ListColumn.MADE) == "Mon 23 Nov\n08:00"
    assert said(ListColumn.USE_BY) == "fresh\nuntil Wed 25 Nov"
    assert said(ListColumn.LEFT) == "8 × 100 µL"
    assert said(ListColumn.PLACE) == "−20 °C\nbox 3, B4"
    assert said(ListColumn.PERSON) == "Mara"
    assert cells.title(ListColumn.USE_BY) == "Use by"


def test_today_is_a_time_what_is_over_says_since_and_far_away_has_its_year(cells: SolutionCells) -> None:
    assert cells.cell(row(6), ListColumn.USE_BY) == "fresh\nuntil 14:00"
    assert cells.cell(row(0.5), ListColumn.USE_BY) == "past use-by\nsince 08:30"
    assert cells.cell(row(), ListColumn.USE_BY) == "no limit set"
    old = row(made=moment(-24 * 400), made_about=True)
    assert cells.cell(old, ListColumn.MADE) == "2025-10-19\nabout"
    assert "about 2025-10-19 08:00" in cells.tip(old, ListColumn.MADE)


def test_what_lasts_to_the_end_of_a_day_names_that_day_and_not_the_midnight_after_it(cells: SolutionCells) -> None:
    assert cells.cell(row(40), ListColumn.USE_BY) == "fresh\nuntil Tue 24 Nov"
    assert "use by 2026-11-24" in cells.tip(row(40), ListColumn.USE_BY)
    assert "00:00" not in cells.tip(row(40), ListColumn.USE_BY)
    assert cells.cell(row(16), ListColumn.USE_BY) == "fresh\nuntil Mon 23 Nov"


def test_tips_add_the_rule_and_every_portion_and_escape_what_was_typed(cells: SolutionCells) -> None:
    one = row(48, lot="<b>L7</b>", made_by="Mara")
    assert "&lt;b&gt;L7" in cells.tip(one, ListColumn.NAME)
    assert "lab rule" in cells.tip(one, ListColumn.USE_BY)
    assert "use by 2026-11-25 08:00" in cells.tip(one, ListColumn.USE_BY)
    assert "box 3, B4" in cells.tip(one, ListColumn.PLACE)
    assert cells.tip(one, ListColumn.PERSON) == "<p>Mara</p>"
    assert "l7" in cells.searched(one).casefold()


def test_tubes_that_are_kept_apart_are_listed_or_counted(cells: SolutionCells) -> None:
    one = row()
    first = one.portions[0].portion
    parts = [
        replace(first, count=count, id=f"p{count}", storage=storage, place=place, volume_ul=ul)
        for count, storage, place, ul in (
            (6, Storage.FREEZER_20, "box 3, B4", 100.0),
            (1, Storage.ROOM, "", 70.0),
            (2, Storage.FRIDGE, "", None),
        )
    ]

    def of(count: int) -> SolutionRow:
        kept = replace(one.kept, portions=Portions(tuple(parts[:count])))
        return SolutionRow(kept, one.freshness, tuple(PortionRow(part, one.freshness) for part in parts[:count]))

    def said(count: int, column: ListColumn) -> str:
        return cells.cell(of(count), column).replace("\u202f", " ")

    assert said(0, ListColumn.LEFT) == said(0, ListColumn.PLACE) == ""
    assert said(1, ListColumn.LEFT) == "6 × 100 µL\nof 8"
    assert said(2, ListColumn.LEFT) == "6 × 100 µL\n+ 1 × 70 µL"
    assert said(3, ListColumn.LEFT) == "6 × 100 µL\n+ 3 more"
    assert said(1, ListColumn.PLACE) == "−20 °C\nbox 3, B4"
    assert said(2, ListColumn.PLACE) == "box 3, B4\n+ 1 more place"
    assert said(3, ListColumn.PLACE) == "box 3, B4\n+ 2 more places"


def test_what_is_gone_names_its_state_alone(cells: SolutionCells) -> None:
    one = row()
    gone = SolutionRow(one.kept, Freshness(State.DISCARDED))
    assert cells.cell(gone, ListColumn.USE_BY) == "discarded"
    assert cells.use_by(gone) == ("discarded", "", "")


def test_a_name_is_broken_at_a_word_where_it_has_no_room(qapp: QApplication) -> None:
    metrics = QFontMetrics(QFont())
    name = "Lenalidomide 10 mM in DMSO"
    assert broken(name, metrics, 10_000) == (name,)
    assert broken(name, metrics, metrics.horizontalAdvance("Lenalidomide 10 ")) == ("Lenalidomide 10", "mM in DMSO")
    assert broken("Lenalidomide", metrics, 5) == ("Lenalidomide",)
    font = QFont()
    font.setPixelSize(14)
    assert smaller(font).pixelSize() == 12
    font = QFont()
    font.setPointSizeF(10)
    assert smaller(font).pointSizeF() < 10


TAKEN = LastTaken(thawed=True, person="Jo", computer="Office PC", ago=timedelta(minutes=12))


@pytest.mark.parametrize(
    ("seen", "where"),
    [
        (SeenElsewhere(), ""),
        (SeenElsewhere("Hood laptop"), " · Hood laptop"),
        (SeenElsewhere("Hood laptop", TAKEN), " · thawed on Office PC, 08:48"),
        (SeenElsewhere("", replace(TAKEN, thawed=False, ago=timedelta(seconds=-30))), " · used on Office PC, 09:00"),
        (SeenElsewhere("", replace(TAKEN, ago=timedelta(days=2))), " · thawed on Office PC, Sat 09:00"),
        (SeenElsewhere("Hood laptop", replace(TAKEN, ago=timedelta(days=4))), " · Hood laptop"),
    ],
)
def test_a_row_says_what_other_computers_have_to_do_with_it(seen: SeenElsewhere, where: str) -> None:
    cells = SolutionCells(local, lambda: BEGIN + timedelta(hours=1), lambda _: seen)

    assert cells.cell(row(48), ListColumn.NAME).partition("\n")[2] == f"BC-S10000 · stock{where}"
    tip = cells.tip(row(48), ListColumn.NAME)
    assert ("Entered on Hood laptop" in tip, "Office PC" in tip) == (bool(seen.entered_on), seen.taken is not None)
