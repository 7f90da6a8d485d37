"""Edits of a monograph: facts replaced, added or dropped, each remembering what it is in for.

A bundled monograph is never changed. What a person edits in it is an overlay of such edits, which can be dropped again;
an edit knows the hash of the value it replaces, so that it can ask when the bundled value changes.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.facts import IDENTITY, STABILITY, Fact, cited, section_of
from benchapp.domain.compounds.identity_facts import SupplierCode
from benchapp.domain.compounds.monograph import Claim, Form, Monograph, Name, Source, Use

OVERLAY_FORMAT = "benchapp-overlay/1"


class Edit(Struct, frozen=True, omit_defaults=True):
    """One fact put in another's place.

    Attributes:
        section: Where it is stated: "solubility", "identity.forms", "stability.working".
        fact: Id of the fact.
        made: Day of the edit, ISO.
        replaces: Hash of the fact it replaces; "" for one that is added.
        claim, use, name, form, code: The fact as edited; none of them where it is dropped.
    """

    section: str
    fact: str
    made: str
    replaces: str = ""
    claim: Claim | None = None
    use: Use | None = None
    name: Name | None = None
    form: Form | None = None
    code: SupplierCode | None = None

    @property
    def value(self) -> Fact | None:
        """The fact as edited; None where it is dropped."""
        return self.claim or self.use or self.name or self.form or self.code


class Overlay(Struct, frozen=True, omit_defaults=True):
    """All that a person has edited in one bundled monograph.

    Attributes:
        format: Version of the file format.
        compound: UUID of the compound.
        revision: Day of the last edit, ISO.
        edits: The edits.
        sources: What they rest on, by key.
    """

    format: str
    compound: str
    revision: str
    edits: tuple[Edit, ...]
    sources: dict[str, Source]


def edit_of(section: str, fact: Fact, made: str, replaces: str = "") -> Edit:
    """Return the edit that puts a fact into a section."""
    bare = Edit(section, fact.id, made, replaces)
    match fact:
        case Claim():
            return replace(bare, claim=fact)
        case Use():
            return replace(bare, use=fact)
        case Name():
            return replace(bare, name=fact)
        case Form():
            return replace(bare, form=fact)
        case _:
            return replace(bare, code=fact)


def with_edits(monograph: Monograph, edits: Iterable[Edit], sources: Mapping[str, Source]) -> Monograph:
    """Return the monograph with edits in place of what they replace; the last form is never dropped."""
    for edit in edits:
        facts = section_of(monograph, edit.section)
        value = edit.value
        if value is None:
            kept = tuple(one for one in facts if one.id != edit.fact)
        elif any(one.id == edit.fact for one in facts):
            kept = tuple(value if one.id == edit.fact else one for one in facts)
        else:
            kept = (*facts, value)
        if kept or edit.section != "identity.forms":
            monograph = _with_section(monograph, edit.section, kept)
    used = {key for key, _ in cited(monograph)}
    merged = {key: source for key, source in {**monograph.sources, **sources}.items() if key in used}
    return replace(monograph, sources=merged)


def _with_section(monograph: Monograph, section: str, facts: tuple[Fact, ...]) -> Monograph:
    top, _, part = section.partition(".")
    if top == "identity" and part in IDENTITY:
        return replace(monograph, identity=replace(monograph.identity, **{part: facts}))
    if top == "stability" and part in STABILITY:
        return replace(monograph, stability=replace(monograph.stability, **{part: facts}))
    if isinstance(getattr(monograph, top, None), tuple):
        return replace(monograph, **{top: facts})
    return monograph
