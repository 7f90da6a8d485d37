"""The pages: one table, from which the rail, the finder, the help and the icons know them.

What makes each of them is in `benchapp.app.program.pages`.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from benchapp.ui.text.language import mark_text


class PageName(StrEnum):
    """The pages, by their titles."""

    TODAY = mark_text("Today")
    COMPOUND = mark_text("Compound")
    COMPOUNDS = mark_text("Compounds")
    CALCULATE = mark_text("Calculate")
    SOLUTIONS = mark_text("Solutions")
    INCUBATE = mark_text("Incubate")
    JOURNAL = mark_text("Journal")
    COMPARE = mark_text("Compare")
    FORM = mark_text("Compound form")
    IMPORT = mark_text("Import")
    LAB = mark_text("Pipettes and lab rules")
    VERIFY = mark_text("Verify the calculator")
    LABELS = mark_text("Labels")
    SETTINGS = mark_text("Settings")
    REPORT = mark_text("Report")
    HELP = mark_text("Help")
    ABOUT = mark_text("About")


class PageRow(Struct, frozen=True):
    """A row of the table: what the window and the help know of a page.

    Attributes:
        name: Its name.
        help_part: The part of the manual that describes it.
        icon: Its drawing in the rail; "" for a page without a place of its own there.
        under: The page of the rail that it belongs to; None for one that is in the rail itself.
        foot: Whether it is at the foot of the rail, apart from the pages of the day.
        found: Whether the finder offers it by its title. Where it does not, a command or another page opens it.
        rail_title: What its button in the rail says, where that is not its name.
        aside: Whether it belongs to the page from which it was opened, whose button in the rail stays checked.
    """

    name: PageName
    help_part: str
    icon: str = ""
    under: PageName | None = None
    foot: bool = False
    found: bool = False
    rail_title: str = ""
    aside: bool = False

    @property
    def rail(self) -> PageName:
        """The page of the rail that it belongs to, or itself."""
        return self.under or self.name


def _table(*pages: PageRow) -> Mapping[PageName, PageRow]:
    return {page.name: page for page in pages}


_N = PageName
# In the order of the rail, and of the finder.
PAGES = _table(
    PageRow(_N.TODAY, "incubate", icon="calendar-check", found=True),
    PageRow(_N.COMPOUND, "compound", icon="hexagon", rail_title=_N.COMPOUNDS.value),
    PageRow(_N.COMPOUNDS, "compound", under=_N.COMPOUND, found=True),
    PageRow(_N.CALCULATE, "calculate", icon="flask-conical", found=True),
    PageRow(_N.SOLUTIONS, "solutions", icon="test-tube", found=True),
    PageRow(_N.INCUBATE, "incubate", icon="timer", found=True),
    PageRow(_N.JOURNAL, "backup", icon="notebook-text", found=True),
    PageRow(_N.COMPARE, "compound", under=_N.COMPOUND, found=True),
    PageRow(_N.FORM, "compound", under=_N.COMPOUND),
    PageRow(_N.IMPORT, "compound", under=_N.COMPOUND),
    PageRow(_N.LAB, "rules", under=_N.SETTINGS),
    PageRow(_N.VERIFY, "calculate", under=_N.SETTINGS),
    PageRow(_N.LABELS, "solutions", under=_N.SOLUTIONS),
    PageRow(_N.SETTINGS, "rules", icon="settings", foot=True, found=True),
    PageRow(_N.REPORT, "backup", under=_N.JOURNAL),
    PageRow(_N.HELP, "start", under=_N.TODAY, aside=True),
    PageRow(_N.ABOUT, "start", under=_N.TODAY, aside=True),
)
RAIL = tuple(page for page in PAGES.values() if page.under is None)
