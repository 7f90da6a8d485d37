"""The steps of a dosing solution for research animals as rows: its parts, and what each animal gets."""

from benchapp.domain.messages import Message
from benchapp.domain.recipes.recipes import Line
from benchapp.ui.calculator.recipe.row_text import RowText
from benchapp.ui.text.message_texts import say_step
from benchapp.ui.text.recipe_texts import table_lines

# The detail of these is what it is then, and with which pipette; of the others it is good to know.
_MEASURED = frozenset({Message.STEP_TAKE_STOCK, Message.STEP_FIRST_PART, Message.STEP_NEXT_PART})


def animal_row(line: Line) -> RowText | None:
    """Return a step of a dosing solution as a row; None for any other step."""
    if line.code not in _MEASURED and line.code != Message.STEP_DOSE_ANIMALS:
        return None
    lead, text, detail = say_step(line.code, line.values)
    title, words = lead.removesuffix(":"), text[:1].upper() + text[1:]
    if line.code in _MEASURED:
        return RowText(title, words, detail)
    return RowText(title, words, lines=table_lines(str(line.values["table"])))
