"""Make docs/manual.md of the manual that the program shows, so that there is one text.

python packaging/make_manual.py
"""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PARTS = ROOT / "resources" / "manual" / "en"
MADE = ROOT / "docs" / "manual.md"
_HEADING = re.compile(r"^#", re.MULTILINE)


def manual() -> str:
    """Return all parts as one page, each a section with its place in the list at the top."""
    texts = [file.read_text(encoding="utf-8").strip() for file in sorted(PARTS.glob("*.md"))]
    titles = [text.partition("\n")[0].removeprefix("# ") for text in texts]
    contents = "\n".join(f"- [{title}](#{_anchor(title)})" for title in titles)
    sections = "\n\n".join(_HEADING.sub("##", text) for text in texts)
    head = "# Manual\n\nThe same text is in the program: F1 opens the part for the page in view."
    return f"{head}\n\n{contents}\n\n{sections}\n"


def _anchor(title: str) -> str:
    return re.sub(r"[^\w -]", "", title.casefold()).replace(" ", "-")


if __name__ == "__main__":
    MADE.write_text(manual(), encoding="utf-8")
