"""A compound as it is told on one form: texts with their sources, read as one types, turned into a monograph or edits.

The same fields serve the form for a compound of one's own and the columns of an imported list.
"""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.formula import Compared, Fit, Formula, compare, read_formula
from benchapp.domain.identifiers import read_cas, read_inchikey, read_text
from benchapp.domain.kinds import Kind, in_base
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.monograph import (
    FORMAT,
    PREPARE_FRESH,
    Basis,
    Claim,
    Context,
    Form,
    Identity,
    Monograph,
    Name,
    NameKind,
    Relation,
    Source,
    Stability,
    Standing,
    SupplierCode,
    Use,
    Value,
)
from benchapp.domain.stated import read_stated

LONGEST_NAME = 200


class Field(StrEnum):
    """What can be told of a compound."""

    NAME = "name"
    SYNONYMS = "synonyms"
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
    FRESH = "fresh"
    DOSE = "dose"
    TIME = "time"
    CELLS = "cells"
    HAZARDS = "hazards"
    NOTE = "note"


CONCENTRATIONS = (Kind.MOLARITY, Kind.MASS_CONCENTRATION)
# Fields whose text is one stated value, with the kinds it may be of.
STATED: dict[Field, tuple[Kind, ...]] = {
    Field.MOLAR_MASS: (Kind.MOLAR_MASS,),
    Field.SOLUBILITY: CONCENTRATIONS,
    Field.WATER: CONCENTRATIONS,
    Field.DOSE: CONCENTRATIONS,
    Field.TIME: (Kind.TIME,),
}
_DEFAULT_UNITS = {Field.MOLAR_MASS: "g/mol"}
INSOLUBLE = "insoluble"


class Told(Struct, frozen=True):
    """A compound as told.

    Attributes:
        texts: What stands in each field.
        sources: Where that stands, field by field; what is missing has the source of `source`.
        source: The source of everything that has none of its own.
        units: Unit for a bare number of a field, from a column's heading.
    """

    texts: Mapping[Field, str]
    sources: Mapping[Field, str] = field(default_factory=dict)
    source: str = ""
    units: Mapping[Field, str] = field(default_factory=dict)

    def text(self, name: Field) -> str:
        """Give what stands in a field, without spaces at its ends."""
        return self.texts.get(name, "").strip()

    def source_of(self, name: Field) -> str:
        """Give where it stands."""
        return (self.sources.get(name, "") or self.source).strip()


class Remark(Struct, frozen=True):
    """Something worth saying of a field that is no error: a code with its values."""

    code: Message
    values: dict[str, str | int | float | bool | None]
    agrees: bool = False


class Reading(Struct, frozen=True):
    """What a compound as told comes to.

    Attributes:
        told: As told.
        values: The fields that hold a stated value.
        formula: The formula; None where there is none, or a wrong one.
        problems: What keeps it from being saved, by field.
        remarks: What is worth saying, by field.
        unsourced: The first field that states something and has no source; None where all have one.
    """

    told: Told
    values: dict[Field, Value]
    formula: Formula | None
    problems: dict[Field, BenchError]
    remarks: dict[Field, Remark]
    unsourced: Field | None = None

    @property
    def molar_mass(self) -> float | None:
        """The molar mass: as stated, else that of the formula, g/mol."""
        stated = self.values.get(Field.MOLAR_MASS)
        if stated is not None:
            return (in_base(stated.number, stated.unit) or (Kind.MOLAR_MASS, 0.0))[1]
        return None if self.formula is None else self.formula.molar_mass


def read_told(told: Told, *, decimal_comma: bool = False) -> Reading:
    """Read a compound as told.

    Args:
        told: As told.
        decimal_comma: Whether the locale's decimal sign is the comma.
    """
    values: dict[Field, Value] = {}
    problems: dict[Field, BenchError] = {}
    remarks: dict[Field, Remark] = {}

    def attempt(name: Field, read: Callable[[str], object]) -> object | None:
        text = told.text(name)
        if not text:
            return None
        try:
            return read(text)
        except BenchError as error:
            problems[name] = error
            return None

    for name in Field:
        attempt(name, read_text)
    if not told.text(Field.NAME):
        problems[Field.NAME] = BenchError(Message.NAME_NEEDED)
    attempt(Field.NAME, lambda text: read_text(text, LONGEST_NAME))
    attempt(Field.CAS, read_cas)
    attempt(Field.INCHIKEY, read_inchikey)
    formula = attempt(Field.FORMULA, read_formula)
    for name, kinds in STATED.items():
        unit = told.units.get(name, "") or _DEFAULT_UNITS.get(name, "")

        def of_kind(text: str, unit: str = unit, kinds: tuple[Kind, ...] = kinds) -> Value:
            return _of_kind(text, kinds, unit, decimal_comma=decimal_comma)

        value = attempt(name, of_kind)
        if isinstance(value, Value):
            values[name] = value
    unsourced = next((name for name in SOURCED if told.text(name) and not told.source_of(name)), None)
    found = formula if isinstance(formula, Formula) else None
    reading = Reading(told, values, found, problems, remarks, unsourced)
    _check_mass(reading)
    return reading


