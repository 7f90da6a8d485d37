"""The words of the lab rules: title, unit and reason of each, in groups."""

from datetime import timedelta

from benchapp.domain.lab.lab_rules import RULE_SPANS
from benchapp.domain.units.spans import months_as_said, months_in_days
from benchapp.ui.text.language import counted, mark_text, plain, tr

RULES: dict[str, dict[str, tuple[str, str, str]]] = {
    mark_text("Making"): {
        "pipette_error_percent": (
            mark_text("Pipetting error accepted"),
            "%",
            mark_text("above this, an intermediate dilution is made"),
        ),
        "medium_vehicle_percent": (
            mark_text("Vehicle in an intermediate in medium"),
            "% v/v",
            mark_text("at most; bench practice"),
        ),
        "smallest_mix_ul": (mark_text("Smallest volume to mix"), "µL", mark_text("bench practice")),
        "dead_volume_ul": (mark_text("Dead volume of a tube made here"), "µL", mark_text("bench practice")),
        "aliquot_dead_ul": (
            mark_text("Dead volume of an aliquot"),
            "µL",
            mark_text("what a tip leaves in it; bench practice, no source found"),
        ),
        "overage_percent": (mark_text("Overage"), "%", mark_text("common advice is 10 to 20 %")),
        "balance_readability_mg": (mark_text("Readability of the balance"), "mg", mark_text("0: nothing is checked")),
        "smallest_weighing_factor": (
            mark_text("Smallest weighing"),
            mark_text("× readability"),
            mark_text("floor of USP <41>"),
        ),
        "work_from_h": (
            mark_text("Working hours from"),
            "h",
            mark_text("steps outside are marked, with the nearest times"),
        ),
        "work_until_h": (mark_text("Working hours until"), "h", mark_text("not after the beginning: no working hours")),
        "work_days": (mark_text("Working days a week"), mark_text("days"), mark_text("from Monday on")),
        "make_up_from_mg_ml": (
            mark_text("Powder’s own volume counts from"),
            "mg/mL",
            mark_text("0.7 µL per mg, an estimate"),
        ),
    },
    mark_text("DMSO in the well, all compounds and re-doses together"): {
        "vehicle_usual_percent": (
            mark_text("Usual up to"),
            "% v/v",
            mark_text("usual, not inert: 0.1 % changes genes"),
        ),
        "vehicle_sensitive_percent": (
            mark_text("Too much for T cells, PBMC, cytokines from"),
            "% v/v",
            mark_text("activation markers fall"),
        ),
        "vehicle_high_percent": (mark_text("High for any cells from"), "% v/v", mark_text("proliferation falls")),
        "vehicle_strong_percent": (mark_text("Harms cells from"), "% v/v", mark_text("proliferation stops")),
    },
    mark_text("Other vehicles in the well"): {
        "ethanol_usual_percent": (
            mark_text("Ethanol, usual up to"),
            "% v/v",
            mark_text("bench practice; no source found"),
        ),
        "ethanol_high_percent": (
            mark_text("Ethanol, high above"),
            "% v/v",
            mark_text("bench practice; no source found"),
        ),
        "watery_share_percent": (
            mark_text("Water or buffer, noted from"),
            "% v/v",
            mark_text("not toxic; the medium is diluted"),
        ),
    },
    mark_text("Freshness"): {
        "working_room_h": (mark_text("Working solution, after making"), "h", mark_text("where its page states none")),
        "working_warm_h": (
            mark_text("Working solution, at 37 °C in all"),
            "h",
            mark_text("a lab choice, no chemical basis"),
        ),
        "stock_liquid_h": (
            mark_text("Stock in DMSO, liquid in all"),
            "h",
            mark_text("no source found against a frozen stock"),
        ),
        "stock_fridge_d": (mark_text("Stock in DMSO at 4 °C, solid"), "d", mark_text("0: no limit set")),
        "stock_frozen_20_d": (mark_text("Stock in DMSO at −20 °C"), "d", mark_text("0: no limit set")),
        "stock_frozen_80_d": (mark_text("Stock in DMSO at −80 °C"), "d", mark_text("0: no limit set")),
        "stock_other_d": (
            mark_text("Stock in another solvent"),
            "d",
            mark_text("where its page states none; 0: no limit set"),
        ),
        "stock_thawed_h": (mark_text("Stock once thawed"), "h", mark_text("0: no limit set")),
        "most_thaws": (mark_text("Thaws at most"), mark_text("thaws"), mark_text("0: no limit set")),
        "thaws_noted": (
            mark_text("Thaws noted from"),
            mark_text("thaws"),
            mark_text("the source says “avoid”, without a number"),
        ),
        "redose_lead_min": (mark_text("Alarm before a re-dose"), "min", mark_text("for thawing and warming")),
    },
}
_ROWS = {rule: row for group in RULES.values() for rule, row in group.items()}


def rule_title(rule: str) -> str:
    """Return the title of a rule: "Overage"."""
    return tr(_ROWS[rule][0] if rule in _ROWS else rule)


def rule_value(rule: str, value: float, *, in_months: bool = False) -> str:
    """Return the value of a rule with its unit: "2 h", "6 months"; "no limit set" for the 0 that means none."""
    _, unit, note = _ROWS.get(rule, ("", "", ""))
    if not value and note.endswith("0: no limit set"):
        return tr("no limit set")
    return rule_as_said(rule, value, in_months=in_months) or (
        f"{plain(value)}\u202f{tr(unit)}" if unit else plain(value)
    )


def rule_as_said(rule: str, value: float, *, in_months: bool) -> str:
    """Return a length of time as the lab said it: "6 months"; "" where that is the number with its unit.

    Args:
        rule: Its name.
        value: Its number.
        in_months: Whether that stands for months of the calendar.
    """
    if not in_months or rule not in RULE_SPANS:
        return ""
    return counted(*months_as_said(months_in_days(value * RULE_SPANS[rule] / timedelta(days=1))))
