"""Hazards as they are read: bare codes with what the law says by them, sentences as they are."""

import pytest

from benchapp.ui.text.compounds.ghs_statements import STATEMENTS, hazard_text


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