# The fields that state something, so that somebody must have said it.
SOURCED = (
    Field.NAME,
    Field.MOLAR_MASS,
    Field.SOLUBILITY,
    Field.INSOLUBLE,
    Field.WATER,
    Field.STORAGE,
    Field.STOCK_LIFE,
    Field.FRESH,
    Field.DOSE,
    Field.TIME,
    Field.HAZARDS,
    Field.NOTE,
)


def _of_kind(text: str, kinds: tuple[Kind, ...], unit: str, *, decimal_comma: bool) -> Value:
    value = read_stated(text, decimal_comma=decimal_comma, unit=unit)
    known = in_base(value.number, value.unit)
    if known is None or known[0] not in kinds:
        wanted = "/".join(kind.value for kind in kinds)
        raise QuantityError(Message.WRONG_KIND, text=text, found=known[0].value if known else value.unit, wanted=wanted)
    if known[1] <= 0:
        raise QuantityError(Message.NOT_POSITIVE)
    return value


def _check_mass(reading: Reading) -> None:
    stated = reading.values.get(Field.MOLAR_MASS)
    mass = reading.molar_mass
    if stated is not None and (stated.relation is not Relation.EQUAL or mass is None or not 1 <= mass <= 1e8):
        text = reading.told.text(Field.MOLAR_MASS)
        reading.problems[Field.MOLAR_MASS] = QuantityError(Message.OUT_OF_RANGE, text=text)
        return
    if mass is None and not {Field.FORMULA, Field.MOLAR_MASS} & set(reading.problems):
        reading.problems[Field.MOLAR_MASS] = BenchError(Message.MOLAR_MASS_NEEDED)
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
    """Give what is said of a molar mass held against a formula."""
    values: dict[str, str | int | float | bool | None] = {
        "computed": compared.computed,
        "stated": compared.stated,
        "other": compared.other,
    }
    return Remark(_FITS[compared.fit], values, agrees=compared.fit is Fit.AGREES)


# -- from what was told to a monograph --------------------------------------------------------------------------------


class _Sources:
    """Source keys for the texts in which people say where something stands."""

    def __init__(self, told: Told, kind: str) -> None:
        self._told = told
        self._kind = kind
        self.sources: dict[str, Source] = {}
        self._keys: dict[str, str] = {}

    def key(self, name: Field) -> str:
        text = read_text(self._told.source_of(name) or self._told.source)
        if text not in self._keys:
            plain = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:40] or "source"
            key = plain if plain not in self.sources else f"{plain}-{len(self.sources) + 1}"
            self._keys[text] = key
            self.sources[key] = Source(text, "own measurement" if is_own(text) else self._kind)
        return self._keys[text]

    def basis(self, name: Field) -> Basis:
        return Basis.MEASURED if is_own(self._told.source_of(name)) else Basis.VENDOR_CLAIM


def is_own(source: str) -> bool:
    """Tell whether a source is a measurement of one's own."""
    return re.search(r"\b(my own|our own|own measurement|measured here)\b", source.casefold()) is not None


TOLD_BY_HAND = "As told by the person who added it; nothing else was compared."


