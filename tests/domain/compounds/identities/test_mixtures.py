"""Polymers and mixtures, which no record of one molecule is of."""

import pytest

from benchapp.domain.compounds.identities.mixtures import is_mixture, names_mixture


@pytest.mark.parametrize("cas", ["9002-18-0", "9004-54-0", "9005-64-5", "9099-99-9"])
def test_what_has_a_number_of_polymers_is_no_single_molecule(cas: str) -> None:
    assert is_mixture(cas)


@pytest.mark.parametrize("cas", ["58-08-2", "9100-00-0", "900-00-0", "90045-36-6", ""])
def test_other_numbers_are_of_single_molecules(cas: str) -> None:
    assert not is_mixture(cas)


def test_names_of_polymers_are_known_however_they_are_written() -> None:
    assert all(map(names_mixture, ("PEG 400", "peg-400", "Bsa", "NP-40", "cresol")))
    assert not any(map(names_mixture, ("m-cresol", "ethylene glycol", "PEG 8000 monomethyl ether", "")))
