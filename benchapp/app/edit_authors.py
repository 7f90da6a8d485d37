"""Who of a lab edited a fact of a bundled compound: read from the journal when a page shows an edit."""

from benchapp.domain.journal.entries import CompoundShared
from benchapp.domain.journal.lab_compounds import SharedVersion
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.store.library.lab_edits import editor_of
from benchapp.ui.text.compounds.entered_texts import who_text


def edited_by(session: JournalSession, compound: str, section: str, fact: str) -> str:
    """Return who edited a fact, where and when, in words; "" where the lab knows of no such edit.

    Args:
        session: The journal.
        compound: Id of the compound.
        section: Where the fact is stated.
        fact: Id of the fact.
    """
    bench = session.bench

    def content(version: SharedVersion) -> str:
        entry = session.find(version.entry)
        return entry.body.content if entry is not None and isinstance(entry.body, CompoundShared) else ""

    known = bench.compounds.get(compound)
    version = None if known is None or known.withdrawn else editor_of(known, section, fact, content)
    return "" if version is None else who_text(version, bench.computers, session.local)
