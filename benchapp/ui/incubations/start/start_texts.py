"""What the form of a new incubation comes to, in words."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from benchapp.domain.incubations.incubations import vehicle_ends
from benchapp.domain.incubations.redose import differs
from benchapp.domain.messages import Message
from benchapp.domain.units.spans import span_text
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.incubations.incubation_form import IncubationAnswer, IncubationForm
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.incubation_texts import dosing_text
from benchapp.ui.text.language import called, plain, shown, term, tr, vehicle_share
from benchapp.ui.text.message_texts import say


def dosed_text(prepared: PlannedDosing, compound: str) -> str:
    """Return what the wells got: "Lenalidomide: 10 µM in the well, 0.1 % DMSO, 24 wells of H929, …".

    Args:
        prepared: What was planned.
        compound: Name of the compound; "" where none is open.
    """
    ends = vehicle_ends(prepared.vehicle_percent, prepared.percent_by_well)
    vehicle = vehicle_share(*ends, prepared.vehicle)
    down = tr(" and down ({doses} doses)", doses=prepared.doses) if prepared.doses > 1 else ""
    got = tr(
        "{concentration}{down} in the well, {vehicle}, {wells:wells} of {cells}, {dosing}",
        concentration=called(prepared.concentration),
        down=down,
        vehicle=vehicle,
        wells=prepared.cells.wells,
        cells=prepared.cells.name or tr("cells"),
        dosing=dosing_text(prepared.dosing),
    )
    return f"{compound}: {got}" if compound else got


def length_text(typed: str, answer: IncubationAnswer, local: Callable[[datetime], datetime], *, from_card: bool) -> str:
    """Return how the length was read, and when it ends.

    Args:
        typed: The length as typed.
        answer: What was read.
        local: Gives an instant in the time zone shown.
        from_card: Whether the length is from a card.
    """
    night = say(Message.OVERNIGHT_TAKEN, {"length_s": answer.overnight_s}) if answer.overnight_s else ""
    said = [night] if night else ([tr("from the published dose")] if from_card else [])
    if answer.length is not None and answer.begin is not None:
        # In UTC: clocks may change before the end.
        end = day_and_time(local(answer.begin.astimezone(UTC) + answer.length))
        span = span_text(answer.length)
        same = _bare(span) == _bare(typed)
        said.append(tr("ends {time}", time=end) if same or night else tr("{span}, ends {time}", span=span, time=end))
    return " · ".join(said)


def summary_text(name: str, answer: IncubationAnswer, local: Callable[[datetime], datetime]) -> str:
    """Return what is started and when it ends: "H929 plate 3 · 7 d · ends Mon 30 Nov, 09:00"; "" where that is open.

    Args:
        name: What it is called.
        answer: What was read.
        local: Gives an instant in the time zone shown.
    """
    if not answer.ready or answer.length is None or answer.begin is None:
        return ""
    end = day_and_time(local(answer.begin.astimezone(UTC) + answer.length))
    return f"{name.strip()} · {span_text(answer.length)} · {tr('ends {time}', time=end)}"


def _bare(text: str) -> str:
    """Return a text without blanks, to compare what was typed with what is shown."""
    return "".join(text.split()).casefold()


def clocks_text(answer: IncubationAnswer) -> str:
    """Return that clocks change before the end; "" where they do not."""
    change = answer.clock_change
    return tr("Clocks change by {span} before the end.", span=span_text(abs(change))) if change else ""


def _first_to_last(values: Sequence[float]) -> str:
    """Return the first and the last of what each re-dose leaves in a well; one number where they are the same."""
    first, last = plain(values[0], 3), plain(values[-1], 3)
    return first if first == last else f"{first} → {last}"


def course_text(desk: IncubationForm, answer: IncubationAnswer) -> str:
    """Return what the planned re-doses leave in the wells, from the first to the last; "" where none is planned."""
    prepared = desk.prepared
    if prepared is None or not answer.wells:
        return ""
    if len(answer.wells) == 1 and answer.length is not None:
        return tr("No re-dose falls within {span}: the first would come after the end.", span=span_text(answer.length))
    target = prepared.concentration
    redosed = answer.wells[1:] or answer.wells
    lows, highs = (
        [end * target.value for end in ends] for ends in zip(*((w.low, w.high) for w in redosed), strict=True)
    )
    low, high = _first_to_last(lows), _first_to_last(highs)
    unit = shown(target).removeprefix(shown(target).split("\u202f")[0])
    vehicles = [well.vehicle_percent for well in answer.wells]
    volumes = [well.volume_ul for well in answer.wells]
    volume = (
        ""
        if max(volumes) == min(volumes)
        else tr(" · {min} → {max}\u202fµL per well", min=plain(min(volumes), 4), max=plain(max(volumes), 4))
    )
    ends = (
        f"{low}{unit}"
        if low == high
        else tr("{low} if fully lost, up to {high} if stable", low=f"{low}{unit}", high=f"{high}{unit}")
    )
    return tr(
        "{count:redoses}. In the well after each: {ends}{cumulative}{volume}. Half-life in medium: no value found, so "
        "no curve.",
        count=len(answer.wells) - 1,
        ends=ends,
        cumulative=_cumulative(prepared, vehicles),
        volume=volume,
    )


def _cumulative(prepared: PlannedDosing, vehicles: Sequence[float]) -> str:
    """Return the vehicle in the wells with every dose so far; "" where what they are given has none."""
    if not prepared.vehicle:
        return ""
    least, most = vehicle_ends(prepared.vehicle_percent, prepared.percent_by_well)
    percent = _first_to_last(vehicles)
    if differs(least, most):
        percent = tr("up to {vehicle}", vehicle=percent)
    return tr(" · cumulative vehicle {percent}\u202f% {vehicle}", percent=percent, vehicle=term(prepared.vehicle))
