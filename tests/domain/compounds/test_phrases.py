"""Which texts of a monograph can be shown in another language, and which stay in its own."""

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.compounds.phrases import standard_phrases


def test_what_is_weighed_heeded_and_kept_is_a_standard_phrase(lenalidomide: Monograph) -> None:
    phrases = set(standard_phrases(lenalidomide))

    assert "free base (racemate)" in phrases
    assert lenalidomide.hazards[0].statement in phrases
    assert "Vendor's default" in phrases
    assert "prepare fresh before each use" in phrases
    assert "GHS hazard codes" in phrases
    assert "" not in phrases


def test_so_is_what_is_known_and_who_says_otherwise(lenalidomide: Monograph) -> None:
    phrases = set(standard_phrases(lenalidomide))
    claims = [claim for _, claim in lenalidomide.claims()]

    assert {claim.statement for claim in claims} | {claim.reason for claim in claims} <= phrases
    assert {report.statement for claim in claims for report in claim.others} <= phrases
    assert {trap.why for trap in lenalidomide.identity.traps} <= phrases


def test_cells_and_targets_with_words_in_their_names_are_phrases_too(lenalidomide: Monograph) -> None:
    phrases = set(standard_phrases(lenalidomide))

    assert {"CLL T cells", "TNF-α secretion"} <= phrases
    assert not phrases & {"PBMC", "CRBN"}


def test_numbers_and_codes_and_titles_are_the_same_in_every_language(
    lenalidomide: Monograph,
) -> None:
    phrases = set(standard_phrases(lenalidomide))

    assert "CHEMBL848" not in phrases
    assert not phrases & {source.title for source in lenalidomide.sources.values()}
