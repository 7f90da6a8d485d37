"""The bench sheet of a buffer or medium: what is weighed and measured, its lots, until when it may be used."""

from benchapp.domain.messages import Message
from benchapp.domain.solutions.solutions import Storage
from benchapp.domain.units.kinds import Kind
from benchapp.presenters.calculator.buffers.buffer_form import BufferForm
from benchapp.ui.paper.bench_sheet import BenchSheet, date_title
from benchapp.ui.text.language import show, tr
from benchapp.ui.text.message_texts import say
from benchapp.ui.text.solution_texts import limit_words

_BLANK = "____________"


def buffer_sheet(form: BufferForm, person: str, storage: Storage | None, head: str) -> BenchSheet | None:
    """Return the bench sheet of a buffer; what nobody has said is left to be written by hand.

    Args:
        form: What is in the fields.
        person: Whose work; "" where not said.
        storage: Where it is kept; None where not said.
        head: The hash of the journal's last entry.
    """
    plan, recipe = form.answer.plan, form.recipe()
    if plan is None or recipe is None:
        return None
    limit = form.use_within(storage)
    lots = [
        (tr("Lot of {compound}", compound=name), form.text(f"lot{part}").strip() or _BLANK)
        for part, name in form.names().items()
        if name
    ]
    facts = (
        *lots,
        (tr("Made by"), person or _BLANK),
        (date_title(), _BLANK),
        (tr("Use by"), say(Message.NO_LIMIT_SET) if limit is None else limit_words(limit)),
    )
    volume = show(plan.volume_ul * 1e-6, Kind.VOLUME)
    ph = tr(", pH {ph}", ph=plan.recipe.ph) if plan.recipe.ph else ""
    return BenchSheet(
        tr("{name}: {volume}", name=plan.recipe.name, volume=volume),
        recipe,
        under=tr("in {diluent}{ph}", diluent=plan.recipe.diluent, ph=ph),
        file=f"{plan.recipe.name} {volume}",
        facts=facts,
        methods=form.methods(),
        foot=tr("journal {head}", head=head[:16]),
    )
