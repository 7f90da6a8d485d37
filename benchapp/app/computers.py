"""Several computers of one lab: joining its folder, the exchange with it, and what is said of that."""

from __future__ import annotations

import platform
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

import benchapp
from benchapp.app.joining import joined, keep_member, keep_staying, lab_of
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.domain.journal.computers import ComputerNamed, ComputerRetired
from benchapp.domain.journal.questions import open_questions
from benchapp.domain.messages import BenchError, Work
from benchapp.domain.units.moments import Moment
from benchapp.presenters.compounds.lab_compounds import LabCompounds
from benchapp.presenters.session.elsewhere import Elsewhere
from benchapp.presenters.session.folder_watch import FolderWatch
from benchapp.presenters.session.journal_session import JournalSession
from benchapp.presenters.session.lab_exchange import LabExchange, LabMember
from benchapp.store.lab.lab_folder import LabFolder
from benchapp.system.folders import is_on_own_drive
from benchapp.ui.lab.lab_card import ComputerShown, LabCard, LabShown
from benchapp.ui.lab.lab_texts import badge_text, computer_text, left_out_text, state_text, tone_of, trouble_text
from benchapp.ui.text.compounds.entered_texts import changed_text
from benchapp.ui.text.formatting import near_time
from benchapp.ui.text.language import tr
from benchapp.ui.text.task_texts import others_text


