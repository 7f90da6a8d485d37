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


def test_findings_and_the_names_of_cells_stay_in_the_words_of_the_monograph(lenalidomide: Monograph) -> None:
    phrases = set(standard_phrases(lenalidomide))

    assert not phrases & {claim.statement for claim in (*lenalidomide.mechanism, *lenalidomide.benchmarks)}
    assert "CLL T cells" not in phrases
