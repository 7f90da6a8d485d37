"""The small calculators beside the recipes: a bottled reagent, a conversion, cells to seed.

Each is a sheet: its fields, and a function from them to figures with their working. None of them writes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.calculations.conversion import convert
from benchapp.domain.calculations.reagent import diluted, solve_reagent
from benchapp.domain.calculations.seeding import Pipetted, pipetted, read_count, seed, seeded_off, seeding_tubes
from benchapp.domain.lab.pipettes import Transfer
from benchapp.domain.lab.plates import FORMATS
from benchapp.domain.messages import (
    BenchError,
    CalculationError,
    Caution,
    Message,
    QuantityError,
    Severity,
    Value,
    Values,
)
from benchapp.domain.recipes.mixing import Lab, Tube
from benchapp.domain.recipes.recipes import Line, Recipe, off_by, pipetting, shots
from benchapp.domain.recipes.tube_steps import tube_steps
from benchapp.domain.recipes.uncertainty import Uncertainty
from benchapp.domain.recipes.well_cautions import too_full
from benchapp.domain.units.amounts import THIN_SPACE, plain
from benchapp.domain.units.fields import DENSITY, OVERAGE, PURITY, VIABILITY, doubt
from benchapp.domain.units.grammar import read_whole_number
from benchapp.domain.units.kinds import CONCENTRATIONS, Kind
from benchapp.domain.units.numerals import ANY
from benchapp.domain.units.quantities import Quantity, kind_of
from benchapp.domain.units.unit_names import read_unit, shown_unit
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.presenters.forms.form_model import FormModel, in_field, read_amount

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units
    from benchapp.presenters.session.journal_session import JournalSession

MAX_WELLS = 1536
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
    working: tuple[tuple[Message, Values], ...] = ()
    doubts: int = 0
    questioned: dict[str, tuple[Message, Values]] = field(default_factory=dict)
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


# Reads one field by itself, whatever stands in the others; raises a `BenchError` that names it.
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
    """

    name: str
    fields: tuple[str, ...]
    needed: tuple[str, ...]
    preset: Mapping[str, str]
    readers: Mapping[str, Reader]
    solve: Solver


_SENSES = {"density": DENSITY, "viable": VIABILITY, "percent_ww": PURITY, "overage": OVERAGE}


def _read(units: Units, texts: Mapping[str, str], kinds: Mapping[str, tuple[Kind, ...]]) -> dict[str, Quantity]:
    read: dict[str, Quantity] = {}
    for name, wanted in kinds.items():
        if texts.get(name, "").strip():
            read[name] = read_amount(units, texts, name, *wanted, sense=_SENSES.get(name, ANY))
    return read


def _amount(name: str, *kinds: Kind) -> Reader:
    """Return the reader of a field that holds an amount."""
    return lambda units, texts: read_amount(units, texts, name, *kinds, sense=_SENSES.get(name, ANY))


def _doubt(units: Units, name: str, figure: Quantity) -> tuple[Message, Values] | None:
    """Return what is to be questioned about a figure; None for nothing."""
    found = doubt(_SENSES[name], units.base(figure)) if name in _SENSES and name != "percent_ww" else None
    return None if found is None else (found.code, found.values)


def _questioned(units: Units, read: Mapping[str, Quantity]) -> Iterator[tuple[Message, Values]]:
    """Yield what is to be questioned about the figures, before the working."""
    found = (_doubt(units, name, figure) for name, figure in read.items())
    yield from (one for one in found if one is not None)


def _at(name: str, work: Callable[[], T]) -> T:
    """Compute; what cannot be pipetted is said at this field."""
    try:
        return work()
    except CalculationError as error:
        raise CalculationError(error.code, **{**error.values, "field": name}) from error


# -- a bottled reagent -----------------------------------------------------------------------------------------------

_REAGENT = {
    "percent_ww": (Kind.PERCENT, Kind.PERCENT_WW),
    "density": (Kind.MASS_CONCENTRATION,),
    "molar_mass": (Kind.MOLAR_MASS,),
    "target": (Kind.MOLARITY, Kind.MASS_CONCENTRATION),
    "volume": (Kind.VOLUME,),
}


