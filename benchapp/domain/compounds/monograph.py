"""A monograph: what is known of one compound, who says so, and what nobody states.

The classes mirror the file format (`resources/monograph.schema.json`). Numbers are decimal text: "100.8" stays so.
"""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from benchapp.domain.compounds.identity_facts import Reference, SubstanceKind, SupplierCode, Trap

FORMAT = "benchapp-monograph/1"
# How a claim on working solutions begins that asks for fresh ones.
PREPARE_FRESH = "prepare fresh"


class Relation(StrEnum):
    """How the stated number relates to the truth; never changed on the way to the screen."""

    EQUAL = "="
    AT_LEAST = "≥"
    AT_MOST = "≤"
    ABOUT = "≈"
    RANGE = "range"
    QUALITATIVE = "qualitative"


class Basis(StrEnum):
    """What kind of statement it is."""

    MEASURED = "measured"
    VENDOR_CLAIM = "vendor claim"
    ESTIMATE = "estimate"
    COMPUTED = "computed"
    OPINION = "opinion"


class Standing(StrEnum):
    """How well a claim is supported, after checking."""

    SUPPORTED = "supported"
    SINGLE_SOURCE = "single source"
    DISPUTED = "disputed"
    CONTRADICTED = "contradicted"
    NO_SOURCE = "no source"


class NameKind(StrEnum):
    """What a name is; a misspelling is found by, never displayed as a name."""

    ACCEPTED = "accepted"
    CODE = "code"
    BRAND = "brand"
    SYSTEMATIC = "systematic"
    SYNONYM = "synonym"
    MISSPELLING = "misspelling"


class Role(StrEnum):
    """What the monograph is about: something that is dosed, or the vehicle it comes in."""

    COMPOUND = "compound"
    VEHICLE = "vehicle"


class Value(Struct, frozen=True, omit_defaults=True):
    """A stated value.

    Attributes:
        relation: "=", "≥", "≤", "≈", "range" or "qualitative".
        number: Decimal text; the lower end of a range; "" where qualitative.
        high: Upper end of a range, otherwise "".
        unit: Unit as files write it ("mg/mL", "uM", "d", "degC"); "" where there is none.
        text: What is said in words, where there is no number.
    """

    relation: Relation
    number: str = ""
    unit: str = ""
    high: str = ""
    text: str = ""


class Context(Struct, frozen=True, omit_defaults=True):
    """What a value holds for.

    Attributes:
        system: Assay or matrix ("in vitro culture", "human plasma").
        species: Species of cells or animals.
        cells: Cell line or type.
        solvent: What it is dissolved in.
        form: Solid, stock, working solution.
        target: What is measured or acted on.
    """

    system: str = ""
    species: str = ""
    cells: str = ""
    solvent: str = ""
    form: str = ""
    target: str = ""


class ShelfLife(Struct, frozen=True, omit_defaults=True):
    """How long a solution keeps under one set of conditions, so that a use-by can follow from it.

    Attributes:
        life: How long: a number with "min", "h", "d", "week", "month" or "year".
        temperature: Where it is kept, °C; decimal text.
        solvent: What it is dissolved in; "" for the solvent that its stock is usually made in.
        concentration: At which strength; None for any.
    """

    life: Value
    temperature: str
    solvent: str = ""
    concentration: Value | None = None


class Report(Struct, frozen=True, omit_defaults=True):
    """Another reported value, beside the claim.

    Attributes:
        statement: What is said.
        source, basis: Key of the source, and what kind of statement it is.
        value: The value, if there is one.
        context: What it holds for.
        keeps: Of a claim on stability, what this source says in figures.
    """

    statement: str
    source: str
    basis: Basis
    value: Value | None = None
    context: Context = Context()
    keeps: tuple[ShelfLife, ...] = ()


class Claim(Struct, frozen=True, omit_defaults=True):
    """One stated thing with its source and how well it is supported.

    Attributes:
        id: Stable fact id, unique in the monograph; edits and entries refer to it.
        statement: The claim in our words.
        source: Key of the source that states it.
        basis: What kind of statement.
        standing: How well it is supported.
        reason: Why.
        value: The value, if there is one.
        context: What it holds for.
        others: Other reported values, beside it.
        keeps: Of a claim on stability, what it says in figures: each solution with its storage and its life.
    """

    id: str
    statement: str
    source: str
    basis: Basis
    standing: Standing
    reason: str
    value: Value | None = None
    context: Context = Context()
    others: tuple[Report, ...] = ()
    keeps: tuple[ShelfLife, ...] = ()


class Use(Struct, frozen=True, omit_defaults=True):
    """A dose and a time that go together, with their context; a card to choose.

    Attributes:
        id: Stable fact id.
        title: Short name of the card.
        dose: Working concentration; None where no value was found.
        time: Incubation time; None where no value was found.
        context: System, species and cells.
        note: What else matters about it.
        source: Key of the source.
        basis: What kind of statement.
        standing: How well it is supported.
        reason: Why.
        others: What others report, beside it.
    """

    id: str
    title: str
    source: str
    basis: Basis
    standing: Standing
    reason: str
    dose: Value | None = None
    time: Value | None = None
    context: Context = Context()
    note: str = ""
    others: tuple[Report, ...] = ()


class Name(Struct, frozen=True, omit_defaults=True):
    """A name by which the compound is known or looked for.

    Attributes:
        id: Stable fact id.
        text: The name.
        kind: What it is.
        source: Key of the source.
        note: A remark, for a misspelling where it comes from.
    """

    id: str
    text: str
    kind: NameKind
    source: str
    note: str = ""


