"""What is written in the fields of *In vivo*, read into a request; each says at once what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from benchapp.domain.in_vivo.animals import AnimalRequest, AnimalStock
from benchapp.domain.in_vivo.by_weight import MOST_ANIMALS, read_per_kg, read_weights
from benchapp.domain.in_vivo.guides import Administration, Species
from benchapp.domain.in_vivo.vehicles import read_vehicle
from benchapp.domain.messages import BenchError
from benchapp.domain.units.fields import OVERAGE
from benchapp.domain.units.kinds import Kind
from benchapp.presenters.forms.form_model import in_field, read_amount, read_volume_ul, whole_between

if TYPE_CHECKING:
    from benchapp.domain.units.units import Units

T = TypeVar("T")
AMOUNTS = frozenset({"dose", "volume", "overage", "graduation", "weighed", "c1"})
CHOICES = {
    "species": frozenset(one.value for one in Species),
    "route": frozenset(one.value for one in Administration),
    "daily": frozenset({"yes", "no"}),
}
# Without them nothing can be computed.
NEEDED = ("dose", "volume", "weights", "vehicle")
MOST_DAYS, MOST_A_DAY = 365, 24


def read_request(
    units: Units, texts: Mapping[str, str], stock: Callable[[], AnimalStock | None]
) -> tuple[AnimalRequest | None, dict[str, BenchError]]:
    """Return what is to be given, and what is wrong, by field; None while something is wrong or missing.

    Args:
        units: The registry.
        texts: What is written in the fields.
        stock: Gives what it begins with.
    """
    errors, comma = dict[str, BenchError](), units.decimal_comma

    def read(name: str, reader: Callable[[str], T], otherwise: T) -> T:
        text = texts.get(name, "").strip()
        if not text:
            return otherwise
        try:
            return in_field(name, lambda: reader(text))
        except BenchError as error:
            errors[str(error.values.get("field", name))] = error
            return otherwise

    animals = read("animals", lambda text: whole_between(text, 1, MOST_ANIMALS, decimal_comma=comma), None)
    dose = read("dose", lambda text: read_per_kg(text, Kind.MASS, "dose", decimal_comma=comma), 0.0)
    volume = read("volume", lambda text: read_per_kg(text, Kind.VOLUME, "volume", decimal_comma=comma), 0.0)
    weights = read("weights", lambda text: read_weights(text, animals, decimal_comma=comma), None)
    vehicle = read("vehicle", lambda text: read_vehicle(text, decimal_comma=comma), None)
    per_day = read("per_day", lambda text: whole_between(text, 1, MOST_A_DAY, decimal_comma=comma), 1)
    days = read("days", lambda text: whole_between(text, 1, MOST_DAYS, decimal_comma=comma), 1)
    overage = read("overage", lambda _: float(read_amount(units, texts, "overage", Kind.PERCENT, sense=OVERAGE).m), 0.0)
    graduation = read("graduation", lambda _: read_volume_ul(units, texts, "graduation"), 10.0)
    weighed = read("weighed", lambda _: float(read_amount(units, texts, "weighed", Kind.MASS).m_as("mg")), None)
    begun = read("c1", lambda _: stock(), None)
    if errors or vehicle is None or weights is None or not dose or not volume:
        return None, errors
    return AnimalRequest(
        dose_mg_kg=dose,
        ml_kg=volume,
        weights=weights,
        per_day=per_day,
        days=days,
        daily=texts.get("daily") != "no",
        overage_percent=overage,
        vehicle=vehicle,
        species=Species(texts.get("species") or Species.MOUSE),
        route=Administration(texts.get("route") or Administration.ORAL),
        graduation_ul=graduation,
        stock=begun,
        weighed_mg=weighed or None,
    ), errors
