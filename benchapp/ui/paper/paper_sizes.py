"""Sizes of paper: A4, or Letter where printers hold that."""

from enum import StrEnum

from PySide6.QtCore import QLocale
from PySide6.QtGui import QPageSize


class Paper(StrEnum):
    """Sizes of paper."""

    A4 = "A4"
    LETTER = "Letter"


_SIZES = {Paper.A4: QPageSize.PageSizeId.A4, Paper.LETTER: QPageSize.PageSizeId.Letter}
_LETTER_IN = frozenset(
    {
        QLocale.Country.UnitedStates, QLocale.Country.Canada, QLocale.Country.Mexico, QLocale.Country.Philippines,
        QLocale.Country.Chile, QLocale.Country.Colombia, QLocale.Country.PuertoRico,
    }
)  # fmt: skip


def usual_paper(locale: QLocale) -> Paper:
    """Return the paper of the country that a computer is set to."""
    # "C" is no country; Qt takes it for the United States.
    named = locale.language() is not QLocale.Language.C
    return Paper.LETTER if named and locale.territory() in _LETTER_IN else Paper.A4


def page_size(paper: Paper | None = None) -> QPageSize:
    """Return a size of paper as Qt knows it; that of the country where none is given."""
    return QPageSize(_SIZES[paper or usual_paper(QLocale.system())])
