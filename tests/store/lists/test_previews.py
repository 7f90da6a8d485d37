"""What a file would bring, held against what is in the library; and files as databases and laboratories write them."""

import io
import json
import shutil
import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace

from benchapp.base import paths
from benchapp.base.paths import DataFolder
from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.compound_input import Field
from benchapp.domain.compounds.identifiers import mixed_word
from benchapp.domain.messages import BenchError, Message
from benchapp.store.export.list_export import write_monographs
from benchapp.store.library.library_index import Folders
from benchapp.store.library.monograph_file import pretty, read_file
from benchapp.store.library.own_compounds import Taking
from benchapp.store.lists.previews import MOST_REASONS, Preview, Reader
from benchapp.store.lists.tables import Choice, read_table_bytes
from tests.store.lists.test_tables import sheet

T = TypeVar("T")
LISTS = Path(__file__).parent.parent.parent / "data" / "lists"
TODAY = "2026-11-29"


@pytest.fixture
def folders(tmp_path: Path, bundled_index: Path) -> Folders:
    shutil.copy(bundled_index, tmp_path)
    return Folders(paths.resources() / "monographs", tmp_path / "own")


def index_of(folders: Folders) -> str:
    assert folders.own is not None
    return str(DataFolder(folders.own.parent).index)


def read(folders: Folders, file: Path) -> Preview:
    return Reader(file, index_of(folders), folders, TODAY).run()


def of_text(folders: Folders, tmp_path: Path, name: str, text: str | bytes) -> Preview:
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(folders, file)


def take(folders: Folders, preview: Preview) -> None:
    Taking(index_of(folders), folders, preview.good, "list").run()


# -- identity ---------------------------------------------------------------------------------------------------------


def test_another_cas_number_under_the_same_item_number_is_another_compound(folders: Folders) -> None:
    take(folders, read(folders, LISTS / "f11_first_list.csv"))

    second = read(folders, LISTS / "f11_second_list.csv")
    again = read(folders, LISTS / "f11_first_list.csv")

    assert [one.replaces for one in second.verdicts] == [False, False]
    assert [(one.replaces, one.whom) for one in again.verdicts] == [(True, "Example A"), (True, "Example B")]
    assert not {one.id for one in second.good} & {one.id for one in again.good}


def test_the_same_cas_number_renews_whatever_its_catalogue_number(folders: Folders, tmp_path: Path) -> None:
    take(folders, read(folders, LISTS / "f11_first_list.csv"))

    other = of_text(folders, tmp_path, "o.csv", "Item No,Name,CAS,Formula\nX-9,Renamed,94-59-7,C10H10O2\n")

    assert [(one.replaces, one.whom) for one in other.verdicts] == [(True, "Example A")]


def test_row_numbers_alone_never_replace(folders: Folders, tmp_path: Path) -> None:
    head = "Item No,Name,Formula\n"
    take(folders, of_text(folders, tmp_path, "a.csv", head + "1,Apple,C6H6\n2,Pear,C7H8\n"))

    second = of_text(folders, tmp_path, "b.csv", head + "1,Quince,C8H10\n2,Pear,C7H8\n")

    assert [(one.name, one.replaces, one.whom) for one in second.verdicts] == [
        ("Quince", False, ""), ("Pear", True, "Pear"),
    ]  # fmt: skip
    take(folders, second)
    assert [one.whom for one in of_text(folders, tmp_path, "b.csv", head + "1,Quince,C8H10\n").verdicts] == ["Quince"]


def test_two_forms_under_one_cas_number_are_two_compounds(folders: Folders, tmp_path: Path) -> None:
    text = "Name,CAS,Formula\nA,94-59-7,C10H10O2\nA hydrochloride,94-59-7,C10H11ClO2\nA,94-59-7,C10H10O2\n"

    first, second, third = of_text(folders, tmp_path, "a.csv", text).verdicts

    assert first.monograph is not None
    assert second.monograph is not None
    assert first.monograph.id != second.monograph.id
    assert [one.reason.code for one in second.left] == [Message.ROW_SAME_NUMBER]
    assert third.reason is not None
    assert third.reason.code is Message.ROW_TWICE


