"""`--plan`: a request in, the plan out; both as the schema says, and the same as the forms give."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from benchapp.base import paths
from benchapp.cli import main
from benchapp.commands.plan import answer, schema_bytes
from benchapp.commands.plan_reply import PlanReply
from benchapp.commands.plan_requests import FIELDS, PlanRequest
from benchapp.commands.planner import Planner
from benchapp.domain.units.units import Units
from benchapp.store.library.library import Library
from tests.json_schemas import Draft202012Validator, validate

SCHEMA = json.loads((paths.resources() / "plan.schema.json").read_text("utf-8"))
DOSE = {"c1": "10 mM", "c2": "10 uM", "dosing": "added", "wells": 24, "present_volume": "100 uL"}
PLATE = {"c1": "10 mM", "top": "10 uM"}
OF_ONE = {"compound": "lenalidomide"}
SECOND = {"compound_2": "pinometostat", "c1_2": "10 mM in DMSO", "top_2": "1 uM"}
REQUESTS: list[dict[str, Any]] = [
    {"tool": "stock", **OF_ONE, "fields": {"mass": "5 mg", "concentration": "10 mM"}},
    {"tool": "dilute", **OF_ONE, "fields": DOSE},
    {
        "tool": "dilute",
        "compound": "lenalidomide",
        "fields": {"dosing": "plain", "c1": "10 mM", "c2": "1 mM", "v2": "1 mL"},
    },
    {"tool": "series", "compound": "191732-72-6", "fields": {**PLATE, "left": "1 mL"}},
    {"tool": "plate", **OF_ONE, "fields": {**PLATE, "format": 96, "dosing": "added"}},
    {
        "tool": "combine",
        "compound": "lenalidomide",
        "fields": {**PLATE, **SECOND},
    },
    {
        "tool": "dilute",
        "compound": "lenalidomide",
        "fields": DOSE,
        "redose": {"method": "half change at 2x", "number": 2},
    },
    {"tool": "plate", **OF_ONE, "fields": PLATE, "redose": {"method": "spike"}},
    {"tool": "buffer", "fields": {"recipe": "PBS 1×", "volume": "500 mL"}},
    {"tool": "reagent", "fields": {"percent_ww": "37 %", "density": "1.19 g/mL", "molar_mass": "36.46 g/mol"}},
    {"tool": "convert", "fields": {"value": "10 mM", "unit": "mg/mL", "molar_mass": "259.26 g/mol"}},
    {"tool": "convert", "fields": {"value": "100 ppm", "unit": "%"}},
    {"tool": "seed", "fields": {"counted": "1.2e6", "per_well": "20000"}},
]


PIPETTE = {"name": "P1000", "low_ul": 100, "high_ul": 1000, "step_ul": 1, "error_ul": 8}
STOCK = {"id": "mine", "concentration": "9.9 mM"}


@pytest.fixture
def planner(units: Units, library: Library, tmp_path: Path, qapp: QApplication) -> Planner:
    return Planner(library, units, tmp_path)


def asked(request: dict[str, Any]) -> PlanRequest:
    return msgspec.convert(request, PlanRequest)


def of_lenalidomide(request: dict[str, Any]) -> dict[str, Any]:
    """Return a request that names a compound where it must."""
    named = request.get("substance") or request["tool"] in {"reagent", "convert", "seed"}
    return request if named else {"compound": "lenalidomide", **request}


def test_the_schema_is_that_of_the_types() -> None:
    assert (paths.resources() / "plan.schema.json").read_bytes() == schema_bytes()
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda one: f"{one['tool']}{' again' * ('redose' in one)}")
def test_each_tool_is_planned_and_request_and_answer_are_as_the_schema_says(
    request_: dict[str, Any], planner: Planner, units: Units
) -> None:
    reply = answer(planner, asked(request_), units)
    given = json.loads(msgspec.json.encode(reply))

    validate(request_, {**SCHEMA, "$ref": "#/$defs/PlanRequest"})
    validate(given, {**SCHEMA, "$ref": "#/$defs/PlanReply"})
    assert (reply.planned, reply.errors) == (True, ())


def test_a_plan_says_who_pours_what_and_what_the_wells_hold(planner: Planner, units: Units) -> None:
    reply = answer(planner, asked(REQUESTS[1]), units)

    assert {pour.source for pour in reply.pourings} >= {"stock", "medium", "DMSO"}
    well = next(one for one in reply.wells if one.use == "dose")
    assert (well.count, well.volume_ul) == (24, 200)
    assert well.compounds[0].compound == "Lenalidomide"
    assert well.compounds[0].value == pytest.approx(10, rel=0.01)
    assert well.compounds[0].unit == "uM"
    assert reply.vehicle is not None
    assert reply.vehicle.name == "DMSO"
    assert reply.vehicle.percent == pytest.approx(0.1, rel=0.01)
    assert reply.error_percent["typical"] > 0
    assert all("\u202f" not in step for step in reply.recipe)


def test_a_stock_in_hand_and_the_lab_s_own_pipettes_and_rules_are_used(planner: Planner, units: Units) -> None:
    stock = {"id": "mine", "concentration": "9.9 mM", "aliquots": 5, "aliquot_volume": "50 uL"}
    pipette = {"name": "mine too", "low_ul": 1, "high_ul": 1000, "step_ul": 0.5, "error_ul": 0.5}
    request = {
        "tool": "dilute", "compound": "lenalidomide", "stocks": [stock], "pipettes": [pipette],
        "rules": {"overage_percent": 50}, "fields": {**DOSE, "c1": "", "stock": "mine"},
    }  # fmt: skip
    reply = answer(planner, asked(request), units)

    assert {pour.pipette for pour in reply.pourings if pour.into != "wells"} == {"mine too"}
    assert max(tube.volume_ul for tube in reply.tubes) == pytest.approx(24 * 100 * 1.5, rel=0.04)
    assert any("thaw" in step for step in reply.recipe)
    # It is called by the id that the request gave it, so that two answers to one request are the same.
    assert "mine" in {pour.source for pour in reply.pourings}
    assert any(step.startswith("1 aliquot of mine: thaw.") for step in reply.recipe)
    assert answer(planner, asked(request), units) == reply


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"tool": "dilute", "fields": {"c9": "10 mM"}}, "plan_unknown"),
        ({"tool": "dilute", "compound": "unobtainium-12345"}, "compound_not_found"),
        ({"tool": "dilute", "form": "no such form"}, "plan_unknown"),
        ({"tool": "dilute", "rules": {"no_rule": 1}}, "plan_unknown"),
        ({"tool": "dilute", "fields": {**DOSE, "wells": -3}}, "negative"),
        ({"tool": "dilute", "fields": {**DOSE, "wells": 1.5}}, "not_whole"),
        ({"tool": "dilute", "fields": {**DOSE, "wells": 1e9}}, "not_between"),
        ({"tool": "dilute", "fields": {**DOSE, "wells": 0}}, "not_positive"),
        ({"tool": "dilute", "fields": {"stock": "none"}}, "plan_unknown"),
        ({"tool": "dilute", "fields": {"dosing": "sideways"}}, "plan_unknown"),
        ({"tool": "plate", "fields": {**PLATE, "scheme": "sideways"}}, "plan_unknown"),
        ({"tool": "plate", "fields": {**PLATE, "format": 100}}, "plan_unknown"),
        ({"tool": "plate", "fields": {**PLATE, "dosing": "plain"}}, "plan_unknown"),
        ({"tool": "plate", "fields": {**PLATE, "growth": "floating"}}, "plan_unknown"),
        ({"tool": "combine", "fields": {**PLATE, "mode": "sideways"}}, "plan_unknown"),
        # A part of a name that can be of several, or is the end of one, is no compound.
        ({"tool": "dilute", "compound": "EPZ"}, "compound_not_found"),
        ({"tool": "dilute", "compound": "nalidomide"}, "compound_not_found"),
        ({"tool": "dilute", "compound": "lenalidomide", "substance": "NaCl"}, "too_many_given"),
        ({"tool": "dilute", "compound": "lenalidomide", "molar_mass": "100 g/mol"}, "too_many_given"),
        ({"tool": "dilute", "rules": {"overage_percent": -50}}, "negative"),
        ({"tool": "dilute", "rules": {"overage_percent": 1e300}}, "not_between"),
        ({"tool": "dilute", "pipettes": [{**PIPETTE, "low_ul": 2000}]}, "pipette_range"),
        ({"tool": "dilute", "pipettes": [{**PIPETTE, "step_ul": 2000}]}, "pipette_step"),
        ({"tool": "dilute", "stocks": [STOCK, STOCK]}, "plan_twice"),
        ({"tool": "dilute", "stocks": [{**STOCK, "concentration": "10 um"}]}, "unit_meant"),
        ({"tool": "dilute", "stocks": [STOCK], "fields": {**DOSE, "stock": "mine"}}, "too_many_given"),
        (
            {
                "tool": "dilute",
                "compound": "lenalidomide",
                "stocks": [{**STOCK, "compound": "pinometostat"}],
                "fields": {**DOSE, "c1": "", "stock": "mine"},
            },
            "plan_stock_of",
        ),
        (
            {
                "tool": "dilute",
                "fields": {"dosing": "plain", "c1": "10 mM", "c2": "1 mM", "v2": "1 mL"},
                "redose": {"method": "spike"},
            },
            "plan_no_redose",
        ),
        ({"tool": "dilute", "fields": DOSE, "redose": {"method": "spike", "every": "banana"}}, "bad_time"),
        ({"tool": "stock", "fields": {"mass": "1e300 g", "concentration": "10 mM"}}, "out_of_range"),
        ({"tool": "convert", "fields": {"value": "1 mM", "unit": "g/L", "molar_mass": "0 Da"}}, "not_positive"),
        ({"tool": "convert", "fields": {"value": "100 ppm", "unit": "% v/v"}}, "cannot_mix"),
        ({"tool": "dilute"}, "plan_too_little"),
        ({"tool": "seed"}, "plan_too_little"),
        ({"tool": "dilute", "fields": {**DOSE, "c1": "1,500 mM"}}, "two_readings"),
        ({"tool": "stock", "fields": REQUESTS[0]["fields"], "redose": {"method": "spike"}}, "plan_no_redose"),
        (
            {"tool": "dilute", "fields": DOSE, "redose": {"method": "spike", "number": 4, "length": "50 h"}},
            "plan_no_such_redose",
        ),
    ],
)
def test_what_is_wrong_with_a_request_is_in_the_answer(
    request_: dict[str, Any], code: str, planner: Planner, units: Units
) -> None:
    reply = answer(planner, asked(of_lenalidomide(request_)), units)

    assert not reply.planned
    assert [error.code for error in reply.errors] == [code]
    assert "{" not in reply.errors[0].sentence


@pytest.mark.parametrize("tool", ["stock", "dilute", "series", "plate", "combine"])
def test_a_request_without_a_compound_is_refused_and_names_the_key(tool: str, planner: Planner, units: Units) -> None:
    request = next(one for one in REQUESTS if one["tool"] == tool)
    reply = answer(planner, asked({name: value for name, value in request.items() if name != "compound"}), units)

    assert not reply.planned
    assert [(one.code, one.field) for one in reply.errors] == [("plan_no_compound", "compound")]
    assert "compound" in reply.errors[0].sentence
    assert "Lenalidomide" not in msgspec.json.encode(reply).decode()


def test_a_conversion_takes_no_molar_mass_that_the_request_does_not_name(planner: Planner, units: Units) -> None:
    fields = {"value": "10 mM", "unit": "mg/mL"}
    (missing,) = answer(planner, asked({"tool": "convert", "fields": fields}), units).errors
    named = answer(planner, asked({"tool": "convert", "compound": "lenalidomide", "fields": fields}), units)

    assert (missing.code, missing.field) == ("needs_molar_mass", "molar_mass")
    assert named.computed["converted"] == "2.593 mg/mL"


@pytest.mark.parametrize("brought", [{"molar_mass": "300 g/mol"}, {"fields": {"molar_mass": "300 g/mol"}}])
def test_a_molar_mass_of_its_own_stands_for_a_compound(brought: dict[str, Any], planner: Planner, units: Units) -> None:
    """3 mg at 300 g/mol are 10 µmol: 1 mL of 10 mM, judged by no page."""
    fields = {"mass": "3 mg", "concentration": "10 mM", "solvent": "DMSO", **brought.get("fields", {})}
    reply = answer(planner, asked({"tool": "stock", **brought, "fields": fields}), units)

    assert reply.planned
    assert [pour.volume_ul for pour in reply.pourings] == pytest.approx([1000])
    assert "Lenalidomide" not in msgspec.json.encode(reply).decode()


def test_a_substance_without_a_page_is_planned_and_judged_by_none(planner: Planner, units: Units) -> None:
    """2-mercaptoethanol, 14.3 M to 50 mM: 35 µL in 10 mL."""
    fields = {"dosing": "plain", "c1": "14.3 M", "c2": "50 mM", "v2": "10 mL", "solvent": "water"}
    reply = answer(planner, asked({"tool": "dilute", "substance": "2-mercaptoethanol", "fields": fields}), units)

    assert reply.planned
    (stock,) = (pour.volume_ul for pour in reply.pourings if pour.source == "stock")
    assert stock == pytest.approx(10_000 * 0.05 / 14.3, rel=0.01)
    assert not {one.code for one in reply.cautions} & {"above_highest_value", "called_insoluble", "aqueous_above"}


def test_a_substance_has_the_molar_mass_that_it_is_given(planner: Planner, units: Units) -> None:
    """1 mg/mL of an antibody of 150 kDa is 6.667 µM; 10 nM is 1 in 667 of it."""
    fields = {"dosing": "plain", "c1": "1 mg/mL", "c2": "10 nM", "v2": "10 mL", "solvent": "PBS"}
    request = {"tool": "dilute", "substance": "anti-CD3", "fields": fields}
    (missing,) = answer(planner, asked(request), units).errors
    reply = answer(planner, asked({**request, "molar_mass": "150 kDa"}), units)

    assert missing.code == "needs_molar_mass"
    assert reply.tubes[-1].parts["stock"] == pytest.approx(10e-9 / (1 / 150_000), rel=0.01)


@pytest.mark.parametrize(("stock", "dose"), [("1000x", "1x"), ("5000 U/mL", "5 U/mL")])
def test_the_solvent_of_a_stock_in_units_or_times_comes_into_the_wells_too(
    stock: str, dose: str, planner: Planner, units: Units
) -> None:
    fields = {**DOSE, "c1": stock, "c2": dose}
    request = {"tool": "dilute", "substance": "cocktail", "fields": fields}
    (missing,) = answer(planner, asked(request), units).errors
    reply = answer(planner, asked({**request, "fields": {**fields, "solvent": "ethanol"}}), units)

    assert missing.code == "solvent_needed"
    assert reply.vehicle is not None
    assert reply.vehicle.name == "ethanol"
    assert [well.vehicle_percent for well in reply.wells] == [pytest.approx(0.1, rel=0.01)] * 2
    plain = {"dosing": "plain", "c1": "20x", "c2": "1x", "v2": "100 mL"}
    buffer = answer(planner, asked({"tool": "dilute", "substance": "SSC", "fields": plain}), units)
    assert buffer.planned
    assert buffer.vehicle is not None
    assert buffer.vehicle.percent == 0


def test_a_figure_that_is_questioned_is_a_caution_of_the_small_calculators_too(planner: Planner, units: Units) -> None:
    bottle = {"percent_ww": "37 %", "density": "1.19 mg/mL", "molar_mass": "36.46 g/mol"}
    cells = {"counted": "1.2e8", "per_well": "20000", "viable": "0.95 %"}
    codes = [
        [one.code for one in answer(planner, asked({"tool": tool, "fields": fields}), units).cautions]
        for tool, fields in (("reagent", bottle), ("seed", cells))
    ]
    assert codes == [["density_doubted"], ["viability_doubted"]]


def test_seeding_is_given_as_pourings_words_and_how_far_off_it_may_be(planner: Planner, units: Units) -> None:
    """1.2e6 per mL for 20 000 cells in 100 µL, 96 wells and 10 %: 1.76 mL in 10.56 mL."""
    reply = answer(planner, asked({"tool": "seed", "fields": {"counted": "1.2e6", "per_well": "20000"}}), units)

    assert [(one.source, one.into, one.pipette, one.wells) for one in reply.pourings] == [
        ("medium", "A", "10 mL serological", 0),
        ("suspension", "A", "P1000", 0),
        ("A", "wells", "P200", 96),
    ]
    assert [one.volume_ul for one in reply.pourings] == pytest.approx([8800, 1760, 100])
    assert reply.tubes[0].parts["suspension"] == pytest.approx(1 / 6, rel=1e-3)
    assert reply.recipe[-1] == "P200: mix A again, add 100 µL to each of 96 wells."
    assert reply.error_percent["typical"] == pytest.approx(1.8, abs=0.05)
    assert reply.error_percent["worst"] == pytest.approx(2.9, abs=0.05)


@pytest.mark.parametrize(
    ("counted", "per_well", "well"), [("1e9", "1", "100 uL"), ("3e6", "150", "25 uL"), ("1.2e6", "2e5", "2 mL")]
)
def test_the_pourings_of_a_seeding_come_to_the_cells_that_were_wanted(
    counted: str, per_well: str, well: str, planner: Planner, units: Units
) -> None:
    fields = {"counted": counted, "per_well": per_well, "well": well, "wells": "60"}
    reply = answer(planner, asked({"tool": "seed", "fields": fields}), units)

    held, volumes = {"suspension": float(counted) / 1000, "medium": 0.0}, dict.fromkeys(("suspension", "medium"), 1e9)
    for pour in reply.pourings[:-1]:
        before = volumes.get(pour.into, 0.0)
        assert pour.volume_ul <= volumes[pour.source]
        volumes[pour.source] -= pour.volume_ul
        volumes[pour.into] = before + pour.volume_ul
        cells = held.get(pour.into, 0.0) * before + held[pour.source] * pour.volume_ul
        held[pour.into] = cells / volumes[pour.into]
    last = reply.pourings[-1]
    assert held[last.source] * last.volume_ul == pytest.approx(float(per_well), rel=0.02)
    assert volumes[last.source] >= last.volume_ul * last.wells
    assert len(reply.recipe) == len(reply.pourings)
    assert 0 < reply.error_percent["typical"] <= reply.error_percent["worst"]


BOTTLE = {"percent_ww": "37 %", "density": "1.19 g/mL", "molar_mass": "36.46 g/mol"}


def test_a_reagent_is_given_as_pourings_words_and_how_far_off_it_may_be(planner: Planner, units: Units) -> None:
    """37 % at 1.19 g/mL is 12.08 M: 8.28 mL in 100 mL of 1 M; an acid goes into water."""
    fields = {**BOTTLE, "target": "1 M", "volume": "100 mL"}
    reply = answer(planner, asked({"tool": "reagent", "fields": fields}), units)

    reagent, diluent = reply.pourings
    assert (reagent.source, reagent.into, reagent.pipette) == ("reagent", "A", "10 mL serological")
    assert reagent.volume_ul == pytest.approx(8281, rel=0.005)
    assert diluent.source == "diluent"
    assert diluent.made_up_to_ul == pytest.approx(100_000)
    assert reply.tubes[0].parts["reagent"] == pytest.approx(0.0828, rel=0.005)
    assert "diluent in first" in reply.recipe[0]
    assert "reagent into" in reply.recipe[1]
    assert "make up to 100 mL" in reply.recipe[2]
    assert 0.5 < reply.error_percent["typical"] <= reply.error_percent["worst"] < 3


@pytest.mark.parametrize(
    ("target", "volume", "steps"), [("1 M", "1 mL", 2), ("10 M", "100 mL", 3), ("0.1 M", "5 L", 2), ("1 M", "30 mL", 3)]
)
def test_a_reagent_never_comes_before_its_diluent(
    target: str, volume: str, steps: int, planner: Planner, units: Units
) -> None:
    fields = {**BOTTLE, "target": target, "volume": volume}
    reply = answer(planner, asked({"tool": "reagent", "fields": fields}), units)

    assert len(reply.recipe) == steps
    assert "diluent" in reply.recipe[0]
    assert [place for place, step in enumerate(reply.recipe) if "reagent into" in step] == [1]
    assert reply.tubes[0].parts["reagent"] == pytest.approx(float(target.split(maxsplit=1)[0]) / 12.077, rel=0.01)
    assert 0 < reply.error_percent["worst"] < 10


def test_every_field_of_a_form_can_be_asked_for(planner: Planner, units: Units) -> None:
    """What a form keeps of itself is what a request may name."""
    for request in REQUESTS:
        desk = planner.plan(asked(request)).form
        if hasattr(desk, "inputs"):
            assert set(desk.inputs()) <= set(FIELDS[request["tool"]]), request["tool"]


def test_the_command_prints_json_and_its_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "request.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(REQUESTS[1]).encode())
    assert main(["--plan", str(file)]) == 0
    assert msgspec.json.decode(capsys.readouterr().out, type=PlanReply).planned

    for text in ("{", '{"tool": "wash"}', '{"tool": "dilute", "wells": 3}', "[]"):
        file.write_text(text, encoding="utf-8")
        assert main(["--plan", str(file)]) == 1
        reply = msgspec.json.decode(capsys.readouterr().out, type=PlanReply)
        assert [error.code for error in reply.errors] == ["plan_not_read"]
    assert main(["--plan", str(tmp_path / "none.json")]) == 1


@pytest.mark.parametrize(
    ("tool", "fields", "place", "code"),
    [
        ("series", {"c1": "abc", "top": "10 uM"}, "c1", "not_a_number"),
        ("plate", {"c1": "abc", "points": "8"}, "c1", "not_a_number"),
        ("combine", {"c1": "abc", "top": "10 uM"}, "c1", "not_a_number"),
        ("combine", {"c1": "10 mM", "top": "10 uM", **SECOND, "c1_2": "abc"}, "c1_2", "not_a_number"),
        ("dilute", {"dosing": "plain", "c1": "10 mM", "v2": "1 mL", "ratio": "1:1e30"}, "ratio", "cannot_be"),
        ("dilute", {"dosing": "plain", "c1": "10 mM", "c2": "1 mM", "v2": "1e7 L"}, "v2", "cannot_be"),
        ("series", {"c1": "10 mM", "top": "10 uM", "factor": "1e7"}, "factor", "not_between"),
        ("series", {"c1": "10 mM", "top": "10 uM", "factor": "1000", "points": 12}, "lowest", "cannot_be"),
        ("series", {"c1": "10 mM", "by": "list", "doses": "10 uM; 1e-24 M"}, "doses", "cannot_be"),
        ("buffer", {"recipe": "PBS 1×", "volume": "1e7 L"}, "volume", "cannot_be"),
        ("in_vivo", {"dose": "25 mg/kg", "volume": "0.001 µL/kg", "weights": "20 g", "animals": 5}, "volume",
         "volume_cannot_be"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(
    planner: Planner, units: Units, tool: str, fields: dict[str, Any], place: str, code: str
) -> None:
    request = {"tool": tool, "fields": fields} | ({} if tool == "buffer" else OF_ONE)
    reply = answer(planner, msgspec.convert(request, PlanRequest), units)

    assert (place, code) in [(one.field, one.code) for one in reply.errors]
