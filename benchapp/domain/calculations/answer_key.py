"""Answer keys: published worked examples, recomputed by the calculators as a user would type them."""

import math
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct, field

from benchapp.domain.calculations.conversion import convert
from benchapp.domain.calculations.dilution import dilute
from benchapp.domain.calculations.reagent import solve_reagent
from benchapp.domain.calculations.series import series
from benchapp.domain.calculations.stock import Stock, solve_stock
from benchapp.domain.calculations.vehicle import solve_vehicle
from benchapp.domain.messages import BenchError, CalculationError, Message
from benchapp.domain.units.quantities import Quantity, kind_of, same_scale
from benchapp.domain.units.units import Units

HALF_LOG = math.sqrt(10)


class Case(Struct, frozen=True):
    """One worked example.

    Attributes:
        id: Name of the case.
        calculator: Which calculator: stock, dilute, reagent, series, vehicle, convert.
        given: Text as a user types it, by field.
        expect: The stated answers, text or lists of text, by field.
        source: Where it is stated.
        sig_figs: Figures to which ours must round to the stated value; 0 where `rel` holds.
        rel: Relative tolerance otherwise.
    """

    id: str
    calculator: str
    given: dict[str, str]
    expect: dict[str, str | list[str]]
    source: str = ""
    sig_figs: int = 0
    rel: float = 1e-6


class CaseResult(Struct, frozen=True):
    """What came of one case.

    Attributes:
        case: The case.
        agrees: Whether every stated answer was met.
        ours: What was computed, by field, as text; the reason where nothing was.
    """

    case: Case
    agrees: bool
    ours: dict[str, str] = field(default_factory=dict)


def verify(case: Case, units: Units) -> CaseResult:
    """Recompute one case and compare.

    Raises:
        BenchError: The case cannot be read or computed.
    """
    units = units.with_point()
    results = _CALCULATORS[case.calculator](case.given, units) if case.calculator in _CALCULATORS else {}
    if not results:
        raise CalculationError(Message.TOO_FEW_GIVEN, missing=case.calculator)
    agrees, ours = True, {}
    for name, stated in case.expect.items():
        found = results.get(name)
        wanted = stated if isinstance(stated, list) else [stated]
        got = list(found) if isinstance(found, tuple) else [found]
        ours[name] = "; ".join("none" if value is None else _text(value, units) for value in got)
        agrees &= len(wanted) == len(got) and all(
            _same(value, text, case, units) for value, text in zip(got, wanted, strict=True)
        )
    return CaseResult(case, agrees, ours)


def verify_every(cases: Iterable[Case], units: Units) -> Iterator[tuple[Case, CaseResult | Exception]]:
    """Yield each case with what came of it, or with why it cannot be read or computed."""
    for case in cases:
        try:
            result: CaseResult | Exception = verify(case, units)
        except (BenchError, KeyError, ValueError) as error:
            result = error
        yield case, result


_Result = Quantity | float | tuple[Quantity, ...] | None


def _text(value: "Quantity | float", units: Units) -> str:
    return f"{value:.6g}" if isinstance(value, float) else units.show(value, 6)


def _same(value: "Quantity | float | None", stated: str, case: Case, units: Units) -> bool:
    if value is None:
        return False
    if isinstance(value, float):
        number, ours = stated.removesuffix("x").strip(), value
    else:
        typed = units.read_both(stated)[1]
        wanted = units.quantity(typed)
        number = typed.number
        scaled = value if kind_of(value) is kind_of(wanted) else same_scale(value, wanted, None)[0]
        ours = float(scaled.m_as(wanted.units))
    want = float(number)
    if not case.sig_figs:
        return math.isclose(ours, want, rel_tol=case.rel)
    # Half a step of the last stated figure either way, so that a tie may round both ways.
    step = 10.0 ** (Decimal(number).adjusted() - case.sig_figs + 1)
    return abs(ours - want) <= step / 2 * (1 + 1e-9)


def _read(given: Mapping[str, str], units: Units, *names: str) -> dict[str, Quantity]:
    return {name: units.read(given[name]) for name in names if name in given}


def _stock(given: Mapping[str, str], units: Units) -> dict[str, _Result]:
    names = ("mass", "amount", "volume", "concentration", "molar_mass", "purity")
    solved = solve_stock(Stock(**_read(given, units, *names)))
    return {name: getattr(solved, name) for name in names}


def _dilute(given: Mapping[str, str], units: Units) -> dict[str, _Result]:
    names = ("c1", "v1", "c2", "v2", "diluent", "molar_mass")
    solved = dilute(**_read(given, units, *names))
    return {name: getattr(solved, name) for name in names[:-1]} | {"factor": solved.factor}


def _reagent(given: Mapping[str, str], units: Units) -> dict[str, _Result]:
    read = _read(given, units, "percent_ww", "density", "molar_mass", "target", "volume")
    solved = solve_reagent(
        read["percent_ww"],
        read["density"],
        read["molar_mass"],
        target=read.get("target"),
        volume=read.get("volume"),
    )
    return {"concentration": solved.concentration, "take": solved.take, "diluent": solved.diluent}


def _series(given: Mapping[str, str], units: Units) -> dict[str, _Result]:
    read = _read(given, units, "top", "volume", "mixing_volume")
    typed = given["factor"].strip().lower().removesuffix("x")
    factor = HALF_LOG if typed == "half-log" else float(typed)
    solved = series(
        read["top"],
        factor,
        int(given["points"]),
        volume=read.get("volume"),
        mixing_volume=read.get("mixing_volume"),
    )
    return {
        "concentrations": solved.concentrations,
        "transfer": solved.transfer,
        "diluent": solved.diluent,
        "volume": solved.left,
        "mixing_volume": solved.mixing_volume,
        "last": solved.concentrations[-1],
    }


def _vehicle(given: Mapping[str, str], units: Units) -> dict[str, _Result]:
    read = _read(given, units, "stock", "final", "vehicle", "volume", "molar_mass")
    solved = solve_vehicle(percent=units.of(1, "percent"), **read)
    names = ("vehicle", "stock", "final", "vehicle_volume", "diluent", "stock_factor")
    return {name: getattr(solved, name) for name in names}


def _convert(given: Mapping[str, str], units: Units) -> dict[str, _Result]:
    read = _read(given, units, "value", "molar_mass")
    return {"value": convert(read["value"], units.read(f"1 {given['unit']}"), read.get("molar_mass"))}


_CALCULATORS = {
    "stock": _stock,
    "dilute": _dilute,
    "reagent": _reagent,
    "series": _series,
    "vehicle": _vehicle,
    "convert": _convert,
}
