"""What the calculator hands over to the incubation form."""

from collections.abc import Mapping

from msgspec import Struct, field

from benchapp.domain.incubations.incubations import Cells, Dosing
from benchapp.domain.units.amounts import Amount


class PlannedDosing(Struct, frozen=True):
    """What the wells got, handed over from the calculator.

    Attributes:
        cells: What is treated.
        dosing: Where the cells were.
        well_ul: Volume in a well afterwards, µL.
        concentration: In the well.
        vehicle: Vehicle.
        vehicle_percent: In the wells of the highest dose, % v/v.
        solution: Id of the working solution; "" where it was not entered.
        stock: Id of the stock; "" where it is not known.
        undiluted: Whether the stock goes into the wells as it is.
        tool: The calculator, where the wells got several doses; "" for one.
        inputs: What was in its fields.
        doses: How many doses; `concentration` is the highest.
        percent_by_well: Vehicle in each kind of well, % v/v, by its content as text.
        used_ul: What the wells take of the working solution, µL; None where nobody knows.
    """

    cells: Cells
    dosing: Dosing
    well_ul: float
    concentration: Amount
    vehicle: str
    vehicle_percent: float
    solution: str = ""
    stock: str = ""
    tool: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    doses: int = 1
    percent_by_well: Mapping[str, float] = field(default_factory=dict)
    used_ul: float | None = None
    undiluted: bool = False
