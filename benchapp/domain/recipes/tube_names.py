"""Names of tubes that are numbered: "1", "V2", "Len 3"."""

from benchapp.domain.units.numerals import whole


def numbered(name: str) -> tuple[str, int | None]:
    """Return the name without its number, and the number; None where it ends in none."""
    stem = name.rstrip("0123456789")
    return stem, whole(name[len(stem) :]) if len(stem) < len(name) else None


def follows(name: str, other: str) -> bool:
    """Return whether the second of two tubes has the next number, so that "2 to 8" names all in between."""
    stem, number = numbered(name)
    return number is not None and numbered(other) == (stem, number + 1)
