"""Solutions and incubations in the form in which a computer brings them along, and back in that of the state.

What is brought and read again equals what was there.
"""

from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import AlsoDosed, Corrected, Done, Pause
from benchapp.domain.journal.entry_body import KeptInputs
from benchapp.domain.journal.joined_entries import (
    BroughtDose,
    BroughtHandling,
    BroughtPause,
    BroughtStep,
    BroughtTube,
    IncubationBrought,
    SolutionBrought,
)
from benchapp.domain.long_tuple import LongTuple
from benchapp.domain.solutions.handling import Handled, How
from benchapp.domain.solutions.portions import Portion, Portions
from benchapp.domain.solutions.solution_state import SolutionState
from benchapp.domain.solutions.solutions import Storage


def solution_brought(kept: SolutionState, made: KeptInputs | None = None) -> SolutionBrought:
    """Return what brings a solution along.

    Args:
        kept: The solution.
        made: By what recipe it was made, where that is known.
    """
    return SolutionBrought(
        kept.solution,
        tuple(_tube(one) for one in kept.portions.all),
        tuple(_handling(one) for one in kept.handled),
        kept.thawed,
        kept.discarded,
        kept.filled,
        kept.stock_volume,
        kept.solvent_volume,
        kept.recorded,
        kept.corrected,
        made.tool if made is not None else "",
        dict(made.inputs) if made is not None else {},
    )


def _tube(one: Portion) -> BroughtTube:
    return BroughtTube(
        one.id,
        one.count,
        one.since,
        one.volume_ul,
        one.storage or "",
        one.place,
        one.liquid,
        one.warm,
        one.thaws,
        one.thawed,
        tuple(sorted(one.seen)),
        one.opened,
        tuple(sorted(one.solid_in)),
    )


def _handling(one: Handled) -> BroughtHandling:
    return BroughtHandling(
        one.how,
        one.portion,
        one.count,
        one.at,
        one.ul,
        one.new_id,
        one.storage or "",
        one.place,
        one.reason,
        one.made,
    )


def as_brought(body: SolutionBrought, home: str) -> SolutionState:
    """Return a solution as it was brought along.

    Args:
        body: What brought it.
        home: The chain in which that is written.
    """
    return SolutionState(
        body.solution,
        Portions(tuple(_portion(one) for one in body.tubes)),
        body.thawed,
        body.discarded,
        body.filled,
        body.stock_volume,
        body.solvent_volume,
        body.recorded,
        body.corrected,
        LongTuple.of(_handled(one) for one in body.done),
        home,
    )


def _portion(one: BroughtTube) -> Portion:
    return Portion(
        one.id,
        one.count,
        one.ul,
        Storage(one.storage) if one.storage else None,
        one.place,
        one.since,
        one.liquid,
        one.thaws,
        one.thawed,
        one.warm,
        frozenset(map(Storage, one.seen)),
        one.opened,
        frozenset(map(Storage, one.solid_in)),
    )


def _handled(one: BroughtHandling) -> Handled:
    storage = Storage(one.storage) if one.storage else None
    return Handled(
        How(one.how), one.portion, one.count, one.at, one.ul, one.new_id, storage, one.place, one.reason, one.made
    )


def incubation_brought(running: Running) -> IncubationBrought:
    """Return what brings an incubation along."""
    numbers = {
        *running.given, *running.skipped, *running.acknowledged, *running.added, *running.moved, *running.did,
        *running.snoozed, *running.heard, *running.corrected,
    }  # fmt: skip
    return IncubationBrought(
        running.incubation,
        tuple(_step(running, number) for number in sorted(numbers)),
        tuple(BroughtPause(one.start, one.end, one.reason) for one in running.pauses),
        tuple(
            BroughtDose(name, one.compound, one.recorded, one.times, one.cause) for name, one in running.also.items()
        ),
        running.stopped,
        running.half_life,
        running.entered,
        running.by,
    )


def _step(running: Running, number: int) -> BroughtStep:
    did, corrected = running.did.get(number), running.corrected.get(number)
    step = BroughtStep(
        number,
        running.added.get(number),
        running.moved.get(number),
        running.given.get(number),
        running.given_with.get(number, ""),
        number in running.skipped,
        late_s=running.acknowledged.get(number),
        heard=number in running.heard,
        until=running.snoozed.get(number),
    )
    if did is not None:
        step = replace(step, done=did.at, values=did.values)
    if corrected is not None:
        step = replace(step, times=corrected.times, vehicle_times=corrected.vehicle_times, cause=corrected.solution)
    return step


def running_as_brought(body: IncubationBrought, home: str) -> Running:
    """Return an incubation as it was brought along.

    Args:
        body: What brought it.
        home: The chain in which that is written: the computer that writes it rings for it.
    """
    steps = body.steps
    given = {one.number: one.given for one in steps if one.given is not None}
    did = {one.number: Done(one.done, one.values) for one in steps if one.done is not None}
    return Running(
        body.incubation,
        given=given,
        skipped=frozenset(one.number for one in steps if one.skipped),
        acknowledged={one.number: one.late_s for one in steps if one.late_s is not None},
        stopped=body.stopped,
        added={one.number: one.added for one in steps if one.added is not None},
        moved={one.number: one.moved for one in steps if one.moved is not None},
        did=did,
        snoozed={one.number: one.until for one in steps if one.until is not None},
        pauses=tuple(Pause(one.start, one.end, one.reason) for one in body.pauses),
        half_life=body.half_life,
        given_with={one.number: one.given_with for one in steps if one.given is not None},
        heard=frozenset(one.number for one in steps if one.heard),
        corrected={
            one.number: Corrected(one.times, one.vehicle_times, one.cause) for one in steps if one.times is not None
        },
        also={one.solution: AlsoDosed(one.compound, one.recorded, one.times, one.cause) for one in body.also},
        entered=body.entered,
        home=home,
        done_in=dict.fromkeys([*given, *did], home),
        by=body.by,
    )
