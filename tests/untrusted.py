"""Files nobody should have to open: broken by hand and by chance, for the tests and for `make torture`."""

import io
import json
import random
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from benchapp.base import paths

_LENALIDOMIDE = (paths.resources() / "monographs" / "lenalidomide.json").read_bytes()
_PINOMETOSTAT = json.loads((paths.resources() / "monographs" / "pinometostat.json").read_bytes())
OWN_ID = "99999999-2222-4333-8444-555555555555"
# What has broken programs before: control and direction characters, mark-up, links, formulas, numbers, paths.
TEXTS = (
    "\x00", "a\x00b", "\u202eevil", "\u200b", "\ufeff", "<b>bold</b>", "<img src='file:///etc/passwd'>",
    '<a href="file:///etc/passwd">x</a>', "<script>alert(1)</script>", "javascript:alert(1)", "=CMD|' /C calc'!A0",
    "+1+1", "-1", "@SUM(A1)", "NaN", "nan", "inf", "-inf", "1e308", "1e-308", "1e999", "9" * 400, "0", "-5", "1,500",
    "../../evil", "..\\..\\evil", "/etc/passwd", "C:\\Windows\\x", "CON", "a" * 5000, "", " ", "\n", "\t", "'", '"',
    "%s%s%n", "{0}{1}", "${x}", "𝕬", "é", "🙂", "\ud83d", "null", "true", "[]", "{}", "999999999999999999999",
    "0x1F", "1e5", "١٢٣", "½", "10 µM; 5 mM", "C" * 199, "C1H" * 60, "(" * 90, "50-02-2", "191732-72-6", OWN_ID,
)  # fmt: skip
THINGS: tuple[Any, ...] = (
    *TEXTS, None, True, False, 0, -1, 1e308, 5, [], {}, [[]], [None], {"x": 1}, [[[[[]]]]], {"format": "x"},
)  # fmt: skip
HEADS = ("Name", "CAS", "Formula", "MW", "DMSO (mg/mL)", "Water", "Cat. No.", "SMILES", "Storage", "Synonyms", "Notes")


