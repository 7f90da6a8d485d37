"""Lists of doses and the factor between them, as typed: "10, 3, 1 µM", "0; 0.1; 1; 10 µM", "1:3", "half-log"."""

import re
from typing import NoReturn

from msgspec import Struct

from benchapp.domain.calculations.dilution import read_ratio
from benchapp.domain.calculations.dose_steps import HALF_LOG
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.amounts import plain
from benchapp.domain.units.durations import WORD_NUMBERS
from benchapp.domain.units.fields import FACTOR
from benchapp.domain.units.grammar import Typed, read_typed
from benchapp.domain.units.numerals import LONGEST, fixed_point, tidied
from benchapp.domain.units.refusals import explained, without_solvent
from benchapp.domain.units.unit_names import shown_unit

_HARD = late_pattern(r"[;\n\t\r\u2028\u2029|]+")
_SOFT = late_pattern(r",\s*&\s*|,\s+|\s*(?:,\s*)?\b(?:and|und|or|oder)\b\s*|\s+&\s+")
# The control that is made anyway, where it is stated among the doses.
_CONTROL = late_pattern(
    r"\b(?:vehicle(?: control)?|control|vehikel(?:kontrolle)?|kontrolle|untreated|unbehandelt)\b|^\s*DMSO(?=\s*[,;])",
    re.IGNORECASE,
)
_UNIT_BEFORE = late_pattern(r"(?P<unit>[^\d\s:;,=]+)\s*[:=]\s*(?P<numbers>[\d.,; ]+)")
# Not between the factor and the power of "3 x 10^3 nM", which is one dose.
_EACH_WITH_UNIT = late_pattern(r"(?<=[^\W\d])(?!(?<=[xX×])\s*10\s?(?:\^|\*\*|[⁻⁰¹²³⁴-⁹]))(?:\s+|\s*,\s*)(?=[0-9])")
_HALF_LOG = frozenset({"half-log", "half log", "halflog", "halb-log", "halblog", "semi-log", "semilog", "√10", "sqrt10",
                       "sqrt(10)", "sqrt 10", "log½", "log 0.5", "log 1/2", "halbe log", "halblogarithmisch", "1:√10",
                       "1:sqrt10", "1:sqrt(10)"})  # fmt: skip
_LOGS = late_pattern(r"(?P<steps>.+?)[\s-]*logs?(?:10)?(?:[\s-]*(?:steps?|units?|stufen?))?")
_PARTS_OF_LOG = {
    "half": "0.5",
    "halbe": "0.5",
    "full": "1",
    "ganze": "1",
    "third": "1/3",
    "quarter": "0.25",
    "halb": "0.5",
    "viertel": "0.25",
    "two": "2",
    "zwei": "2",
    "three": "3",
    "drei": "3",
}
_POWER = late_pattern(r"10\s*(?:\^|\*\*)\s*\(?(?P<steps>[0-9.,/½]+)\)?")
_WORDS_BESIDE = late_pattern(
    r"^(?:(?:serial|seriell)\s+|(?:by (?:a )?|um (?:den )?)?(?:factor(?: of)?|faktor):?\s+)|"
    r"\s+(?:serial|seriell|serial dilutions?|dilutions?|verdünnung(?:en)?|steps?)$"
)
_HALVING = ("double", "doubling", "verdoppelt", "verdopplung", "halving", "halves", "halbierung", "halbiert")
_NAMED = (
    dict.fromkeys(_HALF_LOG, HALF_LOG)
    | dict.fromkeys(("log", "log10", "log 10", "one log", "full log", "ein log", "ganze log"), 10.0)
    | dict.fromkeys(_HALVING, 2.0)
)
_PRODUCT = late_pattern(r"[0-9]\s*[x×*·]\s*[0-9]")
_WORDED = late_pattern(r"(?P<word>[a-zäöü]+?)[\s-]?(?:fold|fach(?:e|er)?)")
_ONE_NUMBER = late_pattern(r"(?:[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)")
_WITH_COMMA = late_pattern(r"[0-9]+(?:,[0-9]+)?")
_WITH_UNIT = late_pattern(r"(?P<numbers>[0-9.,/ eE+-]+?)\s*(?P<unit>(?![eE][+-]?[0-9])[^0-9.,/\s+-].*)?")
_REPLICATES = late_pattern(r"[1-9][0-9]?\s*[x×]\s*(?P<dose>[0-9][^,;]*)", re.IGNORECASE)
_TO_ANOTHER = late_pattern(r"[0-9]\s*(?:[^\s0-9;,]{1,8}\s+)?\b(?:to|through|bis)\b\s*[0-9]", re.IGNORECASE)
LONGEST_LIST = 2000
# Nobody steps doses by more than a million, as powers of ten: a choice of this program.
_MOST_LOGS = 6


