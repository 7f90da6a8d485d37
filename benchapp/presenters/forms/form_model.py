"""The fields of a form as text, and the answer that follows from them.

What is typed while an answer is due puts the answer off, so a stale one is never computed. A form that nobody looks at
computes nothing: its answer is due, and is computed when it comes into view or is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from benchapp.domain.lab.solvents import canonical
from benchapp.domain.messages import CalculationError, Message, QuantityError
from benchapp.domain.units.amounts import Amount, is_undiluted
from benchapp.domain.units.grammar import read_typed, read_whole_number
from benchapp.domain.units.kinds import BASE_UNITS, CONCENTRATIONS, Kind
from benchapp.domain.units.numerals import ANY, Sense
from benchapp.domain.units.quantities import Quantity

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

T = TypeVar("T")
AnswerT_co = TypeVar("AnswerT_co", covariant=True)
# Long enough for the typed character to be painted, too short to be noticed.
SOON_MS = 12
# What a stock may be counted in.
STOCK_KINDS = (Kind.MOLARITY, Kind.MASS_CONCENTRATION, Kind.ACTIVITY_CONCENTRATION)


class FormModel(QObject, Generic[AnswerT_co]):
    """What is in the fields of a calculator, all of it as text, choices included.

    Args:
        preset: What is in a field at first.
        answer: The answer before there is anything to compute.

    Attributes:
        units: The registry; None until it is there.
        choices: What can be chosen, for the names that are choices and no fields.

    Signals:
        answered: The answer was recomputed.
        filled: A field was filled by the program: name and text.
    """

    answered = Signal(object)
    filled = Signal(str, str)
    # How long the answer waits after a keystroke, ms; 0 answers at once.
    delay_ms = 0

    def __init__(self, preset: Mapping[str, str], answer: AnswerT_co) -> None:
        super().__init__()
        self.units: Units | None = None
        self._preset = dict(preset)
        self._texts = dict(preset)
        # The fields whose text of the program's own waits for the decimal sign in which amounts are typed here.
        # What a person typed is never among them: it is not rewritten.
        self._unsigned = {name for name in preset if self.is_amount(name)}
        self.choices: dict[str, frozenset[str]] = {}
        self._answer = answer
        self._due = True
        self._computing = False
        self._in_view = True
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(self.delay_ms)
        self._soon.timeout.connect(self.compute)

    # -- the fields ------------------------------------------------------------------------------------------

    def use_units(self, units: Units) -> None:
        """Set the registry, once it is there; what was typed before is read now."""
        self.units = units
        unsigned, self._unsigned = sorted(self._unsigned), set()
        for name in unsigned:
            self.fill(name, self.text(name))
        self.answer_now()

    def text(self, name: str) -> str:
        """Return what is in a field, or is chosen."""
        return self._texts.get(name, "")

    def set_text(self, name: str, text: str) -> None:
        """Set what was typed into a field, or chosen; the answer follows."""
        self._texts[name] = text
        self._unsigned.discard(name)
        self.answer_soon()

    def fill(self, name: str, text: str) -> None:
        """Put a text into a field as the program's own, with the decimal sign in which amounts are typed here.

        The answer is due; it is computed with what follows, or when it is read.
        """
        if self.is_amount(name):
            if self.units is None:
                self._unsigned.add(name)
            else:
                text = self.units.written(text)
        self._texts[name] = text
        self._due = True
        self.filled.emit(name, text)

    def is_amount(self, name: str) -> bool:
        """Return whether a field holds amounts, and not words."""
        raise NotImplementedError

    def inputs(self) -> dict[str, str]:
        """Return everything that is in the fields and is chosen, to be kept."""
        return {name: text for name, text in sorted(self._texts.items()) if text}

    def take_inputs(self, inputs: Mapping[str, str]) -> None:
        """Put kept inputs into the fields; what was not kept is empty, and a choice not known here as at first."""
        for name in (*self._texts, *inputs):
            text = inputs.get(name, "")
            if name in self.choices and text not in self.choices[name]:
                text = self._preset.get(name, "")
            self.fill(name, text)
        self.answer_now()

    # -- the answer ------------------------------------------------------------------------------------------

    @property
    def answer(self) -> AnswerT_co:
        """What the fields come to; computed first where that is due. While it is computed, the one before."""
        if self.due and not self._computing:
            self.compute()
        return self._answer

    @property
    def due(self) -> bool:
        """Whether something changed since the answer was computed."""
        return self._due and self.units is not None

    @property
    def in_view(self) -> bool:
        """Whether somebody can look at the answer."""
        return self._in_view

    def come_into_view(self) -> None:
        """Compute what is due, and from now on with every change."""
        self._in_view = True
        if self.due:
            self.compute()

    def leave_view(self) -> None:
        """Compute nothing any more until the answer is read, or comes into view."""
        self._in_view = False
        self._soon.stop()

    def answer_soon(self) -> None:
        """Compute when what was typed has been shown; out of view the answer is due."""
        if self.delay_ms == 0:
            self.answer_now()
            return
        self._due = True
        if self.due and self._in_view:
            self._soon.start()

    def answer_now(self) -> None:
        """Compute at once; out of view the answer is due."""
        self._due = True
        if self._in_view:
            self.compute()

    def compute(self) -> None:
        """Compute the answer, in view or not."""
        self._soon.stop()
        if self.units is None:
            return
        self._computing = True
        try:
            self._answer = self._solve(self.units)
            self._word_answer()
        finally:
            self._computing = False
        # What was filled in meanwhile belongs to this answer.
        self._due = False
        self.answered.emit(self._answer)

    def _word_answer(self) -> None:
        """Show in the answer what is refused as it is for what is calculated with."""

    def _solve(self, units: Units) -> AnswerT_co:
        """Return what the fields come to."""
        raise NotImplementedError


def named_solvent(text: str) -> str:
    """Return the solvent named behind a typed concentration, "10 mM in DMSO"; "" where none is."""
    try:
        return canonical(read_typed(text).solvent)
    except QuantityError:
        return ""


def typed_undiluted(text: str) -> bool:
    """Return whether a typed concentration is that of a liquid as bought: "100 %"."""
    try:
        typed = read_typed(text)
    except QuantityError:
        return False
    return is_undiluted(Amount(typed.digits, typed.unit))


def typed_concentration(units: Units, text: str, before: Amount | None = None) -> tuple[Amount, str]:
    """Return a concentration to keep, and the solvent named behind it; "" where none is.

    Of a per cent it has to be said of what, unless it is all of it.

    Args:
        units: The registry.
        text: As typed.
        before: What was recorded, on whose scale it may stay.

    Raises:
        QuantityError: It is none.
    """
    per_cent = typed_undiluted(text) or (before is not None and before.unit == BASE_UNITS[Kind.PERCENT])
    _, typed = units.read_with_solvent(text, *(one for one in CONCENTRATIONS if per_cent or one is not Kind.PERCENT))
    if typed.solvent:
        return Amount(typed.digits, typed.unit), canonical(typed.solvent)
    return Amount(typed.digits, typed.unit, text.strip()), ""


def in_field(name: str, read: Callable[[], T]) -> T:
    """Read a field; what is wrong with it carries its name.

    Raises:
        QuantityError: It cannot be read.
    """
    try:
        return read()
    except QuantityError as error:
        raise QuantityError(error.code, **{**error.values, "field": name}) from error


def read_amount(units: Units, texts: Mapping[str, str], name: str, *kinds: Kind, sense: Sense = ANY) -> Quantity:
    """Read a field that must hold an amount.

    Raises:
        QuantityError: It cannot be read; `field` names it.
    """
    return in_field(name, lambda: units.read(texts.get(name, ""), *kinds, sense=sense))


def read_stock(units: Units, texts: Mapping[str, str], name: str) -> Quantity:
    """Read the concentration of a stock; the solvent may be named behind it.

    Raises:
        QuantityError: It cannot be read; `field` names it.
    """
    return in_field(name, lambda: units.read_with_solvent(texts.get(name, ""), *CONCENTRATIONS)[0])


def read_volume_ul(units: Units, texts: Mapping[str, str], name: str) -> float:
    """Read a volume above zero, µL.

    Raises:
        BenchError: It cannot be read, or is zero; `field` names it.
    """
    ul = float(read_amount(units, texts, name, Kind.VOLUME).m_as("uL"))
    if not ul > 0:
        raise CalculationError(Message.NOT_POSITIVE, field=name)
    return ul


def whole_between(text: str, least: int, most: int, *, decimal_comma: bool = False) -> int:
    """Return a whole number between two bounds.

    Raises:
        QuantityError: It is not one.
    """
    number = read_whole_number(text, decimal_comma=decimal_comma)
    if not least <= number <= most:
        raise QuantityError(Message.NOT_BETWEEN, text=text, least=least, most=most)
    return number


def read_whole(texts: Mapping[str, str], name: str, least: int, most: int) -> int:
    """Return the whole number in a field, between two bounds; that of an empty field is the lower one.

    Raises:
        QuantityError: It is not one; `field` names it.
    """
    text = texts.get(name, "").strip()
    return in_field(name, lambda: whole_between(text, least, most)) if text else least
