"""A list of compounds turned into monographs: each row with its verdict, each cell left out with its reason."""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.compound_input import CompoundInput, Field, Reading, parse_input
from benchapp.domain.compounds.lists.cells import LeftOut
from benchapp.domain.compounds.lists.headings import Columns
from benchapp.domain.compounds.lists.rows import read_row, worded_of_row
from benchapp.domain.compounds.lists.weighed_columns import Two, form_missing
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.compounds.monograph_builder import build
from benchapp.domain.messages import BenchError, Message


class RowVerdict(Struct, frozen=True):
    """What became of a row.

    Attributes:
        row: Its number in the file.
        name: The name in it, as far as it could be read.
        cells: CAS, formula, molar mass, catalogue number, as read or as they are.
        monograph: What it gives; None where it cannot be taken.
        reason: Why it cannot be taken; None too where the list as a whole says why.
        field: Which field is at fault; "" where it is the row as a whole.
        replaces: Whether it takes the place of a compound of one's own, of which the old version is kept.
        whom: The name of that compound.
        left: Cells that were left out of a row that is taken, or not taken as they are.
    """

    row: int
    name: str
    cells: tuple[str, str, str, str]
    monograph: Monograph | None = None
    reason: BenchError | None = None
    field: str = ""
    replaces: bool = False
    whom: str = ""
    left: tuple[LeftOut, ...] = ()


class Known(Struct, frozen=True):
    """A compound that is in the library already.

    Attributes:
        id: UUID.
        name: Its name.
        bundled: Whether it came with the program.
        cas: Its CAS number; "" for none.
        listed: Whether it came from a list, so that a list may renew it.
    """

    id: str
    name: str
    bundled: bool
    cas: str = ""
    listed: bool = True


def keys_of(entered: CompoundInput) -> tuple[str, ...]:
    """Return what a compound in a list is known by, the surest first: CAS number, InChIKey, catalogue number, name.

    A catalogue number is the supplier's own, and "1, 2, 3" are as good a column of them as any; so it counts after
    what is the same everywhere.
    """
    supplier, code, form = entered.text(Field.SUPPLIER), entered.text(Field.CODE), entered.text(Field.FORM)
    keys = []
    if entered.text(Field.CAS):
        keys.append(f"cas:{entered.text(Field.CAS)}:{form}")
    if entered.text(Field.INCHIKEY):
        keys.append(f"inchikey:{entered.text(Field.INCHIKEY)}:{form}")
    if code:
        keys.append(f"code:{supplier}:{code}")
    keys.append(f"name:{entered.text(Field.NAME)}")
    return tuple(key.casefold() for key in keys)


def read_rows(
    file: str,
    rows: Sequence[tuple[int, tuple[str, ...]]],
    columns: Columns,
    identify: Callable[[str], str],
    known: Callable[[str], Known | None],
    today: str,
) -> Iterator[RowVerdict]:
    """Read the rows of a list, each into a compound or a reason.

    Args:
        file: Name of the file, which becomes part of each source.
        rows: Row numbers and cells.
        columns: Which column says what.
        identify: Gives the id of a compound by one of its keys: the same for the same key.
        known: Gives what is in the library under an id, a name or a CAS number.
        today: The day, ISO.
    """
    seen: dict[str, tuple[int, Monograph]] = {}
    for number, cells in rows:
        given, left, two = read_row(f"{file}, row {number}", cells, columns)
        verdict = _verdict(number, given, left, identify, known, today, two, columns)
        if verdict.monograph is not None:
            yield _once(verdict, verdict.monograph, given, seen, identify, known)
        else:
            yield verdict


