"""A compound as entered on one form: texts with their sources, read as one types, turned into a monograph or edits.

The same fields serve the form for a compound of one's own and the columns of an imported list.
"""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from functools import partial

from msgspec import Struct, field

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.formula import Compared, Fit, Formula, compare, read_formula
from benchapp.domain.compounds.identifiers import mixed_word, read_cas, read_inchikey, read_text
from benchapp.domain.compounds.identity_facts import SubstanceKind, read_handling, read_kind
from benchapp.domain.compounds.monograph import Relation, Value
from benchapp.domain.compounds.stability import read_shelf_lives
from benchapp.domain.compounds.stated import read_stated
from benchapp.domain.compounds.stated_times import is_overnight, read_stated_time
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.units.kinds import Kind, in_base

LONGEST_NAME = 200


class Field(StrEnum):
    """What can be entered for a compound."""

    NAME = "name"
    SYNONYMS = "synonyms"
    KIND = "kind"
    CAS = "cas"
    FORMULA = "formula"
    MOLAR_MASS = "molar_mass"
    FORM = "form"
    SUPPLIER = "supplier"
    CODE = "code"
    SMILES = "smiles"
    INCHIKEY = "inchikey"
    SOLVENT = "solvent"
    SOLUBILITY = "solubility"
    INSOLUBLE = "insoluble"
    WATER = "water"
    STORAGE = "storage"
    STOCK_LIFE = "stock_life"
    HANDLING = "handling"
    FRESH = "fresh"
    DOSE = "dose"
    TIME = "time"
    CELLS = "cells"
    HAZARDS = "hazards"
    NOTE = "note"
    CLASSES = "classes"


CONCENTRATIONS = (Kind.MOLARITY, Kind.MASS_CONCENTRATION)
# Fields whose text is one stated value, with the kinds it may be of.
STATED: dict[Field, tuple[Kind, ...]] = {
    Field.MOLAR_MASS: (Kind.MOLAR_MASS,),
    Field.SOLUBILITY: CONCENTRATIONS,
    Field.WATER: CONCENTRATIONS,
    Field.DOSE: (*CONCENTRATIONS, Kind.ACTIVITY_CONCENTRATION, Kind.PERCENT_VV),
    Field.TIME: (Kind.TIME,),
}
_DEFAULT_UNITS = {Field.MOLAR_MASS: "g/mol"}


class Dissolved(Struct, frozen=True):
    """What a list says of a solvent.

    Attributes:
        solvent: Its name.
        value: The concentration that dissolves, or in words that it does or does not.
        text: As it is in the list.
        condition: How it was dissolved ("warmed"); "" where nothing is said.
    """

    solvent: str
    value: Value
    text: str
    condition: str = ""


class CompoundInput(Struct, frozen=True):
    """A compound as entered.

    Attributes:
        texts: What is in each field.
        sources: Where that is stated, field by field; what is missing has the source of `source`.
        source: The source of everything that has none of its own.
        units: Unit for a bare number of a field, from a column's heading.
        dissolved: What a list says of its solvents, read already.
    """

    texts: Mapping[Field, str]
    sources: Mapping[Field, str] = field(default_factory=dict)
    source: str = ""
    units: Mapping[Field, str] = field(default_factory=dict)
    dissolved: tuple[Dissolved, ...] = ()

    def text(self, name: Field) -> str:
        """Return what is in a field, without spaces at its ends."""
        return self.texts.get(name, "").strip()

    def source_of(self, name: Field) -> str:
        """Return where it is stated."""
        return (self.sources.get(name, "") or self.source).strip()


class Remark(Struct, frozen=True):
    """Something worth saying of a field that is no error: a code with its values."""

    code: MessageCode
    values: dict[str, str | int | float | bool | None]
    agrees: bool = False


