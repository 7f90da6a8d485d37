"""What a compound's page states, in words: values, where they hold, their sources and claims."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from benchapp.domain.compounds.facts import Fact
from benchapp.domain.compounds.monograph import (
    Basis,
    Claim,
    Context,
    Form,
    Relation,
    ShelfLife,
    Source,
    Standing,
    Use,
    Value,
)
from benchapp.domain.patterns import late_pattern
from benchapp.domain.solutions.solutions import Solution
from benchapp.domain.units.amounts import THIN_SPACE
from benchapp.domain.units.kinds import SHOWN_AS, Kind, in_base
from benchapp.ui.text.language import called, counted, decimal, mark_text, molar_mass_text, term, tr
from benchapp.ui.text.language import life_text as span_as_said

STANDING_CHIPS = {
    Standing.SUPPORTED: "fresh",
    Standing.SINGLE_SOURCE: "soon",
    Standing.DISPUTED: "past",
    Standing.CONTRADICTED: "past",
    Standing.NO_SOURCE: "muted",
}

# A kind of statement is a word with a sign, as a standing is.
BASIS_MARKS = {
    Basis.MEASURED: "◉",
    Basis.VENDOR_CLAIM: "◇",
    Basis.ESTIMATE: "≈",
    Basis.COMPUTED: "∑",
    Basis.OPINION: "❞",
}

NO_VALUE = mark_text("no value found")

# The sections of claims, as the page of a compound shows them one after the other, and what is under them.
SECTIONS = (
    ("effects", mark_text("Effects on cells, by concentration")),
    ("solubility", mark_text("Solubility")),
    ("handling", mark_text("Activity and handling")),
    ("in_vivo", mark_text("In vehicles for research animals")),
    ("storage", mark_text("Storage of the solid")),
    ("stability.stock", mark_text("Stability of a stock")),
    ("stability.working", mark_text("Stability of a working solution")),
    ("stability.elsewhere", mark_text("Stability under other conditions")),
    ("mechanism", mark_text("What it does")),
    ("benchmarks", mark_text("Benchmarks")),
    ("combinations", mark_text("Combinations")),
    ("pitfalls", mark_text("Pitfalls and limits")),
    ("hazards", mark_text("Hazards")),
    ("physical_form", mark_text("Physical form")),
    ("related_reading", mark_text("Related reading")),
)
REFERENCES = "references"

_MORE_UNITS = {"degC": "°C", "d": "d", "h": "h"}


def value_text(value: Value | None) -> str:
    """Return a stated value with its relation kept: "≥ 100.8 mg/mL", "0.4–0.5 mg/mL"."""
    if value is None:
        return tr(NO_VALUE)
    if value.relation is Relation.QUALITATIVE:
        return tr(value.text)
    unit = SHOWN_AS.get(value.unit) or _MORE_UNITS.get(value.unit) or value.unit.replace("uM", "µM").replace("ug", "µg")
    number = decimal(value.number.replace("-", "−"))
    if value.relation is Relation.RANGE:
        number = f"{number}–{decimal(value.high)}"
    if value.relation is Relation.ABOUT and value.unit == "d" and value.number.isdecimal():
        # What was typed in months or years, which are never exact.
        return f"{value.relation.value} {span_as_said(timedelta(days=int(value.number)))}"
    sign = "" if value.relation in {Relation.EQUAL, Relation.RANGE} else f"{value.relation.value} "
    return f"{sign}{number}{THIN_SPACE}{unit}".strip()


def span_of(values: Iterable[Value]) -> str:
    """Return the least and the most of some values, each as it was stated; "" where there is none.

    Doses by mass and by amount are two things: those of which there are more are shown.
    """
    ends: dict[Kind, list[tuple[float, str]]] = {}
    for value in values:
        for number in (value.number, value.high):
            known = in_base(number, value.unit) if number else None
            if known is not None:
                relation = Relation.EQUAL if value.relation is Relation.RANGE else value.relation
                ends.setdefault(known[0], []).append((known[1], value_text(Value(relation, number, value.unit))))
    most = max(ends.values(), key=len, default=[])
    return from_to([min(most)[1], max(most)[1]]) if most else ""


def from_to(ends: list[str]) -> str:
    """Return two shown values as a span; the unit once where it is the same."""
    low, high = ends[0], ends[-1]
    if low == high:
        return low
    number, _, unit = low.partition(THIN_SPACE)
    return f"{number}–{high}" if high.endswith(f"{THIN_SPACE}{unit}") else f"{low} – {high}"


def context_text(context: Context) -> str:
    """Return what a value holds for, in one line."""
    parts = (context.target, context.cells, context.species, context.system, context.solvent, context.form)
    return ", ".join(tr(part) for part in parts if part)


def use_text(use: Use) -> str:
    """Return a card's dose and time: "10 µM · 7 d"."""
    return f"{value_text(use.dose)} · {value_text(use.time)}"


