"""The bench: solutions in hand, incubations, people, pipettes and lab rules, as a function of the entries.

`replay` is the whole truth; `apply_entry` adds one entry to a bench that is already there. Both give the same.
"""

from collections.abc import Collection, Iterable, Sequence

from msgspec.structs import replace

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.journal.chain_faults import (
    ChainFaultAnswered,
    ChainFaultFound,
    found_or_answered,
)
from benchapp.domain.journal.computers import Unseen
from benchapp.domain.journal.entries import (
    LEFT_OVER,
    AlarmAcknowledged,
    AlarmSnoozed,
    ChainsApart,
    ChainStarted,
    CompoundShared,
    CompoundWithdrawn,
    ComputerNamed,
    ComputerRetired,
    Entry,
    IncubationBrought,
    IncubationStarted,
    LabRuleSet,
    NoteAdded,
    PersonNamed,
    PipettesSet,
    Progress,
    QuestionAnswered,
    RecipeRemoved,
    RecipeSaved,
    RedoseGiven,
    Retracted,
    RingsHere,
    SolutionAdded,
    SolutionBrought,
    SolutionCorrected,
    SolutionDiscarded,
    SolutionMade,
    Taken,
)
from benchapp.domain.journal.lab_state import LabState, with_running, with_solution
from benchapp.domain.journal.solution_changes import (
    drawing,
    unseen,
    used_up,
    with_rule,
    with_stock_volume,
)
from benchapp.domain.journal.solution_entries import SolutionChange, portion_id
from benchapp.domain.lab.lab_rules import rule_said
from benchapp.domain.long_tuple import LongTuple
from benchapp.domain.mappings import GrowingMapping, with_value, without_key
from benchapp.domain.solutions.solution_state import SolutionState, handled, initial_state, settled
from benchapp.domain.solutions.solutions import Solution
from benchapp.domain.units.moments import Moment

__all__ = ["REDUCER_VERSION", "LabState", "apply_entry", "frozen", "growing", "replay", "retracted", "withdraw"]

# Of these nobody has to be told where the incubation is no more.
_QUIET = AlarmAcknowledged | AlarmSnoozed | RingsHere

# Raised whenever the meaning of an entry or the form of a snapshot changes: one of another version is thrown away.
REDUCER_VERSION = 31


def replay(entries: Iterable[Entry], onto: LabState | None = None, undone: Collection[str] | None = None) -> LabState:
    """Return the bench that follows from entries, in their order; of retracted ones only `withdrawn` has a trace.

    Args:
        entries: All of them, or those that follow the ones that `onto` came from.
        onto: What followed from the entries before, none of which is retracted by these.
        undone: The ids of those that are retracted, where that is known; then no more than one entry is held at once.
    """
    if undone is None:
        entries = list(entries)
        undone = retracted(entries)
    bench = growing(onto or LabState())
    for entry in entries:
        bench = withdraw(bench, entry) if entry.id in undone else apply_entry(bench, entry)
    return frozen(bench)


# These grow in place during a replay: copied for each entry, a long journal would take minutes.
_GROW = ("recipes", "notes", "faults", "settled", "compounds", "withdrawn")


def growing(state: LabState) -> LabState:
    """Return a state for one replay that alone holds it: what may become large in it is changed in place."""
    return replace(
        state,
        solutions=GrowingMapping(state.solutions, lambda one: one.solution.made_from),
        incubations=GrowingMapping(state.incubations, lambda one: (*one.dosed_with.values(), *one.also)),
        **{name: GrowingMapping(getattr(state, name)) for name in _GROW},
    )


def frozen(state: LabState) -> LabState:
    """Return a state at the end of its replay, as one that nothing changes any more."""
    return replace(state, **{name: dict(getattr(state, name)) for name in ("solutions", "incubations", *_GROW)})


def retracted(entries: Iterable[Entry]) -> set[str]:
    """Return the ids of the entries that some of these take back."""
    return {entry.body.entry for entry in entries if isinstance(entry.body, Retracted)}


