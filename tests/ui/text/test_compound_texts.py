"""What a compound's page states, in words."""

import pytest

from benchapp.domain.compounds.monograph import Relation, Value
from benchapp.ui.text.compound_texts import value_text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Value(Relation.AT_LEAST, "100.8", "mg/mL"), "≥ 100.8 mg/mL"),
        (Value(Relation.RANGE, "0.4", "mg/mL", "0.5"), "0.4–0.5 mg/mL"),
        (Value(Relation.ABOUT, "8", "h"), "≈ 8 h"),
        # Typed as six months, which are about that many days.
        (Value(Relation.ABOUT, "180", "d"), "≈ 6 months"),
        (Value(Relation.ABOUT, "4", "d"), "≈ 4 d"),
        (Value(Relation.EQUAL, "180", "d"), "180 d"),
        (Value(Relation.EQUAL, "-20", "degC"), "−20 °C"),
        (Value(Relation.EQUAL, "10", "uM"), "10 µM"),
        (Value(Relation.QUALITATIVE, text="insoluble"), "insoluble"),
        (None, "no value found"),
    ],
)
def test_a_relation_is_kept_to_the_screen(value: Value | None, shown: str) -> None:
    assert value_text(value).replace("\u202f", " ") == shown
