"""Incubations in words: how the dose is renewed, and what a step asks for."""

from benchapp.domain.incubations.incubations import Dosing, Plan, Running
from benchapp.domain.incubations.redose import Method
from benchapp.domain.incubations.step_status import StepStatus as StepStanding
from benchapp.domain.incubations.steps import FIRST_DOSE, PlannedStep, StepKind
from benchapp.domain.patterns import late_pattern
from benchapp.domain.units.amounts import THIN_SPACE
from benchapp.domain.units.kinds import Kind
from benchapp.ui.text.language import called, mark_text, percents, plain, show, shown, term, tr, vehicle_share

_METHODS = {
    Method.FULL_CHANGE: mark_text("Replace all the medium"),
    Method.HALF_CHANGE_1X: mark_text("Replace half the medium (1× drug)"),
    Method.HALF_CHANGE_2X: mark_text("Replace half the medium (2× drug)"),
    Method.SPIKE: mark_text("Spike in a small volume"),
}


# By the words that the journal keeps.
_DOSINGS = {
    Dosing.RESUSPENDED.value: mark_text("cells resuspended in it"),
    Dosing.ADDED.value: mark_text("added to the medium on the cells"),
    Dosing.SPIKED.value: mark_text("spiked in as a small volume"),
    Dosing.REPLACED.value: mark_text("medium replaced"),
}


def dosing_text(dosing: str) -> str:
    """Return how the dose came to the cells: "added to the medium on the cells"."""
    return tr(_DOSINGS[dosing]) if dosing in _DOSINGS else term(dosing)


# A plate as the program itself names it, in any of its languages.
_PLATE = late_pattern(r"(\d+)-(?:well plate|Well-Platte)")


def vessel_text(vessel: str) -> str:
    """Return what the cells are in; the program's own name of a plate is worded as it is shown."""
    plate = _PLATE.fullmatch(vessel)
    return tr("{wells}-well plate", wells=plate[1]) if plate else vessel


def plan_text(plan: Plan) -> str:
    """Return whether and how the dose is renewed."""
    if plan.method is None:
        return tr("single dose") if plan.chosen else tr("single dose, not decided")
    hours, method = plan.every_s / 3600, method_text(plan.method)
    return tr("re-dose every {hours}\u202fh: {method}", hours=plain(hours), method=method[0].lower() + method[1:])


def method_text(method: Method) -> str:
    """Return how a re-dose is given: "Replace half the medium (1× drug)"."""
    return tr(_METHODS[method])


def dose_text(running: Running, *, exact: bool = False) -> str:
    """Return the concentration in the well after the first dose; old and new where a correction changed it.

    Args:
        running: The incubation.
        exact: Whether it is what the volumes give, as in a report, and not what it is called: "9.992 µM" for 10 µM.
    """
    say, really = shown if exact else called, running.really_dosed
    dose = say(running.incubation.concentration)
    now = dose if really is None else say(really)
    return dose if dose == now else tr("{was} → {now}", was=dose, now=now)


def also_given(running: Running, *, exact: bool = False) -> str:
    """Return what else the first dose was given with, old and new where that was corrected; "" for nothing.

    Args:
        running: The incubation.
        exact: Whether concentrations are what the volumes give.
    """
    said, say = [], shown if exact else called
    for one in running.also.values():
        was, now = say(one.recorded), say(one.concentration)
        dose = was if was == now else tr("{was} → {now}", was=was, now=now)
        said.append(tr("{compound} ({concentration} in its tube)", compound=one.compound, concentration=dose))
    return ", ".join(said)


def also_text(running: Running, *, exact: bool = False) -> str:
    """Return what else the first dose was given with, as a part of a sentence; "" for nothing."""
    given = also_given(running, exact=exact)
    return tr("also dosed with {solutions}", solutions=given) if given else ""


def vehicle_text(running: Running) -> str:
    """Return the vehicle in the wells after the first dose; old and new where a correction changed it."""
    incubation, corrected = running.incubation, running.corrected.get(FIRST_DOSE)
    least, most = incubation.vehicle_ends
    times = 1.0 if corrected is None else corrected.vehicle_times
    was, now = percents(least, most), vehicle_share(least * times, most * times, incubation.vehicle)
    same = was == percents(least * times, most * times)
    return now if same else tr("{was} → {now}", was=was, now=now)


def step_title(status: StepStanding) -> str:
    """Return what a step asks for: "re-dose 10 µM Lenalidomide", "the end"."""
    incubation = status.running.incubation
    if status.step.kind is StepKind.END:
        return tr("the end")
    planned = status.step.planned
    if planned is not None:
        return planned_text(planned)
    dose, name = called(incubation.concentration), incubation.compound_name
    if incubation.doses > 1:
        return tr("re-dose {compound_name}, {concentration} and down", compound_name=name, concentration=dose)
    return tr("re-dose {concentration} {compound_name}", concentration=dose, compound_name=name)


def planned_text(step: PlannedStep) -> str:
    """Return what a step that was added asks for: "split 1:3 into dosed medium"."""
    volume = show(step.ul * 1e-6, Kind.VOLUME) if step.ul else ""
    into = tr("dosed") if step.dosed else tr("plain")
    match step.kind:
        case StepKind.CHANGE:
            part = "" if step.part >= 1 else f"{step.part * 100:.0f}{THIN_SPACE}% "
            words = tr("{part}medium change with {into} medium", part=part, into=into)
        case StepKind.FEED:
            words = tr("feed {volume} of {into} medium", volume=volume, into=into)
        case StepKind.SPLIT:
            words = tr("split 1:{ratio} into {into} medium", ratio=plain(step.ratio), into=into)
        case StepKind.COUNT:
            words = tr("count ({volume} taken)", volume=volume) if volume else tr("count")
        case StepKind.VOLUME:
            words = tr("volume now {volume}", volume=volume) if volume else tr("measure the volume")
        case _:
            words = term(step.kind)
    return f"{words}: {step.note}" if step.note else words