def apply_entry(bench: LabState, entry: Entry) -> LabState:
    """Return the bench after one more entry.

    A retraction cannot be applied, only replayed; and an entry about something this bench does not know changes
    nothing, so that an entry of another laptop that comes first does no harm.
    """
    body = entry.body
    match body:
        case ChainStarted() | ComputerNamed() | ComputerRetired() | PersonNamed() | PipettesSet():
            return _of_computer(bench, body, entry.chain)
        case LabRuleSet():
            return _ruled(bench, entry, body)
        case SolutionAdded() | SolutionMade():
            return _come_to_be(bench, entry, body)
        case RecipeSaved() | RecipeRemoved() | CompoundShared() | CompoundWithdrawn():
            return _shared(bench, entry, body)
        case NoteAdded():
            return _noted(bench, entry, body)
        case ChainFaultFound() | ChainFaultAnswered() | QuestionAnswered():
            return _answered(bench, entry, body)
        case ChainsApart():
            # Which chains stay on a computer is a matter of that computer alone.
            return bench
        case SolutionBrought() | IncubationBrought():
            return _brought(bench, entry.chain, body)
        case _ if isinstance(body, SolutionChange):
            return _changed(bench, unseen(body, entry.id))
        case _:
            return _incubation(bench, entry)


def withdraw(bench: LabState, entry: Entry) -> LabState:
    """Return the bench after an entry that is taken back: an incubation stays known, as others may go on with it."""
    body = entry.body
    name = body.incubation.id if isinstance(body, IncubationStarted) else ""
    if not isinstance(body, IncubationStarted) or _there_runs(bench, name) or name in bench.withdrawn:
        return bench
    return replace(bench, withdrawn=with_value(bench.withdrawn, name, _begun(bench, entry, body)))


def _noted(bench: LabState, entry: Entry, body: NoteAdded) -> LabState:
    from benchapp.domain.journal.shared_changes import with_note  # noqa: PLC0415 (not where a snapshot serves)

    return replace(bench, notes=with_note(bench.notes, entry, body))


def _shared(
    bench: LabState, entry: Entry, body: RecipeSaved | RecipeRemoved | CompoundShared | CompoundWithdrawn
) -> LabState:
    """Return the bench with a recipe or a compound more, or another version of it, or one less."""
    from benchapp.domain.journal.shared_changes import with_compound, with_recipe  # noqa: PLC0415

    if isinstance(body, RecipeSaved | RecipeRemoved):
        return replace(bench, recipes=with_recipe(bench.recipes, entry, body, bench.computers))
    return replace(bench, compounds=with_compound(bench.compounds, entry, body))


def _of_computer(
    bench: LabState, body: ChainStarted | ComputerNamed | ComputerRetired | PersonNamed | PipettesSet, chain: str
) -> LabState:
    """Return the bench after an entry about a computer, or about who works there and with what."""
    match body:
        case ChainStarted():
            return replace(bench, computers=bench.computers.with_chain(chain, body.installation, body.parent))
        case ComputerNamed():
            return replace(bench, computers=bench.computers.with_name(chain, body))
        case ComputerRetired():
            from benchapp.domain.journal.incubation_changes import taken_over  # noqa: PLC0415 (seldom needed)

            every = (taken_over(of, bench.computers, body, chain) for of in (bench.incubations, bench.withdrawn))
            bench = replace(bench, computers=bench.computers.with_retired(chain, body))
            return replace(bench, **dict(zip(("incubations", "withdrawn"), every, strict=True)))
        case PersonNamed():
            return _person(bench, body.name, chain)
        case PipettesSet():
            return replace(bench, pipettes=body.pipettes, pipettes_of={**bench.pipettes_of, chain: body.pipettes})


def _ruled(bench: LabState, entry: Entry, body: LabRuleSet) -> LabState:
    """Return the bench after a rule was set, for the stocks too that had waited for it."""
    held = getattr(bench.rules, body.rule, body.was)
    if held not in {body.was, body.value} and bench.ruled_in.get(body.rule, entry.chain) != entry.chain:
        other = Unseen(entry.id, rule=body.rule, other=rule_said(bench.rules, body.rule))
        bench = replace(bench, unseen=bench.unseen.with_one(other))
    ruled_in = {**bench.ruled_in, body.rule: entry.chain}
    in_months = body.value in _ANSWERED_IN_MONTHS if body.in_months is None else body.in_months
    rules = bench.rules.with_rule(body.rule, body.value, in_months=in_months)
    # What had waited was given the days that the answer was then.
    waited = bench.rules.with_rule(body.rule, body.value, in_months=body.in_months or False)
    bench = replace(bench, rules=rules, ruled_in=ruled_in)
    if body.also:
        from benchapp.domain.journal.following import followed  # noqa: PLC0415 (seldom needed)
    for known in [known for name in body.also if (known := _there(bench, name)) is not None]:
        bench = followed(bench, known.solution, with_rule(known, waited, body.rule))
    return bench


