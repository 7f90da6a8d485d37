"""Amounts as they are kept: an exact decimal number and a unit, beside the text that was typed.

An `Amount` is for the journal and the screen. Algebra is done on pint quantities; `domain.units` turns one into
the other.
"""

from decimal import ROUND_HALF_EVEN, Decimal

from msgspec import Struct

from benchapp.domain.units.kinds import LADDERS, SHOWN_AS, Kind

THIN_SPACE = "\u202f"
# Four figures are more than a pipette can set and keep a typed value recognisable.
FIGURES = 4
MOLAR_MASS_FIGURES = 6
# Of what is computed from an amount and kept, so that what is computed from that in turn is not rounded twice.
_KEPT_FIGURES = 9
# Of the name of a solution: two figures where the value is within 0.2 % of them, else three.
_ROUND_FIGURES, _NAMED_FIGURES, _NEAR_ENOUGH = 2, 3, 0.002
# Beyond that a number cannot be computed with.
_MOST_DIGITS = 300
_MICROLITRES = {"pL": 1e-6, "nL": 1e-3, "uL": 1.0, "mL": 1e3, "L": 1e6}


def plain_spaces(text: str) -> str:
    """Return a text with ordinary spaces before its units, for files, tables and search."""
    return text.replace(THIN_SPACE, " ")


class Amount(Struct, frozen=True, gc=False):
    """A number with its unit, exact.

    Attributes:
        number: Decimal digits with a point, as in files ("0.5", "1e-5").
        unit: Unit as files write it ("uL", "mg/mL", "percent_vv").
        typed: The text it came from, "" when it was computed.
    """

    number: str
    unit: str
    typed: str = ""

    def __post_init__(self) -> None:
        number = Decimal(self.number)
        if not number.is_finite() or number.adjusted() > _MOST_DIGITS:
            msg = f"{self.number[:20]} is no amount"
            raise ValueError(msg)

    @property
    def value(self) -> float:
        """The number as a float, in `unit`."""
        return float(self.number)

    @property
    def microlitres(self) -> float:
        """A volume in µL; 0 where the unit is none of a volume."""
        return self.value * _MICROLITRES.get(self.unit, 0.0)

    def shown(self) -> str:
        """The amount for the screen in its own unit: "10 µM"."""
        return f"{plain(float(self.number))}{THIN_SPACE}{SHOWN_AS.get(self.unit, self.unit)}"

    def nominal(self) -> str:
        """The amount as people call it, "10 mM" for 9.992 mM; the exact figure belongs beside it."""
        return f"{plain(nominal(self.value), _NAMED_FIGURES)}{THIN_SPACE}{SHOWN_AS.get(self.unit, self.unit)}"


_SHARES, _WHOLE = frozenset({"percent", "percent_vv", "percent_ww"}), 100.0


def is_undiluted(concentration: Amount) -> bool:
    """Return whether a strength is that of a liquid as bought, 100 %: it is in nothing else."""
    return concentration.unit in _SHARES and concentration.value == _WHOLE


def nominal(number: float) -> float:
    """Return the round number that a value is called by: two figures where they are near enough, else three.

    Near enough is 0.2 %: less than any pipette of ISO 8655 is permitted to be off.
    """
    round_number = round_figures(number, _ROUND_FIGURES)
    near = abs(round_number - number) <= _NEAR_ENOUGH * abs(number)
    return round_number if near else round_figures(number, _NAMED_FIGURES)


def plain(number: float, figures: int = FIGURES) -> str:
    """Write a number with at most `figures` significant figures, without trailing zeros.

    Between 1e-4 and 1e6 it is written out; outside that, with an exponent ("1e-05" becomes "1e-5").
    """
    if number == 0:
        return "0"
    rounded = round_figures(number, figures)
    if 1e-4 <= abs(rounded) < 1e6:
        text = format(Decimal(repr(rounded)).normalize(), "f")
    else:
        mantissa, _, exponent = f"{rounded:.{figures - 1}e}".partition("e")
        text = f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"
    return text


def round_figures(number: float, figures: int) -> float:
    """Round to significant figures, halves to even."""
    if number == 0:
        return 0.0
    exact = Decimal(repr(number))
    quantum = Decimal(1).scaleb(exact.adjusted() - figures + 1)
    return float(exact.quantize(quantum, rounding=ROUND_HALF_EVEN))


def show(base: float, kind: Kind, figures: int | None = None) -> str:
    """Show a value in base units on its bench ladder.

    Args:
        base: The value in the base unit of `kind` (g, mol, L, mol/L, g/L, g/mol, per cent, times, s).
        kind: Which ladder.
        figures: Significant figures; 4, and 6 for a molar mass, unless said otherwise.

    Returns:
        Number, thin space, unit: "1.88 mL". What is shown can be typed back.
    """
    number, unit = on_ladder(base, kind, figures)
    return f"{number}{THIN_SPACE}{SHOWN_AS[unit]}"


def on_ladder(base: float, kind: Kind, figures: int | None = None) -> tuple[str, str]:
    """Return the number (as shown) and the unit (as files write it) of a base value on its ladder."""
    figures = figures or (MOLAR_MASS_FIGURES if kind is Kind.MOLAR_MASS else FIGURES)
    ladder = LADDERS[kind]
    chosen = ladder[0]
    for rung in ladder:
        # The rounded number decides, so that 999.96 µM climbs to 1 mM instead of being shown as 1000 µM. No rounding
        # brings less than 0.9 to one.
        number = abs(base / rung.factor)
        if number >= 1 or (number >= 0.9 and round_figures(number, figures) >= 1):
            chosen = rung
    if base == 0:
        chosen = next(rung for rung in ladder if rung.factor == 1.0)
    if kind is Kind.MASS_CONCENTRATION and chosen.unit == "g/mL":
        chosen = ladder[-2]
    return plain(base / chosen.factor, figures), chosen.unit


def with_decimal_sign(text: str, sign: str) -> str:
    """Return shown text the locale's decimal sign; group separators never occur."""
    return text if sign == "." else text.replace(".", sign)


def multiplied(amount: Amount, times: float) -> Amount:
    """Return an amount several times as large, in its own unit."""
    return Amount(plain(amount.value * times, _KEPT_FIGURES), amount.unit)


def respelled(text: str, before: str, now: str) -> str:
    """Return what was typed for an amount, or for several, with another decimal sign.

    Args:
        text: As it was typed.
        before: The decimal sign until now.
        now: The one from now on.
    """
    if before == now:
        return text
    if now == ",":
        # The comma between several amounts would be read as a decimal sign.
        return text.replace(", ", "; ").replace(".", ",")
    return text.replace(",", ".")


def volume_amount(ul: float) -> Amount:
    """Return a volume in µL as an amount on its ladder, to six figures."""
    number, unit = on_ladder(ul * 1e-6, Kind.VOLUME, 6)
    return Amount(number, unit)
