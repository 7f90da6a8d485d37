"""What the doses of an incubation brought into its wells, by what is known of the solutions they were given with."""

from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import FIRST_DOSE, Corrected
from benchapp.domain.incubations.well_course import Brought
from benchapp.domain.journal.state import LabState
from benchapp.domain.solutions.solutions import Solution
from benchapp.domain.units.amounts import Amount
from benchapp.domain.units.kinds import in_base

# What a dose brought that nobody has corrected.
_AS_RECORDED = Corrected(1.0, 1.0, "")


def brought(state: LabState, running: Running, well: str = "") -> Brought:
    """Return what the doses of an incubation brought into wells of one kind.

    Args:
        state: Everything that holds.
        running: The incubation.
        well: The content of these wells, as text; "" for those that hold most vehicle.
    """
    incubation = running.incubation
    percents, doses = {}, {}
    first = running.corrected.get(FIRST_DOSE, _AS_RECORDED)
    combined = incubation.tool == "combine"
    for number, name in running.given_with.items():
        kept = state.solutions.get(name)
        if kept is None or kept.solution.vehicle != incubation.vehicle:
            continue
        percent = percent_given(kept.solution, well, combined=combined)
        if percent is not None:
            percents[number] = percent
        # Tubes that share a well are each as many times stronger, and the rack tells nothing of that.
        strength = None if combined else times_the_dose(kept.solution, incubation.concentration)
        if strength is not None:
            doses[number] = strength
    recorded = incubation.percent_by_well.get(well, incubation.vehicle_percent)
    return Brought(recorded, percents, doses, first.times, first.vehicle_times)


def brought_to_each(state: LabState, running: Running) -> tuple[Brought, ...]:
    """Return what the doses of an incubation brought, for each kind of well that gets compound."""
    return tuple(brought(state, running, well) for well in running.incubation.dosed_wells or ("",))


def percent_given(solution: Solution, well: str, *, combined: bool) -> float | None:
    """Return the vehicle in what wells are given of a solution, % v/v; None where that is not known.

    One tube is given to all wells. Of the tubes of a combination as they were kept at first only one is known, which
    says nothing of the whole vehicle in a well.
    """
    by_well = solution.percent_by_well
    if by_well:
        return by_well.get(well, max(by_well.values()))
    return solution.vehicle_percent if solution.vehicle_percent > 0 and not combined else None


def times_the_dose(solution: Solution, dose: Amount) -> float | None:
    """Return how many times a dose the concentration of a solution is; None where they are not on one scale."""
    strong = solution.concentration
    found, of = in_base(strong.number, strong.unit), in_base(dose.number, dose.unit)
    return found[1] / of[1] if found and of and found[0] is of[0] and of[1] > 0 else None
