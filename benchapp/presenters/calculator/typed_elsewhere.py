"""What was typed into one calculator and is asked for in the next one too: nobody types it twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping

# What belongs to one compound: its stock, and its doses.
OF_STOCK = frozenset({"stock", "c1", "solvent", "potency"})
OF_DOSES = frozenset({"by", "top", "factor", "points", "lowest", "doses"})
OF_COMPOUND = OF_STOCK | OF_DOSES
# What goes with the kind of plate, and what is the same in each.
OF_WELLS = frozenset({"well_volume", "present_volume", "added_volume"})
OF_CELLS = frozenset({"cells", "species", "growth", "kind", "medium"})
# Of these, what is typed here goes with the rest of what is here: nothing of them is filled.
_TOGETHER = (OF_STOCK, OF_DOSES, OF_WELLS | {"format"})


class TypedElsewhere:
    """What was typed last, by the names of the fields; for several calculators together."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        # The compound whose stock and doses they are.
        self._compound = ""

    def keep(self, name: str, text: str, compound: str) -> None:
        """Keep what was typed or chosen.

        Args:
            name: The field.
            text: What is in it now.
            compound: The id of the compound that was open; "" for none.
        """
        if name in OF_COMPOUND and compound != self._compound:
            self._forget(OF_COMPOUND)
            self._compound = compound
        # A stock in hand has its strength and solvent with it; what is typed over them is another stock.
        if name in OF_STOCK:
            self._forget(OF_STOCK if name == "stock" else {"stock"})
        elif name == "format":
            self._forget(OF_WELLS)
        self._texts[name] = text

    def _forget(self, names: Collection[str]) -> None:
        self._texts = {name: text for name, text in self._texts.items() if name not in names}

    def wanted(self, compound: str, shared: Collection[str], own: Collection[str]) -> Mapping[str, str]:
        """Return what is to be filled in a calculator, the kind of plate first: with another one its volumes change.

        Args:
            compound: The id of the open compound.
            shared: The fields that it asks for.
            own: Those into which somebody typed there.
        """
        left = {*own}.union(*(group for group in _TOGETHER if not group.isdisjoint(own)))
        if compound != self._compound:
            left |= OF_COMPOUND
        # A dose that was emptied follows from the others.
        names = (name for name in shared if name not in left and (self._texts.get(name) or name in OF_DOSES))
        return {name: self._texts[name] for name in sorted(names, key=_order) if name in self._texts}


def _order(name: str) -> tuple[bool, str]:
    return name != "format", name