# Days that the first two versions wrote for "3 months" and "6 months".
_ANSWERED_IN_MONTHS = (91.0, 182.0)


def _answered(bench: LabState, entry: Entry, body: ChainFaultFound | ChainFaultAnswered | QuestionAnswered) -> LabState:
    if not isinstance(body, QuestionAnswered):
        return replace(bench, faults=found_or_answered(bench.faults, entry.id, entry.happened_at, body))
    bench = replace(bench, settled=with_value(bench.settled, body.question, body.answer))
    about = _there(bench, body.about)
    same = body.answer == "same"
    return bench if about is None else with_solution(bench, settled(about, body.question.partition(":")[2], same=same))


def _incubation(bench: LabState, entry: Entry) -> LabState:
    body = entry.body
    if isinstance(body, IncubationStarted):
        return _set_going(bench, entry, body)
    if not isinstance(body, Progress | RingsHere):
        return bench
    from benchapp.domain.journal.incubation_changes import after_entry  # noqa: PLC0415 (not where a snapshot serves)

    known = _there_runs(bench, body.incubation)
    if known is None and isinstance(body, _QUIET) and body.incubation in bench.incubations:
        # Of what stayed on this computer an alarm is answered here alone.
        return with_running(bench, after_entry(bench.incubations[body.incubation], entry))
    waits = bench.withdrawn.get(body.incubation) if known is None else known
    bench = bench if waits is None else with_running(bench, after_entry(waits, entry))
    if known is None and not isinstance(body, _QUIET):
        bench = _unseen(bench, Unseen(entry.id, body.incubation))
    return _dosed(bench, entry, body, body.at) if isinstance(body, RedoseGiven) else bench


def _set_going(bench: LabState, entry: Entry, body: IncubationStarted) -> LabState:
    """Return the bench after an incubation was started, or brought back with what was recorded of it meanwhile."""
    name = body.incubation.id
    if _there_runs(bench, name) is not None:
        # Two brought back what one had undone.
        return bench
    bench = _without_apart(bench, name)
    running = bench.withdrawn.get(name) or _begun(bench, entry, body)
    bench = with_running(replace(_back(bench, name)[0], withdrawn=without_key(bench.withdrawn, name)), running)
    also = (body.incubation.solution, body.incubation.stock, *body.incubation.also)
    return _rests_on(_dosed(bench, entry, body, body.incubation.start), entry, body.taken, also)


def _begun(bench: LabState, entry: Entry, body: IncubationStarted) -> Running:
    from benchapp.domain.journal.incubation_changes import started  # noqa: PLC0415 (not where a snapshot serves)

    return started(body.incubation, bench.solutions, entry.recorded_at, entry.chain, entry.person)


def _dosed(bench: LabState, entry: Entry, body: IncubationStarted | RedoseGiven, at: Moment) -> LabState:
    """Return the bench after working solutions were put on cells, and the rest of some was discarded."""
    bench = _drawn(bench, entry, body.taken, at)
    for solution in body.discarded:
        bench = _used(bench, unseen(SolutionDiscarded(solution, LEFT_OVER), entry.id))
    return bench


def _used(bench: LabState, told: Unseen) -> LabState:
    """Return the bench after a solution was used; one computer alone uses nothing that it has undone."""
    return _changed(bench, told) if _there(bench, told.about) is not None or bench.computers.several else bench


def _changed(bench: LabState, told: Unseen) -> LabState:
    """Return the bench after what an entry says of a solution; it waits where that is not there."""
    known = _there(bench, told.about)
    if known is None:
        return _unseen(bench, told)
    if (change := told.corrected or told.filled) is not None:
        from benchapp.domain.journal.following import filled, with_correction  # noqa: PLC0415 (seldom needed)

        return with_correction(bench, change) if isinstance(change, SolutionCorrected) else filled(bench, change)
    return bench if told.done is None else with_solution(bench, handled(known, told.done))


def _unseen(bench: LabState, told: Unseen) -> LabState:
    return replace(bench, unseen=bench.unseen.with_one(told))


def _rests_on(bench: LabState, entry: Entry, taken: Sequence[Taken], others: Iterable[str]) -> LabState:
    """Return the bench after something was made of solutions or dosed with them, some of which may be undone."""
    drawn = {one.solution for one in taken}
    more = (name for name in dict.fromkeys(others) if name and name not in drawn)
    for place, name in enumerate(more, len(taken)):
        bench = _used(bench, Unseen(portion_id(entry.id, place), name))
    return bench