# -- headings of public lists -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "field", "column"),
    [
        ("a.tsv", "!note\npert_iname\tbroad_id\texpected_mass\tsmiles\nx\tBRD-1\t10.5\tC\n", Field.NAME, "pert_iname"),
        ("a.tsv", "pert_iname\tmolecular_wt\tinchi_key\nx\t100.5\t-666\n", Field.MOLAR_MASS, "molecular_wt"),
        ("a.csv", "cid,cmpdname,cmpdsynonym,mw,mf\n1,x,a|b,78.11,C6H6\n", Field.NAME, "cmpdname"),
        ("a.csv", "cid,cmpdname,cmpdsynonym,mw,mf\n1,x,a|b,78.11,C6H6\n", Field.SYNONYMS, "cmpdsynonym"),
        ("a.csv", "Molecule,Canonical SMILES,Formula,MW,ESOL Solubility (mg/ml)\nx,C,C6H6,78.11,1.9e-2\n", Field.NAME,
         "Molecule"),
        ("a.csv", "DTXSID,PREFERRED_NAME,CASRN,AVERAGE_MASS,MONOISOTOPIC_MASS\nD,x,71-43-2,78.11,78.05\n",
         Field.MOLAR_MASS, "AVERAGE_MASS"),
        ("a.csv", "Name;Molekulargewicht;Bestell-Nr.;Lagertemperatur\nx;78,11;A-1;-20 °C\n", Field.CODE, "Bestell-Nr."),
        ("a.csv", "Substanz;Summenformel;Hersteller\nx;C6H6;Firma\n", Field.SUPPLIER, "Hersteller"),
        ("a.csv", "chembl_pref_name,Canonical_SMILES,Isomeric_SMILES,MF\nx,C,[C@],C6H6\n", Field.SMILES,
         "Isomeric_SMILES"),
    ],
)  # fmt: skip
def test_the_headings_of_public_lists_are_known(
    folders: Folders, tmp_path: Path, name: str, text: str, field: Field, column: str
) -> None:
    preview = of_text(folders, tmp_path, name, text)

    assert preview.table is not None
    assert preview.columns is not None
    assert preview.table.headings[preview.columns.places[field]] == column


def test_a_solubility_that_a_model_computed_is_not_taken(folders: Folders, tmp_path: Path) -> None:
    text = "Molecule,Formula,ESOL Solubility (mg/ml),ESOL Class,Silicos-IT LogSw\nx,C6H6,1.9e-2,Soluble,-2\n"

    (verdict,) = of_text(folders, tmp_path, "a.csv", text).verdicts

    assert verdict.monograph is not None
    assert verdict.monograph.solubility == ()


@pytest.mark.parametrize("unit", ["lb/mol", "mg/mL", "Selleck", "g/eq"])
def test_a_unit_that_is_not_understood_stops_the_column(folders: Folders, tmp_path: Path, unit: str) -> None:
    preview = of_text(folders, tmp_path, "a.csv", f"Name,Formula,MW ({unit})\nx,C6H6,780\n")

    assert [one.code for one in preview.remarks] == [Message.LIST_UNIT_UNKNOWN]
    assert [one.identity.forms[0].molar_mass for one in preview.good] == ["78.1121"]


@pytest.mark.parametrize(
    ("unit", "mass"), [("kDa", "78000"), ("Da", "78"), ("g·mol⁻¹", "78"), ("g mol-1", "78"), ("average", "78")]
)
def test_a_unit_of_molar_mass_is_read(folders: Folders, tmp_path: Path, unit: str, mass: str) -> None:
    preview = of_text(folders, tmp_path, "a.csv", f"Name,Mol. Wt. ({unit})\nx,78\n")

    assert [one.identity.forms[0].molar_mass for one in preview.good] == [mass]


# -- files that are no list -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Drug,1,2,3,4,5,6\nA,x,y,z,x,y,z\nB,x,y,z,x,y,z\nC,x,y,z,x,y,z\n",
        "well_position,broad_sample,mg_per_ml,plate_map\n" + "".join(f"A{n:02},BRD-{n},1,P1\n" for n in range(1, 9)),
        "compound plate barcode,compound plate well\n" + "".join(f"P1,B{n}\n" for n in range(1, 9)),
    ],
)
def test_a_plate_map_is_called_one_and_no_barcode_becomes_a_name(folders: Folders, tmp_path: Path, text: str) -> None:
    preview = of_text(folders, tmp_path, "a.csv", text)

    assert [one.code for one in preview.remarks][-1] is Message.LIST_PLATE_MAP
    assert preview.verdicts == ()