def _once(
    verdict: RowVerdict,
    made: Monograph,
    entered: CompoundInput,
    seen: dict[str, tuple[int, Monograph]],
    identify: Callable[[str], str],
    known: Callable[[str], Known | None],
) -> RowVerdict:
    """Return the verdict on a row whose number may be in a row before: that row again, or another form of it."""
    before, first = seen.setdefault(made.id, (verdict.row, made))
    if before == verdict.row:
        return verdict
    same_name = first.identity.name.casefold() == made.identity.name.casefold()
    if not same_name or _differ(first.identity.forms[0].molar_mass, made.identity.forms[0].molar_mass):
        # Under one CAS number a list can hold salts and lots of it, and under one catalogue number several pack sizes.
        mark = entered.text(Field.CODE) if same_name else entered.text(Field.NAME)
        other = identify(f"{keys_of(entered)[0]}:{mark}".casefold())
        there, _ = seen.setdefault(other, (verdict.row, made))
        if there == verdict.row:
            replaced = known(other)
            reason = BenchError(Message.ROW_SAME_NUMBER, other=before, name=first.identity.name)
            numbered = (Field.CAS, Field.INCHIKEY, Field.CODE)
            number = next((name for name in numbered if entered.text(name)), Field.NAME)
            return replace(
                verdict,
                monograph=replace(made, id=other),
                replaces=replaced is not None,
                whom="" if replaced is None else replaced.name,
                left=(*verdict.left, LeftOut(number, entered.text(number), reason, kept=True)),
            )
        before = there
    twice = BenchError(Message.ROW_TWICE, name=verdict.name, other=before)
    return replace(verdict, monograph=None, reason=twice, replaces=False, whom="", left=())


def _differ(first: str, second: str) -> bool:
    return abs(float(first) - float(second)) > 1e-3 * float(first)


def _verdict(
    number: int,
    entered: CompoundInput,
    left: list[LeftOut],
    identify: Callable[[str], str],
    known: Callable[[str], Known | None],
    today: str,
    two: Two | None,
    columns: Columns,
) -> RowVerdict:
    cells = (
        entered.text(Field.CAS) or next((one.text for one in left if one.field is Field.CAS), ""),
        entered.text(Field.FORMULA), entered.text(Field.MOLAR_MASS), entered.text(Field.CODE),
    )  # fmt: skip
    name = entered.text(Field.NAME)[:120]
    reading = parse_input(entered)
    problem = two or _row_problem(reading)
    if problem is not None:
        return RowVerdict(number, name, cells, reason=problem[1], field=problem[0].value, left=tuple(left))
    reading = _without_bad_cells(reading, left)
    missing = form_missing(reading, columns)
    if missing is not None:
        left.append(LeftOut(Field.MOLAR_MASS, cells[2], missing, kept=True))
    compound, replaced = _identity(reading.entered, identify, known)
    already = _already(reading.entered, compound, known)
    if already is not None:
        return RowVerdict(number, name, cells, reason=already)
    made = build(reading, compound, today, "vendor list", "As the list states it; nothing else was compared.")
    cells = (cells[0] if made.identity.cas else "", cells[1], cells[2] or _mass_of(made), cells[3])
    return RowVerdict(
        number,
        name,
        cells,
        monograph=made,
        replaces=replaced is not None,
        whom="" if replaced is None else replaced.name,
        left=tuple(left),
    )


def _mass_of(made: Monograph) -> str:
    form = made.identity.forms[0]
    return form.molar_mass if form.has_molar_mass else ""


# What is said of a molar mass that does not keep its row out.
_TAKEN_ALL_THE_SAME = (Message.MOLAR_MASS_MONOISOTOPIC, Message.MASS_DOUBTED)


def _row_problem(reading: Reading) -> tuple[Field, BenchError] | None:
    """Return what keeps a whole row out: no name, nothing to weigh by, or a mass that is not that of the formula."""
    problems = reading.problems
    if Field.NAME in problems:
        return Field.NAME, problems[Field.NAME]
    remark = reading.remarks.get(Field.MOLAR_MASS)
    if remark is not None and not remark.agrees and remark.code not in _TAKEN_ALL_THE_SAME:
        return Field.MOLAR_MASS, BenchError(remark.code, **remark.values)
    unweighed = reading.molar_mass is None and reading.kind.needs_molar_mass
    if unweighed or (Field.MOLAR_MASS in problems and reading.formula is None):
        # Without a mass something is said of it, or of the formula.
        name = Field.MOLAR_MASS if Field.MOLAR_MASS in problems else Field.FORMULA
        return name, worded_of_row(problems[name], reading.entered.text(name))
    return None


