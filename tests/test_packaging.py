"""What goes into a package: nothing that is not listed, the same names everywhere, Unicode data that answers alike."""

import marshal
import os
import re
import shutil
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import check_bundle
import pytest
from app_icons import SIZES
from dataclass_code import write_dataclasses
from icu_data import slim
from mac_properties import IDENTIFIER
from make_licences import locked
from quick_archive import with_quick_table
from signature_files import write_compiled

from benchapp import __version__
from benchapp.system.autostart import command
from benchapp.system.machine import APP_ID

ROOT = Path(__file__).parent.parent
PACKAGING = ROOT / "packaging"


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with everything that must be there, and nothing else."""
    monkeypatch.setattr(check_bundle, "modules_in", lambda program: {"benchapp", "benchapp.cli", "json"})
    _, needed, _ = check_bundle.read_list()
    for pattern in needed:
        file = tmp_path / pattern.replace("*", "x")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
    (tmp_path / "benchapp").write_bytes(b"")
    return tmp_path


def test_a_whole_bundle_passes(bundle: Path) -> None:
    assert check_bundle.check_content(bundle, bundle / "benchapp") == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("_internal/PySide6/Qt/lib/libQt6Network.so.6", "must not be inside"),
        ("_internal/libssl.so.3", "must not be inside"),
        ("_internal/pint/testsuite/test_unit.py", "must not be inside"),
        ("_internal/libsurprise.so.1", "not in contents.txt"),
    ],
)
def test_what_is_not_listed_is_named(bundle: Path, name: str, said: str) -> None:
    (bundle / name).parent.mkdir(parents=True, exist_ok=True)
    (bundle / name).write_bytes(b"")
    found = check_bundle.check_content(bundle, bundle / "benchapp")
    assert any(line.startswith(said) and name in line for line in found), found


def test_what_is_missing_and_links_that_lead_nowhere_are_named(bundle: Path) -> None:
    (bundle / "_internal" / "resources" / "units.txt").unlink()
    (bundle / "_internal" / "libQt6Core.so.6").symlink_to("PySide6/gone.so")
    found = check_bundle.check_content(bundle, bundle / "benchapp")
    assert "missing: _internal/resources/units.txt" in found
    assert "leads nowhere: _internal/libQt6Core.so.6" in found


@pytest.mark.parametrize("module", ["ssl", "http.client", "unittest.mock", "somebody.elses"])
def test_a_module_that_is_not_listed_is_named(bundle: Path, monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    monkeypatch.setattr(check_bundle, "modules_in", lambda program: {"benchapp", module})
    found = check_bundle.check_content(bundle, bundle / "benchapp")
    assert any(module.partition(".")[0] in line for line in found), found


def test_one_name_is_written_alike_in_every_package() -> None:
    script = (PACKAGING / "windows" / "benchapp.nsi").read_text(encoding="utf-8")
    assert f'!define ID "{APP_ID}"' in script
    # What the program writes to start at login is what the uninstaller takes away.
    assert '"${RUN}" "Bench Companion"' in script
    assert command()[-1] in script
    metainfo = next((PACKAGING / "linux").glob("*.metainfo.xml"))
    assert metainfo.name == f"{IDENTIFIER}.metainfo.xml"
    assert f"<id>{IDENTIFIER}</id>" in metainfo.read_text(encoding="utf-8")
    kinds = {
        re.search(r"application/vnd\.[a-z.+]+", (PACKAGING / "linux" / name).read_text(encoding="utf-8"))[0]  # type: ignore[index]
        for name in ("benchapp.desktop", "benchapp.xml", metainfo.name)
    }
    assert len(kinds) == 1
    installer = (PACKAGING / "linux" / "install.sh").read_text(encoding="utf-8")
    assert f"for size in {' '.join(str(size) for size in SIZES)}; do" in installer
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_what_is_installed_here_is_what_is_licensed() -> None:
    assert {"pyside6-essentials", "msgspec", "pint"} <= set(locked())


def test_two_compilations_of_the_signatures_are_alike(tmp_path: Path) -> None:
    one, two = (write_compiled(tmp_path / name) for name in ("one", "another-name"))
    assert [Path(file).read_bytes() for file, _ in one] == [Path(file).read_bytes() for file, _ in two]
    assert all(target.startswith("shiboken6/files.dir/shibokensupport") for _, target in one)


def test_two_compilations_of_the_dataclasses_are_alike_and_hold_those_of_the_units(tmp_path: Path) -> None:
    one, two = (Path(write_dataclasses(tmp_path / name, ["numpy"])[0]) for name in ("one", "another-name"))
    assert one.read_bytes() == two.read_bytes()
    assert len(marshal.loads(one.read_bytes())) > 200  # noqa: S302 (written just now)


def test_the_table_of_modules_is_read_at_once_and_is_the_same(tmp_path: Path) -> None:
    from PyInstaller import loader  # type: ignore[import-untyped,unused-ignore]
    from PyInstaller.loader import pyimod01_archive  # type: ignore[import-untyped,unused-ignore]

    usual = ("pyimod01_archive", str(Path(loader.__file__).parent / "pyimod01_archive.py"), "PYMODULE")
    other = ("struct", "elsewhere.pyc", "PYMODULE")
    (name, quick, kind), kept = with_quick_table([usual, other], tmp_path / "one")
    (_, again, _), _ = with_quick_table([usual, other], tmp_path / "another")

    assert (name, kind, kept) == (usual[0], usual[2], other)
    assert Path(quick).read_bytes() == Path(again).read_bytes()
    table = [("one", (0, 12, 3)), ("one.two", (1, 15, 40))]
    archive = tmp_path / "program"
    head = b"before" + pyimod01_archive.ZlibArchiveReader._PYZ_MAGIC_PATTERN + pyimod01_archive.PYTHON_MAGIC_NUMBER
    archive.write_bytes(head + (12).to_bytes(4, "big") + marshal.dumps(table) + b"what follows in the program's file")
    spec = spec_from_file_location("quick", quick)
    assert spec is not None
    assert spec.loader is not None
    read: Any = module_from_spec(spec)
    spec.loader.exec_module(read)
    place = f"{archive}?6"
    assert read.ZlibArchiveReader(place).toc == pyimod01_archive.ZlibArchiveReader(place).toc == dict(table)


ANSWERS = """
from PySide6.QtCore import QByteArray, QCollator, QDateTime, QLocale, QStringConverter, QStringDecoder, QTimeZone
words = "zebra|Ärger|Apfel|ångström|Zürich|éclair|eclair|ñu|nube|ﬁn|µM|10 mM|9 mM|ß|ss".split("|")
for name in ("C", "en_US", "de_DE", "sv_SE", "es_ES", "fr_CA", "cs_CZ", "ja_JP", "zh_CN", "tr_TR", "ar_EG"):
    for numeric in (False, True):
        collator = QCollator(QLocale(name))
        collator.setNumericMode(numeric)
        print(name, numeric, *sorted(words, key=collator.sortKey))
    print(QLocale(name).toUpper("istanbul ﬁß"), QLocale(name).toLower("İSTANBUL ΣΑΣ"))
