"""Up and down the ladder of units: the same number in the next unit."""

from benchapp.domain.messages import QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.amounts import THIN_SPACE
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import LADDERS, SHOWN_AS

# Rungs between which a step goes; the ends of a ladder are typed.
_STEPS: tuple[tuple[str, ...], ...] = tuple(
    tuple(rung.unit for rung in ladder) for ladder in LADDERS.values() if len(ladder) > 1
)


def stepped(text: str, *, up: bool, decimal_comma: bool = False) -> str:
    """Return a typed amount with the next unit of its ladder; the text as it is where there is none.

    Args:
        text: What is in the field.
        up: Whether the unit becomes larger.
        decimal_comma: Whether typed text follows a decimal-comma locale.
    """
    try:
        typed = read_typed(text, decimal_comma=decimal_comma)
    except QuantityError:
        return text
    for units in _STEPS:
        if typed.unit in units:
            place = units.index(typed.unit) + (1 if up else -1)
            if not 0 <= place < len(units):
                return text
            number = _NUMBER.match(text)
            return text if number is None else f"{number.group().strip()}{THIN_SPACE}{SHOWN_AS[units[place]]}"
    return text


_NUMBER = late_pattern(r"\s*[+−-]?[0-9.,]+(?:[eE][+−-]?[0-9]+)?")
