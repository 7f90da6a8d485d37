"""The words of an identity record: which form it is of, whose record it is, and what to check."""

from benchapp.domain.compounds.identities.completion import FilledWords, molar_mass
from benchapp.domain.compounds.identities.identity import Added, FoundRecord, IdentityRecord
from benchapp.ui.text.language import decimal, mark_text, tr

# What vials call an acid beside a compound, by its formula.
_ACIDS = {
    "C2H4O2": mark_text("acetate"),
    "C2HF3O2": mark_text("trifluoroacetate"),
    "C4H4O4": mark_text("maleate or fumarate"),
    "C4H6O4": mark_text("succinate"),
    "C4H6O6": mark_text("tartrate"),
    "C6H8O7": mark_text("citrate"),
    "CH4O3S": mark_text("mesylate"),
    "C7H8O3S": mark_text("tosylate"),
    "C6H6O3S": mark_text("besylate"),
    "H2SO4": mark_text("sulfate"),
    "H3PO4": mark_text("phosphate"),
    "HNO3": mark_text("nitrate"),
}
_MASS_WITH = mark_text("{mass} g/mol with {form}")
_MASS_WITHOUT = mark_text("{mass} g/mol, {form}")


def _part(added: Added) -> str:
    count = f"{added.count} " if added.count > 1 else ""
    acid = f" ({tr(_ACIDS[added.formula])})" if added.formula in _ACIDS else ""
    return f"{count}{added.formula}{acid}"


def _beside(record: IdentityRecord) -> tuple[Added, ...]:
    """Return what a record holds beside the compound; the hydroxide of a base is no water."""
    hydroxides = record.smiles.split(".").count("[OH-]")
    return tuple(one for one in record.added if one.formula != "H2O" or one.count > hydroxides)


def form_words(record: IdentityRecord) -> str:
    """Return which form a record is of, as a vial says it: "2 HCl, H2O"; "no salt, no water"."""
    beside = _beside(record)
    if not beside:
        return tr("no water") if "C" not in record.smiles.upper().replace("CL", "") else tr("no salt, no water")
    parts = ", ".join(_part(one) for one in beside)
    return parts if record.moles == 1 else tr("{parts} for {count} of the compound", parts=parts, count=record.moles)


def source_words(record: IdentityRecord, collection: str) -> str:
    """Return whose record it is, as the source of a value."""
    return tr(
        "check the label: identity record, {origin} (CAS {cas}, in {collection})",
        origin=record.origin,
        cas=record.cas,
        collection=collection,
    )


def filled_words(record: IdentityRecord, collection: str) -> FilledWords:
    """Return what goes into a form."""
    return FilledWords(form_words(record), source_words(record, collection))


def mass_line(record: IdentityRecord) -> str:
    """Return the molar mass of a record with the form that it is of."""
    line = _MASS_WITH if _beside(record) else _MASS_WITHOUT
    return tr(line, mass=decimal(f"{molar_mass(record):.2f}"), form=form_words(record))


def record_line(found: FoundRecord) -> str:
    """Return a record in one line: name, molar mass with the form that it is of, CAS number."""
    return f"{_name_and_mass(found)} · CAS {found.record.cas}"


def _name_and_mass(found: FoundRecord) -> str:
    return f"{found.shown_name} · {mass_line(found.record)}"


def caution_words(record: IdentityRecord) -> str:
    """Return what to check before a record is used."""
    said = [tr("Identity only: check the label")]
    if record.unmatched:
        said.append(tr("there are also forms with {parts}, which are not on file", parts=", ".join(record.unmatched)))
    if record.is_acid_of_dyes:
        said.append(tr("this is the free acid; bottles mostly hold its sodium salt, which weighs more"))
    if record.moles > 1:
        said.append(tr("one formula holds {count} of the compound", count=record.moles))
    return "; ".join(said)


def found_line(found: FoundRecord) -> str:
    """Return a record as the finder lists it."""
    return f"{_name_and_mass(found)}\nCAS {found.record.cas} · {caution_words(found.record)}"
