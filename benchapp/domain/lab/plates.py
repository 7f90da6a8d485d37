"""Plates: which well holds what, laid out by rule and edited by hand.

A well's content names one level for each compound: 0 is the highest dose, -1 none of it. The map is the truth: what
has to be made is counted from it.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.patterns import late_pattern


class Format(Struct, frozen=True):
    """A plate.

    Attributes:
        wells: How many.
        rows: Rows, lettered from A.
        columns: Columns, numbered from 1.
        usual_ul: Volume that a well usually gets, µL.
        most_ul: Most that a well is usually given, µL: beyond it little room is left to move the plate.
        brim_ul: What a well holds to the brim, µL.
        brim_source: Whose figure that is; "" where no source was found, and it is a lab's own.
    """

    wells: int
    rows: int
    columns: int
    usual_ul: float
    most_ul: float
    brim_ul: float
    brim_source: str = "Corning"

    def names(self) -> Iterator[str]:
        """Yield the names of all wells, row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield well_name(row, column)

    def at_edge(self, row: int, column: int) -> bool:
        """Return whether a well lies at the edge."""
        return row in {0, self.rows - 1} or column in {0, self.columns - 1}

    def border(self) -> tuple[str, ...]:
        """Return the names of the wells at the edge, row by row."""
        return tuple(
            well_name(row, column)
            for row in range(self.rows)
            for column in range(self.columns)
            if self.at_edge(row, column)
        )


# Plates of so many wells and more have wells so small, and so many inside, that their border is better left free.
BORDER_FREE_FROM = 96
# Volumes: Lark's culture-vessel table (6, 12, 24 and 48 wells) and the lower end of the range for 96 wells; nothing
# was found for 384 and 1,536 wells, so their figures are lab choices to be typed over.
# To the brim: Corning's microplate dimensions for Costar flat-bottom plates (6 to 384 wells: 16.8, 6.9, 3.4 and 1.6 mL,
# 360 and 112 µL); for 1,536 wells no source was found, and the figure is a lab choice. So is the most a well is given.
FORMATS = {
    6: Format(6, 2, 3, 2000.0, 5000.0, 16_800.0),
    12: Format(12, 3, 4, 700.0, 3000.0, 6900.0),
    24: Format(24, 4, 6, 700.0, 2000.0, 3400.0),
    48: Format(48, 6, 8, 500.0, 1000.0, 1600.0),
    96: Format(96, 8, 12, 100.0, 300.0, 360.0),
    384: Format(384, 16, 24, 50.0, 90.0, 112.0),
    1536: Format(1536, 32, 48, 5.0, 10.0, 12.5, ""),
}
_NAMED = late_pattern(
    r"(?<![\d.,])(?P<wells>1[ .,\u202f\u00a0]?536|384|96|48|24|12|6)(?:\s*[-\u2010\u2011\u2013]?\s*"
    r"(?:wells?|mwp|loch|kavit\w*|nap\w*)(?![a-z])|er\b)|(?<![\d.,])(?P<short>384|96|48|24|12|6)\s*-?\s*w(?:p|ps)?\b",
    re.IGNORECASE,
)
_DEEP = late_pattern(r"deep|tief", re.IGNORECASE)


def format_named(vessel: str) -> Format | None:
    """Return the plate that a vessel as typed names: "96-well plate", "384 well, black", "6-Loch-Platte", "24er".

    None where it names no plate, or one of deep wells, whose wells hold more.
    """
    found = None if _DEEP.search(vessel) else _NAMED.search(vessel)
    if found is None:
        return None
    return FORMATS[int(re.sub(r"\D", "", found["wells"] or found["short"]))]


@lru_cache(maxsize=2048)
def well_name(row: int, column: int) -> str:
    """Return the name of a well, counted from 0: (0, 0) is "A1"."""
    return f"{row_name(row)}{column + 1}"


_LETTERS_OF_ROWS = 26


def row_name(row: int) -> str:
    """Return the letters of a row, counted from 0: "A" to "Z", then "AA" to "AF" on a plate of 1,536 wells."""
    before, letter = divmod(row, _LETTERS_OF_ROWS)
    return (row_name(before - 1) if before else "") + chr(ord("A") + letter)


@lru_cache(maxsize=2048)
def place_of(well: str) -> tuple[int, int]:
    """Return row and column of a well by its name, counted from 0: "A1" is (0, 0)."""
    letters = well.rstrip("0123456789")
    row = 0
    for letter in letters:
        row = row * _LETTERS_OF_ROWS + ord(letter) - ord("A") + 1
    return row - 1, int(well[len(letters) :]) - 1


class Content(Struct, frozen=True):
    """What one well holds.

    Attributes:
        use: What it is for.
        levels: For a dose, which dose of each compound, from 0; -1 for none of that compound.
    """

    use: WellUse = WellUse.EMPTY
    levels: tuple[int, ...] = ()

    @property
    def written(self) -> str:
        """How it is kept as text: "dose 0 -1", "vehicle control"."""
        return f"{self.use.value}{''.join(f' {level}' for level in self.levels)}"

    @property
    def treated(self) -> bool:
        """Whether such a well gets compound or vehicle."""
        return self.use in {WellUse.DOSE, WellUse.VEHICLE}


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
        """Return what a well holds."""
        return self.wells.get(well, EMPTY)

    def painted(self, wells: Sequence[str], content: Content) -> "PlateMap":
        """Return the map with some wells changed."""
        changed = {**self.wells, **dict.fromkeys(wells, content)}
        return replace(self, wells={name: one for name, one in changed.items() if one.use is not WellUse.EMPTY})

    def counts(self) -> Counter[Content]:
        """Count the wells by what they hold."""
        return Counter(self.wells.values())

    def treated(self) -> int:
        """Count the wells that get something added, untreated ones included."""
        return sum(1 for one in self.wells.values() if one.use in {WellUse.DOSE, WellUse.VEHICLE, WellUse.UNTREATED})


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
        (Content(WellUse.VEHICLE), layout.vehicle),
        (Content(WellUse.UNTREATED), layout.untreated),
        (Content(WellUse.BLANK), layout.blanks),
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


