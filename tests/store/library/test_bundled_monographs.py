"""Every statement of the article that the lenalidomide monograph restates, and where it is in the file."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from benchapp.base import paths
from benchapp.domain.compounds.monograph import Basis, Claim, Monograph, NameKind, Report, Standing, Use
from benchapp.store.library.monograph_file import read_file
from benchapp.store.library.monograph_schema import schema_bytes

FILE = paths.resources() / "monographs" / "lenalidomide.json"
VALUES = json.loads((Path(__file__).parents[2] / "data" / "article_values.json").read_text(encoding="utf-8"))

WHERE = {
    "S003": ["$.identity.names[id=name.lenalidomide]", "$.identity.names[id=name.cc5013]"],
    "S004": [
        "$.identity.names[id=name.lenalidomide]",
        "$.identity.names[id=name.cc5013]",
        "$.identity.references[id=ref.route]",
    ],
    "S005": ["$.identity.references[id=ref.derivative]"],
    "S006": ["$.mechanism[id=mech.antineoplastic]"],
    "S007": ["$.mechanism[id=mech.overview]"],
    "S008": ["$.benchmarks[id=bench.cornerstone]"],
    "S009": ["$.mechanism[id=mech.tnf-dose-dependent]"],
    "S010": ["$.benchmarks[id=bench.tnf-ic50]"],
    "S011": ["$.mechanism[id=mech.synapse]"],
    "S012": ["$.mechanism[id=mech.humoral]"],
    "S013": ["$.solubility[id=sol.dmso]"],
    "S014": ["$.uses[id=use.vendor]"],
    "S015": ["$.combinations[id=comb.dot1l]"],
    "S016": ["$.combinations[id=comb.dot1l-irg]"],
    "S017": ["$.benchmarks[id=bench.malignancies]"],
    "S018": ["$.benchmarks[id=bench.limited-options]"],
    "S019": ["$.identity.references[id=ref.class]"],
    "S020": ["$.identity.references[id=ref.route]", "$.identity.references[id=ref.derivative]"],
    "S021": ["$.identity.names[id=name.lenolidomide]", "$.identity.names[id=name.lenalidomine]"],
    "S022": ["$.mechanism[id=mech.overview]"],
    "S023": ["$.mechanism[id=mech.direct]"],
    "S024": ["$.mechanism[id=mech.microenvironment]"],
    "S025": ["$.benchmarks[id=bench.tool]"],
    "S026": ["$.identity.names[id=name.cc5013]"],
    "S027": ["$.mechanism[id=mech.cd80-cd86]"],
    "S028": ["$.mechanism[id=mech.antigen-presentation]"],
    "S029": ["$.benchmarks[id=bench.tnf-ic50]"],
    "S030": ["$.mechanism[id=mech.tnf-contribution]"],
    "S031": ["$.mechanism[id=mech.angiogenesis-rat]"],
    "S032": ["$.mechanism[id=mech.neovascularisation]"],
    "S033": ["$.combinations[id=comb.dot1l-synergy]"],
    "S034": ["$.combinations[id=comb.dot1l-irg]"],
    "S035": ["$.combinations[id=comb.dot1l-irf4-myc]"],
    "S036": ["$.combinations[id=comb.dot1l]"],
    "S037": ["$.mechanism[id=mech.humoral]"],
    "S038": ["$.mechanism[id=mech.synapse]"],
    "S039": ["$.pitfalls[id=pit.not-cytotoxic]"],
    "S040": ["$.pitfalls[id=pit.main-effect]"],
    "S041": ["$.pitfalls[id=pit.immune-compromised]"],
    "S042": ["$.solubility[id=sol.ethanol]"],
    "S043": ["$.solubility[id=sol.water]"],
    "S044": ["$.pitfalls[id=pit.dmso-required]"],
    "S045": ["$.stability.working[id=stab.unstable]"],
    "S046": ["$.stability.working[id=stab.fresh]"],
    "S047": ["$.pitfalls[id=pit.species]"],
    "S048": ["$.pitfalls[id=pit.species-subsets]"],
    "S049": ["$.benchmarks[id=bench.backbone]"],
    "S050": ["$.benchmarks[id=bench.other-malignancies]"],
    "S051": ["$.combinations[id=comb.dot1l-ifn]"],
    "S052": ["$.combinations[id=comb.dot1l-hla]"],
    "S053": ["$.benchmarks[id=bench.tnf-ic50]"],
    "S054": ["$.benchmarks[id=bench.anti-inflammatory]"],
    "S055": ["$.solubility[id=sol.dmso]"],
    "S056": ["$.uses[id=use.vendor]"],
    "S057": ["$.mechanism[id=mech.angiogenesis-rat]"],
    "S058": ["$.mechanism[id=mech.humoral]"],
    "S059": ["$.mechanism[id=mech.synapse]"],
    "S060": ["$.benchmarks[id=bench.used-in]"],
    "S061": ["$.benchmarks[id=bench.used-for]"],
    "S062": ["$.pitfalls[id=pit.context]"],
    "S063": ["$.related_reading[id=rel.assays]"],
    "S064": ["$.related_reading[id=rel.innovations]"],
    "S065": ["$.related_reading[id=rel.workflows]"],
    "S066": ["$.supplier_codes[id=code.apexbio]"],
    "S067": ["$.physical_form[id=form.solid]"],
    "S068": ["$.storage[id=store.solid]"],
    "S069": ["$.storage[id=store.freeze-thaw]"],
    "S070": ["$.solubility[id=sol.dmso]"],
    "S071": ["$.solubility[id=sol.ethanol]", "$.solubility[id=sol.water]"],
    "S072": ["$.uses[id=use.vendor]"],
    "S073": ["$.uses[id=use.vendor]"],
    "S074": ["$.mechanism[id=mech.angiogenesis-rat]"],
    "S075": ["$.pitfalls[id=pit.in-vivo]"],
    "S076": ["$.combinations[id=comb.dot1l-recommend]"],
    "S077": ["$.stability.working[id=stab.before-experiment]"],
    "S078": ["$.stability.working[id=stab.no-long-storage]"],
    "S079": ["$.benchmarks[id=bench.validated]"],
    "S080": ["$.mechanism[id=mech.multimodal]"],
    "S081": ["$.pitfalls[id=pit.adhere]"],
    "S082": ["$.combinations[id=comb.outlook]"],
    "S083": ["$.supplier_codes[id=code.apexbio]"],
}
# Words in which the article's own wording is in the monograph.
SAID_AS = {
    "leukemic": "leukaemic",
    "interferon-regulated genes (IRGs)": "interferon-regulated genes",
    "IRGs": "interferon-regulated genes",
    "IRF4-MYC": "IRF4–MYC",
    "multiple myeloma (MM)": "multiple myeloma",
    "chronic lymphocytic leukemia (CLL)": "CLL",
    "non-Hodgkin lymphoma": "NHL",
    "multiple myeloma": "MM",
    "avoid repeated freeze-thaw": "avoid repeated freeze–thaw",
    "not given": "no in vivo dose",
    "not named": "No inhibitor",
    "no long-term storage": "no long-term storage",
    "unspecified": "not stated",
}


@pytest.fixture(scope="module")
def content() -> dict[str, Any]:
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def at(content: Any, path: str) -> Any:
    found = content
    for name, fact in re.findall(r"\.?([a-z_]+)(?:\[id=([^\]]+)\])?", path.removeprefix("$.")):
        found = found[name]
        if fact:
            found = next(item for item in found if item["id"] == fact)
    return found


def test_every_statement_of_the_article_has_its_place() -> None:
    assert set(WHERE) == set(VALUES)
    assert len(WHERE) == 81


@pytest.mark.parametrize("fact", WHERE)
def test_each_statement_stands_where_the_table_says_with_its_values(content: dict[str, Any], fact: str) -> None:
    text = " ".join(json.dumps(at(content, path), ensure_ascii=False) for path in WHERE[fact])

    for value in VALUES[fact]:
        said = value["value"]
        number = re.fullmatch(r"-?[0-9.]+", said)
        if number:
            assert f'"number": "{said}"' in text, (fact, value)
            unit = {"day": "d"}.get(value["unit"], value["unit"])
            assert f'"unit": "{unit}"' in text, (fact, value)
            relation = {">=": "≥", "=": "="}[value["op"]]
            assert f'"relation": "{relation}"' in text, (fact, value)
        else:
            wanted = {said.casefold(), SAID_AS.get(said, said).casefold()}
            assert any(word in text.casefold() for word in wanted), (fact, said, text)


def test_every_claim_says_who_says_so_how_and_how_it_stands(lenalidomide: Monograph) -> None:
    for _, claim in lenalidomide.claims():
        assert claim.source in lenalidomide.sources
        assert claim.reason.strip(), claim.id
    assert {use.id for use in lenalidomide.uses} >= {"use.vendor", "use.cll-synapse"}


def test_the_tnf_figure_is_never_shown_bare(lenalidomide: Monograph) -> None:
    claim = next(one for _, one in lenalidomide.claims() if one.id == "bench.tnf-ic50")

    assert claim.standing is Standing.DISPUTED
    assert any("pomalidomide" in report.statement for report in claim.others)


def test_misspellings_are_aliases_only(lenalidomide: Monograph) -> None:
    wrong = [name.text for name in lenalidomide.identity.names if name.kind is NameKind.MISSPELLING]

    assert wrong == ["lenolidomide", "lenalidomine"]


def test_molar_masses_follow_from_the_formulas(lenalidomide: Monograph) -> None:
    # Standard atomic masses, abridged (IUPAC).
    masses = {"C": 12.011, "H": 1.008, "N": 14.007, "O": 15.999, "Na": 22.990, "Cl": 35.45}

    def of(formula: str) -> float:
        return sum(masses[element] * int(count or 1) for element, count in re.findall(r"([A-Z][a-z]?)(\d*)", formula))

    racemate, hemihydrate, hydrochloride, sodium = lenalidomide.identity.forms
    for whole in (racemate, hydrochloride, sodium):
        assert float(whole.molar_mass) == pytest.approx(of(whole.formula), abs=0.006)
    # Two molecules and one water hold two moles of lenalidomide.
    assert float(hemihydrate.molar_mass) == pytest.approx(of(hemihydrate.formula) / 2, abs=0.006)


def test_the_schema_in_resources_is_that_of_the_format() -> None:
    assert (paths.resources() / "monograph.schema.json").read_bytes() == schema_bytes()


# Where each doubt about the article is, and a word that the page must show there.
DOUBTS = {
    "E1": ("$.identity.names[id=name.lenolidomide]", "no reference work lists it"),
    "E2": ("$.benchmarks[id=bench.tnf-ic50]", "pomalidomide"),
    "E3": ("$.solubility[id=sol.water]", "0.4 to 0.5 mg/mL"),
    "E3 DMSO": ("$.solubility[id=sol.dmso]", "lower bound"),
    "E3 ethanol": ("$.solubility[id=sol.ethanol]", "No measured value"),
    "E4": ("$.mechanism[id=mech.angiogenesis-rat]", "dredge-2005"),
    "E5": ("$.uses[id=use.vendor]", "1 µM for 1 h"),
    "E6": ("$.mechanism[id=mech.direct]", "No direct killing of primary CLL"),
    "E6 pitfall": ("$.pitfalls[id=pit.not-cytotoxic]", "Direct cytotoxic"),
    "E7": ("$.mechanism[id=mech.cd80-cd86]", "aue-2009"),
    "E7 synapse": ("$.mechanism[id=mech.synapse]", "ramsay-2012"),
    "E8": ("$.mechanism[id=mech.humoral]", "IgG and IgM fall"),
    "E9": ("$.combinations[id=comb.dot1l-synergy]", "enhanced"),
    "E10": ("$.mechanism[id=mech.overview]", "Binds cereblon"),
    "E11": ("$.stability.working[id=stab.unstable]", "only diluted solutions"),
    "E12": ("$.benchmarks[id=bench.other-malignancies]", "Not recommended for CLL"),
    "E12 options": ("$.benchmarks[id=bench.limited-options]", "multiple myeloma only"),
    "E12 immunity": ("$.pitfalls[id=pit.immune-compromised]", "suboptimal"),
    "E13": ("$.pitfalls[id=pit.species-subsets]", "residue 391"),
}
# Doubts of which no second source could be read: what is doubted is said in the reason.
ALONE = {"E1", "E3 DMSO", "E3 ethanol"}


@pytest.mark.parametrize("doubt", DOUBTS)
def test_each_doubt_is_visible_where_the_claim_is(content: dict[str, Any], doubt: str) -> None:
    path, word = DOUBTS[doubt]
    fact = at(content, path)

    assert word in json.dumps(fact, ensure_ascii=False)
    if doubt not in ALONE:
        assert fact["others"], f"{doubt} opens to nothing"


PAGES = {
    file.stem: json.loads(file.read_text(encoding="utf-8"))
    for file in sorted((paths.resources() / "monographs").glob("*.json"))
}

# Figures that a bench relies on: page, place, field, relation, number, high, unit; and the title or DOI of the source.
FIGURES = [
    ("dexamethasone", "$.solubility[id=sol.water]", "value", "≈", "0.089", "", "mg/mL", "s525753"),
    ("dexamethasone", "$.uses[id=use.mm1s]", "dose", "=", "5", "", "uM", "Blood 110:4792"),
    ("thalidomide", "$.solubility[id=sol.water]", "value", "=", "50", "", "ug/mL", "10.1002/jps.2600810719"),
    ("thalidomide", "$.stability.working[id=stab.dilute]", "value", "=", "2.1", "", "h", "10.1002/jps.2600810719"),
    ("cycloheximide", "$.solubility[id=sol.water]", "value", "≥", "14.05", "", "mg/mL", "id 16204"),
    ("cycloheximide", "$.solubility[id=sol.dmso]", "value", "≥", "112.8", "", "mg/mL", "id 16204"),
    ("cycloheximide", "$.solubility[id=sol.ethanol]", "value", "≥", "57.6", "", "mg/mL", "id 16204"),
    ("cycloheximide", "$.uses[id=use.turnover]", "dose", "range", "10", "50", "ug/mL", "id 16204"),
    ("cycloheximide", "$.uses[id=use.turnover]", "time", "range", "1", "24", "h", "id 16204"),
    ("staurosporine", "$.uses[id=use.ng108]", "dose", "=", "0.1", "", "uM", "Zhang 2003"),
    ("staurosporine", "$.uses[id=use.ng108]", "time", "range", "6", "24", "h", "Zhang 2003"),
    ("carfilzomib", "$.benchmarks[id=bench.lung]", "value", "≤", "36", "", "nM", "PMC4304157"),
    ("lenalidomide", "$.uses[id=use.cd34-ikzf1]", "time", "range", "1", "24", "h", "10.1182/bloodadvances.2017010348"),
    ("lenalidomide", "$.uses[id=use.cd34-redose]", "time", "range", "1", "9", "d", "10.1182/bloodadvances.2017010348"),
    ("pomalidomide", "$.uses[id=use.cd34-redose]", "dose", "=", "1", "", "uM", "10.1182/bloodadvances.2017010348"),
]


@pytest.mark.parametrize(("page", "place", "field", "relation", "number", "high", "unit", "source"), FIGURES)
def test_each_figure_stands_with_its_source(
    page: str, place: str, field: str, relation: str, number: str, high: str, unit: str, source: str
) -> None:
    fact = at(PAGES[page], place)
    stated = fact[field]

    assert (stated["relation"], stated["number"], stated.get("high", ""), stated["unit"]) == (
        relation, number, high, unit,
    )  # fmt: skip
    assert source in json.dumps(PAGES[page]["sources"][fact["source"]], ensure_ascii=False)


@pytest.mark.parametrize(
    ("form", "mass", "formula", "source"),
    [
        ("form.hydrochloride", "295.72", "C13H14ClN3O3", "s002277"),
        ("form.sodium", "281.25", "C13H12N3NaO3", "s12860021"),
    ],
)
def test_the_salts_of_lenalidomide_have_their_listing(
    content: dict[str, Any], form: str, mass: str, formula: str, source: str
) -> None:
    salt = at(content, f"$.identity.forms[id={form}]")

    assert (salt["molar_mass"], salt["formula"]) == (mass, formula)
    assert source in content["sources"][salt["source"]]["title"]
    percent = (1 - 259.26 / float(mass)) * 100
    assert f"under-doses by {percent:.1f} %" in salt["note"]


def test_the_cyclodextrin_complex_is_weighed_by_its_certificate() -> None:
    why = at(PAGES["dexamethasone"], "$.identity.traps[id=trap.cyclodextrin]")["why"]

    # β-cyclodextrin is C42H70O35.
    complex_mass = 42 * 12.011 + 70 * 1.008 + 35 * 15.999 + 392.467
    assert f"{complex_mass:.2f}" in why
    assert f"{392.467 / complex_mass * 100:.1f} %" in why
    assert "read the drug content off the certificate" in why
    assert "quarter" not in why


def test_how_long_a_study_ran_is_not_called_a_limit() -> None:
    claim = at(PAGES["doxorubicin"], "$.stability.stock[id=stab.water]")

    assert "followed for 30 days and lost nothing" in claim["statement"]
    assert "do not freeze" not in json.dumps(claim)
    assert "517541" in PAGES["doxorubicin"]["sources"][claim["source"]]["title"]
    assert [keeping["temperature"] for keeping in claim["keeps"]] == ["4"]


def test_re_dosing_every_two_days_is_on_file(content: dict[str, Any]) -> None:
    card = at(content, "$.uses[id=use.cd34-redose]")

    assert "every 2 days" in card["note"]
    assert "0.01 % DMSO" in card["note"]
    assert "CD34+" in card["context"]["cells"]


def test_freeze_and_thaw_is_said_of_what_the_article_says_it_of(content: dict[str, Any]) -> None:
    assert at(content, "$.storage[id=store.freeze-thaw]")["context"] == {"form": "solid"}


@pytest.mark.parametrize("page", ["lenalidomide", "pomalidomide", "thalidomide"])
def test_the_mouse_is_not_called_unresponsive_without_exception(page: str) -> None:
    claim = at(PAGES[page], "$.pitfalls[id=pit.mouse-crbn]")

    assert "do not respond" not in claim["statement"]
    assert "little or no response" in claim["statement"]
    assert any(PAGES[page]["sources"][one["source"]]["doi"] == "10.1073/pnas.1814446115" for one in claim["others"][:1])
    assert (claim["context"]["species"], claim["context"]["target"]) == ("mouse", "cereblon")


def test_what_is_not_settled_is_not_judged(content: dict[str, Any]) -> None:
    reason = at(content, "$.benchmarks[id=bench.tnf-ic50]")["reason"]

    assert reason.startswith("Not settled")
    assert "rely" not in reason


def test_an_instruction_is_not_a_measurement() -> None:
    """Storage and hazards as a label, a safety data sheet or a vendor puts them are what the maker says."""
    for file in sorted((paths.resources() / "monographs").glob("*.json")):
        monograph = read_file(file)[0].monograph
        for section, claim in monograph.claims():
            if section not in {"storage", "hazards"}:
                continue
            said: tuple[Claim | Report, ...] = (claim, *claim.others)
            for one in said:
                if monograph.sources[one.source].kind in {"drug label", "safety data sheet", "vendor"}:
                    assert one.basis is not Basis.MEASURED, (file.stem, claim.id, one.source)


def test_no_dose_on_a_card_passes_what_dissolves_without_a_word() -> None:
    thalidomide = read_file(paths.resources() / "monographs" / "thalidomide.json")[0].monograph
    card: Use = next(use for use in thalidomide.uses if use.id == "use.pbmc")

    assert "all that dissolves" in card.note