def _without_bad_cells(reading: Reading, left: list[LeftOut]) -> Reading:
    """Return the reading of a row without the cells that cannot be read; each is said."""
    bad = dict(reading.problems)
    remark = reading.remarks.get(Field.MOLAR_MASS)
    doubted = remark is not None and remark.code == Message.MASS_DOUBTED
    if remark is not None and not remark.agrees and not doubted:
        # The mass of the lightest isotopes of this very formula: what a balance sees follows from the formula.
        bad[Field.MOLAR_MASS] = BenchError(remark.code, **remark.values)
    stated = reading.entered.text(Field.MOLAR_MASS)
    about = re.match(r"[~≈∼≅]|about\b|approx|ca\b|circa\b", stated, re.IGNORECASE)
    if about and Field.MOLAR_MASS not in bad:
        left.append(LeftOut(Field.MOLAR_MASS, stated, BenchError(Message.MASS_ABOUT, text=stated), kept=True))
    if remark is not None and doubted and Field.MOLAR_MASS not in bad:
        left.append(LeftOut(Field.MOLAR_MASS, stated, BenchError(remark.code, **remark.values), kept=True))
    time = reading.remarks.get(Field.TIME)
    if time is not None:
        stated = reading.entered.text(Field.TIME)
        left.append(LeftOut(Field.TIME, stated, BenchError(time.code, **time.values), kept=True))
    if not bad:
        return reading
    for name, error in bad.items():
        left.append(LeftOut(name, reading.entered.text(name)[:80], worded_of_row(error, reading.entered.text(name))))
    given = replace(
        reading.entered, texts={name: text for name, text in reading.entered.texts.items() if name not in bad}
    )
    return parse_input(given)


def _identity(
    entered: CompoundInput, identify: Callable[[str], str], known: Callable[[str], Known | None]
) -> tuple[str, Known | None]:
    """Return the id of a compound, and the one of the library that it renews.

    One that a list brought before is renewed where the CAS number is the same, or where the other keys lead to it and
    nothing contradicts: neither another CAS number, nor another name with nothing else in common.
    """
    cas = entered.text(Field.CAS)
    keys = keys_of(entered)
    for key in keys:
        found = known(identify(key))
        if found is None or found.bundled:
            continue
        same_cas = bool(cas) and found.cas == cas
        other_cas = bool(cas) and bool(found.cas) and found.cas != cas
        same_name = found.name.casefold() == entered.text(Field.NAME).casefold()
        if key.startswith(("cas:", "inchikey:")) or same_cas or (same_name and not other_cas):
            return found.id, found
    by_cas = known(cas) if cas and not entered.text(Field.FORM) else None
    if by_cas is not None and by_cas.listed and not by_cas.bundled:
        return by_cas.id, by_cas
    chosen = identify(keys[0])
    if known(chosen) is not None:
        # The number is another compound's already; with the name beside it this one has its own.
        chosen = identify(f"{keys[0]}:{entered.text(Field.NAME)}".casefold())
    return chosen, known(chosen)


def _already(entered: CompoundInput, compound: str, known: Callable[[str], Known | None]) -> BenchError | None:
    for text, code in ((entered.text(Field.CAS), Message.CAS_KNOWN), (entered.text(Field.NAME), Message.NAME_KNOWN)):
        found = known(text) if text else None
        if found is None or (not found.bundled and found.id == compound):
            continue
        if code == Message.NAME_KNOWN and not found.bundled and found.listed and _other(found, entered):
            continue
        if code == Message.CAS_KNOWN and not found.bundled and found.listed:
            continue
        return BenchError(code, cas=text, name=found.name)
    return None


def _other(found: Known, entered: CompoundInput) -> bool:
    return bool(found.cas) and bool(entered.text(Field.CAS)) and found.cas != entered.text(Field.CAS)
