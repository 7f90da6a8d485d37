"""Virus for a multiplicity of infection, and the share of the cells that it reaches."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.codes import MessageCode
from benchapp.domain.counting.infection import SEVERAL_FROM, infect, infection_cautions, read_moi, read_titre
from benchapp.domain.messages import CalculationError, Message, QuantityError


@pytest.mark.parametrize(
    "text",
    [
        "1e8 TU/mL",
        "1e8",
        "1 x 10^8 PFU/ml",
        "1e8 IFU per mL",
        "100 million TU/mL",
        "1e5 TU/µL",
        "1e8 infectious units/mL",
    ],
)
def test_a_titre_is_read(text: str) -> None:
    assert read_titre(text) == pytest.approx(1e8)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1e8 TCID50/mL", Message.TITRE_IN_DOSES), ("1e12 vg/mL", Message.TITRE_IN_GENOMES),
        ("1e12 genome copies/mL", Message.TITRE_IN_GENOMES), ("strong", Message.NOT_A_TITRE),
        ("1e8/well", Message.NOT_A_TITRE), ("-1", Message.NEGATIVE),
    ],
)  # fmt: skip
def test_what_is_no_titre_of_infectious_units_is_refused(text: str, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_titre(text)

    assert refused.value.code == code


@pytest.mark.parametrize(("text", "moi"), [("5", 5.0), ("0.3", 0.3), ("MOI 10", 10.0), ("MOI: 2", 2.0), ("0,3", 0.3)])
def test_a_multiplicity_is_read(text: str, moi: float) -> None:
    assert read_moi(text, decimal_comma="," in text) == moi


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("high", Message.NOT_A_MOI),
        ("0", Message.NOT_A_MOI),
        ("5 mL", Message.NOT_A_MOI),
        ("1,500", Message.TWO_READINGS),
    ],
)
def test_what_is_no_multiplicity_is_refused(text: str, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_moi(text)

    assert refused.value.code == code


def test_an_moi_of_one_reaches_63_percent_of_the_cells_and_37_percent_of_them_once() -> None:
    found = infect(1e8, 50_000, 1.0, 0.5)

    assert found.virus_ml == pytest.approx(5e-4)
    assert found.infected == pytest.approx(1 - math.exp(-1))
    assert found.once == pytest.approx(math.exp(-1))
    assert infection_cautions(found) == []


@given(st.floats(1e5, 1e10), st.floats(1e3, 1e6), st.floats(1e-3, 100))
def test_the_shares_are_those_of_poisson(titre: float, cells: float, moi: float) -> None:
    found = infect(titre, cells, moi, 1e9)

    none = 1 - found.infected
    several = found.infected - found.once
    assert none == pytest.approx(math.exp(-moi))
    assert found.once == pytest.approx(moi * math.exp(-moi))
    assert several >= -1e-12
    assert none + found.once + several == pytest.approx(1.0)
    # The volume holds what the cells are to get.
    assert found.virus_ml * titre / cells == pytest.approx(moi)
    assert bool(infection_cautions(found)) == (moi > SEVERAL_FROM)


@given(st.floats(0.01, 20), st.floats(1.01, 10))
def test_more_virus_reaches_more_cells(moi: float, more: float) -> None:
    assert infect(1e8, 1e4, moi * more, 1e9).infected >= infect(1e8, 1e4, moi, 1e9).infected


def test_several_in_a_cell_is_more_frequent_than_one_from_a_multiplicity_on() -> None:
    assert math.exp(SEVERAL_FROM) - 1 - SEVERAL_FROM == pytest.approx(SEVERAL_FROM, rel=1e-4)


def test_a_titre_that_does_not_fit_into_the_well_is_refused() -> None:
    with pytest.raises(CalculationError) as refused:
        infect(1e5, 50_000, 5.0, 0.5)

    assert (refused.value.code, refused.value.values["need_ml"]) == (Message.TITRE_TOO_LOW, 2.5)
