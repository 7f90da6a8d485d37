"""A new incubation, from what the calculator handed over and what is typed."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Incubation
from benchapp.domain.incubations.steps import END_NUMBER
from benchapp.domain.journal.state import LabState
from benchapp.presenters.calculator.planned_dosing import PlannedDosing
from benchapp.presenters.incubations.start_times import StartTimes
from benchapp.presenters.session.journal_session import JournalSession


def new_incubation(
    book: JournalSession, monograph: Monograph, prepared: PlannedDosing, texts: Mapping[str, str], times: StartTimes
) -> Incubation:
    """Return an incubation of one dose.

    Args:
        book: Gives its id, the present and the lab's rules.
        monograph: Of the compound.
        prepared: What it is dosed with.
        texts: What is typed, by field.
        times: What was read of its times, all of them.
    """
    return Incubation(
        id=book.ids.uuid(),
        name=texts.get("name", "").strip(),
        cells=replace(
            prepared.cells,
            viability=texts.get("viability", "").strip(),
            density=texts.get("density", "").strip(),
            medium=texts.get("medium", "").strip() or prepared.cells.medium,
        ),
        compound=monograph.id,
        compound_name=monograph.identity.name,
        dosing=prepared.dosing,
        well_ul=prepared.well_ul,
        concentration=prepared.concentration,
        vehicle=prepared.vehicle,
        vehicle_percent=prepared.vehicle_percent,
        start=book.now().before(times.read["ago"].span),
        last_well_s=times.seconds("last_well"),
        length_s=times.seconds("length"),
        solution=prepared.solution,
        stock=prepared.stock,
        overage_percent=book.bench.rules.overage_percent,
        tool=prepared.tool,
        inputs=prepared.inputs,
        doses=prepared.doses,
        until=times.until,
        zone=book.clock.zone.key if times.until else "",
        end_number=END_NUMBER,
        percent_by_well=prepared.percent_by_well,
    )


def suggested_name(prepared: PlannedDosing, vessel: Callable[[str], str], bench: LabState) -> str:
    """Return what an incubation may be called: its cells and what they are in, as no other one is called.

    Args:
        prepared: What it is dosed with.
        vessel: Words a vessel.
        bench: The incubations there are.
    """
    cells = prepared.cells
    parts = (cells.name, vessel(cells.vessel) if cells.vessel else "")
    return free_name(" ".join(part for part in parts if part), bench)


def free_name(name: str, bench: LabState) -> str:
    """Return a name that no incubation has had, running or ended: "H929 plate 3", "H929 plate 3 (2)"."""
    had = {running.incubation.name.casefold() for running in bench.incubations.values()}
    names = (name, *(f"{name} ({number})" for number in range(2, len(had) + 2)))
    return next((one for one in names if one.casefold() not in had), name) if name else ""
