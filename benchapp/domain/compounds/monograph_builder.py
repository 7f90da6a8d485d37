"""A monograph made from a compound as entered: each claim with its source, in the words of the file format."""

import re

from msgspec.structs import replace

from benchapp.domain.compounds.compound_input import LONGEST_NAME, CompoundInput, Field, Reading
from benchapp.domain.compounds.identifiers import read_cas, read_inchikey, read_text
from benchapp.domain.compounds.identity_facts import SENTENCES, SupplierCode
from benchapp.domain.compounds.monograph import (
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
    Use,
    Value,
)
from benchapp.domain.compounds.solubility import INSOLUBLE
from benchapp.domain.compounds.stability import read_shelf_lives


class _Sources:
    """Source keys for the texts in which people say where something is from."""

    def __init__(self, entered: CompoundInput, kind: str) -> None:
        self._entered = entered
        self._kind = kind
        self.sources: dict[str, Source] = {}
        self._keys: dict[str, str] = {}

    def key(self, name: Field) -> str:
        text = read_text(self._entered.source_of(name) or self._entered.source)
        if text not in self._keys:
            plain = _slug(text)[:40] or "source"
            key = plain if plain not in self.sources else f"{plain}-{len(self.sources) + 1}"
            self._keys[text] = key
            self.sources[key] = Source(text, "own measurement" if is_own(text) else self._kind)
        return self._keys[text]

    def basis(self, name: Field) -> Basis:
        return Basis.MEASURED if is_own(self._entered.source_of(name)) else Basis.VENDOR_CLAIM


# In the words that the form offers in each language, and as people write it.
_OWN_MEASUREMENT = (
    r"\b(my own|our own|own measurement|measured here|eigene[nr]? messung(en)?|selbst gemessen|hier gemessen)\b"
)


def is_own(source: str) -> bool:
    """Return whether a source is a measurement of one's own."""
    return re.search(_OWN_MEASUREMENT, source.casefold()) is not None


ENTERED_BY_HAND = "As entered by the person who added it; nothing else was compared."


def build(
    reading: Reading, compound: str, today: str, source_kind: str = "as entered", reason: str = ENTERED_BY_HAND
) -> Monograph:
    """Make a monograph of a compound as entered; `reading` has no problems.

    Args:
        reading: What was entered.
        compound: UUID of the compound.
        today: The day, ISO.
        source_kind: Kind of the sources ("as entered", "vendor list").
        reason: Why each claim is supported as it is.
    """
    given = reading.entered
    sources = _Sources(given, source_kind)
    claims = _Claims(reading, sources, reason)
    identity = _identity(reading, sources)
    code = read_text(given.text(Field.CODE))
    supplier = read_text(given.text(Field.SUPPLIER))
    return Monograph(
        format=FORMAT,
        id=compound,
        revision=today,
        language="en",
        identity=identity,
        kind=reading.kind,
        classes=listed_words(given.text(Field.CLASSES)),
        supplier_codes=(SupplierCode("code.own", supplier, code, identity.source),) if code else (),
        storage=claims.storage(),
        solubility=(*claims.soluble(), *claims.insoluble(), *claims.watery(), *claims.dissolved()),
        handling=claims.handling(reading.handling),
        stability=Stability(stock=claims.stock(), working=claims.working()),
        uses=claims.uses(),
        pitfalls=claims.note(),
        hazards=claims.hazards(),
        sources=sources.sources,
    )


def _identity(reading: Reading, sources: "_Sources") -> Identity:
    """Return what the compound is, in the one form that was entered."""
    given = reading.entered
    name = read_text(given.text(Field.NAME))
    first = sources.key(Field.NAME)
    mass = reading.values.get(Field.MOLAR_MASS)
    formula = reading.formula.text if reading.formula else ""
    form = Form(
        id="form.own",
        name=read_text(given.text(Field.FORM)) or "as sold",
        molar_mass=_mass_text(reading),
        source=sources.key(Field.MOLAR_MASS) if mass is not None else first,
        basis=Basis.COMPUTED if mass is None or _of_one_record(given) else sources.basis(Field.MOLAR_MASS),
        formula=formula,
        cas=_cas(given),
    )
    return Identity(
        name=name,
        cas=_cas(given),
        inchikey=read_inchikey(given.text(Field.INCHIKEY)) if given.text(Field.INCHIKEY) else "",
        smiles=read_text(given.text(Field.SMILES)),
        formula=formula,
        source=first,
        names=(Name("name.own", name, NameKind.ACCEPTED, first), *synonyms(given.text(Field.SYNONYMS), first, ())),
        forms=(form,),
    )


