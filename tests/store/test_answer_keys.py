"""The answer key: worked examples as they are read."""

from pathlib import Path

import pytest

from benchapp.base import paths
from benchapp.domain.messages import BenchError, Message
from benchapp.store.answer_keys import load_cases


def test_the_answer_key_of_the_program_has_cases() -> None:
    assert len(load_cases(paths.resources() / "answer_key.json")) > 10


@pytest.mark.parametrize("text", ["[]", "{", '{"format": "another", "cases": []}'])
def test_what_is_no_answer_key_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "key.json").write_text(text, encoding="utf-8")
    with pytest.raises(BenchError):
        load_cases(tmp_path / "key.json")


def test_an_answer_key_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BenchError) as refused:
        load_cases(tmp_path / "none.json")
    assert refused.value.code is Message.FILE_UNREADABLE
    assert refused.value.values["reason"] == "No such file or directory"
