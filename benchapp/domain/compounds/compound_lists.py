"""A list of compounds turned into monographs: each row with its verdict, each cell left out with its reason."""

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.compound_input import LONGEST_NAME, CompoundInput, Dissolved, Field, Reading, parse_input
from benchapp.domain.compounds.headings import Columns
from benchapp.domain.compounds.identifiers import cas_fits, mixed_word, unseen_character, without_unseen
from benchapp.domain.compounds.list_cells import LeftOut, mass_and_form, read_cas_cell, read_solubilities, says_nothing
from benchapp.domain.compounds.monograph import Monograph, Relation, Value
from benchapp.domain.compounds.monograph_builder import INSOLUBLE, build, solvent_name
from benchapp.domain.compounds.weighed_columns import Two, choose_formula, choose_mass, form_missing
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.units.solvent_names import solvent_in

LONGEST_NOTE = 2000


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


def keys_of(told: CompoundInput) -> tuple[str, ...]:
    """Return what a compound in a list is known by, the surest first: CAS number, InChIKey, catalogue number, name.

    A catalogue number is the supplier's own, and "1, 2, 3" are as good a column of them as any; so it counts after
    what is the same everywhere.
    """
    supplier, code, form = told.text(Field.SUPPLIER), told.text(Field.CODE), told.text(Field.FORM)
    keys = []
    if told.text(Field.CAS):
        keys.append(f"cas:{told.text(Field.CAS)}:{form}")
    if told.text(Field.INCHIKEY):
        keys.append(f"inchikey:{told.text(Field.INCHIKEY)}:{form}")
    if code:
        keys.append(f"code:{supplier}:{code}")
    keys.append(f"name:{told.text(Field.NAME)}")
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
        told, left, two = _told(f"{file}, row {number}", cells, columns)
        verdict = _verdict(number, told, left, identify, known, today, two, columns)
        if verdict.monograph is not None:
            yield _once(verdict, verdict.monograph, told, seen, identify, known)
        else:
            yield verdict


