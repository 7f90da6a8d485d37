"""Claims in their sections: what other sources say, what is copied, and what the filter leaves."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.compounds.monograph import Monograph
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.ui.compounds.claim_sections import ClaimSections, section_chooser
from benchapp.ui.compounds.claims import ClaimRow
from benchapp.ui.widgets.layout import vbox


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def sections(compounds: CurrentCompound, said: list[str]) -> ClaimSections:
    return ClaimSections(compounds, said.append, said.append)


@pytest.fixture
def host(qtbot: QtBot, lenalidomide: Monograph, sections: ClaimSections) -> QWidget:
    """The benchmarks, under what filters them."""
    widget = QWidget()
    qtbot.addWidget(widget)
    card = sections.begin("benchmarks", "Benchmarks")
    widget.setLayout(vbox(*sections.filters(lenalidomide), card))
    for section, claim in lenalidomide.claims():
        if section == "benchmarks":
            sections.add(section, claim)
    for unknown in lenalidomide.unknowns:
        sections.add("benchmarks", unknown)
    return widget


def press(host: QWidget, name: str) -> None:
    button = host.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_what_other_sources_say_opens_and_closes(host: QWidget, sections: ClaimSections) -> None:
    row = sections.facts["bench.tnf-ic50"]
    assert row.others.isHidden()

    press(host, "compound.others.bench.tnf-ic50")
    assert not row.others.isHidden()
    assert "RAW 264.7" in row.others.text()

    press(host, "compound.others.bench.tnf-ic50")
    assert row.others.isHidden()


def test_a_claim_is_copied_with_its_source(host: QWidget, sections: ClaimSections, said: list[str]) -> None:
    press(host, "compound.claim.bench.tnf-ic50")

    assert said[0].startswith(sections.facts["bench.tnf-ic50"].claim.statement)
    assert said[0].endswith("disputed]")


def test_only_what_is_supported_is_left_by_the_filter(host: QWidget, sections: ClaimSections) -> None:
    press(host, "compound.filter.supported")
    rows = sections.facts.values()

    assert {row.supported for row in rows if not row.isHidden()} <= {True}
    assert any(row.isHidden() for row in rows)

    press(host, "compound.filter.all")
    assert not any(row.isHidden() for row in rows)


def test_an_edited_claim_says_how_it_stood_and_the_edit_is_dropped(qtbot: QtBot, lenalidomide: Monograph) -> None:
    row = ClaimRow(lenalidomide.solubility[0], lenalidomide.sources, "≥ 100.8 mg/mL")
    qtbot.addWidget(row)

    with qtbot.waitSignal(row.restored) as restored:
        press(row, f"compound.restore.{lenalidomide.solubility[0].id}")

    assert restored.args == [lenalidomide.solubility[0].id]


def test_the_sections_that_are_there_can_be_gone_to(qtbot: QtBot, lenalidomide: Monograph) -> None:
    chooser = section_chooser(lenalidomide)
    qtbot.addWidget(chooser)

    names = [chooser.itemData(place) for place in range(chooser.count())]
    assert names[0] == ""
    assert names[-1] == "references"
    assert "solubility" in names
    assert "effects" not in names


def test_another_compound_begins_with_no_section_and_the_same_filter(host: QWidget, sections: ClaimSections) -> None:
    press(host, "compound.filter.supported")

    sections.clear()

    assert sections.facts == {}
    assert sections.only_supported
