"""What is on a bench sheet, and the same as text and Markdown for a notebook."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.identifiers import as_markdown, without_unseen
from benchapp.domain.lab.plates import PlateMap
from benchapp.domain.messages import Caution, Severity, Value
from benchapp.domain.recipes.recipe_rows import recipe_rows
from benchapp.domain.recipes.recipes import Recipe
from benchapp.ui.calculator.recipe.recipe_row_texts import named_steps, row_text
from benchapp.ui.paper.tube_table import SheetTube
from benchapp.ui.text.formatting import day_and_time
from benchapp.ui.text.language import tr
from benchapp.ui.text.message_texts import say, say_step


class SheetAnimals(Struct, frozen=True):
    """The table of the animals on a sheet.

    Attributes:
        rows: Number, weight and volume of each, in words; without a number where the weight is looked up.
        per_day: Doses a day.
        days: How many days.
    """

    rows: tuple[tuple[str, str, str], ...]
    per_day: int
    days: int


class BenchSheet(Struct, frozen=True):
    """What is on a bench sheet.

    Attributes:
        title: What is made.
        recipe: How.
        under: The form of each compound, under the title.
        file: What a file of it is called, without the day.
        hazards: Of each compound that is handled, in words.
        facts: What belongs on a label, as title and text: lot, use-by, stock, person.
        methods: Values of the sentence for a paper, with its code; None where too little is entered.
        foot: Head of the journal and the like.
        plate: Which well holds what; None where no wells are named.
        names: The doses of each series as shown, the highest first.
        tubes: What is in each tube, and where it goes; none where there is but one.
        animals: What each animal gets; None where none is dosed.
    """

    title: str
    recipe: Recipe
    under: str = ""
    file: str = ""
    hazards: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    methods: tuple[MessageCode, dict[str, Value]] | None = None
    foot: str = ""
    plate: PlateMap | None = None
    names: tuple[tuple[str, ...], ...] = ()
    tubes: tuple[SheetTube, ...] = ()
    animals: SheetAnimals | None = None


def date_title() -> str:
    """Return what leads the time at which something was made."""
    return tr("Date and time")


def as_recorded(sheet: BenchSheet, label: str, at: datetime) -> BenchSheet:
    """Return a sheet of what was recorded: when, and under which label, are no longer written by hand.

    Args:
        sheet: The sheet as it was before.
        label: The id on the label; "" where there is none.
        at: When it was made, in the time zone shown.
    """
    facts = [(name, day_and_time(at) if name == date_title() else text) for name, text in sheet.facts]
    return replace(sheet, facts=(*facts, *([(tr("Label"), label)] if label else [])))


def methods_text(sheet: BenchSheet) -> str:
    """Return the sentence for a paper; "" where too little is entered."""
    return "" if sheet.methods is None else say(*sheet.methods)


def steps_of(recipe: Recipe) -> list[tuple[str, str, str]]:
    """Return the steps in words: what leads, what follows, and the smaller line."""
    return [say_step(line.code, line.values) for line in named_steps(recipe)]


def numbered_rows(recipe: Recipe) -> list[tuple[int, str, list[tuple[str, str, str]]]]:
    """Return the steps in words under the numbers and titles of their rows, as on screen, on paper and at the hood."""
    lines, steps = named_steps(recipe), steps_of(recipe)
    rows = enumerate(recipe_rows(lines), 1)
    return [(number, row_text(row, lines).title, [steps[place] for place in row.places]) for number, row in rows]


def caution_text(caution: Caution) -> str:
    """Return a caution in words; what is only good to know is no warning."""
    said = say(caution.code, caution.values)
    return said if caution.severity is Severity.NOTE else tr("Caution: {said}", said=said)


def not_checked(recipe: Recipe) -> str:
    """Return what no calculation can tell of a recipe, in words."""
    return "; ".join(say(line.code, line.values) for line in recipe.cannot_know)


def sheet_text(sheet: BenchSheet) -> str:
    """Return a sheet as plain text."""
    recipe = sheet.recipe
    lines = [sheet.title, sheet.under] if sheet.under else [sheet.title]
    lines += [*sheet.hazards, *(f"{name}: {text}" for name, text in sheet.facts), ""]
    lines += [caution_text(caution) for caution in recipe.cautions]
    if recipe.cautions:
        lines.append("")
    for number, _, steps in numbered_rows(recipe):
        for part, (lead, text, detail) in enumerate(steps, 1):
            place = f"{number}." if len(steps) == 1 else f"{number}.{part}"
            lines.append(f"{place} {lead} {text}{f' ({detail})' if detail else ''}")
    lines += ["", tr("Working")]
    lines += [f"  {say(line.code, line.values)}" for line in recipe.working]
    if recipe.cannot_know:
        lines += ["", tr("Not checked: {what}", what=not_checked(recipe))]
    if sheet.methods:
        lines += ["", tr("Methods: {methods}", methods=methods_text(sheet))]
    return without_unseen("\n".join(lines))


def sheet_markdown(sheet: BenchSheet) -> str:
    """Return a sheet as Markdown: headings, numbered steps, the working as a list."""
    recipe = sheet.recipe
    lines = [f"## {as_markdown(sheet.title)}", ""]
    lines += [text for one in (sheet.under, *sheet.hazards) if one for text in (as_markdown(one), "")]
    lines += [f"- **{as_markdown(name)}**: {as_markdown(text)}" for name, text in sheet.facts]
    if sheet.facts:
        lines.append("")
    for caution in recipe.cautions:
        said = as_markdown(say(caution.code, caution.values))
        lines += [f"> {said}" if caution.severity is Severity.NOTE else tr("> **Caution.** {say}", say=said), ""]
    for number, title, steps in numbered_rows(recipe):
        if len(steps) > 1:
            lines.append(f"{number}. {as_markdown(title)}")
        for part, (lead, text, detail) in enumerate(steps, 1):
            small = f" *({as_markdown(detail)})*" if detail else ""
            place = f"{number}." if len(steps) == 1 else f"    {part}."
            lines.append(f"{place} **{as_markdown(lead)}** {as_markdown(text)}{small}")
    lines += ["", tr("### Working"), ""]
    lines += [f"- {as_markdown(say(line.code, line.values))}" for line in recipe.working]
    if recipe.cannot_know:
        lines += ["", tr("*Not checked: {what}*", what=as_markdown(not_checked(recipe)))]
    if sheet.methods:
        lines += ["", tr("### Methods"), "", as_markdown(methods_text(sheet))]
    return "\n".join(lines) + "\n"
