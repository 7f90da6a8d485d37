"""Revising a monograph: what of it the form shows, the edits that a changed form comes to, and what a label adds."""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.compound_input import CONCENTRATIONS, CompoundInput, Field, Reading
from benchapp.domain.compounds.edits import Edit, edit_of, with_edits
from benchapp.domain.compounds.facts import Fact, fact_in, words_on_handling
from benchapp.domain.compounds.identifiers import read_text
from benchapp.domain.compounds.monograph import (
    Basis,
    Claim,
    Form,
    Monograph,
    NameKind,
    Relation,
    Report,
    ShelfLife,
    Source,
    Standing,
    Use,
    Value,
)
from benchapp.domain.compounds.monograph_builder import build, listed_words, synonyms, temperature
from benchapp.domain.compounds.side_by_side import STOCK, STORAGE
from benchapp.domain.compounds.solubility import DESTROYED, FALLS_OUT, INSOLUBLE, best_solvent
from benchapp.domain.compounds.stability import read_shelf_lives, span_of_life
from benchapp.domain.compounds.stated import read_stated, write_stated
from benchapp.domain.messages import BenchError, Message, QuantityError
from benchapp.domain.units.kinds import in_base

# What makes a compound this one: changed only in a compound of one's own.
IDENTITY = (Field.NAME, Field.KIND, Field.CAS, Field.FORMULA, Field.SMILES, Field.INCHIKEY, Field.CLASSES)


class FormValues(Struct, frozen=True):
    """A monograph as the form shows it.

    Attributes:
        entered: The texts with their sources.
        facts: Which fact each field shows, by its id; a field that is not here shows none yet.
    """

    entered: CompoundInput
    facts: dict[Field, str]


def show_in_form(monograph: Monograph, form: Form) -> FormValues:
    """Return a monograph as the form shows it.

    Args:
        monograph: The monograph.
        form: The form whose molar mass is shown.
    """
    identity = monograph.identity
    texts: dict[Field, str] = {
        Field.NAME: identity.name,
        Field.KIND: "" if monograph.kind.needs_molar_mass else monograph.kind.value,
        Field.CAS: identity.cas,
        Field.FORMULA: form.formula or identity.formula,
        Field.SMILES: identity.smiles,
        Field.INCHIKEY: identity.inchikey,
        Field.FORM: form.name,
        Field.MOLAR_MASS: f"{form.molar_mass} g/mol" if form.has_molar_mass else "",
        Field.SYNONYMS: "; ".join(name.text for name in identity.names if _is_synonym(name.text, name.kind, monograph)),
        Field.CLASSES: "; ".join(monograph.classes),
        Field.INSOLUBLE: "; ".join(claim.context.solvent for claim in _insoluble(monograph)),
        Field.HANDLING: "; ".join(handled := words_on_handling(monograph)),
    }
    keys: dict[Field, str] = dict.fromkeys(texts, identity.source) | {Field.MOLAR_MASS: form.source}
    facts = {Field.MOLAR_MASS: form.id}
    for name, text, fact, source in _single(monograph):
        texts[name], keys[name] = text, source
        facts[name] = fact
    insoluble = _insoluble(monograph)
    if insoluble:
        keys[Field.INSOLUBLE] = insoluble[0].source
    if handled:
        keys[Field.HANDLING] = next(iter(handled.values())).source
    sources = {name: monograph.sources[key].title for name, key in keys.items() if key in monograph.sources}
    return FormValues(CompoundInput({name: text for name, text in texts.items() if text}, sources), facts)


def _is_synonym(text: str, kind: NameKind, monograph: Monograph) -> bool:
    return text != monograph.identity.name and kind not in {NameKind.MISSPELLING, NameKind.SYSTEMATIC}


def _insoluble(monograph: Monograph) -> tuple[Claim, ...]:
    return tuple(claim for claim in monograph.solubility if claim.value and claim.value.text == INSOLUBLE)