class Reading(Struct, frozen=True):
    """What a compound as entered comes to.

    Attributes:
        entered: As entered.
        values: The fields that hold a stated value.
        formula: The formula; None where there is none, or a wrong one.
        problems: What keeps it from being saved, by field.
        remarks: What is worth saying, by field.
        kind: What kind of substance it is.
        handling: How it is handled, in the words of the format.
        unsourced: The first field that states something and has no source; None where all have one.
    """

    entered: CompoundInput
    values: dict[Field, Value]
    formula: Formula | None
    problems: dict[Field, BenchError]
    remarks: dict[Field, Remark]
    unsourced: Field | None = None
    kind: SubstanceKind = SubstanceKind.SMALL_MOLECULE
    handling: tuple[str, ...] = ()

    @property
    def molar_mass(self) -> float | None:
        """The molar mass: as stated, else that of the formula, g/mol."""
        stated = self.values.get(Field.MOLAR_MASS)
        if stated is not None:
            return (in_base(stated.number, stated.unit) or (Kind.MOLAR_MASS, 0.0))[1]
        return None if self.formula is None else self.formula.molar_mass


def parse_input(entered: CompoundInput, *, decimal_comma: bool = False, printed: Collection[Field] = ()) -> Reading:
    """Read a compound as entered.

    Args:
        entered: As entered.
        decimal_comma: Whether the locale's decimal sign is the comma.
        printed: Fields that show what is on file as it is there, with a decimal point.
    """
    values: dict[Field, Value] = {}
    problems: dict[Field, BenchError] = {}

    def attempt(name: Field, read: Callable[[str], object]) -> object | None:
        text = entered.text(name)
        if not text:
            return None
        try:
            return read(text)
        except BenchError as error:
            problems[name] = error
            return None

    for name in entered.texts:
        attempt(name, read_text)
    if not entered.text(Field.NAME):
        problems[Field.NAME] = BenchError(Message.NAME_NEEDED)
    attempt(Field.NAME, lambda text: read_text(text, LONGEST_NAME))
    attempt(Field.CAS, read_cas)
    attempt(Field.INCHIKEY, read_inchikey)
    formula = attempt(Field.FORMULA, read_formula)
    kind = attempt(Field.KIND, read_kind)
    handling = attempt(Field.HANDLING, read_handling)
    for name, kinds in STATED.items():
        unit = entered.units.get(name, "") or _DEFAULT_UNITS.get(name, "")

        comma = decimal_comma and name not in printed
        reads = read_stated_time if name is Field.TIME else partial(_of_kind, kinds=kinds)
        value = attempt(name, partial(reads, unit=unit, decimal_comma=comma))
        if isinstance(value, Value):
            values[name] = value
    unsourced = next((name for name in SOURCED if entered.text(name) and not entered.source_of(name)), None)
    found = formula if isinstance(formula, Formula) else None
    reading = Reading(
        entered, values, found, problems, _remarks(entered, values), unsourced,
        kind if isinstance(kind, SubstanceKind) else SubstanceKind.SMALL_MOLECULE,
        handling if isinstance(handling, tuple) else (),
    )  # fmt: skip
    _check_mass(reading)
    return reading


def _remarks(entered: CompoundInput, values: Mapping[Field, Value]) -> dict[Field, Remark]:
    """Return what a person should look at, though it can be read."""
    remarks: dict[Field, Remark] = {}
    for name in (Field.NAME, Field.SYNONYMS):
        word = mixed_word(entered.text(name))
        if word:
            remarks[name] = Remark(Message.MIXED_SCRIPT, {"text": word})
    time = values.get(Field.TIME)
    if time is not None and is_overnight(entered.text(Field.TIME)):
        length_s = (in_base(time.number, time.unit) or (Kind.TIME, 0.0))[1]
        remarks[Field.TIME] = Remark(Message.OVERNIGHT_TAKEN, {"length_s": length_s})
    life = entered.text(Field.STOCK_LIFE).strip()
    if life and not read_shelf_lives(life, entered.text(Field.SOLVENT).strip()):
        # It is kept as it was typed, and shown; but nobody should wait for a use-by that never comes.
        remarks[Field.STOCK_LIFE] = Remark(Message.NO_USE_BY_STATED, {"text": life})
    return remarks


