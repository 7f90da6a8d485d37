from pathlib import Path

import pytest
from msgspec.structs import replace

from benchapp.base import paths
from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.compound_input import CompoundInput, Dissolved, Field, parse_input
from benchapp.domain.compounds.edits import Edit, edit_of, with_edits
from benchapp.domain.compounds.facts import cited, fact_in, section_of, words_on_handling
from benchapp.domain.compounds.form_edits import changed_fields, edits_between, revised, show_in_form
from benchapp.domain.compounds.identities.plain_substance import plain_substance
from benchapp.domain.compounds.identity_facts import SubstanceKind
from benchapp.domain.compounds.monograph import Basis, Claim, Monograph, NameKind, Relation, Source, Value
from benchapp.domain.compounds.monograph_builder import build, is_own, solvents, temperature
from benchapp.domain.compounds.solubility import best_solvent, mg_ml, on_file, usual_vehicle
from benchapp.domain.messages import Message
from benchapp.store.library.monograph_file import check_meaning, read_file

TODAY = "2026-11-24"
ID = "11111111-2222-4333-8444-555555555555"
LABEL = {
    Field.NAME: "Testimib",
    Field.SYNONYMS: "TST-1; Testim; TST-1",
    Field.CAS: "50-02-2",
    Field.FORMULA: "C22H29FO5",
    Field.MOLAR_MASS: "392.47",
    Field.SUPPLIER: "Maker",
    Field.CODE: "M1",
    Field.SOLVENT: "dmso",
    Field.SOLUBILITY: "≥ 100 mM",
    Field.INSOLUBLE: "water and ethanol",
    Field.STORAGE: "−20 °C",
    Field.STOCK_LIFE: "6 months at −20 °C",
    Field.FRESH: "yes",
    Field.DOSE: "1–10 uM",
    Field.TIME: "7 d",
    Field.CELLS: "H929",
    Field.HAZARDS: "H360",
    Field.NOTE: "Sticks to plastic.",
}
FILES = sorted((paths.resources() / "monographs").glob("*.json"))


def entered(**more: str) -> CompoundInput:
    texts = {**LABEL, **{Field(name): text for name, text in more.items()}}
    return CompoundInput(texts, source="vial label")


def made(**more: str) -> Monograph:
    reading = parse_input(entered(**more))
    assert not reading.problems
    return build(reading, ID, TODAY)


def test_a_label_becomes_a_whole_monograph() -> None:
    monograph = made()

    check_meaning(monograph, "form")
    identity = monograph.identity
    assert (identity.name, identity.cas, identity.forms[0].molar_mass) == ("Testimib", "50-02-2", "392.47")
    assert [(name.text, name.kind) for name in identity.names] == [
        ("Testimib", NameKind.ACCEPTED), ("TST-1", NameKind.CODE), ("Testim", NameKind.SYNONYM),
    ]  # fmt: skip
    best = best_solvent(monograph)
    assert best is not None
    assert best.value == Value(Relation.AT_LEAST, "100", "mM")
    assert mg_ml(monograph, best) == pytest.approx(39.247)
    assert {claim.context.solvent for claim in monograph.solubility} == {"DMSO", "water", "ethanol"}
    assert on_file(monograph, "ethanol").insoluble is not None
    assert monograph.wants_fresh() is not None
    assert monograph.uses[0].title == "H929"
    assert {source.title for source in monograph.sources.values()} == {"vial label"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("acetone; Acetone", ["acetone"]),
        ("PEG 400; PEG-400", ["PEG 400"]),
        ("乙醇; 甲醇", ["乙醇", "甲醇"]),
        ("乙醇 95%; 甲醇 95%", ["乙醇 95%", "甲醇 95%"]),
        ("?; !", ["?"]),
    ],
)
def test_a_solvent_is_one_claim_however_it_is_spelled(text: str, expected: list[str]) -> None:
    monograph = made(insoluble=text)

    check_meaning(monograph, "form")
    assert [claim.context.solvent for claim in monograph.solubility if claim.id != "sol.own"] == expected


def test_each_value_has_the_source_it_was_given() -> None:
    reading = parse_input(
        CompoundInput(LABEL, {Field.SOLUBILITY: "my own measurement, 2026-11-20"}, source="vial label")
    )
    monograph = build(reading, ID, TODAY)

    best = best_solvent(monograph)
    assert best is not None
    assert monograph.sources[best.source].kind == "own measurement"
    assert best.basis is Basis.MEASURED
    assert monograph.hazards[0].basis is Basis.VENDOR_CLAIM


