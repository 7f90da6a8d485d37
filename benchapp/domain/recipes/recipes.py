"""Recipes: numbered steps for these pipettes, with the working, the cautions and what is really reached.

Steps and working lines are codes with values; `ui` words them for the screen, the clipboard and the PDF.
"""

from msgspec import Struct, field

from benchapp.domain.codes import MessageCode
from benchapp.domain.journal.entries import Judged
from benchapp.domain.lab.pipettes import Transfer
from benchapp.domain.messages import Caution, Message, Value
from benchapp.domain.recipes.ingredients import Ingredient
from benchapp.domain.recipes.uncertainty import Uncertainty

# From this error on, at worst, a dose is no longer the dose that is written on it.
LARGE_ERROR = 0.15


class Line(Struct, frozen=True):
    """One step or one line of working.

    Attributes:
        code: Which sentence.
        values: What it names: volumes in µL, concentrations in base units, names of pipettes and tubes.
    """

    code: MessageCode
    values: dict[str, Value] = field(default_factory=dict)


class Recipe(Struct, frozen=True):
    """What to do, why it comes out, and what to mind.

    Attributes:
        steps: In the order of doing.
        working: How the figures follow.
        cautions: Loudest first.
        judged: The limits it was checked against.
        cannot_know: What no calculation can tell here.
        stocks: What it is made of, with the names of the compounds.
    """

    steps: tuple[Line, ...]
    working: tuple[Line, ...] = ()
    cautions: tuple[Caution, ...] = ()
    judged: tuple[Judged, ...] = ()
    cannot_know: tuple[Line, ...] = ()
    stocks: tuple[Ingredient, ...] = ()


def pipetting(way: Transfer) -> dict[str, Value]:
    """Return a transfer as values of a step."""
    return {"pipette": way.pipette, "times": way.times, "ul": way.set_ul}


def shots(way: Transfer) -> dict[str, Value]:
    """Return in how many shots of what a volume goes into a well, as values of a step; {} for one."""
    return {"shots": way.times, "shot_ul": way.set_ul} if way.times > 1 else {}


def off_by(off: Uncertainty, tube: str = "") -> Line:
    """Return how far off a dose may be as a line of working: typically, at worst, and what decides, in per cent."""
    values: dict[str, Value] = {"error": 100 * off.typical, "worst": 100 * off.worst, "tube": tube}
    if off.main_ul:
        values |= {"main_ul": off.main_ul, "main_pipette": off.main_pipette, "share": 100 * off.main_share}
    return Line(Message.WORK_OFF, values)


def loudest_first(cautions: list[Caution]) -> tuple[Caution, ...]:
    """Sort cautions by severity, keeping the order within one."""
    return tuple(sorted(cautions, key=lambda caution: -caution.severity))
