"""What an entry about a running incubation does to it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Incubation, Running
from benchapp.domain.incubations.steps import AlsoDosed, Done, DoneTwice, Pause, Step, StepKind
from benchapp.domain.journal.computers import Computers
from benchapp.domain.journal.entries import (
    AlarmAcknowledged,
    AlarmSnoozed,
    ComputerRetired,
    Entry,
    HalfLifeChosen,
    IncubationBrought,
    IncubationPaused,
    IncubationResumed,
    IncubationStarted,
    IncubationStopped,
    LengthChanged,
    PlanChosen,
    Progress,
    RedoseGiven,
    RedoseSkipped,
    RingsHere,
    StepAdded,
    StepBody,
    StepDone,
    StepMoved,
)
from benchapp.domain.mappings import loaded, with_value
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import Solution

# Due times that are closer than this are one, s.
_SAME_S = 0.5


def started(
    incubation: Incubation, solutions: Mapping[str, SolutionState], entered: datetime, home: str = "", by: str = ""
) -> Running:
    """Return an incubation as it runs from its start.

    Args:
        incubation: As it was started.
        solutions: What is known then, by id: of these it holds what else it was dosed with.
        entered: When its start was written down.
        home: In which chain.
        by: Who says so.
    """
    there = {name: solutions[name].solution for name in incubation.also if name in solutions}
    # Of what no other computer has, all leave it out.
    there = {name: one for name, one in there.items() if not solutions[name].apart}
    also = {name: AlsoDosed(one.compound_name, one.concentration) for name, one in there.items()}
    return Running(incubation, also=also, entered=entered, home=home, by=by)


def in_vehicle(running: Running, before: Solution, after: Solution) -> Running:
    """Return an incubation after the vehicle of what it was dosed with was corrected; with several it stays.

    Args:
        running: Before it.
        before: What it was dosed with, before the correction.
        after: And after it.
    """
    alone = not running.also and running.incubation.vehicle == before.vehicle
    return replace(running, incubation=replace(running.incubation, vehicle=after.vehicle)) if alone else running


def every_step(entries: Iterable[Entry], incubation: str) -> dict[int, tuple[Running, Step]]:
    """Return each step that an incubation has or ever had, by number, with its latest state that has the step.

    Args:
        entries: Of the journal, in order.
        incubation: Its id.
    """
    from benchapp.domain.journal.brought_along import running_as_brought  # noqa: PLC0415 (seldom needed)

    known: Running | None = None
    found: dict[int, tuple[Running, Step]] = {}
    for entry in entries:
        body = entry.body
        if isinstance(body, IncubationStarted) and body.incubation.id == incubation:
            known = Running(body.incubation)
        elif isinstance(body, IncubationBrought) and body.incubation.id == incubation and known is None:
            known = running_as_brought(body, entry.chain)
        elif isinstance(body, Progress) and known is not None and body.incubation == incubation:
            known = apply_to_incubation(known, body)
        else:
            continue
        found |= {step.number: (known, step) for step in known.steps()}
    return found


def apply_to_incubation(known: Running, body: Progress) -> Running:
    """Return a running incubation after one more entry about it."""
    match body:
        case RedoseGiven() | StepDone() | RedoseSkipped() | StepAdded() | StepMoved():
            return _step(known, body)
        case PlanChosen():
            return replace(known, incubation=replace(known.incubation, plan=body.plan))
        case AlarmAcknowledged():
            if not _still_due(known, body):
                return known
            heard = known.heard - {body.step} if body.ends else known.heard | {body.step}
            return replace(known, acknowledged={**known.acknowledged, body.step: body.late_s}, heard=heard)
        case AlarmSnoozed():
            return (
                replace(known, snoozed={**known.snoozed, body.step: body.until}) if _still_due(known, body) else known
            )
        case HalfLifeChosen():
            return replace(known, half_life=body.half_life)
        case IncubationPaused():
            return known if known.paused else replace(known, pauses=(*known.pauses, Pause(body.at, None, body.reason)))
        case IncubationResumed():
            if not known.paused:
                return known
            return replace(known, pauses=(*known.pauses[:-1], replace(known.pauses[-1], end=body.at)))
        case LengthChanged():
            return _longer(known, body)
        case IncubationStopped():
            return replace(known, stopped=body.reason)


def rings_too(known: Running, chain: str, body: RingsHere) -> Running:
    """Return a running incubation that rings on the computer of a chain too, or does not any more."""
    return replace(known, rings_in=known.rings_in | {chain} if body.on else known.rings_in - {chain})


def taken_over(
    every: Mapping[str, Running], computers: Computers, body: ComputerRetired, chain: str
) -> Mapping[str, Running]:
    """Return the incubations after a computer was said to be no more: the one that writes that rings for it.

    Args:
        every: All incubations.
        computers: Those that write the journal.
        body: Which is no more, or is used again.
        chain: The chain in which that was written.
    """
    lost = computers.chains_of(body.installation) if body.retired else frozenset[str]()
    for name, known in list(loaded(every).items()):
        if not known.over and known.home in lost:
            every = with_value(every, name, replace(known, home=chain, rings_in=known.rings_in - {chain, *lost}))
    return every


def after_entry(known: Running, entry: Entry) -> Running:
    """Return a running incubation after one more entry, as it depends on the chain in which that is."""
    match entry.body:
        case RingsHere() as body:
            return rings_too(known, entry.chain, body)
        case RedoseGiven() | StepDone() as body:
            return done_once(known, entry.chain, entry.id, body)
        case body:
            return apply_to_incubation(known, body) if isinstance(body, Progress) else known


def done_once(known: Running, chain: str, entry: str, body: RedoseGiven | StepDone) -> Running:
    """Return a running incubation after a step was recorded as done; of two computers that did so, the first holds."""
    before = known.done_in.get(body.step)
    if before not in {None, chain} and (body.step in known.given or body.step in known.did):
        return replace(known, twice=(*known.twice, DoneTwice(body.step, entry, body.at)))
    if before is None and not _is_there(known, body):
        # Somebody took it back, or chose another plan, and who recorded it did not know.
        known = replace(known, unplanned=(*known.unplanned, entry))
    return replace(apply_to_incubation(known, body), done_in={**known.done_in, body.step: chain})


def _is_there(known: Running, body: RedoseGiven | StepDone) -> bool:
    """Return whether an incubation has the step that was done, or that says itself what it was."""
    if isinstance(body, StepDone):
        return body.planned is not None or any(step.number == body.step for step in known.steps())
    # In older journals the end had the number after the last re-dose.
    return any(step.number == body.step and step.kind is not StepKind.END for step in known.steps())


def _still_due(known: Running, body: AlarmAcknowledged | AlarmSnoozed) -> bool:
    """Return whether a step is still due when it was as somebody answered its alarm: moved, it rings again."""
    if body.due_s is None:
        return True
    step = next((step for step in known.steps() if step.number == body.step), None)
    if step is None:
        return False
    if body.due_at is not None or step.due_at is not None:
        return body.due_at == step.due_at
    return abs(body.due_s - step.due_s) < _SAME_S


def _step(known: Running, body: StepBody) -> Running:
    match body:
        case RedoseGiven():
            given, given_with = {**known.given, body.step: body.at}, {**known.given_with, body.step: body.solution}
            # What was corrected before it was given is known in it.
            corrected = {number: one for number, one in known.corrected.items() if number != body.step}
            return replace(known, given=given, given_with=given_with, corrected=corrected)
        case StepDone(planned=planned):
            added = known.added if planned is None else {**known.added, body.step: planned}
            return replace(known, added=added, did={**known.did, body.step: Done(body.at, body.values)})
        case RedoseSkipped():
            return replace(known, skipped=known.skipped | {body.step})
        case StepAdded():
            return replace(known, added={**known.added, body.step.number: body.step})
        case StepMoved(step=to):
            # Its alarm comes again at the new time, also where somebody saw the earlier one.
            seen = {number: late for number, late in known.acknowledged.items() if number != to.number}
            put_off = {number: until for number, until in known.snoozed.items() if number != to.number}
            return replace(known, moved={**known.moved, to.number: to}, acknowledged=seen, snoozed=put_off)


def _longer(known: Running, body: LengthChanged) -> Running:
    """Set another end; what was over by its old end runs again."""
    end = known.end.number
    seen = {number: late for number, late in known.acknowledged.items() if number != end}
    moved = {number: to for number, to in known.moved.items() if number != end}
    did = {number: done for number, done in known.did.items() if number != end}
    longer = replace(known.incubation, length_s=body.length_s, until=body.until, zone=body.zone)
    return replace(known, incubation=longer, acknowledged=seen, moved=moved, did=did)
