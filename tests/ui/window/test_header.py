"""The header by itself: it follows the open compound, and another form is chosen in it."""

import pytest
from PySide6.QtWidgets import QStyleOptionButton, QWidget
from pytestqt.qtbot import QtBot

from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.store.library.library import DMSO, FIRST_COMPOUND, Library
from benchapp.ui.window.header import Header


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def header_of(host: QWidget, desk: CurrentCompound) -> Header:
    made = Header(desk, host)
    made.widget.setParent(host)
    return made


def test_it_names_the_compound_its_number_and_its_forms(host: QWidget, library: Library) -> None:
    desk = CurrentCompound(library)
    header = header_of(host, desk)
    assert header.compound.text() == ""

    desk.open(FIRST_COMPOUND)

    assert desk.monograph is not None
    assert header.compound.text() == desk.monograph.identity.name
    assert header.cas.text().startswith("CAS ")
    assert header.form.count() == len(desk.monograph.identity.forms) + 1
    assert header.form.itemText(header.form.count() - 1) == "Something else…"
    assert desk.form is not None
    assert header.form.currentData() == desk.form.id


def test_a_press_on_the_name_asks_for_the_list(host: QWidget, compounds: CurrentCompound, qtbot: QtBot) -> None:
    header = header_of(host, compounds)
    compounds.open(FIRST_COMPOUND)

    with qtbot.waitSignal(header.list_wanted):
        header.compound.click()
    assert header.compound.accessibleName() == "Lenalidomide: all compounds"


def test_another_form_is_taken_and_the_one_before_is_handed_on(host: QWidget, library: Library) -> None:
    desk = CurrentCompound(library)
    header = header_of(host, desk)
    desk.open(FIRST_COMPOUND)
    assert desk.form is not None
    before, heard = desk.form.id, list[str]()
    header.form_taken.connect(heard.append)

    header.form.activated.emit(header.form.currentIndex())
    assert heard == []
    header.form.setCurrentIndex(header.form.currentIndex() + 1)
    header.form.activated.emit(header.form.currentIndex())

    assert heard == [before]
    assert desk.form.id != before


def test_a_narrow_header_leaves_out_number_and_look(host: QWidget, compounds: CurrentCompound) -> None:
    header = header_of(host, compounds)

    header.be_narrow(narrow=True)
    assert header.cas.isHidden()
    assert header.look.isHidden()
    header.be_narrow(narrow=False)
    assert not header.cas.isHidden()
    assert not header.look.isHidden()
    header.leave_look()
    assert header.look.isHidden()


def test_a_long_name_ends_in_dots_and_is_whole_in_its_tip(host: QWidget, compounds: CurrentCompound) -> None:
    header = header_of(host, compounds)
    compounds.take_other("Tris(2-carboxyethyl)phosphine hydrochloride, TCEP")
    name, shown = header.compound, QStyleOptionButton()

    name.resize(name.sizeHint())
    name.initStyleOption(shown)
    assert shown.text == name.text()
    name.resize(240, name.height())
    name.initStyleOption(shown)
    assert shown.text.startswith("Tris(2-")
    assert shown.text.endswith("…")
    assert name.minimumSizeHint().width() < 240
    assert name.text() in name.toolTip()


def test_the_forms_of_every_compound_have_their_room(host: QWidget, compounds: CurrentCompound) -> None:
    compounds.open(DMSO)
    header = header_of(host, compounds)
    header.widget.resize(1366, 56)
    host.show()
    before = header.form.sizeHint().width()

    compounds.open(FIRST_COMPOUND)

    assert header.form.sizeHint().width() > before


def test_a_page_that_is_not_about_the_compound_has_its_title_there(host: QWidget, compounds: CurrentCompound) -> None:
    header = header_of(host, compounds)

    header.show_page("Today", with_compound=False)
    assert header.title.text() == "Today"
    hidden = [one.isHidden() for one in (header.title, header.compound, header.form, header.cas)]
    header.show_page("Calculate", with_compound=True)
    shown = [one.isHidden() for one in (header.title, header.compound, header.form, header.cas)]

    assert (hidden, shown) == ([False, True, True, True], [True, False, False, False])


def test_the_list_of_all_compounds_leads_back_to_the_open_one(host: QWidget, library: Library, qtbot: QtBot) -> None:
    desk = CurrentCompound(library)
    header = header_of(host, desk)
    header.show_page("Compounds", with_compound=False, in_list=True)
    assert header.back.isHidden()

    desk.open(FIRST_COMPOUND)
    assert not header.back.isHidden()
    assert (header.back.text(), header.back.accessibleName()) == ("‹ Lenalidomide", "Back to Lenalidomide")
    with qtbot.waitSignal(header.compound_wanted):
        header.back.click()

    header.show_page("Journal", with_compound=False)
    assert header.back.isHidden()


def test_something_else_is_asked_for_under_the_forms_and_left_again(
    host: QWidget, library: Library, qtbot: QtBot
) -> None:
    desk = CurrentCompound(library)
    header = header_of(host, desk)
    desk.open(FIRST_COMPOUND)
    before = header.form.currentData()

    header.form.setCurrentIndex(header.form.count() - 1)
    with qtbot.waitSignal(header.other_wanted):
        header.form.activated.emit(header.form.currentIndex())
    assert header.form.currentData() == before

    desk.take_other("Trypan blue")
    assert header.compound.text() == "Trypan blue"
    assert [header.form.itemText(place) for place in range(header.form.count())] == [
        "no molar mass",
        "Back to Lenalidomide",
    ]
    header.form.setCurrentIndex(1)
    header.form.activated.emit(1)
    assert header.compound.text() == "Lenalidomide"
    assert not desk.something_else


def test_something_else_is_there_where_the_library_is_empty(host: QWidget, library: Library, qtbot: QtBot) -> None:
    desk = CurrentCompound(library)
    header = header_of(host, desk)
    desk.chosen.emit()

    assert header.compound.text() == "No compound"
    with qtbot.waitSignal(header.other_wanted):
        header.form.activated.emit(0)
