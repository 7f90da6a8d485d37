"""Something else: a substance without a page, of which nothing is on file and which no other page judges."""

from benchapp.domain.compounds.library_item import LibraryItem, substance_id
from benchapp.domain.compounds.monograph import FORMAT, Basis, Form, Identity, Monograph, Name, NameKind, Source

_SOURCE = "typed"


def plain_substance(name: str, molar_mass: str = "0") -> LibraryItem:
    """Return what replaces the page of a substance: its name, its molar mass, and nothing else.

    Args:
        name: As typed.
        molar_mass: Decimal text, g/mol; "0" where it was not given and molar and mass units cannot meet.
    """
    form = Form("form.typed", name, molar_mass, _SOURCE, Basis.OPINION)
    names = (Name("name.typed", name, NameKind.ACCEPTED, _SOURCE),)
    identity = Identity(name, "", "", "", "", _SOURCE, names, (form,))
    sources = {_SOURCE: Source("typed by hand", "as entered")}
    return LibraryItem(Monograph(FORMAT, substance_id(name), "", "en", identity, sources), "")
