"""What a computer brings along that joins a lab from now on, and what a lab has of it then.

The old entries stay on the computer. What is in hand, what runs and what they were made of is written down once more,
as it is; rules, recipes and pipettes follow as the entries that they always are.
"""

from collections.abc import Callable, Collection, Iterable, Iterator

from benchapp.domain.journal.brought_along import incubation_brought, solution_brought
from benchapp.domain.journal.entries import (
    AlarmAcknowledged,
    AlarmSnoozed,
    Body,
    LabRuleSet,
    NoteAdded,
    PersonNamed,
    PipettesSet,
    RingsHere,
)
from benchapp.domain.journal.joined_entries import SolutionBrought
from benchapp.domain.journal.lab_state import LabState
from benchapp.domain.journal.shared_changes import recipe_saved
from benchapp.domain.lab.lab_rules import LabRules


def taken_along(state: LabState, is_here: Callable[[str], bool], own: Collection[str], person: str) -> list[Body]:
    """Return what a computer writes of itself into the lab that it joins.

    Args:
        state: What holds on it.
        is_here: Returns whether a chain is of this computer: what is elsewhere stays there.
        own: Its chains, for the pipettes that were set here.
        person: Who works there; "" where nobody was named.
    """
    pipettes = next((state.pipettes_of[chain] for chain in own if chain in state.pipettes_of), None)
    bodies: list[Body] = [] if pipettes is None else [PipettesSet(pipettes)]
    bodies += _rules(state.rules)
    bodies += [
        recipe_saved({}, one.name, one.compound, one.tool, one.inputs) for one in state.recipes.values() if one.name
    ]
    names = [name for name, kept in state.solutions.items() if not kept.gone and is_here(kept.home)]
    names += [name for name, running in state.incubations.items() if not running.over and is_here(running.home)]
    bodies += brought(state, names)
    return [*bodies, PersonNamed(person)] if person else bodies


def _rules(rules: LabRules) -> Iterator[LabRuleSet]:
    usual = LabRules()
    for name in sorted(rules.asked):
        was, value = getattr(usual, name), getattr(rules, name)
        yield LabRuleSet(name, value, was, (), name in rules.in_months)


def brought(state: LabState, names: Iterable[str]) -> list[Body]:
    """Return what brings solutions and incubations along, with all that they were made of, that first.

    Args:
        state: What holds; of what is shared in it already nothing is brought again.
        names: Their ids.
    """
    made = {one.solution: one for one in state.repeatable if one.solution}
    found: dict[str, Body] = {}

    def bring(name: str) -> None:
        if name in found:
            return
        kept, running = state.solutions.get(name), state.incubations.get(name)
        if kept is not None:
            for parent in kept.solution.made_from:
                bring(parent)
            found[name] = solution_brought(kept, made.get(name))
        elif running is not None:
            for dosed in (*running.dosed_with.values(), *running.incubation.also, running.incubation.stock):
                bring(dosed)
            found[name] = incubation_brought(running)

    for name in names:
        bring(name)
    return list(found.values())


# What is only noted of something, or answers its alarm, stays a matter of this computer.
_SAID_HERE = NoteAdded | AlarmAcknowledged | AlarmSnoozed | RingsHere


def needed(state: LabState, bodies: Iterable[Body]) -> list[Body]:
    """Return what has to be brought along before some bodies are written, so that they mean the same everywhere.

    Args:
        state: What holds.
        bodies: What is to be written.
    """
    names = dict.fromkeys(name for body in bodies if not isinstance(body, _SAID_HERE) for name in sorted(body.refers()))
    apart = [name for name in names if _is_apart(state, name)]
    return [body for body in brought(state, apart) if _is_apart(state, _id_of(body))] if apart else []


def _is_apart(state: LabState, name: str) -> bool:
    kept = state.solutions.get(name) or state.incubations.get(name)
    return kept is not None and kept.apart


def _id_of(body: Body) -> str:
    return body.solution.id if isinstance(body, SolutionBrought) else body.incubation.id  # type: ignore[union-attr]
