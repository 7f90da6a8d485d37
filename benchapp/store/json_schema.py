"""JSON Schemas as they lie in `resources`, made from the classes that read and write what they describe."""

import inspect
from typing import Any

import msgspec


def schema_bytes(kind: type) -> bytes:
    """Return the schema of a class as a file, the same from every Python."""
    return msgspec.json.format(msgspec.json.encode(_tidied(msgspec.json.schema(kind))), indent=2) + b"\n"


def _tidied(part: Any) -> Any:
    # Newer Pythons strip the indentation of docstrings and older ones do not.
    if isinstance(part, dict):
        return {
            key: inspect.cleandoc(value) if key == "description" and isinstance(value, str) else _tidied(value)
            for key, value in part.items()
        }
    return [_tidied(item) for item in part] if isinstance(part, list) else part