# How the monographs name a source that has no title of its own. A title that somebody gave to a work is the same in
# every language. Most have one place, which no pattern is compiled for: the first page names sources.
_NAMED = (
    mark_text("Computed from the structure with standard atomic masses"),
    mark_text("Supplier’s safety data sheet, {what}"),
    mark_text("Vendor’s article on {what}"),
    mark_text("Vendor’s articles on {what}"),
    mark_text("Vendor page on {what}"),
    mark_text("Supplier listing of {what}"),
    mark_text("{what}, as cited by the vendor’s article"),
    mark_text("{what}, United States prescribing information"),
    # What a form fills in by itself; it is kept in English, and read in the language of whoever looks at it.
    mark_text("vial label"),
)
# A part that each of these holds, their shape, and the text.
_SHAPES = tuple(
    (part, late_pattern(shape), text)
    for part, shape, text in (
        (" product page", r"(?P<vendor>\S.*) product page, (?P<what>.+)", mark_text("{vendor} product page, {what}")),
        (
            " product page on ",
            r"(?P<vendor>\S.*?),? product page on (?P<what>.+)",
            mark_text("{vendor} product page on {what}"),
        ),
        (
            " product page ",
            r"(?P<vendor>\S.*) product page (?P<number>[\w-]+), (?P<what>.+)",
            mark_text("{vendor} product page {number}, {what}"),
        ),
        (
            ", United States prescribing information of ",
            r"(?P<what>.+), United States prescribing information of (?P<year>\d{4})",
            mark_text("{what}, United States prescribing information of {year}"),
        ),
    )
)


def title_text(title: str) -> str:
    """Return the title of a source as people read it."""
    # Typed with either apostrophe.
    typed = title.replace("'", "’")
    for text in _NAMED:
        before, place, after = text.partition("{what}")
        if typed == text:
            return tr(text)
        if place and typed.startswith(before) and typed.endswith(after) and len(typed) > len(before) + len(after):
            return tr(text, what=title[len(before) : len(title) - len(after)])
    for part, shape, text in _SHAPES:
        if part in title and (found := shape.fullmatch(title)):
            return tr(text, **found.groupdict())
    return title


def source_text(key: str, sources: Mapping[str, Source]) -> str:
    """Return a source as people read it."""
    source = sources.get(key)
    if source is None:
        return key
    return f"{title_text(source.title)}{tr(', doi {doi}', doi=source.doi) if source.doi else ''} ({term(source.kind)})"


_LONGEST_NAME = 32


def source_name(key: str, sources: Mapping[str, Source]) -> str:
    """Return by what a source is known where there is room for a word or two only: "APExBIO", "journal article"."""
    source = sources.get(key)
    if source is None:
        return key
    name = title_text(source.title).split(",")[0].split(";")[0].strip()
    return name if len(name) <= _LONGEST_NAME else term(source.kind)


_LIVES = {"min": "minutes", "h": "hours", "d": "days", "week": "weeks", "month": "months", "year": "years"}


def life_text(life: Value) -> str:
    """Return how long something keeps, in words: "6 months", "≥ 1 year"."""
    if life.unit not in _LIVES or life.high or not life.number.isdecimal():
        return value_text(life)
    sign = "" if life.relation is Relation.EQUAL else f"{life.relation.value} "
    return f"{sign}{counted(_LIVES[life.unit], float(life.number))}"


def strength_text(stock: Solution) -> str:
    """Return how strong a stock is, and in what: "10 mM in DMSO"; of a liquid as bought "100 %"."""
    concentration = called(stock.concentration)
    if not stock.vehicle:
        return concentration
    return tr("{concentration} in {solvent}", concentration=concentration, solvent=term(stock.vehicle))


def shelf_life_text(shelf_life: ShelfLife) -> str:
    """Return how long something keeps in one storage: "6 months at −20 °C"."""
    celsius = f"{decimal(shelf_life.temperature.replace('-', '−'))}{THIN_SPACE}°C"
    return tr("{life} at {temperature}", life=life_text(shelf_life.life), temperature=celsius)


def basis_text(basis: Basis) -> str:
    """Return a kind of statement with its sign: "◉ measured"."""
    return f"{BASIS_MARKS[basis]} {term(basis)}"


def claim_text(claim: Claim, sources: Mapping[str, Source]) -> str:
    """Return a claim with its source, for the clipboard."""
    value = "" if claim.value is None else f" {value_text(claim.value)}."
    by = f"{source_text(claim.source, sources)}; {term(claim.basis)}; {term(claim.standing)}"
    return f"{tr(claim.statement)}{value} [{by}]"


def fact_text(fact: Fact | None) -> str:
    """Return what an edit replaces, or puts in its place."""
    match fact:
        case None:
            return tr("nothing")
        case Claim():
            return value_text(fact.value) if fact.value else tr(fact.statement)
        case Use():
            return use_text(fact)
        case Form():
            return molar_mass_text(fact.molar_mass)
        case _:
            return getattr(fact, "text", "") or getattr(fact, "code", "")
