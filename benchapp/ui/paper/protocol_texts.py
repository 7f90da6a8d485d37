"""The protocol of an incubation in words: what was given, how each solution was made, and whose figures were used."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.hazards import by_weight
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.incubations.incubations import Running
from benchapp.domain.incubations.steps import FIRST_DOSE
from benchapp.domain.journal.entries import KeptPlate, SolutionMade
from benchapp.domain.journal.reports.incubation_report import (
    ReportCompound,
    ReportPlate,
    ReportProtocol,
    ReportRow,
    ReportSolution,
)
from benchapp.domain.journal.reports.protocol import FollowedRecipe, map_of, plate_of
from benchapp.domain.lab.plates import PlateMap, spelled
from benchapp.domain.lab.well_use import WellUse
from benchapp.domain.messages import every_message
from benchapp.domain.recipes.recipes import Line
from benchapp.domain.solutions.freshness import State
from benchapp.domain.solutions.solutions import COMPOUNDS_JOINED_BY, LOTS_JOINED_BY, Solution
from benchapp.domain.units.amounts import Amount, multiplied, plain_spaces
from benchapp.ui.paper.plate_drawing import content_text
from benchapp.ui.paper.recipe_blocks import recipe_texts
from benchapp.ui.text.compound_texts import source_text
from benchapp.ui.text.compounds.ghs_statements import hazard_text
from benchapp.ui.text.formatting import date_and_time, use_by_time
from benchapp.ui.text.incubation_texts import also_text, dose_text, vehicle_text
from benchapp.ui.text.journal.correction_texts import correction_text
from benchapp.ui.text.language import called, decimal, molar_mass_text, shown, term, tr
from benchapp.ui.text.solution_texts import limit_text, solution_text, vessels_text

_KNOWN = frozenset(every_message().values())


class ReportSources(Struct, frozen=True):
    """What a report looks things up in.

    Attributes:
        monograph: Returns the page of a compound by its id; None where there is none any more.
        local: Returns an instant in the time zone shown.
        program: Which version of the program it is.
        journal: The state of the journal, in words.
    """

    monograph: Callable[[str], Monograph | None]
    local: Callable[[datetime], datetime]
    program: str = ""
    journal: str = ""


def protocol_in_words(
    running: Running, recipes: Sequence[FollowedRecipe], course: Sequence[str], sources: ReportSources
) -> ReportProtocol:
    """Return the protocol of an incubation in words.

    Args:
        running: The incubation.
        recipes: What it got, and what that was made from.
        course: What was in the well, a line for each step.
        sources: What things are looked up in.
    """
    kept = plate_of(recipes)
    return ReportProtocol(
        under=plain_spaces(_under(running, sources.local)),
        compounds=tuple(_compounds(running, recipes, sources)),
        plate=None if kept is None else _plate(kept, running),
        solutions=tuple(_solution(one, recipes, sources.local) for one in recipes),
        course=tuple(map(plain_spaces, course)),
        references=tuple(map(plain_spaces, _references(running, recipes, sources))),
        program=sources.program,
        journal=sources.journal,
    )


def _under(running: Running, local: Callable[[datetime], datetime]) -> str:
    incubation = running.incubation
    begun = date_and_time(local(incubation.start.wall))
    first = tr(
        "{compound} {dose}, {vehicle}, {wells:wells}, begun {begun}",
        compound=incubation.compound_name,
        dose=dose_text(running, exact=True),
        vehicle=vehicle_text(running),
        wells=incubation.cells.wells,
        begun=begun,
    )
    return ", ".join(part for part in (first, also_text(running, exact=True)) if part)


# -- compounds -----------------------------------------------------------------------------------------------


def _compounds(running: Running, recipes: Sequence[FollowedRecipe], sources: ReportSources) -> Iterator[ReportCompound]:
    """Yield each compound that was given, with the lots of what was used."""
    incubation = running.incubation
    wanted = {incubation.compound: incubation.compound_name}
    wanted |= {
        one.solution.compound: one.solution.compound_name
        for one in recipes
        if COMPOUNDS_JOINED_BY not in one.solution.compound_name
    }
    for compound, name in wanted.items():
        of = [one.solution for one in recipes if one.solution.compound == compound]
        page = sources.monograph(compound)
        named = name.split(COMPOUNDS_JOINED_BY)[0] if page is None else page.identity.name
        hazards = (
            "; ".join(hazard_text(one.statement).rstrip(".") for one in by_weight(page.hazards))
            if page is not None
            else ""
        )
        none = tr("no hazard on file, see the supplier’s safety data sheet")
        yield ReportCompound(named, plain_spaces(_form(page, of)), _lots(of), hazards or none)


def _form(page: Monograph | None, of: Sequence[Solution]) -> str:
    if not of:
        return ""
    name = next((tr(one.name) for one in page.identity.forms if one.id == of[0].form), "") if page is not None else ""
    mass = molar_mass_text(of[0].molar_mass.number)
    return f"{name}, {mass}" if name else mass


def _lots(of: Sequence[Solution]) -> str:
    """Return the lots of a compound; one of several names each by its compound."""
    found = dict.fromkeys(one.lot for one in of if one.lot and COMPOUNDS_JOINED_BY not in one.compound_name)
    return LOTS_JOINED_BY.join(found)


# -- the plate -----------------------------------------------------------------------------------------------


def _plate(kept: KeptPlate, running: Running) -> ReportPlate | None:
    plate = map_of(kept)
    if plate is None:
        return None
    # The wells hold what they really got; of several compounds only that of the first is known.
    corrected = running.corrected.get(FIRST_DOSE) if len(kept.doses) == 1 else None
    times = 1.0 if corrected is None else corrected.times
    doses = tuple(tuple(plain_spaces(called(multiplied(dose, times))) for dose in each) for each in kept.doses)
    said = tuple(tuple(_was_and_is(dose, times) for dose in each) for each in kept.doses)
    names = {name: text for text, wells in kept.wells.items() for name in wells.split()}
    return ReportPlate(kept.format, names, doses, tuple(_legend(plate, said, kept.compounds)))


def _was_and_is(dose: Amount, times: float) -> str:
    """Return a dose as it was planned and, where that was corrected, as it really was."""
    was, now = (plain_spaces(called(one)) for one in (dose, multiplied(dose, times)))
    return was if was == now else tr("{was} → {now}", was=was, now=now)


def _legend(plate: PlateMap, doses: Sequence[Sequence[str]], compounds: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what wells hold and which these are; of several series with the compound of each."""
    named = [
        [f"{compound} {dose}" for dose in each] for compound, each in zip(compounds, doses, strict=False)
    ] if len(doses) > 1 else doses  # fmt: skip
    for content in sorted(dict.fromkeys(plate.wells.values()), key=lambda one: list(WellUse).index(one.use)):
        wells = spelled(well for well, held in plate.wells.items() if held == content)
        yield content_text(content, named), wells