def test_a_list_with_wells_is_a_list(folders: Folders) -> None:
    assert len(read(folders, LISTS / "f27e_screensaver.csv").good) == 1


def test_structures_without_formulas_are_said_once(folders: Folders, tmp_path: Path) -> None:
    text = "".join(f"x{n}\n\n\n  1  0  0  0  0  0  0  0  0  0999 V2000\nM  END\n$$$$\n" for n in range(1025))

    preview = of_text(folders, tmp_path, "a.sdf", text)

    assert [one.code for one in preview.remarks] == [Message.LIST_STRUCTURES_ONLY]
    assert len(preview.verdicts) == 1025
    assert {one.reason for one in preview.verdicts} == {None}


def test_a_name_of_an_sdf_record_is_sought_row_by_row(folders: Folders, tmp_path: Path) -> None:
    records = ("1DZP_BZQ\n\n\nM  END\n> <Name>\nbenzoquinone\n\n", "12\n\n\nM  END\n> <ChEBI Name>\nxenon\n\n",
               "argon\n\n\nM  END\n> <ChEBI Name>\n\n", "77\n\n\nM  END\n")  # fmt: skip

    preview = of_text(folders, tmp_path, "a.sdf", "".join(f"{one}> <FORMULA>\nC6H6\n\n$$$$\n" for one in records))

    assert [one.name for one in preview.verdicts] == ["benzoquinone", "xenon", "argon", "77"]


def test_one_line_in_another_code_page_is_named_and_the_rest_is_utf_8(folders: Folders, tmp_path: Path) -> None:
    data = "Name,Formula,Storage\nβ-A,C6H6,−20 °C\nGlück,C7H8,−80 °C\n".encode() + b"x,C6H6,-20 \xb0C\n"

    preview = of_text(folders, tmp_path, "a.csv", data)

    assert [one.name for one in preview.verdicts] == ["β-A", "Glück", "x"]
    assert [(one.code, one.values["line"]) for one in preview.remarks] == [(Message.LIST_BAD_LINE, 4)]


def test_no_heading_row_can_be_found(folders: Folders, tmp_path: Path) -> None:
    text = b"Name,Formula\nwhat,sum\nx,C6H6\n"

    assert read_table_bytes(text, "a.csv", Choice(heading_row=2)).headings == ("what", "sum")
    assert read_table_bytes(text, "a.csv", Choice(heading_row=0)).rows[0][0] == 1
    assert read_table_bytes(sheet(("Name", "CAS"), ("A", "50-02-2")), "a.xlsx").heading_row == 1


# -- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sign", ["\u2800", "\u3164", "\U000e0041", "\u200d", "\u200b", "\u00ad", "\ufe0f", "\u115f", "\ufeff", "\u202e"]
)
def test_a_sign_that_shows_nothing_is_taken_out_of_a_name_and_said(folders: Folders, tmp_path: Path, sign: str) -> None:
    (verdict,) = of_text(folders, tmp_path, "a.csv", f"Name,Formula\nLenali{sign}domide X,C6H6\n").verdicts

    assert verdict.monograph is not None
    assert verdict.monograph.identity.name == "Lenalidomide X"
    assert [one.reason.code for one in verdict.left] == [Message.UNSEEN_OUT]


def test_letters_of_two_alphabets_in_one_word_are_pointed_out(folders: Folders, tmp_path: Path) -> None:
    text = "Name,Formula\nLеnalidomide,C6H6\nα-Tocopherol,C7H8\nTGFβ1 拮抗剂,C8H10\n"

    verdicts = of_text(folders, tmp_path, "a.csv", text).verdicts

    assert [[one.reason.code for one in verdict.left] for verdict in verdicts] == [[Message.MIXED_SCRIPT], [], []]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("А-485", "А"), ("СОХ-2 inhibitor", "СОХ"), ("рН indicator", "рН"), ("Α-769662", "Α"),
        ("Ｌenalidomide", "Ｌenalidomide"), ("𝐋enalidomide", "𝐋enalidomide"), ("TAК-243", "TAК"),
        ("Леналидомид", ""), ("кислота АСК", ""), ("α-Amanitin", ""), ("κ-Carrageenan", ""), ("β-ΝAD", "ΝAD"),
        ("Glück µ-opioid Ångström", ""), ("来那度胺 CC-5013", ""), ("レナリドミド", ""),
    ],
)  # fmt: skip
def test_a_word_that_only_looks_latin_is_pointed_out(name: str, word: str) -> None:
    assert mixed_word(name) == word


