"""The cards of the compound page below its first screen: identity, doses and times, what nobody states, sources."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from benchapp.domain.compounds.biologics.handling import is_biologic
from benchapp.domain.compounds.facts import cited
from benchapp.domain.compounds.monograph import Form, Monograph, Name, NameKind, Use
from benchapp.domain.compounds.solubility import best_solvent
from benchapp.ui.compounds.claims import report_text
from benchapp.ui.compounds.structure_view import StructureView, is_drawn
from benchapp.ui.text.compound_texts import (
    NO_VALUE,
    STANDING_CHIPS,
    basis_text,
    context_text,
    source_text,
    title_text,
    use_text,
    value_text,
)
from benchapp.ui.text.language import mark_text, molar_mass_text, term, tr
from benchapp.ui.text.markup import escape
from benchapp.ui.widgets.buttons import disclosure_button, flat_button, push_button, set_opened
from benchapp.ui.widgets.flow import flow
from benchapp.ui.widgets.labels import bold, rich_label, set_tip, state_chip, text_label
from benchapp.ui.widgets.layout import Card, hbox, toggle_visible, vbox
from benchapp.ui.widgets.theme import Tokens

NOT_THIS_ONE = mark_text("Easily confused with")
_LONGEST_LINK = 56
# Longer texts of the identity are notes and set small.
_SHORT_TEXT = 28


def identity_card(
    monograph: Monograph, form: Form | None, tokens: Callable[[], Tokens], copy: Callable[[str], object]
) -> Card:
    """Make the card that says what the compound is, with its structure."""
    card = Card(tr("Identity"))
    identity = monograph.identity
    keys = (form.inchikey if form is not None else "", identity.inchikey)
    drawn = next((key for key in keys if is_drawn(key)), "")
    picture: StructureView | None = None
    if drawn:
        given = ", ".join(part for part in (identity.name, identity.formula, identity.smiles) if part)
        picture = StructureView(tokens, drawn, identity.name, given)
        card.body.addWidget(picture)
    elif identity.smiles:
        card.body.addWidget(
            text_label(tr("No drawing: structures are drawn for bundled compounds."), size="small", tone="muted")
        )
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    # Two sources that say the same are a line, with both in its tip.
    said: dict[tuple[str, str], list[str]] = {}
    for title, text, source in _identity_rows(monograph, form):
        said.setdefault((title, text), []).append(source)
    for place, ((title, text), by) in enumerate(said.items()):
        heading = text_label(title, size="small", tone="muted")
        heading.setFixedWidth(110)
        words = text_label(_breakable(text), size="small" if len(text) > _SHORT_TEXT else "")
        words.setProperty("plain", text)
        if words.text() == text:
            # What was made breakable would be copied with its breaks.
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        sources = "\n".join(source_text(source, monograph.sources) for source in dict.fromkeys(by))
        set_tip(words, sources)
        words.setAccessibleDescription(sources)
        grid.addWidget(heading, place, 0, top)
        grid.addWidget(words, place, 1, top)
    card.body.addLayout(grid)
    copy_it = flat_button(tr("Copy identity"), "compound.identity.copy", partial(copy, identity_text(monograph, form)))
    savers = (picture.saver("compound.identity.save"),) if picture is not None else ()
    card.body.addLayout(flow(copy_it, *savers, 1))
    return card


def identity_text(monograph: Monograph, form: Form | None) -> str:
    """Return name, numbers and structure as text for the clipboard."""
    identity = monograph.identity
    lines = [
        identity.name,
        tr("CAS {cas}", cas=identity.cas) if identity.cas else "",
        tr("Formula {formula}", formula=identity.formula) if identity.formula else "",
    ]
    lines.append(
        tr("Molar mass {mass} ({form})", mass=molar_mass_text(form.molar_mass), form=tr(form.name))
        if form is not None and form.has_molar_mass
        else ""
    )
    lines += [
        tr("InChIKey {inchikey}", inchikey=identity.inchikey) if identity.inchikey else "",
        tr("SMILES {smiles}", smiles=identity.smiles) if identity.smiles else "",
    ]
    return "\n".join(line for line in lines if line)


def traps_card(monograph: Monograph) -> Card:
    """Make the card of what is easily taken for the compound."""
    card = Card(tr(NOT_THIS_ONE))
    for trap in monograph.identity.traps:
        what = f"{tr(trap.name)}{tr(', CAS {cas}', cas=trap.cas) if trap.cas else ''}"
        card.body.addWidget(rich_label(bold(what), tone="past"))
        why = text_label(f"{tr(trap.why)}\n{source_text(trap.source, monograph.sources)}", size="small", tone="muted")
        card.body.addWidget(why)
    return card


def _breakable(text: str) -> str:
    # SMILES and InChIKeys have no space at which a line could break.
    if text.count("-") == 2 and text.isupper():
        return text.replace("-", "-\u200b")
    return "\u200b".join(text[place : place + 16] for place in range(0, len(text), 16)) if " " not in text else text


def _identity_rows(monograph: Monograph, form: Form | None) -> Iterator[tuple[str, str, str]]:
    """Yield what the compound is, line by line: title, text, key of the source."""
    identity = monograph.identity
    names = [name for name in identity.names if name.text != identity.name]
    also = [name for name in names if name.kind not in {NameKind.MISSPELLING, NameKind.SYSTEMATIC}]
    if also:
        yield tr("Also"), ", ".join(name.text for name in also), also[0].source
    if is_biologic(monograph):
        yield tr("Kind"), term(monograph.kind), identity.source
    if identity.formula or not is_biologic(monograph):
        yield tr("Formula"), subscripts(identity.formula) or tr(NO_VALUE), identity.source
    if form is not None and (form.has_molar_mass or monograph.kind.has_molecules):
        yield (
            tr("Molar mass"),
            tr(
                "{mass} ({form}; {basis})",
                mass=molar_mass_text(form.molar_mass),
                form=tr(form.name),
                basis=term(form.basis),
            ),
            form.source,
        )
    if identity.cas or not is_biologic(monograph):
        yield tr("CAS"), identity.cas or tr(NO_VALUE), identity.source
    for code in monograph.supplier_codes:
        yield (
            tr("Catalogue"),
            f"{code.supplier} {code.code}{'. ' + tr(code.note) if code.note else ''}".strip(),
            code.source,
        )
    yield from _form_rows(monograph)
    yield from _other_names(names)
    if identity.inchikey:
        yield tr("InChIKey"), identity.inchikey, identity.source
    if identity.smiles:
        yield tr("SMILES"), identity.smiles, identity.source
    for fact in identity.references:
        yield tr(fact.label), f"{tr(fact.value)}{'. ' + tr(fact.note) if fact.note else ''}", fact.source


def _form_rows(monograph: Monograph) -> Iterator[tuple[str, str, str]]:
    """Yield the forms, where there are several or one has a note; a protein need have neither number nor mass."""
    identity = monograph.identity
    for one in identity.forms if len(identity.forms) > 1 or identity.forms[0].note else ():
        cas = tr(", CAS {cas}", cas=one.cas) if one.cas else tr(", CAS: {no_value}", no_value=tr(NO_VALUE))
        cas = cas if one.cas or not is_biologic(monograph) else ""
        mass = f": {molar_mass_text(one.molar_mass)}" if one.has_molar_mass else ""
        yield tr("Form"), f"{tr(one.name)}{mass}{cas}. {tr(one.note)}".strip(), one.source


def _other_names(names: list[Name]) -> Iterator[tuple[str, str, str]]:
    """Yield systematic names and misspellings."""
    for name in names:
        if name.kind is NameKind.SYSTEMATIC:
            yield tr("Systematic"), f"{name.text}{'. ' + tr(name.note) if name.note else ''}", name.source
        elif name.kind is NameKind.MISSPELLING:
            yield tr("Misspellings"), f"{name.text}{'. ' + tr(name.note) if name.note else ''}", name.source


def subscripts(formula: str) -> str:
    """Return a formula as it is printed: C₁₃H₁₃N₃O₃; a count before a part stays large: ·0.5H₂O."""
    out, before = "", ""
    for sign in formula:
        small = sign.isdigit() and (before.isalpha() or before in "₀₁₂₃₄₅₆₇₈₉)]") and before != ""
        out += "₀₁₂₃₄₅₆₇₈₉"[int(sign)] if small else sign
        before = out[-1]
    return out


def uses_card(monograph: Monograph, choose: Callable[[Use], object]) -> tuple[Card, dict[str, Card]]:
    """Make the dose-and-time cards; give them by the id of their use as well."""
    card = Card(tr("Published doses"))
    card.body.addWidget(text_label(tr("“Use this” fills the calculator and the timer."), size="small", tone="muted"))
    cards = {use.id: _use_card(use, monograph, choose) for use in monograph.uses}
    for one in cards.values():
        card.body.addWidget(one)
    return card, cards


def _use_card(use: Use, monograph: Monograph, choose: Callable[[Use], object]) -> Card:
    card = Card()
    card.body.setContentsMargins(12, 8, 12, 8)
    card.body.setSpacing(2)
    choose_it = push_button(tr("Use this"), f"compound.uses.{use.id}", partial(choose, use))
    choose_it.setAccessibleName(tr("Use {title}: {use}", title=tr(use.title), use=use_text(use)))
    choose_it.setEnabled(use.dose is not None or use.time is not None)
    said_by = f"{source_text(use.source, monograph.sources)} · {basis_text(use.basis)}"
    set_tip(card, said_by)
    context = context_text(use.context)
    title = text_label(tr(use.title), strong=True)
    figures = " · ".join(value_text(value) for value in (use.dose, use.time) if value is not None)
    missing = [name for name, value in ((tr("Dose"), use.dose), (tr("Time"), use.time)) if value is None]
    state = STANDING_CHIPS[use.standing]
    others = text_label("\n".join(report_text(one, monograph.sources) for one in use.others), size="small")
    others.hide()
    mark: QWidget = state_chip(term(use.standing), state)
    if use.others:
        opener = disclosure_button(
            term(use.standing), state, f"compound.others.{use.id}", partial(toggle_visible, others)
        )
        opener.clicked.connect(partial(_turn, opener, others))
        opener.setAccessibleName(
            tr("{standing}: show what others report beside {title}", standing=term(use.standing), title=tr(use.title))
        )
        mark = opener
    top = hbox(vbox(title, text_label(figures or tr(NO_VALUE), size="large"), spacing=0), mark, choose_it)
    top.setStretch(0, 1)
    card.body.addLayout(top)
    unknown = f"{tr(' and ').join(missing)}: {tr(NO_VALUE)}." if missing else ""
    said = (unknown, f"{context[0].upper()}{context[1:]}." if context else "", tr(use.note), tr(use.reason))
    words = " ".join(part for part in said if part)
    card.body.addWidget(text_label(words, size="small", tone="muted"))
    card.body.addWidget(text_label(said_by, size="small", tone="muted"))
    card.body.addWidget(others)
    return card


def _turn(opener: QPushButton, others: QLabel) -> None:
    set_opened(opener, opened=not others.isHidden())


def unknowns_card(monograph: Monograph) -> Card:
    """Make the plain list of what was looked for and not found; of what nobody looked for, what was not entered."""
    card = Card(tr("Not published") if monograph.unknowns else tr("Not on file"))
    for what in _not_entered(monograph):
        card.body.addWidget(text_label(what, size="small"))
    for unknown in monograph.unknowns:
        note = f". {tr(unknown.note)}" if unknown.note else ""
        card.body.addWidget(text_label(f"{tr(unknown.what)}: {tr(NO_VALUE)}{note}", size="small"))
    return card


def _not_entered(monograph: Monograph) -> Iterator[str]:
    """Yield what the bench asks of a compound and nobody entered, where the monograph keeps no list of it."""
    if monograph.unknowns:
        return
    asked = (
        (tr("CAS number"), monograph.identity.cas),
        (tr("Solubility"), best_solvent(monograph)),
        (tr("Storage of the powder"), monograph.storage),
        (tr("How long a stock can be stored"), monograph.stability.stock),
        (tr("How long a working solution can be stored"), monograph.stability.working),
        (tr("A working concentration"), any(use.dose for use in monograph.uses)),
        (tr("An incubation time"), any(use.time for use in monograph.uses)),
        (tr("Hazards"), monograph.hazards),
    )
    yield from (what for what, known in asked if not known)


class References(Card):
    """The list of references: what each is, its DOI to copy, and what it is used for.

    Args:
        monograph: Whose.
        show_fact: Brings a fact into view, by its id.
        copy: Puts a text on the clipboard.
    """

    def __init__(self, monograph: Monograph, show_fact: Callable[[str], object], copy: Callable[[str], object]) -> None:
        super().__init__(tr("References"))
        self.body.setSpacing(0)
        self._monograph = monograph
        self._show_fact = show_fact
        self._copy = copy
        self._titles = _titles(monograph)
        self._used: dict[str, list[str]] = {}
        for key, fact in cited(monograph):
            if fact in self._titles and fact not in self._used.setdefault(key, []):
                self._used[key].append(fact)

    def add_source(self, key: str) -> None:
        """Show one source more."""
        source = self._monograph.sources[key]
        frame = QFrame()
        frame.setProperty("row", "true")
        self.body.addWidget(frame)
        words = [text_label(" · ".join(part for part in (title_text(source.title), term(source.kind)) if part))]
        if source.note:
            words.append(text_label(tr(source.note), size="small", tone="muted"))
        facts = self._used.get(key, [])
        if facts:
            back = rich_label(_links(facts[:_LINKS_AT_FIRST], self._titles, len(facts)), size="small", tone="muted")
            back.setTextInteractionFlags(
                Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            )
            back.linkActivated.connect(partial(_follow, back, facts, self._titles, self._show_fact))
            words.append(back)
        line = hbox(vbox(*words, spacing=2))
        line.setStretch(0, 1)
        if source.doi:
            doi = flat_button(
                tr("Copy doi {doi}", doi=source.doi),
                f"compound.doi.{key}",
                partial(self._copy, f"https://doi.org/{source.doi}"),
            )
            line.addWidget(doi, 0, Qt.AlignmentFlag.AlignTop)
        line.setContentsMargins(0, 8, 0, 8)
        frame.setLayout(line)

    def end(self) -> None:
        """Show under the last one of when the monograph is."""
        revision = tr("Revision {revision}", revision=self._monograph.revision)
        self.body.addWidget(text_label(revision, size="small", tone="muted"))


_LINKS_AT_FIRST = 6
_MORE = "more"


def _links(facts: list[str], titles: dict[str, str], of: int) -> str:
    links = " · ".join(f'<a href="#{escape(fact)}">{escape(titles[fact])}</a>' for fact in facts)
    more = tr("and {count} more", count=of - len(facts))
    rest = f' · <a href="{_MORE}">{more}</a>' if of > len(facts) else ""
    return tr("used for: {links}{rest}", links=links, rest=rest)


def _follow(
    label: QLabel, facts: list[str], titles: dict[str, str], show_fact: Callable[[str], object], link: str
) -> None:
    if link == _MORE:
        label.setText(_links(facts, titles, len(facts)))
    else:
        show_fact(link.removeprefix("#"))


def _titles(monograph: Monograph) -> dict[str, str]:
    titles = {claim.id: tr(claim.statement) for _, claim in monograph.claims()} | {
        use.id: tr(use.title) for use in monograph.uses
    }
    return {
        fact: title if len(title) <= _LONGEST_LINK else f"{title[: _LONGEST_LINK - 1].rstrip()}…"
        for fact, title in titles.items()
    }
