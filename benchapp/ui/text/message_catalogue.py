"""The one catalogue: the sentence of every message, put together from those of each subject.

A sentence says what is wrong and what to do. Places in braces name values; what follows the colon says how they
are shown.
"""

from collections.abc import Mapping

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
from benchapp.ui.text.recipe_texts import RECIPE_TEXTS, recipe_values
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


def derived_values(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return what several sentences name and no caller computes."""
    return {
        **input_values(values),
        **plan_values(values),
        **caution_values(values),
        **recipe_values(values),
        **working_values(values),
        **buffer_values(values),
    }