class Factor(Struct, frozen=True):
    """A factor between doses.

    Attributes:
        value: How many times weaker the next dose is.
    """

    value: float


class DoseList(Struct, frozen=True):
    """Doses as listed.

    Attributes:
        doses: Each with its unit, as they are there, none of them zero.
        zero: Whether a zero is among them, which is the vehicle control and is made anyway.
    """

    doses: tuple[Typed, ...]
    zero: bool = False


def read_factor(text: str, *, decimal_comma: bool = False) -> Factor:
    """Read the factor between doses: "3", "x2", "10x", "threefold", "1:3", "half-log", "0.5 log", "√10".

    Raises:
        QuantityError: It is none, or has two readings.
    """
    tidy = tidied(text).casefold()
    if not tidy:
        raise QuantityError(Message.EMPTY, asked="factor")
    if len(tidy) > LONGEST:
        raise QuantityError(Message.TOO_LONG, longest=LONGEST, length=len(tidy))
    tidy = _WORDS_BESIDE.sub("", tidy) or tidy
    tidy = re.sub(r"(?<=[0-9])[\s-]?fache[rns]?$", "fach", re.sub(r"^[*÷/:](?=[0-9])", "x", tidy))
    if tidy in _NAMED:
        return Factor(_NAMED[tidy])
    try:
        if _PRODUCT.search(tidy) is not None:
            raise QuantityError(Message.NOT_A_FACTOR, text=text)
        steps = _POWER.fullmatch(tidy) or _LOGS.fullmatch(tidy)
        if steps is not None:
            exponent = _plain(_PARTS_OF_LOG.get(steps["steps"], steps["steps"]), text, decimal_comma=decimal_comma)
            if not 0 < exponent <= _MOST_LOGS:
                raise QuantityError(Message.NOT_A_FACTOR, text=text)
            return Factor(10.0**exponent)
        worded = _WORDED.fullmatch(tidy)
        word = worded["word"] if worded is not None else tidy
        if word in WORD_NUMBERS:
            return Factor(WORD_NUMBERS[word])
        if re.search(r"[:∶/+]|\b(?:in|out of|to|zu|auf)\b", tidy):
            return _of_ratio(tidy, decimal_comma=decimal_comma)
        bare = re.sub(r"^(?:[x×]|by|um)\s*(?=[0-9])", "", tidy).replace("-times", " times").replace("-mal", " mal")
        typed = read_typed(bare, decimal_comma=decimal_comma, unit_needed=False, sense=FACTOR)
    except BenchError as error:
        if error.code in {Message.TWO_READINGS, Message.NEGATIVE, Message.OUT_OF_RANGE}:
            raise QuantityError(error.code, **{**error.values, "text": text}) from error
        raise QuantityError(Message.NOT_A_FACTOR, text=text) from error
    if typed.unit not in {"", "x"} or typed.solvent:
        raise QuantityError(Message.NOT_A_FACTOR, text=text)
    return _possible(typed.number, text)


def _possible(factor: float, text: str) -> Factor:
    if factor > 10**_MOST_LOGS:
        raise QuantityError(Message.NOT_BETWEEN, text=text, least=1, most=10**_MOST_LOGS)
    return Factor(factor)


def _plain(written: str, text: str, *, decimal_comma: bool) -> float:
    typed = read_typed(written, decimal_comma=decimal_comma, unit_needed=False)
    if typed.unit or typed.solvent:
        raise QuantityError(Message.NOT_A_FACTOR, text=text)
    return typed.number


def _of_ratio(tidy: str, *, decimal_comma: bool) -> Factor:
    ratio = read_ratio(tidy, decimal_comma=decimal_comma)
    # Of a row of doses 1:3 is a third each time: the doses that follow are shown beside it, and 1 + 3 says the other.
    return Factor(ratio.factor(in_all=ratio.way != "plus"))


