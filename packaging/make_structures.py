"""Draw the structure of every bundled compound as SVG, and of the forms and traps that have one of their own.

    python packaging/make_structures.py

Reads the SMILES in resources/monographs/*.json, writes resources/structures/<InChIKey>.svg: black lines on nothing,
which the program paints in the ink of the theme. RDKit is needed for this and for the tests, never by the program.
"""

import json
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from rdkit import Chem
from rdkit.Chem.Draw import rdMolDraw2D

ROOT = Path(__file__).parent.parent / "resources"
WIDTH, HEIGHT = 360, 240


def drawn(smiles: str) -> str:
    """Return the drawing of a SMILES as SVG."""
    molecule = Chem.MolFromSmiles(smiles)
    drawer = rdMolDraw2D.MolDraw2DSVG(WIDTH, HEIGHT)
    options = drawer.drawOptions()
    options.clearBackground = False
    options.useBWAtomPalette()
    options.bondLineWidth = 1.6
    options.fixedBondLength = 34
    options.minFontSize = 13
    options.maxFontSize = 13
    options.padding = 0.04
    rdMolDraw2D.PrepareAndDrawMolecule(drawer, molecule)
    drawer.FinishDrawing()
    # Qt draws SVG Tiny: classes, the XML prologue's quirks and RDKit's own metadata are left out.
    needless = r" class='[^']*'|<!--.*?-->|\s*xmlns:(?:rdkit|xlink)='[^']*'|\s*xml:space='[^']*'"
    text = re.sub(needless, "", drawer.GetDrawingText())
    return _grouped(re.sub(r"\n\s*\n", "\n", text).strip().splitlines()) + "\n"


def _grouped(lines: list[str]) -> str:
    """Return a drawing in which lines of one style that follow each other state it once."""
    out: list[str] = []
    for style, run in groupby(lines, key=_style):
        stated = list(run)
        if style and len(stated) > 1:
            bare = [line.replace(f" style='{style}'", "").replace(" />", "/>") for line in stated]
            out += [f"<g style='{style}'>", *bare, "</g>"]
        else:
            out += stated
    return "\n".join(out)


def _style(line: str) -> str:
    found = re.search(r" style='([^']*)'", line)
    return found.group(1) if found and line.startswith("<path ") and line.endswith("/>") else ""


def structures(content: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Return InChIKey and SMILES of a compound, and of each form and trap with a structure of its own."""
    identity = content["identity"]
    if not isinstance(identity, dict):
        return
    if identity["smiles"]:
        yield identity["inchikey"], identity["smiles"]
    for part in (*identity["forms"], *identity.get("traps", ())):
        # A hydrate of two molecules is drawn as the compound: two of them and a loose water say less.
        if part.get("smiles") and part.get("moles", "1") == "1":
            yield part["inchikey"], part["smiles"]


def main() -> None:
    """Write every drawing, and remove those that belong to nothing any more."""
    folder = ROOT / "structures"
    folder.mkdir(exist_ok=True)
    written = set()
    for file in sorted((ROOT / "monographs").glob("*.json")):
        for inchikey, smiles in structures(json.loads(file.read_text(encoding="utf-8"))):
            (folder / f"{inchikey}.svg").write_text(drawn(smiles), encoding="utf-8")
            written.add(f"{inchikey}.svg")
    for file in folder.glob("*.svg"):
        if file.name not in written:
            file.unlink()
    print(f"{len(written)} drawings in {folder}")


if __name__ == "__main__":
    main()
