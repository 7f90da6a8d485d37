"""Pipettes and rules of the lab, as typed, checked, and written into the journal."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from msgspec import Struct

from benchapp.domain.journal.entries import LabRuleSet, PipettesSet
from benchapp.domain.lab.lab_rules import RULE_NAMES, RULE_SPANS, LabRules
from benchapp.domain.lab.pipettes import SMALL_PIPETTES, USUAL_PIPETTES, Pipette, iso_error_ul
from benchapp.domain.messages import BenchError, CalculationError, Message, QuantityError
from benchapp.domain.units.amounts import THIN_SPACE, plain
from benchapp.domain.units.durations import ParsedDuration, read_duration
from benchapp.domain.units.grammar import read_typed
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.spans import days_in_months
from benchapp.domain.units.units import Units
from benchapp.presenters.session.journal_session import JournalSession

FIELDS = ("name", "low", "high", "step", "error")
MOST_PIPETTES = 24
_LARGE_UL = 1000


class PipetteRow(Struct, frozen=True):
    """A pipette as typed.

    Attributes:
        texts: What is in its fields, by name; an empty error is that of ISO 8655 for the nominal volume.
        serological: Whether it is a serological pipette.
    """

    texts: Mapping[str, str]
    serological: bool = False


class LabForm:
    """Pipettes and rules of the lab.

    Args:
        book: Where they are.
    """

    def __init__(self, book: JournalSession) -> None:
        self._book = book
        self.units: Units | None = None

    @property
    def rules(self) -> LabRules:
        """The rules that hold now."""
        return self._book.bench.rules

    def rows(self, pipettes: Sequence[Pipette] | None = None) -> list[PipetteRow]:
        """Return the lab's pipettes as they are typed."""
        return [self._row(one) for one in (self._book.pipettes if pipettes is None else pipettes)]

    def usual_rows(self) -> list[PipetteRow]:
        """Return the usual pipettes, to begin from."""
        return self.rows(USUAL_PIPETTES)

    def with_small(self, rows: Sequence[PipetteRow]) -> list[PipetteRow]:
        """Return rows as typed with a P2 and a P10 before them, where there are none of that name."""
        there = {row.texts.get("name", "").strip().casefold() for row in rows}
        return [*self.rows([one for one in SMALL_PIPETTES if one.name.casefold() not in there]), *rows]

    def _row(self, one: Pipette) -> PipetteRow:
        volumes = {"low": one.low_ul, "high": one.high_ul, "step": one.step_ul, "error": one.error_ul}
        # Large ones are called by millilitres; in one unit the four figures can be compared.
        per, unit = (1000, "mL") if one.high_ul > _LARGE_UL else (1, "µL")
        texts = {name: self._written(f"{plain(ul / per, 6)}{THIN_SPACE}{unit}") for name, ul in volumes.items()}
        return PipetteRow({"name": one.name, **texts}, one.serological)

    def _written(self, text: str) -> str:
        return self.units.written(text) if self.units else text

    def check(self, rows: Sequence[PipetteRow]) -> tuple[list[Pipette], dict[tuple[int, str], BenchError]]:
        """Read pipettes; give those that can be read, and what is wrong with the others, by row and field."""
        found: list[Pipette] = []
        errors: dict[tuple[int, str], BenchError] = {}
        for place, row in enumerate(rows):
            try:
                one = self._read(row)
            except BenchError as error:
                errors[(place, str(error.values.get("field", "name")))] = error
                continue
            if any(one.name.casefold() == other.name.casefold() for other in found):
                errors[(place, "name")] = CalculationError(Message.PIPETTE_TWICE, name=one.name, field="name")
            found.append(one)
        return found, errors

    def _read(self, row: PipetteRow) -> Pipette:
        name = row.texts.get("name", "").strip()
        if not name:
            raise CalculationError(Message.PIPETTE_NAME_NEEDED, field="name")
        low, high, step = (self._volume(row, field) for field in ("low", "high", "step"))
        if not low < high:
            raise CalculationError(Message.PIPETTE_RANGE, field="high")
        if step > high - low:
            raise CalculationError(Message.PIPETTE_STEP, field="step")
        error = self._volume(row, "error") if row.texts.get("error", "").strip() else iso_error_ul(high)
        if error >= high:
            raise CalculationError(Message.PIPETTE_RANGE, field="error")
        return Pipette(name, low, high, step, error, row.serological)

    def _volume(self, row: PipetteRow, field: str) -> float:
        text = row.texts.get(field, "")
        try:
            if self.units is None:
                raise QuantityError(Message.EMPTY)
            # A bare number on a pipette is in microlitres.
            typed = read_typed(text, decimal_comma=self.units.decimal_comma, unit_needed=False)
            quantity = self.units.read(text if typed.unit else f"{text} µL", Kind.VOLUME)
        except QuantityError as error:
            values = {"wanted": Kind.VOLUME.value, **error.values, "field": field}
            raise QuantityError(error.code, **values) from error
        ul = float(quantity.m_as("uL"))
        if not ul > 0:
            raise CalculationError(Message.NOT_POSITIVE, field=field)
        return round(ul, 6)

    def save_pipettes(self, rows: Sequence[PipetteRow], person: str = "") -> None:
        """Write the pipettes; they hold from now on.

        Raises:
            BenchError: One cannot be read, there is none, or it could not be saved; nothing changed.
        """
        found, errors = self.check(rows)
        if errors:
            raise next(iter(errors.values()))
        if not found:
            raise CalculationError(Message.PIPETTE_NEEDED, field="name")
        if tuple(found) != self._book.pipettes:
            self._book.record(PipettesSet(tuple(found)), person=person)

    def read_rule(self, rule: str, text: str) -> float:
        """Read the value of a rule: a number in the unit of the rule, or a length of time for a rule that is one.

        Raises:
            QuantityError: It is none, or outside what makes sense.
        """
        comma = self.units.decimal_comma if self.units else False
        length = _length(rule, text, decimal_comma=comma)
        number = _in_unit(rule, length) if length is not None else self._plain_number(text, decimal_comma=comma)
        most = 100.0 if rule.endswith("_percent") or rule == "soon_part" else 1e6
        most = 1.0 if rule == "soon_part" else most
        least = 1e-6 if rule in {"medium_vehicle_percent", "pipette_error_percent"} else 0.0
        if not least <= number <= most:
            raise QuantityError(Message.NOT_BETWEEN, text=text, least=least, most=most)
        return number

    def _plain_number(self, text: str, *, decimal_comma: bool) -> float:
        try:
            typed = read_typed(text, decimal_comma=decimal_comma, unit_needed=False)
        except QuantityError as error:
            if error.code in {Message.TWO_READINGS, Message.NEGATIVE, Message.TOO_LONG, Message.GROUPED}:
                raise
            raise QuantityError(Message.RULE_NUMBER, text=text) from error
        if typed.unit:
            raise QuantityError(Message.RULE_NUMBER, text=text)
        return typed.number

    def save_rule(self, rule: str, text: str, person: str = "") -> bool:
        """Write a rule where it changes; tell whether it did.

        Raises:
            BenchError: The text is no value for it, or it could not be saved.
        """
        value, in_months = self.read_rule(rule, text), self.is_in_months(rule, text)
        was, was_in_months = float(getattr(self.rules, rule)), rule in self.rules.in_months
        if rule not in RULE_NAMES or (value == was and in_months == was_in_months):
            return False
        self._book.record(LabRuleSet(rule, value, was, (), in_months, was_in_months), person=person)
        return True

    def is_in_months(self, rule: str, text: str) -> bool:
        """Return whether a text says months of the calendar; the number that holds goes on saying what it said."""
        comma = self.units.decimal_comma if self.units else False
        length = _length(rule, text, decimal_comma=comma)
        if length is not None:
            return bool(length.months)
        try:
            return rule in self.rules.in_months and self.read_rule(rule, text) == getattr(self.rules, rule)
        except QuantityError:
            return False


def _length(rule: str, text: str, *, decimal_comma: bool) -> ParsedDuration | None:
    """Return a length of time that is typed for a rule; None where it is typed as none."""
    if rule not in RULE_SPANS:
        return None
    try:
        return read_duration(text, decimal_comma=decimal_comma)
    except QuantityError:
        return None


def _in_unit(rule: str, length: ParsedDuration) -> float:
    span = timedelta(days=days_in_months(length.months)) if length.months else length.span
    return round(span / RULE_SPANS[rule], 6)
