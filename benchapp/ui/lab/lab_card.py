"""The card of the settings in which this computer joins a lab, is named, and leaves again."""

from functools import partial

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QVBoxLayout, QWidget

from benchapp.ui.text.language import tr
from benchapp.ui.widgets.buttons import flat_button, push_button, toggle_button
from benchapp.ui.widgets.fields import LabelledField
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import set_chip, state_chip, text_label
from benchapp.ui.widgets.layout import Card, clear_layout, hbox, vbox
from benchapp.ui.widgets.page import bring_into_view

_LONGEST_NAME = 40
# px: a name, and the title of the field in German.
_FIELD_WIDTH = 260


class ComputerShown(Struct, frozen=True):
    """Another computer of the lab, as the card shows it.

    Attributes:
        installation: Its id.
        name: What people call it.
        said: What is known of it, in a few words.
        retired: Whether somebody said that it is not used any more.
        place: Where it is; "" where nobody said.
    """

    installation: str
    name: str
    said: str
    retired: bool = False
    place: str = ""


class LabShown(Struct, frozen=True):
    """What the card shows of the lab that this computer is in.

    Attributes:
        name: What people call the lab.
        folder: Its folder.
        computer: What people call this computer.
        others: The other computers.
        state: How the exchange goes, in a few words.
        said: What is wrong with it, and what to do; "" for nothing.
        tone: Of the chip: "fresh", "soon" or "past".
        rings: Whether an alarm of another computer rings here that nobody has answered for some time.
        place: Where this computer is; "" where nobody said.
    """

    name: str
    folder: str
    computer: str
    others: tuple[ComputerShown, ...]
    state: str
    said: str
    tone: str
    rings: bool = True
    place: str = ""


