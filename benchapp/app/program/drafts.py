"""Keeps what is typed and not recorded while the program runs, and puts it back after a start that follows a kill."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from benchapp.app.program.carrying_over import CarryingOver
from benchapp.app.program.incubation_draft import IncubationDraft, draft_of, take_draft
from benchapp.app.program.pages import OWN_WORDS
from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.app.tools import put_inputs, typed_inputs
from benchapp.domain.compounds.compound_input import CompoundInput
from benchapp.domain.messages import BenchError
from benchapp.domain.units.amounts import respelled
from benchapp.store.unsaved import MOST_TRIES, Unsaved, begin_with_unsaved, forget_unsaved, keep_unsaved, set_aside
from benchapp.ui.text.language import customs, tr
from benchapp.ui.window.pages import PageName


class Drafts(QObject):
    """What is typed in the calculators, in the form of an incubation and in those of compounds.

    What is kept on disk goes when it is in the fields again, was recorded, or the program ends as it should.

    Args:
        services: What the forms work on.
        rooms: Where they are.
        shell: Says what was put back.
    """

    def __init__(self, services: Services, rooms: Rooms, shell: Shell) -> None:
        super().__init__()
        self._services, self._rooms, self._shell = services, rooms, shell
        self._file = services.folder.unsaved
        # What is in the calculators without anybody having typed, or is recorded already.
        self._known: dict[str, Mapping[str, str]] = {}
        # What was put back, which no hand has typed into these fields.
        self._back: frozenset[str] = frozenset()
        self._kept = Unsaved()
        # What was left behind and is still to be put back.
        self._left: Unsaved | None = None
        # Whether the file holds what is not in the fields yet: nothing takes its place until it is.
        self._waiting = False
        self._looking = False
        services.heartbeat.now_and_then.connect(self._look)

    def begin(self, carrying: CarryingOver | None = None) -> None:
        """Put back what a program that was killed left behind, and keep from now on what is typed.

        Args:
            carrying: What puts back what was typed in the window before; None where there was none.
        """
        if self._services.session.why_read_only is not None:
            # What is kept there belongs to whoever writes.
            return
        self._waiting = True
        registry = self._services.registry
        if carrying is not None:
            self._know()
            carrying.put.connect(self._go_on)
        else:
            self._left = begin_with_unsaved(self._file)
            self._start() if registry.units is not None else registry.loaded.connect(self._start)
        self._services.session.recorded.connect(self._know_soon)
        self._looking = True
        self._shell.window.hidden.connect(self._on_hidden)

    def _on_hidden(self, hidden: bool) -> None:
        """Keep what was typed last: while the window is hidden nobody can type into it."""
        if self._looking and hidden:
            self.keep()

    def _look(self) -> None:
        """Keep what is typed while somebody can."""
        window = self._shell.window
        if self._looking and window.isVisible() and not window.isMinimized():
            self.keep()

    def _start(self) -> None:
        self._know()
        left, self._left = self._left, None
        try:
            if left is not None and not left.empty:
                self._put_back(left)
        finally:
            self._waiting = False
        self.keep()

    def _go_on(self, calculators: Iterable[str]) -> None:
        """Keep what was typed into these calculators in the window before: it is in the fields of this one."""
        self._waiting = False
        if self._looking:
            self._back |= set(calculators)
            self.keep()

    def stop(self) -> None:
        """Look no more; what is kept stays."""
        self._looking = False

    def end(self, *, carried: bool = False) -> None:
        """Keep nothing any more: the program ends as it should. What was not put back yet stays.

        Args:
            carried: Whether what was typed is carried over to another window, and stays until it is there.
        """
        if self._looking:
            self.stop()
            if not (self._waiting or carried):
                forget_unsaved(self._file)

    def _know_soon(self) -> None:
        QTimer.singleShot(0, self, self._know)

    def _know(self) -> None:
        self._back = frozenset()
        self._known = self._calculators()

    def _calculators(self) -> dict[str, Mapping[str, str]]:
        calculator = Rooms.calculator.if_made(self._rooms)
        return {} if calculator is None else dict(typed_inputs(calculator.forms))

    # -- kept --------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Write what is typed, where that is not what was written last."""
        if self._waiting or self._services.session.why_read_only is not None:
            return
        found = self._read()
        if found == self._kept:
            return
        self._kept = found
        if found.empty:
            forget_unsaved(self._file)
        else:
            keep_unsaved(self._file, found)

    def _read(self) -> Unsaved:
        rooms, compounds = self._rooms, self._services.compounds
        calculator, incubations = Rooms.calculator.if_made(rooms), Rooms.incubations.if_made(rooms)
        inputs = self._calculators()
        self._known = {**inputs, **self._known}
        page = type(calculator).page.if_made(calculator) if calculator is not None else None
        made = page.tools.made if page is not None else {}
        by_hand = self._back | {tool for tool, shown in made.items() if _is_typed_into(shown)}
        typed = {tool: texts for tool, texts in inputs.items() if tool in by_hand and texts != self._known[tool]}
        tool = page.current if page is not None and page.current in typed else next(iter(typed), "")
        recipe = page.shown_tool.recipe if page is not None and tool and page.current == tool else None
        recorded = page is not None and page.shown_tool.sheet_of_recorded() is not None
        form = incubations.form if incubations is not None else None
        waiting = form is not None and form.prepared is not None
        entering = type(rooms.compounds).form.if_made(rooms.compounds)
        plain = compounds.form if compounds.something_else else None
        return Unsaved(
            decimal=customs().decimal,
            own={tr(word): word for word in OWN_WORDS},
            compound=compounds.monograph.id if compounds.monograph else "",
            form=compounds.form.id if compounds.form else "",
            substance=plain.name if plain is not None else "",
            molar_mass=plain.molar_mass if plain is not None else "0",
            calculators=typed,
            tool=tool,
            ticks=() if recipe is None or recorded else tuple(sorted(recipe.ticks())),
            incubation=msgspec.to_builtins(draft_of(form, self._services.session)) if form and waiting else None,
            compounds=msgspec.to_builtins(entering.unsaved()) if entering is not None else {},
        )

    # -- put back ----------------------------------------------------------------------------------------------

    def _put_back(self, left: Unsaved) -> None:
        """Put what was typed where it was, as far as it still fits; say where it is."""
        if left.tries >= MOST_TRIES:
            self._set_aside()
            return
        page = self._shell.window.page
        try:
            self._fill(left)
        except (BenchError, LookupError, msgspec.ValidationError):
            # Of a version or a library in which that is not there any more: what could be put back is.
            self._set_aside()
        except Exception:
            self._set_aside()
            raise
        else:
            self._say(left)
        finally:
            self._shell.show(page)

    def _fill(self, left: Unsaved) -> None:
        def respell(text: str) -> str:
            own = left.own.get(text)
            return respelled(text, before=left.decimal, now=customs().decimal) if own is None else tr(own)

        if left.compounds:
            self._rooms.compounds.take_unsaved(_converted(left.compounds, dict[str, CompoundInput]), None)
        self._open(left)
        # It goes on being kept.
        self._back = frozenset(left.calculators)
        self._known |= {tool: {} for tool in left.calculators}
        put_inputs(self._rooms.calculator.forms, left.calculators, respell)
        if left.tool:
            self._rooms.calculator.show_tool(left.tool)
            self._rooms.calculator.forms.settle()
            if (recipe := self._rooms.calculator.page.shown_tool.recipe) is not None:
                for place in left.ticks:
                    recipe.set_tick(place, on=True)
        if left.incubation is not None:
            take_draft(self._rooms.incubations.form, _converted(left.incubation, IncubationDraft))

    def _set_aside(self) -> None:
        """Set aside what cannot be put back, or not all of it, and say where it is."""
        text = tr(
            "The program stopped without being closed. Not all that was typed and not recorded could be put back; "
            "it is kept in {file}.",
            file=str(set_aside(self._file)),
        )
        self._shell.note("unsaved", text)

    def _open(self, left: Unsaved) -> None:
        compounds = self._services.compounds
        if left.compound:
            # What was typed for one compound is not put into the calculators of another.
            compounds.open_of(left.compound, left.substance, left.molar_mass)
        if left.form and (compounds.form is None or compounds.form.id != left.form):
            compounds.choose_form(left.form)

    def _say(self, left: Unsaved) -> None:
        where = [
            name
            for name, there in (
                (PageName.CALCULATE, left.tool),
                (PageName.INCUBATE, left.incubation),
                (PageName.FORM, left.compounds),
            )
            if there
        ]
        pages = ", ".join(tr(name.value) for name in where)
        text = tr(
            "The program stopped without being closed. What was typed and not recorded is there again: {pages}.",
            pages=pages,
        )
        self._shell.note("unsaved", text, "note", (tr("Show it"), partial(self._show, where[0])))

    def _show(self, page: PageName) -> None:
        self._shell.window.notes.take_away("unsaved")
        if page is PageName.FORM:
            self._rooms.compounds.add()
        else:
            self._shell.show(page)


def _is_typed_into(tool: QWidget) -> bool:
    """Return whether somebody typed into a calculator; what the program fills in does not count."""
    return any(line.isModified() and line.text() for line in tool.findChildren(QLineEdit))


def _converted(kept: object, kind: Any) -> Any:
    return msgspec.convert(kept, kind)
