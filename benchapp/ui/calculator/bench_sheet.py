"""A recipe as it leaves the program: text and Markdown for a notebook, a page for the bench."""

from datetime import datetime

from msgspec import Struct

from benchapp.domain.compounds.identifiers import as_markdown, without_unseen
from benchapp.domain.messages import Message, Value
from benchapp.domain.recipes.recipes import Recipe
from benchapp.ui.calculator.recipe.recipe_row_texts import named_steps
from benchapp.ui.text.formatting import date_and_time
from benchapp.ui.text.language import tr
from benchapp.ui.text.markup import escape
from benchapp.ui.text.message_texts import say, say_step
from benchapp.ui.widgets.labels import bold


class BenchSheet(Struct, frozen=True):
    """What is on a bench sheet.

    Attributes:
        title: What is made.
        recipe: How.
        hazards: In words; "" where none are on file.
        facts: What belongs on a label, as title and text: lot, use-by, stock, person.
        methods: Values of the sentence for a paper, with its code; None where too little is entered.
        foot: Head of the journal and the like.
    """

    title: str
    recipe: Recipe
    hazards: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    methods: tuple[Message, dict[str, Value]] | None = None
    foot: str = ""


def methods_text(sheet: BenchSheet) -> str:
    """Return the sentence for a paper; "" where too little is entered."""
    return "" if sheet.methods is None else say(*sheet.methods)


def steps_of(recipe: Recipe) -> list[tuple[str, str, str]]:
    """Return the steps in words: what leads, what follows, and the smaller line."""
    return [say_step(line.code, line.values) for line in named_steps(recipe)]


def _cannot_know(recipe: Recipe) -> str:
    return "; ".join(say(line.code, line.values) for line in recipe.cannot_know)


def sheet_text(sheet: BenchSheet) -> str:
    """Return a sheet as plain text."""
    recipe = sheet.recipe
    lines = [sheet.title, *(f"{name}: {text}" for name, text in sheet.facts), ""]
    lines += [f"! {say(caution.code, caution.values)}" for caution in recipe.cautions]
    if recipe.cautions:
        lines.append("")
    for number, (lead, text, detail) in enumerate(steps_of(recipe), 1):
        lines.append(f"{number}. {lead} {text}{f' ({detail})' if detail else ''}")
    lines += ["", tr("Working")]
    lines += [f"  {say(line.code, line.values)}" for line in recipe.working]
    if recipe.cannot_know:
        lines += ["", tr("Not checked: {what}", what=_cannot_know(recipe))]
    if sheet.methods:
        lines += ["", tr("Methods: {methods}", methods=methods_text(sheet))]
    return without_unseen("\n".join(lines))


def sheet_markdown(sheet: BenchSheet) -> str:
    """Return a sheet as Markdown: headings, numbered steps, the working as a list."""
    recipe = sheet.recipe
    lines = [f"## {as_markdown(sheet.title)}", ""]
    lines += [f"- **{as_markdown(name)}**: {as_markdown(text)}" for name, text in sheet.facts]
    if sheet.facts:
        lines.append("")
    lines += [
        tr("> **Caution.** {say}\n>", say=as_markdown(say(caution.code, caution.values))) for caution in recipe.cautions
    ]
    if recipe.cautions:
        lines[-1] = lines[-1].removesuffix("\n>")
        lines.append("")
    for number, (lead, text, detail) in enumerate(steps_of(recipe), 1):
        small = f" *({as_markdown(detail)})*" if detail else ""
        lines.append(f"{number}. **{as_markdown(lead)}** {as_markdown(text)}{small}")
    lines += ["", tr("### Working"), ""]
    lines += [f"- {as_markdown(say(line.code, line.values))}" for line in recipe.working]
    if recipe.cannot_know:
        lines += ["", tr("*Not checked: {what}*", what=as_markdown(_cannot_know(recipe)))]
    if sheet.methods:
        lines += ["", tr("### Methods"), "", as_markdown(methods_text(sheet))]
    return "\n".join(lines) + "\n"


def sheet_html(sheet: BenchSheet, printed: datetime) -> str:
    """Return a sheet as HTML, for printing."""
    recipe = sheet.recipe
    facts = "".join(
        f"<td style='padding-right:24px'><small>{escape(name)}</small><br>{bold(text)}</td>"
        for name, text in sheet.facts
    )
    cautions = "".join(f"<p>{bold('!')} {escape(say(one.code, one.values))}</p>" for one in recipe.cautions)
    steps = ""
    for lead, text, detail in steps_of(recipe):
        small = f"<br><small>{escape(detail)}</small>" if detail else ""
        steps += f"<li style='margin-bottom:6px'>○ {bold(lead)} {escape(text)}{small}</li>"
    working = "<br>".join(escape(say(line.code, line.values)) for line in recipe.working)
    methods = f"<p>{bold(tr('Methods'))}</p><p>{escape(methods_text(sheet))}</p>" if sheet.methods else ""
    unknown = tr("Not checked: {what}", what=_cannot_know(recipe))
    foot = tr(
        "Bench Companion · printed {printed} · {foot} · research use only",
        printed=date_and_time(printed),
        foot=sheet.foot,
    )
    return (
        f"<p style='font-size:20px'>{bold(sheet.title)}</p><p>{bold(sheet.hazards)}</p>"
        f"<table><tr>{facts}</tr></table>{cautions}<ol>{steps}</ol>"
        f"<p>{bold(tr('Working'))}</p><p>{working}</p>"
        f"<p>{escape(unknown)}</p>{methods}<hr>"
        f"<p><small>{escape(foot)}</small></p>"
    )
