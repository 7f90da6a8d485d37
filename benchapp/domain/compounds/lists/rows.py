"""One row of a list as the input of a compound, and the cells that are left out or repaired on the way."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from benchapp.domain.compounds.compound_input import LONGEST_NAME, CompoundInput, Dissolved, Field
from benchapp.domain.compounds.identifiers import cas_fits, mixed_word, unseen_character, without_unseen
from benchapp.domain.compounds.lists.cells import (
    LeftOut,
    mass_and_form,
    read_cas_cell,
    read_solubilities,
    says_nothing,
)
from benchapp.domain.compounds.lists.headings import Columns
from benchapp.domain.compounds.lists.weighed_columns import Two, choose_formula, choose_mass
from benchapp.domain.compounds.monograph import Relation, Value
from benchapp.domain.compounds.monograph_builder import solvent_name
from benchapp.domain.compounds.solubility import INSOLUBLE
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.units.solvent_names import solvent_in

LONGEST_NOTE = 2000

_DIRECT = tuple(name for name in Field if name not in {Field.SOLUBILITY, Field.WATER, Field.SOLVENT, Field.INSOLUBLE})
_LONGEST = {
    Field.NAME: LONGEST_NAME,
    Field.NOTE: LONGEST_NOTE,
    Field.SYNONYMS: LONGEST_NOTE,
    Field.HAZARDS: LONGEST_NOTE,
}


def read_row(source: str, cells: Sequence[str], columns: Columns) -> tuple[CompoundInput, list[LeftOut], Two | None]:
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
        left += [LeftOut(name, text, worded_of_row(problem, text)) for problem in read.problems]
    said += [one for one in _insoluble(cells, columns) if not any(other.solvent == one.solvent for other in said)]
    if named and not used and not any(one.solvent == named for one in said):
        said.append(read_solubilities(named, "", "").said[0] if solvent_in(named) else _soluble(named))
    return tuple(said)


def _insoluble(cells: Sequence[str], columns: Columns) -> Iterator[Dissolved]:
    """Return the solvents that are under "Insoluble in"."""
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


def worded_of_row(error: BenchError, text: str) -> BenchError:
    """Return an error in a cell as it is said of a row, where no unit can be chosen beside the figure."""
    if isinstance(error, QuantityError) and error.code == Message.NO_UNIT:
        return QuantityError(Message.ROW_NO_UNIT, text=text)
    return error
