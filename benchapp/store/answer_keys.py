"""Answer keys as files: published worked examples in JSON."""

from pathlib import Path

import msgspec

from benchapp.domain.calculations.answer_key import Case
from benchapp.domain.messages import BenchError, Message
from benchapp.store.files import reason_of

FORMAT = "benchapp-answer-key/1"


class _File(msgspec.Struct):
    format: str
    cases: list[Case]


def load_cases(path: Path) -> list[Case]:
    """Read the cases of an answer key.

    Raises:
        BenchError: The file cannot be read, or is no answer key.
    """
    try:
        key = msgspec.json.decode(path.read_bytes(), type=_File)
    except OSError as error:
        raise BenchError(Message.FILE_UNREADABLE, file=str(path), reason=reason_of(error)) from error
    except (msgspec.DecodeError, ValueError) as error:
        raise BenchError(Message.FILE_UNREADABLE, file=str(path), reason=str(error)) from error
    if key.format != FORMAT:
        raise BenchError(Message.FILE_UNREADABLE, file=str(path), reason=f"format {key.format!r} is not {FORMAT!r}")
    return key.cases
