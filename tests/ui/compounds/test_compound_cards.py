"""The cards under the bench card: identity, doses and times, what is easily mistaken, what nobody states."""

from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from benchapp.domain.compounds.monograph import Monograph, Use
from benchapp.ui.compounds.claims import report_text
from benchapp.ui.compounds.compound_cards import (
    References,
    identity_card,
    subscripts,
    traps_card,
    unknowns_card,
    uses_card,
)
from benchapp.ui.compounds.structure_view import StructureView, drawn_image, is_drawn
from benchapp.ui.text.language import ENGLISH, set_language
from benchapp.ui.widgets.theme import DARK, LIGHT


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def press(widget: QWidget, name: str) -> None:
    button = widget.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_the_identity_is_drawn_and_copied(qtbot: QtBot, lenalidomide: Monograph) -> None:
    copied = list[str]()
    card = identity_card(lenalidomide, lenalidomide.identity.forms[0], lambda: LIGHT, copied.append)
    qtbot.addWidget(card)

    press(card, "compound.identity.copy")

    assert copied[0].splitlines()[:3] == ["Lenalidomide", "CAS 191732-72-6", "Formula C13H13N3O3"]
    picture = card.findChild(StructureView)
    assert picture is not None
    assert picture.accessibleName() == "Structure of Lenalidomide"


def test_what_two_sources_say_alike_is_one_line_with_both(qtbot: QtBot, lenalidomide: Monograph) -> None:
    identity = lenalidomide.identity
    first, *_ = identity.references
    other = next(key for key in lenalidomide.sources if key != first.source)
    twice = replace(lenalidomide, identity=replace(identity, references=(first, replace(first, source=other))))
    card = identity_card(twice, None, lambda: LIGHT, str)
    qtbot.addWidget(card)

    assert words(card).split("\n").count(first.label) == 1
    line = next(one for one in card.findChildren(QLabel) if one.property("plain") == first.value)
    assert line.accessibleDescription().count("\n") == 1


def test_what_is_easily_mistaken_is_said_in_the_language_of_the_screen(qtbot: QtBot, lenalidomide: Monograph) -> None:
    set_language("de", lambda text: f"⟦{text}⟧")
    try:
        card = traps_card(lenalidomide)
        qtbot.addWidget(card)
        said = words(card)
        other = next(claim.others[0] for _, claim in lenalidomide.claims() if claim.others)
        reported = report_text(other, lenalidomide.sources)
    finally:
        set_language(ENGLISH)

    assert all(f"⟦{trap.why}⟧" in said for trap in lenalidomide.identity.traps)
    assert f"⟦{other.statement}⟧" in reported


def test_a_structure_is_drawn_in_the_ink_of_the_theme(qtbot: QtBot, lenalidomide: Monograph) -> None:
    key = lenalidomide.identity.inchikey
    tokens = [LIGHT]
    view = StructureView(lambda: tokens[0], key, "Lenalidomide", "C13H13N3O3")
    qtbot.addWidget(view)
    light = view.grab().toImage()

    tokens[0] = DARK

    assert view.grab().toImage() != light
    image = drawn_image(key, "#000000", 300)
    assert image is not None
    assert image.width() == 300
    assert [is_drawn(text) for text in (key, "", "../structures/x", "AAAA")] == [True, False, False, False]
    assert drawn_image("AAAA", "#000000", 300) is None


def test_a_dose_with_its_time_is_chosen(qtbot: QtBot, lenalidomide: Monograph) -> None:
    chosen = list[Use]()
    card, cards = uses_card(lenalidomide, chosen.append)
    qtbot.addWidget(card)
    use = next(one for one in lenalidomide.uses if one.dose is not None)

    press(card, f"compound.uses.{use.id}")

    assert chosen == [use]
    assert list(cards) == [one.id for one in lenalidomide.uses]


def test_what_is_no_such_compound_and_what_nobody_states_is_said(qtbot: QtBot, lenalidomide: Monograph) -> None:
    traps, unknowns = traps_card(lenalidomide), unknowns_card(lenalidomide)
    qtbot.addWidget(traps)
    qtbot.addWidget(unknowns)

    assert lenalidomide.identity.traps[0].cas in words(traps)
    assert f"{lenalidomide.unknowns[0].what}: no value found" in words(unknowns)


def test_nobody_is_said_to_have_looked_for_what_was_not_entered(qtbot: QtBot, lenalidomide: Monograph) -> None:
    own = unknowns_card(replace(lenalidomide, unknowns=(), uses=()))
    qtbot.addWidget(own)

    # Cards have their titles in capitals.
    assert words(own).casefold().startswith("not on file")
    assert "A working concentration" in words(own)
    assert "no value found" not in words(own)


def test_a_reference_leads_to_what_it_is_used_for(qtbot: QtBot, lenalidomide: Monograph) -> None:
    shown, copied = list[str](), list[str]()
    card = References(lenalidomide, shown.append, copied.append)
    qtbot.addWidget(card)
    card.add_source("kronke-2014")
    card.end()

    (back,) = (label for label in card.findChildren(QLabel) if "<a " in label.text())
    back.linkActivated.emit("#mech.cereblon")
    press(card, "compound.doi.kronke-2014")

    assert shown == ["mech.cereblon"]
    assert copied == ["https://doi.org/10.1126/science.1244851"]
    assert f"Revision {lenalidomide.revision}" in words(card)


def test_counts_of_a_formula_are_small_and_those_before_a_part_are_not() -> None:
    assert subscripts("C13H13N3O3·0.5H2O") == "C₁₃H₁₃N₃O₃·0.5H₂O"
