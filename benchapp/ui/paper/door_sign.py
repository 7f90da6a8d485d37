"""The sign for the incubator's door: when it ends, readable from across the room."""

from datetime import datetime

from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.language import day, time_of_day, tr, weekday
from benchapp.ui.text.markup import escape
from benchapp.ui.widgets.labels import bold


def door_html(name: str, what: str, ends: datetime, next_step: str, next_at: datetime, person: str) -> str:
    """Return the sign for the incubator's door: when it ends, readable from across the room."""
    then = tr("next: {step}, {at}", step=next_step, at=day_and_time(next_at))
    return (
        f'<p style="font-size:28px">{bold(name)}</p><p style="font-size:16px">{escape(what)}</p>'
        f'<p style="font-size:20px">{tr("ends")}</p>'
        f'<p style="font-size:64px">{bold(f"{weekday(ends)} {time_of_day(ends)}")}</p>'
        f'<p style="font-size:32px">{day(ends)} {ends.year}</p><p style="font-size:20px">{escape(then)}</p>'
        f'<p style="font-size:20px">{tr("Please do not open for longer than needed.")} {escape(person)}</p>'
    )
