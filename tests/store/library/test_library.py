import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchapp.base import paths
from benchapp.domain.codes import MessageCode
from benchapp.domain.compounds.identifiers import cas_fits
from benchapp.domain.messages import BenchError, Message
from benchapp.store.library.library import Library, Renewal
from benchapp.store.library.library_index import Folders
from benchapp.store.library.monograph_file import read_bytes, read_file

FILE = paths.resources() / "monographs" / "lenalidomide.json"


@pytest.fixture
def content() -> dict[str, Any]:
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def refused(content: Any) -> BenchError:
    with pytest.raises(BenchError) as error:
        read_bytes(json.dumps(content).encode(), "bad.json")
    return error.value


def test_a_wrong_type_is_named_with_file_place_and_what_to_write(content: dict[str, Any]) -> None:
    content["mechanism"][3]["statement"] = 5

    error = refused(content)

    assert error.code is Message.MONOGRAPH_WRONG_TYPE
    assert (error.values["file"], error.values["path"]) == ("bad.json", "$.mechanism[3].statement")
    assert error.values["found"] == "a number"


def test_a_missing_key_an_unknown_one_and_a_wrong_word_are_named(content: dict[str, Any]) -> None:
    broken = json.loads(json.dumps(content))
    del broken["uses"][0]["title"]
    assert refused(broken).values["path"] == "$.uses[0].title"
    broken = json.loads(json.dumps(content))
    broken["solubility"][0]["colour"] = "red"
    assert refused(broken).code is Message.MONOGRAPH_UNKNOWN_KEY
    broken = json.loads(json.dumps(content))
    broken["solubility"][0]["standing"] = "certain"
    assert "single source" in str(refused(broken).values["instead"])


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("number", "1,5", Message.MONOGRAPH_BAD_VALUE),
        ("number", "much", Message.MONOGRAPH_BAD_VALUE),
        ("number", "", Message.MONOGRAPH_BAD_VALUE),
        ("number", "5 mM", Message.MONOGRAPH_BAD_VALUE),
        ("unit", "stones", Message.MONOGRAPH_BAD_VALUE),
        ("relation", "qualitative", Message.MONOGRAPH_BAD_VALUE),
        ("relation", "range", Message.MONOGRAPH_BAD_VALUE),
    ],
)
def test_a_value_that_does_not_fit_is_refused(content: dict[str, Any], key: str, value: str, code: MessageCode) -> None:
    content["solubility"][0]["value"][key] = value

    assert refused(content).code is code


def test_a_source_that_is_not_there_a_fact_id_twice_and_a_wrong_cas_are_refused(content: dict[str, Any]) -> None:
    broken = json.loads(json.dumps(content))
    broken["hazards"][0]["source"] = "hearsay"
    assert refused(broken).code is Message.MONOGRAPH_NO_SOURCE
    broken = json.loads(json.dumps(content))
    broken["hazards"][0]["id"] = "sol.dmso"
    assert refused(broken).code is Message.MONOGRAPH_TWICE
    broken = json.loads(json.dumps(content))
    broken["identity"]["cas"] = "191732-72-7"
    assert refused(broken).values["path"] == "$.identity.cas"


@pytest.mark.parametrize("content", [5, [1], {}, {"format": "benchapp-monograph/99"}, {"format": None}])
def test_what_is_no_monograph_is_refused(content: Any) -> None:
    assert refused(content).code is Message.MONOGRAPH_FORMAT


@pytest.mark.parametrize("data", [b"", b"{", b"\x00\xff", b"[" * 100_000, b"NaN", b'"\\ud800"'])
def test_bytes_that_are_no_json_are_refused(data: bytes) -> None:
    with pytest.raises(BenchError) as error:
        read_bytes(data, "bad.json")

    assert error.value.code in {Message.MONOGRAPH_NOT_JSON, Message.MONOGRAPH_FORMAT}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.data(),
    st.one_of(st.none(), st.integers(), st.text(max_size=5), st.lists(st.integers(), max_size=2), st.just({"x": 1})),
)
def test_any_part_replaced_by_anything_is_read_or_refused(
    content: dict[str, Any], data: st.DataObject, other: Any
) -> None:
    broken = json.loads(json.dumps(content))
    where = broken
    for _ in range(data.draw(st.integers(0, 4))):
        keys = list(where) if isinstance(where, dict) else list(range(len(where)))
        if not keys:
            break
        deeper = where[data.draw(st.sampled_from(keys))]
        if not isinstance(deeper, dict | list) or not deeper:
            break
        where = deeper
    key = data.draw(st.sampled_from(list(where) if isinstance(where, dict) else list(range(len(where)))))
    where[key] = other
    try:
        read_bytes(json.dumps(broken).encode(), "bad.json")
    except BenchError as error:
        assert error.values["file"] == "bad.json"