# -- solutions -----------------------------------------------------------------------------------------------


def _solution(
    one: FollowedRecipe, recipes: Sequence[FollowedRecipe], local: Callable[[datetime], datetime]
) -> ReportSolution:
    solution = one.solution
    names = {each.solution.label: solution_text(each.solution) for each in recipes}
    rows = recipe_texts(_named(one.made, names)) if one.made is not None else []
    return ReportSolution(
        plain_spaces(solution_text(solution)),
        solution.label,
        tuple((name, plain_spaces(text)) for name, text in _facts(one, local) if text),
        tuple(
            ReportRow(
                plain_spaces(row.title),
                plain_spaces(row.words),
                plain_spaces(row.detail),
                plain_spaces(row.note),
                tuple((name, plain_spaces(what)) for name, what in row.lines),
            )
            for row in rows
        ),
    )


def _named(made: SolutionMade, names: Mapping[str, str]) -> list[Line]:
    """Return the steps as they were followed, with each stock called by its name."""
    lines = []
    for step in made.steps:
        if step.code not in _KNOWN:
            continue
        values = dict(step.values)
        what = str(values.get("what", ""))
        if what in names and not values.get("of_tube"):
            values["what"] = names[what]
        lines.append(Line(MessageCode(step.code), values))
    return lines