class LabCard(Card):
    """Several computers that share solutions, timers and the journal through a folder.

    Signals:
        folder_wanted: A folder is to be chosen.
        join_wanted: The chosen folder is to be joined: the name of a new lab, "" where there is one, of this computer,
            and whether only what is written from now on is shared.
        name_given: Another name of this computer, or another place: both.
        leave_wanted: Nothing is to be exchanged any more.
        look_wanted: The folder is to be looked into now.
        put_back_wanted: What the folder lacks is to be written there again.
        retire_wanted: A computer is not used any more, or is again: the id of its installation, and whether.
        rings_chosen: Whether an alarm of another computer rings here that nobody has answered.
    """

    folder_wanted = Signal()
    join_wanted = Signal(str, str, bool)
    name_given = Signal(str, str)
    leave_wanted = Signal()
    look_wanted = Signal()
    put_back_wanted = Signal()
    retire_wanted = Signal(str, bool)
    rings_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__(tr("Several computers"))
        self._alone, self._joining, self._joined = QWidget(), QWidget(), QWidget()
        self._make_alone()
        self._make_joining()
        self._make_joined()
        for part in (self._alone, self._joining, self._joined):
            self.body.addWidget(part)
        self.show_alone()

    def _make_alone(self) -> None:
        words = tr(
            "Share solutions, timers and the journal with other computers of your lab through a folder: a network "
            "share, or one that Nextcloud, OneDrive or Syncthing keeps the same everywhere. This program itself opens "
            "no connection."
        )
        self.choose = push_button(tr("Choose the folder…"), "settings.computers.choose", self.folder_wanted.emit)
        self._alone.setLayout(vbox(text_label(words, tone="muted"), flow(self.choose, 1), spacing=8))

    def _make_joining(self) -> None:
        self.what = text_label("", strong=True)
        self.what.setObjectName("settings.computers.what")
        self.lab = _name_field(tr("Name of the lab"), "settings.computers.lab")
        self.own = _name_field(tr("Name of this computer"), "settings.computers.own")
        self.own.line.setPlaceholderText(tr("for example hood-2"))
        self.whole = toggle_button(
            tr("Share from the beginning"), "settings.computers.whole", partial(self._choose, from_now_on=False)
        )
        self.from_now_on = toggle_button(
            tr("Share from now on"), "settings.computers.from_now_on", partial(self._choose, from_now_on=True)
        )
        self._whole_words = text_label(_whole_text(), tone="muted")
        self._now_words = text_label(_from_now_on_text(), tone="muted")
        self.join = push_button(tr("Join"), "settings.computers.join", self._on_join, primary=True)
        self.cancel = push_button(tr("Cancel"), "settings.computers.cancel", self.show_alone)
        self.own.line.returnPressed.connect(self._on_join)
        self._joining.setLayout(
            vbox(
                self.what,
                flow(self.lab, self.own, 1, spacing=12),
                flow(self.whole, self.from_now_on, 1),
                self._whole_words,
                self._now_words,
                flow(self.join, self.cancel, 1),
                spacing=8,
            )
        )
        # In its place before it is shown or hidden: shown without one, it would be a window.
        self._choose(from_now_on=False)

    def _make_joined(self) -> None:
        self.state = state_chip("", "fresh")
        self.state.setObjectName("settings.computers.state")
        self.said = text_label("")
        self.said.setObjectName("settings.computers.said")
        self.where = text_label("")
        self.where.setObjectName("settings.computers.where")
        self.others = QVBoxLayout()
        self.others.setSpacing(4)
        self._words: list[QLabel] = []
        self._buttons: list[tuple[str, str, bool]] | None = None
        rings = tr("Ring here when nobody has answered an alarm of another computer for {minutes} min", minutes=10)
        self.rings = QCheckBox(rings)
        self.rings.setObjectName("settings.computers.rings")
        self.rings.setAccessibleName(rings)
        self.rings.clicked.connect(self.rings_chosen)
        self.name = _name_field(tr("Name of this computer"), "settings.computers.name")
        self.place = _name_field(tr("Its place: room or bench"), "settings.computers.place")
        self.place.setToolTip(tr("Computers at one place share their pipettes, unless others were set on one of them."))
        for field in (self.name, self.place):
            field.line.editingFinished.connect(self._on_named)
        self.look = push_button(tr("Exchange now"), "settings.computers.look", self.look_wanted.emit)
        back = push_button(tr("Write missing files again"), "settings.computers.put_back", self.put_back_wanted.emit)
        back.setToolTip(tr("If the folder was emptied: writes everything there that this computer knows."))
        leave = push_button(tr("Leave the lab"), "settings.computers.leave", self.leave_wanted.emit)
        self._joined.setLayout(
            vbox(
                self.where,
                flow(self.state, 1),
                self.said,
                self.others,
                flow(self.name, self.place, 1, spacing=12),
                flow(self.rings, 1),
                text_label(tr("A folder is no pager: do not rely on it for what must not be missed."), tone="muted"),
                flow(self.look, back, leave, 1),
                spacing=8,
            )
        )

    def show_alone(self) -> None:
        """Show that this computer is in no lab."""
        self._show(self._alone)

    def ask_join(self, folder: str, lab: str, *, again: bool = False) -> None:
        """Ask whether to join the lab of a folder, or to make one there.

        Args:
            folder: The folder.
            lab: The name of its lab; "" where there is none yet.
            again: Whether the lab has entries of this computer already.
        """
        said = tr("Go on as before") if again else tr("Share from now on")
        self.from_now_on.setText(said)
        self.from_now_on.setAccessibleName(said)
        self._now_words.setText(_again_text() if again else _from_now_on_text())
        self.what.setText(
            tr("Join the lab “{lab}” in {folder}", lab=lab, folder=folder)
            if lab
            else tr("Make a new lab in {folder}", folder=folder)
        )
        self.lab.setVisible(not lab)
        self.join.setText(tr("Join") if lab else tr("Make the lab and join"))
        for line in (self.lab, self.own):
            line.show_problem("")
        self._choose(from_now_on=again)
        self._show(self._joining)
        first = (self.own if lab else self.lab).line
        first.setFocus()
        first.selectAll()
        # What is said is read, and the button under it pressed, before the words were looked for.
        bring_into_view(self)

    def show_lab(self, shown: LabShown) -> None:
        """Show the lab that this computer is in."""
        self.where.setText(tr("“{lab}” in {folder}", lab=shown.name, folder=shown.folder))
        set_chip(self.state, shown.state, shown.tone)
        self.said.setText(shown.said)
        self.said.setVisible(bool(shown.said))
        self.rings.setChecked(shown.rings)
        self._show_others(shown.others)
        for field, text in ((self.name, shown.computer), (self.place, shown.place)):
            if not field.line.isModified():
                field.fill(text)
        self._show(self._joined)

    def _show_others(self, others: tuple[ComputerShown, ...]) -> None:
        """Show the other computers; the buttons stay where only the words of a line are others."""
        buttons = [(one.installation, one.name, one.retired) for one in others]
        if buttons != self._buttons:
            self._buttons = buttons
            clear_layout(self.others)
            self._words = []
            if not others:
                self.others.addWidget(text_label(tr("No other computer has joined yet."), tone="muted"))
            for nth, one in enumerate(others):
                self._add_other(nth, one)
        for label, one in zip(self._words, others, strict=True):
            label.setText(_computer_text(one))

    def _add_other(self, place: int, one: ComputerShown) -> None:
        name = f"settings.computers.other{place}"
        words = text_label(_computer_text(one), tone="muted")
        words.setObjectName(f"{name}.text")
        said = tr("Use again") if one.retired else tr("Not used any more")
        button = flat_button(
            said, f"{name}.retire", partial(self.retire_wanted.emit, one.installation, not one.retired)
        )
        button.setAccessibleName(f"{said}: {one.name}")
        if not one.retired:
            button.setToolTip(
                tr("For a computer that is lost or given away: what runs on it rings here. Its entries stay.")
            )
        self._words.append(words)
        line = hbox(words, button, spacing=12)
        line.setStretch(0, 1)
        self.others.addLayout(line)

    def _show(self, part: QWidget) -> None:
        focused = QApplication.focusWidget()
        within = focused is not None and self.isAncestorOf(focused) and not part.isAncestorOf(focused)
        part.setVisible(True)
        if within:
            # Hidden with the focus, the page would give it to its first field and scroll there.
            first = {self._alone: self.choose, self._joining: self.own.line, self._joined: self.look}[part]
            first.setFocus()
        for one in (self._alone, self._joining, self._joined):
            one.setVisible(one is part)

    def _on_join(self) -> None:
        lacking = [line for line in (self.lab, self.own) if not line.isHidden() and not line.text().strip()]
        for line in (self.lab, self.own):
            line.show_problem(tr("Give it a name.") if line in lacking else "")
        if lacking:
            lacking[0].line.setFocus()
            return
        lab = "" if self.lab.isHidden() else self.lab.text().strip()
        self.join_wanted.emit(lab, self.own.text().strip(), self.from_now_on.isChecked())

    def _choose(self, *, from_now_on: bool) -> None:
        """Show which part of the journal is shared, and what that means."""
        self.whole.setChecked(not from_now_on)
        self.from_now_on.setChecked(from_now_on)
        self._whole_words.setVisible(not from_now_on)
        self._now_words.setVisible(from_now_on)
        if self._joining.isVisible():
            bring_into_view(self)

    def _on_named(self) -> None:
        fields = (self.name, self.place)
        if any(field.line.isModified() for field in fields) and self.name.text().strip():
            for field in fields:
                field.line.setModified(False)
            self.name_given.emit(self.name.text().strip(), self.place.text().strip())


