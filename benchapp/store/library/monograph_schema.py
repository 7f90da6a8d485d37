"""The JSON Schema of the monograph format, made from the classes that read it."""

import inspect
from typing import Any

import msgspec

from benchapp.domain.compounds.monograph import Monograph


def schema_bytes() -> bytes:
    """Return the schema as it lies in `resources/monograph.schema.json`."""
    tidy = _tidied(msgspec.json.schema(Monograph))
    return msgspec.json.format(msgspec.json.encode(tidy), indent=2) + b"\n"


def _tidied(part: Any) -> Any:
    # Newer Pythons strip the indentation of docstrings and older ones do not; the schema is the same from both.
    if isinstance(part, dict):
        return {
            key: inspect.cleandoc(value) if key == "description" and isinstance(value, str) else _tidied(value)
            for key, value in part.items()
        }
    return [_tidied(item) for item in part] if isinstance(part, list) else part
