"""Messages about what was typed into a field in words; a part of the one catalogue in `message_catalogue`."""

import re
from collections.abc import Mapping

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import BenchError, Message, Value
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.kinds import CONCENTRATIONS
from benchapp.ui.text.language import decimal, mark_text, plain, term, tr

M = Message

INPUT_TEXTS: dict[MessageCode, str] = {
    # typed amounts
    M.EMPTY: "Type an amount with its unit, for example {example_amount}.",
    M.TOO_LONG: "That is {length} characters; an amount has at most {longest}. Type one number and one unit.",
    M.NO_NUMBER: "“{text}” has no number. Type the number before the unit, for example 10 {text}.",
    M.NO_UNIT: "“{text}” has no unit. Add one, for example {example}.",
    M.NOT_A_NUMBER: "“{text}” is not one number and one unit. Type for example {example_amount}.",
    M.TWO_READINGS: "“{text}” can be read as {small} or as {large}. Type {small} or {large}, without a group sign.",
    M.GROUPED: "“{text}” has more than one comma or point. Type the number with one decimal sign at most.",
    M.NEGATIVE: "“{text}” is below zero. Type a positive amount.",
    M.OUT_OF_RANGE: "“{text}” is outside what can be computed. Check the exponent.",
    M.CANNOT_BE: "“{text}” cannot be: {why:term}. Check the number and its unit.",
    M.TWO_UNITS: "“{text}” has two units. Keep one of them.",
    M.UNKNOWN_UNIT: "“{unit}” is not a unit known here. Type for example {example_amount}.",
    M.READ_TWO_WAYS: "“{text}” can be read as {first} or as {second}. Type the one that is meant.",
    M.UNIT_MEANT: "“{unit}” is not a unit known here. Is {meant} meant? Check upper and lower case.",
    M.NORMALITY: "“{text}” is a normality: how much that is depends on the reaction. Type the molarity in M; "
    "Convert works it out from the equivalents in a mole.",
    M.PERCENT_OF_WHAT: "“{text}” does not say of what. Type {figure:number} % w/v for {figure:number} g in 100 mL, or "
    "the activity on the label, such as 2500 U/mL.",
    M.PERCENT_OF_WHICH: "“{text}” does not say of what. Type {figure:number} % w/v for {figure:number} g in 100 mL, "
    "{figure:number} % v/v for {figure:number} mL in 100 mL, or the activity on the label, such as 2500 U/mL.",
    M.OSMOLES_PER_WHAT: "“{text}” does not say per what. Type mOsm/L or mOsm/kg.",
    M.NOT_EACH: "Type how many there are in a mole: a number such as 2, or 1.9 if you know it more exactly.",
    M.STRAND_NOT_SAID: "“{text}” does not say which strand. Type bp for double-stranded DNA, or nt DNA or nt RNA for a "
    "single strand.",
    M.SOLVENT_ELSEWHERE: "“{text}” names the solvent too. Type {amount} here and choose {solvent} as the solvent.",
    M.PURITY_DOUBTED: "A purity of {figure:number} % is unusual.{meant_percent} It is used as typed.",
    M.VIABILITY_DOUBTED: "A viability of {figure:number} % is unusual.{meant_percent} It is used as typed.",
    M.DENSITY_DOUBTED: "A density of {figure:number} g/mL is unusual for a liquid. Check the unit on the label. It "
    "is used as typed.",
    M.ALCOHOL_CONTRACTS: "Alcohol and water shrink when mixed: make up to {ul:volume} rather than add a volume.",
    M.COUNT_PER: "“{text}” is a number of cells per {found:term}; this field is for cells per {wanted:term}.",
    M.WRONG_KIND: "“{text}” is read as {found:term}; this field is for {wanted_kinds}.",
    M.NOT_POSITIVE: "This must be more than zero.",
    M.EMPTY_CHANGE: "Nothing would change. Enter what is different.",
    M.NOT_WHOLE: "“{text}” is not a whole number. Type for example 24.",
    M.NOT_BETWEEN: "“{text}” is outside {least} to {most}. Type a number in between.",
    M.NOT_A_FACTOR: "“{text}” is not a factor. Type for example 3, 10 or half-log.",
    M.BAD_TIME: "“{text}” is not a time. Type for example {example_time}.",
    M.TIME_TOO_FAR: "“{text}” is more than ten years. Check the number and its unit.",
    M.A_RANGE: "“{text}” is a range. Type one value, for example {example_amount}.",
    M.INEXACT: "“{text}” is not one exact value. Type one, for example {amount}.",
    M.RATIO_TYPED: "“{text}” is a ratio; this field takes an amount with its unit, for example {example_amount}.",
    M.SEVERAL_AMOUNTS: "“{text}” contains more than one amount. Type one of them, for example {amount}.",
    M.LEFT_OVER: "“{rest}” is not part of an amount. If {amount} is meant, type that alone.",
    M.POWER_OR_RANGE: "“{text}” can be a power of ten or a range. Type {power} for the power, or one value.",
    M.READ_THREE_WAYS: "“{text}” can be read as {first}, as {second} or as {third}. Type the one that is meant.",
    M.COUNT_VAGUE: "“{text}” is not one exact number of cells. Type one, for example 1.2e6 or 20000.",
    M.TIME_VAGUE: "“{text}” does not say exactly when or how long. Type for example {example_time}.",
    M.BAD_INSTANT: "“{text}” is not a day with a time of day. Type for example Fri 17:00, tomorrow 9:00 or "
    "2026-11-27 17:00.",
    M.TIME_AHEAD: "“{text}” is in the future. Type when it was, for example 10 min ago, 9:30 or yesterday 16:00.",
    M.NO_USE_BY_STATED: "No use-by follows from “{text}”: the lab rule stays in force. For one, type how long and at "
    "which temperature, for example 6 months at −20 °C.",
    M.OVERNIGHT_TAKEN: "Overnight is taken as {length_s:span}. Type another length, or until when.",
    M.TIME_PASSED: "“{text}” has passed already. Type a later time.",
    M.REDOSE_AFTER_END: "Re-dose {step:number} would come at {time}, after the end ({until}). Change the duration "
    "first, or type an earlier time.",
    M.YES_OR_NO: "“{text}” is neither yes nor no. Type yes or no.",
    M.NOT_A_DATE: "“{text}” is not a date. Type for example 2027-03 or 31.03.2027.",
    M.DATE_TWO_WAYS: "“{text}” can be read as two dates. Type the year first: 2027-03-31.",
    M.NOT_A_COUNT: "“{text}” is not a number of cells. Type for example 1.2e6 or 20000.",
    M.SUSPENSION_TOO_THIN: "Too dilute: {living:count} viable cells per mL, and {per_ml:count} are wanted. "
    "Spin down {spin_ml:ml} of it and resuspend the cells in {up_ml:ml} of medium.",
    M.HOUR_SKIPPED: "{at} does not exist: clocks go forward from {last} to {next}. Type a time before or after that.",
    M.HOUR_TWICE: "{at} comes twice, since clocks go back. Type {first} for the first time, or {second} for the "
    "second.",
}


