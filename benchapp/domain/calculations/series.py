"""Serial dilution: a top concentration divided by one factor, tube to tube."""

from msgspec import Struct

from benchapp.domain.messages import CalculationError, Message
from benchapp.domain.units.quantities import Quantity, positive


class Series(Struct, frozen=True):
    """A dilution series.

    Attributes:
        concentrations: From the top down.
        transfer: Volume carried from each tube to the next; None where no volume was given.
        diluent: Volume in each tube before the transfer arrives.
        mixing_volume: Volume in each tube while it is mixed, transfer + diluent.
        left: Volume in each tube after the transfer is taken out, and in the last one before discarding.
    """

    concentrations: tuple[Quantity, ...]
    transfer: Quantity | None = None
    diluent: Quantity | None = None
    mixing_volume: Quantity | None = None
    left: Quantity | None = None


def series(
    top: Quantity,
    factor: float,
    points: int,
    *,
    volume: Quantity | None = None,
    mixing_volume: Quantity | None = None,
) -> Series:
    """Lay out a serial dilution.

    Args:
        top: Highest concentration, the first point.
        factor: How many times weaker each tube is than the one before; above 1 (√10 for half-log).
        points: How many concentrations, the top included; at least 1.
        volume: Wanted left in each tube after the transfer.
        mixing_volume: What each tube holds when mixed, in place of `volume`.

    Raises:
        CalculationError: The factor is not above 1, or there are no points.
    """
    positive(top, "top")
    if not factor > 1:
        raise CalculationError(Message.FACTOR_TOO_SMALL, field="factor")
    if points < 1:
        raise CalculationError(Message.NOT_POSITIVE, field="points")
    concentrations = tuple(top / factor**step for step in range(points))
    if mixing_volume is None and volume is not None:
        mixing_volume = positive(volume, "volume") * factor / (factor - 1)
    if mixing_volume is None:
        return Series(concentrations)
    transfer = positive(mixing_volume, "mixing_volume") / factor
    left = mixing_volume - transfer
    return Series(concentrations, transfer, left, mixing_volume, left)
