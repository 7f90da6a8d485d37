"""The compound page: its top at once, the rest as it comes near, hazards, banners and the menu of the library."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.compounds.edits import OVERLAY_FORMAT, Edit, Overlay
from benchapp.domain.compounds.hazards import by_weight
from benchapp.domain.compounds.lab_stocks import LabStock, stocks_by_compound
from benchapp.domain.compounds.library_item import LibraryItem, Origin
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.solutions.solution_state import initial_state
from benchapp.domain.units.amounts import plain_spaces
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.store.library.library import FIRST_COMPOUND
from benchapp.ui.compounds.banner import banner
from benchapp.ui.compounds.bench_card import VehicleLine
from benchapp.ui.compounds.claims import ClaimRow
from benchapp.ui.compounds.compound_body import CompoundBody
from benchapp.ui.compounds.compound_page import CompoundPage
from benchapp.ui.compounds.hazard_card import hazard_card, hazard_fold, no_hazard_line
from benchapp.ui.compounds.library_menu import fill_library_menu
from benchapp.ui.widgets.layout import vbox
from benchapp.ui.widgets.page import Page
from benchapp.ui.widgets.theme import LIGHT
from tests.making import solution

# Pinometostat, of which little is known: its page is soon made.
SHORT = "de79762e-5ccf-59d0-96b2-7c3ced1ef0db"


@pytest.fixture
def make_page(compounds: CurrentCompound, qtbot: QtBot) -> Callable[..., CompoundPage]:
    def make(
        known: Callable[[str], bool] = lambda _compound: True, stocks: Mapping[str, LabStock] = MappingProxyType({})
    ) -> CompoundPage:
        page = CompoundPage(compounds, LabRules, lambda: LIGHT, known, stocks.get)
        qtbot.addWidget(page)
        page.fill()
        return page

    return make


def press(widget: QWidget, name: str) -> None:
    button = widget.findChild(QPushButton, name)
    assert button is not None
    button.click()


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_the_top_is_there_at_once_and_the_rest_when_it_is_asked_for(
    make_page: Callable[..., CompoundPage], lenalidomide: Monograph, qtbot: QtBot
) -> None:
    page = make_page()
    assert page.findChild(QLabel, "compound.bench.source") is not None
    assert not page.findChildren(ClaimRow)

    page.make_all()
    qtbot.waitUntil(lambda: page.whole)

    assert len(page.findChildren(ClaimRow)) == len(list(lenalidomide.claims()))
    assert f"Revision {lenalidomide.revision}" in words(page)


def test_a_section_is_gone_to(make_page: Callable[..., CompoundPage], compounds: CurrentCompound, qtbot: QtBot) -> None:
    page = make_page()
    compounds.open(SHORT)
    page.resize(600, 300)
    page.show()
    page.make_all()
    qtbot.waitUntil(lambda: page.whole)
    jump = page.findChild(QComboBox, "compound.filter.section")
    assert jump is not None

    jump.setCurrentIndex(jump.findData("references"))
    jump.activated.emit(jump.currentIndex())

    qtbot.waitUntil(lambda: page.area.verticalScrollBar().value() > 300)
    assert jump.currentIndex() == 0


def test_the_hazards_are_in_full_until_they_were_read(make_page: Callable[..., CompoundPage], qtbot: QtBot) -> None:
    page = make_page(lambda _compound: False)
    with qtbot.waitSignal(page.hazards_shown):
        page.make_all()
    text = page.findChild(QLabel, "compound.hazards.text")
    assert text is not None
    assert text.isVisibleTo(page)

    folded = make_page()
    text = folded.findChild(QLabel, "compound.hazards.text")
    assert text is not None
    assert not text.isVisibleTo(folded)
    press(folded, "compound.hazards.open")
    assert text.isVisibleTo(folded)
    qtbot.waitUntil(lambda: page.whole)


def test_the_gravest_hazard_stands_in_a_line_of_its_own_and_as_plain_text(
    qtbot: QtBot, lenalidomide: Monograph
) -> None:
    """Marked up, it would be laid out as a document before the first paint."""
    card = hazard_card(lenalidomide)
    qtbot.addWidget(card)
    first, rest = (card.findChild(QLabel, f"compound.hazards.{name}") for name in ("first", "text"))

    assert first is not None
    assert rest is not None
    assert first.text() == by_weight(lenalidomide.hazards)[0].statement
    assert first.property("weight") == "strong"
    assert rest.text().startswith("Powder on skin: wash at once with soap and water")
    assert rest.text().endswith("GHS hazard codes: no value found, see the supplier’s safety data sheet.")
    assert {label.textFormat() for label in card.findChildren(QLabel)} == {Qt.TextFormat.PlainText}

    alone = hazard_card(replace(lenalidomide, hazards=lenalidomide.hazards[:1], unknowns=()))
    qtbot.addWidget(alone)
    empty = alone.findChild(QLabel, "compound.hazards.text")
    assert empty is not None
    assert empty.isHidden()


def test_a_folded_hazard_opens(qtbot: QtBot, lenalidomide: Monograph) -> None:
    card = hazard_card(lenalidomide)
    fold = hazard_fold(lenalidomide, card)
    host = QWidget()
    qtbot.addWidget(host)
    host.setLayout(vbox(fold, card))
    card.hide()

    fold.click()
    assert not card.isHidden()
    assert "▲ Hazards" in words(card)

    fold.click()
    assert card.isHidden()


def test_where_no_hazard_is_on_file_a_grey_line_says_so_and_nothing_warns(
    make_page: Callable[..., CompoundPage], compounds: CurrentCompound, qtbot: QtBot
) -> None:
    compounds.open(SHORT)
    page = make_page()

    text = page.findChild(QLabel, "compound.hazards.text")
    assert text is not None
    assert text.text().startswith("No hazards on file. GHS hazard codes: no value found, see the supplier’s safety")
    assert text.property("tone") == "muted"
    assert page.findChild(QPushButton, "compound.hazards.open") is None

    bare = no_hazard_line(replace(compounds.monograph, unknowns=())) if compounds.monograph else QLabel()
    qtbot.addWidget(bare)
    assert bare.text() == "No hazards on file. See the supplier’s safety data sheet."


def test_the_usual_stock_is_the_one_that_the_lab_made_last_and_is_used(
    make_page: Callable[..., CompoundPage], compounds: CurrentCompound, qtbot: QtBot
) -> None:
    made = stocks_by_compound([initial_state(replace(solution(), compound=FIRST_COMPOUND))])
    page = make_page(stocks=made)
    page.make_all()
    qtbot.waitUntil(lambda: page.whole)

    assert page._bench is not None
    tile = page._bench.tiles[0]
    assert plain_spaces(tile.accessibleName()).startswith("Usual stock: 10 mM in DMSO")
    assert made[FIRST_COMPOUND].latest.label in tile.accessibleDescription()
    with qtbot.waitSignal(page.stock_used) as used:
        press(page, "compound.bench.use0")
    assert used.args is not None
    assert plain_spaces(used.args[0]) == "10 mM"


def test_a_dose_is_used_from_its_tile_and_of_several_one_is_chosen(
    make_page: Callable[..., CompoundPage], compounds: CurrentCompound, qtbot: QtBot
) -> None:
    page = make_page()
    press(page, "compound.bench.use1")
    (menu,) = page.findChildren(QMenu, "compound.bench.uses")
    assert isinstance(menu, QMenu)
    with qtbot.waitSignal(compounds.use_chosen) as chosen:
        menu.actions()[0].trigger()
    menu.close()
    assert chosen.args is not None
    assert plain_spaces(menu.actions()[0].text()) == "Vendor's default: 10 µM · 7 d"

    compounds.open("696770db-672d-5c19-ac4d-97bac3e0e1b8")
    with qtbot.waitSignal(compounds.use_chosen):
        press(page, "compound.bench.use1")


def test_what_nobody_published_is_set_by_the_lab_and_the_way_back_to_all_is_in_view(
    make_page: Callable[..., CompoundPage], qtbot: QtBot
) -> None:
    page = make_page()
    with qtbot.waitSignal(page.asked) as asked:
        press(page, "compound.bench.use3")
    assert asked.args == ["lab"]

    with qtbot.waitSignal(page.asked) as asked:
        press(page, "compound.head.all")
    assert asked.args == ["all"]


def test_an_empty_library_says_so(make_page: Callable[..., CompoundPage], compounds: CurrentCompound) -> None:
    page = make_page()
    compounds._filed = None

    page.fill()

    assert "No monograph is in the library." in words(page)


def test_the_button_of_the_next_step_is_asked_for(make_page: Callable[..., CompoundPage], qtbot: QtBot) -> None:
    page = make_page()
    with qtbot.waitSignal(page.stock_wanted):
        press(page, "compound.actions.stock")
    with qtbot.waitSignal(page.asked) as asked:
        press(page, "compound.actions.compare")

    assert asked.args == ["compare"]


def test_a_fact_is_brought_into_view_on_any_page(compounds: CurrentCompound, qtbot: QtBot) -> None:
    page = Page("Compound")
    qtbot.addWidget(page)
    compounds.open(SHORT)
    assert compounds.monograph is not None
    body = CompoundBody(page, compounds, lambda: LIGHT, print, print, print)
    body.show(compounds.monograph)
    page.resize(600, 300)
    page.show()
    (_, claim), *_ = reversed(list(compounds.monograph.claims()))

    body.show_fact(claim.id)

    qtbot.waitUntil(lambda: page.area.verticalScrollBar().value() > 0)
    assert body.rest.whole
    body.clear()
    assert not page.content.count()


# -- what is not as it came with the program --------------------------------------------------------------------------


def edited(monograph: Monograph) -> LibraryItem:
    edit = Edit("solubility", "sol.dmso", "2026-11-24")
    overlay = Overlay(OVERLAY_FORMAT, monograph.id, "2026-11-24", (edit,), {})
    return LibraryItem(monograph, "hash", overlay=overlay, bundled=monograph)


@pytest.mark.parametrize(
    ("change", "said", "asked"),
    [
        ({"origin": Origin.VERSION, "overlay": None}, "BC-S1 was made by it", "current"),
        ({"changed": ("sol.dmso",)}, "nothing (now bundled: ≥ 100.8", "stand"),
        ({}, "You have edited 1 fact", "drop"),
        ({"origin": Origin.OWN, "overlay": None}, "Your own compound.", "edit"),
    ],
)
def test_the_banner_says_whose_it_is(
    qtbot: QtBot, lenalidomide: Monograph, change: dict[str, object], said: str, asked: str
) -> None:
    answers = list[str]()
    card = banner(replace(edited(lenalidomide), **change), ("BC-S1",), answers.append)
    qtbot.addWidget(card)

    press(card, f"compound.banner.{asked}")

    assert said in words(card)
    assert answers == [asked]


def test_in_a_lab_nobody_else_is_told_that_the_edit_is_theirs(qtbot: QtBot, lenalidomide: Monograph) -> None:
    changed = replace(edited(lenalidomide), changed=("sol.dmso",))
    card = banner(changed, (), lambda _: None, lambda _: "Edited by Mara on hood-1.")
    row = ClaimRow(lenalidomide.solubility[0], lenalidomide.sources, "✎ Edited by Mara on hood-1. Bundled: ≥ 1 mg/mL")
    for widget in (card, row):
        qtbot.addWidget(widget)
    assert "since it was edited in your lab: nothing" in words(card)
    assert "Edited by Mara on hood-1." in words(card)
    assert "✎ Edited by Mara on hood-1. Bundled: ≥ 1 mg/mL" in words(row)
    assert "you " not in words(card) + words(row)


def test_the_menu_offers_what_can_be_done(qtbot: QtBot, lenalidomide: Monograph) -> None:
    menu, asked = QMenu(), list[str]()
    qtbot.addWidget(menu)

    def offered(filed: LibraryItem | None) -> list[str]:
        fill_library_menu(menu, filed, asked.append)
        return [action.objectName().rpartition(".")[2] for action in menu.actions() if not action.isSeparator()]

    assert offered(None) == ["all", "add", "import", "export-own"]
    assert "remove" in offered(replace(edited(lenalidomide), origin=Origin.OWN))
    assert "edit" not in offered(replace(edited(lenalidomide), origin=Origin.VERSION))
    assert {"compare", "pdf"} <= set(offered(edited(lenalidomide)))
    menu.actions()[0].trigger()
    assert asked == ["all"]


def test_a_small_page_keeps_its_buttons_in_one_row_and_its_tiles_side_by_side(
    make_page: Callable[..., CompoundPage], qtbot: QtBot
) -> None:
    page = make_page()
    page.show()
    page.resize(1200, 600)
    assert not page._compare.isHidden()

    page.resize(776, 480)
    assert page._compare.isHidden()
    qtbot.waitUntil(lambda: page.inner.width() <= page.area.viewport().width())
    assert page._bench is not None
    assert len({tile.y() for tile in page._bench.tiles}) == 1
    page.make_all()
    qtbot.waitUntil(lambda: page.whole)


def test_the_bench_card_is_the_sheet_of_the_page(make_page: Callable[..., CompoundPage]) -> None:
    page, asked = make_page(), list[str]()
    page.asked.connect(asked.append)
    assert page.print_sheet()
    assert page.save_sheet()
    assert asked == ["print", "pdf"]


def test_a_biologic_says_nothing_of_dmso_in_the_well(
    make_page: Callable[..., CompoundPage], compounds: CurrentCompound
) -> None:
    assert len(make_page().findChildren(VehicleLine)) == 1

    compounds.open("88dc6377-f3a4-592f-a14d-794eb70f8b72")

    assert make_page().findChildren(VehicleLine) == []
