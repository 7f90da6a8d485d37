"""The figures of the bench card in words: usual stock, dose, time, how long a stock lasts, and the vehicle's limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from benchapp.domain.compounds.compound_summary import usual_doses, usual_uses
from benchapp.domain.compounds.monograph import Claim, Form, Monograph, Relation, Role, Use, Value
from benchapp.domain.compounds.solubility import best_solvent, is_alike, is_thin, usual_vehicle
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.units.amounts import THIN_SPACE
from benchapp.domain.units.kinds import Kind, in_base
from benchapp.ui.text.compound_texts import (
    NO_VALUE,
    STANDING_CHIPS,
    from_to,
    shelf_life_text,
    source_name,
    source_text,
    span_of,
    strength_text,
    value_text,
)
from benchapp.ui.text.language import mark_text, plain, show, term, tr

if TYPE_CHECKING:
    from benchapp.domain.compounds.lab_stocks import LabStock

NOT_ON_FILE = mark_text("not on file")
ANY_CELLS, SENSITIVE = mark_text("any cells"), mark_text("T cells, PBMC, cytokines")
# What *Use this* does with a figure: it makes a stock, takes a dose with its time, or asks for the lab's own limit.
STOCK, DOSE, LIMIT = "stock", "use", "lab"


class Summary(Struct, frozen=True):
    """One figure of the bench card.

    Attributes:
        title: What it is.
        figure: The figure.
        small: What else matters about it.
        state: The word of its chip.
        tone: The colour of its chip.
        source: Whose figure it is, in words.
        use: What it is used for; "" where it is only read.
    """

    title: str
    figure: str
    small: str
    state: str
    tone: str
    source: str
    use: str = ""


def summaries(monograph: Monograph, form: Form | None, rules: LabRules) -> tuple[Summary, ...]:
    """Return the four figures of a compound's bench card."""
    return (_dissolve(monograph, form), _dose(monograph), _time(monograph), _keep(monograph, rules))


def vehicle_summaries(monograph: Monograph, rules: LabRules) -> tuple[Summary, ...]:
    """Return the figures of a vehicle's own bench card."""
    usual, careful = (
        replace(vehicle_summary(rules, kind, monograph), title=tr(kind)) for kind in (ANY_CELLS, SENSITIVE)
    )
    freezes = next(
        (claim for claim in monograph.physical_form if claim.value is not None and claim.value.unit == "degC"), None
    )
    solid = (
        _unknown(tr("Freezes at"), "")
        if freezes is None
        else Summary(
            tr("Freezes at"), value_text(freezes.value), tr("warm it and mix before you pipette"), term(freezes.basis),
            STANDING_CHIPS[freezes.standing], _said_by(freezes, monograph),
        )
    )  # fmt: skip
    return (usual, careful, solid, _keep(monograph, rules))


def _said_by(claim: Claim | Use, monograph: Monograph) -> str:
    source = source_text(claim.source, monograph.sources)
    return f"{source} · {term(claim.basis)} · {term(claim.standing)}: {tr(claim.reason)}"


def _unknown(title: str, small: str) -> Summary:
    return Summary(title, tr(NO_VALUE), small, tr(NOT_ON_FILE), "muted", f"{tr(NO_VALUE)}.")


# -- what it dissolves in ----------------------------------------------------------------------------------------------


def _dissolve(monograph: Monograph, form: Form | None) -> Summary:
    title, best = tr("Usual stock"), best_solvent(monograph)
    if best is None or best.value is None:
        best = next((claim for claim in monograph.solubility if _dissolves(claim)), None)
    if best is None and monograph.handling:
        return _reconstitute(title, monograph)
    if best is None or best.value is None:
        return Summary(
            title, tr(NO_VALUE), tr("test a small amount first"), tr(NOT_ON_FILE), "muted",
            tr("Solubility: {no_value}.", no_value=tr(NO_VALUE)),
        )  # fmt: skip
    best, why = _careful(monograph, "solubility", best)
    if best.value is None:
        raise AssertionError("what is gone by has a figure")
    if is_thin(monograph, best):
        thin = tr("in {solvent} only {value}, too little for a stock", solvent=term(best.context.solvent),
                  value=value_text(best.value))  # fmt: skip
        return Summary(title, tr(NO_VALUE), thin, tr(NOT_ON_FILE), "muted", _said_by(best, monograph), STOCK)
    known = bool(best.value.number)
    also = _other_way(best.value, float(form.molar_mass)) if form is not None and known else ""
    small = f"{_soluble(best.value)}{also}" if known else value_text(best.value)
    return Summary(
        title, tr("in {solvent}", solvent=term(best.context.solvent)),
        f"{small} · {source_name(best.source, monograph.sources)}{why}", term(best.basis),
        STANDING_CHIPS[best.standing], _said_by(best, monograph), STOCK,
    )  # fmt: skip


_WHY = {
    "lowest": mark_text("the lower of {count} sources"),
    "highest tested": mark_text("the highest that was tested, of {count} sources"),
    "shortest": mark_text("the shorter of {count} sources"),
    "coldest": mark_text("the colder of {count} sources"),
}


