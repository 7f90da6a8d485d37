"""Which compound and form every page speaks of."""

import pytest
from pytestqt.qtbot import QtBot

from benchapp.domain.compounds.identities.plain_substance import plain_substance
from benchapp.domain.compounds.library_item import LibraryItem
from benchapp.domain.compounds.monograph import Monograph
from benchapp.domain.messages import BenchError, Message
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.store.library.library import DMSO, FIRST_COMPOUND


def test_another_compound_is_opened_with_its_usual_form(compounds: CurrentCompound, qtbot: QtBot) -> None:
    compounds.choose_form("form.hemihydrate")

    with qtbot.waitSignal(compounds.chosen):
        compounds.open(DMSO)

    assert compounds.monograph is not None
    assert compounds.monograph.id == DMSO
    assert compounds.form == compounds.monograph.identity.forms[0]
    assert compounds.dmso() == compounds.monograph


def test_what_is_not_there_leaves_the_first_compound(compounds: CurrentCompound) -> None:
    compounds.open("00000000-0000-4000-8000-000000000001")

    assert compounds.opened is not None
    assert compounds.opened.monograph.id == FIRST_COMPOUND
    assert compounds.usual_vehicle == "DMSO"


def test_a_form_and_a_use_are_chosen(compounds: CurrentCompound, lenalidomide: Monograph, qtbot: QtBot) -> None:
    with qtbot.waitSignal(compounds.form_chosen):
        compounds.choose_form("form.hemihydrate")
    with qtbot.waitSignal(compounds.use_chosen):
        compounds.choose_use(lenalidomide.uses[0])

    assert compounds.form == lenalidomide.form("form.hemihydrate")
    assert compounds.use == lenalidomide.uses[0]


def test_something_without_a_page_is_calculated_with_and_the_page_stays(
    compounds: CurrentCompound, lenalidomide: Monograph
) -> None:
    compounds.choose_use(lenalidomide.uses[0])

    compounds.take_other("Caffeine", "194.19")
    assert compounds.something_else
    assert compounds.form is not None
    assert compounds.form.molar_mass == "194.19"
    assert compounds.use is None
    assert compounds.usual_vehicle == ""
    assert compounds.shown is not None
    assert compounds.shown.monograph == lenalidomide

    compounds.leave_other()
    assert compounds.monograph == lenalidomide
    assert compounds.use == lenalidomide.uses[0]


def test_an_earlier_version_is_shown_and_the_current_one_calculated_with(
    compounds: CurrentCompound, lenalidomide: Monograph
) -> None:
    earlier = LibraryItem(lenalidomide, "earlier")

    compounds.open_version(earlier, ("BC-S1",))
    assert compounds.shown == earlier
    assert compounds.filed != earlier
    assert compounds.made_by_version == ("BC-S1",)

    compounds.close_version()
    assert compounds.shown == compounds.filed


def test_compounds_are_found(compounds: CurrentCompound) -> None:
    assert compounds.search("pomalid")[0].headline.name == "Pomalidomide"


def test_what_a_solution_is_of_is_opened_in_its_form(compounds: CurrentCompound, lenalidomide: Monograph) -> None:
    form = lenalidomide.identity.forms[1].id
    compounds.open(DMSO)

    compounds.open_of(FIRST_COMPOUND, "Lenalidomide", form=form)
    assert (compounds.monograph, compounds.form) == (lenalidomide, lenalidomide.form(form))
    compounds.choose_form(lenalidomide.identity.forms[0].id)
    compounds.open_of(FIRST_COMPOUND, "Lenalidomide", form=form)
    assert compounds.form == lenalidomide.identity.forms[0]
    compounds.open_of(DMSO, "DMSO", form="form.gone")
    with pytest.raises(BenchError) as gone:
        compounds.open_of("00000000-0000-4000-8000-000000000001", "Gone")
    assert gone.value.code is Message.COMPOUND_GONE
    assert compounds.monograph is not None
    assert compounds.monograph.id == DMSO


def test_what_has_no_page_is_opened_by_its_name(compounds: CurrentCompound) -> None:
    compounds.open_of(plain_substance("2-mercaptoethanol").monograph.id, "2-mercaptoethanol", "78.13")

    assert compounds.something_else
    assert compounds.monograph is not None
    assert compounds.monograph.identity.name == "2-mercaptoethanol"
    assert compounds.form is not None
    assert compounds.form.molar_mass == "78.13"
    compounds.open_of(FIRST_COMPOUND, "Lenalidomide")
    assert not compounds.something_else
