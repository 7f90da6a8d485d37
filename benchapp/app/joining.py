"""Joining the lab of a folder: with the whole journal, or with what is written from now on."""

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from benchapp.app.start.device import Device
from benchapp.domain.journal.computers import ComputerNamed
from benchapp.domain.messages import BenchError, Message
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.lab_exchange import LabMember
from benchapp.store.lab.exchange import is_known
from benchapp.store.lab.held_rows import RowsInFile
from benchapp.store.lab.lab_folder import LabFolder


def lab_of(session: JournalSession, path: Path, before: str = "") -> tuple[str, bool]:
    """Return the name of the lab of a folder, "" where there is none yet, and whether this computer goes on there.

    Args:
        session: The open journal.
        path: The folder.
        before: Id of the lab that this computer was in last; "" where it is not known.

    Raises:
        BenchError: The folder cannot be reached, or the journal is only read: then no lab is joined.
    """
    if (why := session.why_read_only) is not None:
        raise why
    folder = LabFolder(path)
    try:
        lab = folder.lab()
    except BenchError as error:
        if error.code != Message.LAB_NOT_HERE:
            raise
        return "", False
    return lab.name, lab.lab == before or bool(shared_since(session, folder))


def shared_since(session: JournalSession, folder: LabFolder) -> tuple[str, ...]:
    """Return the chains of this computer that a lab has something of, and those after them; none where it has nothing.

    With these it goes on there. What was recorded later, in another lab too, tells what was done to its stocks and
    cells that this lab knows.

    Raises:
        BenchError: The folder cannot be reached.
    """
    line, listed = (*session.own_chains, *session.inherited_chains), _listed(folder)
    rows = RowsInFile(session.path)
    try:
        earliest = max(
            (nth for nth, one in enumerate(line, 1) if one in listed and is_known(folder, rows, one)), default=0
        )
    finally:
        rows.close()
    return line[:earliest]


def joined(
    session: JournalSession,
    folder: LabFolder,
    lab: str,
    computer: ComputerNamed,
    *,
    from_now_on: bool,
    before: str = "",
) -> LabMember:
    """Write into the journal that this computer joins a lab; nothing is exchanged yet.

    Args:
        session: The open journal.
        folder: Of the lab.
        lab: The name of a new lab; "" where there is one.
        computer: The name of this computer.
        from_now_on: Whether what was written so far stays here.
        before: Id of the lab that this computer was in last: there it goes on as it was. "" where it is not known.

    Raises:
        BenchError: The folder cannot be used, or nothing could be written.
    """
    found = folder.make(lab) if lab else folder.lab()
    # Whether the lab has something of this computer itself is read, and not told from names.
    known = _listed(folder) - {*session.own_chains, *session.inherited_chains}
    if not from_now_on:
        session.joining.from_the_beginning(known)
    elif found.lab != before:
        if since := shared_since(session, folder):
            session.joining.go_on(since, known)
        else:
            session.joining.from_now_on(computer, session.person, known)
    called = session.bench.computers.called(session.own_chains[0])
    if computer != called:
        session.record(computer)
    return LabMember(str(folder.path), found.lab, found.name)


def _listed(folder: LabFolder) -> set[str]:
    return {name.chain for name in folder.recent().names} | set(folder.chains_sealed())


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
