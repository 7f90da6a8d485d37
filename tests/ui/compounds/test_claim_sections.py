"""Claims in their sections: what other sources say, what is copied, and what the filter leaves."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.compounds.side_by_side import side_by_side
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.store.library.library import Library
from benchapp.ui.compounds.claim_sections import ClaimSections, section_chooser
from benchapp.ui.compounds.claims import ClaimRow
from benchapp.ui.widgets.layout import vbox


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def sections(compounds: CurrentCompound, said: list[str]) -> ClaimSections:
    return ClaimSections(compounds, said.append, said.append, lambda *label: said.append("|".join(label)))


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


def test_two_sources_stand_side_by_side_with_the_one_that_is_used(qtbot: QtBot, library: Library) -> None:
    filed = library.open(library.search("doxorubicin")[0].headline.id)
    assert filed is not None
    page = filed.monograph
    for section, claim, wanted in (
        ("solubility", page.solubility[0], ["≈ 2 %", "10 mg/mL", "used: the lower"]),
        ("stability.stock", page.stability.stock[0], ["6 months at 4 °C", "≥ 124 days at 4 °C", "used: the shorter"]),
    ):
        row = ClaimRow(claim, page.sources, compared=side_by_side(page, section, claim))
        qtbot.addWidget(row)
        said = [plain_spaces(label.text()) for label in row.findChildren(QLabel)]
        assert all(any(part in text for text in said) for part in wanted), said
        assert sum("used:" in text for text in said) == 1
    assert any("refrozen" in text for text in said), "a report without a life is shown in its words"


def test_a_label_is_typed_beside_a_claim_and_handed_on(host: QWidget, sections: ClaimSections, said: list[str]) -> None:
    card = sections.begin("solubility", "Solubility")
    layout = host.layout()
    assert layout is not None
    layout.addWidget(card)
    filed = sections._compounds.opened
    assert filed is not None
    sections.add("solubility", filed.monograph.solubility[0])
    row = sections.facts["sol.dmso"]

    press(host, "compound.label.sol.dmso")
    assert row.label_line is not None
    row.label_line.figure.setText("50 mg/mL")
    row.label_line.label.setText("Vendor B")
    press(host, "compound.label.add.sol.dmso")
    assert said == ["solubility|sol.dmso|50 mg/mL|Vendor B"]
    press(host, "compound.label.sol.dmso")
    assert row.label_line.isHidden()
