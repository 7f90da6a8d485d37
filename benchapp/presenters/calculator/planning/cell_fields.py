"""The fields that say which cells are treated."""

from collections.abc import Mapping, Sequence

from benchapp.domain.incubations.incubations import Cells


def read_cells(texts: Mapping[str, str], wells: int, kind: str) -> Cells:
    """Return the cells as they are in the fields.

    Args:
        texts: What is in the fields.
        wells: How many wells are treated.
        kind: What kind of cells they are.
    """
    return Cells(
        name=texts.get("cells", "").strip(),
        species=texts.get("species", "").strip(),
        vessel=texts.get("vessel", "").strip(),
        wells=wells,
        kind=kind,
        growth=texts.get("growth", ""),
    )


def as_treated_before(cells: Cells) -> dict[str, str]:
    """Return the fields of cells that were treated before; the vessel is today's."""
    fields = {
        "cells": cells.name,
        "species": cells.species,
        "passage": str(cells.passage) if cells.passage else "",
        "growth": cells.growth,
    }
    return {**fields, "medium": cells.medium} if cells.medium else fields


def as_treated_together(every: Sequence[Cells]) -> dict[str, str]:
    """Return the fields of cells that get one tube; how the first ones grow is taken for all."""
    return {
        "wells": str(sum(cells.wells for cells in every)),
        "cells": _joined([cells.name for cells in every]),
        "species": every[0].species,
        "growth": every[0].growth,
        "vessel": _joined([cells.vessel for cells in every]),
    }


def growth_of(name: str, known: Sequence[Cells]) -> str:
    """Return how cells grow, as it was given when they were treated before; "" where it never was."""
    wanted = name.strip().casefold()
    return next((one.growth for one in known if wanted and one.name.casefold() == wanted and one.growth), "")


def _joined(words: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(word for word in words if word))
