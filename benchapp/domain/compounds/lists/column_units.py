"""The unit of the bare numbers of a column, where its heading does not say it and a person does."""

from msgspec.structs import replace

from benchapp.domain.compounds.compound_input import STATED, Field
from benchapp.domain.compounds.lists.headings import Columns, unit_named
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.kinds import in_base

# The fields whose unit can be said, each with units for example.
UNITS_SAID = {
    Field.SOLUBILITY: ("mg/mL", "mM", "uM"),
    Field.WATER: ("mg/mL", "mM", "uM"),
    Field.MOLAR_MASS: ("g/mol", "kDa"),
}


def choose_unit(columns: Columns, name: Field, unit: str) -> Columns:
    """Return the columns with the unit of the bare numbers of a field; "" for the unit in each cell."""
    place = columns.places.get(name, -1)
    return replace(
        columns,
        units={**columns.units, name: unit},
        bare_units={**columns.bare_units, place: unit},
        stopped={at: strange for at, strange in columns.stopped.items() if at != place},
    )


def read_field_and_unit(text: str) -> tuple[Field, str]:
    """Read of which field a person says the unit, and the unit: "solubility=mM".

    Raises:
        BenchError: There is no such field, or it is no unit of it.
    """
    field, _, written = text.partition("=")
    name = next((one for one in UNITS_SAID if one.value == field.strip().casefold().replace("-", "_")), None)
    unit = unit_named(written.strip())
    known = in_base("1", unit) if unit else None
    if name is None or known is None or known[0] not in STATED[name]:
        found = ", ".join(f"{one.value}={unit}" for one, units in UNITS_SAID.items() for unit in units)
        raise BenchError(Message.LIST_COLUMN_UNKNOWN, column=text[:80], found=found)
    return name, unit
