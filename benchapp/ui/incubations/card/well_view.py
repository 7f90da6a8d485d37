"""What is in the well along an incubation, and the half-life by which a band is drawn."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import HalfLife
from benchapp.domain.incubations.well_course import band
from benchapp.domain.solutions.solutions import Storage
from benchapp.presenters.incubations.half_lives import read_half_life
from benchapp.ui.forms.inline_form import InlineForm
from benchapp.ui.incubations.card.card_page import IncubationCardPage
from benchapp.ui.incubations.card.time_line import BandPlot
from benchapp.ui.text.course_texts import course_lines, unit_of
from benchapp.ui.text.language import plain, tr
from benchapp.ui.widgets.buttons import flat_button
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import heading, text_label
from benchapp.ui.widgets.layout import hbox, vbox


class WellView(QWidget):
    """What is in the well along the incubation, and by which half-life a band is drawn."""

    def __init__(self, running: Running, page: IncubationCardPage, name: str, wrote: Callable[[str], object]) -> None:
        super().__init__()
        course = page.progress.course(running)
        dose = running.incubation.concentration
        lines = course_lines(running, course)
        words = text_label("\n".join(lines), size="small")
        words.setObjectName(f"{name}.inside.text")
        plot = BandPlot(page.tokens, f"{name}.inside.plot")
        chosen = running.half_life
        plot.show_band(band(course, running.end.due_s, chosen.hours if chosen else 0.0), dose.value, unit_of(dose))
        reason = text_label(_half_life_words(chosen), size="small", tone="muted")
        reason.setObjectName(f"{name}.inside.reason")
        title = heading(tr("Concentration over time"))
        column = vbox(title, words, plot, _beside(reason, plot.saver(f"{name}.inside.save")))
        column.setContentsMargins(0, 8, 0, 0)
        offers = flow(spacing=8)

        def choose(half_life: HalfLife | None) -> None:
            page.attempt(
                lambda: page.progress.choose_half_life(running, half_life, page.progress.person),
                tr("The band was redrawn."),
            )

        for number, one in enumerate(page.half_lives(running)):
            text = tr(
                "{hours}\u202fh in {matrix} ({source})",
                hours=plain(one.half_life.hours),
                matrix=tr(one.half_life.matrix),
                source=one.half_life.source,
            )
            offers.addWidget(flat_button(text, f"{name}.inside.offer{number}", partial(choose, one.half_life)))
        if chosen is not None:
            offers.addWidget(flat_button(tr("No half-life"), f"{name}.inside.none", partial(choose, None)))
        offers.addStretch(1)
        column.addLayout(offers)

        def write(texts: Mapping[str, str], _storage: Storage | None) -> None:
            page.progress.choose_half_life(running, read_half_life(texts), page.progress.person)

        fields = [
            ("half_life", tr("A half-life of your own"), ""),
            ("source", tr("Source of the figure"), ""),
            ("matrix", tr("Measured in"), ""),
        ]
        column.addWidget(
            InlineForm(
                f"{name}.inside", fields, tr("Use this half-life"), write, partial(wrote, tr("a half-life was set."))
            )
        )
        self.setLayout(column)


def _beside(text: QWidget, button: QWidget) -> QHBoxLayout:
    """Put a text and a button side by side; the text has all of the room."""
    made = hbox(text, button)
    made.setStretch(0, 1)
    return made


def _half_life_words(chosen: HalfLife | None) -> str:
    if chosen is None:
        return tr(
            "Only the upper line is drawn: no half-life in medium was found, and none is assumed. Choose one on "
            "file, or enter your own with its source and the medium it was measured in."
        )
    return tr(
        "Dashed: {hours}\u202fh measured in {matrix} ({source}). In another medium the real value may lie outside.",
        hours=plain(chosen.hours),
        matrix=tr(chosen.matrix),
        source=chosen.source,
    )
