"""A sheet: fields, and a function from them to figures with their working."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from msgspec import Struct, field

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import BenchError, CalculationError, Caution, Severity, Values
from benchapp.domain.recipes.mixing import Lab, Tube
from benchapp.domain.recipes.recipes import Line, Recipe
from benchapp.domain.recipes.uncertainty import Uncertainty
from benchapp.domain.units.fields import DENSITY, OVERAGE, PURITY, VIABILITY, doubt
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.numerals import ANY
from benchapp.domain.units.quantities import Quantity
from benchapp.presenters.forms.form_model import read_amount

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

T = TypeVar("T")


class SimpleAnswer(Struct, frozen=True):
    """What a sheet comes to.

    Attributes:
        errors: What is wrong, by field; "" for the calculation as a whole.
        figures: The results, by name, as shown.
        working: How they were got: codes with values.
        doubts: How many of the first lines of that question a figure; the rest follows from the figures.
        questioned: What is questioned about a figure that was read, by field, whether or not there is an answer yet.
        tubes: What is mixed, as pipettes set it.
        recipe: The steps.
        off: How far off the result may be by the pipetting; None where nothing is pipetted.
    """

    errors: dict[str, BenchError] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    working: tuple[tuple[MessageCode, Values], ...] = ()
    doubts: int = 0
    questioned: dict[str, tuple[MessageCode, Values]] = field(default_factory=dict)
    tubes: tuple[Tube, ...] = ()
    recipe: tuple[Line, ...] = ()
    off: Uncertainty | None = None

    def as_recipe(self) -> Recipe | None:
        """Return the steps with their working and what is doubted; None where nothing is pipetted.

        What is questioned about a figure is said at its field, and not once more.
        """
        if not self.recipe:
            return None
        at_fields = tuple(self.questioned.values())
        doubts = (one for one in self.working[: self.doubts] if one not in at_fields)
        return Recipe(
            steps=self.recipe,
            working=tuple(Line(code, dict(values)) for code, values in self.working[self.doubts :]),
            cautions=tuple(Caution(code, Severity.CAUTION, dict(values)) for code, values in doubts),
        )


class Solver(Protocol):
    """Work out a sheet: the registry, what was typed, and the lab's pipettes and rules where they are known."""

    def __call__(self, units: Units, texts: Mapping[str, str], lab: Lab | None = None, /) -> SimpleAnswer:
        """Return the answer, or raise a `CalculationError` that names its field."""


# Reads one field by itself, whatever is in the others; raises a `BenchError` that names it.
Reader = Callable[["Units", Mapping[str, str]], Any]


class SimpleCalculator(Struct, frozen=True):
    """A small calculator.

    Attributes:
        name: Its name, in object names.
        fields: Its fields, in the order of the sentence they make.
        needed: Those without which there is no answer.
        preset: What is in a field at first.
        readers: How each field is read by itself, so that each says at once what is wrong with it.
        solve: Gives the answer; raises a `CalculationError` that names its field.
        of_compound: Whether it begins with the molar mass of the open compound.
        when_asked: Fields that are shown once the calculation asks for them, or something is in them.
    """

    name: str
    fields: tuple[str, ...]
    needed: tuple[str, ...]
    preset: Mapping[str, str]
    readers: Mapping[str, Reader]
    solve: Solver
    of_compound: bool = False
    when_asked: frozenset[str] = frozenset()


SENSES = {"density": DENSITY, "viable": VIABILITY, "percent_ww": PURITY, "overage": OVERAGE}


def read_amounts(units: Units, texts: Mapping[str, str], kinds: Mapping[str, tuple[Kind, ...]]) -> dict[str, Quantity]:
    """Return what is in the fields that are filled in.

    Raises:
        QuantityError: One cannot be read; `field` names it.
    """
    read: dict[str, Quantity] = {}
    for name, wanted in kinds.items():
        if texts.get(name, "").strip():
            read[name] = read_amount(units, texts, name, *wanted, sense=SENSES.get(name, ANY))
    return read


def amount_reader(name: str, *kinds: Kind) -> Reader:
    """Return the reader of a field that holds an amount."""
    return lambda units, texts: read_amount(units, texts, name, *kinds, sense=SENSES.get(name, ANY))


def doubt_about(units: Units, name: str, figure: Quantity) -> tuple[MessageCode, Values] | None:
    """Return what is to be questioned about a figure; None for nothing."""
    found = doubt(SENSES[name], units.base(figure)) if name in SENSES and name != "percent_ww" else None
    return None if found is None else (found.code, found.values)


def questioned(units: Units, read: Mapping[str, Quantity]) -> Iterator[tuple[MessageCode, Values]]:
    """Yield what is to be questioned about the figures, before the working."""
    found = (doubt_about(units, name, figure) for name, figure in read.items())
    yield from (one for one in found if one is not None)


def at_field(name: str, work: Callable[[], T]) -> T:
    """Compute; what cannot be pipetted is said at this field.

    Raises:
        CalculationError: It cannot be computed.
    """
    try:
        return work()
    except CalculationError as error:
        raise CalculationError(error.code, **{**error.values, "field": name}) from error
