"""A schema is a file that is the same from every Python."""

import json

from msgspec import Struct

from benchapp.store.json_schema import schema_bytes


class Vial(Struct):
    """A vial.

    It holds something.
    """

    label: str


def test_a_class_is_described_with_its_fields_and_without_the_indentation_of_its_docstring() -> None:
    written = schema_bytes(Vial)

    assert written.endswith(b"}\n")
    vial = json.loads(written)["$defs"]["Vial"]
    assert vial["description"] == "A vial.\n\nIt holds something."
    assert vial["required"] == ["label"]
