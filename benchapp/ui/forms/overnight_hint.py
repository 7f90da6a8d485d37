"""What "overnight" is taken as, said at the field that reads a length."""

from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.units.durations import read_duration
from benchapp.ui.text.message_texts import say
from benchapp.ui.widgets.fields import LabelledField


def overnight_note(text: str) -> str:
    """Return what "overnight" is taken as, where that is what was typed; "" for any other text."""
    try:
        duration = read_duration(text)
    except QuantityError:
        return ""
    return say(Message.OVERNIGHT_TAKEN, {"length_s": duration.span.total_seconds()}) if duration.overnight else ""


def note_overnight(field: LabelledField) -> None:
    """Show under a field, while it is typed into, how long "overnight" is taken to be."""
    field.edited.connect(lambda text: field.show_note(overnight_note(text)))