def hostile(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Return names and bytes of so many files; the same for the same seed."""
    chance = random.Random(seed)
    makers = (broken_json, twisted_monograph, collection, table, sheet, structures, flipped)
    for number in range(count):
        yield makers[number % len(makers)](chance)


def broken_json(chance: random.Random) -> tuple[str, bytes]:
    """Bytes that look like JSON and are not, or are far too deep."""
    kinds = (
        lambda: b"[" * chance.randint(1, 200_000),
        lambda: b'{"format":' * chance.randint(1, 3000),
        lambda: _LENALIDOMIDE[: chance.randint(0, len(_LENALIDOMIDE))],
        lambda: chance.randbytes(chance.randint(0, 400)),
        lambda: b'{"format": "benchapp-monograph/1", "id": NaN}',
        lambda: _LENALIDOMIDE.replace(b'"100.8"', chance.choice([b"1e308", b"NaN", b"Infinity", b"-0", b"100.8"])),
        lambda: "﻿".encode() + _LENALIDOMIDE,
        lambda: _LENALIDOMIDE.decode().encode("utf-16"),
        lambda: b"",
    )
    return "x.json", chance.choice(kinds)()


def twisted(content: Any, chance: random.Random) -> Any:
    """Return content with some parts replaced by other things."""
    content = json.loads(json.dumps(content))
    for _ in range(chance.randint(1, 4)):
        where = content
        while True:
            keys = list(where) if isinstance(where, dict) else list(range(len(where)))
            if not keys:
                break
            key = chance.choice(keys)
            inner = where[key]
            if isinstance(inner, dict | list) and inner and chance.random() < 0.8:
                where = inner
                continue
            match chance.randrange(4):
                case 0 if isinstance(where, dict):
                    where[chance.choice(TEXTS)] = deepcopy(chance.choice(THINGS))
                case 1 if isinstance(where, dict):
                    del where[key]
                case 2 if isinstance(where, list):
                    where.append(deepcopy(chance.choice(where)))
                case _:
                    where[key] = deepcopy(chance.choice(THINGS))
            break
    return content


def twisted_monograph(chance: random.Random) -> tuple[str, bytes]:
    """A monograph with parts replaced."""
    base = {**_PINOMETOSTAT, "id": OWN_ID} if chance.random() < 0.5 else json.loads(_LENALIDOMIDE)
    return "x.monograph.json", _bytes(twisted(base, chance))


def collection(chance: random.Random) -> tuple[str, bytes]:
    """Several monographs, some twisted, some twice, some with ids that are no ids."""
    items = []
    for number in range(chance.randint(0, 4)):
        item = {**_PINOMETOSTAT, "id": chance.choice([OWN_ID, f"99999999-2222-4333-8444-{number:012d}", *TEXTS[25:30]])}
        items.append(twisted(item, chance) if chance.random() < 0.5 else item)
    whole: Any = {"format": "benchapp-collection/1", "monographs": items}
    return "x.json", _bytes(twisted(whole, chance) if chance.random() < 0.3 else whole)


def _bytes(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=chance_ascii(content)).encode("utf-8", "surrogatepass")


def chance_ascii(content: Any) -> bool:
    """Escape everything where a lone surrogate could not be written otherwise."""
    return "\\ud83d" in json.dumps(content)


def cells(chance: random.Random) -> list[str]:
    """Return a row of cells, most of them sound."""
    number = chance.randrange(9999)
    good = [f"Compound {number}", "", "C22H29FO5", "392.47", "10", "1 mg/mL", f"T{number}", "CCO", "-20 °C", "a; b", ""]
    return [chance.choice(TEXTS) if chance.random() < 0.15 else cell for cell in good]


def table(chance: random.Random) -> tuple[str, bytes]:
    """A CSV list with hostile cells, odd separators and odd encodings."""
    rows = [list(HEADS), *(cells(chance) for _ in range(chance.randint(0, 12)))]
    if chance.random() < 0.2:
        rows[0] = [chance.choice(TEXTS) for _ in HEADS]
    sign = chance.choice([",", ";", "\t", "|"])
    lines = [sign.join(f'"{cell}"' if chance.random() < 0.5 else cell for cell in row) for row in rows]
    text = chance.choice(["\n", "\r\n", "\r"]).join(lines)
    encoding = chance.choice(["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1"])
    return chance.choice(["x.csv", "x.tsv", "x.txt"]), text.encode(encoding, "replace")


def sheet(chance: random.Random) -> tuple[str, bytes]:
    """An XLSX file: sound, cut, with damaged parts, or a zip of something else."""
    data = io.BytesIO()
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    rows = [list(HEADS), *(cells(chance) for _ in range(chance.randint(0, 6)))]
    lines = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{_escaped(cell)}</t></is></c>' for cell in row) + "</row>"
        for row in rows
    )
    if chance.random() < 0.2:
        lines += chance.choice(
            ["<row><c><f>1+1</f><v>2</v></c></row>", "<row><c t='s'><v>99999</v></c></row>", "<row r='-5'/>",
             "<row><c r='ZZZZZ9'><v>1</v></c></row>", "<row><c><v>1e999</v></c></row>", "<row>"]
        )  # fmt: skip
    target = chance.choice(["worksheets/sheet1.xml", "../../../etc/passwd"])
    sheets = '<sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'

    def links(name: str, kind: str, where: str) -> str:
        link = f'<Relationship Id="{name}" Type="{office}/{kind}" Target="{where}"/>'
        return f'<Relationships xmlns="{package}">{link}</Relationships>'

    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", links("r0", "officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}">{sheets}</workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", links("r1", "worksheet", target))
        whole = f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>'
        archive.writestr("xl/worksheets/sheet1.xml", whole)
        if chance.random() < 0.1:
            archive.writestr("../../evil.txt", "x")
    raw = bytearray(data.getvalue())
    if chance.random() < 0.4:
        for _ in range(chance.randint(1, 5)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
    return "x.xlsx", bytes(raw[: chance.randint(0, len(raw))] if chance.random() < 0.2 else raw)


def _escaped(cell: str) -> str:
    kept = "".join(sign for sign in cell if sign.isprintable())
    return kept.encode("utf-8", "replace").decode().replace("&", "&amp;").replace("<", "&lt;")


def structures(chance: random.Random) -> tuple[str, bytes]:
    """An SDF list with hostile fields."""
    parts = []
    for _ in range(chance.randint(0, 6)):
        heads = [chance.choice([*HEADS, *TEXTS[:20]]) for _ in range(chance.randint(0, 6))]
        fields = "".join(f"> <{head}>\n{chance.choice(TEXTS)}\n\n" for head in heads)
        parts.append(f"{chance.choice(['Compound', *TEXTS])}\n\n\n  0  0\nM  END\n{fields}$$$$\n")
    return "x.sdf", "".join(parts).encode("utf-8", "replace")


def flipped(chance: random.Random) -> tuple[str, bytes]:
    """A sound monograph with some bytes changed."""
    raw = bytearray(_LENALIDOMIDE.replace(b"6f0c7a52-3b0e-5d0c-9a43-a1f6a2d7c501", OWN_ID.encode()))
    for _ in range(chance.randint(1, 6)):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    return "x.json", bytes(raw)
