"""The words of the lab rules: title, unit and reason of each, in groups."""

from benchapp.ui.text.language import later, tr

RULES: dict[str, dict[str, tuple[str, str, str]]] = {
    later("Making"): {
        "pipette_error_percent": (
            later("Pipetting error accepted"),
            "%",
            later("above this, an intermediate dilution is made"),
        ),
        "medium_vehicle_percent": (
            later("Vehicle in an intermediate in medium"),
            "% v/v",
            later("at most; bench practice"),
        ),
        "smallest_mix_ul": (later("Least volume to mix"), "µL", later("bench practice")),
        "dead_volume_ul": (later("Stays behind in a tube made here"), "µL", later("bench practice")),
        "aliquot_dead_ul": (
            later("Stays behind in an aliquot"),
            "µL",
            later("what a tip leaves in it; bench practice, no source found"),
        ),
        "overage_percent": (later("Overage"), "%", later("common advice is 10 to 20 %")),
        "balance_readability_mg": (later("Readability of the balance"), "mg", later("0: nothing is checked")),
        "smallest_weighing_factor": (later("Smallest weighing"), later("× readability"), later("floor of USP <41>")),
        "work_from_h": (later("Working hours from"), "h", later("steps outside are marked, with the nearest times")),
        "work_until_h": (later("Working hours until"), "h", later("not after the beginning: no working hours")),
        "work_days": (later("Working days a week"), later("days"), later("from Monday on")),
        "make_up_from_mg_ml": (later("Powder’s own volume counts from"), "mg/mL", later("0.7 µL per mg, an estimate")),
    },
    later("DMSO in the well, all compounds and re-doses together"): {
        "vehicle_usual_percent": (later("Usual up to"), "% v/v", later("usual, not inert: 0.1 % changes genes")),
        "vehicle_sensitive_percent": (
            later("Too much for T cells, PBMC, cytokines from"),
            "% v/v",
            later("activation markers fall"),
        ),
        "vehicle_high_percent": (later("High for any cells from"), "% v/v", later("proliferation falls")),
        "vehicle_strong_percent": (later("Harms cells from"), "% v/v", later("proliferation stops")),
    },
    later("Other vehicles in the well"): {
        "ethanol_usual_percent": (later("Ethanol, usual up to"), "% v/v", later("bench practice; no source found")),
        "ethanol_high_percent": (later("Ethanol, high above"), "% v/v", later("bench practice; no source found")),
        "watery_share_percent": (
            later("Water or buffer, noted from"),
            "% v/v",
            later("not toxic; the medium is diluted"),
        ),
    },
    later("Freshness"): {
        "working_room_h": (later("Working solution, after making"), "h", later("where its page states none")),
        "working_warm_h": (later("Working solution, at 37 °C in all"), "h", later("a lab choice, no chemical basis")),
        "stock_liquid_h": (later("Stock in DMSO, liquid in all"), "h", later("no source found against a frozen stock")),
        "stock_fridge_d": (later("Stock in DMSO at 4 °C, solid"), "d", later("0: no limit set")),
        "stock_frozen_20_d": (later("Stock in DMSO at −20 °C"), "d", later("0: no limit set")),
        "stock_frozen_80_d": (later("Stock in DMSO at −80 °C"), "d", later("0: no limit set")),
        "stock_other_d": (later("Stock in another solvent"), "d", later("where its page states none; 0: no limit set")),
        "stock_thawed_h": (later("Stock once thawed"), "h", later("0: no limit set")),
        "most_thaws": (later("Thaws at most"), later("thaws"), later("0: no limit set")),
        "thaws_noted": (later("Thaws noted from"), later("thaws"), later("the source says “avoid”, without a number")),
        "redose_lead_min": (later("Alarm before a re-dose"), "min", later("for thawing and warming")),
    },
}
_TITLES = {rule: title for group in RULES.values() for rule, (title, _, _) in group.items()}


def rule_title(rule: str) -> str:
    """Return the title of a rule: "Overage"."""
    return tr(_TITLES.get(rule, rule))