def _once(
    verdict: RowVerdict,
    made: Monograph,
    told: CompoundInput,
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
        mark = told.text(Field.CODE) if same_name else told.text(Field.NAME)
        other = identify(f"{keys_of(told)[0]}:{mark}".casefold())
        there, _ = seen.setdefault(other, (verdict.row, made))
        if there == verdict.row:
            replaced = known(other)
            reason = BenchError(Message.ROW_SAME_NUMBER, other=before, name=first.identity.name)
            numbered = (Field.CAS, Field.INCHIKEY, Field.CODE)
            number = next((name for name in numbered if told.text(name)), Field.NAME)
            return replace(
                verdict,
                monograph=replace(made, id=other),
                replaces=replaced is not None,
                whom="" if replaced is None else replaced.name,
                left=(*verdict.left, LeftOut(number, told.text(number), reason, kept=True)),
            )
        before = there
    twice = BenchError(Message.ROW_TWICE, name=verdict.name, other=before)
    return replace(verdict, monograph=None, reason=twice, replaces=False, whom="", left=())


def _differ(first: str, second: str) -> bool:
    return abs(float(first) - float(second)) > 1e-3 * float(first)


# -- the cells of a row -----------------------------------------------------------------------------------------------

_DIRECT = tuple(name for name in Field if name not in {Field.SOLUBILITY, Field.WATER, Field.SOLVENT, Field.INSOLUBLE})
# Of these the row is made; without them nothing can be calculated, so that what is wrong with them is said of the row.
_CARRYING = (Field.NAME, Field.MOLAR_MASS, Field.FORMULA)
_LONGEST = {
    Field.NAME: LONGEST_NAME,
    Field.NOTE: LONGEST_NOTE,
    Field.SYNONYMS: LONGEST_NOTE,
    Field.HAZARDS: LONGEST_NOTE,
}


def _told(source: str, cells: Sequence[str], columns: Columns) -> tuple[CompoundInput, list[LeftOut], Two | None]:
    """Return what a row tells, the cells that were left out or repaired, and where two columns say different things."""
    texts: dict[Field, str] = {}
    left: list[LeftOut] = []
    for name in _DIRECT:
        place = columns.places.get(name, -1)
        if not 0 <= place < len(cells) or place in columns.stopped:
            continue
        text = _seen(name, cells[place], left)
        if text and not says_nothing(name, text):
            texts[name] = text
    _name(texts, cells, columns, left)
    _shorten(texts, left)
    units = dict(columns.units)
    two = None
    if columns.rivals:
        two = choose_mass(texts, cells, columns, units, left) or choose_formula(texts, cells, columns, units, left)
    _form_of_mass(texts)
    cas = texts.pop(Field.CAS, "")
    if cas:
        try:
            read = read_cas_cell(cas)
            texts[Field.CAS] = read.cas
            if read.note is not None:
                left.append(LeftOut(Field.CAS, cas, read.note, kept=True))
        except BenchError as error:
            left.append(LeftOut(Field.CAS, cas, error))
    code = texts.get(Field.CODE, "")
    if code and Field.CAS not in texts and re.fullmatch(r"[1-9][0-9]{1,6}-[0-9]{2}-[0-9]", code) and cas_fits(code):
        # No supplier numbers its goods so that the check digit fits; a list with CAS numbers in that column does.
        texts[Field.CAS] = texts.pop(Field.CODE)
        left.append(LeftOut(Field.CODE, code, BenchError(Message.CAS_READ_AS, text=code, cas=code), kept=True))
    dissolved = _dissolved(cells, columns, left)
    return CompoundInput(texts, source=source, units=units, dissolved=dissolved), left, two


def _seen(name: Field, cell: str, left: list[LeftOut]) -> str:
    text = cell.strip()
    if name not in {Field.SYNONYMS, Field.SOLUBILITY, Field.WATER, Field.CAS}:
        text = " ".join(text.split())
    if text.isascii() and text.isprintable():
        return text
    found = unseen_character(text)
    if found:
        text = " ".join(without_unseen(text).split())
        left.append(LeftOut(name, cell, BenchError(Message.UNSEEN_OUT, name=text[:40], found=found), kept=True))
    return text


def _name(texts: dict[Field, str], cells: Sequence[str], columns: Columns, left: list[LeftOut]) -> None:
    """Take the name from the first column that has one in this row; a number is one only where nothing else is."""
    candidates = [
        _seen(Field.NAME, cells[place], [] if place == columns.places.get(Field.NAME) else left)
        for place in columns.names
        if place < len(cells) and cells[place].strip() and not says_nothing(Field.NAME, cells[place])
    ]
    named = [text for text in candidates if re.search(r"[^\W\d_]", text)]
    best = (named or candidates or [texts.get(Field.NAME, "")])[0]
    if best:
        texts[Field.NAME] = best
        others = "; ".join(dict.fromkeys(text for text in named if text != best))
        if others:
            texts[Field.SYNONYMS] = "; ".join(filter(None, (texts.get(Field.SYNONYMS, ""), others)))
    word = mixed_word(texts.get(Field.NAME, ""))
    if word:
        left.append(LeftOut(Field.NAME, best, BenchError(Message.MIXED_SCRIPT, text=word), kept=True))


def _shorten(texts: dict[Field, str], left: list[LeftOut]) -> None:
    for name, text in texts.items():
        longest = _LONGEST.get(name, LONGEST_NOTE)
        if len(text) > longest and name in {Field.NOTE, Field.SYNONYMS, Field.HAZARDS, Field.STORAGE, Field.CELLS}:
            cut = text[: longest - 1]
            # Synonyms end with a whole one, a note with a whole word.
            ends = max(cut.rfind(sign) for sign in (";|\n" if name is Field.SYNONYMS else " "))
            texts[name] = (cut[:ends] if ends > longest // 2 else cut).strip(" ;|") + (
                "" if name is Field.SYNONYMS else "…"
            )
            reason = BenchError(Message.SHORTENED, longest=longest, length=len(text))
            left.append(LeftOut(name, text[:80], reason, kept=True))


def _form_of_mass(texts: dict[Field, str]) -> None:
    if Field.MOLAR_MASS in texts:
        mass, form = mass_and_form(texts[Field.MOLAR_MASS])
        texts[Field.MOLAR_MASS] = mass
        if form:
            texts.setdefault(Field.FORM, form)


def _dissolved(cells: Sequence[str], columns: Columns, left: list[LeftOut]) -> tuple[Dissolved, ...]:
    said: list[Dissolved] = []
    place = columns.places.get(Field.SOLVENT, -1)
    cell = cells[place].strip() if 0 <= place < len(cells) else ""
    if cell and not any(sign.isalpha() for sign in cell) and not says_nothing(Field.SOLVENT, cell):
        # A number in the column of the solvent is of another column.
        left.append(LeftOut(Field.SOLVENT, cell, BenchError(Message.SOLVENT_UNKNOWN, text=cell[:80])))
        cell = ""
    named = "" if says_nothing(Field.SOLVENT, cell) else solvent_in(cell) or solvent_name(cell[:LONGEST_NAME])
    used = False
    for place, of_heading in columns.solvents.items():
        text = cells[place].strip() if place < len(cells) and place not in columns.stopped else ""
        if not text or says_nothing(Field.SOLUBILITY, text):
            continue
        name = Field.WATER if place == columns.places.get(Field.WATER) else Field.SOLUBILITY
        unit = columns.bare_units.get(place, "") or columns.units.get(name, "")
        read = read_solubilities(_seen(name, text, left), of_heading or named or columns.solvent, unit)
        used = used or (not of_heading and bool(named))
        said += [_at_temperature(one, columns, place) for one in read.said]
        left += [LeftOut(name, text, _row_unit(problem, text)) for problem in read.problems]
    said += [one for one in _insoluble(cells, columns) if not any(other.solvent == one.solvent for other in said)]
    if named and not used and not any(one.solvent == named for one in said):
        said.append(read_solubilities(named, "", "").said[0] if solvent_in(named) else _soluble(named))
    return tuple(said)


def _insoluble(cells: Sequence[str], columns: Columns) -> Iterator[Dissolved]:
    """Give the solvents that stand under "Insoluble in"."""
    place = columns.places.get(Field.INSOLUBLE, -1)
    cell = cells[place] if 0 <= place < len(cells) else ""
    for text in re.split(r"[;,|\n]|\band\b|\bund\b", cell):
        solvent = solvent_in(text) or solvent_name(" ".join(text.split())[:LONGEST_NAME])
        if solvent and any(sign.isalpha() for sign in solvent) and not says_nothing(Field.SOLVENT, text):
            yield Dissolved(solvent, Value(Relation.QUALITATIVE, text=INSOLUBLE), cell)


def _at_temperature(one: Dissolved, columns: Columns, place: int) -> Dissolved:
    """Return what was said of a solvent with the temperature in the heading of its column."""
    heading = columns.headings[place] if place < len(columns.headings) else ""
    at = re.search(r"\b(\d{1,3})\s?°\s?C\b", heading)
    if at is None or "°" in one.condition:
        return one
    return replace(one, condition="; ".join(filter(None, (one.condition, f"at {at[1]} °C"))))


def _soluble(solvent: str) -> Dissolved:
    return replace(read_solubilities("water", "", "").said[0], solvent=solvent, text=solvent)


def _row_unit(error: BenchError, text: str) -> BenchError:
    if isinstance(error, QuantityError) and error.code is Message.NO_UNIT:
        return QuantityError(Message.ROW_NO_UNIT, text=text)
    return error


# -- the verdict ------------------------------------------------------------------------------------------------------


def _verdict(
    number: int,
    told: CompoundInput,
    left: list[LeftOut],
    identify: Callable[[str], str],
    known: Callable[[str], Known | None],
    today: str,
    two: Two | None,
    columns: Columns,
) -> RowVerdict:
    cells = (
        told.text(Field.CAS) or next((one.text for one in left if one.field is Field.CAS), ""),
        told.text(Field.FORMULA), told.text(Field.MOLAR_MASS), told.text(Field.CODE),
    )  # fmt: skip
    name = told.text(Field.NAME)[:120]
    reading = parse_input(told)
    problem = two or _row_problem(reading)
    if problem is not None:
        return RowVerdict(number, name, cells, reason=problem[1], field=problem[0].value, left=tuple(left))
    reading = _without_bad_cells(reading, left)
    missing = form_missing(reading, columns)
    if missing is not None:
        left.append(LeftOut(Field.MOLAR_MASS, cells[2], missing, kept=True))
    compound, replaced = _identity(reading.told, identify, known)
    already = _already(reading.told, compound, known)
    if already is not None:
        return RowVerdict(number, name, cells, reason=already)
    made = build(reading, compound, today, "vendor list", "As the list states it; nothing else was compared.")
    cells = (cells[0] if made.identity.cas else "", cells[1], cells[2] or made.identity.forms[0].molar_mass, cells[3])
    return RowVerdict(
        number,
        name,
        cells,
        monograph=made,
        replaces=replaced is not None,
        whom="" if replaced is None else replaced.name,
        left=tuple(left),
    )


def _row_problem(reading: Reading) -> tuple[Field, BenchError] | None:
    """Return what keeps a whole row out: no name, nothing to weigh by, or a mass that is not that of the formula."""
    problems = reading.problems
    if Field.NAME in problems:
        return Field.NAME, problems[Field.NAME]
    remark = reading.remarks.get(Field.MOLAR_MASS)
    if remark is not None and not remark.agrees and remark.code is not Message.MOLAR_MASS_MONOISOTOPIC:
        return Field.MOLAR_MASS, BenchError(remark.code, **remark.values)
    if reading.molar_mass is None or (Field.MOLAR_MASS in problems and reading.formula is None):
        for name in (Field.MOLAR_MASS, Field.FORMULA):
            if name in problems:
                return name, _row_unit(problems[name], reading.told.text(name))
        return Field.MOLAR_MASS, BenchError(Message.MOLAR_MASS_NEEDED)
    return None


# Of what is weighed and dissolved nothing is lighter, g/mol (ammonia is 17): "1.202" is 1202, or kDa. Heavier than IgM
# (0.97 MDa) are polymers alone, of which nobody prints the figure in g/mol without the word.
_LIGHTEST, _HEAVIEST = 10.0, 1e6


def _without_bad_cells(reading: Reading, left: list[LeftOut]) -> Reading:
    """Return the reading of a row without the cells that cannot be read; each is said."""
    bad = dict(reading.problems)
    remark = reading.remarks.get(Field.MOLAR_MASS)
    if remark is not None and not remark.agrees:
        # The mass of the lightest isotopes of this very formula: what a balance sees follows from the formula.
        bad[Field.MOLAR_MASS] = BenchError(remark.code, **remark.values)
    stated = reading.told.text(Field.MOLAR_MASS)
    about = re.match(r"[~≈∼≅]|about\b|approx|ca\b|circa\b", stated, re.IGNORECASE)
    if about and Field.MOLAR_MASS not in bad:
        left.append(LeftOut(Field.MOLAR_MASS, stated, BenchError(Message.MASS_ABOUT, text=stated), kept=True))
    mass = reading.molar_mass
    unusual = mass is not None and not _LIGHTEST <= mass <= _HEAVIEST
    if mass is not None and unusual and reading.formula is None and Field.MOLAR_MASS not in bad:
        doubted = BenchError(Message.MASS_DOUBTED, figure=mass)
        left.append(LeftOut(Field.MOLAR_MASS, stated, doubted, kept=True))
    time = reading.remarks.get(Field.TIME)
    if time is not None:
        stated = reading.told.text(Field.TIME)
        left.append(LeftOut(Field.TIME, stated, BenchError(time.code, **time.values), kept=True))
    if not bad:
        return reading
    for name, error in bad.items():
        left.append(LeftOut(name, reading.told.text(name)[:80], _row_unit(error, reading.told.text(name))))
    told = replace(reading.told, texts={name: text for name, text in reading.told.texts.items() if name not in bad})
    return parse_input(told)


def _identity(
    told: CompoundInput, identify: Callable[[str], str], known: Callable[[str], Known | None]
) -> tuple[str, Known | None]:
    """Return the id of a compound, and the one of the library that it renews.

    One that a list brought before is renewed where the CAS number is the same, or where the other keys lead to it and
    nothing contradicts: neither another CAS number, nor another name with nothing else in common.
    """
    cas = told.text(Field.CAS)
    keys = keys_of(told)
    for key in keys:
        found = known(identify(key))
        if found is None or found.bundled:
            continue
        same_cas = bool(cas) and found.cas == cas
        other_cas = bool(cas) and bool(found.cas) and found.cas != cas
        same_name = found.name.casefold() == told.text(Field.NAME).casefold()
        if key.startswith(("cas:", "inchikey:")) or same_cas or (same_name and not other_cas):
            return found.id, found
    by_cas = known(cas) if cas and not told.text(Field.FORM) else None
    if by_cas is not None and by_cas.listed and not by_cas.bundled:
        return by_cas.id, by_cas
    chosen = identify(keys[0])
    if known(chosen) is not None:
        # The number is another compound's already; with the name beside it this one has its own.
        chosen = identify(f"{keys[0]}:{told.text(Field.NAME)}".casefold())
    return chosen, known(chosen)


def _already(told: CompoundInput, compound: str, known: Callable[[str], Known | None]) -> BenchError | None:
    for text, code in ((told.text(Field.CAS), Message.CAS_KNOWN), (told.text(Field.NAME), Message.NAME_KNOWN)):
        found = known(text) if text else None
        if found is None or (not found.bundled and found.id == compound):
            continue
        if code is Message.NAME_KNOWN and not found.bundled and found.listed and _other(found, told):
            continue
        if code is Message.CAS_KNOWN and not found.bundled and found.listed:
            continue
        return BenchError(code, cas=text, name=found.name)
    return None


def _other(found: Known, told: CompoundInput) -> bool:
    return bool(found.cas) and bool(told.text(Field.CAS)) and found.cas != told.text(Field.CAS)
