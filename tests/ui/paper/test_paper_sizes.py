"""Sizes of paper."""

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QPageSize

from benchapp.ui.paper.paper_sizes import Paper, page_size, usual_paper


@pytest.mark.parametrize(
    ("locale", "paper"),
    [("en_US", Paper.LETTER), ("fr_CA", Paper.LETTER), ("de_DE", Paper.A4), ("en_GB", Paper.A4), ("C", Paper.A4)],
)
def test_paper_is_that_of_the_country(locale: str, paper: Paper) -> None:
    assert usual_paper(QLocale(locale)) is paper


def test_a_size_is_one_that_printers_know() -> None:
    assert page_size(Paper.LETTER).id() is QPageSize.PageSizeId.Letter
    assert page_size(Paper.A4).id() is QPageSize.PageSizeId.A4
