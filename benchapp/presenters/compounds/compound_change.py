"""Whether another compound was opened, or the same one again in another form or version."""

from benchapp.presenters.compounds.current_compound import CurrentCompound


class CompoundChange:
    """Remembers which compound the figures in a form belong to.

    Args:
        compounds: The chosen compound.
    """

    def __init__(self, compounds: CurrentCompound) -> None:
        self._compounds = compounds
        self._id = self._now()

    def _now(self) -> str:
        monograph = self._compounds.monograph
        if monograph is None:
            return ""
        # The name of a substance without a page is typed letter by letter: it stays the same substance.
        return monograph.id if not self._compounds.something_else else "something else"

    def happened(self) -> bool:
        """Return whether the compound is another than at the last call; not where there was none before."""
        before, self._id = self._id, self._now()
        return bool(before) and before != self._id
