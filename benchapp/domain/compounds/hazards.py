"""Which of a compound's hazards comes first, and how it is said where there is room for a line only."""

import re
from collections.abc import Sequence

from benchapp.domain.compounds.monograph import Claim
from benchapp.domain.patterns import late_pattern

# A statement of the classification (GHS): physical H2.., to health H3..; that to the environment alone leads nothing.
_CLASSIFIED = late_pattern(r"\bH[23]\d\d")
# Fatal or toxic (H300, H301, H310, H311, H330, H331) before all else.
_ACUTE = late_pattern(r"\bH3[013][01]\b")
_CODES = late_pattern(r"(?:EU)?H\d{3}\w{0,2}(?: \+ (?:EU)?H\d{3}\w{0,2})*")
# In the languages of the program: the words are those of the law.
_SIGNAL_WORDS = {"danger", "warning", "gefahr", "achtung"}


def by_weight(hazards: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return hazards with the one first that leads: acute poison, then what is classified, then as on file."""
    return tuple(
        sorted(hazards, key=lambda one: (not _ACUTE.search(one.statement), not _CLASSIFIED.search(one.statement)))
    )


def short_hazard(statement: str) -> str:
    """Return the first thing that a hazard statement says; a signal word or a code alone says too little."""
    bare = re.sub(r"\s*\([^)]*\)", "", statement).replace(";", ":").replace(".", ":")
    said = [part.strip() for part in bare.split(":") if part.strip()]
    signal = ""
    if len(said) > 1 and said[0].casefold().removeprefix("signal word ").removeprefix("signalwort ") in _SIGNAL_WORDS:
        signal = f"{said.pop(0)}: "
    if len(said) > 1 and _CODES.fullmatch(said[0]):
        return f"{signal}{said[0]} {said[1]}"
    return f"{signal}{said[0]}" if said else ""