def _back(bench: LabState, name: str) -> tuple[LabState, list[Unseen]]:
    """Return the bench without what waits for something that is brought back, and that."""
    back = [one for one in bench.unseen if one.about == name]
    if not back:
        return bench, back
    return replace(bench, unseen=LongTuple.of(one for one in bench.unseen if one.about != name)), back


def _there(bench: LabState, solution: str) -> SolutionState | None:
    """Return a solution; None where it is not there, or stayed on one computer: for the others it is not there."""
    known = bench.solutions.get(solution)
    return None if known is None or known.apart else known


def _there_runs(bench: LabState, incubation: str) -> Running | None:
    """Return an incubation; None where it is not there, or stayed on one computer."""
    known = bench.incubations.get(incubation)
    return None if known is None or known.apart else known


def _without_apart(bench: LabState, name: str) -> LabState:
    """Return the bench without what stayed on this computer, where it becomes one of the lab: it comes last then."""
    if name in bench.solutions and bench.solutions[name].apart:
        return replace(bench, solutions=without_key(bench.solutions, name))
    if name in bench.incubations and bench.incubations[name].apart:
        return replace(bench, incubations=without_key(bench.incubations, name))
    return bench


def _brought(bench: LabState, chain: str, body: SolutionBrought | IncubationBrought) -> LabState:
    """Return the bench with what a computer brought along; what the lab has of it already stays as it is."""
    from benchapp.domain.journal.brought_along import as_brought, running_as_brought  # noqa: PLC0415 (seldom needed)
    from benchapp.domain.journal.shared_changes import with_repeatable  # noqa: PLC0415

    if isinstance(body, IncubationBrought):
        name = body.incubation.id
        if _there_runs(bench, name) is not None or name in bench.withdrawn:
            return bench
        return with_running(_back(_without_apart(bench, name), name)[0], running_as_brought(body, chain))
    name, maker = body.solution.id, body.solution.made_by
    if _there(bench, name) is not None:
        return bench
    bench, back = _back(with_solution(_without_apart(bench, name), as_brought(body, chain)), name)
    people = (maker, *bench.people) if maker and maker not in bench.people else bench.people
    bench = replace(bench, people=people, repeatable=with_repeatable(bench.repeatable, body))
    for one in back:
        bench = _changed(bench, one)
    return bench


def _person(bench: LabState, name: str, chain: str) -> LabState:
    return replace(
        bench,
        people=(*(other for other in bench.people if other != name), name),
        workers={**bench.workers, chain: name},
    )


def _come_to_be(bench: LabState, entry: Entry, body: SolutionAdded | SolutionMade) -> LabState:
    if _there(bench, body.solution.id) is not None:
        # Two brought back what one had undone.
        return bench
    bench = _entered(_without_apart(bench, body.solution.id), body.solution, entry.chain)
    from benchapp.domain.journal.shared_changes import with_repeatable  # noqa: PLC0415

    taken = () if isinstance(body, SolutionAdded) else body.taken
    bench = _rests_on(bench, entry, taken, body.solution.parents)
    if isinstance(body, SolutionAdded):
        return bench
    return _taken(replace(bench, repeatable=with_repeatable(bench.repeatable, body)), entry, body)


def _entered(bench: LabState, solution: Solution, chain: str) -> LabState:
    bench, back = _back(with_solution(bench, initial_state(solution, chain)), solution.id)
    for one in back:
        bench = _changed(bench, one)
    return _person(bench, solution.made_by, chain) if solution.made_by else bench


def _taken(bench: LabState, entry: Entry, body: SolutionMade) -> LabState:
    bench = _drawn(bench, entry, body.taken, body.solution.made, body.solution.id)
    bench = with_solution(bench, with_stock_volume(bench.solutions[body.solution.id], body.taken))
    known = _there(bench, body.thawed)
    return bench if known is None else with_solution(bench, used_up(known, body.thawed_count))


def _drawn(bench: LabState, entry: Entry, taken: Iterable[Taken], at: Moment, made: str = "") -> LabState:
    for place, one in enumerate(taken):
        new_id = portion_id(entry.id, place)
        bench = _used(bench, Unseen(new_id, one.solution, done=drawing(one, at, new_id, made)))
    return bench
