"""The one catalogue: the sentence of every message, put together from those of each subject.

A sentence says what is wrong and what to do. Places in braces name values; what follows the colon says how they
are shown.
"""

from collections.abc import Mapping, Set

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import Value
from benchapp.ui.text.buffer_texts import BUFFER_TEXTS, buffer_values
from benchapp.ui.text.calculations.counting_texts import COUNTING_TEXTS
from benchapp.ui.text.calculations.in_vivo_texts import IN_VIVO_TEXTS
from benchapp.ui.text.caution_texts import CAUTION_TEXTS, caution_values
from benchapp.ui.text.input_texts import INPUT_TEXTS, input_values
from benchapp.ui.text.journal_texts import JOURNAL_TEXTS
from benchapp.ui.text.library_texts import LIBRARY_TEXTS
from benchapp.ui.text.plan_texts import PLAN_TEXTS, plan_values
from benchapp.ui.text.recipe_texts import RECIPE_TEXTS, RECIPE_VALUES
from benchapp.ui.text.working_texts import WORKING_TEXTS, working_values

CATALOGUE: dict[MessageCode, str] = {
    **INPUT_TEXTS,
    **PLAN_TEXTS,
    **CAUTION_TEXTS,
    **RECIPE_TEXTS,
    **WORKING_TEXTS,
    **BUFFER_TEXTS,
    **LIBRARY_TEXTS,
    **JOURNAL_TEXTS,
    **COUNTING_TEXTS,
    **IN_VIVO_TEXTS,
}


# What works out values that sentences name; where two give the same, the later one counts.
_DERIVED = (input_values, plan_values, caution_values, *RECIPE_VALUES, working_values, buffer_values)


def derived_values(values: Mapping[str, Value], wanted: Set[str]) -> dict[str, Value]:
    """Return what several sentences name and no caller computes, until all that is wanted is among it.

    Args:
        values: Of the message.
        wanted: The names that a sentence asks for. To work out all for each step of a plate took a third of the time
            until its recipe was shown.
    """
    found: dict[str, Value] = {}
    for derive in reversed(_DERIVED):
        found = {**derive(values), **found}
        if wanted <= found.keys():
            break
    return found
