"""Whether another compound was opened, or the same one again."""

from benchapp.presenters.compounds.compound_change import CompoundChange
from benchapp.presenters.compounds.current_compound import CurrentCompound
from benchapp.store.library.library import Library


def test_another_compound_is_a_change_and_the_same_one_again_is_none(compounds: CurrentCompound) -> None:
    change, monograph = CompoundChange(compounds), compounds.monograph
    assert monograph is not None

    compounds.open(monograph.id)
    compounds.choose_form(monograph.identity.forms[-1].id)
    assert not change.happened()
    compounds.open(compounds.search("pinometostat")[0].headline.id)
    assert change.happened()
    assert not change.happened()


def test_the_first_compound_is_no_change(library: Library) -> None:
    compounds = CurrentCompound(library)
    change = CompoundChange(compounds)

    compounds.open()

    assert compounds.monograph is not None
    assert not change.happened()
