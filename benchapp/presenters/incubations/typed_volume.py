"""A volume as it is typed; a bare number is in µL."""

from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import Kind, in_base


def read_microlitres(text: str, field: str) -> float:
    """Read a volume above zero, µL.

    Raises:
        QuantityError: It cannot be read, or is zero; `field` names the field.
    """
    try:
        typed = read_typed(text, unit_needed=False)
    except QuantityError as error:
        raise QuantityError(error.code, **{"wanted": Kind.VOLUME.value, **error.values, "field": field}) from error
    kind, litres = in_base(typed.digits, typed.unit or "uL") or (None, 0.0)
    if kind is not Kind.VOLUME:
        found = kind.value if kind else typed.unit
        raise QuantityError(Message.WRONG_KIND, text=text, found=found, wanted=Kind.VOLUME.value, field=field)
    if not litres > 0:
        raise QuantityError(Message.NOT_POSITIVE, field=field)
    return litres * 1e6
