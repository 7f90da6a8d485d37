"""The bench card: figures, and the source of the one that is pointed at."""

from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from benchapp.domain.compounds.lab_stocks import stocks_by_compound
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.solutions.solution_state import initial_state
from benchapp.domain.units.amounts import plain_spaces
from benchapp.store.library.library import Library
from benchapp.ui.compounds.bench_card import BenchCard, SummaryTile
from benchapp.ui.compounds.bench_summaries import ANY_CELLS, SENSITIVE, summaries, vehicle_summary, with_lab_stock
from tests.making import solution


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


def test_a_long_source_is_shown_whole(qtbot: QtBot, lenalidomide: Monograph) -> None:
    card = BenchCard(summaries(lenalidomide, lenalidomide.identity.forms[0], LabRules()), None, ANY_CELLS)
    qtbot.addWidget(card)
    source = card.source
    source.resize(800, source.maximumHeight())
    usual = source.maximumHeight()

    card.cards[0].pointed_at.emit("Vendor practice; the medicine itself is kept at room temperature. " * 8)
    long = source.minimumHeight()
    needed = source.heightForWidth(source.width())
    card.cards[0].pointed_at.emit("")

    assert long >= needed > usual
    assert source.maximumHeight() == usual


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


def test_what_is_not_known_has_nothing_to_use_until_the_lab_has_made_it(qtbot: QtBot, library: Library) -> None:
    little = library.open("de79762e-5ccf-59d0-96b2-7c3ced1ef0db")
    assert little is not None
    figures = summaries(little.monograph, None, LabRules())
    used = list[str]()
    tile = SummaryTile(figures[0], lambda what, _button: used.append(what))
    qtbot.addWidget(tile)
    assert tile.use.isHidden()

    (stock,) = stocks_by_compound([initial_state(solution())]).values()
    tile.show_summary(with_lab_stock(figures[0], stock))
    assert not tile.use.isHidden()
    tile.use.click()
    assert used == ["stock"]
    assert tile.use.accessibleName() == "Use this: Usual stock"
