"""How long something takes, as typed into the form of a compound, or as a list has it: one reader for both."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.compound_input import CompoundInput, Field, parse_input
from benchapp.domain.compounds.lists.headings import match_columns
from benchapp.domain.compounds.lists.row_verdicts import RowVerdict, read_rows
from benchapp.domain.compounds.monograph import Relation
from benchapp.domain.compounds.stated import write_stated
from benchapp.domain.compounds.stated_times import read_stated_time
from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.units.durations import read_duration
from benchapp.domain.units.kinds import in_base
from benchapp.domain.units.spans import span_text
from benchapp.ui.text.message_texts import say_error

READ = [
    ("2 days and 4 hours", "", "52 h"), ("overnight", "", "≈ 16 h"), ("o/n", "", "≈ 16 h"),
    ("über Nacht", "", "≈ 16 h"),
    ("7 d", "", "7 d"), ("1 d 12 h", "", "36 h"), ("24–48 h", "", "24–48 h"), ("24 bis 48 Stunden", "", "24–48 h"),
    ("1 to 2 days", "", "1–2 d"), ("12 h – 2 d", "", "0.5–2 d"), ("≥ 24 h", "", "≥ 24 h"),
    ("up to 3 days", "", "≤ 3 d"),
    ("two days", "", "2 d"), ("48 hours", "", "48 h"), ("a week", "", "7 d"), ("90 min", "", "90 min"),
    ("1 h 30 min", "", "1.5 h"), ("1:30 h", "", "1.5 h"), ("about 2 d", "", "≈ 2 d"), ("etwa 3 Tage", "", "≈ 3 d"),
    ("for 48 h", "", "48 h"), ("72", "h", "72 h"), ("24-48", "h", "24–48 h"), ("3", "d", "3 d"), ("2 d", "h", "2 d"),
    ("overnight", "h", "≈ 16 h"), ("overnight (18 h)", "", "18 h"), ("half an hour", "", "30 min"),
    ("1,440 min", "", "1440 min"), ("2 h to 2 h", "", "2 h"), ("5 min 1 s", "", "301 s"), ("1 week 1 d", "", "8 d"),
    # A millionth of a second is as short as a length is counted.
    ("1e-9 h", "", "4e-6 s"),
]  # fmt: skip
REFUSED = [
    ("banana", Message.BAD_TIME), ("48", Message.NO_UNIT), ("daily", Message.BAD_TIME), ("every 2 d", Message.BAD_TIME),
    ("2 h ago", Message.BAD_TIME), ("until Fri 17:00", Message.BAD_TIME), ("now", Message.NOT_POSITIVE),
    ("0 h", Message.NOT_POSITIVE), ("48–24 h", Message.RANGE_REVERSED), ("7 mM", Message.WRONG_KIND),
    ("1.500 h", Message.TWO_READINGS), ("-2 h", Message.NEGATIVE), ("2 h 3 h", Message.BAD_TIME),
    ("24 h – banana", Message.BAD_TIME), ("2 wk-final", Message.BAD_TIME), ("20 years", Message.TIME_TOO_FAR),
]  # fmt: skip


@pytest.mark.parametrize(("text", "unit", "value"), READ)
def test_a_length_is_read_as_it_is_meant(text: str, unit: str, value: str) -> None:
    assert write_stated(read_stated_time(text, unit=unit)) == value


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_is_no_length_is_refused_with_its_reason(text: str, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_stated_time(text)

    assert refused.value.code is code
    assert "{" not in say_error(refused.value)


def test_the_hint_is_read() -> None:
    with pytest.raises(QuantityError) as refused:
        read_stated_time("banana")

    said = say_error(refused.value)
    assert said == "“banana” is not a time. Type for example 48 h, 2 d 4 h, 24–48 h or overnight."
    for offered in ("48 h", "2 d 4 h", "24–48 h", "overnight"):
        assert read_stated_time(offered).unit == "h"


@given(minutes=st.integers(1, 60 * 24 * 300))
def test_every_length_that_is_shown_is_read_as_long_as_by_the_one_reader(minutes: int) -> None:
    text = span_text(read_duration(f"{minutes} min").span)

    value = read_stated_time(text)

    _, seconds = in_base(value.number, value.unit) or (None, 0.0)
    assert seconds == pytest.approx(read_duration(text).span.total_seconds(), rel=1e-4)
    assert value.relation is Relation.EQUAL
    again = write_stated(value)
    assert write_stated(read_stated_time(again)) == again


def of_list(heading: str, cell: str) -> RowVerdict:
    columns = match_columns(("Name", "Formula", heading))
    (verdict,) = read_rows("l.csv", [(2, ("A", "C6H6", cell))], columns, str, lambda _text: None, "2026-11-29")
    return verdict


@pytest.mark.parametrize(("text", "unit", "value"), READ)
def test_a_list_and_the_form_read_the_same(text: str, unit: str, value: str) -> None:
    entered = CompoundInput(
        {Field.NAME: "A", Field.FORMULA: "C6H6", Field.TIME: text}, source="me", units={Field.TIME: unit}
    )
    in_form = parse_input(entered)
    made = of_list(f"Incubation time ({unit})" if unit else "Incubation time", text).monograph

    assert Field.TIME not in in_form.problems
    assert write_stated(in_form.values[Field.TIME]) == value
    assert made is not None
    assert made.uses[0].time == in_form.values[Field.TIME]


def test_what_overnight_is_taken_as_is_said_in_both() -> None:
    entered = CompoundInput({Field.NAME: "A", Field.FORMULA: "C6H6", Field.TIME: "overnight"}, source="me")
    remark = parse_input(entered).remarks[Field.TIME]
    assert (remark.code, remark.values) == (Message.OVERNIGHT_TAKEN, {"length_s": 57_600.0})

    (left,) = of_list("Incubation time", "overnight").left
    assert (left.field, left.reason.code, left.kept) == (Field.TIME, Message.OVERNIGHT_TAKEN, True)
    assert not of_list("Incubation time", "16 h").left
    assert json.dumps(left.reason.values)


def test_a_cell_that_is_no_length_costs_the_cell() -> None:
    verdict = of_list("Incubation time", "banana")

    assert verdict.monograph is not None
    assert verdict.monograph.uses == ()
    assert [(one.field, one.reason.code, one.kept) for one in verdict.left] == [(Field.TIME, Message.BAD_TIME, False)]