def _careful(monograph: Monograph, section: str, claim: Claim) -> tuple[Claim, str]:
    """Return a claim as it is calculated with, and why where sources differ: " · the lower of 2 sources"."""
    if not any(is_alike(claim, other) for other in claim.others):
        return claim, ""
    # Few figures have two sources, and the first paint does without.
    from benchapp.domain.compounds.side_by_side import gone_by, side_by_side  # noqa: PLC0415

    compared = side_by_side(monograph, section, claim)
    careful = gone_by(monograph, section, claim)
    if compared is None or compared.why is None or all(side.used for side in compared.sides):
        return careful, ""
    return careful, f" · {tr(_WHY[compared.why.value], count=len(compared.sides))}"


def _reconstitute(title: str, monograph: Monograph) -> Summary:
    """Return in what a biologic is dissolved, and how strong at the least."""
    # The first paint shows a small molecule.
    from benchapp.domain.compounds.biologics.handling import least_strength  # noqa: PLC0415

    least = least_strength(monograph)
    solvent = usual_vehicle(monograph)
    if least is None:
        figure = tr("in {solvent}", solvent=term(solvent)) if solvent else tr(NO_VALUE)
        small = tr("as its page says") if solvent else tr("follow the sheet of your lot")
        return Summary(
            title, figure, small, tr(NOT_ON_FILE), "muted", tr("Solubility: {no_value}.", no_value=tr(NO_VALUE))
        )
    return Summary(
        title, tr("in {solvent}", solvent=term(least.claim.context.solvent)),
        tr("{value} when it is dissolved", value=value_text(least.claim.value)), term(least.claim.basis),
        STANDING_CHIPS[least.claim.standing], _said_by(least.claim, monograph), STOCK,
    )  # fmt: skip


def with_lab_stock(summary: Summary, stock: LabStock) -> Summary:
    """Return the figure of the usual stock with the one that the lab made last."""
    latest = stock.latest
    return replace(
        summary,
        figure=strength_text(latest),
        state=tr("your last stock"),
        tone="fresh",
        source=tr("Your stock {label}. {source}", label=latest.label, source=summary.source),
        # What came as a liquid is not made as a stock.
        use=STOCK if latest.vehicle else "",
    )


def _soluble(value: Value) -> str:
    if value.relation is Relation.AT_LEAST:
        return tr("Soluble to at least {value}", value=value_text(replace(value, relation=Relation.EQUAL)))
    return tr("Soluble to {value}", value=value_text(value))


def _other_way(value: Value, molar_mass: float) -> str:
    """Return a solubility by mass as a molar one, and a molar one by mass; both ends of a range."""
    ends = []
    for number in (value.number, value.high):
        known = in_base(number, value.unit) if number else None
        # A percentage is neither: of what it is a part, its source has to say.
        if known is not None and known[0] in {Kind.MASS_CONCENTRATION, Kind.MOLARITY}:
            by_mass = known[0] is Kind.MASS_CONCENTRATION
            base = known[1] / molar_mass if by_mass else known[1] * molar_mass
            ends.append(show(base, Kind.MOLARITY if by_mass else Kind.MASS_CONCENTRATION))
    return f" ({from_to(ends)})" if ends else ""


def _dissolves(claim: Claim) -> bool:
    """Return whether a claim without a figure to calculate with says that it dissolves."""
    value = claim.value
    says_no = ("insoluble", "precipitates", "destroyed", "poor", "low", "very low", "slight")
    return value is not None and value.relation is not Relation.AT_MOST and not value.text.startswith(says_no)


# -- dose and time -----------------------------------------------------------------------------------------------------


def _dose(monograph: Monograph) -> Summary:
    uses = [use for use in usual_uses(monograph) if use.dose]
    small = (
        tr("1 dose on file, see below")
        if len(uses) == 1
        else tr("depends on the cells, {count} doses on file below", count=len(uses))
    )
    return _by_context(tr("Dose"), span_of(usual_doses(monograph)), small, uses, monograph)


def _time(monograph: Monograph) -> Summary:
    uses = [use for use in usual_uses(monograph) if use.time]
    small = (
        tr("1 time on file, see below")
        if len(uses) == 1
        else tr("depends on the cells, {count} times on file below", count=len(uses))
    )
    return _by_context(tr("Time"), span_of(use.time for use in uses if use.time), small, uses, monograph)


def _by_context(title: str, figure: str, small: str, uses: list[Use], monograph: Monograph) -> Summary:
    if not uses:
        return _unknown(title, tr("titrate: test a range of doses on your cells"))
    by = "; ".join(f"{tr(use.title)}: {source_text(use.source, monograph.sources)}" for use in uses)
    sources = len({use.source for use in uses})
    if sources == 1:
        return Summary(title, figure, small, term(uses[0].standing), STANDING_CHIPS[uses[0].standing], by, DOSE)
    return Summary(title, figure, small, tr("{count} sources", count=sources), "note", by, DOSE)


# -- how long it lasts -------------------------------------------------------------------------------------------------