def test_the_formula_gives_the_molar_mass_that_was_not_entered() -> None:
    assert float(made(molar_mass="").identity.forms[0].molar_mass) == pytest.approx(392.462, abs=0.001)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        (Field.NAME, "", Message.NAME_NEEDED),
        (Field.CAS, "50-02-3", Message.CAS_WRONG),
        (Field.CAS, "fifty", Message.CAS_SHAPE),
        (Field.FORMULA, "EtOH", Message.FORMULA_WRONG),
        (Field.MOLAR_MASS, "1,500 g/mol", Message.TWO_READINGS),
        (Field.MOLAR_MASS, "≥ 300 g/mol", Message.NOT_ONE_MASS),
        (Field.MOLAR_MASS, "0", Message.NOT_POSITIVE),
        (Field.MOLAR_MASS, "5 mM", Message.WRONG_KIND),
        (Field.SOLUBILITY, "100", Message.NO_UNIT),
        (Field.SOLUBILITY, "5 h", Message.WRONG_KIND),
        (Field.DOSE, "0 uM", Message.NOT_POSITIVE),
        (Field.TIME, "7 mM", Message.WRONG_KIND),
        (Field.INCHIKEY, "ABC", Message.INCHIKEY_SHAPE),
        (Field.HAZARDS, "H360 \u202e", Message.BAD_TEXT),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(name: Field, text: str, code: MessageCode) -> None:
    reading = parse_input(entered(**{name.value: text}))

    assert reading.problems[name].code is code


def test_a_source_is_asked_for() -> None:
    assert parse_input(CompoundInput(LABEL)).unsourced is Field.NAME
    partly = CompoundInput(LABEL, dict.fromkeys(set(Field) - {Field.DOSE}, "label"))
    assert parse_input(partly).unsourced is Field.DOSE
    assert parse_input(CompoundInput(LABEL, source="label")).unsourced is None


@pytest.mark.parametrize(
    ("mass", "code", "agrees"),
    [
        ("392.47", Message.MOLAR_MASS_AGREES, True),
        ("392.1999", Message.MOLAR_MASS_MONOISOTOPIC, False),
        ("428.92", Message.MOLAR_MASS_OTHER_FORM, False),
        ("500", Message.MOLAR_MASS_DIFFERS, False),
    ],
)
def test_formula_and_molar_mass_are_held_against_each_other(mass: str, code: MessageCode, agrees: bool) -> None:
    remark = parse_input(entered(molar_mass=mass)).remarks[Field.MOLAR_MASS]

    assert (remark.code, remark.agrees) == (code, agrees)


def test_small_things_of_a_label_are_read() -> None:
    assert solvents("Water; EtOH and pbs") == ("water", "ethanol", "PBS")
    assert temperature("−20 °C") == Value(Relation.EQUAL, "-20", "degC")
    assert temperature("2-8 C") == Value(Relation.RANGE, "2", "degC", "8")
    assert temperature("dark, dry") == Value(Relation.QUALITATIVE, text="dark, dry")
    assert is_own("My own measurement, 2026-11-20")
    assert is_own("Eigene Messung, 2026-11-20")
    assert not is_own("Brown 2020")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_form_opened_and_not_changed_comes_to_nothing(file: Path) -> None:
    monograph = read_file(file)[0].monograph
    for form in monograph.identity.forms:
        shown = show_in_form(monograph, form)
        reading = parse_input(shown.entered)

        assert changed_fields(shown, shown.entered) == frozenset()
        assert set(reading.problems) <= {Field.MOLAR_MASS}, reading.problems
        assert edits_between(monograph, shown, reading, TODAY)[0] == ()


def changed(monograph: Monograph, **texts: str) -> tuple[Monograph, tuple[Edit, ...]]:
    shown = show_in_form(monograph, monograph.identity.forms[0])
    after = CompoundInput(
        {**shown.entered.texts, **{Field(name): text for name, text in texts.items()}},
        shown.entered.sources,
        "my own measurement",
    )
    reading = parse_input(after)
    assert not reading.problems
    edits, sources = edits_between(monograph, shown, reading, TODAY)
    return with_edits(monograph, edits, sources), edits