def read_dose_list(text: str, *, decimal_comma: bool = False) -> DoseList:
    """Read a list of doses; the unit may be given once.

    Semicolons, new lines, a comma with a blank behind it, "and" and blanks between numbers part the doses. "10,3 µM" is
    one dose of 10.3 or two, and is asked about.

    Raises:
        QuantityError: A dose cannot be read, the list has two readings, or every dose is zero.
    """
    if len(text) > LONGEST_LIST:
        raise QuantityError(Message.TOO_LONG, longest=LONGEST_LIST, length=len(text))
    parts = _split(text)
    if not parts:
        return DoseList(())
    read = [_dose(part, decimal_comma=decimal_comma) for part in parts]
    units = _units_of(read)
    missing = next((typed for typed, unit in zip(read, units, strict=True) if not unit), None)
    if missing is not None:
        raise QuantityError(Message.NO_UNIT, text=missing.text.strip(), asked="doses")
    named = next((typed for typed in read if typed.solvent), None)
    if named is not None:
        values = {"text": named.text, "amount": without_solvent(named), "solvent": named.solvent}
        raise QuantityError(Message.SOLVENT_ELSEWHERE, **values)
    doses = tuple(
        Typed(typed.number, typed.digits, unit, typed.text)
        for typed, unit in zip(read, units, strict=True)
        if typed.number > 0
    )
    if not doses:
        raise QuantityError(Message.NOT_POSITIVE)
    return DoseList(doses, len(doses) < len(read))


def _dose(part: str, *, decimal_comma: bool) -> Typed:
    try:
        return read_typed(part, decimal_comma=decimal_comma, unit_needed=False)
    except QuantityError as refused:
        error = explained(refused, part, decimal_comma=decimal_comma)
        raise QuantityError(error.code, **{**error.values, "asked": "doses"}) from None


def _units_of(read: list[Typed]) -> list[str]:
    """Return the unit of each dose: its own, or the next one behind it; a unit that is given once is that of all."""
    named = {typed.unit for typed in read if typed.unit}
    units, behind = list[str](), named.pop() if len(named) == 1 else ""
    for typed in reversed(read):
        behind = typed.unit or behind
        # Nothing is nothing in any unit.
        units.append(behind or ("" if typed.number else "M"))
    return units[::-1]


def _split(text: str) -> list[str]:
    hard = [part.strip() for part in _HARD.split(_CONTROL.sub("0", text).rstrip(" ,;")) if part.strip()]
    if len(hard) != 1:
        for part in hard:
            _ask_replicates(part)
        return _behind_control(hard)
    line = re.sub(r"[(\[](\S+)[)\]]$", r"\1", tidied(hard[0]))
    line = re.sub(r"^[(\[{]([^()\[\]{}]*)[)\]}]", r"\1", line)
    if _TO_ANOTHER.search(line) is not None:
        raise QuantityError(Message.A_RANGE, text=text.strip(), asked="doses")
    _ask_replicates(line)
    line = re.sub(r",\s*(?=[^\W\d][^\s\d]*$)", " ", line)
    if (before := _UNIT_BEFORE.fullmatch(line)) is not None:
        line = f"{before['numbers'].strip()} {before['unit']}"
    if _SOFT.search(line):
        return [part for part in _SOFT.split(line) if part.strip()]
    each = _EACH_WITH_UNIT.split(line)
    if len(each) > 1 and all(_WITH_UNIT.fullmatch(part) for part in each):
        return each
    found = _WITH_UNIT.fullmatch(line)
    if found is None:
        return [line]
    numbers, unit = found["numbers"].strip(), (found["unit"] or "").strip()
    with_comma = numbers.split(" ")
    # "1 000,5" is one number in groups.
    grouped = all(re.match(r"[0-9]{3}(?![0-9])", part) for part in with_comma[1:])
    listed = len(with_comma) > 1 and "," in numbers and not grouped
    if listed and all(_WITH_COMMA.fullmatch(part) for part in with_comma):
        return [*with_comma[:-1], f"{with_comma[-1]} {unit}".strip()]
    for sign in (",", "/", " "):
        several = [part.strip() for part in numbers.split(sign)]
        if len(several) > 1 and all(_ONE_NUMBER.fullmatch(part) for part in several):
            return _several(several, numbers, sign, unit, line)
    return [line]


