"""The validator of JSON Schemas without the grammar of IRIs: three seconds to make it, and no schema asks for one."""

import sys
from typing import TYPE_CHECKING

_GRAMMAR = "rfc3987_syntax"
if TYPE_CHECKING or _GRAMMAR in sys.modules:
    from jsonschema import Draft202012Validator, validate
else:
    # To the validator it is as if that package were not installed.
    sys.modules[_GRAMMAR] = None
    from jsonschema import Draft202012Validator, validate

    del sys.modules[_GRAMMAR]

__all__ = ["Draft202012Validator", "validate"]
