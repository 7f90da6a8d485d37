"""What a list shows of a compound: names, the usual form and stock, and doses that nobody disputes."""

from benchapp.domain.compounds.compound_summary import summary_of, usual_doses
from benchapp.domain.compounds.monograph import Monograph, Relation
from benchapp.store.library.library import DMSO, Library


def test_a_compound_is_summed_up(lenalidomide: Monograph) -> None:
    summary = summary_of(lenalidomide)

    assert summary.other_names == ("CC-5013", "Revlimid")
    assert (summary.form, summary.molar_mass) == ("free base (racemate)", "259.26")
    assert summary.solvent == "DMSO"
    assert summary.solubility is not None
    assert (summary.solubility.relation, summary.solubility.number) == (Relation.AT_LEAST, "100.8")
    assert summary.dissolves_in == ("DMSO", "buffer")
    assert not summary.vehicle


def test_a_disputed_dose_is_no_usual_one_and_each_is_there_once(lenalidomide: Monograph) -> None:
    doses = usual_doses(lenalidomide)

    assert "1000" not in {dose.number for dose in doses}
    assert len(doses) == len(set(doses))


def test_a_vehicle_and_what_is_known_of_almost_nothing_are_summed_up_too(library: Library) -> None:
    vehicle, little = library.open(DMSO), library.open("de79762e-5ccf-59d0-96b2-7c3ced1ef0db")
    assert vehicle is not None
    assert little is not None

    assert summary_of(vehicle.monograph).vehicle
    summary = summary_of(little.monograph)
    assert (summary.solvent, summary.solubility, summary.doses, summary.dissolves_in) == ("", None, (), ())


def test_what_is_called_insoluble_or_only_bounded_from_above_is_no_solvent(lenalidomide: Monograph) -> None:
    from msgspec.structs import replace

    claim = lenalidomide.solubility[0]
    assert claim.value is not None
    bounded = replace(claim, value=replace(claim.value, relation=Relation.AT_MOST))
    unsaid = replace(claim, value=None)

    assert summary_of(replace(lenalidomide, solubility=(bounded, unsaid))).dissolves_in == ()
