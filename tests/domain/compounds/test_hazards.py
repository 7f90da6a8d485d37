"""The gravest hazard on file leads: on the recipe, the bench sheet, the label and the page."""

import pytest

from benchapp.domain.compounds.hazards import by_weight, short_hazard
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.messages import Message
from benchapp.domain.recipes.cautions import careful
from benchapp.store.library.library import Library


def page_of(library: Library, name: str) -> Monograph:
    filed = library.open(library.search(name)[0].headline.id)
    assert filed is not None
    return filed.monograph


def test_fatal_if_swallowed_leads_for_cycloheximide(library: Library) -> None:
    monograph = page_of(library, "cycloheximide")

    first, *others = by_weight(monograph.hazards)
    assert "H300 fatal if swallowed" in first.statement
    assert {one.id for one in others} == {"haz.repro"}
    (step,) = (line for line in careful([monograph], "DMSO", powder=True) if line.code is Message.STEP_HAZARD)
    assert "H300" in str(step.values["hazard"])


@pytest.mark.parametrize(
    ("name", "first"), [("lenalidomide", "haz.boxed"), ("dmso", "haz.ghs"), ("doxorubicin", "haz.ghs")]
)
def test_what_is_no_acute_poison_stays_in_its_order(library: Library, name: str, first: str) -> None:
    hazards = by_weight(page_of(library, name).hazards)
    assert hazards[0].id == first
    assert sorted(hazards, key=str) == sorted(page_of(library, name).hazards, key=str)


@pytest.mark.parametrize(
    ("statement", "short"),
    [
        ("Danger. H300 fatal if swallowed (2 mg/kg by mouth). H341 suspected.", "Danger: H300 fatal if swallowed"),
        ("Gefahr. H300 Lebensgefahr bei Verschlucken.", "Gefahr: H300 Lebensgefahr bei Verschlucken"),
        ("Danger. Toxic if swallowed (acute oral 3), harmful on skin.", "Danger: Toxic if swallowed, harmful on skin"),
        ("Danger", "Danger"),
        ("Danger. H360: may damage fertility.", "Danger: H360 may damage fertility"),
        ("H227: combustible liquid.", "H227 combustible liquid"),
        (
            "H301 + H311: Toxic if swallowed or in contact with skin.",
            "H301 + H311 Toxic if swallowed or in contact with skin",
        ),
        ("Embryo-fetal toxicity: boxed warning; limbs.", "Embryo-fetal toxicity"),
        ("H302 harmful if swallowed. H340 may cause genetic defects.", "H302 harmful if swallowed"),
        ("", ""),
    ],
)
def test_a_label_says_more_than_the_signal_word_or_a_code(statement: str, short: str) -> None:
    assert short_hazard(statement) == short
