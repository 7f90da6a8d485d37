"""What is compared with what: direction, range, per cent, other reports and the solvent of a figure all count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.monograph import Basis, Claim, Context, Monograph, Relation, Report, Standing, Value
from benchapp.domain.compounds.solubility import FALLS_OUT, aqueous_limit, best_solvent, is_thin, on_file, usual_vehicle
from benchapp.domain.incubations.incubations import Cells
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.domain.lab.solvents import Family, canonical, family, same
from benchapp.domain.messages import Caution, Message, Severity
from benchapp.domain.recipes import well_cautions
from benchapp.domain.recipes.cautions import HeldConcentration, dissolved, in_medium
from benchapp.store.library.library import Library
from benchapp.ui.text.message_texts import say as worded

RULES = LabRules()


def named(library: Library, name: str) -> Monograph:
    filed = library.open(library.search(name)[0].headline.id)
    assert filed is not None
    return filed.monograph


def stating(monograph: Monograph, *values: tuple[str, Value], beside: tuple[tuple[str, Value], ...] = ()) -> Monograph:
    """Return a monograph that says only this of its solubility; `beside` are reports on the first claim."""
    source = next(iter(monograph.sources))
    claims = [
        Claim(f"sol.{place}", "", source, Basis.MEASURED, Standing.SUPPORTED, "", value, Context(solvent=solvent))
        for place, (solvent, value) in enumerate(values)
    ]
    others = tuple(Report("", source, Basis.MEASURED, value, Context(solvent=solvent)) for solvent, value in beside)
    return replace(monograph, solubility=(replace(claims[0], others=others), *claims[1:]))


def code(cautions: list[Caution] | tuple[Caution, ...]) -> list[MessageCode]:
    return [caution.code for caution in cautions]


# -- the stock ------------------------------------------------------------------------------------------------------


def test_an_upper_bound_is_no_solubility_and_the_other_report_counts(library: Library) -> None:
    """2 mM dexamethasone in water is 0.785 mg/mL: under the bound of 1 mg/mL, and several times what dissolves."""
    dexamethasone = named(library, "dexamethasone")

    said, _ = dissolved(dexamethasone, "water", 2e-3 * 392.47, 392.47)

    assert code(said) == [Message.ABOVE_HIGHEST_VALUE]
    assert float(said[0].values["times"] or 0) > 7


def test_a_dose_over_the_measured_figure_is_over_even_under_an_upper_bound(library: Library) -> None:
    """1 mM in medium is 0.392 mg/mL, about four times the 0.09 to 0.1 mg/mL that was measured."""
    dexamethasone = named(library, "dexamethasone")

    compared = in_medium(dexamethasone, [HeldConcentration(1e-3 * 392.47)])

    (caution,) = compared.cautions
    assert caution.code is Message.AQUEOUS_ABOVE
    assert 3.8 < float(caution.values["times"] or 0) < 4.5


@pytest.mark.parametrize(("milli_molar", "said"), [(9.0, []), (9.88, []), (9.9, [Message.ABOVE_HIGHEST_VALUE])])
def test_the_upper_end_of_a_range_is_its_highest_value(library: Library, milli_molar: float, said: list[str]) -> None:
    """The label gives 3.3 to 3.8 mg/mL for bortezomib in water: 3.8 ÷ 384.25 = 9.89 mM."""
    bortezomib = named(library, "bortezomib")

    found, _ = dissolved(bortezomib, "water", milli_molar * 0.38425, 384.25)

    assert code(found) == said
    for caution in found:
        words = worded(caution.code, caution.values)
        assert "9.889\u202fmM" in words
        assert "3.3–3.8 mg/mL" in words
        assert "a drug label" in words
        assert "vendor" not in words


def test_two_per_cent_are_20_mg_in_a_millilitre(library: Library) -> None:
    doxorubicin = named(library, "doxorubicin")

    found, _ = dissolved(doxorubicin, "water", 2.0, 579.99)

    assert found == []
    assert {figure.most for figure in on_file(doxorubicin, "water").figures} == {20.0, 10.0}
    assert code(dissolved(doxorubicin, "water", 15.0, 579.99)[0]) == [Message.SOLUBILITY_DIFFERS]
    assert code(dissolved(doxorubicin, "water", 25.0, 579.99)[0]) == [Message.ABOVE_HIGHEST_VALUE]


def test_what_falls_out_of_a_solvent_is_said_of_a_stock_in_it(library: Library) -> None:
    found, _ = dissolved(named(library, "doxorubicin"), "PBS", 0.01, 579.99)

    assert code(found) == [Message.FALLS_OUT]


def test_cisplatin_is_never_sent_into_dmso(library: Library) -> None:
    cisplatin = named(library, "cisplatin")

    found, judged = dissolved(cisplatin, "DMSO", 1.0, 300.05)

    assert code(found) == [Message.DESTROYED]
    assert found[0].severity is Severity.STRONG
    assert "DMSO destroys it" in worded(found[0].code, found[0].values)
    assert [one.rule for one in judged] == ["sol.dmso"]
    assert usual_vehicle(cisplatin) == ""
    best = best_solvent(cisplatin)
    assert best is not None
    assert best.context.solvent == "DMF"


def test_the_solvent_to_use_instead_is_the_customary_one(library: Library) -> None:
    """Ethanol has the larger number for MG-132; the stock is made in DMSO."""
    found, _ = dissolved(named(library, "MG-132"), "water", 1.0, 475.63)

    assert found[0].code is Message.CALLED_INSOLUBLE
    assert found[0].values["remedy"] == "DMSO"


@pytest.mark.parametrize(
    ("compound", "vehicle"),
    [
        ("lenalidomide", "DMSO"), ("MG-132", "DMSO"), ("staurosporine", "DMSO"), ("pomalidomide", "DMSO"),
    ],
)  # fmt: skip
def test_dmso_is_customary_where_the_page_says_so(library: Library, compound: str, vehicle: str) -> None:
    assert usual_vehicle(named(library, compound)) == vehicle


def test_no_vehicle_is_customary_where_none_is_on_file(lenalidomide: Monograph) -> None:
    assert usual_vehicle(stating(lenalidomide, ("water", Value(Relation.AT_LEAST, "10", "mg/mL")))) == ""
    assert usual_vehicle(stating(lenalidomide, ("DMSO", Value(Relation.QUALITATIVE, text="insoluble")))) == ""
    assert usual_vehicle(stating(lenalidomide, ("DMSO", Value(Relation.AT_MOST, "1", "mg/mL")))) == ""


def test_an_upper_bound_alone_shows_nothing_below_it(lenalidomide: Monograph) -> None:
    bounded = stating(lenalidomide, ("water", Value(Relation.AT_MOST, "1", "mg/mL")))

    assert code(dissolved(bounded, "water", 0.01, 259.26)[0]) == [Message.SOLUBILITY_ONLY_BELOW]
    assert code(dissolved(bounded, "water", 1.5, 259.26)[0]) == [Message.ABOVE_HIGHEST_VALUE]
    assert code(in_medium(bounded, [HeldConcentration(0.01)]).cautions) == [Message.SOLUBILITY_ONLY_BELOW]
    assert in_medium(bounded, [HeldConcentration(0.01)]).working == ()
    assert code(in_medium(bounded, [HeldConcentration(0.6)]).cautions) == [Message.AQUEOUS_LIMIT_NEAR]
    assert code(in_medium(bounded, [HeldConcentration(3.0)]).cautions) == [Message.AQUEOUS_ABOVE]
    assert aqueous_limit(bounded) is None


# -- medium ---------------------------------------------------------------------------------------------------------


def test_well_below_is_a_line_of_working_near_a_caution_above_how_many_times(lenalidomide: Monograph) -> None:
    """On file: 0.4 to 0.5 mg/mL in buffer."""
    below, near, above, far = (in_medium(lenalidomide, [HeldConcentration(mg)]) for mg in (0.0026, 0.21, 0.45, 1.3))

    assert (below.cautions, [line.code for line in below.working]) == ((), [Message.WORK_SOLUBILITY])
    assert (code(near.cautions), near.working) == ([Message.AQUEOUS_LIMIT_NEAR], ())
    assert (code(above.cautions), above.cautions[0].severity) == ([Message.AQUEOUS_ABOVE], Severity.CAUTION)
    assert (code(far.cautions), far.cautions[0].severity) == ([Message.AQUEOUS_ABOVE], Severity.STRONG)
    words = worded(far.cautions[0].code, far.cautions[0].values)
    assert "3.2 times the 0.4 mg/mL on file for buffer" in words
    assert "for buffer" in worded(near.cautions[0].code, near.cautions[0].values)


def test_27_times_over_is_not_close_to(library: Library) -> None:
    """1 mM pomalidomide is 0.273 mg/mL; the page has 0.01 mg/mL, and an estimate that is no measurement."""
    compared = in_medium(named(library, "pomalidomide"), [HeldConcentration(0.27325)])

    (caution,) = compared.cautions
    assert "27 times the 0.01 mg/mL on file" in worded(caution.code, caution.values)
    assert caution.severity is Severity.STRONG


def test_half_dmso_is_not_compared_with_a_figure_for_water_and_that_is_said(lenalidomide: Monograph) -> None:
    compared = in_medium(lenalidomide, [HeldConcentration(1.3, "A", 50.0), HeldConcentration(0.0026)], vehicle="DMSO")

    assert code(compared.cautions) == [Message.MIXTURE_UNKNOWN]
    assert compared.cautions[0].values["tube"] == "A"
    assert [line.code for line in compared.working] == [Message.WORK_SOLUBILITY]
    # Half of it water of the stock is water all the same.
    assert code(in_medium(lenalidomide, [HeldConcentration(1.3, "A", 50.0)], vehicle="water").cautions) == [
        Message.AQUEOUS_ABOVE
    ]


def test_nothing_on_file_is_no_all_clear(library: Library, lenalidomide: Monograph) -> None:
    silent = replace(lenalidomide, solubility=())

    assert code(in_medium(silent, [HeldConcentration(0.001)]).cautions) == [Message.SOLUBILITY_UNKNOWN]
    assert code(in_medium(named(library, "MG-132"), [HeldConcentration(0.001)]).cautions) == [
        Message.INSOLUBLE_NO_FIGURE
    ]
    assert aqueous_limit(silent) is None
    assert aqueous_limit(named(library, "MG-132")) is None
    assert aqueous_limit(lenalidomide) == pytest.approx(0.4)


def test_what_falls_out_of_water_has_no_strength_up_to_which_it_stays_there(lenalidomide: Monograph) -> None:
    figure, falls_out = Value(Relation.EQUAL, "5", "mg/mL"), Value(Relation.QUALITATIVE, text=FALLS_OUT)

    assert aqueous_limit(stating(lenalidomide, ("water", figure))) == 5.0
    assert aqueous_limit(stating(lenalidomide, ("water", figure), ("PBS", falls_out))) is None


def test_a_claim_without_a_value_is_no_figure(lenalidomide: Monograph) -> None:
    page = stating(lenalidomide, ("water", Value(Relation.EQUAL, "5", "mg/mL")))
    silent = replace(page, solubility=(replace(page.solubility[0], value=None),))

    assert len(on_file(page, "water").figures) == 1
    assert on_file(silent, "water").figures == ()


def test_more_than_was_tested_is_not_more_than_dissolves(lenalidomide: Monograph) -> None:
    tested = stating(lenalidomide, ("water", Value(Relation.AT_LEAST, "5", "mg/mL")))

    assert code(in_medium(tested, [HeldConcentration(4.0)]).cautions) == []
    assert code(in_medium(tested, [HeldConcentration(6.0)]).cautions) == [Message.AQUEOUS_UNTESTED]
    assert aqueous_limit(tested) == pytest.approx(5.0)


def test_doxorubicin_meets_medium_at_the_working_dose_only_and_pbs_never(library: Library) -> None:
    doxorubicin = named(library, "doxorubicin")

    assert code(in_medium(doxorubicin, [HeldConcentration(0.02)], "medium").cautions) == [Message.FALLS_OUT_OF_BUFFER]
    for diluent in ("PBS", "dpbs", "PBS pH 7.4", "Puffer"):
        (caution,) = in_medium(doxorubicin, [HeldConcentration(0.02)], diluent).cautions
        assert (caution.code, caution.severity) == (Message.FALLS_OUT, Severity.STRONG)
    assert in_medium(doxorubicin, [HeldConcentration(0.02)], "water").cautions == ()


@pytest.mark.parametrize("diluent", ["PBS", "dpbs", "saline", "medium", "RPMI 1640"])
def test_what_water_dissolves_is_no_all_clear_for_what_it_falls_out_of(library: Library, diluent: str) -> None:
    doxorubicin = named(library, "doxorubicin")

    compared = in_medium(doxorubicin, [HeldConcentration(0.02)], diluent)

    assert compared.working == ()
    assert [one.rule for one in compared.judged] == ["sol.pbs"]
    assert [line.code for line in in_medium(doxorubicin, [HeldConcentration(0.02)], "water").working] == [
        Message.WORK_SOLUBILITY
    ]


def test_a_figure_for_the_diluent_itself_is_compared_all_the_same(library: Library) -> None:
    page = stating(named(library, "doxorubicin"), ("PBS", Value(Relation.EQUAL, "0.1", "mg/mL")))
    falls_out = next(one for one in named(library, "doxorubicin").solubility if one.id == "sol.pbs")
    page = replace(page, solubility=(*page.solubility, falls_out))

    compared = in_medium(page, [HeldConcentration(0.01)], "PBS")

    assert [one.code for one in compared.cautions] == [Message.FALLS_OUT]
    assert [line.values["limit_mg_ml"] for line in compared.working] == [0.1]


@given(
    relation=st.sampled_from([Relation.EQUAL, Relation.ABOUT, Relation.AT_MOST]),
    limit=st.floats(1e-3, 100),
    held=st.floats(1e-6, 1000),
)
def test_the_tiers_follow_the_lowest_figure(
    lenalidomide: Monograph, relation: Relation, limit: float, held: float
) -> None:
    stated = stating(
        lenalidomide,
        ("water", Value(Relation.AT_LEAST, repr(limit * 3), "mg/mL")),
        beside=(("buffer", Value(relation, repr(limit), "mg/mL")),),
    )

    compared = in_medium(stated, [HeldConcentration(held), HeldConcentration(held / 2, "A")])

    said = code(compared.cautions)
    assert (Message.AQUEOUS_ABOVE in said) is (held > limit * (1 + 1e-9))
    assert (Message.AQUEOUS_LIMIT_NEAR in said) is (limit / 2 * (1 + 1e-9) < held <= limit * (1 + 1e-9))
    assert said or compared.working


# -- solvents -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("DMSO", Family.DMSO), ("dmso", Family.DMSO), ("Dimethyl sulfoxide", Family.DMSO), ("DMSO, dry", Family.DMSO),
        ("ethanol", Family.ETHANOL), ("EtOH abs.", Family.ETHANOL), ("96 % ethanol", Family.ETHANOL),
        ("water", Family.WATER), ("ddH2O", Family.WATER), ("Milli-Q", Family.WATER), ("Wasser", Family.WATER),
        ("PBS", Family.BUFFER), ("0.9 % NaCl", Family.BUFFER), ("saline", Family.BUFFER),
        ("PBS in water", Family.BUFFER),
        ("RPMI 1640", Family.MEDIUM), ("culture medium", Family.MEDIUM), ("Vollmedium", Family.MEDIUM),
        ("DMF", Family.OTHER), ("methanol", Family.OTHER), ("50 % DMSO", Family.OTHER), ("DMSO/PBS", Family.OTHER),
        ("70 % ethanol", Family.OTHER), ("", Family.OTHER),
    ],
)  # fmt: skip
def test_a_solvent_is_known_by_any_of_its_names(text: str, kind: Family) -> None:
    assert family(text) is kind


def test_names_of_one_solvent_are_the_same() -> None:
    assert same("EtOH", "ethanol")
    assert same("Wasser", "H2O")
    assert not same("PBS", "water")
    assert not same("PBS", "saline")
    assert canonical("dmso") == "DMSO"
    assert canonical(" acetone ") == "acetone"


@pytest.mark.parametrize(
    ("percent", "vehicle", "kind", "said"),
    [
        (1.45, "water", "line", None), (2.0, "PBS", "T cells", None), (4.9, "saline", "line", None),
        (5.0, "water", "line", Message.VEHICLE_IS_WATER), (10.0, "PBS", "line", Message.VEHICLE_IS_BUFFER),
        (0.1, "ethanol", "line", None), (0.3, "ethanol", "T cells", Message.VEHICLE_NOTE),
        (0.5, "ethanol", "line", Message.VEHICLE_NOTE), (0.6, "EtOH", "line", Message.VEHICLE_HIGH),
        (0.1, "DMF", "line", Message.VEHICLE_NO_LIMIT), (2.0, "50 % DMSO", "line", Message.VEHICLE_NO_LIMIT),
        (0.3, "DMSO", "T cells", Message.VEHICLE_SENSITIVE_CELLS), (1.0, "dmso", "line", Message.VEHICLE_STRONG),
    ],
)  # fmt: skip
def test_each_vehicle_has_limits_of_its_own(percent: float, vehicle: str, kind: str, said: MessageCode | None) -> None:
    found = well_cautions.vehicle(percent, vehicle, Cells("x", kind=kind), RULES)

    assert code(found) == ([said] if said else [])
    if vehicle != "DMSO" and family(vehicle).watery:
        assert all(caution.severity is Severity.NOTE for caution in found)


# -- species --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["mouse", "Mice", "murine", "Maus", "Mäuse", "Maeuse", "Ma\u0308use", "Mus musculus", "M. musculus",
     "mouse (C57BL/6)", "C57BL/6", "BALB/c", "NOD-SCID", "Mausmakrophagen", "mouse-derived", "house mouse, BALB/c",
     "FVB/N", "CD-1", "129S1", "Swiss Webster", "BALB/cJ", "souris"],
)  # fmt: skip
def test_mouse_in_all_its_spellings(lenalidomide: Monograph, text: str) -> None:
    (caution,) = well_cautions.species(lenalidomide, Cells("x", text))

    assert (caution.code, caution.severity) == (Message.MOUSE_CEREBLON, Severity.STRONG)


@pytest.mark.parametrize("text", ["rat", "Ratte", "Ratten", "Rattus norvegicus", "Sprague-Dawley", "hamster", "Wistar"])
def test_another_rodent_has_a_note_of_its_own(lenalidomide: Monograph, text: str) -> None:
    assert code(well_cautions.species(lenalidomide, Cells("x", text))) == [Message.RODENT_CEREBLON]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "human",
        "Homo sapiens",
        "Mensch",
        "humanised CRBN mouse",
        "I391V mouse",
        "rabbit",
        "hCRBN mouse",
        "human (mouse xenograft)",
        "non-mouse",
    ],
)
def test_no_other_species_is_taken_for_a_mouse(lenalidomide: Monograph, text: str) -> None:
    assert well_cautions.species(lenalidomide, Cells("x", text)) == []


def test_a_drug_that_needs_no_cereblon_is_not_asked_for_it(library: Library) -> None:
    assert well_cautions.species(named(library, "bortezomib"), Cells("x", "mouse")) == []


RELATIONS = st.sampled_from([Relation.EQUAL, Relation.AT_LEAST, Relation.AT_MOST, Relation.ABOUT])
STATED = st.lists(st.tuples(RELATIONS, st.integers(1, 50)), min_size=1, max_size=3)


@given(stated=STATED, tenths=st.integers(1, 600), place=st.sampled_from(["stock", "well"]))
def test_silence_means_that_it_was_seen_to_dissolve_and_that_nobody_denies_it(
    library: Library, stated: list[tuple[Relation, int]], tenths: int, place: str
) -> None:
    mg_ml = tenths / 10
    values = [("water", Value(relation, str(number), "mg/mL")) for relation, number in stated]
    monograph = stating(named(library, "lenalidomide"), *values)

    said = (
        dissolved(monograph, "water", mg_ml, 259.26)[0]
        if place == "stock"
        else in_medium(monograph, [HeldConcentration(mg_ml)]).cautions
    )

    proven = [number for relation, number in stated if relation is not Relation.AT_MOST]
    denied = [number for relation, number in stated if relation is not Relation.AT_LEAST]
    quiet = bool(proven) and mg_ml <= max(proven) and all(mg_ml <= number for number in denied)
    if place == "stock":
        assert (not said) == quiet
    elif not said:
        assert quiet


@pytest.mark.parametrize(
    ("stated", "limit"),
    [
        ([(Relation.AT_LEAST, "5"), (Relation.AT_MOST, "10")], 5),
        ([(Relation.AT_LEAST, "5"), (Relation.AT_MOST, "2")], 2),
        ([(Relation.AT_MOST, "10")], None), ([(Relation.EQUAL, "20"), (Relation.AT_MOST, "1")], 1),
        ([(Relation.AT_LEAST, "5")], 5), ([(Relation.ABOUT, "3"), (Relation.AT_LEAST, "5")], 3),
    ],
)  # fmt: skip
def test_what_stays_in_watery_solution_follows_from_all_figures(
    library: Library, stated: list[tuple[Relation, str]], limit: float | None
) -> None:
    values = [("water", Value(relation, number, "mg/mL")) for relation, number in stated]

    assert aqueous_limit(stating(named(library, "lenalidomide"), *values)) == limit


@pytest.mark.parametrize(
    ("value", "mg_ml"),
    [
        (Value(Relation.EQUAL, "2", "percent"), 20.0), (Value(Relation.EQUAL, "2", "percent_wv"), 20.0),
        (Value(Relation.EQUAL, "2", "percent_ww"), 20.0), (Value(Relation.EQUAL, "5", "g/L"), 5.0),
        (Value(Relation.EQUAL, "10", "mM"), 2.5926), (Value(Relation.EQUAL, "10", "mmol/L"), 2.5926),
        (Value(Relation.EQUAL, "50", "mg/dL"), 0.5), (Value(Relation.EQUAL, "500", "ug/mL"), 0.5),
    ],
)  # fmt: skip
def test_a_solubility_is_compared_in_whatever_unit_it_is_stated(library: Library, value: Value, mg_ml: float) -> None:
    monograph = stating(named(library, "lenalidomide"), ("water", value))

    below, _ = dissolved(monograph, "water", mg_ml * 0.999, 259.26)
    above, _ = dissolved(monograph, "water", mg_ml * 1.001, 259.26)

    assert (code(below), code(above)) == ([], [Message.ABOVE_HIGHEST_VALUE])


@pytest.mark.parametrize(
    ("solvent", "number", "thin"), [("water", "0.99", True), ("PBS", "0.05", True), ("water", "1", False),
                                    ("DMSO", "0.05", False), ("water", "", False)],
)  # fmt: skip
def test_less_than_a_milligram_in_a_millilitre_of_water_is_no_stock(
    lenalidomide: Monograph, solvent: str, number: str, thin: bool
) -> None:
    claim = lenalidomide.solubility[0]
    value = Value(Relation.EQUAL, number, "mg/mL") if number else None

    assert is_thin(lenalidomide, replace(claim, value=value, context=Context(solvent=solvent))) is thin
