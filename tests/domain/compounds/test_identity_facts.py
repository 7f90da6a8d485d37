"""What kind a substance is, and how it is handled, as people and lists write it."""

import pytest

from benchapp.domain.compounds.identity_facts import (
    CARRIER,
    LOW_BIND,
    NO_REFREEZE,
    NO_VORTEX,
    NOT_FROZEN,
    SENTENCES,
    WORDS,
    SubstanceKind,
    read_handling,
    read_kind,
)
from benchapp.domain.messages import BenchError, Message


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", SubstanceKind.SMALL_MOLECULE), ("Small molecule", SubstanceKind.SMALL_MOLECULE),
        ("Cytokine", SubstanceKind.PROTEIN), ("growth-factor", SubstanceKind.PROTEIN),
        ("antibodies", None), ("Antikörper", SubstanceKind.ANTIBODY), ("mAb", SubstanceKind.ANTIBODY),
        ("enzymes", SubstanceKind.ENZYME), ("Proteine", SubstanceKind.PROTEIN), ("SERUM", SubstanceKind.SERUM),
        ("polymer", SubstanceKind.POLYMER), ("supplement", SubstanceKind.MIXTURE), ("kit", None),
    ],
)  # fmt: skip
def test_a_kind_is_read_as_people_write_it(text: str, kind: SubstanceKind | None) -> None:
    if kind is not None:
        assert read_kind(text) is kind
        return
    with pytest.raises(BenchError) as refused:
        read_kind(text)
    assert (refused.value.code, refused.value.values["text"]) == (Message.KIND_UNKNOWN, text)


@pytest.mark.parametrize("kind", SubstanceKind)
def test_every_kind_is_read_by_its_own_word(kind: SubstanceKind) -> None:
    assert read_kind(kind.value) is kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("do not vortex; low-bind tubes.", (NO_VORTEX, LOW_BIND)),
        ("Avoid repeated freeze-thaw cycles. Don’t shake!", (NO_VORTEX, NO_REFREEZE)),
        ("nicht wieder einfrieren; nicht einfrieren; nicht schütteln", (NO_VORTEX, NO_REFREEZE, NOT_FROZEN)),
        ("Thaw each once", (NO_REFREEZE,)),
        ("Never freeze", (NOT_FROZEN,)),
        ("with 0.1 % BSA as a carrier", (CARRIER,)),
        ("; ".join(WORDS), WORDS),
    ],
)
def test_handling_is_read_as_labels_write_it(text: str, words: tuple[str, ...]) -> None:
    assert read_handling(text) == words


@pytest.mark.parametrize("text", ["vortex well", "freeze it", "no smoking", "do not vortex; keep it dry"])
def test_what_is_not_understood_is_refused_and_nothing_is_taken_for_its_opposite(text: str) -> None:
    with pytest.raises(BenchError) as refused:
        read_handling(text)
    assert (refused.value.code, refused.value.values["text"]) == (
        Message.HANDLING_UNKNOWN,
        text.rsplit("; ", maxsplit=1)[-1],
    )


def test_every_word_has_its_sentence() -> None:
    assert set(SENTENCES) == set(WORDS)
