"""Messages about what was typed into a field in words; a part of the one catalogue in `words`."""

from benchapp.domain.messages import Message

M = Message

OF_TYPED: dict[Message, str] = {
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
    M.TWO_UNITS: "“{text}” has two units. Keep one of them.",
    M.UNKNOWN_UNIT: "“{unit}” is not a unit known here. Type for example {example_amount}.",
    M.READ_TWO_WAYS: "“{text}” can be read as {first} or as {second}. Type the one that is meant.",
    M.UNIT_MEANT: "“{unit}” is not a unit known here. Is {meant} meant? Mind small and capital letters.",
    M.NORMALITY: "“{text}” is a normality: how much that is depends on the reaction. Type the molarity in M.",
    M.SOLVENT_ELSEWHERE: "“{text}” names the solvent too. Type {amount} here and choose {solvent} as the solvent.",
    M.PURITY_DOUBTED: "A purity of {figure:number} % is unusual.{meant_percent} It is taken as it stands.",
    M.VIABILITY_DOUBTED: "A viability of {figure:number} % is unusual.{meant_percent} It is taken as it stands.",
    M.DENSITY_DOUBTED: "A density of {figure:number} g/mL is unusual for a liquid. Mind the unit on the label. "
    "It is taken as it stands.",
    M.ALCOHOL_CONTRACTS: "Alcohol and water shrink when mixed: make up to {ul:volume} rather than add a volume.",
    M.COUNT_PER: "“{text}” is a number of cells per {found:term}; here it is wanted per {wanted:term}.",
    M.WRONG_KIND: "“{text}” is read as {found:term}; here {wanted:term} is wanted.",
    M.NOT_POSITIVE: "This must be more than zero.",
    M.EMPTY_CHANGE: "Nothing would change. Tell what is different.",
    M.NOT_WHOLE: "“{text}” is not a whole number. Type for example 24.",
    M.NOT_BETWEEN: "“{text}” is outside {least} to {most}. Type a number in between.",
    M.NOT_A_FACTOR: "“{text}” is no factor. Type for example 3, 10 or half-log.",
    M.BAD_TIME: "“{text}” is not a time. Type for example 7 d, 1 d 12 h, until Fri 17:00 or yesterday 16:00.",
    M.BAD_INSTANT: "“{text}” is not a day with a time of day. Type for example Fri 17:00, tomorrow 9:00 or "
    "2026-11-27 17:00.",
    M.TIME_AHEAD: "“{text}” lies ahead. Type when it was, for example 10 min ago, 9:30 or yesterday 16:00.",
    M.OVERNIGHT_TAKEN: "Overnight is taken as {length_s:span}. Type another length, or until when.",
    M.TIME_PASSED: "“{text}” has passed already. Type a later time.",
    M.YES_OR_NO: "“{text}” is neither yes nor no. Type yes or no.",
    M.NOT_A_DATE: "“{text}” is not a date. Type for example 2027-03 or 31.03.2027.",
    M.DATE_TWO_WAYS: "“{text}” can be read as two dates. Type the year first: 2027-03-31.",
    M.NOT_A_COUNT: "“{text}” is not a number of cells. Type for example 1.2e6 or 20000.",
    M.SUSPENSION_TOO_THIN: "Too thin: {living:count} living cells per mL, and {per_ml:count} are wanted. "
    "Spin down {spin_ml:ml} of it and take the cells up in {up_ml:ml} of medium.",
    M.HOUR_SKIPPED: "{at} does not exist: clocks go forward from {last} to {next}. Type a time before or after that.",
    M.HOUR_TWICE: "{at} comes twice, since clocks go back. Type {first} for the first time, or {second} for the "
    "second.",
}