def _single(monograph: Monograph) -> Iterator[tuple[Field, str, str, str]]:
    """Yield the fields that show one fact: field, text, fact id, key of the source."""
    best = best_solvent(monograph)
    if best is not None:
        yield Field.SOLVENT, best.context.solvent, best.id, best.source
        yield Field.SOLUBILITY, _value(best.value), best.id, best.source
    if monograph.supplier_codes:
        code = monograph.supplier_codes[0]
        yield Field.SUPPLIER, code.supplier, code.id, code.source
        yield Field.CODE, code.code, code.id, code.source
    solid = next((claim for claim in monograph.storage if claim.context.form == "solid"), None)
    if solid is not None:
        yield Field.STORAGE, _temperature(solid.value), solid.id, solid.source
    for stock in monograph.stability.stock[:1]:
        yield Field.STOCK_LIFE, _value(stock.value), stock.id, stock.source
    fresh = monograph.wants_fresh()
    if fresh is not None:
        yield Field.FRESH, "yes", fresh.id, fresh.source
    water = next((claim for claim in monograph.solubility if claim.id == "sol.own-water"), None)
    if water is not None:
        yield Field.WATER, _value(water.value), water.id, water.source
    use = fact_in(monograph, "uses", "use.own")
    if isinstance(use, Use):
        yield Field.DOSE, _value(use.dose), use.id, use.source
        yield Field.TIME, _value(use.time), use.id, use.source
        yield Field.CELLS, use.context.cells, use.id, use.source
    for name, section, fact in ((Field.HAZARDS, "hazards", "haz.own"), (Field.NOTE, "pitfalls", "pit.own")):
        claim = fact_in(monograph, section, fact)
        if isinstance(claim, Claim):
            yield name, claim.statement, claim.id, claim.source


def _value(value: Value | None) -> str:
    return "" if value is None else write_stated(value)


def _temperature(value: Value | None) -> str:
    return _value(value).replace("-", "−").replace("degC", "°C")


def changed_fields(shown: FormValues, entered: CompoundInput) -> frozenset[Field]:
    """Return the fields whose text, or whose source under a text, was changed."""
    return frozenset(
        name
        for name in Field
        if entered.text(name) != shown.entered.text(name)
        or (entered.text(name) and entered.source_of(name) != shown.entered.source_of(name))
    )


# Which fields together make one fact, and where that is stated: (fields, section, fact id where there is none yet).
_GROUPS: tuple[tuple[tuple[Field, ...], str, str], ...] = (
    ((Field.SUPPLIER, Field.CODE), "supplier_codes", "code.own"),
    ((Field.SOLVENT, Field.SOLUBILITY), "solubility", "sol.own"),
    ((Field.WATER,), "solubility", "sol.own-water"),
    ((Field.STORAGE,), "storage", "store.own"),
    ((Field.STOCK_LIFE,), "stability.stock", "stab.own-stock"),
    ((Field.FRESH,), "stability.working", "stab.own-fresh"),
    ((Field.DOSE, Field.TIME, Field.CELLS), "uses", "use.own"),
    ((Field.HAZARDS,), "hazards", "haz.own"),
    ((Field.NOTE,), "pitfalls", "pit.own"),
)


