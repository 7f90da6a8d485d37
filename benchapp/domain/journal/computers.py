"""The computers that write a journal: which chain is whose, and what people call them."""

from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from benchapp.domain.journal.entry_body import EntryBody
from benchapp.domain.journal.solution_entries import SolutionCorrected, SolutionFilled
from benchapp.domain.solutions.handling import Handled


class ComputerNamed(EntryBody, frozen=True):
    """A computer was given a name; the one that writes it.

    Attributes:
        name: What people call it: "hood-2".
        place: Where it is; "" where nobody said.
    """

    name: str
    place: str = ""


class ComputerRetired(EntryBody, frozen=True):
    """A computer is no more, or takes part again; the one that writes it takes over what runs there.

    Attributes:
        installation: Its id.
        retired: Whether it is no more.
    """

    installation: str
    retired: bool = True


class QuestionAnswered(EntryBody, frozen=True):
    """Somebody said what holds where two computers had not known of each other.

    Attributes:
        question: The key of the question.
        answer: One of the answers that it offers.
        about: Id of the solution or the incubation; "" for a lab rule.
    """

    question: str
    answer: str
    about: str = ""

    def refers(self) -> frozenset[str]:
        """Return the id of what it is about."""
        return frozenset({self.about} - {""})


class Unseen(Struct, frozen=True, gc=False):
    """An entry that was written without knowing of another one.

    What it says of a solution that is not there holds once that is brought back.

    Attributes:
        entry: Its id, or that of what it took of the solution.
        about: Id of what it is about, which is not there: its beginning was undone elsewhere.
        rule: Name of the lab rule that it sets; "" for none.
        other: The value that the rule had, of which it did not know.
        done: What was done to the tubes of the solution that is not there.
        filled: What was filled in of it.
        corrected: What of it was corrected.
    """

    entry: str
    about: str = ""
    rule: str = ""
    other: str = ""
    done: Handled | None = None
    filled: SolutionFilled | None = None
    corrected: SolutionCorrected | None = None


class Computers(Struct, frozen=True):
    """The computers of a journal.

    Attributes:
        installations: Id of the installation that writes each chain.
        names: The latest name of each installation.
        heirs: The chain that goes on from another, of a folder that was copied or moved, by that other.
        retired: The installations that are no more, each with the chain that took over what ran there.
    """

    installations: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, ComputerNamed] = field(default_factory=dict)
    heirs: Mapping[str, str] = field(default_factory=dict)
    retired: Mapping[str, str] = field(default_factory=dict)

    @property
    def several(self) -> bool:
        """Whether more than one computer writes the journal."""
        return len(set(self.installations.values())) > 1

    def with_chain(self, chain: str, installation: str, parent: str = "") -> "Computers":
        """Return them with the installation of a chain, and the chain that it goes on from."""
        heirs = {**self.heirs, parent: chain} if parent else self.heirs
        return replace(self, installations={**self.installations, chain: installation}, heirs=heirs)

    def with_name(self, chain: str, named: ComputerNamed) -> "Computers":
        """Return them with a name for the computer that writes a chain."""
        installation = self.installations.get(chain)
        return self if installation is None else replace(self, names={**self.names, installation: named})

    def with_retired(self, chain: str, body: ComputerRetired) -> "Computers":
        """Return them with a computer that is no more, or takes part again, as somebody wrote in a chain."""
        others = {one: by for one, by in self.retired.items() if one != body.installation}
        return replace(self, retired={**others, body.installation: chain} if body.retired else others)

    def of_same(self, chain: str) -> frozenset[str]:
        """Return the chains of the computer that writes one, those that go on from it after a copy included."""
        found: set[str] = set()
        there = {chain}
        while there:
            found |= there
            installations = {self.installations[one] for one in there if one in self.installations}
            there = {one for one, by in self.installations.items() if by in installations}
            there |= {self.heirs[one] for one in found if one in self.heirs}
            there -= found
        return frozenset(found)

    def goes_on_elsewhere(self, chain: str) -> bool:
        """Return whether another computer goes on from a chain under the same name: its folder was copied or moved."""
        heir = self.heirs.get(chain, "")
        other = self.installations.get(heir)
        return other not in {None, self.installations.get(chain)} and self.name_of(heir) == self.name_of(chain)

    def with_earlier(self, installation: str) -> tuple[str, ...]:
        """Return the ids of a computer and of those that it goes on from under its own name."""
        own = self.chains_of(installation)
        before = {by for chain, by in self.installations.items() if self.goes_on_elsewhere(chain)}
        earlier = (one for one in sorted(before) if any(self.of_same(chain) & own for chain in self.chains_of(one)))
        return tuple(dict.fromkeys((installation, *earlier)))

    def chains_of(self, installation: str) -> frozenset[str]:
        """Return the chains that a computer writes, by the id of its installation."""
        return frozenset(chain for chain, by in self.installations.items() if by == installation)

    def named(self, installation: str) -> str:
        """Return what people call a computer, by the id of its installation."""
        chain = next(iter(sorted(self.chains_of(installation))), "")
        return self.name_of(chain) if chain else installation[:8]

    def called(self, chain: str) -> ComputerNamed:
        """Return what people call the computer that writes a chain, and where it is as far as somebody said."""
        named = self._named(chain)
        return ComputerNamed(self.name_of(chain), named.place if named is not None else "")

    def beside(self, chain: str) -> frozenset[str]:
        """Return the chains of the computers that are at the same place as the one that writes a chain."""
        place = self.called(chain).place.casefold()
        return frozenset(one for one in self.installations if place and self.called(one).place.casefold() == place)

    def name_of(self, chain: str) -> str:
        """Return what people call the computer that writes a chain.

        Returns:
            Its name, or that of the computer that goes on from it; the first digits of its installation's id where
            neither has one, "" where nothing is known of it.
        """
        named = self._named(chain)
        return named.name if named is not None else self.installations.get(chain, "")[:8]

    def _named(self, chain: str) -> ComputerNamed | None:
        for _ in range(len(self.installations) + 1):
            named = self.names.get(self.installations.get(chain, ""))
            if named is not None:
                return named
            chain = self.heirs.get(chain, "")
        return None
