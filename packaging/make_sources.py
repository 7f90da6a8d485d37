"""List every source of the bundled monographs and recipes in resources/SOURCES.md, with how to add one.

    python packaging/make_sources.py

The monographs and recipes are the truth; this page is made from them, and a test keeps the two together.
"""

import json
from pathlib import Path
from typing import Any

RESOURCES = Path(__file__).parent.parent / "resources"
HEAD = Path(__file__).parent / "sources-head.md"


def listed() -> dict[tuple[str, str], dict[str, Any]]:
    """Return every source once, by title and kind, with the compounds and the recipes of buffers that cite it."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for file in sorted((RESOURCES / "monographs").glob("*.json")):
        content = json.loads(file.read_text(encoding="utf-8"))
        for source in content["sources"].values():
            one = found.setdefault((source["title"], source["kind"]), {"doi": "", "note": "", "in": []})
            one["doi"] = one["doi"] or source.get("doi", "")
            one["note"] = one["note"] or source.get("note", "")
            one["in"].append(content["identity"]["name"])
    for file in sorted((RESOURCES / "buffers").glob("*.json")):
        content = json.loads(file.read_text(encoding="utf-8"))
        for source in content["sources"]:
            one = found.setdefault((source["title"], source["kind"]), {"doi": "", "note": "", "in": []})
            one["doi"] = one["doi"] or source.get("doi", "") or source.get("url", "")
            one["note"] = one["note"] or source.get("note", "")
            one["in"].append(content["name"])
    return found


def page() -> str:
    """Return the page as it lies in resources."""
    rows = [
        f"| {title} | {kind} | {one['doi']} | {', '.join(one['in'])} | {one['note']} |"
        for (title, kind), one in sorted(listed().items(), key=lambda item: (item[0][1], item[0][0].casefold()))
    ]
    return HEAD.read_text(encoding="utf-8") + "\n".join(rows) + "\n"


if __name__ == "__main__":
    (RESOURCES / "SOURCES.md").write_text(page(), encoding="utf-8")