def build(
    reading: Reading, compound: str, today: str, source_kind: str = "as told", reason: str = TOLD_BY_HAND
) -> Monograph:
    """Make a monograph of a compound as told; `reading` has no problems.

    Args:
        reading: What was told.
        compound: UUID of the compound.
        today: The day, ISO.
        source_kind: Kind of the sources ("as told", "vendor list").
        reason: Why each claim stands as it does.
    """
    told = reading.told
    sources = _Sources(told, source_kind)
    name = read_text(told.text(Field.NAME))
    first = sources.key(Field.NAME)
    mass = reading.values.get(Field.MOLAR_MASS)
    formula = reading.formula.text if reading.formula else ""
    claims = _Claims(reading, sources, reason)
    form = Form(
        id="form.own",
        name=read_text(told.text(Field.FORM)) or "as sold",
        molar_mass=_mass_text(reading),
        source=sources.key(Field.MOLAR_MASS) if mass is not None else first,
        basis=sources.basis(Field.MOLAR_MASS) if mass is not None else Basis.COMPUTED,
        formula=formula,
        cas=_cas(told),
    )
    identity = Identity(
        name=name,
        cas=_cas(told),
        inchikey=read_inchikey(told.text(Field.INCHIKEY)) if told.text(Field.INCHIKEY) else "",
        smiles=read_text(told.text(Field.SMILES)),
        formula=formula,
        source=first,
        names=(Name("name.own", name, NameKind.ACCEPTED, first), *synonyms(told.text(Field.SYNONYMS), first, ())),
        forms=(form,),
    )
    code = read_text(told.text(Field.CODE))
    supplier = read_text(told.text(Field.SUPPLIER))
    return Monograph(
        format=FORMAT,
        id=compound,
        revision=today,
        language="en",
        identity=identity,
        supplier_codes=(SupplierCode("code.own", supplier, code, first),) if code else (),
        storage=claims.storage(),
        solubility=(*claims.soluble(), *claims.insoluble(), *claims.watery()),
        stability=Stability(stock=claims.stock(), working=claims.working()),
        uses=claims.uses(),
        pitfalls=claims.note(),
        hazards=claims.hazards(),
        sources=sources.sources,
    )


def _cas(told: Told) -> str:
    return read_cas(told.text(Field.CAS)) if told.text(Field.CAS) else ""


def _mass_text(reading: Reading) -> str:
    stated = reading.values.get(Field.MOLAR_MASS)
    if stated is not None and stated.unit in {"g/mol", "Da"}:
        return stated.number if "e" not in stated.number else f"{float(stated.number):f}".rstrip("0").rstrip(".")
    return f"{reading.molar_mass or 0.0:.4f}".rstrip("0").rstrip(".")


def synonyms(text: str, source: str, known: tuple[Name, ...]) -> tuple[Name, ...]:
    """Give the names in a list separated by ";", those known by their ids."""
    by_text = {name.text: name for name in known}
    found: list[Name] = []
    for part in re.split(r"[;\n\t|]", text):
        tidy = read_text(part)
        if not tidy or any(one.text == tidy for one in found):
            continue
        kind = NameKind.CODE if any(sign.isdigit() for sign in tidy) else NameKind.SYNONYM
        slug = re.sub(r"[^a-z0-9]+", "-", tidy.casefold()).strip("-")[:40]
        taken = {one.id for one in (*found, *known)}
        base = f"name.own-{slug or len(found)}"
        fact = base if base not in taken else f"{base}-{len(found)}"
        found.append(by_text.get(tidy) or Name(fact, tidy, kind, source))
    return tuple(found)