def _facts(one: FollowedRecipe, local: Callable[[datetime], datetime]) -> Iterator[tuple[str, str]]:
    solution = one.solution
    made = date_and_time(local(solution.made.wall))
    about = tr("about {when}", when=made) if solution.made_about else made
    yield tr("Made"), tr("{when} by {person}", when=about, person=one.person) if one.person else about
    reached, recorded = shown(solution.concentration), "" if one.recorded is None else shown(one.recorded)
    yield tr("Reached"), reached if len(solution.doses) < 2 else ""
    yield tr("Before its correction"), recorded if recorded != reached else ""
    said = "; ".join(correction_text(each, local) for each in one.corrections)
    planned = tr("{corrected}. The steps below are as they were planned.", corrected=said)
    yield tr("Corrected afterwards"), planned if said and one.made is not None else said
    yield tr("Lot"), solution.lot
    each = f" × {shown(solution.aliquot_volume)}" if solution.aliquot_volume else ""
    yield tr("Quantity"), f"{vessels_text(solution)}{each}"
    yield tr("Stored"), ", ".join(part for part in (term(solution.storage or ""), solution.place) if part)
    used = ", ".join(date_and_time(local(moment.wall)) for moment in one.used)
    yield (tr("Put on the cells") if one.on_cells else tr("Used")), used
    yield tr("Use by"), _use_by(one, local)
    yield tr("Reason"), one.made.reason if one.made is not None else ""


def _use_by(one: FollowedRecipe, local: Callable[[datetime], datetime]) -> str:
    """Return until when a solution was good at its first use, and whether it still was."""
    fresh = one.freshness
    if fresh.use_by is None:
        return limit_text(fresh)
    words: dict[str, str] = {"when": use_by_time(local(fresh.use_by)), "rule": limit_text(fresh)}
    if fresh.state is State.PAST:
        return tr("{when} ({rule}); past it when it was used", **words)
    return tr("{when} ({rule}); fresh when it was used", **words)


# -- references ----------------------------------------------------------------------------------------------


def _references(running: Running, recipes: Iterable[FollowedRecipe], sources: ReportSources) -> Iterator[str]:
    """Yield whose figures were used, each once: limits, molar masses, lengths."""
    stated: set[str] = set()
    for said in _figures(running, recipes, sources):
        if said not in stated:
            stated.add(said)
            yield said


def _figures(running: Running, recipes: Iterable[FollowedRecipe], sources: ReportSources) -> Iterator[str]:
    for one in recipes:
        page = sources.monograph(one.solution.compound)
        if page is None:
            continue
        form = next((each for each in page.identity.forms if each.id == one.solution.form), None)
        if form is not None and form.has_molar_mass:
            mass = molar_mass_text(form.molar_mass)
            what = tr("Molar mass of {name}: {mass}", name=page.identity.name, mass=mass)
            yield _cited(what, form.source, page)
        for judged in one.made.judged if one.made is not None else ():
            what = _claim(page, judged.rule)
            if what and judged.source in page.sources:
                said = f"{page.identity.name}: {what.rstrip('.')}, {_judged_by(judged.value)}"
                yield _cited(said.rstrip(", "), judged.source, page)
        for limit in one.solution.limits:
            if limit.source in page.sources:
                yield _cited(f"{page.identity.name}: {_claim(page, limit.rule)}", limit.source, page)
    page = sources.monograph(running.incubation.compound)
    use = next((each for each in page.uses if each.id == running.incubation.length_source), None) if page else None
    if page is not None and use is not None:
        yield _cited(tr("Dose and time of {name}", name=page.identity.name), use.source, page)
    if running.half_life is not None:
        yield tr("Half-life: {source}", source=running.half_life.source)


def _claim(page: Monograph, fact: str) -> str:
    return next((tr(claim.statement) for _, claim in page.claims() if claim.id == fact), "")


def _judged_by(value: str) -> str:
    """Return a value as it was judged by, as numbers are written here."""
    ends = [decimal(end) for end in value.removeprefix("range ").removeprefix("= ").split(" to ")]
    return ends[0] if len(ends) == 1 else tr("{low} to {high}", low=ends[0], high=ends[1])


def _cited(what: str, source: str, page: Monograph) -> str:
    return tr("{what}. {source}", what=what.rstrip("."), source=source_text(source, page.sources))