@pytest.mark.parametrize("sign", ["\t", "\n", "\u2800", "\u200d"])
def test_a_monograph_with_such_a_name_is_refused(folders: Folders, tmp_path: Path, sign: str) -> None:
    made = json.loads(pretty(read_file(paths.resources() / "monographs" / "lenalidomide.json")[0].monograph))
    made["id"] = "11111111-1111-4111-8111-111111111111"
    made["identity"]["name"] = f"Lenali{sign}domide"

    (verdict,) = of_text(folders, tmp_path, "a.json", b"\xef\xbb\xbf" + json.dumps(made).encode()).verdicts

    assert verdict.reason is not None
    assert verdict.reason.code is Message.MONOGRAPH_BAD_TEXT


# -- readers that end -------------------------------------------------------------------------------------------------


def test_of_many_monographs_that_cannot_be_taken_the_rest_are_counted(folders: Folders, tmp_path: Path) -> None:
    many = {"format": "benchapp-collection/1", "monographs": [5] * (MOST_REASONS + 2)}

    preview = of_text(folders, tmp_path, "a.json", json.dumps(many))

    assert len(preview.bad) == MOST_REASONS
    assert [(one.code, one.values) for one in preview.remarks] == [
        (Message.LIST_MORE_LEFT_OUT, {"count": 2, "shown": MOST_REASONS})
    ]


@pytest.mark.slow
def test_of_a_hundred_thousand_bad_monographs_the_first_hundred_are_listed(folders: Folders, tmp_path: Path) -> None:
    def text(count: int) -> str:
        return json.dumps(
            {"format": "benchapp-collection/1", "monographs": [{"format": "benchapp-monograph/1"}] * count}
        )

    def seconds(work: Callable[[], object]) -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    whole, tenth = text(100_000), text(10_000)
    previews: list[Preview] = []
    long = min(seconds(lambda: previews.append(of_text(folders, tmp_path, "a.json", whole))) for _ in range(2))
    short = min(seconds(lambda: of_text(folders, tmp_path, "b.json", tenth)) for _ in range(3))
    parsed = min(seconds(lambda: json.loads(whole)) for _ in range(3))
    preview = previews[0]

    assert len(preview.verdicts) == MOST_REASONS
    assert [(one.code, one.values["count"]) for one in preview.remarks] == [
        (Message.LIST_MORE_LEFT_OUT, 100_000 - MOST_REASONS)
    ]
    # Measured against what the computer does besides, so that a busy or a slow one changes nothing. The square would be
    # 100 times; with all reasons worked out it was some 1000 times as long as the parsing alone.
    assert long < 30 * short
    assert long < 300 * parsed


# Each is so long that a reading which looks through the whole of it at every line takes many times as long.
LONG: list[tuple[str, bytes, bytes]] = [
    ("a.sdf", b"", b"A\n\n\n  0  0\nM  END\n> <FORMULA>\nC6H6\n\n"),
    ("a.csv", b"Name\n", b"A\n" * 3),
    ("b.csv", b"Name,Formula\n", b"A," * 400),
    ("c.csv", b"Name,Formula\n", b'"x\n'),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "head", "part"), LONG, ids=[one[0] for one in LONG])
def test_four_times_the_list_takes_about_four_times_as_long(name: str, head: bytes, part: bytes) -> None:
    def seconds(times: int) -> float:
        data = head + part * times
        began = time.process_time()
        assert read_table_bytes(data, name).rows
        return time.process_time() - began

    # The best of some runs each, so that another program that is busy meanwhile does not count; the square would be 16.
    short, long = (min(seconds(times) for _ in range(3)) for times in (1250, 5000))

    assert long < 9 * max(short, 0.002)


@pytest.mark.parametrize(
    ("name", "head", "part", "most"),
    [(*LONG[0], 5000), (*LONG[1], 500), (*LONG[3], 500 + 200)],
    ids=["a.sdf", "a.csv", "c.csv"],
)
def test_reading_tells_how_far_it_is_every_so_many_lines(name: str, head: bytes, part: bytes, most: int) -> None:
    progress: list[tuple[int, int]] = []
    data = head + part * 2000
    lines = data.count(b"\n")

    read_table_bytes(data, name, tell=lambda done, whole: progress.append((done, whole)))

    places = [done for done, _ in progress[1:]]
    assert {whole for _, whole in progress[1:]} == {lines}
    assert places[0] <= most
    assert all(0 < after - before <= most for before, after in pairwise([*places, lines]))


