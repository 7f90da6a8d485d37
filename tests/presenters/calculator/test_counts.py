"""Counts as they are typed."""

import pytest

from benchapp.presenters.calculator.planning.counts import as_counted, count


@pytest.mark.parametrize(
    ("typed", "number"),
    [("14", 14), ("P14", 14), ("p14", 14), ("p. 14", 14), (" P 7", 7), ("passage 3", 3), ("Passage 3", 3), ("p", None)],
)
def test_a_passage_may_be_typed_with_its_letter(typed: str, number: int | None) -> None:
    assert count(as_counted("passage", typed)) == number


def test_no_other_count_has_a_letter() -> None:
    assert count(as_counted("wells", "P14")) is None