def test_a_collection_is_read_and_its_faults_named_by_place(content: dict[str, Any]) -> None:
    other = {**content, "id": "00000000-0000-4000-8000-000000000000"}
    both: dict[str, Any] = {"format": "benchapp-collection/1", "monographs": [content, other]}
    assert len(read_bytes(json.dumps(both).encode(), "both.json")) == 2
    both["monographs"] = [content, content]
    assert refused(both).code is Message.MONOGRAPH_TOO_MANY
    both["monographs"] = [content, 5]
    assert refused(both).values["path"] == "$.monographs[1].format"
    assert refused({"format": "benchapp-collection/1"}).values["path"] == "$.monographs"


def test_a_bad_file_is_refused_and_the_others_load(tmp_path: Path) -> None:
    (tmp_path / "a-bad.json").write_text("{", encoding="utf-8")
    (tmp_path / "good.json").write_bytes(FILE.read_bytes())

    library = Library(Folders(tmp_path))

    assert [one.name for one in library.headlines()] == ["Lenalidomide"]
    assert [error.code for error in library.refused] == [Message.MONOGRAPH_NOT_JSON]
    with pytest.raises(BenchError):
        read_file(tmp_path / "nothing.json")


def test_the_index_serves_until_a_file_changes(tmp_path: Path) -> None:
    folders = Folders(tmp_path / "m")
    index = tmp_path / "library.sqlite"
    folders.bundled.mkdir()
    (folders.bundled / "one.json").write_bytes(FILE.read_bytes())
    first = Library(folders, index)
    compound = first.headlines()[0].id

    again = Library(folders, index)
    assert again.open(compound) == first.open(compound)

    changed = json.loads(FILE.read_text(encoding="utf-8"))
    changed["identity"]["name"] = "Changed"
    (folders.bundled / "one.json").write_text(json.dumps(changed), encoding="utf-8")
    assert Library(folders, index).headlines()[0].name == "Changed"
    index.write_text("{", encoding="utf-8")
    assert Library(folders, index).headlines()[0].name == "Changed"
    assert Library(Folders(tmp_path / "none")).open("x") is None


@pytest.fixture
def own(tmp_path: Path) -> Library:
    """A library with one compound, in a folder of one's own."""
    (tmp_path / "bundled").mkdir()
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.json").write_bytes(_renamed("Testimib"))
    return Library(Folders(tmp_path / "bundled", tmp_path / "own"), tmp_path / "library.sqlite")


def _renamed(name: str) -> bytes:
    changed = json.loads(FILE.read_text(encoding="utf-8"))
    changed["identity"]["name"] = name
    return json.dumps(changed, ensure_ascii=False).encode()


def test_a_file_changed_since_is_found_by_its_new_name_when_it_is_looked_at_again(own: Library, tmp_path: Path) -> None:
    assert [one.headline.name for one in own.search("testimib", most=1)] == ["Testimib"]
    (tmp_path / "own" / "mine.json").write_bytes(_renamed("Novolimib"))

    assert own.search("novolimib") == ()
    own.renew()
    assert [one.headline.name for one in own.search("novolimib")] == ["Novolimib"]
    assert own.search("testimib") == ()


def test_a_closed_library_opens_again(own: Library, tmp_path: Path) -> None:
    Library(own.folders, tmp_path / "unused.sqlite").close()
    assert not (tmp_path / "unused.sqlite").exists()
    before = own.headlines()
    own.close()

    assert own.headlines() == before
    (tmp_path / "own" / "mine.json").unlink()
    assert own.headlines() == before
    own.forget()
    assert own.headlines() == ()


def test_what_has_changed_since_is_never_shown_as_what_was_indexed(own: Library, tmp_path: Path) -> None:
    compound = own.headlines()[0].id
    file = tmp_path / "own" / "mine.json"
    file.write_bytes(_renamed("Novolimib"))
    opened = own.open(compound)
    assert opened is not None
    assert opened.monograph.identity.name == "Novolimib"

    file.write_bytes(b"{")
    with pytest.raises(BenchError):
        own.open(compound)
    again = Library(own.folders, tmp_path / "library.sqlite")
    assert again.open(compound) is None
    assert [one.code for one in again.refused] == [Message.MONOGRAPH_NOT_JSON]


