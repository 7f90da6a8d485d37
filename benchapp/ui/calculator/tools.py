"""The calculators in the words of the screen: one table for the page, the finder, the bench sheet and saved recipes."""

from collections.abc import Callable

from msgspec import Struct

from benchapp.domain.units.amounts import THIN_SPACE
from benchapp.ui.text.language import mark_text, tr


class Picker(Struct, frozen=True):
    """A list from which fields of a small calculator are filled.

    Attributes:
        field: Before which field it comes, and after which it is called.
        title: What is above it.
        nothing: Its entry for what is typed.
        choices: What can be chosen, each with the fields that it fills, and whose figures those are.
    """

    field: str
    title: str
    nothing: str
    choices: tuple[tuple[str, dict[str, str], str], ...]


class SheetWords(Struct, frozen=True):
    """A small calculator in words: a sentence, fields, and figures that follow from them.

    Attributes:
        sentence: What it is for.
        fields: Title and example of each field.
        figures: Title of each figure.
        pickers: Makes the lists from which fields are filled; when the calculator is first shown.
        beside: Fields that are side by side, two in a row.
    """

    sentence: str
    fields: dict[str, tuple[str, str]]
    figures: dict[str, str]
    pickers: Callable[[], tuple[Picker, ...]] | None = None
    beside: tuple[tuple[str, str], ...] = ()


class Tool(Struct, frozen=True):
    """A calculator of the Calculate page.

    Attributes:
        id: Its name in journals, settings and the names of widgets.
        title: On its tab.
        command: What is asked for in the finder.
        noun: What it makes, on the bench sheet; "" for a calculator that makes nothing.
        first_field: In which one begins to type; "" for the first one.
        doses: Whether cells are dosed after it, so that an incubation can follow.
        pipetted: Whether its answer depends on the pipettes.
        sheet: Its words, where it is a small calculator that is shown as a sheet; None for one with a recipe.
        of_compound: Whether its recipe is of the open compound, or of something else in its place.
        rarer: Whether it is in the list of the small ones, though it has a recipe.
    """

    id: str
    title: str
    command: str
    noun: str = ""
    first_field: str = ""
    doses: bool = False
    pipetted: bool = True
    sheet: SheetWords | None = None
    of_compound: bool = True
    rarer: bool = False


_REAGENT = SheetWords(
    mark_text("A bottle names its content in % w/w and its density. How strong is it, and how much do I take?"),
    {
        "percent_ww": (mark_text("Content, % w/w"), "37 %"),
        "density": (mark_text("Density"), mark_text("1.19 g/mL")),
        "molar_mass": (mark_text("Molar mass of the content"), mark_text("36.46 g/mol")),
        "target": (mark_text("Concentration wanted"), "1 M"),
        "volume": (mark_text("Final volume"), mark_text("500 mL")),
    },
    {
        "concentration": mark_text("In the bottle"),
        "take": mark_text("Reagent to take"),
        "diluent": mark_text("Make up with"),
    },
)
_CONVERT = SheetWords(
    mark_text("The same value in another unit; between mass and molar units through the molar mass of the form."),
    {
        "value": (mark_text("Value"), mark_text("10 µM")),
        "unit": (mark_text("Unit; empty for the usual ones"), "µg/mL"),
        "molar_mass": (
            mark_text("Molar mass, length of DNA or RNA, or units per mg"),
            mark_text("259.26 g/mol, 5000 bp or 5000 U/mg"),
        ),
        "density": (mark_text("Density of the solution"), mark_text("1.05 g/mL")),
        "each": (mark_text("Equivalents, or particles, in a mole"), "2"),
    },
    {
        "converted": mark_text("That is"),
        "value": mark_text("As written in the lab"),
        "also0": mark_text("That is"),
        "also1": mark_text("or"),
        "also2": mark_text("or"),
    },
)


def _chambers() -> tuple[Picker, ...]:
    from benchapp.domain.counting.haemocytometer import SQUARES  # noqa: PLC0415 (the first paint does without)

    squares = tuple(
        (tr(one.name), {"square": f"{one.ul:g}{THIN_SPACE}µL"}, tr("area and depth: {source}", source=one.source))
        for one in SQUARES.values()
    )
    return (Picker("square", mark_text("Counted in"), mark_text("another chamber: type the volume"), squares),)


def _vessels() -> tuple[Picker, ...]:
    from benchapp.domain.counting.growth_areas import VESSELS  # noqa: PLC0415 (the first paint does without)

    vessels = tuple(
        (
            tr(one.name),
            {
                "wells": str(one.wells),
                "well": f"{one.ul:g}{THIN_SPACE}µL" if one.ul < _IN_ML else f"{one.ul / 1000:g}{THIN_SPACE}mL",
                "area": f"{one.area_cm2:g}{THIN_SPACE}cm²",
            },
            tr("area: {source}; other makers differ", source=tr(one.source)),
        )
        for one in VESSELS
    )
    return (Picker("well", mark_text("Vessel"), mark_text("as typed below"), vessels),)


