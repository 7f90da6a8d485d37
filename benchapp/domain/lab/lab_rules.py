"""Lab rules: numbers that nobody sourced for a compound, so the lab sets them, and the screen says so.

Each is shown with the words "lab rule" wherever it decides something, and a change is a journal entry that holds
for solutions made afterwards.
"""

from datetime import timedelta

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.units.spans import months_in_days


class LabRules(Struct, frozen=True):
    """The lab's rules with the defaults this program starts from.

    Attributes:
        working_room_h: Life of a watery working solution after making, where its compound's page states none, h.
            A lab choice without a chemical basis.
        working_warm_h: The same once at 37 °C, h.
        stock_liquid_h: Liquid time in all of a stock in DMSO, h.
        stock_fridge_d: Life of a stock in DMSO at 4 °C, where it is solid, d; 0 until the lab has said: no limit set.
        stock_frozen_20_d: Life of a stock in DMSO at −20 °C, d; 0 until the lab has said: no limit set.
        stock_frozen_80_d: The same at −80 °C, d; 0 until the lab has said.
        stock_other_d: Life of a stock in another solvent of which the page states none, d; 0 until the lab has said.
        stock_thawed_h: Life of a stock since it was first thawed, h; 0 until the lab has said.
        most_thaws: Most thaws of a tube; 0 until the lab has said.
        thaws_noted: From this thaw on a note is shown; the next ones are a caution.
        soon_part: Part of a life, at its end, in which "use soon" is shown.
        soon_at_most_h: But at most this long, h.
        redose_lead_min: How long before a re-dose the alarm comes, for thawing and warming, min.
        medium_vehicle_percent: Most vehicle in an intermediate in medium, % v/v.
        smallest_mix_ul: Least volume to mix, µL.
        dead_volume_ul: What stays behind in a tube that is made here, µL.
        aliquot_dead_ul: What stays behind in an aliquot of a stock in hand when it is emptied with a tip, µL.
        overage_percent: Made beyond what is needed, %.
        pipette_error_percent: Largest pipetting error accepted without an intermediate, %.
        vehicle_usual_percent: DMSO in the well that draws no remark, % v/v; "usual", not "inert".
        vehicle_sensitive_percent: From here on a warning for T cells, PBMC and cytokine read-outs.
        vehicle_high_percent: From here on a warning for all cells.
        vehicle_strong_percent: From here on a strong warning.
        ethanol_usual_percent: Ethanol in the well that draws no remark, % v/v.
        ethanol_high_percent: More than this draws a warning; no source was found for either.
        watery_share_percent: From here on it is said that a stock in water or buffer dilutes the medium, % v/v.
        balance_readability_mg: Readability of the balance, mg; 0 until the lab has said, and then nothing is checked.
        smallest_weighing_factor: Smallest weighing is this many times the readability (USP <41> floor).
        work_from_h: Working hours begin, h of the day.
        work_until_h: They end; not after the beginning: none are kept.
        work_days: Working days of a week, from Monday on.
        make_up_from_mg_ml: From this concentration on it is said how far the powder's own volume thins a stock, mg/mL.
        asked: The rules that the lab has set.
        in_months: Those of them that are months of the calendar; their numbers are about as long.
    """

    working_room_h: float = 2.0
    working_warm_h: float = 0.5
    stock_liquid_h: float = 24.0
    stock_fridge_d: float = 0.0
    stock_frozen_20_d: float = 0.0
    stock_frozen_80_d: float = 0.0
    stock_other_d: float = 0.0
    stock_thawed_h: float = 0.0
    most_thaws: float = 0.0
    thaws_noted: float = 2.0
    soon_part: float = 0.25
    soon_at_most_h: float = 1.0
    redose_lead_min: float = 30.0
    medium_vehicle_percent: float = 1.0
    smallest_mix_ul: float = 10.0
    dead_volume_ul: float = 10.0
    aliquot_dead_ul: float = 1.0
    overage_percent: float = 10.0
    pipette_error_percent: float = 5.0
    vehicle_usual_percent: float = 0.1
    vehicle_sensitive_percent: float = 0.25
    vehicle_high_percent: float = 0.5
    vehicle_strong_percent: float = 1.0
    ethanol_usual_percent: float = 0.1
    ethanol_high_percent: float = 0.5
    watery_share_percent: float = 5.0
    balance_readability_mg: float = 0.0
    smallest_weighing_factor: float = 820.0
    make_up_from_mg_ml: float = 50.0
    work_from_h: float = 8.0
    work_until_h: float = 18.0
    work_days: float = 5.0
    asked: frozenset[str] = field(default_factory=frozenset)
    in_months: frozenset[str] = field(default_factory=frozenset)

    @property
    def vehicle_bands(self) -> tuple[float, float, float, float]:
        """Usual, sensitive, high and strong DMSO in the well, % v/v."""
        return (
            self.vehicle_usual_percent,
            self.vehicle_sensitive_percent,
            self.vehicle_high_percent,
            self.vehicle_strong_percent,
        )

    def months(self, rule: str) -> int:
        """Return how many months of the calendar a rule is; 0 where it is none."""
        return months_in_days(getattr(self, rule) * RULE_SPANS[rule] / _DAY) if rule in self.in_months else 0

    def with_rule(self, rule: str, value: float, *, in_months: bool = False) -> "LabRules":
        """Return the rules with one changed; an unknown name changes nothing.

        Args:
            rule: Its name.
            value: What it is now, in its unit.
            in_months: Whether that was said in months.
        """
        if rule not in RULE_NAMES:
            return self
        named = self.in_months - {rule} | ({rule} if in_months and rule in RULE_SPANS else set())
        return replace(self, **{rule: value}, asked=self.asked | {rule}, in_months=named)


RULE_NAMES = tuple(name for name in LabRules.__struct_fields__ if name not in {"asked", "in_months"})
_DAY = timedelta(days=1)
_UNITS = {"_min": timedelta(minutes=1), "_h": timedelta(hours=1), "_d": _DAY}
# The rules that are a length of time, with the unit of their number; working hours are times of day.
RULE_SPANS = {
    name: span
    for name in RULE_NAMES
    for end, span in _UNITS.items()
    if name.endswith(end) and not name.startswith("work_")
}


def rule_said(rules: LabRules, rule: str) -> str:
    """Return the value of a rule as a text that `rule_read` reads: "182 in months"."""
    number = f"{getattr(rules, rule):g}"
    return f"{number}{_IN_MONTHS}" if rule in rules.in_months else number


def rule_read(said: str) -> tuple[float, bool]:
    """Return the value of a rule from its text, and whether it stands for months of the calendar."""
    return float(said.removesuffix(_IN_MONTHS)), said.endswith(_IN_MONTHS)


_IN_MONTHS = " in months"