def test_a_file_that_another_editor_wrote_with_a_mark_is_opened(own: Library, tmp_path: Path) -> None:
    file = tmp_path / "own" / "mine.json"
    for data in (b"\xef\xbb\xbf" + _renamed("Marked"), _renamed("Wide").decode().encode("utf-16")):
        file.write_bytes(data)
        own.forget()
        opened = own.open(own.headlines()[0].id)
        assert opened is not None
        assert opened.monograph.identity.name in {"Marked", "Wide"}


def test_the_compound_to_begin_with_is_lenalidomide_else_the_first_by_name(library: Library, tmp_path: Path) -> None:
    first = library.first()
    assert first is not None
    assert first.monograph.identity.name == "Lenalidomide"
    assert Library(Folders(tmp_path)).first() is None
    changed = json.loads(_renamed("Alone"))
    changed["id"] = "00000000-0000-4000-8000-000000000000"
    (tmp_path / "alone.json").write_text(json.dumps(changed), encoding="utf-8")
    alone = Library(Folders(tmp_path)).first()
    assert alone is not None
    assert alone.monograph.identity.name == "Alone"


def test_an_index_that_cannot_be_made_is_not_renewed_by_a_worker(tmp_path: Path) -> None:
    assert Renewal(str(tmp_path / "no folder" / "library.sqlite"), Folders(tmp_path)).run() is None


def test_a_drive_that_fails_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.json").write_bytes(FILE.read_bytes())

    def fail(_path: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(BenchError) as refused:
        read_file(tmp_path / "one.json")
    assert (refused.value.code, refused.value.values["reason"]) == (Message.FILE_UNREADABLE, "Input/output error")


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        (lambda it: it.update(id="lenalidomide"), Message.MONOGRAPH_BAD_VALUE, "$.id"),
        (lambda it: it["identity"].update(name=" "), Message.MONOGRAPH_BAD_VALUE, "$.identity.name"),
        (lambda it: it["identity"].update(forms=[]), Message.MONOGRAPH_BAD_VALUE, "$.identity.forms"),
        (
            lambda it: it["identity"]["forms"][0].update(molar_mass="0.5"),
            Message.MONOGRAPH_BAD_VALUE,
            "$.identity.forms[id=form.racemate].molar_mass",
        ),
        (
            lambda it: it["hazards"][0].update(statement="x" * 4001),
            Message.MONOGRAPH_BAD_VALUE,
            "$.hazards[0].statement",
        ),
        (lambda it: it["sources"].update({"a\u202eb": {}}), Message.MONOGRAPH_BAD_TEXT, "$.sources"),
        (
            lambda it: it["solubility"][0]["value"].update(number="1000000000000000"),
            Message.MONOGRAPH_BAD_VALUE,
            "$.solubility[id=sol.dmso].value.number",
        ),
    ],
)
def test_what_says_nothing_or_too_much_is_refused_with_its_place(
    content: dict[str, Any], change: Callable[[dict[str, Any]], None], code: MessageCode, path: str
) -> None:
    change(content)

    error = refused(content)

    assert (error.code, error.values["path"]) == (code, path)


def test_what_may_be_left_out_may_be_nothing(content: dict[str, Any]) -> None:
    content["uses"][0]["dose"] = None
    content["uses"][0]["others"][0]["value"] = None
    content["solubility"][0]["keeps"] = [
        {"temperature": "-20", "life": {"relation": "=", "number": "3", "unit": "month"}}
    ]

    (read,) = read_bytes(json.dumps(content).encode(), "good.json")

    assert read.monograph.uses[0].dose is None
    assert read.monograph.uses[0].others[0].value is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("lenalid", "accepted"),
        ("CC-5013", "code"),
        ("cc5013", "code"),
        ("191732-72-6", "CAS"),
        ("847871-99-2", "CAS"),
        ("A4211", "catalogue number"),
        ("lenolidomide", "misspelling"),
        ("lenalidomine", "misspelling"),
        ("revlimid", "brand"),
        ("lenalidmide", "accepted"),
    ],
)
def test_lenalidomide_is_found_by_any_of_its_names(library: Library, text: str, kind: str) -> None:
    found = library.search(text)[0]

    assert (found.headline.name, found.term.kind) == ("Lenalidomide", kind)


@pytest.mark.parametrize("text", ["", "   ", "xyz", "aspirin", "50-00-0", "--"])
def test_what_is_not_there_is_not_found(library: Library, text: str) -> None:
    assert library.search(text) == ()


@pytest.mark.parametrize(
    ("cas", "fits"),
    [("191732-72-6", True), ("67-68-5", True), ("191732-72-5", False), ("abc", False), ("1-2-3", False)],
)
def test_the_check_digit_of_a_cas_number(cas: str, fits: bool) -> None:
    assert cas_fits(cas) is fits
