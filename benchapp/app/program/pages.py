"""What makes each page, called when it is first shown; and what was typed on them, for a window that is made again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtWidgets import QWidget

from benchapp.app.program.help import HelpController
from benchapp.app.rooms import Rooms
from benchapp.app.services import Services
from benchapp.ui.text.language import customs, mark_text, tr
from benchapp.ui.window.pages import PageName
from benchapp.ui.window.window import Window

if TYPE_CHECKING:
    from benchapp.app.program.incubation_draft import IncubationDraft
    from benchapp.domain.compounds.compound_input import CompoundInput
    from benchapp.ui.window.typed_fields import TypedFields


def page_makers(rooms: Rooms, help_: HelpController) -> dict[PageName, Callable[[], QWidget]]:
    """Return what makes each page, by its name.

    Args:
        rooms: Where most of them are made.
        help_: Where those about the program are made.
    """
    return {
        PageName.TODAY: lambda: rooms.incubations.today,
        PageName.COMPOUND: lambda: rooms.compounds.page,
        PageName.COMPOUNDS: lambda: rooms.compounds.list_page,
        PageName.CALCULATE: lambda: rooms.calculator.page,
        PageName.SOLUTIONS: lambda: rooms.solutions.page,
        PageName.INCUBATE: lambda: rooms.incubations.page,
        PageName.JOURNAL: lambda: rooms.journal.page,
        PageName.COMPARE: lambda: rooms.compounds.compare,
        PageName.FORM: lambda: rooms.compounds.form_page,
        PageName.IMPORT: lambda: rooms.compounds.import_page,
        PageName.LAB: lambda: rooms.calculator.lab_page,
        PageName.VERIFY: lambda: rooms.calculator.verify_page,
        PageName.LABELS: lambda: rooms.solutions.labels,
        PageName.SETTINGS: lambda: rooms.settings.page,
        PageName.REPORT: lambda: rooms.incubations.report_page,
        PageName.HELP: lambda: help_.help_page,
        PageName.ABOUT: lambda: help_.about_page,
    }


# Words that the program itself puts into fields, and a person may leave there.
OWN_WORDS = (mark_text("medium"), mark_text("96-well plate"), mark_text("now"))


class CarriedOver(Struct, frozen=True):
    """What was typed and not recorded in a window that is made again in another language.

    Attributes:
        window: The window; it goes when the next one is painted.
        decimal: The decimal sign that it was typed with.
        own: The program's own words that are in fields, by what they were called in it.
        page: The page that was shown.
        made: The pages that were made.
        form: The id of the form of the open compound.
        calculators: What is in the fields of each calculator that was used, by its name.
        tool: The calculator that is shown; "" where none was used.
        redose: The re-dose that is being made: of each incubation its id and the number of the step.
        incubation: The form of a new incubation; None where it was not used.
        compounds: The forms of compounds, by the hash of the compound, "" for a new one.
        editing: The hash of the compound whose form is open; None where none is.
        fields: What else was typed, chosen and ticked.
    """

    window: Window
    decimal: str
    own: Mapping[str, str]
    page: PageName
    made: tuple[PageName, ...]
    form: str
    calculators: Mapping[str, Mapping[str, str]]
    tool: str
    redose: tuple[tuple[str, int], ...]
    incubation: IncubationDraft | None
    compounds: Mapping[str, CompoundInput]
    editing: str | None
    fields: TypedFields


def read_typed(services: Services, rooms: Rooms, window: Window) -> CarriedOver:
    """Return what was typed in a window and not recorded."""
    from benchapp.app.program.incubation_draft import draft_of  # noqa: PLC0415 (few change the language)
    from benchapp.app.tools import typed_inputs  # noqa: PLC0415
    from benchapp.ui.window.typed_fields import read_fields  # noqa: PLC0415

    calculator, incubations = Rooms.calculator.if_made(rooms), Rooms.incubations.if_made(rooms)
    form = services.compounds.form
    page = type(calculator).page.if_made(calculator) if calculator is not None else None
    redose = calculator.redose if calculator is not None and page is not None else None
    entering = type(rooms.compounds).form.if_made(rooms.compounds)
    editing = entering.editing if entering is not None else None
    return CarriedOver(
        window=window,
        decimal=customs().decimal,
        own={tr(word): word for word in OWN_WORDS},
        page=window.page,
        made=tuple(name for name in PageName if window.is_made(name)),
        form=form.id if form is not None else "",
        calculators=typed_inputs(calculator.forms) if calculator is not None else {},
        tool=page.current if page is not None else "",
        redose=tuple((running.incubation.id, step.number) for running, step in redose.steps) if redose else (),
        incubation=draft_of(incubations.form, services.session) if incubations is not None else None,
        compounds=entering.unsaved() if entering is not None else {},
        editing=None if entering is None else editing.hash if editing is not None else "",
        fields=read_fields(window),
    )
