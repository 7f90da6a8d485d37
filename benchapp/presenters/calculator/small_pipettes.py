"""Where a P2 or P10 would help: a volume is below what the lab's pipettes set, or below what they set well."""

from collections.abc import Iterable, Sequence

from benchapp.domain.lab.pipettes import SMALL_PIPETTES, Pipette
from benchapp.domain.messages import BenchError, Caution, Message
from benchapp.domain.recipes.recipes import Recipe

# What a plan is refused for where a volume is too small.
_REFUSED = frozenset(
    {
        Message.NO_PIPETTE,
        Message.PER_WELL_TOO_LITTLE,
        Message.NO_INTERMEDIATE,
        Message.SERIES_TOO_FINE,
        Message.DIRECT_TOO_FINE,
        Message.PREMIX_TOO_FINE,
    }
)
# What is made of it, or said of it, where there is a way round.
_ROUND_IT = frozenset(
    {
        Message.PIPETTE_ERROR,
        Message.BATCH_GROWN,
        Message.SERIES_GROWN,
        Message.TUBE_GROWN,
        Message.BATCH_SAVES,
        Message.BATCH_LARGER,
    }
)
# Off by much because of one volume, which the values name.
_OFF = frozenset({Message.DOSE_ERROR, Message.SERIES_ERROR})
_NOMINAL_UL = max(one.high_ul for one in SMALL_PIPETTES)
_LEAST_UL = min(one.low_ul for one in SMALL_PIPETTES)


def lacks_small(pipettes: Sequence[Pipette]) -> bool:
    """Return whether a lab has no pipette of 10 µL or less."""
    return not any(one.high_ul <= _NOMINAL_UL for one in pipettes)


def would_help(errors: Iterable[BenchError], recipe: Recipe | None, pipettes: Sequence[Pipette]) -> bool:
    """Return whether a P2 or P10 would set what the lab's pipettes do not set, or not well.

    Args:
        errors: What a plan was refused for.
        recipe: What is shown; None where nothing is.
        pipettes: The lab's.
    """
    if not lacks_small(pipettes):
        return False
    cautions = () if recipe is None else recipe.cautions
    return any(map(_refused, errors)) or any(map(_said, cautions))


def _refused(error: BenchError) -> bool:
    if error.code not in _REFUSED:
        return False
    ul = error.values.get("ul", error.values.get("volume_ul"))
    return not isinstance(ul, int | float) or _LEAST_UL <= ul <= _NOMINAL_UL


def _said(caution: Caution) -> bool:
    if caution.code in _OFF:
        ul = caution.values.get("main_ul")
        return isinstance(ul, int | float) and 0 < ul <= _NOMINAL_UL
    return caution.code in _ROUND_IT
