"""Which column of a list is of what is weighed, where several can be: with its salt and water, or without.

Where two columns say different things of a row, neither is taken until a person has chosen; the wrong one of a salt and
its free base is a wrong dose.
"""

import re
from collections.abc import Iterator, Sequence

from benchapp.domain.compounds.compound_input import Field, Reading
from benchapp.domain.compounds.formula import Fit, Formula, compare, read_formula
from benchapp.domain.compounds.lists.cells import LeftOut, mass_and_form, says_nothing
from benchapp.domain.compounds.lists.headings import Columns, shown_heading, without_salt
from benchapp.domain.compounds.stated import read_stated
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.units.kinds import in_base

# Figures that differ by less are one, rounded: 180 and 180.16. Deuterium for hydrogen is 0.25 % of 400 g/mol.
_ROUNDED = 2e-3
Two = tuple[Field, BenchError]


def choose_mass(
    texts: dict[Field, str], cells: Sequence[str], columns: Columns, units: dict[Field, str], left: list[LeftOut]
) -> Two | None:
    """Put the molar mass of a row into `texts` and its unit into `units`.

    Returns:
        What is to be asked, where two columns differ and no person has chosen.
    """
    name = Field.MOLAR_MASS
    if name not in columns.rivals:
        return None
    taken = texts.get(name, "")
    known = _mass(taken, columns.units.get(name, "")) if taken else None
    place = columns.places[name]
    for at, text in _others(name, cells, columns):
        unit = columns.bare_units.get(at, "")
        mass = _mass(text, unit)
        if mass is None:
            continue
        if not taken:
            taken, known, place = text, mass, at
            texts[name] = text
            units[name] = unit
            left.append(LeftOut(name, text, _instead(columns, name, at), kept=True))
        elif known is not None and name not in columns.chosen and abs(known - mass) > _ROUNDED * known:
            return name, _two(columns, (place, taken), (at, text))
    return None


def choose_formula(
    texts: dict[Field, str], cells: Sequence[str], columns: Columns, units: dict[Field, str], left: list[LeftOut]
) -> Two | None:
    """Put the formula of a row into `texts`: of several the one that its molar mass is of.

    Returns:
        What is to be asked, where two columns differ, no molar mass decides and no person has chosen.
    """
    name = Field.FORMULA
    if name not in columns.rivals or (texts.get(name) and name in columns.chosen):
        return None
    taken = texts.get(name, "")
    known = _formula(taken)
    mass = _mass(texts.get(Field.MOLAR_MASS, ""), units.get(Field.MOLAR_MASS, ""))
    if known is not None and mass is not None and compare(known, mass).fit is Fit.AGREES:
        return None
    for at, text in _others(name, cells, columns):
        formula = _formula(text)
        if formula is None:
            continue
        if mass is not None:
            if compare(formula, mass).fit is Fit.AGREES:
                texts[name] = text
                fits = BenchError(
                    Message.OTHER_FORMULA_FITS,
                    heading=_heading(columns, columns.places[name]),
                    other=_heading(columns, at),
                )
                left.append(LeftOut(name, taken, fits if taken else _instead(columns, name, at), kept=True))
                return None
        elif known is not None and abs(known.molar_mass - formula.molar_mass) > _ROUNDED * known.molar_mass:
            return name, _two(columns, (columns.places[name], taken), (at, text))
        elif not taken and not re.search(r"salt|salz|ion\b", _heading(columns, at), re.IGNORECASE):
            texts[name] = text
            left.append(LeftOut(name, text, _instead(columns, name, at), kept=True))
            return None
    return None


def _others(name: Field, cells: Sequence[str], columns: Columns) -> Iterator[tuple[int, str]]:
    for place in columns.rivals[name]:
        text = " ".join(cells[place].split()) if place < len(cells) else ""
        if text and not says_nothing(name, text):
            yield place, text


def _mass(text: str, unit: str) -> float | None:
    try:
        value = read_stated(mass_and_form(text)[0], unit=unit or "g/mol")
    except BenchError:
        return None
    known = in_base(value.number, value.unit)
    return known[1] if known is not None and known[1] > 0 else None