moment = QDateTime.fromSecsSinceEpoch(1795706908)
for zone in ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"):
    for locale in ("en_US", "de_DE", "fr_FR"):
        print(QTimeZone(zone.encode()).displayName(moment, QTimeZone.NameType.LongName, QLocale(locale)))
for encoding in ("UTF-8", "UTF-16", "UTF-32", "ISO-8859-1"):
    print(encoding, QStringDecoder(encoding).isValid())
"""


@pytest.mark.skipif(shutil.which("icupkg") is None or sys.platform != "linux", reason="only where bundles are trimmed")
def test_the_smaller_unicode_data_answers_as_the_whole(tmp_path: Path) -> None:
    """What Qt sorts, writes in capitals, and calls a time zone is what it says with all the data."""
    from PySide6 import QtCore

    library = next((Path(QtCore.__file__).parent / "Qt" / "lib").glob("libicudata.so.*"))
    smaller = slim(library, tmp_path)
    assert smaller.stat().st_size < library.stat().st_size / 2
    printed = []
    for folder in ("", str(tmp_path)):
        environment = {**os.environ, "LD_LIBRARY_PATH": folder}
        done = subprocess.run(
            [sys.executable, "-c", ANSWERS], capture_output=True, text=True, check=True, env=environment
        )
        printed.append(done.stdout)
    assert printed[0] == printed[1]
    assert "Apfel Ärger" in printed[0]
