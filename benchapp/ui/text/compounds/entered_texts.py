"""Who of the lab entered a compound, and who corrected it last, in words."""

from collections.abc import Callable
from datetime import datetime

from benchapp.domain.journal.computers import Computers
from benchapp.domain.journal.lab_compounds import LabCompound, SharedVersion
from benchapp.ui.text.formatting import date_and_time
from benchapp.ui.text.language import tr


def entered_text(known: LabCompound | None, computers: Computers, local: Callable[[datetime], datetime]) -> str:
    """Return who entered a compound, where and when, and who corrected it last; "" where the lab does not share it.

    Args:
        known: The compound.
        computers: Those of the lab.
        local: Gives an instant in the time zone shown.
    """
    if known is None or known.withdrawn:
        return ""
    first, last = (who_text(one, computers, local) for one in (known.first, known.current))
    if known.current.edits:
        return tr("Edited {who}.", who=last)
    if known.first == known.current:
        return tr("Entered {who}.", who=first)
    return tr("Entered {who}. Corrected {other}.", who=first, other=last)


def changed_text(known: LabCompound, computers: Computers) -> str:
    """Return what is said where somebody else changed the compound that is open."""
    version = known.current
    who = ", ".join(name for name in (version.person, computers.name_of(version.chain)) if name)
    if known.withdrawn and version.edits:
        return tr("The edits of {compound} were taken back on another computer.", compound=version.name)
    if known.withdrawn:
        return tr("{compound} was removed on another computer; its last version is kept.", compound=version.name)
    return tr("{compound} was corrected ({who}). You see the new version.", compound=version.name, who=who)


def who_text(version: SharedVersion, computers: Computers, local: Callable[[datetime], datetime]) -> str:
    """Return who wrote a version of a compound, where and when."""
    computer, when = computers.name_of(version.chain), date_and_time(local(version.at))
    if version.person:
        return tr("by {person} on {computer}, {when}", person=version.person, computer=computer, when=when)
    return tr("on {computer}, {when}", computer=computer, when=when)
