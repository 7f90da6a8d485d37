"""Convert: what it asks for, where, and what a conversion rests on."""

import pytest

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import Message
from benchapp.domain.units.amounts import plain_spaces
from benchapp.domain.units.units import Units
from benchapp.presenters.calculator.sheets.conversion_sheet import CONVERT
from benchapp.presenters.calculator.simple_forms import SimpleForm


def converted_from(units: Units, texts: dict[str, str]) -> SimpleForm:
    form = SimpleForm(CONVERT)
    form.use_units(units)
    for name, text in texts.items():
        form.set_text(name, text)
    return form


@pytest.mark.parametrize(
    ("texts", "converted", "codes"),
    [
        ({"value": "0.2 N", "unit": "M", "each": "2"}, "0.1 M", []),
        ({"value": "100 ppm", "unit": "mg/L", "density": "1.02 g/mL"}, "102 mg/L",
         [Message.WORK_BY_MASS, Message.WORK_OF_THE_SOLUTION]),
        ({"value": "154 mM", "unit": "mOsm/L", "each": "2"}, "308 mOsm/L", [Message.WORK_OSMOLES_IDEAL]),
        # 50 ng/µL of 5000 pairs, which weigh 3.09 million g/mol.
        ({"value": "50 ng/uL", "unit": "nM", "molar_mass": "5000 bp"}, "16.18 nM", [Message.WORK_STRAND]),
        ({"value": "10 uM", "unit": "ng/uL", "molar_mass": "20 nt DNA"}, "61.97 ng/µL", [Message.WORK_STRAND]),
        ({"value": "1 uM", "unit": "ng/uL", "molar_mass": "21 nt RNA"}, "6.768 ng/µL", [Message.WORK_STRAND]),
        # A length that is left in its field, and not used.
        ({"value": "50 ng/uL", "unit": "ug/mL", "molar_mass": "5000 bp"}, "50 µg/mL", []),
        ({"value": "1 h", "unit": "min", "molar_mass": "5000 bp"}, "60 min", []),
        ({"value": "150 kDa", "unit": "g/mol"}, "150000 g/mol", []),
    ],
)  # fmt: skip
def test_a_conversion_asks_for_what_it_needs_and_says_what_it_rests_on(
    units: Units, texts: dict[str, str], converted: str, codes: list[MessageCode]
) -> None:
    form = converted_from(units, texts)

    assert plain_spaces(form.answer.figures["converted"]) == converted
    assert [code for code, _ in form.answer.working] == codes


def test_a_strand_is_a_molar_mass_where_no_unit_is_named(units: Units) -> None:
    form = converted_from(units, {"value": "50 ng/uL", "molar_mass": "5000 bp"})

    assert [code for code, _ in form.answer.working] == [Message.WORK_STRAND]
    assert "also1" in form.answer.figures

    without = converted_from(units, {"value": "50 mL", "molar_mass": "5000 bp"})

    assert (set(without.answer.figures), without.answer.working) == ({"value"}, ())


def test_a_density_of_no_liquid_is_questioned(units: Units) -> None:
    form = converted_from(units, {"value": "100 ppm", "unit": "mg/L", "density": "10 g/mL"})

    assert form.answer.questioned["density"][0] is Message.DENSITY_DOUBTED
