"""The schema of a monograph, as it lies in the resources."""

from benchapp.base import paths
from benchapp.store.library.monograph_schema import schema_bytes


def test_the_schema_in_the_resources_is_the_one_of_the_program() -> None:
    assert (paths.resources() / "monograph.schema.json").read_bytes() == schema_bytes()
