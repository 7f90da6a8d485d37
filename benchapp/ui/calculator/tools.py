"""The calculators in the words of the screen: one table for the page, the finder, the bench sheet and saved recipes."""

from msgspec import Struct

from benchapp.ui.text.language import mark_text


class Tool(Struct, frozen=True):
    """A calculator of the Calculate page.

    Attributes:
        id: Its name in journals, settings and the names of widgets.
        title: On its tab.
        command: What is asked for in the finder.
        noun: What it makes, on the bench sheet; "" for a calculator that makes nothing.
        first_field: In which one begins to type; "" for the first one.
        doses: Whether cells are dosed after it, so that an incubation can follow.
    """

    id: str
    title: str
    command: str
    noun: str = ""
    first_field: str = ""
    doses: bool = False


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
        Tool("reagent", mark_text("Reagent"), mark_text("Reagent")),
        Tool("convert", mark_text("Convert"), mark_text("Convert")),
        Tool("seed", mark_text("Seed cells"), mark_text("Seed cells")),
    )
}
