"""Substances without a page are told apart by the names that were typed."""

from benchapp.domain.compounds.identities.plain_substance import plain_substance
from benchapp.domain.compounds.library_item import SUBSTANCE, is_plain, known_as


def test_two_substances_without_a_page_are_two() -> None:
    acetone, serum = plain_substance("acetone").monograph.id, plain_substance("serum").monograph.id

    assert acetone != serum
    assert plain_substance("  Acetone ").monograph.id == acetone
    assert is_plain(acetone)
    assert not is_plain("6d8a2f3e-0000-4000-8000-000000000001")


def test_what_an_earlier_version_wrote_is_known_by_its_name() -> None:
    acetone = plain_substance("acetone").monograph.id

    assert known_as(SUBSTANCE, "Acetone") == acetone
    assert known_as(acetone, "2-propanol") == plain_substance("2-propanol").monograph.id
    assert known_as("lenalidomide's id", "Lenalidomide") == "lenalidomide's id"