def _ask_replicates(line: str) -> None:
    """Refuse "3 x 10 µM": a dose of 30 µM, or three wells of 10 µM.

    Raises:
        QuantityError: It is one of these, with both readings.
    """
    behind = re.fullmatch(r"(?P<dose>[0-9][^,;]*?[^\W\d])\s*(?P<times>[x×]\s*[1-9][0-9]?)", line)
    if behind is not None:
        raise QuantityError(Message.LEFT_OVER, text=line, amount=behind["dose"], rest=behind["times"], asked="doses")
    found = _REPLICATES.fullmatch(line)
    if found is None or re.match(r"10(?:\s?[-−^⁻(⁰¹²³⁴-⁹e]|\*\*)", found["dose"]) is not None:
        return
    try:
        product = read_typed(line)
    except QuantityError:
        return
    first = f"{plain(product.number)} {shown_unit(product.unit)}"
    raise QuantityError(Message.READ_TWO_WAYS, text=line, first=first, second=found["dose"])


def _behind_control(hard: list[str]) -> list[str]:
    """Return doses parted by semicolons; behind the control alone, "0; 10, 3, 1 µM", the rest is a list of its own."""
    rest = [part for part in hard if not re.fullmatch(r"0+(?:[.,]0+)?", part)]
    if len(rest) != 1 or len(rest) == len(hard):
        return hard
    try:
        read_typed(rest[0], unit_needed=False)
    except QuantityError as error:
        if error.code in {Message.NOT_A_NUMBER, Message.GROUPED, Message.TWO_UNITS}:
            return ["0", *_split(rest[0])]
    return hard


def _fraction(several: list[str]) -> str:
    """Return a fraction as the decimal that it is, to four figures."""
    return plain(read_typed("/".join(several), unit_needed=False).number)


def _three_ways(several: list[str], unit: str, line: str) -> NoReturn:
    """Refuse "10,500 nM": a decimal, a number in groups, or two doses.

    Raises:
        QuantityError: Always, with the three readings.
    """
    ways = (plain(fixed_point(".".join(several))), "".join(several), "; ".join(several))
    first, second, third = (f"{way} {unit}".strip() for way in ways)
    raise QuantityError(Message.READ_THREE_WAYS, text=line, first=first, second=second, third=third)


def _with_nought(several: list[str], unit: str, line: str) -> NoReturn:
    """Refuse numbers parted by commas alone where a nought may begin a decimal: "10,3,1,0,3" and "0,1,10".

    Raises:
        QuantityError: Always, with both readings.
    """
    decimals, rest = list[str](), list(several)
    while rest:
        first = rest.pop(0)
        decimals.append(f"{first}.{rest.pop(0)}" if first == "0" and rest else first)
    first, second = (f"{'; '.join(doses)} {unit}".strip() for doses in (several, decimals))
    raise QuantityError(Message.READ_TWO_WAYS, text=line, first=first, second=second)


def _several(several: list[str], numbers: str, sign: str, unit: str, line: str) -> list[str]:
    """Return numbers parted by a comma, slash or blank as doses, or as the one number that they are."""
    groups = all(len(part) == 3 and part.isdigit() for part in several[1:]) and len(several[0]) <= 3
    # "000" is no dose, and neither does one begin with a nought: those are groups, or a decimal.
    doses = all(part == "0" or not re.match(r"0[0-9]", part) for part in several)
    two = len(several) == 2
    listed = [*several[:-1], f"{several[-1]} {unit}".strip()]
    if sign == "/":
        if not two:
            return listed
        values = {"first": f"{_fraction(several)} {unit}".strip(), "second": f"{'; '.join(several)} {unit}".strip()}
        raise QuantityError(Message.READ_TWO_WAYS, text=line, **values)
    if sign == "," and two and several[0] == "0":
        return [line]
    if sign == "," and not two and "0" in several[:-1] and "." not in numbers:
        _with_nought(several, unit, line)
    one = (sign == "," and two and "." not in numbers) or groups
    if not one and not doses:
        # "1,000,100,10": groups in one number, and none in the next.
        raise QuantityError(Message.GROUPED, text=line)
    if not one:
        return listed
    if groups and doses and sign == "," and two:
        _three_ways(several, unit, line)
    if not doses:
        return [line]
    single = numbers.replace(" ", "") if sign == " " else numbers.replace(",", "." if two else "")
    raise QuantityError(
        Message.READ_TWO_WAYS,
        text=line,
        first=f"{single} {unit}".strip(),
        second=f"{'; '.join(several)} {unit}".strip(),
    )
