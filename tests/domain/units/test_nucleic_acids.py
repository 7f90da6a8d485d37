"""Lengths of DNA and RNA as molar masses: how they are typed, and that the averages fit what residues weigh."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.formula import read_formula
from benchapp.domain.messages import Message, QuantityError
from benchapp.domain.units.kinds import Kind
from benchapp.domain.units.nucleic_acids import ENDS, RESIDUE, NucleicAcid, Strand, read_nucleic_acid
from benchapp.domain.units.units import Units

DS, SS, RNA = Strand.DOUBLE_DNA, Strand.SINGLE_DNA, Strand.RNA


@pytest.mark.parametrize(
    ("text", "length", "strand"),
    [
        ("5000 bp", 5000, DS),
        ("5,400 bp", 5400, DS),
        ("5 400 bp", 5400, DS),
        ("5.4 kbp", 5400, DS),
        ("5.4 kb plasmid", 5400, DS),
        ("750 base pairs", 750, DS),
        ("750 Basenpaare dsDNA", 750, DS),
        ("21 nt RNA", 21, RNA),
        ("1.2 kb mRNA", 1200, RNA),
        ("21 nt (siRNA)", 21, RNA),
        ("20 nt DNA", 20, SS),
        ("20-mer oligo", 20, SS),
        ("20 nt ssDNA", 20, SS),
        ("20 Nukleotide DNS", 20, SS),
        ("20 nt dsDNA", 20, DS),
    ],
)
def test_a_length_is_read_as_people_write_it(text: str, length: int, strand: Strand) -> None:
    assert read_nucleic_acid(text) == NucleicAcid(length, strand)


@pytest.mark.parametrize("text", ["259.26 g/mol", "150 kDa", "5000 U/mg", "", "5 b/p", "9" * 70])
def test_what_is_no_length_is_left_to_the_other_readers(text: str) -> None:
    assert read_nucleic_acid(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("21 nt", Message.STRAND_NOT_SAID),
        ("5 kb", Message.STRAND_NOT_SAID),
        ("5 kb DNA", Message.STRAND_NOT_SAID),
        ("500 bp RNA", Message.STRAND_NOT_SAID),
        ("20.5 bp", Message.NOT_WHOLE),
        ("0 bp", Message.NOT_WHOLE),
        ("2000000000 bp", Message.NOT_WHOLE),
    ],
)
def test_what_does_not_say_which_strand_or_how_long_is_refused(text: str, code: MessageCode) -> None:
    with pytest.raises(QuantityError) as refused:
        read_nucleic_acid(text)

    assert refused.value.code is code


def test_the_averages_are_those_of_the_four_residues() -> None:
    """A nucleotide in a chain is its monophosphate less one water; the four are counted alike."""
    deoxy = ("C10H12N5O5P", "C9H12N3O6P", "C10H12N5O6P", "C10H13N2O7P")
    ribo = ("C10H12N5O6P", "C9H12N3O7P", "C10H12N5O7P", "C9H11N2O8P")
    water = read_formula("H2O").molar_mass

    for strand, residues in ((SS, deoxy), (RNA, ribo)):
        average = sum(read_formula(one).molar_mass for one in residues) / 4
        assert RESIDUE[strand] == pytest.approx(average, abs=0.005)
        assert ENDS[strand] == pytest.approx(water, abs=0.005)
    pair = sum(read_formula(one).molar_mass for one in deoxy) / 2
    assert RESIDUE[DS] == pytest.approx(pair, abs=0.005)
    assert ENDS[DS] == pytest.approx(2 * water, abs=0.005)


@given(st.integers(1, 1_000_000), st.sampled_from(list(Strand)))
def test_two_strands_joined_weigh_what_both_do_less_the_ends_that_meet(length: int, strand: Strand) -> None:
    one, twice = NucleicAcid(length, strand), NucleicAcid(2 * length, strand)

    assert twice.molar_mass == pytest.approx(2 * one.molar_mass - ENDS[strand])


def test_where_a_molar_mass_is_asked_a_length_is_one(units: Units) -> None:
    mass, kept = units.read_both("5000 bp", Kind.MOLAR_MASS)

    assert float(mass.m_as("g/mol")) == pytest.approx(5000 * 617.89 + 36.03)
    assert (kept.unit, kept.typed) == ("g/mol", "5000 bp")
    assert kept.value == pytest.approx(3_089_486.03)
    with pytest.raises(QuantityError) as refused:
        units.read("5000 bp", Kind.MASS)
    assert refused.value.code is Message.UNKNOWN_UNIT
