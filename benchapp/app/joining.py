"""Joining the lab of a folder: with the whole journal, or with what is written from now on."""

from msgspec.structs import replace

from benchapp.app.start.device import Device
from benchapp.domain.journal.computers import ComputerNamed
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.lab_exchange import LabMember
from benchapp.store.lab.lab_folder import LabFolder


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
    there = {name.chain for name in folder.recent().names} | set(folder.chains_sealed())
    if from_now_on and session.own_chains[0] not in there:
        session.joining.from_now_on(computer, session.person, there)
    elif not from_now_on:
        session.joining.from_the_beginning()
    # Where this computer was in the lab before, it goes on with what it shares there.
    called = session.bench.computers.called(session.own_chains[0])
    if computer != called:
        session.record(computer)
    return LabMember(str(folder.path), found.lab, found.name)


def keep_member(device: Device, session: JournalSession, member: LabMember) -> bool:
    """Save that this computer is in a lab, and what of its journal stays here; return whether that was saved."""
    apart = tuple(sorted(session.apart_chains))
    settings = replace(device.settings, lab_folder=member.folder, lab=member.lab, lab_name=member.name, lab_apart=apart)
    device.keep(settings, later=True)
    return device.settings == settings