# -- workbooks --------------------------------------------------------------------------------------------------------


def changed(data: bytes, **parts: tuple[str, str]) -> bytes:
    """Return a workbook with a text in one of its parts replaced, or a part added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            text = before.read(name).decode()
            for old, new in parts.values():
                text = text.replace(old, new)
            after.writestr(name, text)
        if "styles" in parts:
            main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            after.writestr(
                "xl/styles.xml",
                f'<styleSheet xmlns="{main}"><numFmts><numFmt numFmtId="164" formatCode="0000"/></numFmts>'
                '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
            )
    return made.getvalue()


def test_a_hidden_sheet_is_never_taken_silently() -> None:
    data = sheet(("Name", "Formula"), ("WITHDRAWN", "C6H6"))
    hidden = changed(data, state=('sheetId="1"', 'sheetId="1" state="hidden"'))

    table = read_table_bytes(hidden, "a.xlsx")

    assert [one.code for one in table.remarks] == [Message.LIST_SHEET_HIDDEN]
    assert table.sheets[0].hidden


def test_a_catalogue_number_keeps_the_zeros_it_is_shown_with() -> None:
    data = sheet(("Cat. No.", "Name"), (190, "A"))
    padded = changed(data, styles=("<c><v>190</v></c>", '<c r="A2" s="1"><v>190</v></c>'))

    assert read_table_bytes(padded, "a.xlsx").rows[0][1] == ("0190", "A")
    assert read_table_bytes(data, "a.xlsx").rows[0][1] == ("190", "A")


# -- what is said of a list as a whole, and asked --------------------------------------------------------------------


def codes(preview: Preview) -> list[MessageCode]:
    return [one.code for one in preview.remarks]


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        ("Code,Formula", [Message.LIST_NO_NAME]),
        ("Name,Code", [Message.LIST_NO_MASS]),
        ("Code,Storage", [Message.LIST_NO_NAME, Message.LIST_NO_MASS]),
        ("Name,Exact mass", [Message.LIST_MASS_NOT_AVERAGE]),
        ("Name,MW (lb/mol)", [Message.LIST_UNIT_UNKNOWN]),
    ],
)
def test_what_keeps_every_row_out_is_said_once(
    folders: Folders, tmp_path: Path, headings: str, said: list[MessageCode]
) -> None:
    preview = of_text(folders, tmp_path, "a.csv", f"{headings}\nx,300\ny,310\n")

    assert codes(preview) == said
    assert [one.reason for one in preview.bad] == [None, None]
    assert preview.good == ()


def test_structures_alone_are_no_list_of_compounds(folders: Folders, tmp_path: Path) -> None:
    preview = of_text(folders, tmp_path, "a.sdf", "x\n\n\nM  END\n> <Supplier>\nFirm\n\n$$$$\n")

    assert codes(preview) == [Message.LIST_STRUCTURES_ONLY]


MASSES = "Name,MW,Salt MW\nA,300,336.5\nB,310,310\n"


def test_which_of_two_columns_is_meant_is_asked_until_it_is_chosen(folders: Folders, tmp_path: Path) -> None:
    asked = of_text(folders, tmp_path, "a.csv", MASSES)
    chosen = Reader(
        tmp_path / "a.csv", index_of(folders), folders, TODAY, chosen=((Field.MOLAR_MASS, "Salt MW"),)
    ).run()
    agreed = of_text(folders, tmp_path, "b.csv", "Name,MW,Salt MW\nA,300,300\n")

    assert codes(asked) == [Message.LIST_MASS_ASKED]
    assert asked.remarks[0].values == {"heading": "MW", "others": "Salt MW", "count": 1}
    assert codes(chosen) == []
    assert [one.identity.forms[0].molar_mass for one in chosen.good] == ["336.5", "310"]
    assert codes(agreed) == [Message.LIST_TWO_COLUMNS]


def test_the_unit_of_bare_numbers_is_taken_from_whoever_knows_it(folders: Folders, tmp_path: Path) -> None:
    of_text(folders, tmp_path, "a.csv", "Name,MW,Solubility in DMSO\nA,300,10\n")
    known = Reader(tmp_path / "a.csv", index_of(folders), folders, TODAY, units=((Field.SOLUBILITY, "mM"),)).run()

    assert known.columns is not None
    assert "mM" in dict(known.columns.units).values()


def test_a_column_that_is_not_there_cannot_be_chosen(folders: Folders, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(MASSES)

    with pytest.raises(BenchError) as refused:
        Reader(tmp_path / "a.csv", index_of(folders), folders, TODAY, chosen=((Field.MOLAR_MASS, "Weight"),)).run()
    assert (refused.value.code, refused.value.values) == (
        Message.LIST_COLUMN_UNKNOWN,
        {"column": "Weight", "found": "Name, MW, Salt MW"},
    )


def test_the_solvent_of_a_column_is_asked_for_and_taken_from_whoever_knows_it(folders: Folders, tmp_path: Path) -> None:
    preview = of_text(folders, tmp_path, "a.csv", "Name,MW,Solubility (mg/mL)\nA,300,5\nB,310,6\n")
    said = Reader(tmp_path / "a.csv", index_of(folders), folders, TODAY, solvent="DMSO").run()

    assert [(one.code, one.values) for one in preview.remarks] == [
        (Message.LIST_SOLVENT_ASKED, {"heading": "Solubility (mg/mL)", "count": 2})
    ]
    assert codes(said) == []
    assert [one.solubility[0].context.solvent for one in said.good] == ["DMSO", "DMSO"]


def test_a_plate_map_brings_no_compounds(folders: Folders, tmp_path: Path) -> None:
    preview = of_text(folders, tmp_path, "a.csv", "Plate,1,2,3\nA,x,y,z\nB,x,y,z\nC,x,y,z\n")

    assert codes(preview)[-1] is Message.LIST_PLATE_MAP
    assert preview.verdicts == ()


class Stopping:
    """Takes note of how far a reading is, and stops it there."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.seen: list[int] = []

    def tell(self, done: int, whole: int) -> None:
        self.seen.append(done)
        if done > self.most:
            raise BenchError(Message.STOPPED)

    def through(self, things: Iterable[T], whole: int, every: int = 1) -> Iterator[T]:
        for done, thing in enumerate(things, 1):
            self.tell(done, whole)
            yield thing