# Volumes from here on are written in mL.
_IN_ML = 1000.0
# Names of squares and vessels, which the domain has in English.
_NAMES = (
    mark_text("Neubauer improved, large square"), mark_text("Neubauer improved, group square"),
    mark_text("Thoma, group square"), mark_text("Fuchs-Rosenthal, large square"),
    mark_text("Fuchs-Rosenthal, small square"), mark_text("6-well plate"), mark_text("12-well plate"),
    mark_text("24-well plate"), mark_text("48-well plate"), mark_text("96-well plate"), mark_text("35 mm dish"),
    mark_text("60 mm dish"), mark_text("100 mm dish"), mark_text("150 mm dish"), mark_text("T-25 flask"),
    mark_text("T-75 flask"), mark_text("T-175 flask"), mark_text("its name"),
)  # fmt: skip

_COUNT = SheetWords(
    mark_text("I counted cells in a chamber, with dye or without. How many are there per mL, and how many are alive?"),
    {
        "live": (mark_text("Living cells, square by square"), "45, 52, 48, 50"),
        "dead": (mark_text("Dead cells, square by square"), "3, 5, 2, 4"),
        "dilution": (mark_text("Diluted with dye"), "1:2"),
        "square": (mark_text("Volume over a square"), "0.1 µL"),
        "volume": (mark_text("In all (optional)"), "10 mL"),
    },
    {
        "living_per_ml": mark_text("Living cells per mL"),
        "viable": mark_text("Viability"),
        "per_ml": mark_text("All cells per mL"),
        "all": mark_text("Living cells in all"),
    },
    _chambers,
    (("dilution", "volume"),),
)
_INFECT = SheetWords(
    mark_text(
        "I know the titre of a virus. How much of it do my cells need for an MOI, and how many of them are infected?"
    ),
    {
        "titre": (mark_text("Titre"), "10⁸ TU/mL"),
        "cells": (mark_text("Cells per well"), "50000"),
        "moi": (mark_text("MOI, units per cell"), "5"),
        "wells": (mark_text("Wells"), "24"),
        "added": (mark_text("Volume per well, in all"), mark_text("500 µL")),
        "overage": (mark_text("Overage"), "10 %"),
    },
    {
        "virus": mark_text("Virus for a well"),
        "infected": mark_text("Infected cells"),
        "once": mark_text("Infected once"),
        "take": mark_text("Virus to take"),
        "first": mark_text("First dilute the virus"),
    },
    beside=(("cells", "moi"), ("wells", "added")),
)
_SEED = SheetWords(
    mark_text(
        "I have a cell count. How much suspension and how much medium do I need for the cells per well that I want?"
    ),
    {
        "counted": (mark_text("Counted, cells per mL"), "1.2 × 10⁶"),
        "viable": (mark_text("Viability"), "95 %"),
        "per_well": (mark_text("Viable cells per well, or per cm²"), mark_text("20000 or 5 × 10⁴/cm²")),
        "well": (mark_text("Volume per well"), mark_text("100 µL")),
        "wells": (mark_text("Wells"), "96"),
        "area": (mark_text("Growth area of a well"), mark_text("0.32 cm²")),
        "overage": (mark_text("Overage"), "10 %"),
    },
    {
        "take": mark_text("Suspension to take"),
        "first": mark_text("First dilute the suspension"),
        "take_diluted": mark_text("Take of this dilution"),
        "medium": mark_text("Into medium"),
        "per_ml": mark_text("Viable cells per mL"),
        "per_cm2": mark_text("Viable cells per cm²"),
    },
    _vessels,
    (("counted", "viable"), ("well", "wells"), ("area", "overage")),
)

TOOLS = {
    tool.id: tool
    for tool in (
        Tool("stock", mark_text("Stock"), mark_text("Prepare a stock"), mark_text("stock"), "mass"),
        Tool("dilute", mark_text("Dilute"), mark_text("Dilute, dose cells"), mark_text("dose"), "c2", doses=True),
        Tool("series", mark_text("Series"), mark_text("Dose series"), mark_text("dose series"), "top"),
        Tool("plate", mark_text("Plate"), mark_text("Plan a plate"), mark_text("plate"), "top", doses=True),
        Tool(
            "combine",
            mark_text("Combine"),
            mark_text("Combine compounds"),
            mark_text("combination"),
            "top",
            doses=True,
        ),
        Tool(
            "buffer",
            mark_text("Buffer or medium"),
            mark_text("Make a buffer or medium"),
            mark_text("buffer or medium"),
            "volume",
            of_compound=False,
        ),
        Tool(
            "in_vivo",
            mark_text("In vivo"),
            mark_text("In vivo: dose animals"),
            mark_text("dosing solution for research animals"),
            "dose",
            rarer=True,
        ),
        Tool("reagent", mark_text("Reagent"), mark_text("Reagent"), sheet=_REAGENT),
        Tool("convert", mark_text("Convert"), mark_text("Convert"), pipetted=False, sheet=_CONVERT),
        Tool(
            "count", mark_text("Count cells"), mark_text("Count cells"), pipetted=False, sheet=_COUNT, of_compound=False
        ),
        Tool("seed", mark_text("Seed cells"), mark_text("Seed cells"), sheet=_SEED, of_compound=False),
        Tool("infect", mark_text("Infect cells"), mark_text("Infect cells: MOI"), sheet=_INFECT, of_compound=False),
    )
}

# The words of the small calculators, by the ids of their tools.
SHEETS = {tool.id: tool.sheet for tool in TOOLS.values() if tool.sheet is not None}
