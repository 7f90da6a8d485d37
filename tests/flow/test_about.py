"""Help → About tells the version and where the data lie, and holds the licence of all that is bundled."""

import json
import re
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchapp import __version__
from benchapp.selftest.scenario import Scenario
from benchapp.ui.window.pages import PageName

ROOT = Path(__file__).parent.parent.parent
LICENCES = ROOT / "resources" / "licences"


def test_every_package_that_is_installed_is_listed_in_its_version() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    locked: dict[str, set[str]] = {}
    for line in lines:
        if found := re.match(r"([a-z0-9-]+)==([0-9.]+)", line):
            locked.setdefault(found[1], set()).add(found[2])
    listed = {
        part["name"].lower().replace("_", "-"): part["version"]
        for part in json.loads((LICENCES / "parts.json").read_bytes())
    }
    # Qt for Python is two packages of one version.
    qt = locked.pop("pyside6-essentials")
    assert locked.pop("shiboken6") == qt == {listed["qt"]} == {listed["qt for python"]}
    for name, versions in locked.items():
        assert listed[name] in versions, name
    texts = {part["file"] for part in json.loads((LICENCES / "parts.json").read_bytes())}
    assert {file.name for file in LICENCES.glob("*.txt")} == texts
    assert all((LICENCES / text).stat().st_size > 500 for text in texts)


def test_it_opens_by_the_help_menu_and_shows_each_licence(qapp: QApplication, tmp_path: Path) -> None:
    bench = Scenario(qapp, tmp_path)
    bench.program.search.do("about")
    assert bench.program.window.page is PageName.ABOUT
    page = bench.program.help.about_page
    text = page.text.toPlainText()
    assert __version__ in text
    assert str(bench.program.services.folder.root) in text
    rows = [page.list.item(row).text() for row in range(page.list.count())]
    page.list.setCurrentRow(next(row for row, name in enumerate(rows) if name.startswith("Qt 6")))
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in page.text.toPlainText()
    page.list.setCurrentRow(next(row for row, name in enumerate(rows) if name.startswith("msgspec")))
    assert "Redistribution and use" in page.text.toPlainText()
    bench.end()
