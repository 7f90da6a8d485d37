"""Hydrates by name."""

import pytest
from msgspec.structs import replace

from benchapp.domain.compounds.identities.hydrates import named_hydrate, with_water
from benchapp.domain.compounds.identities.identity import Added, IdentityRecord

CHLORIDE = IdentityRecord(1, "7786-30-3", "magnesium chloride", "MgCl2", "[Cl-].[Cl-].[Mg+2]", origin="PubChem")


@pytest.mark.parametrize(
    ("name", "hydrate"),
    [
        ("magnesium chloride hexahydrate", ("magnesium chloride", 6)),
        ("Calcium chloride, dihydrate", ("Calcium chloride", 2)),
        ("Magnesiumchlorid-Hexahydrat", ("Magnesiumchlorid", 6)),
        ("glucose monohydrate", ("glucose", 1)),
        ("sodium sulfate decahydrate", ("sodium sulfate", 10)),
        # How much water it is, is not said, or it is no whole molecule.
        ("chloral hydrate", None),
        ("lenalidomide hemihydrate", None),
        ("carbohydrate", None),
        ("hexahydrate", None),
    ],
)
def test_the_water_is_read_from_the_name(name: str, hydrate: tuple[str, int] | None) -> None:
    assert named_hydrate(name) == hydrate


def test_water_is_in_the_formula_and_the_number_of_what_is_dry_is_not_taken() -> None:
    wet = with_water(CHLORIDE, 6)
    assert wet is not None
    assert (wet.formula, wet.added, wet.cas, wet.smiles) == ("MgCl2·6H2O", (Added("H2O", 6),), "", "")
    one = with_water(CHLORIDE, 1)
    assert one is not None
    assert one.formula == "MgCl2·H2O"


def test_what_has_water_already_or_several_molecules_is_given_none() -> None:
    assert with_water(replace(CHLORIDE, added=(Added("H2O", 6),)), 2) is None
    assert with_water(replace(CHLORIDE, moles=2), 2) is None
