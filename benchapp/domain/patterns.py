"""Regular expressions that are compiled when they are first used.

To compile all that reads typed text takes a tenth of the way to the first window, which reads none
(docs/decisions/0040).
"""

import re
from typing import cast

_METHODS = ("finditer", "findall", "fullmatch", "match", "search", "split", "sub", "subn")


class _LatePattern:
    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        compiled = re.compile(self._text, self._flags)
        # From now on they are found without coming here.
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


def late_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern like that of `re.compile`; whether it is well formed shows when it is first used.

    Args:
        text: The regular expression.
        flags: Those of `re`.
    """
    return cast("re.Pattern[str]", _LatePattern(text, flags))
