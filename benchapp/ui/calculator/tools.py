"""The calculators in the words of the screen: one table for the page, the finder, the bench sheet and saved recipes."""

from msgspec import Struct

from benchapp.ui.text.language import mark_text


class SheetWords(Struct, frozen=True):
    """A small calculator in words: a sentence, fields, and figures that follow from them.

    Attributes:
        sentence: What it is for.
        fields: Title and example of each field.
        figures: Title of each figure.
    """

    sentence: str
    fields: dict[str, tuple[str, str]]
    figures: dict[str, str]


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
    """

    id: str
    title: str
    command: str
    noun: str = ""
    first_field: str = ""
    doses: bool = False
    pipetted: bool = True
    sheet: SheetWords | None = None


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
        "molar_mass": (mark_text("Molar mass, or units per mg"), mark_text("259.26 g/mol or 5000 U/mg")),
    },
    {
        "converted": mark_text("That is"),
        "value": mark_text("As it is written at the bench"),
        "also0": mark_text("That is"),
        "also1": mark_text("or"),
        "also2": mark_text("or"),
    },
)
_SEED = SheetWords(
    mark_text("I counted a suspension. How much of it goes into how much medium, for so many cells in a well?"),
    {
        "counted": (mark_text("Counted, cells per mL"), "1.2e6"),
        "viable": (mark_text("Viability"), "95 %"),
        "per_well": (mark_text("Viable cells per well"), "20000"),
        "well": (mark_text("Volume per well"), mark_text("100 µL")),
        "wells": (mark_text("Wells"), "96"),
        "overage": (mark_text("Overage"), "10 %"),
    },
    {
        "take": mark_text("Suspension to take"),
        "first": mark_text("First dilute the suspension"),
        "take_diluted": mark_text("Take of this dilution"),
        "medium": mark_text("Into medium"),
        "per_ml": mark_text("Viable cells per mL"),
    },
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
        Tool("reagent", mark_text("Reagent"), mark_text("Reagent"), sheet=_REAGENT),
        Tool("convert", mark_text("Convert"), mark_text("Convert"), pipetted=False, sheet=_CONVERT),
        Tool("seed", mark_text("Seed cells"), mark_text("Seed cells"), sheet=_SEED),
    )
}

# The words of the small calculators, by the ids of their tools.
SHEETS = {tool.id: tool.sheet for tool in TOOLS.values() if tool.sheet is not None}