def _keep(monograph: Monograph, rules: LabRules) -> Summary:
    if monograph.role is Role.VEHICLE:
        return _kept(monograph)
    stock = _stock(monograph)
    lines = [line for line in (*_powder(monograph), *_dilutions(monograph)) if line]
    said = [_said_by(claim, monograph) for claim in _keeping_claims(monograph)]
    title = tr("How long a stock lasts")
    if stock is not None:
        figure, rest = _life(stock)
        if rest:
            lines.insert(0, rest)
        return Summary(
            title, figure, " · ".join(lines), term(stock.basis), STANDING_CHIPS[stock.standing], " — ".join(said)
        )
    own = _own_limit(rules)
    said.append(tr("Stock: {no_value}.", no_value=tr(NO_VALUE)))
    return Summary(
        title, own or tr("no published limit"), " · ".join(lines) or tr("your lab sets the limit"),
        tr("lab rule") if own else tr(NOT_ON_FILE), "muted", " — ".join(said), LIMIT,
    )  # fmt: skip


def _stock(monograph: Monograph) -> Claim | None:
    """Return what is stated first of how long a stock keeps, by the shortest figures."""
    first = next(iter(monograph.stability.stock), None)
    return None if first is None else _careful(monograph, "stability.stock", first)[0]


def _solid(monograph: Monograph) -> Claim | None:
    """Return where the powder is kept, by the coldest figure."""
    first = next((claim for claim in monograph.storage if claim.context.form in {"solid", "neat"}), None)
    return None if first is None else _careful(monograph, "storage", first)[0]


def _kept(monograph: Monograph) -> Summary:
    """Return how a vehicle is kept, of which no stock is made."""
    solid = _solid(monograph)
    if solid is None:
        return _unknown(tr("Storage"), "")
    return Summary(
        tr("Storage"), value_text(solid.value), "", term(solid.basis), STANDING_CHIPS[solid.standing],
        _said_by(solid, monograph),
    )  # fmt: skip


def _life(stock: Claim) -> tuple[str, str]:
    """Return how long a stock lasts: the figure, and what else is said of it."""
    if stock.keeps:
        figures = [shelf_life_text(one) for one in stock.keeps]
        return figures[0], " · ".join(figures[1:])
    words = value_text(stock.value) if stock.value is not None else tr(stock.statement)
    return (words, "") if len(words) <= _SHORT else (tr("see below"), words)


# Longer words are set small.
_SHORT = 28


def _own_limit(rules: LabRules) -> str:
    for rule, celsius in (("stock_frozen_20_d", "−20"), ("stock_frozen_80_d", "−80")):
        if getattr(rules, rule):
            # Before the first paint only where the lab has set one.
            from benchapp.ui.text.rule_texts import rule_value  # noqa: PLC0415

            life = rule_value(rule, getattr(rules, rule), in_months=rule in rules.in_months)
            return tr("{life} at {temperature}", life=life, temperature=f"{celsius}{THIN_SPACE}°C")
    return ""


def _powder(monograph: Monograph) -> Iterator[str]:
    solid = _solid(monograph)
    if solid is not None:
        yield tr("Powder {value}", value=value_text(solid.value))


def _dilutions(monograph: Monograph) -> Iterator[str]:
    working = next(iter(monograph.stability.working), None)
    if monograph.wants_fresh():
        yield tr("Dilutions: make fresh")
    elif working is not None and working.value is not None:
        yield tr("Dilutions: {value}", value=value_text(working.value))


def _keeping_claims(monograph: Monograph) -> Iterator[Claim]:
    working = monograph.wants_fresh() or next(iter(monograph.stability.working), None)
    yield from (one for one in (_stock(monograph), _solid(monograph), working) if one is not None)


# -- the vehicle -------------------------------------------------------------------------------------------------------


def vehicle_summary(rules: LabRules, kind: str, evidence: Monograph | None) -> Summary:
    """Return the vehicle limit for a kind of cells: the lab's rule, with what is on file for DMSO."""
    sensitive = kind == SENSITIVE
    warned = rules.vehicle_sensitive_percent if sensitive else rules.vehicle_high_percent
    source = tr("Lab rule; set your own.")
    if evidence is not None:
        shown = [claim for claim in evidence.effects if _is_about(claim, warned, sensitive=sensitive)][:2]
        said = "; ".join(
            f"{value_text(claim.value)}: {tr(claim.statement)} ({source_text(claim.source, evidence.sources)})"
            for claim in shown
        )
        source = tr("Lab rule; set your own. On file for DMSO: {said}", said=said or tr(NO_VALUE))
    return Summary(
        tr("DMSO in the well"),
        f"≤ {plain(rules.vehicle_usual_percent, 3)}{THIN_SPACE}%",
        tr("warns above {warned}\u202f%", warned=plain(warned, 3)),
        tr("lab rule"),
        "muted",
        source,
    )


def _is_about(claim: Claim, percent: float, *, sensitive: bool) -> bool:
    if claim.value is None or not claim.value.number or float(claim.value.number) > percent * (1 + 1e-9):
        return False
    return ("T cells" in claim.context.cells) if sensitive else float(claim.value.number) >= percent * (1 - 1e-9)
