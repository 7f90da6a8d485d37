"""Hazards as they are read: bare codes with what the law says by them, sentences as they are."""

import pytest

from benchapp.domain.compounds.monograph import Relation, Value
from benchapp.ui.text.compound_texts import value_text
from benchapp.ui.text.compounds.ghs_statements import STATEMENTS, hazard_text
from benchapp.ui.text.language import ENGLISH, set_language


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("H360", "H360: May damage fertility or the unborn child."),
        ("H302, H315", "H302: Harmful if swallowed. H315: Causes skin irritation."),
        ("H302 H999.", "H302: Harmful if swallowed. H999."),
        ("Danger. H300 fatal if swallowed.", "Danger. H300 fatal if swallowed."),
        ("irritant", "irritant"),
    ],
)
def test_a_bare_code_is_read_with_its_statement(written: str, read: str) -> None:
    assert hazard_text(written) == read


def test_each_statement_is_a_sentence_under_its_code() -> None:
    assert all(code.startswith("H") and text.endswith(".") for code, text in STATEMENTS.items())


def test_a_phrase_and_a_code_are_read_in_the_language_of_the_screen() -> None:
    may_damage = "Kann die Fruchtbarkeit beeinträchtigen oder das Kind im Mutterleib schädigen."
    words = {STATEMENTS["H360"]: may_damage, "keep sealed": "dicht verschlossen halten"}
    set_language("de", lambda text: words.get(text, text))
    try:
        assert hazard_text("H360") == f"H360: {may_damage}"
        assert value_text(Value(Relation.QUALITATIVE, text="keep sealed")) == "dicht verschlossen halten"
    finally:
        set_language(ENGLISH)
