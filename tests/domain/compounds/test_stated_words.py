"""Relations in words, of both languages, and whole numbers with what they count."""

import pytest

from benchapp.domain.compounds.monograph import Relation
from benchapp.domain.compounds.stated import read_stated
from benchapp.domain.messages import QuantityError
from benchapp.domain.units.grammar import read_whole_number


@pytest.mark.parametrize(
    ("text", "relation", "number", "high"),
    [
        ("more than 50 mg/mL", Relation.AT_LEAST, "50", ""), ("mindestens 50 mg/mL", Relation.AT_LEAST, "50", ""),
        ("not less than 50 mg/mL", Relation.AT_LEAST, "50", ""), ("minimum 50 mg/mL", Relation.AT_LEAST, "50", ""),
        ("less than 1 mg/mL", Relation.AT_MOST, "1", ""), ("weniger als 1 mg/mL", Relation.AT_MOST, "1", ""),
        ("bis zu 5 mg/mL", Relation.AT_MOST, "5", ""), ("etwa 5 mg/mL", Relation.ABOUT, "5", ""),
        ("0.4 bis 0,5 mg/mL", Relation.RANGE, "0.4", "0.5"), ("min. 98 %", Relation.AT_LEAST, "98", ""),
    ],
)  # fmt: skip
def test_a_relation_in_words_is_kept(text: str, relation: Relation, number: str, high: str) -> None:
    value = read_stated(text)

    assert (value.relation, value.number, value.high) == (relation, number, high)


@pytest.mark.parametrize("text", ["24 Löcher", "24 wells", "24 Kavitäten", "24-well", "24", "2 × 12"])
def test_a_whole_number_may_say_what_it_counts(text: str) -> None:
    assert read_whole_number(text) == 24


@pytest.mark.parametrize("text", ["24/2", "24/1", "24 h", "½", "wells"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(QuantityError):
        read_whole_number(text)