class Form(Struct, frozen=True, omit_defaults=True):
    """A form in which it is sold: racemate, salt, hydrate.

    Attributes:
        id: Stable fact id.
        name: Name of the form.
        molar_mass: Grams of this form that hold one mole of the compound; decimal text, g/mol; "0" of what has none.
        source: Key of the source.
        basis: What kind of figure.
        formula: Formula of the form, whole: "C26H28N6O7" for two molecules with one water.
        cas: Its CAS number, if it has one.
        note: What to look for on the vial.
        moles: Moles of the compound in one mole of `formula`; decimal text.
        smiles: Structure of the form, where it is not that of the compound.
        inchikey: Its standard InChIKey.
    """

    id: str
    name: str
    molar_mass: str
    source: str
    basis: Basis
    formula: str = ""
    cas: str = ""
    note: str = ""
    moles: str = "1"
    smiles: str = ""
    inchikey: str = ""

    @property
    def has_molar_mass(self) -> bool:
        """Whether moles of it can be counted."""
        return bool(float(self.molar_mass))


class Identity(Struct, frozen=True, omit_defaults=True):
    """What the compound is.

    Attributes:
        name: The name shown.
        cas: CAS registry number.
        inchikey: Standard InChIKey.
        smiles: Structure.
        formula: Molecular formula.
        source: Key of the source of these four.
        names: Every name, with its kind.
        forms: Forms it is sold in, the usual first.
        traps: What it is not.
        references: Other identifiers and facts of identity.
    """

    name: str
    cas: str
    inchikey: str
    smiles: str
    formula: str
    source: str
    names: tuple[Name, ...]
    forms: tuple[Form, ...]
    traps: tuple[Trap, ...] = ()
    references: tuple[Reference, ...] = ()


class Source(Struct, frozen=True, omit_defaults=True):
    """Where a statement is made.

    Attributes:
        title: What it is, in words.
        kind: "vendor", "drug label", "journal article", "database", "patent", "computation", "secondary".
        doi: DOI, if any.
        url: Where it can be read, if anywhere.
        note: What should be known of it.
    """

    title: str
    kind: str
    doi: str = ""
    url: str = ""
    note: str = ""


class Unknown(Struct, frozen=True, omit_defaults=True):
    """Something looked for and not found: shown as "no value found", never as blank or zero."""

    id: str
    section: str
    what: str
    note: str = ""


class Stability(Struct, frozen=True, omit_defaults=True):
    """How it keeps, separately for stock and for working solution."""

    stock: tuple[Claim, ...] = ()
    working: tuple[Claim, ...] = ()
    elsewhere: tuple[Claim, ...] = ()


class Monograph(Struct, frozen=True, omit_defaults=True):
    """All that is on file about one compound; `format` names the version of the file format.

    Attributes:
        format: Version of the file format.
        id: UUID of the compound.
        revision, language: Day of the last change to the content, ISO; language of the prose.
        identity: What it is.
        sources: Where its statements are made, by key.
        role: Whether it is dosed, or is a vehicle.
        kind: What kind of substance it is.
        classes: Under which classes of compounds a list sorts it; no claim, and so without a source.
        supplier_codes: Catalogue numbers.
        physical_form, storage, solubility, stability: How the solid and its solutions look and keep.
        handling: How a biologic is dissolved and handled, and its activity.
        uses: Doses and times with their context.
        mechanism, benchmarks, combinations, pitfalls, hazards, related_reading: Claims by section.
        effects: What a vehicle does to cells, by its concentration.
        in_vivo: How much is in vehicles for research animals; the solvent of the context names the parts in order.
        unknowns: What was looked for and not found.
    """

    format: str
    id: str
    revision: str
    language: str
    identity: Identity
    sources: dict[str, Source]
    role: Role = Role.COMPOUND
    kind: SubstanceKind = SubstanceKind.SMALL_MOLECULE
    classes: tuple[str, ...] = ()
    supplier_codes: tuple[SupplierCode, ...] = ()
    physical_form: tuple[Claim, ...] = ()
    storage: tuple[Claim, ...] = ()
    solubility: tuple[Claim, ...] = ()
    handling: tuple[Claim, ...] = ()
    stability: Stability = Stability()
    uses: tuple[Use, ...] = ()
    mechanism: tuple[Claim, ...] = ()
    benchmarks: tuple[Claim, ...] = ()
    combinations: tuple[Claim, ...] = ()
    pitfalls: tuple[Claim, ...] = ()
    hazards: tuple[Claim, ...] = ()
    related_reading: tuple[Claim, ...] = ()
    effects: tuple[Claim, ...] = ()
    in_vivo: tuple[Claim, ...] = ()
    unknowns: tuple[Unknown, ...] = ()

    def claims(self) -> Iterator[tuple[str, Claim]]:
        """Return every claim with the section it is in."""
        for section in ("hazards", "physical_form", "storage", "solubility", "handling", "in_vivo"):
            yield from ((section, claim) for claim in getattr(self, section))
        for part in ("stock", "working", "elsewhere"):
            yield from ((f"stability.{part}", claim) for claim in getattr(self.stability, part))
        for section in ("effects", "mechanism", "benchmarks", "combinations", "pitfalls", "related_reading"):
            yield from ((section, claim) for claim in getattr(self, section))

    def form(self, form_id: str) -> Form:
        """Return a form by its id; the usual one where there is none of that id."""
        return next((form for form in self.identity.forms if form.id == form_id), self.identity.forms[0])

    def wants_fresh(self) -> Claim | None:
        """Return the claim that asks for a fresh working solution, if one does."""
        stated = ((claim, claim.value) for claim in self.stability.working)
        return next((claim for claim, value in stated if value and value.text.startswith(PREPARE_FRESH)), None)
