"""Which labels are printed for a solution: one for each tube, or for each tube of a rack."""

from collections.abc import Callable, Sequence
from datetime import datetime

from benchapp.domain.compounds.hazards import short_hazard
from benchapp.domain.solutions.label_formats import LabelWords, initials_of
from benchapp.domain.solutions.portions import Portion
from benchapp.domain.solutions.solutions import SolutionPurpose
from benchapp.domain.units.amounts import Amount
from benchapp.presenters.solutions.solution_table import SolutionRow

# What is on the label of a solution for research animals.
ONLY_FOR_ANIMALS = "research animals only; not for people"


def labels_for(
    row: SolutionRow,
    when: Callable[[datetime], str],
    use_by: Callable[[datetime | None], str],
    say: Callable[[str], str] = str,
    show: Callable[[Amount], str] = Amount.shown,
    solvent: Callable[[str], str] = str,
    *,
    handling: Sequence[str] = (),
) -> tuple[LabelWords, ...]:
    """Return the labels of a solution: of a series one for each dose, else one for each tube there is.

    Args:
        row: The solution.
        when: Gives an instant in words.
        use_by: Gives a use-by in words; "" where there is none, which takes no line.
        say: Gives a word of the program in the language of the screen.
        show: Gives an amount as the locale writes it.
        solvent: Gives a vehicle or a medium in words.
        handling: How its stocks are handled, as its page says.
    """
    solution = row.kept.solution
    # What is in a bottle of a buffer is in its name; how much there is belongs beside it.
    in_bottle = solution.volume if solution.role is SolutionPurpose.BUFFER else None
    common = LabelWords(
        code=solution.label,
        name=solution.compound_name,
        concentration=show(in_bottle or solution.concentration),
        solvent="" if in_bottle else solvent(solution.solvent),
        use_by=use_by(row.freshness.use_by),
        initials=initials_of(solution.made_by),
        made=when(solution.made.wall),
        hazards=short_hazard(say(solution.hazards)),
        only_for=say(ONLY_FOR_ANIMALS) if solution.for_animals else "",
    )
    if len(solution.doses) > 1:
        return tuple(
            LabelWords(**{**_fields(common), "tube": f"{say('tube')} {number}", "concentration": show(dose)})
            for number, dose in enumerate(solution.doses, 1)
        )
    words, dark = [], say("keep from light") if solution.dark else ""
    for one in row.portions:
        kept = " · ".join(part for part in (_where(one.portion, say), *map(say, handling), dark) if part)
        own = {**_fields(common), "use_by": use_by(one.freshness.use_by), "kept": kept}
        words += [LabelWords(**own)] * one.portion.count
    return tuple(words)


def _where(portion: Portion, say: Callable[[str], str]) -> str:
    return ", ".join(part for part in (say(portion.storage.value) if portion.storage else "", portion.place) if part)


def _fields(words: LabelWords) -> dict[str, str]:
    return {name: getattr(words, name) for name in LabelWords.__struct_fields__}
