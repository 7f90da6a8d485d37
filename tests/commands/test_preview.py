"""`--preview`: what each list gives, as the schema says; the lists are invented for the project."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from benchapp.base import paths
from benchapp.commands import preview as command
from benchapp.commands.preview import schema_bytes
from benchapp.commands.preview_reply import PreviewReply
from benchapp.store.lists.tables import Choice
from tests.json_schemas import Draft202012Validator, validate

LISTS = Path(__file__).parent.parent / "data" / "lists"
SCHEMA = json.loads((paths.resources() / "preview.schema.json").read_text("utf-8"))


class Kept:
    """Where the index is that all these lists are held against."""

    index = ""


@pytest.fixture(scope="module", autouse=True)
def read_once(bundled_index: Path) -> None:
    Kept.index = str(bundled_index)


def answer(file: Path, choice: Choice, solvent: str = "", **said: Any) -> PreviewReply:
    return command.answer(file, choice, solvent, index=Kept.index, **said)


def preview(
    name: str, *, sheet: str = "", encoding: str = "", heading_row: int | None = None, solvent: str = ""
) -> Any:
    reply = answer(LISTS / name, Choice(sheet, encoding, heading_row), solvent)
    return json.loads(msgspec.json.encode(reply))


def values(name: str, row: int = 0, **said: Any) -> Any:
    return preview(name, **said)["rows"][row]["values"]


def solubilities(row: Any) -> list[tuple[str, str, float | None, str]]:
    return [
        (one["solvent"], one["relation"], one["number"], one["unit"] or one["text"])
        for one in row["values"]["solubilities"]
    ]


def left(row: Any) -> list[tuple[str, str, bool]]:
    return [(one["field"], one["reason"]["code"], one["kept"]) for one in row["cells"]]


def asked(reply: Any) -> list[str]:
    return [one["code"] for one in reply["asked"]]


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("Water solubility at 25 °C (g/100 mL)", [("water", "=", 12.5, "g/dL")]),
        ("Solubility in DMSO (mg/100mL)", [("DMSO", "=", 12.5, "mg/dL")]),
        ("Wasserlöslichkeit (g/l)", [("water", "=", 12.5, "g/L")]),
        ("DMSO-Löslichkeit [mg/ml]", [("DMSO", "=", 12.5, "mg/mL")]),
        ("ALOGPS Solubility", []),
    ],
)
def test_a_heading_gives_solvent_and_unit_whole(
    heading: str, wanted: list[tuple[str, str, float, str]], tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"Name;MW;{heading}\nFoo;180.16;12.5\n", encoding="utf-8")
    (row,) = json.loads(msgspec.json.encode(answer(path, Choice())))["rows"]
    assert solubilities(row) == wanted


def test_a_unit_over_another_number_stops_its_column(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name;MW;Solubility in DMSO (g/250 mL)\nFoo;180.16;12.5\n", encoding="utf-8")
    reply = json.loads(msgspec.json.encode(answer(path, Choice())))
    assert asked(reply) == ["list_unit_unknown"]


def test_a_number_is_no_solvent(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name;MW;Solvent;Solubility (mg/mL)\nA;180;DMSO;12\nB;180;12;5\n", encoding="utf-8")
    first, second = json.loads(msgspec.json.encode(answer(path, Choice())))["rows"]
    assert solubilities(first) == [("DMSO", "=", 12.0, "mg/mL")]
    assert (solubilities(second), left(second)) == (
        [],
        [("solvent", "solvent_unknown", False), ("solubility", "solvent_unknown", False)],
    )


def test_a_range_or_limit_is_no_molar_mass_and_costs_the_cell_alone(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Formula,MW\nA,C9H8O4,180.16-190\nB,C9H8O4,> 180\nC,C9H8O4·xH2O,180.16\n", encoding="utf-8")
    reply = json.loads(msgspec.json.encode(answer(path, Choice())))

    assert [row["values"]["molar_mass"] for row in reply["rows"]] == [
        pytest.approx(180.158, abs=0.003) for _ in range(3)
    ]
    assert [left(row) for row in reply["rows"]] == [
        [("molar_mass", "not_one_mass", False)],
        [("molar_mass", "not_one_mass", False)],
        [("formula", "formula_open_water", False)],
    ]


def test_the_schema_is_that_of_the_types() -> None:
    assert (paths.resources() / "preview.schema.json").read_bytes() == schema_bytes()
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", sorted(path.name for path in LISTS.iterdir()))
def test_every_answer_is_as_the_schema_says(name: str) -> None:
    reply = answer(LISTS / name, Choice())
    given = msgspec.json.encode(reply)

    validate(json.loads(given), SCHEMA)
    assert msgspec.json.decode(given, type=PreviewReply) == reply


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("f01_water_solubility_as_dmso.csv", [("water", "=", 0.012, "mg/mL")]),
        ("f01b_cal_water_solubility.csv", [("water", "=", 0.012, "g/L")]),
        ("f01c_aqueous_solubility.csv", [("water", "=", 0.012, "mg/mL")]),
        ("f01e_ethanol.csv", [("ethanol", "=", 5.0, "mg/mL")]),
        ("f01f_insoluble_in_water.csv", [("water", "qualitative", None, "insoluble")]),
        (
            "f01g_three.csv",
            [("water", "=", 0.1, "mg/mL"), ("ethanol", "=", 5.0, "mg/mL"), ("DMSO", "=", 80.0, "mg/mL")],
        ),
        ("f01h_pbs.csv", [("PBS pH 7.4", "=", 12.0, "uM")]),
        ("f03_value_begins_with_gt.sdf", [("DMSO", "≥", 80.0, "mg/mL")]),
        ("f17_german.csv", [("DMSO", "=", 50.0, "mg/mL")]),
        ("f29_mce.csv", [("DMSO", "=", 10.0, "mM")]),
        ("f39_merged.xlsx", [("DMSO", "=", 80.0, "mg/mL"), ("water", "=", 0.1, "mg/mL")]),
    ],
)
def test_a_solubility_is_that_of_its_solvent(name: str, wanted: list[tuple[str, str, float | None, str]]) -> None:
    assert solubilities(preview(name)["rows"][0]) == wanted


def test_a_solubility_without_a_solvent_is_asked_about_and_never_dmso() -> None:
    reply = preview("f09_solubility_text.csv")

    assert asked(reply) == ["list_solvent_asked"]
    assert reply["asked"][0]["option"] == "--solvent"
    assert (reply["taken"], reply["left_out"]) == (21, 0)
    said = [solubilities(row) for row in reply["rows"]]
    assert said == [
        [("DMSO", "=", 10.0, "mM")],
        [("DMSO", "≥", 32.0, "mg/mL")],
        [("DMSO", "=", 30.0, "mg/mL"), ("ethanol", "=", 1.0, "mg/mL")],
        [("DMSO", "=", 100.0, "mg/mL")],
        [("DMSO", "≥", 100.0, "mM")],
        [("water", "qualitative", None, "insoluble")],
        [],
        [],
        [("DMSO", "qualitative", None, "soluble, no figure")],
        *[[]] * 6,
        [("DMSO", "≥", 10.0, "mM")],
        [],
        [("water", "≤", 0.1, "mg/mL")],
        [("DMSO", "=", 65.0, "mg/mL")],
        [],
        [],
    ]
    assert left(reply["rows"][6]) == [("solubility", "solvent_unknown", False)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("DMSO : 125 mg/mL (482.14 mM; ultrasonic and warming and heat to 60°C) H2O : < 0.1 mg/mL (insoluble)",
         [("DMSO", "=", 125.0, "mg/mL"), ("water", "≤", 0.1, "mg/mL")]),
        ("Soluble to 25 mM in water and to 100 mM in DMSO", [("water", "≥", 25.0, "mM"), ("DMSO", "≥", 100.0, "mM")]),
        ("Ethanol: 1 mg/ml | PBS (pH 7.2): 0.2 mg/ml",
         [("ethanol", "=", 1.0, "mg/mL"), ("PBS", "=", 0.2, "mg/mL")]),
        ("In Vitro: DMSO : 50 mg/mL", [("DMSO", "=", 50.0, "mg/mL")]),
        ("10 mg/ml in DMSO; insol. in water",
         [("DMSO", "=", 10.0, "mg/mL"), ("water", "qualitative", None, "insoluble")]),
        ("slightly soluble in water", [("water", "qualitative", None, "slightly soluble, no figure")]),
        ("DMSO 12 mg/mL (31.9 mM) Ethanol 3 mg/mL", [("DMSO", "=", 12.0, "mg/mL"), ("ethanol", "=", 3.0, "mg/mL")]),
        ("DMSO : 100 mg/mL (385.71 mM; Need ultrasonic)", [("DMSO", "=", 100.0, "mg/mL")]),
        ("Insoluble in water; ≥10.7 mg/mL in EtOH", [("water", "qualitative", None, "insoluble"),
                                                   ("ethanol", "≥", 10.7, "mg/mL")]),
        ("Soluble in DMSO to 100 mM", [("DMSO", "≥", 100.0, "mM")]),
        ("DMSO: -5 mM", []),
        ("15 mg/mL in 1:1 DMSO:PBS", []),
        ("10 mM (DMSO), 1 mM (H2O)", [("DMSO", "=", 10.0, "mM"), ("water", "=", 1.0, "mM")]),
        ("DMSO: 10 mM / Water: <1 mM", [("DMSO", "=", 10.0, "mM"), ("water", "≤", 1.0, "mM")]),
        ("Soluble in DMSO (>25 mg/ml), ethanol (5 mg/ml), and water (<1 mg/ml).",
         [("DMSO", "≥", 25.0, "mg/mL"), ("ethanol", "=", 5.0, "mg/mL"), ("water", "≤", 1.0, "mg/mL")]),
        ("In DMF: 16 mg/ml; In DMSO: 30 mg/ml", [("DMF", "=", 16.0, "mg/mL"), ("DMSO", "=", 30.0, "mg/mL")]),
        ("DMSO: 65 mg/mL warmed with 50ºC water bath", [("DMSO", "=", 65.0, "mg/mL")]),
        ("Ethanol 10 mg/mL (heated in a water bath)", [("ethanol", "=", 10.0, "mg/mL")]),
        ("schwer löslich in Wasser", [("water", "qualitative", None, "schwer löslich, no figure")]),
        ("poorly soluble in water", [("water", "qualitative", None, "poorly soluble, no figure")]),
        ("mit Wasser mischbar", [("water", "qualitative", None, "soluble, no figure")]),
        ("unlöslich in Wasser", [("water", "qualitative", None, "insoluble")]),
    ],
)  # fmt: skip
def test_a_cell_says_its_solvents(tmp_path: Path, text: str, wanted: list[tuple[str, str, float | None, str]]) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f'Name,Formula,Solubility\nA,C10H10O2,"{text}"\n', encoding="utf-8")

    (row,) = json.loads(msgspec.json.encode(answer(file, Choice())))["rows"]

    assert solubilities(row) == wanted
    assert bool(left(row)) is not bool(wanted)


def test_a_solubility_takes_the_solvent_that_a_person_says() -> None:
    reply = preview("f09_solubility_text.csv", solvent="dimethyl sulfoxide")
    rows = reply["rows"]

    assert asked(reply) == []
    assert solubilities(rows[5]) == [("water", "qualitative", None, "insoluble")]
    assert solubilities(rows[6]) == [("DMSO", "≥", 15.5, "mg/mL")]
    assert solubilities(rows[7]) == [("DMSO", "=", 69.0, "mg/mL")]
    assert solubilities(rows[12]) == [("DMSO", "=", 25.0, "mg/mL")]
    assert solubilities(rows[19]) == [("DMSO", "=", 1.5, "mg/mL")]
    assert left(rows[16])[0][0] == "solubility"
    assert left(rows[20]) == [("solubility", "two_readings", False)]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("f02_formula_na.csv", [22.990, 144.242, 39.098]),
        ("f27b_mono_first.csv", [157.01]),
        ("f27d_comptox.csv", [162.188]),
        ("f27e_screensaver.csv", [162.188]),
        ("f27f_lims_mass.csv", [162.19]),
        ("f28_kda.csv", [148_000, 17_500]),
        ("f28b_mw_kda.csv", [148_000]),
        ("f29_mce.csv", [198.65]),
        ("f29b_mwt_only.csv", [162.18]),
    ],
)
def test_a_molar_mass_is_the_average_in_its_unit(name: str, wanted: list[float]) -> None:
    masses = [row["values"]["molar_mass"] for row in preview(name)["rows"]]

    assert masses == pytest.approx(wanted, abs=0.001)


def test_masses_are_read_wherever_they_have_one_reading() -> None:
    rows = {row["name"]: row for row in preview("f16_masses.csv")["rows"]}

    read = {name: row["values"]["molar_mass"] for name, row in rows.items() if row["values"]}
    assert read == {
        "A": 1202.61, "B": 1202.61, "C": 259.26, "D": 259.26, "E": 150_000, "F": 150_000, "G": 1202.611, "H": 1202.61,
        "J": 259.26,
    }  # fmt: skip
    assert left(rows["E"]) == [("molar_mass", "mass_about", True)]
    assert rows["J"]["values"]["form"] == "free base"
    assert {name: row["reason"]["code"] for name, row in rows.items() if row["reason"]} == {
        "I": "not_a_number", "K": "two_readings", "L": "two_readings",
    }  # fmt: skip
    assert "259.26 g/mol" in rows["I"]["reason"]["sentence"], "the example is of this field"


def test_an_exact_mass_alone_is_not_taken_and_said_once() -> None:
    reply = preview("f27_exact_mw.csv")

    assert asked(reply) == ["list_mass_not_average"]
    assert reply["taken"] == 0


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("f04_blank_title_generic_name.sdf", "Example A"),
        ("f05_pubchem_name.sdf", "example acid"),
        ("f12_gbk.csv", "示例化合物"),
        ("f12_sjis.csv", "例の化合物"),
        ("f12_utf16le_nobom.csv", "Example A"),
        ("f14_sep_line.csv", "Example A"),
        ("f17_german.csv", "Beispiel A"),
        ("f24_stray_quote.tsv", '"5-alpha'),
        ("f25_sniff_semi.csv", "Example 1"),
        ("f40_tsv_named.xls", "Example A"),
        ("f41_old_mac_cr.csv", "Example A"),
        ("f45_footer.csv", "Example A"),
        ("f48_blank_is_a_space.sdf", "Example A"),
        ("f48_bom_semicolon.csv", "Example A"),
        ("f48_crlf.sdf", "Example A"),
        ("f48_datawarrior.sdf", "Example A"),
        ("f48_empty_after_mend.sdf", "Example A"),
        ("f48_header_variants.sdf", "Example A"),
        ("f48_v3000.sdf", "Example A"),
    ],
)
def test_the_name_is_found(name: str, wanted: str) -> None:
    assert values(name)["name"] == wanted


def test_a_stray_quote_swallows_no_rows() -> None:
    names = [row["name"] for row in preview("f24_stray_quote.tsv")["rows"]]

    assert names == ['"5-alpha', "Example B", "Example C", 'Example D"', "Example E"]


@pytest.mark.parametrize(
    "name", ["f06_cover_sheet_first.xlsx", "f06b_readme_one_cell.xlsx", "f06c_plate_map_first.xlsx"]
)
def test_the_sheet_with_known_headings_is_read_and_the_others_are_offered(name: str) -> None:
    reply = preview(name)

    assert reply["sheet"] in {"Library", "Chemical data"}
    assert len(reply["sheets"]) == 2
    assert asked(reply) == ["list_sheets"]
    assert reply["taken"] == 2


def test_another_sheet_can_be_chosen() -> None:
    first, second = preview("f06e_two_plates.xlsx"), preview("f06e_two_plates.xlsx", sheet="plate 2")

    assert [row["name"] for row in first["rows"]] == ["Example A", "Example B"]
    assert [row["name"] for row in second["rows"]] == ["Example C"]
    assert preview("f06e_two_plates.xlsx", sheet="Plate 3")["error"]["code"] == "list_sheet_unknown"
    plate = preview("f06c_plate_map_first.xlsx", sheet="Plate layout")
    assert (plate["kind"], plate["taken"], plate["rows"]) == ("plate map", 0, [])
    assert "list_plate_map" in asked(plate)


def test_a_cas_cell_is_read_or_left_out_and_costs_no_row() -> None:
    rows = {row["name"]: row for row in preview("f08_cas_cells.csv")["rows"]}

    assert {name: row["values"]["cas"] for name, row in rows.items()} == {
        "Example A": "94-59-7", "Example B": "", "Example C": "94-59-7", "Example D": "", "Example E": "75-09-2",
        "Example F": "75-09-2", "Example G": "75-09-2", "Example H": "50-00-0", "Example I": "50-00-0", "Example J": "",
        "Example K": "", "Example L": "", "Example M": "", "Example N": "75-09-2",
    }  # fmt: skip
    assert left(rows["Example B"]) == [("cas", "cas_several", False)]
    assert left(rows["Example E"])[0] == ("cas", "cas_read_as", True)


def test_a_cas_number_that_became_a_date_is_read_again() -> None:
    rows = preview("f13_cas_date.xlsx")["rows"]

    assert [row["values"]["cas"] for row in rows] == ["75-09-2", "50-00-0", "", "", ""]
    assert left(rows[0]) == [("cas", "cas_read_as", True)]
    assert left(rows[4]) == [("cas", "cas_shape", False)]


def test_a_long_note_is_cut_and_the_row_taken() -> None:
    rows = preview("f10_long_cells.csv")["rows"]

    assert [left(row) for row in rows] == [[("note", "shortened", True)], [("synonyms", "shortened", True)]]
    assert len(rows[0]["values"]["note"]) <= 2000
    assert rows[1]["values"]["synonyms"][:2] == ["synonym 0", "synonym 1"]


def test_what_is_guessed_of_the_code_page_is_said_and_can_be_chosen() -> None:
    for name, wanted in (("f12_gbk.csv", "gb18030"), ("f12_sjis.csv", "cp932"), ("f12_macroman.csv", "mac_roman")):
        reply = preview(name)
        assert (reply["encoding"], reply["encoding_guessed"]) == (wanted, True)
        assert "list_code_page" in asked(reply)
        assert reply["asked"][0]["values"]["line"] == 2
        chosen = preview(name, encoding=wanted)
        assert "list_code_page" not in asked(chosen)
        assert chosen["rows"] == reply["rows"]
    assert values("f12_macroman.csv", 1)["name"] == "ü"
    assert preview("f12_gbk.csv", encoding="utf-8")["error"]["code"] == "list_code_page_wrong"
    assert preview("f12_gbk.csv", encoding="klingon")["error"]["code"] == "list_code_page_unknown"


def test_what_cannot_be_seen_is_taken_out_and_said() -> None:
    rows = preview("f42_zero_width.csv")["rows"]

    assert [row["values"]["name"] for row in rows] == [f"Example {letter}" for letter in "ABCDE"]
    assert [row["values"]["cas"] for row in rows] == ["94-59-7", "50-00-0", "64-17-5", "67-56-1", "67-63-0"]
    assert left(rows[0]) == [("name", "unseen_out", True)]


def test_a_list_without_headings_is_asked_for_them() -> None:
    reply = preview("f43_headerless.csv")

    assert reply["heading_row"] == 0
    assert asked(reply) == ["list_no_headings", "list_no_name", "list_no_mass"]
    assert len(reply["rows"]) == 2
    assert preview("f02_formula_na.csv", heading_row=0)["rows"][0]["row"] == 1


def test_two_lines_of_headings_are_one_and_a_footer_is_passed_over() -> None:
    merged, footed = preview("f39_merged.xlsx"), preview("f45_footer.csv")

    assert [column["heading"] for column in merged["columns"]] == [
        "Name", "Formula", "Solubility DMSO (mg/mL)", "Solubility Water (mg/mL)",
    ]  # fmt: skip
    assert [row["verdict"] for row in merged["rows"]] == ["taken", "left out"]
    assert [row["name"] for row in footed["rows"]] == ["Example A"]
    assert [one["code"] for one in footed["remarks"]] == ["list_footer"]


def test_what_holds_for_every_row_is_said_once() -> None:
    reply = preview("f25_sniff_semi2.csv")

    assert asked(reply) == ["list_no_mass"]
    assert {row["reason"] for row in reply["rows"]} == {None}


def test_from_the_command_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchapp", "--preview"]
    done = subprocess.run([*command, str(LISTS / "f29_mce.csv")], capture_output=True, check=False)
    missing = subprocess.run([*command, str(tmp_path / "no.csv")], capture_output=True, check=False)

    assert done.returncode == 0
    assert json.loads(done.stdout)["rows"][0]["values"]["catalogue_number"] == "EX-1"
    assert missing.returncode == 1
    assert json.loads(missing.stdout)["error"]["code"] == "file_unreadable"


def test_an_incubation_time_is_read_as_the_fields_read_a_length(tmp_path: Path) -> None:
    path = tmp_path / "times.csv"
    cells = ("2 days and 4 hours", "overnight", "24–48 h", "banana")
    lines = [f"{name};C6H6;{text}" for name, text in zip("abcd", cells, strict=True)]
    path.write_text("\n".join(["Name;Formula;Incubation time", *lines]), "utf-8")

    rows = json.loads(msgspec.json.encode(answer(path, Choice())))["rows"]

    assert [one["values"]["incubation_time"] for one in rows] == ["52 h", "≈ 16 h", "24–48 h", ""]
    assert [left(one) for one in rows] == [
        [], [("time", "overnight_taken", True)], [], [("time", "bad_time", False)],
    ]  # fmt: skip


def of_text(tmp_path: Path, text: str, *, name: str = "list.csv", **said: Any) -> Any:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return json.loads(msgspec.json.encode(answer(path, Choice(), **said)))


# -- columns of which either could be meant ---------------------------------------------------------------------------

MASSES = [
    "MW,Salt MW", "Salt MW,MW", "MW (free base),MW (salt)", "FW,Parent MW", "Base MW,Salt MW", "MW,MW",
    "M.Wt (FB),M.Wt (total)", "full_mwt,mw_freebase", "MW_parent,MW_salt", "MW (anhydrous),MW (hydrate)",
    "Molecular Weight,Formula Weight", "Mol. Wt.,Molecular weight of salt", "MW freie Base,MW Salz", "MW,MW (desalted)",
    "MW (free acid),MW (Na salt)", "MW,MW of hydrochloride", "MW dihydrate,MW", "MW,MW mesylate salt",
    "saltMW,parentMW",
    "Molekulargewicht,Molekulargewicht mit Kristallwasser", "Molecular Weight (g/mol),Salt MW (kDa)",
]  # fmt: skip


@pytest.mark.parametrize("headings", MASSES)
def test_of_two_molar_masses_that_differ_none_is_taken_until_one_is_chosen(tmp_path: Path, headings: str) -> None:
    first, second = headings.split(",")
    large = "0.5897" if "kDa" in second else "589.7"
    text = f"Name,{headings}\nA,493.6,{large}\nB,300.35,{'0.30035' if 'kDa' in second else '300.4'}\nC,250,\nD,,250\n"
    reply = of_text(tmp_path, text)

    assert asked(reply) == ["list_mass_asked"]
    assert reply["asked"][0]["values"]["count"] == 1
    assert {first.casefold(), second.casefold()} <= {
        part.split(" (#")[0].casefold()
        for part in (reply["asked"][0]["values"]["heading"], reply["asked"][0]["values"]["others"])
    }
    assert [row["verdict"] for row in reply["rows"]] == ["left out", "taken", "taken", "taken"]
    assert (reply["rows"][0]["reason"]["code"], reply["rows"][0]["field"]) == ("row_two_columns", "molar_mass")
    assert [left(row) for row in reply["rows"][2:]].count([("molar_mass", "other_column_read", True)]) == 1

    for place, mass in ((2, 493.6), (3, 589.7)):
        chosen = of_text(tmp_path, text, column=(f"molar_mass={place}",))
        assert asked(chosen) == []
        assert chosen["rows"][0]["values"]["molar_mass"] == pytest.approx(mass)
        assert chosen["taken"] == 4


def test_two_molar_masses_that_agree_wait_for_nobody_and_are_said(tmp_path: Path) -> None:
    reply = of_text(tmp_path, "Name,MW,Salt MW\nA,300.35,300.4\nB,180,180.16\n")

    assert asked(reply) == ["list_two_columns"]
    assert [row["values"]["molar_mass"] for row in reply["rows"]] == [300.35, 180.0]
    assert [(column["field"], column["read"]) for column in reply["columns"]] == [
        ("name", True), ("molar_mass", True), ("molar_mass", False),
    ]  # fmt: skip


def test_of_two_formulas_the_one_that_is_weighed_is_taken(tmp_path: Path) -> None:
    head = "Name,Molecular Formula,Salt Formula"
    weighed = of_text(tmp_path, f"{head},MW\nA,C10H10O2,C10H11ClO2,198.65\nB,C10H10O2,HCl,162.19\nC,C6H6,,78.11\n")
    alone = of_text(tmp_path, f"{head}\nA,C10H10O2,C10H11ClO2\nB,C6H6,\n")

    assert [row["values"]["formula"] for row in weighed["rows"]] == ["C10H11ClO2", "C10H10O2", "C6H6"]
    assert left(weighed["rows"][0]) == [("formula", "other_formula_fits", True)]
    assert asked(alone) == ["list_mass_asked"]
    assert [row["verdict"] for row in alone["rows"]] == ["left out", "taken"]


@pytest.mark.parametrize(
    ("headings", "read", "other"),
    [
        ("CAS,CAS (parent)", "CAS", "CAS (parent)"),
        ("CAS No.,CAS Number", "CAS Number", "CAS No."),
        ("Cat. No.,Item No.", "Cat. No.", "Item No."),
        ("Storage,Storage temp", "Storage", "Storage temp"),
        ("Vendor,Manufacturer", "Vendor", "Manufacturer"),
        ("Notes,Notes", "Notes (#3)", "Notes (#4)"),
    ],
)
def test_which_of_two_columns_is_read_is_said(tmp_path: Path, headings: str, read: str, other: str) -> None:
    reply = of_text(tmp_path, f"Name,MW,{headings}\nA,300,50-00-0,75-09-2\n")

    assert [(one["code"], one["values"], one["option"]) for one in reply["asked"]] == [
        ("list_two_columns", {"heading": read, "others": other}, "--column")
    ]


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    text = "Name,MW,MW\nA,300,310\n"

    for column in ("molar_mass=Salt MW", "molar_mass=9", "weight=MW", "molar_mass=MW", "molar_mass"):
        assert of_text(tmp_path, text, column=(column,))["error"]["code"] == "list_column_unknown"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Name,Formula,Salt\nAtropin,C17H23NO3,sulfate\n", True),
        ("Name,Formula\nFoo hydrochloride,C17H23NO3\n", True),
        ("Name,Formula\nFoo sodium,C17H23NO3\n", True),
        ("Name,Formula\nFoo hydrochloride,C17H24ClNO3\n", False),
        ("Name,Formula\nFoo mesylate,C17H23NO3·CH4O3S\n", False),
        ("Name,Formula,Salt\nFoo,C17H23NO3·H2SO4,sulfate\n", False),
        ("Name,MW (free base),Salt\nFoo,289.4,fumarate\n", True),
        ("Name,MW (free base),Salt\nFoo,289.4,free base\n", False),
        ("Name,MW (free base),Salt\nFoo,289.4,\n", False),
        ("Name,MW,Salt\nFoo,405.4,fumarate\n", False),
        ("Name,MW\nFoo hydrochloride,289.4 (free base)\n", True),
        ("Name,MW\nFoo,289.4 (free base)\n", False),
        ("Name,Formula\nsodium channel inhibitor 1,C17H23NO3\n", False),
    ],
)
def test_a_salt_with_the_molar_mass_of_its_base_is_pointed_out(tmp_path: Path, text: str, said: bool) -> None:
    (row,) = of_text(tmp_path, text)["rows"]

    assert left(row) == ([("molar_mass", "form_not_weighed", True)] if said else [])


@pytest.mark.parametrize(
    ("mass", "formula", "wanted", "codes"),
    [
        ("1e7", "", 1e7, ["mass_doubted"]),
        ("2500000", "", 2.5e6, ["mass_doubted"]),
        ("3.5", "", 3.5, ["mass_doubted"]),
        ("970000", "", 970_000, []),
        ("17.03", "", 17.03, []),
        ("0.3", "C9H8O4", 180.158, ["out_of_range"]),
        ("-180.16", "C9H8O4", 180.158, ["negative"]),
        ("0", "C9H8O4", 180.158, ["not_positive"]),
        ("1e12", "C9H8O4", 180.158, ["out_of_range"]),
    ],
)
def test_a_molar_mass_that_cannot_well_be_is_questioned_at_its_cell(
    tmp_path: Path, mass: str, formula: str, wanted: float, codes: list[str]
) -> None:
    (row,) = of_text(tmp_path, f"Name,Formula,MW\nA,{formula},{mass}\n")["rows"]

    assert row["values"]["molar_mass"] == pytest.approx(wanted, abs=0.003)
    assert left(row) == [("molar_mass", code, code == "mass_doubted") for code in codes]


# -- further lists of vendors and laboratories ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "field", "wanted"),
    [
        ("HY-Number,Product Name,M.Wt\nHY-1,A,338.4\n", "catalogue_number", "HY-1"),
        ("Material No.;Materialkurztext;Mol.-Gew.;Lagertemp.\n7;A;392,46;2-8 °C\n", "name", "A"),
        ("Material No.;Materialkurztext;Mol.-Gew.;Lagertemp.\n7;A;392,46;2-8 °C\n", "molar_mass", 392.46),
        ("Material No.;Materialkurztext;Mol.-Gew.;Lagertemp.\n7;A;392,46;2-8 °C\n", "storage", "2–8 °C"),
        ("Art.-Nr.;Artikel;Molare Masse (M)\n7;A;392,46 g/mol\n", "molar_mass", 392.46),
        ("Name,Mass (kDa)\nA,148\n", "molar_mass", 148_000.0),
        ("Name,Mr\nA,148\n", "molar_mass", 148.0),
        ("Name,M (g/mol)\nA,148\n", "molar_mass", 148.0),
        ("Name,Mass (u)\nA,148\n", "molar_mass", 148.0),
        ("Name,Mass (mg),MW\nA,5,148\n", "molar_mass", 148.0),
        ("name,amw,exactmw\nA,300.3,300.1\n", "molar_mass", 300.3),
        ("Name,MW\nA,MW: 300\n", "molar_mass", 300.0),
        ("Name,MW\nA,300;\n", "molar_mass", 300.0),
        ("Name,MW\nA,300 (calc.)\n", "molar_mass", 300.0),
        ("Name,MW\nA,336.8 (HCl salt)\n", "form", "HCl salt"),
        ("Name,MW\nA,336.8 (dihydrochloride)\n", "form", "dihydrochloride"),
        ("Name,MW,Working Conc. (µM)\nA,300,5\n", "dose", "5 uM"),
        ("Name,Molekularmasse (kg/mol)\nA,0.148\n", "molar_mass", 148.0),
        ("DrugBank ID,Name,Average Weight,Monoisotopic\nDB1,A,392.46,392.2\n", "molar_mass", 392.46),
        ("common_name,average_molecular_weight,monisotopic_molecular_weight\nA,392.46,392.2\n", "molar_mass", 392.46),
        ("Chemical name,Formula structure\nA,C4H4N6O\n", "formula", "C4H4N6O"),
        ("pref_name,full_molformula\nA,C30H35N7O4S\n", "formula", "C30H35N7O4S"),
        ("Product Name,M.Wt,Solution Storage,Powder Storage\nA,338.4,-80°C,4°C\n", "storage", "4 °C"),
        ("Product Name,M.Wt,Storage (in solvent)\nA,338.4,-80°C\n", "storage", ""),
        ("Name,MW,Storage location\nA,338.4,Freezer 3\n", "storage", ""),
        ("名称,分子量,CAS号\nA,300,62-53-3\n", "cas", "62-53-3"),
        ("Name,Cat. No.,CAS,MW\nA,62-53-3,HY-1234,300\n", "cas", "62-53-3"),
        ("Name,Catalog Number,MW\nA,62-53-3,300\n", "cas", "62-53-3"),
        ("Name,Catalog Number,MW\nA,62-53-4,300\n", "catalogue_number", "62-53-4"),
        ("Name,CAS,MW\nA,62 53 3,300\n", "cas", "62-53-3"),
        ('Name,Formula\nA,"C10H12N2O, 2HCl"\n', "formula", "C10H12N2O·2HCl"),
        ("Name,Formula\nA,C10H12N2O + HCl\n", "formula", "C10H12N2O·HCl"),
        ("Name,Formula\nA,C10H12N2O/HCl\n", "formula", "C10H12N2O·HCl"),
        ("Name,Formula\nA,C10H12N2O - HCl\n", "formula", "C10H12N2O·HCl"),
        ("Name,Formula\nA,C10H12N2O·1/2C4H4O4\n", "formula", "C10H12N2O·0.5C4H4O4"),
    ],
)
def test_a_list_of_a_vendor_or_laboratory_is_read(tmp_path: Path, text: str, field: str, wanted: str | float) -> None:
    (row,) = of_text(tmp_path, text)["rows"]

    assert row["values"][field] == wanted


def test_an_example_of_a_solubility_is_one_of_a_solubility(tmp_path: Path) -> None:
    (row,) = of_text(tmp_path, "Name,MW,Solubility in DMSO (mg/mL)\nA,300,+++\n")["rows"]

    assert "mg/mL" in row["cells"][0]["reason"]["sentence"]


def test_a_name_over_an_empty_cell_is_a_heading_of_its_own(tmp_path: Path) -> None:
    text = "Name,,Solubility,\n,MW,DMSO (mM),Water (mM)\nA,300,100,5\n"
    (row,) = of_text(tmp_path, text)["rows"]

    assert (row["values"]["name"], row["values"]["molar_mass"]) == ("A", 300.0)
    assert solubilities(row) == [("DMSO", "=", 100.0, "mM"), ("water", "=", 5.0, "mM")]


@pytest.mark.parametrize(
    ("code_page", "name"),
    [
        ("cp850", "Äthinylöstradiol 5 °C"), ("cp1250", "kyselina šťavelová"), ("cp1251", "вещество"),
        ("cp1251", "Вода ДМСО"), ("cp1252", "acide à côté"),
        ("cp1252", "Äthinylöstradiol"), ("mac_roman", "Gefäß 5 °C"),
        ("cp949", "화합물"), ("big5", "化合物"), ("cp932", "化合物 ℃"), ("gb18030", "化合物 示例"),
    ],
)  # fmt: skip
def test_a_code_page_is_guessed_by_a_few_words(tmp_path: Path, code_page: str, name: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(f"Name;MW\n{name};300\n".encode(code_page))
    reply = json.loads(msgspec.json.encode(answer(path, Choice())))

    assert (reply["encoding"], reply["rows"][0]["name"]) == (code_page, name)
    assert asked(reply) == ["list_code_page"]


@pytest.mark.parametrize("mass", ["300 (monoisotopic)", "300.35 / 336.81", "300 ± 1", "300 (336.8)", "300 (exact)"])
def test_a_cell_that_is_no_one_average_molar_mass_is_not_taken(tmp_path: Path, mass: str) -> None:
    (alone, weighed) = of_text(tmp_path, f"Name,MW,Formula\nA,{mass},\nB,{mass},C6H6\n")["rows"]

    assert (alone["verdict"], alone["field"]) == ("left out", "molar_mass")
    assert weighed["values"]["molar_mass"] == pytest.approx(78.112, abs=0.001)
    assert [one[0] for one in left(weighed)] == ["molar_mass"]


@pytest.mark.parametrize(
    ("headings", "cells", "wanted"),
    [
        ("Solvent,Solubility (mg/mL)", "H20,5", [("water", "=", 5.0, "mg/mL")]),
        ("Solubility in DMSO,Insoluble in", "5 mg/mL,water; ethanol",
         [("DMSO", "=", 5.0, "mg/mL"), ("water", "qualitative", None, "insoluble"),
          ("ethanol", "qualitative", None, "insoluble")]),
        ("Solubility,unlöslich in", "Insoluble in water,Wasser", [("water", "qualitative", None, "insoluble")]),
        ("Solubility (water),Solubility ref.", "5 mg/mL,x", [("water", "=", 5.0, "mg/mL")]),
        ("pred. solubility in water (mg/mL),exp. solubility in water (mg/mL)", "5,3", [("water", "=", 3.0, "mg/mL")]),
        ("DMSO tolerance (%),Final DMSO (%)", "1,0.1", []),
        ("DMSO stock date,DMSO volume to add (µL)", "2020,100", []),
        ("Sol. H2O,Sol. DMSO", "5 mg/mL,3 mg/mL", [("water", "=", 5.0, "mg/mL"), ("DMSO", "=", 3.0, "mg/mL")]),
        ("Solubility (mM; DMSO),Solubility (mM; H2O)", "100,5",
         [("DMSO", "=", 100.0, "mM"), ("water", "=", 5.0, "mM")]),
        ("max. Löslichkeit (DMSO),Wasserlöslichkeit (20 °C)", "50 mg/ml,1 g/l",
         [("DMSO", "=", 50.0, "mg/mL"), ("water", "=", 1.0, "g/L")]),
    ],
)  # fmt: skip
def test_a_column_of_solubilities_is_distinguished_from_others(
    tmp_path: Path, headings: str, cells: str, wanted: list[tuple[str, str, float | None, str]]
) -> None:
    (row,) = of_text(tmp_path, f"Name,MW,{headings}\nA,300,{cells}\n")["rows"]

    assert solubilities(row) == wanted
    assert left(row) == []


def test_the_unit_of_bare_numbers_is_said_on_the_command_line_as_in_the_window(tmp_path: Path) -> None:
    text = "Name,MW,DMSO solubility,Water solubility (g/250 mL)\nA,300,10,2\n"
    reply = of_text(tmp_path, text)
    bare = next(one for one in reply["rows"][0]["cells"] if one["field"] == "solubility")
    assert (bare["reason"]["code"], bare["reason"]["option"]) == ("row_no_unit", "--unit")
    assert [(one["code"], one["option"]) for one in reply["asked"]] == [("list_unit_unknown", "--unit")]

    said = of_text(tmp_path, text, unit=("solubility=mM", "water=g/L"))

    assert said["asked"] == []
    assert solubilities(said["rows"][0]) == [("DMSO", "=", 10.0, "mM"), ("water", "=", 2.0, "g/L")]
    assert [one["unit"] for one in said["columns"]][2:] == ["mM", "g/L"]
    assert of_text(tmp_path, "Name,MW\nA,0.3\n", unit=("molar-mass=kDa",))["rows"][0]["values"]["molar_mass"] == 300


def test_a_unit_that_is_none_of_its_field_is_named(tmp_path: Path) -> None:
    for unit in ("solubility=kDa", "solubility=", "storage=mM", "solubility", "molar_mass=mM", "name=g/mol"):
        error = of_text(tmp_path, "Name,MW\nA,300\n", unit=(unit,))["error"]
        assert (error["code"], error["values"]["column"]) == ("list_column_unknown", unit)
        assert "molar_mass=kDa" in error["sentence"]
