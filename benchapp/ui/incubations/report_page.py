"""The story of one incubation as a page for the notebook; and the sheet that hangs on the incubator's door."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from benchapp.domain.journal.incubation_report import DEVIATIONS, IncubationReport, ReportStep
from benchapp.domain.messages import BenchError
from benchapp.ui.text.formatting import date_and_time, day_and_time
from benchapp.ui.text.language import day, mark_text, term, time_of_day, tr, weekday
from benchapp.ui.text.markup import escape
from benchapp.ui.text.message_texts import say_error
from benchapp.ui.widgets.buttons import push_button
from benchapp.ui.widgets.labels import bold, rich_label, text_label
from benchapp.ui.widgets.layout import Card, hbox
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.printing import write_pdf

_KINDS = mark_text("Markdown (*.md);;PDF (*.pdf);;CSV (*.csv);;JSON (*.json);;ELN archive, RO-Crate (*.eln)")
_CELL = "padding: 2px 12px 2px 0"


class ReportPage(Page):
    """One incubation's story.

    Args:
        write: Writes a story into a file, in the format its name asks for.
        late: Gives how far off its plan a step was.

    Signals:
        left: Back to the journal.
    """

    left = Signal()

    def __init__(self, write: Callable[[Path, IncubationReport], object], late: Callable[[ReportStep], str]) -> None:
        super().__init__(tr("Report"))
        self._write = write
        self._late = late
        self._story: IncubationReport | None = None
        self._local: Callable[[datetime], datetime] = lambda instant: instant
        self.title = text_label("", size="large")
        self.text = rich_label("")
        self.text.setObjectName("story.page.text")
        back = push_button(tr("Back to the journal"), "story.actions.back", self.left.emit)
        save = push_button(tr("Save for the notebook"), "story.actions.save", self._ask_file, primary=True)
        head = hbox(self.title, save, back, spacing=12)
        head.setStretch(0, 1)
        card = Card()
        card.body.addWidget(self.text)
        self.content.addLayout(head)
        self.content.addWidget(card)
        self.content.addStretch(1)
        self.first = save

    def show_story(self, story: IncubationReport, local: Callable[[datetime], datetime]) -> None:
        """Show a story."""
        self._story, self._local = story, local
        self.title.setText(story.title)
        self.text.setText(report_html(story, local, self._late))

    def _ask_file(self) -> None:
        if self._story is None:
            return
        stem = "".join(one if one.isalnum() else "-" for one in self._story.title)
        chosen, kind = QFileDialog.getSaveFileName(self, tr("Save the report"), f"{stem}.md", tr(_KINDS))
        if chosen:
            file = Path(chosen)
            wanted = kind.rpartition("*")[2].rstrip(")")
            self.save(file if file.suffix else file.with_suffix(wanted))

    def save(self, file: Path) -> None:
        """Write the story, or say why that went wrong."""
        if self._story is None:
            return
        try:
            if file.suffix.casefold() == ".pdf":
                page = f"<h2>{escape(self._story.title)}</h2>{report_html(self._story, self._local, self._late)}"
                write_pdf(page, file, self._story.title)
            else:
                self._write(file, self._story)
        except BenchError as error:
            self.said.emit(say_error(error))
        else:
            self.file_saved.emit(file)


def report_html(
    story: IncubationReport, local: Callable[[datetime], datetime], late: Callable[[ReportStep], str]
) -> str:
    """Return a story as our own mark-up; whatever was typed is escaped."""
    facts = "".join(
        f'<tr><td style="{_CELL}">{bold(tr(name))}</td><td style="{_CELL}">{escape(tr(value))}</td></tr>'
        for name, value in story.facts
    )
    steps = "".join(
        f'<tr><td style="{_CELL}">{escape(step.what)}</td>'
        f'<td style="{_CELL}">{date_and_time(local(step.planned))}</td>'
        f'<td style="{_CELL}">{date_and_time(local(step.actual)) if step.actual else ""}</td>'
        f'<td style="{_CELL}">{escape(late(step))}</td><td style="{_CELL}">{term(step.outcome)}</td></tr>'
        for step in story.steps
    )
    head = "".join(
        f'<td style="{_CELL}">{bold(one)}</td>' for one in (tr("step"), tr("planned"), tr("done"), tr("off by"), "")
    )
    events = "".join(
        f'<tr><td style="{_CELL}">{date_and_time(local(event.happened))}</td>'
        f'<td style="{_CELL}">{escape(event.what)}</td><td style="{_CELL}">{escape(event.person)}</td></tr>'
        for event in story.events
    )
    deviations = "".join(
        f'<tr><td style="{_CELL}">{date_and_time(local(event.happened))}</td>'
        f'<td style="{_CELL}">{escape(event.what)}</td><td style="{_CELL}">{escape(event.person)}</td></tr>'
        for event in story.deviations
    )
    departed = f"<p>{bold(tr(DEVIATIONS))}</p><table>{deviations}</table>" if deviations else ""
    foot = tr(
        "Written {date_and_time}; last entry of the journal {head}.",
        date_and_time=date_and_time(local(story.printed)),
        head=story.head[:16],
    )
    return (
        f"<table>{facts}</table><p>{bold(tr('Planned and done'))}</p><table><tr>{head}</tr>{steps}</table>{departed}"
        f"<p>{bold(tr('What happened'))}</p><table>{events}</table><p>{escape(foot)}</p>"
    )


def door_html(name: str, what: str, ends: datetime, next_step: str, next_at: datetime, person: str) -> str:
    """Return the sheet for the incubator's door: when it ends, readable from across the room."""
    then = tr("next: {step}, {at}", step=next_step, at=day_and_time(next_at))
    return (
        f'<p style="font-size:28px">{bold(name)}</p><p style="font-size:16px">{escape(what)}</p>'
        f'<p style="font-size:20px">{tr("ends")}</p>'
        f'<p style="font-size:64px">{bold(f"{weekday(ends)} {time_of_day(ends)}")}</p>'
        f'<p style="font-size:32px">{day(ends)} {ends.year}</p><p style="font-size:20px">{escape(then)}</p>'
        f'<p style="font-size:20px">{tr("Please do not open for longer than needed.")} {escape(person)}</p>'
    )
