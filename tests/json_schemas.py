"""The validator of JSON Schemas without the grammar of IRIs: three seconds to make it, and no schema asks for one."""

import json
import sys
from functools import cache
from typing import TYPE_CHECKING

_GRAMMAR = "rfc3987_syntax"
if TYPE_CHECKING or _GRAMMAR in sys.modules:
    from jsonschema import Draft202012Validator
else:
    # To the validator it is as if that package were not installed.
    sys.modules[_GRAMMAR] = None
    from jsonschema import Draft202012Validator

    del sys.modules[_GRAMMAR]

__all__ = ["Draft202012Validator", "validate"]


@cache
def _validator(schema: str) -> Draft202012Validator:
    read = json.loads(schema)
    Draft202012Validator.check_schema(read)
    return Draft202012Validator(read)


def validate(instance: object, schema: object) -> None:
    """Raise ValidationError where an instance is not as a schema says; the schema is checked once, not each time."""
    _validator(json.dumps(schema)).validate(instance)