class _Claims:
    """The claims of a compound as told, section by section."""

    def __init__(self, reading: Reading, sources: _Sources, reason: str) -> None:
        self._told = reading.told
        self._values = reading.values
        self._sources = sources
        self._reason = reason

    def _claim(self, name: Field, fact: str, statement: str, value: Value | None, context: Context) -> Claim:
        return Claim(
            id=fact,
            statement=statement,
            source=self._sources.key(name),
            basis=self._sources.basis(name),
            standing=Standing.SINGLE_SOURCE,
            reason=self._reason,
            value=value,
            context=context,
        )

    def soluble(self) -> tuple[Claim, ...]:
        value = self._values.get(Field.SOLUBILITY)
        solvent = solvent_name(self._told.text(Field.SOLVENT) or "DMSO")
        if value is None and not self._told.text(Field.SOLVENT):
            return ()
        stated = value or Value(Relation.QUALITATIVE, text="soluble, no figure")
        name = Field.SOLUBILITY if value is not None else Field.SOLVENT
        return (self._claim(name, "sol.own", f"Dissolves in {solvent}.", stated, Context(solvent=solvent)),)

    def insoluble(self) -> tuple[Claim, ...]:
        value = Value(Relation.QUALITATIVE, text=INSOLUBLE)
        return tuple(
            self._claim(
                Field.INSOLUBLE, f"sol.own-not-{_slug(solvent)}", f"Called insoluble in {solvent}.", value,
                Context(solvent=solvent),
            )
            for solvent in solvents(self._told.text(Field.INSOLUBLE))
        )  # fmt: skip

    def watery(self) -> tuple[Claim, ...]:
        value = self._values.get(Field.WATER)
        if value is None:
            return ()
        return (self._claim(Field.WATER, "sol.own-water", "Solubility in water.", value, Context(solvent="water")),)

    def storage(self) -> tuple[Claim, ...]:
        text = read_text(self._told.text(Field.STORAGE))
        if not text:
            return ()
        return (
            self._claim(
                Field.STORAGE, "store.own", f"The solid is kept at {text}.", temperature(text), Context(form="solid")
            ),
        )

    def stock(self) -> tuple[Claim, ...]:
        text = read_text(self._told.text(Field.STOCK_LIFE))
        if not text:
            return ()
        value = Value(Relation.QUALITATIVE, text=text)
        return (
            self._claim(Field.STOCK_LIFE, "stab.own-stock", f"A stock keeps: {text}.", value, Context(form="stock")),
        )

    def working(self) -> tuple[Claim, ...]:
        if not self._told.text(Field.FRESH):
            return ()
        value = Value(Relation.QUALITATIVE, text=f"{PREPARE_FRESH} before each use")
        context = Context(form="working solution")
        return (self._claim(Field.FRESH, "stab.own-fresh", "Prepare working solutions fresh.", value, context),)

    def uses(self) -> tuple[Use, ...]:
        dose, time = self._values.get(Field.DOSE), self._values.get(Field.TIME)
        if dose is None and time is None:
            return ()
        name = Field.DOSE if dose is not None else Field.TIME
        cells = read_text(self._told.text(Field.CELLS))
        return (
            Use(
                id="use.own",
                title=cells or "As told",
                source=self._sources.key(name),
                basis=self._sources.basis(name),
                standing=Standing.SINGLE_SOURCE,
                reason=self._reason,
                dose=dose,
                time=time,
                context=Context(cells=cells),
            ),
        )

    def hazards(self) -> tuple[Claim, ...]:
        return self._words(Field.HAZARDS, "haz.own")

    def note(self) -> tuple[Claim, ...]:
        return self._words(Field.NOTE, "pit.own")

    def _words(self, name: Field, fact: str) -> tuple[Claim, ...]:
        text = read_text(self._told.text(name))
        return (self._claim(name, fact, text, None, Context()),) if text else ()


def solvent_name(text: str) -> str:
    """Give a solvent as the library writes it: "dmso" and "Dimethyl sulfoxide" are DMSO."""
    tidy = read_text(text, LONGEST_NAME)
    known = {
        "dmso": "DMSO",
        "dimethyl sulfoxide": "DMSO",
        "dimethyl sulphoxide": "DMSO",
        "dmf": "DMF",
        "etoh": "ethanol",
        "ethanol": "ethanol",
        "h2o": "water",
        "water": "water",
        "meoh": "methanol",
        "methanol": "methanol",
        "pbs": "PBS",
    }
    return known.get(tidy.casefold(), tidy)


def solvents(text: str) -> tuple[str, ...]:
    """Give the solvents in a list: "water; ethanol", "water and ethanol"."""
    parts = re.split(r"[;,\n\t/]|\band\b|\bor\b", text)
    return tuple(dict.fromkeys(solvent_name(part) for part in parts if part.strip()))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:40] or "x"


def temperature(text: str) -> Value:
    """Give a storage temperature: "−20 °C", "2-8 °C", or the words."""
    tidy = text.replace("−", "-").replace("–", "-")
    match = re.fullmatch(r"\s*(-?[0-9]{1,3})(?:\s*(?:-|to)\s*(-?[0-9]{1,3}))?\s*°?\s*C?\s*", tidy)
    if match is None:
        return Value(Relation.QUALITATIVE, text=text)
    low, high = match.groups()
    if high is not None and int(high) > int(low):
        return Value(Relation.RANGE, low, "degC", high)
    return Value(Relation.EQUAL, low, "degC")


def renamed(monograph: Monograph, compound: str) -> Monograph:
    """Give the monograph under another id."""
    return replace(monograph, id=compound)
