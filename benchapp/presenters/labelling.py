"""Which labels are printed for a solution: one for each tube, or for each tube of a rack."""

from collections.abc import Callable
from datetime import datetime

from benchapp.domain.label_stock import LabelWords, initials_of
from benchapp.presenters.shelf import OnShelf


def labels_for(
    row: OnShelf, when: Callable[[datetime], str], use_by: Callable[[datetime | None], str]
) -> tuple[LabelWords, ...]:
    """Give the labels of a solution: of a series one for each dose, else one for each tube there is.

    Args:
        row: The solution.
        when: Gives an instant in words.
        use_by: Gives a use-by in words; None is no limit set.
    """
    solution = row.kept.solution
    common = LabelWords(
        code=solution.label,
        name=solution.compound_name,
        concentration=solution.concentration.shown(),
        solvent=solution.medium or solution.vehicle,
        use_by=use_by(row.freshness.use_by),
        initials=initials_of(solution.made_by),
        made=when(solution.made.wall),
        hazards=solution.hazards.partition(".")[0].partition(":")[0],
    )
    if len(solution.doses) > 1:
        return tuple(
            LabelWords(**{**_fields(common), "tube": f"tube {number}", "concentration": dose.shown()})
            for number, dose in enumerate(solution.doses, 1)
        )
    words = []
    for one in row.portions:
        portion = one.portion
        kept = ", ".join(part for part in (portion.storage.value if portion.storage else "", portion.place) if part)
        dark = "keep from light" if solution.dark else ""
        own = {
            **_fields(common),
            "use_by": use_by(one.freshness.use_by),
            "kept": " · ".join(part for part in (kept, dark) if part),
        }
        words += [LabelWords(**own)] * portion.count
    return tuple(words)


def _fields(words: LabelWords) -> dict[str, str]:
    return {name: getattr(words, name) for name in LabelWords.__struct_fields__}