def solve_bottle(units: Units, texts: Mapping[str, str], lab: Lab | None = None, /) -> SimpleAnswer:
    """Return the concentration in a bottle, and how much of it to take."""
    read = _read(units, texts, _REAGENT)
    target, volume = read.get("target"), read.get("volume")
    whole = target is not None and volume is not None
    solved = solve_reagent(
        read["percent_ww"], read["density"], read["molar_mass"],
        target=target if whole else None, volume=volume if whole else None,
    )  # fmt: skip
    figures = {"concentration": units.show(solved.concentration)}
    percent, density = float(read["percent_ww"].m), float(read["density"].m_as("g/mL"))
    molar_mass = float(read["molar_mass"].m_as("g/mol"))
    bottle = float(solved.concentration.m_as("mol/L"))
    working: list[tuple[Message, Values]] = [
        (Message.WORK_BOTTLE, {"density": density, "percent": percent, "molar_mass": molar_mass, "bottle": bottle})
    ]
    made = None
    if solved.take is not None and solved.diluent is not None:
        figures |= {"take": units.show(solved.take), "diluent": units.show(solved.diluent)}
        take_ul = float(solved.take.m_as("uL"))
        total_ul = float(solved.take.m_as("uL") + solved.diluent.m_as("uL"))
        working.append((Message.WORK_TAKE, {"take_ul": take_ul, "total_ul": total_ul, "bottle": bottle}))
        if lab is not None:
            _at("volume", partial(lab.transfer, take_ul))
            # Where so little is missing to the volume that no pipette can set it, the figures are all there is.
            with suppress(CalculationError):
                made = diluted(take_ul, float(solved.diluent.m_as("uL")), lab)
    doubts = tuple(_questioned(units, read))
    found = SimpleAnswer(figures=figures, working=(*doubts, *working), doubts=len(doubts))
    return found if made is None else replace(found, tubes=(made.tube,), recipe=made.recipe, off=made.off)


# -- a conversion ----------------------------------------------------------------------------------------------------


def _converted(value: Quantity, wanted: Quantity, molar_mass: Quantity | None) -> Quantity:
    try:
        return convert(value, wanted, molar_mass)
    except CalculationError as error:
        at = "molar_mass" if error.code in {Message.NEEDS_MOLAR_MASS, Message.NEEDS_SPECIFIC_ACTIVITY} else "unit"
        raise CalculationError(error.code, **{**error.values, "field": at}) from error


# What is offered where no unit is named: the other scale, and the everyday units of it.
_OTHER_SCALE = {
    Kind.MOLARITY: ("mg/mL", "ug/mL", "percent_wv"),
    Kind.MASS_CONCENTRATION: ("mM", "uM", "percent_wv"),
    Kind.MASS: ("mol", "umol", "nmol"),
    Kind.AMOUNT: ("mg", "ug", "g"),
}
_OTHER_SCALE_BY_ACTIVITY = {
    Kind.MASS: ("U", "kU"),
    Kind.MASS_CONCENTRATION: ("U/mL", "kU/mL"),
    Kind.ACTIVITY: ("mg", "ug"),
    Kind.ACTIVITY_CONCENTRATION: ("mg/mL", "ug/mL"),
}


_CONVERTED = {
    "value": (Kind.MASS, Kind.AMOUNT, Kind.VOLUME, Kind.TIME, Kind.ACTIVITY, *CONCENTRATIONS),
    "molar_mass": (Kind.MOLAR_MASS, Kind.SPECIFIC_ACTIVITY),
}


def _unit(units: Units, texts: Mapping[str, str]) -> Quantity:
    return in_field("unit", partial(units.read, f"1 {texts['unit'].strip()}"))


def _in_typed_unit(units: Units, converted: Quantity, typed: str) -> str:
    """Show what was converted in the unit that was typed: ppm and µL/mL are kept as per cent."""
    _, times = read_unit(typed) or ("", 1)
    if times == 1:
        return units.exactly(converted)
    return units.written(f"{plain(float(converted.m) / float(times))}{THIN_SPACE}{shown_unit(typed)}")


def solve_conversion(units: Units, texts: Mapping[str, str], _lab: Lab | None = None, /) -> SimpleAnswer:
    """Return a value in another unit, through the molar mass or the specific activity where that is needed."""
    read = _read(units, texts, _CONVERTED)
    value, molar_mass = read["value"], read.get("molar_mass")
    if molar_mass is not None and not units.base(molar_mass) > 0:
        raise CalculationError(Message.NOT_POSITIVE, field="molar_mass")
    if texts.get("unit", "").strip():
        converted = _converted(value, _unit(units, texts), molar_mass)
        return SimpleAnswer(figures={"converted": _in_typed_unit(units, converted, texts["unit"].strip())})
    figures = {"value": units.show(value)}
    kind = kind_of(value)
    by_activity = molar_mass is not None and kind_of(molar_mass) is Kind.SPECIFIC_ACTIVITY
    others: dict[Kind, tuple[str, ...]] = {}
    if molar_mass is not None:
        others = {**(_OTHER_SCALE_BY_ACTIVITY if by_activity else _OTHER_SCALE)}
    if kind is not None and kind in others:
        for place, name in enumerate(others[kind]):
            figures[f"also{place}"] = units.exactly(convert(value, units.of(1, name), molar_mass))
    return SimpleAnswer(figures=figures)


