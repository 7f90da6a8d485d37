"""Counts and volumes as the fields of *Dilute* hold them."""

import re
from collections.abc import Mapping

from benchapp.domain.messages import CalculationError, Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.quantities import Quantity
from benchapp.presenters.forms.form_model import whole_between

MOST = 99_999
_PASSAGE = late_pattern(r"^\s*p(?:assage)?[.\s]*(?=[0-9])", re.IGNORECASE)


def count(text: str) -> int | None:
    """Return a whole number as typed; None where it is none, or absurd."""
    try:
        return read_count(text)
    except QuantityError:
        return None


def read_count(text: str) -> int:
    """Return a whole number as typed.

    Raises:
        QuantityError: It is no count: not whole, below zero, or more than anybody has.
    """
    return whole_between(text, 0, MOST)


def as_counted(name: str, text: str) -> str:
    """Return what is typed into the field of a count as its number: of a passage, which is written P14 as well."""
    return _PASSAGE.sub("", text) if name == "passage" else text


def positive_ul(read: Mapping[str, Quantity], name: str) -> float:
    """Return a volume that was read, µL.

    Raises:
        CalculationError: It is missing, or zero; `field` names it.
    """
    if name not in read or not read[name].m > 0:
        raise CalculationError(Message.NOT_POSITIVE, field=name)
    return float(read[name].m_as("uL"))
