"""The steps of a recipe as rows: one for each tube that is made, for a run of alike tubes, and for wells filled alike.

The steps stay as they are; a row only names which of them belong together. So a recipe is read at a glance, and each
step can still be carried out and ticked alone.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from benchapp.domain.messages import Message
from benchapp.domain.recipes.recipes import Line
from benchapp.domain.recipes.tube_names import follows, numbered

# From so many tubes on, tubes made one after the other in the same way are one row.
RUN_OF_TUBES = 3
_DILUENT = frozenset({Message.STEP_PUT_DILUENT, Message.STEP_PUT_DILUENT_EACH})
_ADDED = frozenset({Message.STEP_ADD_ALSO, Message.STEP_ADD_TO_TUBE})
_TAKEN_OUT = frozenset({Message.STEP_THAW, Message.STEP_THAW_AGAIN, Message.STEP_TAKE_OPEN})
_INTO_CYLINDER = frozenset({Message.STEP_INTO_CYLINDER, Message.STEP_LEFT_IN_CYLINDER})
# Steps that fill wells which are named by where they are.
_INTO_NAMED_WELLS = frozenset(
    {
        Message.STEP_TAKE_UP_INTO,
        Message.STEP_ADD_INTO,
        Message.STEP_REPLACE_IN,
        Message.STEP_REPLACE_HALF_IN,
    }
)


# Steps that fill wells which get no tube, and may be of a row with others that do.
_MEDIUM_ALONE = frozenset({Message.STEP_ADD_INTO, Message.STEP_BLANKS, Message.STEP_BORDER})


class RowKind(StrEnum):
    """What a row of a recipe is about."""

    STEP = "step"
    STOCK = "stock"
    TUBE = "tube"
    TUBES = "tubes"
    MEDIUM = "medium"
    WELLS = "wells"


class RecipeRow(Struct, frozen=True):
    """Steps that belong together.

    Attributes:
        kind: What they do.
        places: Which steps, from 0, in their order.
        parts: The same by tube or by filling, each with the steps that are of it alone; the diluent that all tubes of
            a run get at once is of none.
    """

    kind: RowKind
    places: tuple[int, ...]
    parts: tuple[tuple[int, ...], ...] = ()


def recipe_rows(steps: Sequence[Line]) -> tuple[RecipeRow, ...]:
    """Return the rows of a recipe; each step is in one of them, and the order stays."""
    rows: list[RecipeRow] = []
    place = 0
    while place < len(steps):
        beginnings = (_stock_from, _tubes_from, _cylinder_from, _medium_from, _wells_from)
        found = (row for begin in beginnings if (row := begin(steps, place)) is not None)
        row = next(found, RecipeRow(RowKind.STEP, (place,)))
        rows.append(row)
        place = row.places[-1] + 1
    return tuple(_joined(rows, steps))


def _stock_from(steps: Sequence[Line], place: int) -> RecipeRow | None:
    """Return the tubes of one stock that are taken out from a step on, pooled and warmed; None where none is."""
    end = place
    while end < len(steps) and steps[end].code in _TAKEN_OUT and _of_one_stock(steps[place], steps[end]):
        end += 1
    if end == place:
        return None
    if end < len(steps) and steps[end].code == Message.STEP_POOL:
        end += 1
    others = any(one.code in _TAKEN_OUT for one in (*steps[:place], *steps[end:]))
    if end < len(steps) and steps[end].code == Message.STEP_WARM and not others:
        end += 1
    return RecipeRow(RowKind.STOCK, tuple(range(place, end)))


def _of_one_stock(one: Line, other: Line) -> bool:
    return one.values.get("label") == other.values.get("label")


def _tubes_from(steps: Sequence[Line], place: int) -> RecipeRow | None:
    """Return the tubes made from a step on, each with what goes into it; None where none is made there."""
    names: list[str] = []
    end = place
    while end < len(steps) and steps[end].code in _DILUENT:
        names += _named(steps[end])
        end += 1
    if not names and end < len(steps) and steps[end].code in _ADDED:
        # What is poured from one tube into an empty one has no diluent.
        names = [str(steps[end].values["tube"])]
    parts: dict[str, list[int]] = {name: [] for name in names}
    while end < len(steps) and steps[end].code in _ADDED and steps[end].values.get("tube") in parts:
        parts[str(steps[end].values["tube"])].append(end)
        end += 1
    if not names:
        return None
    kind = RowKind.TUBE if len(names) == 1 else RowKind.TUBES
    return RecipeRow(kind, tuple(range(place, end)), tuple(tuple(part) for part in parts.values()))


def _cylinder_from(steps: Sequence[Line], place: int) -> RecipeRow | None:
    """Return what is made up in a measuring cylinder from a step on."""
    end = place
    while end < len(steps) and steps[end].code in _INTO_CYLINDER:
        end += 1
    if end < len(steps) and steps[end].code == Message.STEP_FILL_UP:
        places = tuple(range(place, end + 1))
        return RecipeRow(RowKind.TUBE, places, (places,))
    return None


def _medium_from(steps: Sequence[Line], place: int) -> RecipeRow | None:
    """Return the fillings from a step on of wells that get no tube: untreated, blanks, border; None for fewer than two.

    Unlike those of tubes they differ in volume, and in whether there are cells.
    """
    end = place
    while end < len(steps) and steps[end].code in _MEDIUM_ALONE and not steps[end].values.get("of_tube"):
        end += 1
    codes = [steps[one].code for one in range(place, end)]
    # Each of the kinds is there once: of more, some would be fillings with a stock.
    if len(codes) < 2 or len(set(codes)) < len(codes):
        return None
    places = tuple(range(place, end))
    return RecipeRow(RowKind.MEDIUM, places, tuple((one,) for one in places))


def _wells_from(steps: Sequence[Line], place: int) -> RecipeRow | None:
    """Return the fillings of named wells from a step on that differ in nothing but what goes where."""
    first = steps[place]
    if first.code not in _INTO_NAMED_WELLS:
        return None
    end = place + 1
    while end < len(steps) and _fills_alike(first, steps[end]):
        end += 1
    places = tuple(range(place, end))
    return RecipeRow(RowKind.WELLS, places, tuple((one,) for one in places))


def _fills_alike(one: Line, other: Line) -> bool:
    same = ("pipette", "ul", "shots", "shot_ul", "plates", "mix", "of_tube")
    return one.code == other.code and all(one.values.get(name) == other.values.get(name) for name in same)


def _named(step: Line) -> list[str]:
    """Return the tubes that a step puts diluent into."""
    first = str(step.values["tube"])
    if step.code == Message.STEP_PUT_DILUENT:
        return [first]
    stem, number = numbered(first)
    if number is None:
        return [first, str(step.values["last"])]
    return [f"{stem}{number + more}" for more in range(int(str(step.values["count"])))]


def _joined(rows: Sequence[RecipeRow], steps: Sequence[Line]) -> Iterator[RecipeRow]:
    """Yield the rows, with tubes made one after the other in the same way as one of them."""
    run: list[RecipeRow] = []
    for row in _with_order(rows, steps):
        zero = steps[row.places[0]].code == Message.STEP_ZERO_TUBE
        if zero and run and run[-1].kind is RowKind.TUBES:
            # What is left of the diluent of a series is said with its tubes.
            run[-1] = RecipeRow(RowKind.TUBES, (*run[-1].places, *row.places), run[-1].parts)
            continue
        if run and not _goes_on(run[-1], row, steps):
            yield from _as_one(run)
            run = []
        run.append(row)
    yield from _as_one(run)


def _with_order(rows: Sequence[RecipeRow], steps: Sequence[Line]) -> Iterator[RecipeRow]:
    """Yield the rows; in which order tubes go into wells is said with the filling."""
    order: RecipeRow | None = None
    for row in rows:
        if order is not None and row.kind is RowKind.WELLS and len(row.parts) > 1:
            yield RecipeRow(RowKind.WELLS, (*order.places, *row.places), row.parts)
            order = None
            continue
        if order is not None:
            yield order
        order = row if steps[row.places[0]].code == Message.STEP_DOSING_ORDER else None
        if order is None:
            yield row
    if order is not None:
        yield order


def _as_one(run: Sequence[RecipeRow]) -> Iterator[RecipeRow]:
    if len(run) < RUN_OF_TUBES:
        yield from run
        return
    places = tuple(place for row in run for place in row.places)
    yield RecipeRow(RowKind.TUBES, places, tuple(row.places for row in run))


def _goes_on(row: RecipeRow, following: RecipeRow, steps: Sequence[Line]) -> bool:
    """Return whether a tube follows another by its number, and is made by as many steps of the same kinds."""
    if row.kind is not RowKind.TUBE or following.kind is not RowKind.TUBE:
        return False
    codes = [[steps[place].code for place in one.places] for one in (row, following)]
    name, other = (str(steps[one.places[-1]].values["tube"]) for one in (row, following))
    return codes[0] == codes[1] and follows(name, other)