# -- cells to seed ---------------------------------------------------------------------------------------------------


_SEEDED = {"viable": (Kind.PERCENT,), "well": (Kind.VOLUME,), "overage": (Kind.PERCENT,)}
_COUNTED = {"counted": "mL", "per_well": "well"}


def _count(name: str, units: Units, texts: Mapping[str, str]) -> float:
    return in_field(name, partial(read_count, texts[name], decimal_comma=units.decimal_comma, per=_COUNTED[name]))


def solve_seeding(units: Units, texts: Mapping[str, str], lab: Lab | None = None, /) -> SimpleAnswer:
    """Return how much of a counted suspension goes into how much medium, diluted before where it is too little."""
    counted, per_well = (_count(name, units, texts) for name in _COUNTED)
    read = _read(units, texts, _SEEDED)
    viable = float(read["viable"].m) if "viable" in read else 100.0
    overage = float(read["overage"].m) if "overage" in read else 0.0
    wells = _wells(units, texts)
    well_ml = float(read["well"].m_as("mL"))
    if well_ml <= 0:
        raise CalculationError(Message.NOT_POSITIVE, field="well")
    solved = seed(counted, viable, per_well, wells, well_ml, overage)
    ways, off = None, Uncertainty()
    tubes: tuple[Tube, ...] = ()
    recipe: tuple[Line, ...] = ()
    if lab is not None:
        into_well = lab.into_well(well_ml * 1000, "well")
        ways = _at("overage", partial(pipetted, solved, lab))
        off = seeded_off(ways, well_ml * 1000, lab)
        tubes = seeding_tubes(ways, lab)
        last = {
            **pipetting(into_well),
            "ul": into_well.volume_ul,
            "tube": tubes[-1].name,
            "wells": wells,
            **shots(into_well),
        }
        recipe = (*tube_steps(tubes, (), ""), Line(Message.STEP_SEED_WELLS, last))
    figures = {
        "take": units.show(units.of(solved.take_ml, "mL")),
        "medium": units.show(units.of(solved.medium_ml, "mL")),
        "per_ml": units.written(plain(solved.per_ml, 3)),
    }
    values: Values = {
        "wells": wells, "ul": well_ml * 1000, "overage": overage, "total_ul": solved.total_ml * 1000,
        "counted": counted, "viable": viable, "per_ml": solved.per_ml, "cells": solved.cells,
        "take_ul": solved.take_ml * 1000,
    }  # fmt: skip
    working: list[tuple[Message, Values]] = [
        (Message.WORK_BATCH, values), (Message.WORK_DENSITY, values), (Message.WORK_CELLS, values),
    ]  # fmt: skip
    if ways is not None:
        if ways.predilutions:
            figures = _diluted_before(units, ways) | {"per_ml": figures["per_ml"]}
        working += [*_pipetting(ways, solved.take_ml * 1000), (Message.WORK_CELLS_OFF, off_by(off).values)]
    off_known = None if ways is None else off
    # A whole plate's number of wells is taken for that plate.
    full = [(one.code, one.values) for one in too_full(FORMATS.get(wells), well_ml * 1000)]
    doubts = (*full, *_questioned(units, read))
    return SimpleAnswer(
        figures=figures, working=(*doubts, *working), doubts=len(doubts), tubes=tubes, recipe=recipe, off=off_known
    )


def _diluted_before(units: Units, ways: Pipetted) -> dict[str, str]:
    """Return what is taken and mixed where the suspension is diluted first."""
    medium_ul = 0.0 if ways.medium is None else ways.medium.wanted_ul
    return {
        "first": f"1:{ways.factor:.0f}",
        "take_diluted": units.show(units.of(ways.take.wanted_ul, "uL")),
        "medium": units.show(units.of(medium_ul, "uL")),
    }


def _pipetting(ways: Pipetted, take_ul: float) -> Iterator[tuple[Message, Values]]:
    if ways.predilutions:
        yield Message.WORK_TOO_LITTLE, {"take_ul": take_ul}
    before = 1.0
    for one in ways.predilutions:
        poured = _set("take", one.take) | _set("medium", one.medium)
        yield Message.WORK_PREDILUTE, {"factor": one.factor, "of": before, **poured}
        before = one.factor
    taken: Values = {"of": ways.factor, **_set("take", ways.take)}
    if ways.medium is None:
        yield Message.WORK_SET_TAKE, taken
    else:
        yield Message.WORK_SET_BOTH, {**taken, **_set("medium", ways.medium)}


