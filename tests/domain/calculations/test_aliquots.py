"""How a stock is divided where nobody says so."""

import pytest

from benchapp.domain.calculations.aliquots import Division, usual_division
from benchapp.domain.compounds.monograph import Monograph
from benchapp.store.library.library import Library

SHELF = Division(0.0, shelf=True)


def page(library: Library, name: str) -> Monograph:
    filed = library.open(library.search(name)[0].headline.id)
    assert filed is not None
    return filed.monograph


@pytest.mark.parametrize(
    ("compound", "solvent", "ml", "division"),
    [
        # 81 tubes are a box of 9 × 9.
        ("lenalidomide", "DMSO", 1, Division(100)),
        ("lenalidomide", "DMSO", 8.1, Division(100)),
        ("lenalidomide", "DMSO", 10, Division(1000)),
        ("lenalidomide", "DMSO", 81, Division(1000)),
        ("lenalidomide", "DMSO", 100, Division(0)),
        # On cells by doses of its page, as its page says of a stock, and a biologic.
        ("G418", "water", 20, Division(1000)),
        ("doxorubicin", "water", 20, Division(1000)),
        ("IL-15", "PBS", 20, Division(1000)),
    ],
)
def test_what_an_open_bottle_spoils_fills_no_more_than_a_freezer_box(
    library: Library, compound: str, solvent: str, ml: float, division: Division
) -> None:
    assert usual_division(page(library, compound), solvent, ml * 1000) == division


@pytest.mark.parametrize(
    ("solvent", "ml", "division"),
    [
        ("water", 1, Division(100)),
        ("water", 8.1, Division(100)),
        ("water", 10, SHELF),
        ("water", 100, SHELF),
        ("PBS", 50, SHELF),
        ("DMSO", 10, Division(1000)),
        ("ethanol", 10, Division(1000)),
    ],
)
def test_what_has_no_doses_is_one_bottle_in_water(salt: Monograph, solvent: str, ml: float, division: Division) -> None:
    assert usual_division(salt, solvent, ml * 1000) == division


@pytest.fixture
def salt(library: Library) -> Monograph:
    """Return a page that says no more than an identity record does."""
    known = page(library, "lenalidomide")
    return Monograph(known.format, known.id, known.revision, known.language, known.identity, known.sources)