def test_an_edit_replaces_the_fact_that_the_field_shows(lenalidomide: Monograph) -> None:
    edited, edits = changed(lenalidomide, solubility="≥ 50 mg/mL")

    assert [(edit.section, edit.fact) for edit in edits] == [("solubility", "sol.dmso")]
    best = best_solvent(edited)
    assert best is not None
    assert best.value == Value(Relation.AT_LEAST, "50", "mg/mL")
    assert len(edited.solubility) == len(lenalidomide.solubility)
    check_meaning(edited, "edited")


def test_names_are_added_and_dropped_one_by_one(lenalidomide: Monograph) -> None:
    edited, edits = changed(lenalidomide, synonyms="CC-5013; LEN")

    names = [name.text for name in edited.identity.names]
    assert "LEN" in names
    assert "Revlimid" not in names
    assert "lenolidomide" in names
    assert len(edits) == 2


def test_what_the_form_adds_stands_beside_what_is_there(lenalidomide: Monograph) -> None:
    edited, _ = changed(lenalidomide, dose="5 uM", time="48 h", cells="MM.1S", hazards="Mine", insoluble="ethanol")

    assert len(edited.uses) == len(lenalidomide.uses) + 1
    assert len(edited.hazards) == len(lenalidomide.hazards) + 1
    assert on_file(edited, "water").insoluble is None
    assert on_file(lenalidomide, "water").insoluble is not None


def test_a_compound_of_ones_own_can_become_another_and_keeps_what_the_form_does_not_show() -> None:
    before = made()
    extra = Claim(
        "mech.own", "Does something.", before.identity.source, Basis.OPINION, before.hazards[0].standing, "So."
    )
    before = with_edits(before, [Edit("mechanism", "mech.own", TODAY, claim=extra)], {})
    shown = show_in_form(before, before.identity.forms[0])
    texts = {**shown.entered.texts, Field.NAME: "Othermib", Field.CAS: "67-68-5", Field.NOTE: ""}
    reading = parse_input(CompoundInput(texts, shown.entered.sources, "label"))

    after = revised(before, shown, reading, "2026-11-25")

    assert (after.identity.name, after.identity.cas, after.revision) == ("Othermib", "67-68-5", "2026-11-25")
    assert after.mechanism == (extra,)
    assert after.pitfalls == ()
    assert after.id == before.id
    check_meaning(after, "revised")


def test_what_is_emptied_in_the_form_is_dropped() -> None:
    own = made()

    edited, edits = changed(own, note="", fresh="", supplier="", code="", synonyms="", insoluble="ethanol")

    assert (edited.pitfalls, edited.supplier_codes, edited.wants_fresh()) == ((), (), None)
    assert [name.text for name in edited.identity.names] == ["Testimib"]
    assert [claim.context.solvent for claim in edited.solubility] == ["DMSO", "ethanol"]
    # One for each fact, and two names.
    assert sum(edit.value is None for edit in edits) == 6


def test_another_form_of_a_compound_has_its_own_name_and_molar_mass(lenalidomide: Monograph) -> None:
    edited, edits = changed(lenalidomide, form="hemihydrate", molar_mass="268.27 g/mol", formula="")

    assert [(edit.section, edit.fact) for edit in edits] == [("identity.forms", lenalidomide.identity.forms[0].id)]
    first = edited.identity.forms[0]
    assert (first.name, first.molar_mass) == ("hemihydrate", "268.27")
    assert len(edited.identity.forms) == len(lenalidomide.identity.forms)


def test_what_a_form_shows_is_changed_where_its_text_or_its_source_is() -> None:
    own = made()
    shown = show_in_form(own, own.identity.forms[0])

    assert changed_fields(shown, shown.entered) == frozenset()
    elsewhere = CompoundInput(
        shown.entered.texts, {**shown.entered.sources, Field.NOTE: "a paper"}, shown.entered.source
    )
    assert changed_fields(shown, elsewhere) == {Field.NOTE}


def test_a_compound_of_ones_own_whose_identity_stays_keeps_its_names_and_forms() -> None:
    before = made()
    shown = show_in_form(before, before.identity.forms[0])
    reading = parse_input(
        CompoundInput({**shown.entered.texts, Field.NOTE: "Keep cold."}, shown.entered.sources, "label")
    )

    after = revised(before, shown, reading, "2026-11-25")

    assert after.identity == before.identity
    assert [claim.statement for claim in after.pitfalls] == ["Keep cold."]