class ComputersController(QObject):
    """The lab that this computer is in.

    Args:
        services: What it works on.
        shell: What it shows itself by.
        edited: Returns the id of the compound that somebody is editing; "" for none.

    Attributes:
        exchange: The exchange with the folder.
        compounds: The compounds that are shared.
        watch: Hints that something has come into the folder.

    Signals:
        badge_changed: What the header says of the lab, "" for nothing, and its tone.
    """

    badge_changed = Signal(str, str)

    def __init__(self, services: Services, shell: Shell, edited: Callable[[], str] = str) -> None:
        super().__init__()
        self._shell = shell
        self._session = services.session
        self._device = services.device
        self._workers = services.workers
        self._card: LabCard | None = None
        self._chosen: Path | None = None
        self._badge = ""
        self.exchange = LabExchange(
            services.session,
            services.workers,
            benchapp.__version__,
            lambda: bool(services.schedule.running()) or QApplication.activeWindow() is not None,
        )
        self.watch = FolderWatch(services.workers, is_on_own_drive)
        self.watch.came.connect(self.exchange.look)
        self._open = services.compounds
        self.compounds = LabCompounds(services.session, services.library, services.workers, edited)
        self.compounds.taken.connect(self._on_compounds)
        self.compounds.failed.connect(shell.say_error)
        self.compounds.refused_some.connect(self.refresh)
        settings = self._device
        self._elsewhere = services.session.elsewhere = Elsewhere(
            services.session, lambda: self.exchange.state.presence, lambda: settings.settings.rings_for_others
        )
        self._heartbeat = services.heartbeat
        self._rang: list[tuple[object, ...]] = []
        self.exchange.changed.connect(self._on_exchanged)
        services.session.arrived.connect(self.refresh)

    def begin(self) -> None:
        """Exchange with the folder of the lab that this computer is in."""
        settings = self._device.settings
        if not settings.lab_folder:
            return
        member, why = LabMember(settings.lab_folder, settings.lab, settings.lab_name), self._session.why_read_only
        if why is None:
            self.exchange.join(member)
        else:
            self.exchange.stand_by(member, why)

    def attach(self, card: LabCard) -> None:
        """Set the card of the settings."""
        self._card = card
        card.folder_wanted.connect(self._choose)
        card.join_wanted.connect(self._join)
        card.name_given.connect(self._name)
        card.leave_wanted.connect(self._leave)
        card.look_wanted.connect(self.exchange.look)
        card.put_back_wanted.connect(self._put_back)
        card.retire_wanted.connect(self._retire)
        card.rings_chosen.connect(self._ring_for_others)
        self.refresh()

    def _on_exchanged(self) -> None:
        """Show how the exchange goes; where something rings here now, or does not any more, everybody follows."""
        self.refresh()
        self.watch.follow(self.exchange.incoming)
        rang = [one.state for one in self._elsewhere.next(self._session.now())]
        if rang != self._rang:
            self._rang = rang
            self._heartbeat.ask()
        member = self.exchange.state.member
        if member is not None:
            keep_staying(self._device, self._session, member)
            self.compounds.look()

    def _on_compounds(self, compounds: tuple[str, ...]) -> None:
        """Show the compound that is open as it is now, and say who changed it."""
        opened = self._open.opened
        if opened is None or opened.monograph.id not in compounds:
            return
        bench = self._session.bench
        self._open.open(opened.monograph.id)
        self._shell.say(changed_text(bench.compounds[opened.monograph.id], bench.computers))

    def withdraw(self, compound: str) -> None:
        """Record that a compound was removed here, for the whole lab; where it is in none, nothing."""
        try:
            self.compounds.withdraw(compound)
        except BenchError as error:
            self._shell.say_error(error)

    def refresh(self) -> None:
        """Show how the exchange goes, here and in the header."""
        now, state = self._session.now(), self.exchange.state
        badge = badge_text(state, now)
        if badge != self._badge:
            self._badge = badge
            self.badge_changed.emit(badge, tone_of(state, now))
        if self._card is None or (state.member is None and self._chosen is not None):
            return
        if state.member is None:
            self._card.show_alone()
            return
        own = self._own()
        shown = LabShown(
            state.member.name,
            state.member.folder,
            own.name,
            self._others(now),
            state_text(state, now),
            trouble_text(state, now, partial(self._when, now)) or self._left_out(),
            tone_of(state, now),
            self._device.settings.rings_for_others,
            own.place,
        )
        self._card.show_lab(shown)

    def _left_out(self) -> str:
        """Return which compounds of the lab are not in the library here; "" for none."""
        known = self._session.bench.compounds
        return left_out_text([known[one].current.name for one in self.compounds.refused if one in known])

    def _own(self) -> ComputerNamed:
        chains = self._session.own_chains
        return self._session.bench.computers.called(chains[0]) if chains else ComputerNamed("")

    def _others(self, now: Moment) -> tuple[ComputerShown, ...]:
        computers = self._session.bench.computers
        here = (*self._session.own_chains, *self._session.inherited_chains)
        own = {computers.installations.get(chain) for chain in here}
        chains = {there: chain for chain, there in computers.installations.items() if there not in own}
        found = []
        for installation, chain in chains.items():
            if computers.goes_on_elsewhere(chain):
                continue
            retired = installation in computers.retired
            said = computer_text(self._elsewhere.seen(chain), now, retired=retired, when=partial(self._when, now))
            called = computers.called(chain)
            found.append(ComputerShown(installation, called.name, said, retired, called.place))
        return tuple(sorted(found, key=lambda one: one.name))

    def _when(self, now: Moment, instant: datetime) -> str:
        local = self._session.local
        return near_time(local(instant), local(now.wall))

    def _retire(self, installation: str, retired: bool) -> None:
        """Write that a computer is not used any more, and that its incubations ring here; or that it is used again."""
        before = len(self._elsewhere.running())
        try:
            installations = self._session.bench.computers.with_earlier(installation)
            bodies = [ComputerRetired(one, retired) for one in installations]
            self._session.record_all(bodies, person=self._session.person)
        except BenchError as error:
            self._shell.say_error(error)
            return
        self.refresh()
        name, taken = self._session.bench.computers.named(installation), before - len(self._elsewhere.running())
        if not retired:
            self._shell.say_done(tr("{name} is used again.", name=name))
        elif taken:
            said = tr("{name} is not used any more. Taken over, and ringing here: {count}.", name=name, count=taken)
            self._shell.say_done(said)
        else:
            self._shell.say_done(tr("{name} is not used any more. Nothing was running there.", name=name))

    def _ring_for_others(self, on: bool) -> None:
        self._device.keep(replace(self._device.settings, rings_for_others=on))
        self._heartbeat.ask()

    # -- joining and leaving ---------------------------------------------------------------------------------

    def _choose(self) -> None:
        folder = self._shell.ask_folder(tr("Folder of the lab"))
        if folder is None or self._card is None:
            return
        try:
            name, again = lab_of(self._session, folder, self._device.settings.lab_before)
        except BenchError as error:
            self._shell.say_error(error)
            return
        self._chosen = folder
        if not self._card.own.text():
            self._card.own.fill(platform.node().partition(".")[0][:40])
        self._card.ask_join(str(folder), name, again=again)

    def _join(self, lab: str, computer: str, from_now_on: bool) -> None:
        folder = self._chosen
        if folder is None:
            return
        try:
            name = ComputerNamed(computer, self._own().place)
            before = self._device.settings.lab_before
            member = joined(self._session, LabFolder(folder), lab, name, from_now_on=from_now_on, before=before)
        except BenchError as error:
            self._shell.say_error(error)
            return
        self._chosen = None
        if not keep_member(self._device, self._session, member):
            # What cannot be saved is not begun: the next start would know nothing of it.
            self.refresh()
            return
        self.exchange.join(member)
        self._shell.say(tr("This computer is now in the lab “{lab}”.", lab=member.name))

    def _leave(self) -> None:
        left = self._device.settings.lab
        settings = replace(self._device.settings, lab_folder="", lab="", lab_name="", lab_before=left)
        self._device.keep(settings, later=True)
        if self._device.settings == settings:
            self.exchange.leave()
            self._shell.say(tr("This computer exchanges nothing any more. What came from others stays here."))

    def _name(self, name: str, place: str) -> None:
        if (named := ComputerNamed(name, place)) == self._own():
            return
        try:
            self._session.record(named)
        except BenchError as error:
            self._shell.say_error(error)
        else:
            self.refresh()

    def _put_back(self) -> None:
        try:
            work = self.exchange.putting_back()
        except BenchError as error:
            self._shell.say_error(error)
            return
        if work is not None:
            self._workers.do(Work.EXCHANGE, work, self._on_put_back, self._shell.say_error)

    def _on_put_back(self, count: int) -> None:
        self._shell.say(tr("Files written: {count}.", count=count) if count else tr("Nothing was missing."))

    def end(self) -> None:
        """Exchange nothing more: the program ends."""
        self.watch.follow(None)
        self.exchange.end()


class LabCount(QObject):
    """Counts what is to be settled in the lab; where nothing is, what runs on other computers.

    Args:
        session: The journal.
        computers: The lab; it goes with that.

    Signals:
        counted: The count has changed: how many, "" for none, the tone, and what that says in words.
    """

    counted = Signal(str, str, str)

    def __init__(self, session: JournalSession, computers: ComputersController) -> None:
        super().__init__(computers)
        self._session = session
        self._said = ("", "muted", "")
        for changed in (session.changed, computers.exchange.changed):
            changed.connect(self._count)

    def _count(self) -> None:
        bench, elsewhere = self._session.bench, self._session.elsewhere
        if elsewhere is None or not (bench.computers.several or self._said[0]):
            return
        asked, others = len(open_questions(bench)), len(elsewhere.running())
        words = (tr("{count} to settle", count=asked) if asked else "", others_text(others))
        said = (str(asked or others or ""), "soon" if asked else "muted", ", ".join(filter(None, words)))
        if said != self._said:
            self._said = said
            self.counted.emit(*said)
