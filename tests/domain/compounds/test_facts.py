import pytest

from benchapp.domain.compounds.facts import cited, fact_ids, fact_in, form_meant, section_of
from benchapp.domain.compounds.monograph import Claim, Monograph


def test_each_fact_is_named_once(lenalidomide: Monograph) -> None:
    ids = list(fact_ids(lenalidomide))

    assert len(ids) == len(set(ids)) > 50
    assert {claim.id for _, claim in lenalidomide.claims()} < set(ids)


def test_every_source_that_is_cited_is_there(lenalidomide: Monograph) -> None:
    cites = list(cited(lenalidomide))

    assert {source for source, _ in cites} == set(lenalidomide.sources)
    assert {fact for _, fact in cites} - {"identity"} < set(fact_ids(lenalidomide))


def test_a_fact_is_found_by_its_section(lenalidomide: Monograph) -> None:
    assert isinstance(fact_in(lenalidomide, "solubility", "sol.dmso"), Claim)
    assert fact_in(lenalidomide, "storage", "sol.dmso") is None
    assert section_of(lenalidomide, "stability.stock") == lenalidomide.stability.stock
    assert section_of(lenalidomide, "identity.forms") == lenalidomide.identity.forms
    assert [section_of(lenalidomide, name) for name in ("identity.cas", "stability.x", "sources", "x")] == [()] * 4


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("lenalidomide", "form.racemate"),
        ("Revlimid", "form.racemate"),
        ("191732-72-6", "form.racemate"),
        ("847871-99-2 ", "form.hemihydrate"),
        ("Lenalidomide Hemihydrate", "form.hemihydrate"),
        ("lenalidomide hydrochloride", "form.hydrochloride"),
    ],
)
def test_the_form_by_which_it_is_looked_for_is_the_one_that_is_meant(
    lenalidomide: Monograph, text: str, form: str
) -> None:
    assert form_meant(lenalidomide, text).id == form
