"""Joining the lab of a folder: with the whole journal, or with what is written from now on."""

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from benchapp.app.start.device import Device
from benchapp.domain.journal.computers import ComputerNamed
from benchapp.domain.messages import BenchError, Message
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.lab_exchange import LabMember
from benchapp.store.lab.exchange import is_there
from benchapp.store.lab.held_rows import RowsInFile
from benchapp.store.lab.lab_folder import LabFolder


def lab_of(session: JournalSession, path: Path) -> tuple[str, bool]:
    """Return the name of the lab of a folder, "" where there is none yet, and whether it has entries of this journal.

    Raises:
        BenchError: The folder cannot be reached, or the journal is only read: then no lab is joined.
    """
    if (why := session.why_read_only) is not None:
        raise why
    folder = LabFolder(path)
    try:
        name = folder.lab().name
    except BenchError as error:
        if error.code != Message.LAB_NOT_HERE:
            raise
        return "", False
    return name, is_in_lab(session, folder)


def is_in_lab(session: JournalSession, folder: LabFolder) -> bool:
    """Return whether the lab has something of the chain that this computer writes: then it goes on with that.

    Raises:
        BenchError: The folder cannot be reached.
    """
    return session.own_chains[0] in _listed(folder)


def joined(
    session: JournalSession, folder: LabFolder, lab: str, computer: ComputerNamed, *, from_now_on: bool
) -> LabMember:
    """Write into the journal that this computer joins a lab; nothing is exchanged yet.

    Args:
        session: The open journal.
        folder: Of the lab.
        lab: The name of a new lab; "" where there is one.
        computer: The name of this computer.
        from_now_on: Whether what was written so far stays here.

    Raises:
        BenchError: The folder cannot be used, or nothing could be written.
    """
    found = folder.make(lab) if lab else folder.lab()
    if not from_now_on:
        session.joining.from_the_beginning()
    elif not is_in_lab(session, folder):
        session.joining.from_now_on(computer, session.person, _known(session, folder))
    # Where this computer was in the lab before, it goes on with what it shares there.
    called = session.bench.computers.called(session.own_chains[0])
    if computer != called:
        session.record(computer)
    return LabMember(str(folder.path), found.lab, found.name)


def _listed(folder: LabFolder) -> set[str]:
    return {name.chain for name in folder.recent().names} | set(folder.chains_sealed())


def _known(session: JournalSession, folder: LabFolder) -> set[str]:
    """Return the chains that a lab has; one that is written here, or was, only where nothing of it is lacking."""
    rows, here = RowsInFile(session.path), {*session.own_chains, *session.inherited_chains}
    try:
        return {chain for chain in _listed(folder) if chain not in here or is_there(folder, rows, chain)}
    finally:
        rows.close()


def staying(kept: Iterable[str], session: JournalSession) -> tuple[str, ...]:
    """Return the chains that stay on this computer, as they are kept beside the journal.

    Args:
        kept: Those that are kept. They stay until it is said that they are shared after all: a journal that was lost or
            cannot be read knows nothing of them, and a backup brings them back.
        session: The open journal.
    """
    return tuple(sorted({*kept, *session.apart_chains} - session.shared_again))


def keep_staying(device: Device, session: JournalSession, member: LabMember) -> None:
    """Save what of the journal stays here, where that has changed."""
    kept = device.settings.lab_apart
    if staying(kept, session) != kept:
        keep_member(device, session, member)


def keep_member(device: Device, session: JournalSession, member: LabMember) -> bool:
    """Save that this computer is in a lab, and what of its journal stays here; return whether that was saved."""
    apart = staying(device.settings.lab_apart, session)
    settings = replace(device.settings, lab_folder=member.folder, lab=member.lab, lab_name=member.name, lab_apart=apart)
    device.keep(settings, later=True)
    return device.settings == settings
