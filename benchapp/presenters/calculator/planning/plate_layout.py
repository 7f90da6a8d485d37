"""The wells on the map: laid out by what is in the fields, then as they were changed by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from benchapp.domain.compounds.monograph import Use
from benchapp.domain.journal.entries import KeptPlate
from benchapp.domain.lab.plates import Content, Format, Layout, PlateMap, lay_out, lay_out_checkerboard, read_edits
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import BenchError, CalculationError
from benchapp.domain.recipes.plate_plan import PlatePlan
from benchapp.domain.solutions.solutions import COMPOUNDS_JOINED_BY
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.durations import read_duration
from benchapp.domain.units.kinds import BASE_UNITS
from benchapp.presenters.forms.form_model import read_whole

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units


def treatment_s(use: Use | None) -> float:
    """Return how long a use says that cells are treated, s; 0 where it does not say."""
    time = None if use is None else use.time
    if time is None or not time.number:
        return 0.0
    try:
        return read_duration(f"{time.high or time.number} {time.unit}").span.total_seconds()
    except BenchError:
        return 0.0


def plate_as_kept(plan: PlatePlan, units: Units) -> KeptPlate:
    """Return the map of a plate with the doses of each series, as the journal keeps it."""
    wells: dict[str, list[str]] = {}
    for name, content in plan.request.map.wells.items():
        wells.setdefault(content.written, []).append(name)
    first_of = [series.request.ingredients[0] for series in plan.series]
    doses = tuple(tuple(units.amount(units.of(dose, BASE_UNITS[one.kind])) for dose in one.doses) for one in first_of)
    return KeptPlate(
        plan.request.map.format.wells,
        {content: " ".join(names) for content, names in wells.items()},
        tuple(COMPOUNDS_JOINED_BY.join(one.compound for one in series.request.ingredients) for series in plan.series),
        tuple(tuple(Amount(f"{one.value:.4g}", one.unit) for one in each) for each in doses),
    )


def lay_out_wells(texts: Mapping[str, str], plate: Format, counts: Sequence[int], mode: str) -> PlateMap:
    """Return which well holds what.

    Args:
        texts: What is in the fields.
        plate: The kind of plate.
        counts: How many doses each series has.
        mode: How compounds are combined: "constant", "ratio", "checkerboard"; "" for one compound.

    Raises:
        QuantityError: A count of wells cannot be read; `field` names it.
        CalculationError: The wells do not fit the plate.
    """
    replicates = read_whole(texts, "replicates", 1, plate.wells)
    vehicle, untreated, blanks = (
        read_whole(texts, name, 0, plate.wells) for name in ("vehicle_wells", "untreated", "blanks")
    )
    layout = Layout(_contents(counts, mode), replicates, vehicle, untreated, blanks, texts.get("edge") == "yes")
    try:
        laid = _laid(plate, counts, layout, mode)
    except CalculationError:
        if not layout.edge_empty or texts.get("edge_chosen"):
            raise
        # Left free by default only where there is room inside; the recipe says that the border is used.
        laid = _laid(plate, counts, replace(layout, edge_empty=False), mode)
    return _painted(laid, read_edits(texts.get("edits", "")), counts)


def _painted(laid: PlateMap, edits: Mapping[str, Content], counts: Sequence[int]) -> PlateMap:
    """Return a map with what was changed by hand, as far as there are such wells and doses."""
    names = frozenset(laid.format.names())
    for well, content in edits.items():
        fits = len(content.levels) == len(counts) and all(
            level < count for level, count in zip(content.levels, counts, strict=True)
        )
        if well in names and (fits or content.use is not WellUse.DOSE):
            laid = laid.painted([well], content)
    return laid


def _laid(plate: Format, counts: Sequence[int], layout: Layout, mode: str) -> PlateMap:
    if mode == "checkerboard" and len(counts) > 1:
        return lay_out_checkerboard(plate, counts[0], counts[1], layout)
    return lay_out(plate, layout)


def _contents(counts: Sequence[int], mode: str) -> tuple[Content, ...]:
    """Return the doses of a map that is no checkerboard: together, and each compound alone where wanted."""
    if len(counts) == 1:
        doses = tuple(Content(WellUse.DOSE, (level,)) for level in range(counts[0]))
        # The partner alone is a dose like any other: none of the compound that goes down.
        return (*doses, Content(WellUse.DOSE, (-1,))) if mode == "constant" else doses
    together = tuple(
        Content(WellUse.DOSE, tuple(min(level, count - 1) for count in counts)) for level in range(counts[0])
    )
    alone = tuple(
        Content(WellUse.DOSE, tuple(level if axis == place else -1 for axis in range(len(counts))))
        for place, count in enumerate(counts)
        for level in range(count)
    )
    return (*together, *alone)
