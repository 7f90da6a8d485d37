"""Kinds of labels and the words that go on one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.solutions.label_formats import (
    DOT_MM,
    LABEL_STOCKS,
    LabelStock,
    LabelWords,
    initials_of,
    module_dots,
    stock_of,
)


@pytest.mark.parametrize("stock", LABEL_STOCKS, ids=lambda stock: stock.key)
def test_labels_lie_on_their_page_side_by_side_and_centred(stock: LabelStock) -> None:
    places = list(stock.places())

    assert len(places) == stock.per_page == len(set(places))
    assert stock_of(stock.key) is stock
    if not stock.columns:
        assert places == [(0.0, 0.0)]
        return
    width, height = stock.page_mm
    (left, top), (right, bottom) = places[0], places[-1]
    assert left == pytest.approx(width - right - stock.width_mm)
    assert top == pytest.approx(height - bottom - stock.height_mm)
    assert min(left, top) >= 0
    for (x, y), (next_x, next_y) in pairwise(places):
        assert next_y > y or next_x == pytest.approx(x + stock.width_mm + stock.gap_x_mm)


def test_a_sheet_holds_the_labels_that_its_box_says() -> None:
    # 7 columns of 25.4 mm with 2.5 mm between them are 192.8 mm of 210, 27 rows of 10 mm 270 of 297.
    stock = stock_of("a4-25x10")

    assert stock.per_page == 189
    places = list(stock.places())
    assert [places[0], places[1], places[7]] == [
        pytest.approx((8.6, 13.5)), pytest.approx((36.5, 13.5)), pytest.approx((8.6, 23.5)),
    ]  # fmt: skip


def test_an_unknown_label_is_the_usual_strip() -> None:
    assert stock_of("gone") is stock_of("") is stock_of("brother-17x54")


WHOLE = LabelWords(
    "BC-2QX9TR",
    "Lenalidomide",
    "10 mM",
    "DMSO",
    "use by 3 Apr 2026",
    "MK",
    "4 Mar 2026",
    kept="−20 °C",
    hazards="toxic",
)


def test_a_label_says_the_most_needed_first() -> None:
    assert WHOLE.lines() == (
        "Lenalidomide", "10 mM in DMSO", "use by 3 Apr 2026", "MK 4 Mar 2026", "BC-2QX9TR", "−20 °C", "toxic",
    )  # fmt: skip


def test_where_there_is_little_room_name_strength_and_id_stay() -> None:
    assert WHOLE.lines(5) == ("Lenalidomide", "10 mM in DMSO", "use by 3 Apr 2026", "MK 4 Mar 2026", "BC-2QX9TR")
    assert WHOLE.lines(4) == ("Lenalidomide", "10 mM in DMSO", "MK 4 Mar 2026", "BC-2QX9TR")
    assert WHOLE.lines(1) == ("Lenalidomide", "10 mM in DMSO", "BC-2QX9TR")
    assert WHOLE.short_code == "2QX9TR"


def test_a_bottle_of_a_buffer_says_how_much_is_in_it() -> None:
    words = LabelWords("BC-2QX9TR", "PBS 1×", "500 mL", "", "", "", "4 Mar 2026")

    assert words.lines()[:2] == ("PBS 1×", "500 mL")


def test_a_tube_of_a_rack_is_named_and_what_is_not_known_takes_no_line() -> None:
    words = LabelWords("BC-2QX9TR", "Lenalidomide", "10 µM", "medium", "", "", "4 Mar 2026", tube="3")

    assert words.lines() == ("Lenalidomide", "3: 10 µM in medium", "4 Mar 2026", "BC-2QX9TR")


@pytest.mark.parametrize(
    ("person", "initials"),
    [("Mara Klein", "MK"), ("mara klein", "MK"), ("Ada", "Ada"), ("M.K.", "MK"), ("Alexandra", "Al"),
     ("J. R. R. Tolkien", "JRRT"), ("", "")],
)  # fmt: skip
def test_a_person_is_known_by_initials(person: str, initials: str) -> None:
    assert initials_of(person) == initials


@given(side_mm=st.floats(0, 60), modules=st.integers(10, 60))
def test_a_code_is_as_large_as_fits_in_whole_dots(side_mm: float, modules: int) -> None:
    dots = module_dots(side_mm, modules)

    assert 0 <= dots <= 6
    assert dots * modules * DOT_MM <= side_mm + 1e-6
    assert dots == 6 or (dots + 1) * modules * DOT_MM > side_mm