def input_values(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return examples of what the field takes, the kinds of amount it takes, and the per cent that is likely meant.

    Args:
        values: Of the message; "text" is what was typed, "wanted" the kinds of amount that the field takes, joined by
            "/", and "asked" what the field asks for, where the kind says too little.
    """
    typed, wanted, asked = (str(values.get(name, "")) for name in ("text", "wanted", "asked"))
    likely = values.get("meant")
    return {
        **_examples(typed, wanted, asked or wanted),
        "wanted_kinds": _wanted_kinds(wanted),
        "example_time": tr(_TIMES_TYPED.get(asked, _ANY_TIME)),
        "meant_percent": (
            tr(" Is {percent} % meant?", percent=plain(likely)) if isinstance(likely, int | float) else ""
        ),
    }


def _examples(text: str, wanted: str, asked: str) -> dict[str, Value]:
    """Return what might have been meant by a typed number, and an amount as it is typed, for the field that asks."""
    number = text.strip()
    if asked in _ASKED_AS:
        whole, unit = _ASKED_AS[asked]
        if asked == "when":
            return {"example": tr("{number} min ago", number=number), "example_amount": tr("10 min ago")}
        likely = _as_per_cent(number) if asked in _PARTS_OF_ONE else number
        return {"example": f"{likely} {unit}".strip(), "example_amount": f"{decimal(whole)} {unit}".strip()}
    meant = [_TYPED_AS[kind] for kind in _KINDS.findall(wanted)] or [_TYPED_AS[""], _TYPED_AS["mass"]]
    units = list(dict.fromkeys(unit for _, unit in meant))[:2]
    return {
        "example": tr(" or ").join(f"{number} {unit}" for unit in units),
        "example_amount": f"{decimal(meant[0][0])} {meant[0][1]}",
    }


def _as_per_cent(number: str) -> str:
    """Return a part of one as the per cent that it is: 0.98 is meant as 98 %."""
    from benchapp.domain.units.grammar import read_typed  # noqa: PLC0415 (the first window reads nothing typed)

    try:
        typed = read_typed(number, unit_needed=False)
    except BenchError:
        return number
    return plain(typed.number * 100, 6) if 0 < typed.number <= 1 else number


# An amount as one would type it, for each kind of amount; the first for a field that takes several.
_TYPED_AS = {
    "": ("10", "µM"),
    "molarity": ("10", "µM"),
    "mass concentration": ("2", "mg/mL"),
    "mass": ("4.87", "mg"),
    "amount": ("20", "nmol"),
    "volume": ("100", "µL"),
    "molar mass": ("259.26", "g/mol"),
    "percent": ("98", "%"),
    "percent v/v": ("0.1", "% v/v"),
    "percent w/w": ("37", "% w/w"),
    "fold": ("10", "x"),
    "time": ("7", "d"),
    "activity": ("100", "U"),
    "activity per volume": ("100", "U/mL"),
    "activity per mass": ("5000", "U/mg"),
    "normality": ("0.1", "N"),
    "molality": ("0.15", "mol/kg"),
    "osmolarity": ("300", "mOsm/L"),
    "osmolality": ("300", "mOsm/kg"),
}
_KINDS = late_pattern("|".join(sorted((re.escape(kind) for kind in _TYPED_AS if kind), key=len, reverse=True)))
_CONCENTRATIONS = frozenset(kind.value for kind in CONCENTRATIONS)
# A length, which is what every field of times reads.
_ANY_TIME = mark_text("7 d, 1 d 12 h or 30 min")
# A time as one would type it, for what asks for one.
_TIMES_TYPED = {
    "length": mark_text("48 h, 1 d 12 h, overnight or until Fri 17:00"),
    "due": mark_text("in 24 h, 16:00 or Fri 9:00"),
    "interval": mark_text("24 h, 1 d 12 h or every 3 days"),
    "incubation time": mark_text("48 h, 2 d 4 h, 24–48 h or overnight"),
    "half-life": mark_text("8 h, 30 min or 2 d"),
    "when": mark_text("10 min ago, 9:30, yesterday 16:00 or 2026-11-27 16:00"),
}


def _wanted_kinds(wanted: str) -> str:
    """Return the kinds of amount that a field takes; all the ways to tell a concentration are one."""
    kinds = _KINDS.findall(wanted)
    if len(kinds) > 1 and _CONCENTRATIONS.issubset(kinds):
        kinds = [*(kind for kind in kinds if kind not in _CONCENTRATIONS), "concentration"]
    return term(" or ".join(kinds)) if kinds else term(wanted)


# What is typed into a field for which the kind of amount says too little.
_ASKED_AS = {
    "density": ("1.1", "g/mL"),
    "purity": ("98", "%"),
    "viability": ("95", "%"),
    "overage": ("10", "%"),
    "vehicle": ("0.1", "%"),
    "water content": ("5", "%"),
    "part": ("50", "%"),
    "times": ("3", ""),
    "count": ("1.2e6", ""),
    "whole number": ("24", ""),
    "factor": ("3", ""),
    "ratio": ("1:10", ""),
    "length": ("48", "h"),
    "interval": ("24", "h"),
    "incubation time": ("48", "h"),
    "half-life": ("8", "h"),
    "due": ("24", "h"),
    "when": ("10", "min"),
}
# Per cents that people type as a part of one, too.
_PARTS_OF_ONE = frozenset({"purity", "viability", "overage", "part"})
