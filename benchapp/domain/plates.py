"""Plates: which well holds what, laid out by rule and edited by hand.

A well's content names one level for each compound: 0 is the highest dose, -1 none of it. The map is the truth: what
has to be made is counted from it.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.messages import CalculationError, Message


class Format(Struct, frozen=True):
    """A plate.

    Attributes:
        wells: How many.
        rows: Rows, lettered from A.
        columns: Columns, numbered from 1.
        usual_ul: Volume that a well usually gets, µL.
    """

    wells: int
    rows: int
    columns: int
    usual_ul: float

    def names(self) -> Iterator[str]:
        """Give the names of all wells, row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield well_name(row, column)

    def at_edge(self, row: int, column: int) -> bool:
        """Tell whether a well lies at the edge."""
        return row in {0, self.rows - 1} or column in {0, self.columns - 1}


# Volumes: Lark's culture-vessel table (6, 12, 24 and 48 wells) and the lower end of the range for 96 wells; nothing
# was found for 384 wells, so its figure is a lab choice to be typed over.
FORMATS = {
    6: Format(6, 2, 3, 2000.0),
    12: Format(12, 3, 4, 700.0),
    24: Format(24, 4, 6, 700.0),
    48: Format(48, 6, 8, 500.0),
    96: Format(96, 8, 12, 100.0),
    384: Format(384, 16, 24, 50.0),
}


def well_name(row: int, column: int) -> str:
    """Give the name of a well, counted from 0: (0, 0) is "A1"."""
    return f"{chr(ord('A') + row)}{column + 1}"


class Use(StrEnum):
    """What a well is for."""

    DOSE = "dose"
    VEHICLE = "vehicle control"
    UNTREATED = "untreated"
    BLANK = "blank, no cells"
    EMPTY = "empty"


class Content(Struct, frozen=True):
    """What one well holds.

    Attributes:
        use: What it is for.
        levels: For a dose, which dose of each compound, from 0; -1 for none of that compound.
    """

    use: Use = Use.EMPTY
    levels: tuple[int, ...] = ()


EMPTY = Content()


class PlateMap(Struct, frozen=True):
    """A plate with its wells.

    Attributes:
        format: Which plate.
        wells: Content of each well that is not empty, by name.
    """

    format: Format
    wells: Mapping[str, Content]

    def at(self, well: str) -> Content:
        """Give what a well holds."""
        return self.wells.get(well, EMPTY)

    def painted(self, wells: Sequence[str], content: Content) -> "PlateMap":
        """Give the map with some wells changed."""
        changed = {**self.wells, **dict.fromkeys(wells, content)}
        return replace(self, wells={name: one for name, one in changed.items() if one.use is not Use.EMPTY})

    def count(self, content: Content) -> int:
        """Count the wells that hold this."""
        return sum(1 for one in self.wells.values() if one == content)

    def count_level(self, series: int, level: int, *, controls: bool = True) -> int:
        """Count the wells that get one level of one series; -1 counts its matched vehicle.

        Args:
            series: Which series, from 0.
            level: Which dose of it, from 0, or -1.
            controls: Whether a vehicle control gets the matched vehicle of this series; not where that holds a
                partner.
        """
        return sum(
            1
            for one in self.wells.values()
            if (one.use is Use.DOSE and one.levels[series] == level)
            or (one.use is Use.VEHICLE and level == -1 and controls)
        )

    def treated(self) -> int:
        """Count the wells that get something added, untreated ones included."""
        return sum(1 for one in self.wells.values() if one.use in {Use.DOSE, Use.VEHICLE, Use.UNTREATED})


class Layout(Struct, frozen=True):
    """How many wells of what.

    Attributes:
        doses: The contents that are doses, in order.
        replicates: Wells of each dose.
        vehicle: Wells of the vehicle control.
        untreated: Wells with cells and plain medium.
        blanks: Wells with medium and no cells.
        edge_empty: Whether the edge is left empty.
    """

    doses: tuple[Content, ...]
    replicates: int
    vehicle: int = 0
    untreated: int = 0
    blanks: int = 0
    edge_empty: bool = False


def lay_out(plate: Format, layout: Layout) -> PlateMap:
    """Lay the wells out: one column a dose with its replicates down it where that fits, then the controls.

    Raises:
        CalculationError: The plate has too few wells; the values say how many are wanted and there.
    """
    groups = [(one, layout.replicates) for one in layout.doses]
    groups += [
        (Content(Use.VEHICLE), layout.vehicle),
        (Content(Use.UNTREATED), layout.untreated),
        (Content(Use.BLANK), layout.blanks),
    ]
    groups = [(content, count) for content, count in groups if count > 0]
    border = 1 if layout.edge_empty else 0
    rows, columns = plate.rows - 2 * border, plate.columns - 2 * border
    wanted = sum(count for _, count in groups)
    if wanted > max(rows, 0) * max(columns, 0):
        raise CalculationError(
            Message.PLATE_FULL, field="format", wanted=wanted, room=max(rows, 0) * max(columns, 0), wells=plate.wells
        )
    height = max(1, layout.replicates)
    places = _in_columns(groups, rows, columns, height) or _in_rows(groups, rows, columns, height)
    if not places:
        order = [(row, column) for column in range(columns) for row in range(rows)]
        contents = [content for content, count in groups for _ in range(count)]
        places = dict(zip(order, contents, strict=False))
    return PlateMap(plate, {well_name(row + border, column + border): one for (row, column), one in places.items()})


_Places = dict[tuple[int, int], Content]


def _in_columns(groups: Sequence[tuple[Content, int]], rows: int, columns: int, height: int) -> _Places:
    """Place each group down a column, `height` wells in each; {} where that does not fit."""
    bands = rows // height
    needed = sum(math.ceil(count / height) for _, count in groups)
    if needed > bands * columns:
        return {}
    places: _Places = {}
    slot = 0
    for content, count in groups:
        for number in range(count):
            band, column = divmod(slot + number // height, columns)
            places[(band * height + number % height, column)] = content
        slot += math.ceil(count / height)
    return places


def _in_rows(groups: Sequence[tuple[Content, int]], rows: int, columns: int, width: int) -> _Places:
    turned = _in_columns(groups, columns, rows, width)
    return {(row, column): content for (column, row), content in turned.items()}