def lay_out_checkerboard(plate: Format, first: int, second: int, layout: Layout) -> PlateMap:
    """Lay out every dose of one compound against every dose of another, none of each included.

    Each replicate is one block: the first compound goes down its rows, the second along its columns, and the corner
    without both is a vehicle control. Where blocks do not fit side by side their wells follow each other. The controls
    fill what is free.

    Args:
        plate: Which plate.
        first: Doses of the compound that goes down.
        second: Doses of the compound that goes along.
        layout: Replicates, and wells of the controls; its doses are not used.

    Raises:
        CalculationError: The plate has too few wells; the values say how many are wanted and there.
    """
    border = 1 if layout.edge_empty else 0
    rows, columns = plate.rows - 2 * border, plate.columns - 2 * border
    block = _block(first, second)
    places = _tiled(block, first + 1, second + 1, rows, columns, layout.replicates)
    if not places:
        turned = {(column, row): content for (row, column), content in block.items()}
        places = _tiled(turned, second + 1, first + 1, rows, columns, layout.replicates)
    if not places:
        # The blocks are not side by side, but their wells may still fit, one replicate after the other.
        order = [(row, column) for row in range(rows) for column in range(columns)]
        places = dict(zip(order, [*block.values()] * layout.replicates, strict=False))
    corners = layout.replicates
    more = [(Content(WellUse.VEHICLE), max(0, layout.vehicle - corners))]
    more += [(Content(WellUse.UNTREATED), layout.untreated), (Content(WellUse.BLANK), layout.blanks)]
    wanted = len(block) * layout.replicates + sum(count for _, count in more)
    free = [(row, column) for column in range(columns) for row in range(rows) if (row, column) not in places]
    if wanted > rows * columns or sum(count for _, count in more) > len(free):
        raise CalculationError(
            Message.PLATE_FULL, field="format", wanted=wanted, room=max(rows, 0) * max(columns, 0), wells=plate.wells
        )
    # From the right, so that the controls are apart from the blocks.
    spare = iter(reversed(free))
    for content, count in more:
        places.update({next(spare): content for _ in range(count)})
    return PlateMap(plate, {well_name(row + border, column + border): one for (row, column), one in places.items()})


_Places = dict[tuple[int, int], Content]


def _block(first: int, second: int) -> _Places:
    levels = [(row, column) for row in range(first + 1) for column in range(second + 1)]
    block: _Places = {}
    for row, column in levels:
        held = (row if row < first else -1, column if column < second else -1)
        block[(row, column)] = Content(WellUse.VEHICLE) if held == (-1, -1) else Content(WellUse.DOSE, held)
    return block


def _tiled(block: _Places, height: int, width: int, rows: int, columns: int, times: int) -> _Places:
    """Place a block so many times, side by side and then below; {} where that does not fit."""
    across = columns // width if width else 0
    if not across or times > across * (rows // height):
        return {}
    places: _Places = {}
    for number in range(times):
        down, along = divmod(number, across)
        for (row, column), content in block.items():
            places[(row + down * height, column + along * width)] = content
    return places


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


def spelled(wells: Iterable[str]) -> str:
    """Return wells in few words, runs along a row or down a column as ranges: "B2–B11, D2–F2"."""
    places = sorted(place_of(name) for name in wells)
    along = _runs(places)
    down = [((b, a), (d, c)) for (a, b), (c, d) in _runs(sorted((column, row) for row, column in places))]
    best = min((along, down), key=len)
    return ", ".join(_range(first, last) for first, last in best)


def _runs(places: Sequence[tuple[int, int]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    runs: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for line, place in places:
        if runs and runs[-1][1] == (line, place - 1):
            runs[-1] = (runs[-1][0], (line, place))
        else:
            runs.append(((line, place), (line, place)))
    return runs


def _range(first: tuple[int, int], last: tuple[int, int]) -> str:
    names = [well_name(row, column) for row, column in (first, last)]
    return names[0] if first == last else "–".join(names)


def written(edits: Mapping[str, Content]) -> str:
    """Write wells that were edited by hand as text: "B2=dose 0 1; C3=blank, no cells"."""
    return "; ".join(f"{well}={one.written}" for well, one in sorted(edits.items()))


def read_edits(text: str) -> dict[str, Content]:
    """Read edited wells; what is no well of any plate, or says nothing known, is left out."""
    edits: dict[str, Content] = {}
    for part in text.split(";"):
        well, _, said = part.strip().partition("=")
        content = read_content(said)
        if content is not None and _WELL.fullmatch(well):
            edits[well] = content
    return edits


def read_content(text: str) -> Content | None:
    """Read what a well holds, as `Content.written` writes it; None where that says nothing known."""
    use = next((one for one in WellUse if text == one.value or text.startswith(f"{one.value} ")), None)
    if use is None:
        return None
    levels = text.removeprefix(use.value).split()
    return Content(use, tuple(int(level) for level in levels)) if all(map(_LEVEL.fullmatch, levels)) else None


_WELL = late_pattern(r"(?:[A-Z]|A[A-F])(?:[1-9]|[1-3][0-9]|4[0-8])")
_LEVEL = late_pattern(r"-1|[0-9]{1,2}")