def _of_one_record(given: CompoundInput) -> bool:
    """Return whether formula and molar mass are of one record: then nobody measured or claimed the mass."""
    record = given.sources.get(Field.FORMULA, "")
    return bool(record) and record == given.sources.get(Field.MOLAR_MASS)


def listed_words(text: str) -> tuple[str, ...]:
    """Return the words of a list separated by ";", each once."""
    return tuple(dict.fromkeys(tidy for part in text.split(";") if (tidy := read_text(part))))


def _cas(entered: CompoundInput) -> str:
    return read_cas(entered.text(Field.CAS)) if entered.text(Field.CAS) else ""


def _mass_text(reading: Reading) -> str:
    stated = reading.values.get(Field.MOLAR_MASS)
    if stated is not None and stated.unit in {"g/mol", "Da"}:
        return stated.number if "e" not in stated.number else f"{float(stated.number):f}".rstrip("0").rstrip(".")
    return f"{reading.molar_mass or 0.0:.4f}".rstrip("0").rstrip(".")


def synonyms(text: str, source: str, known: tuple[Name, ...]) -> tuple[Name, ...]:
    """Return the names in a list separated by ";", those known by their ids."""
    by_text = {name.text: name for name in known}
    found: list[Name] = []
    for part in re.split(r"[;\n\t|]", text):
        tidy = read_text(part)
        if not tidy or any(one.text == tidy for one in found):
            continue
        kind = NameKind.CODE if any(sign.isdigit() for sign in tidy) else NameKind.SYNONYM
        slug = _slug(tidy)[:40]
        taken = {one.id for one in (*found, *known)}
        base = f"name.own-{slug or len(found)}"
        fact = base if base not in taken else f"{base}-{len(found)}"
        found.append(by_text.get(tidy) or Name(fact, tidy, kind, source))
    return tuple(found)