# The fields that state something, so that somebody must have said it.
SOURCED = (
    Field.NAME,
    Field.MOLAR_MASS,
    Field.SOLUBILITY,
    Field.INSOLUBLE,
    Field.WATER,
    Field.STORAGE,
    Field.STOCK_LIFE,
    Field.HANDLING,
    Field.FRESH,
    Field.DOSE,
    Field.TIME,
    Field.HAZARDS,
    Field.NOTE,
)


def _of_kind(text: str, *, kinds: tuple[Kind, ...], unit: str, decimal_comma: bool) -> Value:
    wanted = "/".join(kind.value for kind in kinds)
    try:
        value = read_stated(text, decimal_comma=decimal_comma, unit=unit)
    except QuantityError as error:
        # The hint is for this field: a molar mass is not "10 µM".
        raise QuantityError(error.code, **{"wanted": wanted, **error.values}) from error
    known = in_base(value.number, value.unit)
    if known is None or known[0] not in kinds:
        raise QuantityError(Message.WRONG_KIND, text=text, found=known[0].value if known else value.unit, wanted=wanted)
    if known[1] <= 0:
        raise QuantityError(Message.NOT_POSITIVE)
    return value


# Of what is weighed and dissolved nothing is lighter, g/mol (ammonia is 17): "1.202" is 1202, or kDa. Heavier than IgM
# (0.97 MDa) are polymers alone, of which nobody prints the figure in g/mol without the word.
_LIGHTEST, _HEAVIEST = 10.0, 1e6


def _check_mass(reading: Reading) -> None:
    stated = reading.values.get(Field.MOLAR_MASS)
    mass = reading.molar_mass
    taken = (Relation.EQUAL, Relation.ABOUT)
    if stated is not None and (stated.relation not in taken or mass is None or not 1 <= mass <= 1e8):
        text = reading.entered.text(Field.MOLAR_MASS)
        code = Message.OUT_OF_RANGE if stated.relation in taken else Message.NOT_ONE_MASS
        reading.problems[Field.MOLAR_MASS] = QuantityError(code, text=text)
        return
    if mass is not None and not reading.kind.has_molecules:
        name = Field.MOLAR_MASS if stated is not None else Field.FORMULA
        reading.problems[name] = BenchError(Message.KIND_WITHOUT_MASS, kind=reading.kind.value)
        return
    if mass is None and reading.kind.needs_molar_mass and not {Field.FORMULA, Field.MOLAR_MASS} & set(reading.problems):
        reading.problems[Field.MOLAR_MASS] = BenchError(Message.MOLAR_MASS_NEEDED)
    if stated is not None and reading.formula is None and mass is not None and not _LIGHTEST <= mass <= _HEAVIEST:
        reading.remarks[Field.MOLAR_MASS] = Remark(Message.MASS_DOUBTED, {"figure": mass})
    if stated is not None and reading.formula is not None and mass is not None:
        compared = compare(reading.formula, mass)
        reading.remarks[Field.MOLAR_MASS] = remark_of(compared)


_FITS = {
    Fit.AGREES: Message.MOLAR_MASS_AGREES,
    Fit.MONOISOTOPIC: Message.MOLAR_MASS_MONOISOTOPIC,
    Fit.ANOTHER_FORM: Message.MOLAR_MASS_OTHER_FORM,
    Fit.DIFFERS: Message.MOLAR_MASS_DIFFERS,
}


def remark_of(compared: Compared) -> Remark:
    """Return what is said of a molar mass held against a formula."""
    values: dict[str, str | int | float | bool | None] = {
        "computed": compared.computed,
        "stated": compared.stated,
        "other": compared.other,
    }
    return Remark(_FITS[compared.fit], values, agrees=compared.fit is Fit.AGREES)