def _whole_text() -> str:
    return tr(
        "The whole journal of this computer is shared, from its beginning, with what came in from the computers of "
        "an earlier lab: stocks in use can be thawed and dosed on every computer, running incubations are shown on "
        "all and ring on this one. Compounds, recipes and lab rules of your own are shared too. Names of people and "
        "donors, lots and everything recorded can be read by whoever can open the folder, and nothing can be taken "
        "out of it again. Initials will do for names."
    )


def _from_now_on_text() -> str:
    return tr(
        "What you recorded so far stays on this computer, where you can go on reading it. The others see what is in "
        "hand and what is running, as it is now: with what it was made from, its lots and names, and what was done to "
        "its tubes. They also see your own compounds, recipes, pipettes and lab rules, those of an earlier lab too, "
        "and everything you record from now on. They do not see what is used up or finished, nor any note made so "
        "far. If you use or correct something older, it is shared from then on. Undo goes back to this moment only. "
        "What is shared can be read by whoever can open the folder, and cannot be taken out of it again. Initials "
        "will do for names."
    )


def _again_text() -> str:
    return tr(
        "This lab has entries of this computer already, and they go on: everything recorded on this computer since "
        "then is shared as well, also while it was out of the lab or in another one. What other computers recorded "
        "in another lab stays here, and so does what has stayed here so far."
    )


def _computer_text(one: ComputerShown) -> str:
    name = f"{one.name} ({one.place})" if one.place else one.name
    return f"{name}: {one.said}" if one.said else name


def _name_field(title: str, name: str) -> LabelledField:
    made = LabelledField(title, name)
    made.line.setMaxLength(_LONGEST_NAME)
    made.setFixedWidth(_FIELD_WIDTH)
    return made
