"""The bench card: figures, and the source of the one that is pointed at."""

from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.units.amounts import plain_spaces
from benchapp.ui.compounds.bench_card import BenchCard
from benchapp.ui.compounds.bench_summaries import ANY_CELLS, SENSITIVE, summaries, vehicle_summary


def test_a_figure_stands_with_its_source(qtbot: QtBot, lenalidomide: Monograph) -> None:
    card = BenchCard(summaries(lenalidomide, lenalidomide.identity.forms[0], LabRules()), None, ANY_CELLS)
    qtbot.addWidget(card)
    source = card.findChild(QLabel, "compound.bench.source")
    assert source is not None
    hint = source.text()

    card.cards[0].pointed_at.emit("Usual stock: APExBIO")
    assert source.text() == "Usual stock: APExBIO"
    card.cards[0].pointed_at.emit("")

    assert source.text() == hint
    assert "at least 100.8 mg/mL (388.8 mM) · APExBIO" in plain_spaces(card.cards[0].accessibleName())
    assert "APExBIO" in card.cards[0].accessibleDescription()


def test_the_kind_of_cells_is_chosen_for_the_vehicle(qtbot: QtBot, lenalidomide: Monograph) -> None:
    card = BenchCard(summaries(lenalidomide, None, LabRules()), vehicle_summary(LabRules(), ANY_CELLS, None), ANY_CELLS)
    qtbot.addWidget(card)
    assert card.vehicle is not None
    card.vehicle.offer_kinds()
    kinds = card.findChild(QComboBox, "compound.vehicle.kind")
    assert kinds is not None

    with qtbot.waitSignal(card.vehicle.kind_chosen) as chosen:
        kinds.setCurrentIndex(kinds.findData(SENSITIVE))
    card.vehicle.show_summary(vehicle_summary(LabRules(), SENSITIVE, None))

    assert chosen.args == [SENSITIVE]
    assert "warns above 0.25 %" in plain_spaces(card.vehicle.accessibleName())