@pytest.mark.parametrize("section", ["solubility", "identity.names", "identity.forms", "supplier_codes", "uses"])
def test_a_fact_of_every_kind_can_be_put_in_another_s_place(section: str) -> None:
    own = made()
    fact = section_of(own, section)[0]
    other = replace(fact, source="elsewhere")
    edit = edit_of(section, other, TODAY, "hash")

    assert edit.value == other
    assert (edit.section, edit.fact, edit.made, edit.replaces) == (section, fact.id, TODAY, "hash")
    edited = with_edits(own, [edit], {"elsewhere": Source("Elsewhere", "vendor")})
    assert section_of(edited, section)[0] == other
    assert len(section_of(edited, section)) == len(section_of(own, section))
    assert edited.sources["elsewhere"].title == "Elsewhere"
    # A source that nothing rests on goes.
    assert "unused" not in with_edits(own, [edit], {"unused": Source("Unused", "vendor")}).sources


def test_what_a_list_says_of_each_solvent_becomes_a_claim_of_its_own() -> None:
    said = (
        Dissolved("DMSO", Value(Relation.EQUAL, "10", "mM"), "", "warmed"),
        Dissolved("ethanol", Value(Relation.EQUAL, "1", "mM"), ""),
        Dissolved("ethanol", Value(Relation.EQUAL, "2", "mM"), ""),
        Dissolved("water", Value(Relation.EQUAL, "1", "mg/mL"), "", "at 25 °C"),
        Dissolved("PBS", Value(Relation.QUALITATIVE, text="insoluble"), "", "at 4 °C"),
    )
    reading = parse_input(CompoundInput({Field.NAME: "A", Field.MOLAR_MASS: "250"}, source="list", dissolved=said))

    claims = build(reading, ID, TODAY).solubility

    assert [(claim.id, claim.statement) for claim in claims] == [
        ("sol.own", "Dissolves in DMSO, warmed."), ("sol.own-ethanol", "Dissolves in ethanol."),
        ("sol.own-ethanol-3", "Dissolves in ethanol."), ("sol.own-water", "Solubility in water, at 25 °C."),
        ("sol.own-not-pbs", "Called insoluble in PBS, at 4 °C."),
    ]  # fmt: skip


def test_what_dissolves_in_water_is_a_claim_of_its_own_and_shown_as_it_was_entered() -> None:
    own = made(water="1.5 mg/mL")

    assert on_file(own, "water").insoluble is not None
    assert [figure.most for figure in on_file(own, "water").figures] == [1.5]
    assert show_in_form(own, own.identity.forms[0]).entered.text(Field.WATER) == "1.5 mg/mL"


@pytest.mark.parametrize("field", [Field.NAME, Field.SYNONYMS])
def test_letters_that_only_look_latin_are_remarked_on(field: Field) -> None:
    reading = parse_input(entered(**{field.value: "Test\u0435mib"}))

    assert reading.remarks[field].code is Message.MIXED_SCRIPT
    assert field not in reading.problems


def test_a_substance_without_a_page_has_its_name_and_nothing_else() -> None:
    item = plain_substance("acetone", "58.08")

    assert (item.monograph.identity.name, item.monograph.identity.forms[0].molar_mass, item.hash) == (
        "acetone",
        "58.08",
        "",
    )
    assert list(item.monograph.claims()) == []
    assert {key for key, _ in cited(item.monograph)} == set(item.monograph.sources)


def test_the_last_form_is_never_dropped_and_an_unknown_section_holds_nothing(lenalidomide: Monograph) -> None:
    drops = [Edit("identity.forms", form.id, TODAY) for form in lenalidomide.identity.forms]

    assert len(with_edits(lenalidomide, drops, {}).identity.forms) == 1
    assert section_of(lenalidomide, "identity.name") == ()
    assert section_of(lenalidomide, "stability.nothing") == ()
    assert section_of(lenalidomide, "format") == ()
    assert fact_in(lenalidomide, "solubility", "nothing") is None
    assert with_edits(lenalidomide, [Edit("format", "x", TODAY)], {}) == lenalidomide


def test_what_shows_the_monograph_has_a_point_in_every_locale_and_what_was_typed_has_not() -> None:
    entered = CompoundInput(
        {Field.NAME: "Testimib", Field.MOLAR_MASS: "392.465 g/mol", Field.SOLUBILITY: "1.250 mM"}, source="label"
    )

    read = parse_input(entered, decimal_comma=True, printed={Field.MOLAR_MASS})

    assert read.values[Field.MOLAR_MASS].number == "392.465"
    assert read.problems[Field.SOLUBILITY].code is Message.TWO_READINGS
    assert parse_input(entered).problems == {}


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("6 months at −20 °C", False), ("6 Monate bei -20 °C", False), ("6 months at 4 °C, 1 month at −20 °C", False),
        ("", False), ("6", True), ("6 months", True), ("forever", True), ("-20 °C", True),
    ],
)  # fmt: skip
def test_a_text_from_which_no_use_by_follows_says_so(text: str, noted: bool) -> None:
    reading = parse_input(entered(stock_life=text))
    remark = reading.remarks.get(Field.STOCK_LIFE)

    assert Field.STOCK_LIFE not in reading.problems
    assert (remark is not None) is noted
    assert remark is None or (remark.code, remark.values) == (Message.NO_USE_BY_STATED, {"text": text})


