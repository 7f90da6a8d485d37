"""The JSON Schema of the monograph format, made from the classes that read it."""

from benchapp.domain.compounds.monograph import Monograph
from benchapp.store import json_schema


def schema_bytes() -> bytes:
    """Return the schema as it lies in `resources/monograph.schema.json`."""
    return json_schema.schema_bytes(Monograph)