def _set(name: str, way: Transfer) -> dict[str, Value]:
    return {f"{name}_pipette": way.pipette, f"{name}_times": way.times, f"{name}_set_ul": way.set_ul}


def _wells(units: Units, texts: Mapping[str, str]) -> int:
    text = texts["wells"]
    wells = in_field("wells", partial(read_whole_number, text, decimal_comma=units.decimal_comma))
    if not 1 <= wells <= MAX_WELLS:
        raise QuantityError(Message.NOT_BETWEEN, text=text, least=1, most=MAX_WELLS, field="wells")
    return wells


REAGENT = SimpleCalculator(
    "reagent",
    ("percent_ww", "density", "molar_mass", "target", "volume"),
    ("percent_ww", "density", "molar_mass"),
    {},
    {name: _amount(name, *kinds) for name, kinds in _REAGENT.items()},
    solve_bottle,
)
CONVERT = SimpleCalculator(
    "convert",
    ("value", "unit", "molar_mass"),
    ("value",),
    {},
    {name: _amount(name, *kinds) for name, kinds in _CONVERTED.items()} | {"unit": _unit},
    solve_conversion,
)
SEED = SimpleCalculator(
    "seed",
    ("counted", "viable", "per_well", "well", "wells", "overage"),
    ("counted", "per_well", "well", "wells"),
    {"viable": "100 %", "well": "100 µL", "wells": "96", "overage": "10 %"},
    {name: _amount(name, *kinds) for name, kinds in _SEEDED.items()}
    | {name: partial(_count, name) for name in _COUNTED}
    | {"wells": _wells},
    solve_seeding,
)


def make_quick_desks(compounds: CurrentCompound, book: JournalSession) -> tuple[SimpleForm, ...]:
    """Make the small calculators; a bottled reagent is not the open compound, and has its own molar mass."""

    def lab() -> Lab:
        return Lab(book.bench.rules, book.pipettes)

    return SimpleForm(REAGENT, lab=lab), SimpleForm(CONVERT, compounds), SimpleForm(SEED, lab=lab)


class SimpleForm(FormModel[SimpleAnswer]):
    """What is in the fields of a sheet; its answer is the `SimpleAnswer`.

    Args:
        sheet: The calculator.
        compounds: For the molar mass, where the sheet is about the open compound; None where it is not.
        lab: Gives pipettes and rules as they are now; None where nothing is pipetted.
    """

    def __init__(
        self, sheet: SimpleCalculator, compounds: CurrentCompound | None = None, lab: Callable[[], Lab] | None = None
    ) -> None:
        super().__init__(sheet.preset, SimpleAnswer())
        self.sheet = sheet
        self._lab = lab
        self._compounds = compounds
        if compounds is not None:
            compounds.chosen.connect(self._on_compound)
            compounds.form_chosen.connect(self._on_compound)
            self._on_compound()

    def is_amount(self, name: str) -> bool:
        """Return whether a field holds amounts, and not the name of a unit."""
        return name != "unit"

    def _on_compound(self) -> None:
        form = self._compounds.form if self._compounds is not None else None
        if form is not None:
            # What has no page may have no molar mass; that of the compound before is not its own.
            known = bool(float(form.molar_mass))
            self.fill("molar_mass", f"{form.molar_mass}{THIN_SPACE}g/mol" if known else "")
        self.answer_now()

    def _solve(self, units: Units) -> SimpleAnswer:
        errors: dict[str, BenchError] = {}
        questioned: dict[str, tuple[Message, Values]] = {}
        for name in self.sheet.fields:
            if not self.text(name).strip():
                continue
            try:
                read = self.sheet.readers[name](units, self._texts)
            except BenchError as error:
                errors[name] = error
            else:
                found = _doubt(units, name, read) if name in _SENSES else None
                if found is not None:
                    questioned[name] = found
        if errors or not all(self.text(name).strip() for name in self.sheet.needed):
            return SimpleAnswer(errors=errors, questioned=questioned)
        try:
            solved = self.sheet.solve(units, self._texts, None if self._lab is None else self._lab())
        except BenchError as error:
            return SimpleAnswer(errors={str(error.values.get("field", "")): error}, questioned=questioned)
        return replace(solved, questioned=questioned)