@pytest.mark.parametrize(
    ("mass", "formula", "doubted"),
    [
        ("1.259", "", True),
        ("3", "", True),
        ("2e6", "", True),
        ("259.26", "", False),
        ("17.03", "", False),
        ("2.016", "H2", False),
    ],
)
def test_a_molar_mass_that_can_hardly_be_is_questioned(mass: str, formula: str, *, doubted: bool) -> None:
    texts = {Field.NAME: "Testimib", Field.MOLAR_MASS: mass, Field.FORMULA: formula}

    remark = parse_input(CompoundInput(texts, source="label")).remarks.get(Field.MOLAR_MASS)

    assert (remark is not None and remark.code is Message.MASS_DOUBTED) is doubted


CYTOKINE = {
    Field.NAME: "IL-21", Field.KIND: "cytokine", Field.SUPPLIER: "Maker", Field.SOLVENT: "PBS",
    Field.HANDLING: "do not vortex; carrier protein", Field.DOSE: "100 U/mL",
}  # fmt: skip


def test_a_cytokine_of_ones_own_needs_no_molar_mass_and_is_handled_as_its_label_says() -> None:
    reading = parse_input(CompoundInput(CYTOKINE, source="vial label"))
    assert reading.problems == {}

    made = build(reading, ID, TODAY)
    check_meaning(made, "cytokine.json")
    assert (made.kind, made.identity.forms[0].molar_mass) == (SubstanceKind.PROTEIN, "0")
    assert list(words_on_handling(made)) == ["do not vortex", "carrier protein"]
    assert (usual_vehicle(made), made.uses[0].dose) == ("PBS", Value(Relation.EQUAL, "100", "U/mL"))

    shown = show_in_form(made, made.identity.forms[0])
    texts = shown.entered
    assert (texts.text(Field.KIND), texts.text(Field.MOLAR_MASS)) == ("protein", "")
    assert texts.text(Field.HANDLING) == "do not vortex; carrier protein"
    changed = {**texts.texts, Field.KIND: "enzyme", Field.HANDLING: "do not vortex; do not freeze"}
    again = parse_input(CompoundInput(changed, {**texts.sources, Field.HANDLING: "sheet"}, source="vial label"))
    after = revised(made, shown, again, TODAY)
    assert after.kind is SubstanceKind.ENZYME
    assert list(words_on_handling(after)) == ["do not vortex", "do not freeze"]
    # What was said before keeps who said it.
    assert after.sources[words_on_handling(after)["do not vortex"].source].title == "vial label"


@pytest.mark.parametrize(
    ("texts", "field", "code"),
    [
        ({Field.KIND: "kit"}, Field.KIND, Message.KIND_UNKNOWN),
        ({Field.HANDLING: "handle with care"}, Field.HANDLING, Message.HANDLING_UNKNOWN),
        ({Field.KIND: "serum", Field.MOLAR_MASS: "300"}, Field.MOLAR_MASS, Message.KIND_WITHOUT_MASS),
        ({Field.KIND: "mixture", Field.FORMULA: "NaCl"}, Field.FORMULA, Message.KIND_WITHOUT_MASS),
        ({Field.KIND: ""}, Field.MOLAR_MASS, Message.MOLAR_MASS_NEEDED),
    ],
)
def test_what_does_not_go_with_a_kind_is_said_at_its_field(
    texts: dict[Field, str], field: Field, code: MessageCode
) -> None:
    reading = parse_input(CompoundInput({**CYTOKINE, **texts}, source="vial label"))
    assert reading.problems[field].code is code


def test_an_antibody_may_have_a_mass() -> None:
    reading = parse_input(CompoundInput({**CYTOKINE, Field.KIND: "antibody", Field.MOLAR_MASS: "150 kDa"}, source="l"))
    assert reading.problems == {}
    assert build(reading, ID, TODAY).identity.forms[0].molar_mass == "150000"