class _Claims:
    """The claims of a compound as entered, section by section."""

    def __init__(self, reading: Reading, sources: _Sources, reason: str) -> None:
        self._entered = reading.entered
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
        solvent = solvent_name(self._entered.text(Field.SOLVENT) or "DMSO")
        if value is None and not self._entered.text(Field.SOLVENT):
            return ()
        stated = value or Value(Relation.QUALITATIVE, text="soluble, no figure")
        name = Field.SOLUBILITY if value is not None else Field.SOLVENT
        return (self._claim(name, "sol.own", f"Dissolves in {solvent}.", stated, Context(solvent=solvent)),)

    def insoluble(self) -> tuple[Claim, ...]:
        value = Value(Relation.QUALITATIVE, text=INSOLUBLE)
        # "acetone; Acetone" and "PEG 400; PEG-400" are one solvent each.
        named: dict[str, str] = {}
        for solvent in solvents(self._entered.text(Field.INSOLUBLE)):
            named.setdefault(_slug(solvent) or "x", solvent)
        return tuple(
            self._claim(
                Field.INSOLUBLE, f"sol.own-not-{slug}", f"Called insoluble in {solvent}.", value,
                Context(solvent=solvent),
            )
            for slug, solvent in named.items()
        )  # fmt: skip

    def watery(self) -> tuple[Claim, ...]:
        value = self._values.get(Field.WATER)
        if value is None:
            return ()
        return (self._claim(Field.WATER, "sol.own-water", "Solubility in water.", value, Context(solvent="water")),)

    def dissolved(self) -> tuple[Claim, ...]:
        """Return what a list says of each solvent."""
        made: dict[str, Claim] = {}
        for one in self._entered.dissolved:
            insoluble = one.value.text == INSOLUBLE
            slug = _slug(one.solvent) or "x"
            if insoluble:
                fact, name = f"sol.own-not-{slug}", Field.INSOLUBLE
            elif one.solvent == "water":
                fact, name = "sol.own-water", Field.WATER
            else:
                fact = "sol.own" if "sol.own" not in made else f"sol.own-{slug}"
                name = Field.SOLUBILITY
            if fact in made:
                fact = f"{fact}-{len(made) + 1}"
            how = f", {one.condition}" if one.condition else ""
            words = f"Called insoluble in {one.solvent}{how}." if insoluble else f"Dissolves in {one.solvent}{how}."
            if name is Field.WATER:
                words = f"Solubility in water{how}."
            made[fact] = self._claim(name, fact, words, one.value, Context(solvent=one.solvent))
        return tuple(made.values())

    def storage(self) -> tuple[Claim, ...]:
        text = read_text(self._entered.text(Field.STORAGE))
        if not text:
            return ()
        return (
            self._claim(
                Field.STORAGE, "store.own", f"The solid is kept at {text}.", temperature(text), Context(form="solid")
            ),
        )

    def handling(self, words: tuple[str, ...]) -> tuple[Claim, ...]:
        return tuple(
            self._claim(
                Field.HANDLING, f"hand.own-{_slug(word)}", SENTENCES[word],
                Value(Relation.QUALITATIVE, text=word), Context(),
            )
            for word in words
        )  # fmt: skip

    def stock(self) -> tuple[Claim, ...]:
        text = read_text(self._entered.text(Field.STOCK_LIFE))
        if not text:
            return ()
        value = Value(Relation.QUALITATIVE, text=text)
        claim = self._claim(Field.STOCK_LIFE, "stab.own-stock", f"A stock keeps: {text}.", value, Context(form="stock"))
        return (replace(claim, keeps=read_shelf_lives(text, self._entered.text(Field.SOLVENT).strip())),)

    def working(self) -> tuple[Claim, ...]:
        if not self._entered.text(Field.FRESH):
            return ()
        value = Value(Relation.QUALITATIVE, text=f"{PREPARE_FRESH} before each use")
        context = Context(form="working solution")
        return (self._claim(Field.FRESH, "stab.own-fresh", "Prepare working solutions fresh.", value, context),)

    def uses(self) -> tuple[Use, ...]:
        dose, time = self._values.get(Field.DOSE), self._values.get(Field.TIME)
        if dose is None and time is None:
            return ()
        name = Field.DOSE if dose is not None else Field.TIME
        cells = read_text(self._entered.text(Field.CELLS))
        return (
            Use(
                id="use.own",
                title=cells or "As entered",
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
        text = read_text(self._entered.text(name))
        return (self._claim(name, fact, text, None, Context()),) if text else ()


def solvent_name(text: str) -> str:
    """Return a solvent as the library writes it: "dmso" and "Dimethyl sulfoxide" are DMSO."""
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
    """Return the solvents in a list: "water; ethanol", "water and ethanol"."""
    parts = re.split(r"[;,\n\t/]|\band\b|\bor\b", text)
    return tuple(dict.fromkeys(solvent_name(part) for part in parts if part.strip()))


def _slug(text: str) -> str:
    """Return the letters and digits of a text, of any script, with dashes between."""
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-")


def temperature(text: str) -> Value:
    """Return a storage temperature: "−20 °C", "2-8 °C", or the words."""
    tidy = text.replace("−", "-").replace("–", "-")
    match = re.fullmatch(r"\s*(-?[0-9]{1,3})(?:\s*(?:-|to)\s*(-?[0-9]{1,3}))?\s*°?\s*C?\s*", tidy)
    if match is None:
        return Value(Relation.QUALITATIVE, text=text)
    low, high = match.groups()
    if high is not None and int(high) > int(low):
        return Value(Relation.RANGE, low, "degC", high)
    return Value(Relation.EQUAL, low, "degC")