def edits_between(
    monograph: Monograph, shown: FormValues, reading: Reading, today: str
) -> tuple[tuple[Edit, ...], dict[str, Source]]:
    """Return the edits that a changed form comes to; `reading` has no problems.

    Returns:
        The edits, and the sources that they rest on.
    """
    changed = changed_fields(shown, reading.entered)
    built = build(reading, monograph.id, today)
    prefixed = {key: f"own-{key}" for key in built.sources}
    edits: list[Edit] = []
    for fields, section, own in _GROUPS:
        if not changed.intersection(fields):
            continue
        fact = next((shown.facts[name] for name in fields if name in shown.facts), own)
        made = fact_in(built, section, own)
        if made is None:
            edits.append(Edit(section, fact, today))
        else:
            edits.append(edit_of(section, _sourced(replace(made, id=fact), prefixed), today))
    if changed.intersection({Field.FORM, Field.MOLAR_MASS}):
        edits.append(_form_edit(monograph, shown, built, prefixed, today))
    if Field.SYNONYMS in changed:
        edits += _name_edits(monograph, reading.entered.text(Field.SYNONYMS), prefixed[built.identity.source], today)
    if Field.INSOLUBLE in changed:
        edits += _insoluble_edits(monograph, built, prefixed, today)
    if Field.HANDLING in changed:
        edits += _handling_edits(monograph, built, prefixed, today)
    return tuple(edits), {prefixed[key]: source for key, source in built.sources.items()}


def _sourced(fact: Fact, keys: dict[str, str]) -> Fact:
    return fact if not hasattr(fact, "source") else replace(fact, source=keys.get(fact.source, fact.source))


def _form_edit(monograph: Monograph, shown: FormValues, built: Monograph, keys: dict[str, str], today: str) -> Edit:
    before, made = monograph.form(shown.facts[Field.MOLAR_MASS]), built.identity.forms[0]
    after = replace(before, name=made.name, molar_mass=made.molar_mass, basis=made.basis, source=keys[made.source])
    return edit_of("identity.forms", after, today)


def _name_edits(monograph: Monograph, text: str, source: str, today: str) -> list[Edit]:
    known = tuple(name for name in monograph.identity.names if _is_synonym(name.text, name.kind, monograph))
    wanted = synonyms(text, source, known)
    gone = [name for name in known if name not in wanted]
    return [Edit("identity.names", name.id, today) for name in gone] + [
        edit_of("identity.names", name, today) for name in wanted if name not in known
    ]


def _insoluble_edits(monograph: Monograph, built: Monograph, keys: dict[str, str], today: str) -> list[Edit]:
    before = {claim.context.solvent: claim for claim in _insoluble(monograph)}
    after = {claim.context.solvent: claim for claim in _insoluble(built)}
    return [Edit("solubility", claim.id, today) for solvent, claim in before.items() if solvent not in after] + [
        edit_of("solubility", _sourced(claim, keys), today) for solvent, claim in after.items() if solvent not in before
    ]


def _handling_edits(monograph: Monograph, built: Monograph, keys: dict[str, str], today: str) -> list[Edit]:
    before, after = words_on_handling(monograph), words_on_handling(built)
    return [Edit("handling", claim.id, today) for word, claim in before.items() if word not in after] + [
        edit_of("handling", _sourced(claim, keys), today) for word, claim in after.items() if word not in before
    ]


def revised(monograph: Monograph, shown: FormValues, reading: Reading, today: str) -> Monograph:
    """Return a compound of one's own as the changed form tells it; what the form does not show stays.

    Args:
        monograph: As it was.
        shown: As the form showed it.
        reading: As it is entered now, without problems.
        today: The day, ISO.
    """
    edits, sources = edits_between(monograph, shown, reading, today)
    made = with_edits(monograph, edits, sources)
    changed = changed_fields(shown, reading.entered)
    if changed.intersection(IDENTITY):
        built = build(reading, monograph.id, today).identity
        names = tuple(
            replace(name, text=built.name) if name.text == monograph.identity.name else name
            for name in made.identity.names
        )
        form = monograph.form(shown.facts[Field.MOLAR_MASS])
        forms = tuple(
            replace(one, formula=built.formula, cas=built.cas) if one.id == form.id else one
            for one in made.identity.forms
        )
        identity = replace(
            made.identity, name=built.name, cas=built.cas, formula=built.formula, smiles=built.smiles,
            inchikey=built.inchikey, names=names, forms=forms,
        )  # fmt: skip
        classes = listed_words(reading.entered.text(Field.CLASSES))
        made = replace(made, identity=identity, kind=reading.kind, classes=classes)
    return replace(made, revision=today)


