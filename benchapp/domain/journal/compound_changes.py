"""What entries do to the compounds that a lab shares."""

from collections.abc import Mapping

from benchapp.domain.journal.entries import CompoundShared, CompoundWithdrawn, Entry
from benchapp.domain.journal.lab_compounds import LabCompound, SharedVersion, shared, withdrawn
from benchapp.domain.journal.mappings import with_value


def with_compound(
    compounds: Mapping[str, LabCompound], entry: Entry, body: CompoundShared | CompoundWithdrawn
) -> Mapping[str, LabCompound]:
    """Return the compounds with one more, or another version of one, or one that was removed."""
    known = compounds.get(body.compound)
    if isinstance(body, CompoundShared):
        at, person = entry.happened_at, entry.person
        version = SharedVersion(body.hash, entry.id, entry.chain, person, at, body.name, body.cas)
        return with_value(compounds, body.compound, shared(known, version, body.was))
    return compounds if known is None else with_value(compounds, body.compound, withdrawn(known, body.was))
