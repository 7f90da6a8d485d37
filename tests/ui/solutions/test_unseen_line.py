"""What is said before something is taken where the last exchange is old."""

from datetime import timedelta

import pytest

from benchapp.domain.units.amounts import plain_spaces
from benchapp.ui.solutions.unseen_line import unseen_text


@pytest.mark.parametrize(
    ("unseen", "sealed", "said"),
    [
        (None, 1, ""),
        (timedelta(minutes=4), 1, ""),
        (timedelta(minutes=6), 1, "Last exchange 6 min ago: another computer may have taken of it since."),
        (timedelta(minutes=6), 2, ""),
        (timedelta(hours=3), 2, "Last exchange 3 h ago: another computer may have taken of it since."),
        (timedelta.max, 2, "Nothing was exchanged since this program started: another computer may have taken of it."),
    ],
)
def test_before_something_is_taken_an_old_exchange_is_said(unseen: timedelta | None, sealed: int, said: str) -> None:
    assert plain_spaces(unseen_text(unseen, sealed)) == said