def _formula(text: str) -> Formula | None:
    try:
        return read_formula(text) if text else None
    except BenchError:
        return None


def _heading(columns: Columns, place: int) -> str:
    return shown_heading(columns.headings, place)


def _instead(columns: Columns, name: Field, place: int) -> BenchError:
    read, empty = _heading(columns, place), _heading(columns, columns.places[name])
    return BenchError(Message.OTHER_COLUMN_READ, heading=empty, other=read)


def _two(columns: Columns, first: tuple[int, str], second: tuple[int, str]) -> BenchError:
    return BenchError(
        Message.ROW_TWO_COLUMNS,
        heading=_heading(columns, first[0]),
        first=first[1][:40],
        other=_heading(columns, second[0]),
        second=second[1][:40],
    )


# -- a salt whose molar mass is that of the base ----------------------------------------------------------------------

# What a salt is called, and the element that its formula must hold; "" where it is of C, H and O and cannot be seen.
_SALTS: tuple[tuple[str, str], ...] = (
    (r"(?:mono|di|tri)?(?:hydro)?chloride|(?:\d ?)?hcl|(?:di)?hydrochlorid", "Cl"),
    (r"(?:di)?(?:hydro)?bromide?|hbr", "Br"),
    (r"(?:hydro)?iodide?", "I"),
    (r"(?:mono|di|tri)?sodium|(?:di)?natrium(?:salz)?|na", "Na"),
    (r"(?:di)?potassium|kalium(?:salz)?", "K"),
    (r"calcium", "Ca"),
    (r"magnesium", "Mg"),
    (r"(?:hemi|bi|hydrogen)?sul(?:f|ph)ate?|mesylate?|methanesulfonate|tosylate?|besylate?|esylate?|edisylate?", "S"),
    (r"(?:di)?phosphate?|(?:di)?hydrogen ?phosphate", "P"),
    (r"trifluoroacetate|tfa", "F"),
    (r"(?:di|hydrogen|bi)?(?:tartrate?|maleate?|fumarate?|citrate?|succinate?|oxalate?|malate?|lactate?|acetate?)", ""),
)
_SALT = re.compile(
    r"(?:" + "|".join(f"(?P<s{place}>{words})" for place, (words, _) in enumerate(_SALTS)) + r")", re.IGNORECASE
)
_BESIDE = re.compile(
    r"\b(?:salt|salz|(?:mono|di|tri|hemi|sesqui|x|tetra|penta)?-?hydrate?|\S*h2o)\b|[()\[\],;]", re.IGNORECASE
)


def form_missing(reading: Reading, columns: Columns) -> BenchError | None:
    """Return what is to be said of a row that names a salt while its molar mass is that of the compound without it."""
    given = reading.entered
    mass = reading.molar_mass
    if mass is None:
        return None
    place = columns.places.get(Field.MOLAR_MASS, -1)
    alone = bool(given.text(Field.MOLAR_MASS)) and without_salt(_heading(columns, place))
    # "259.26 (free base)" beside "… hydrochloride".
    alone = alone or (bool(given.text(Field.MOLAR_MASS)) and without_salt(given.text(Field.FORM)))
    formula = "" if reading.formula is None else reading.formula.text
    for text in (given.text(Field.FORM), given.text(Field.NAME)):
        salt, element = _salt_in(text, whole=text == given.text(Field.FORM))
        if not salt:
            continue
        lacking = bool(formula and element) and not re.search(rf"{element}(?![a-z])", formula)
        if lacking or (alone and "·" not in formula):
            return BenchError(Message.FORM_NOT_WEIGHED, form=salt, figure=mass)
    return None


def _salt_in(text: str, *, whole: bool) -> tuple[str, str]:
    """Return the salt that a text names, and its element: the text as a whole, or its last word as in a name."""
    words = _BESIDE.sub(" ", text).split()
    for tried in (" ".join(words), words[-1]) if words and whole else words[-1:] if len(words) > 1 else ():
        match = _SALT.fullmatch(tried)
        if match is not None:
            place = next(place for place in range(len(_SALTS)) if match[f"s{place}"] is not None)
            return match[0], _SALTS[place][1]
    return "", ""