# -- what one's own label says -----------------------------------------------------------------------------------------


# What a label is the source of, in the words of the page.
ON_THE_LABEL, LABEL_DIFFERS = "As printed on your own label.", "Your own label says otherwise."


class Labelled(Struct, frozen=True):
    """What a label adds to a page.

    Attributes:
        edit: The claim with the label's figure beside it.
        sources: The label as a source.
    """

    edit: Edit
    sources: dict[str, Source]


def with_label(
    monograph: Monograph, section: str, claim: Claim, text: str, label: str, today: str, *, decimal_comma: bool = False
) -> Labelled:
    """Put the figure of one's own label beside a claim; one of the same label takes the place of the earlier one.

    Args:
        monograph: Whose claim it is.
        section: Where it is: solubility, storage, or how long a stock keeps.
        claim: The claim.
        text: The figure as typed: "50 mg/mL", "−20 °C", "6 months at −20 °C".
        label: Which label: supplier, catalogue number, lot.
        today: The day, ISO.
        decimal_comma: Whether the locale's decimal sign is the comma.

    Raises:
        BenchError: The figure cannot be read, is of another kind, or the label is not named.
    """
    name = read_text(label)
    if not name:
        raise BenchError(Message.SOURCE_NEEDED, today=today)
    value, keeps = _read(section, claim, text, decimal_comma=decimal_comma)
    known = next((key for key, source in monograph.sources.items() if source == _source(name)), "")
    key = known or f"own-label-{sum(one.startswith('own-label-') for one in monograph.sources) + 1}"
    report = Report(ON_THE_LABEL, key, Basis.VENDOR_CLAIM, value, claim.context, keeps)
    others = (*(one for one in claim.others if one.source != key), report)
    edited = replace(claim, others=others)
    if _says(claim) and _says(claim) != _says(report):
        edited = replace(edited, standing=Standing.DISPUTED, reason=LABEL_DIFFERS)
    return Labelled(edit_of(section, edited, today), {key: _source(name)})


def _source(name: str) -> Source:
    return Source(name, "own label")


def _says(stated: Claim | Report) -> tuple[object, ...]:
    """Return what is said so that 6 months and 180 days are one; nothing where there is no figure and no verdict."""
    if stated.keeps:
        return tuple(sorted((one.temperature, span_of_life(one.life) or 0.0) for one in stated.keeps))
    value = stated.value
    if value is None or (not value.number and value.text not in {INSOLUBLE, FALLS_OUT, DESTROYED}):
        return ()
    ends = (in_base(number, value.unit) or number for number in (value.number, value.high) if number)
    return (value.relation, *ends, "" if value.number else value.text)


def _read(section: str, claim: Claim, text: str, *, decimal_comma: bool) -> tuple[Value, tuple[ShelfLife, ...]]:
    """Return what the label says as a value, and as lives where it is about how long a stock keeps."""
    if section == STOCK:
        keeps = read_shelf_lives(text, claim.keeps[0].solvent if claim.keeps else claim.context.solvent)
        if not keeps:
            raise QuantityError(Message.NO_USE_BY_STATED, text=text)
        return Value(Relation.QUALITATIVE, text=read_text(text)), keeps
    if section == STORAGE:
        kept = temperature(read_text(text))
        if kept.unit != "degC":
            raise QuantityError(Message.NO_TEMPERATURE, text=text)
        return kept, ()
    value = read_stated(text, decimal_comma=decimal_comma)
    known = in_base(value.number, value.unit)
    if known is None or known[0] not in CONCENTRATIONS:
        wanted = "/".join(kind.value for kind in CONCENTRATIONS)
        found = known[0].value if known else value.unit
        raise QuantityError(Message.WRONG_KIND, text=text, found=found, wanted=wanted)
    return value, ()