@pytest.mark.parametrize("name", ["a.csv", "a.json"])
def test_a_reading_tells_how_far_it_is_and_stops_when_it_is_asked_to(
    folders: Folders, tmp_path: Path, name: str
) -> None:
    listed = of_text(folders, tmp_path, "a.csv", "Name,MW\n" + "".join(f"x{row},{row + 100}\n" for row in range(20)))
    write_monographs(tmp_path / "a.json", listed.good)
    whole, stopped = Stopping(100), Stopping(0)

    assert len(Reader(tmp_path / name, index_of(folders), folders, TODAY, report=whole).run().good) == 20
    assert whole.seen[-1] > 0
    with pytest.raises(BenchError) as refused:
        Reader(tmp_path / name, index_of(folders), folders, TODAY, report=stopped).run()
    assert refused.value.code is Message.STOPPED


def test_a_monograph_with_a_name_that_no_label_can_bear_or_of_the_program_is_left_out(
    folders: Folders, tmp_path: Path
) -> None:
    mine = of_text(folders, tmp_path, "a.csv", "Name,MW\nTestimib,300\n").good[0]
    bundled = read_file(folders.bundled / "dmso.json")[0].monograph
    broken = replace(mine, id="00000000-0000-4000-8000-000000000000", identity=replace(mine.identity, name="a\nb"))
    mixed = replace(mine, id="00000000-0000-4000-8000-000000000001", identity=replace(mine.identity, name="Тestimib"))
    nameless = replace(mine, id="00000000-0000-4000-8000-000000000002", identity=replace(mine.identity, name=""))
    write_monographs(tmp_path / "many.json", (mine, bundled, broken, mixed, nameless))

    preview = read(folders, tmp_path / "many.json")

    assert [None if one.reason is None else one.reason.code for one in preview.verdicts] == [
        None, Message.MONOGRAPH_BUNDLED, Message.MONOGRAPH_BAD_TEXT, None, Message.MONOGRAPH_BAD_VALUE,
    ]  # fmt: skip
    assert [one.reason.code for one in preview.verdicts[3].left] == [Message.MIXED_SCRIPT]
