"""The unit of the bare numbers of a column, as a person says."""

import pytest

from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.lists.column_units import UNITS_SAID, choose_unit, read_field_and_unit
from benchapp.domain.compounds.lists.headings import match_columns
from benchapp.domain.messages import BenchError, Message


def test_a_unit_that_is_said_takes_the_place_of_one_that_is_not_understood() -> None:
    columns = match_columns(("Name", "MW (lots)", "DMSO solubility"))
    assert dict(columns.stopped) == {1: "lots"}

    said = choose_unit(choose_unit(columns, Field.MOLAR_MASS, "kDa"), Field.SOLUBILITY, "mM")

    assert (said.stopped, said.bare_units[1], said.bare_units[2]) == ({}, "kDa", "mM")
    assert (said.units[Field.MOLAR_MASS], said.units[Field.SOLUBILITY]) == ("kDa", "mM")


@pytest.mark.parametrize("name", UNITS_SAID)
def test_each_unit_that_is_offered_is_read(name: Field) -> None:
    for unit in UNITS_SAID[name]:
        assert read_field_and_unit(f"{name.value}={unit}") == (name, unit)
        assert read_field_and_unit(f" {name.value.replace('_', '-').upper()} = {unit}") == (name, unit)


@pytest.mark.parametrize("text", ["", "solubility", "solubility=", "solubility=g/mol", "storage=mM", "mM"])
def test_what_is_no_field_with_a_unit_of_it_is_refused(text: str) -> None:
    with pytest.raises(BenchError) as refused:
        read_field_and_unit(text)
    assert refused.value.code is Message.LIST_COLUMN_UNKNOWN
