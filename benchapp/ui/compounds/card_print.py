"""The bench card on paper: one A4 page with every figure, its source, and what nobody states."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF, QUrl
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QTextDocument

from benchapp.domain.compounds.identifiers import without_unseen
from benchapp.domain.compounds.identity_facts import SubstanceKind
from benchapp.domain.compounds.library_item import LibraryItem
from benchapp.domain.compounds.monograph import Claim, Form, Monograph, Role, Use
from benchapp.domain.lab.lab_rules import LabRules
from benchapp.ui.compounds.bench_summaries import summaries, vehicle_summaries
from benchapp.ui.compounds.compound_cards import subscripts
from benchapp.ui.compounds.structure_view import drawn_image
from benchapp.ui.text.compound_texts import NO_VALUE, context_text, source_text, use_text, value_text
from benchapp.ui.text.compounds.ghs_statements import hazard_text
from benchapp.ui.text.formatting import date_and_time
from benchapp.ui.text.language import mark_text, molar_mass_text, plain, term, tr
from benchapp.ui.text.markup import escape
from benchapp.ui.widgets.printing import paper_font, pdf_file

_INK = "#18212B"
_LARGEST, _SMALLEST = 12, 6
_STYLE = "b { font-weight: 600; } p { margin: 4px 0 0 0; } ul { margin: 0 0 0 -24px; } li { margin: 0; }"
_SECTIONS = (
    ("effects", mark_text("Effects on cells")),
    ("solubility", mark_text("Solubility")),
    ("storage", mark_text("Storage of the solid")),
    ("stability.stock", mark_text("Stock")),
    ("stability.working", mark_text("Working solution")),
    ("stability.elsewhere", mark_text("Stability under other conditions")),
)


def card_html(filed: LibraryItem, form: Form, rules: LabRules, printed: datetime) -> str:
    """Return the page as HTML; whatever comes from a file is escaped."""
    monograph = filed.monograph
    numbers = {key: place for place, key in enumerate(_cited(monograph), 1)}
    return "".join(
        (
            _head(monograph, form),
            _hazards(monograph, numbers),
            _figures(monograph, form, rules),
            _uses(monograph, numbers),
            *(_section(monograph, section, tr(title), numbers) for section, title in _SECTIONS),
            _unknowns(monograph),
            _sources(monograph, numbers),
            _foot(filed, printed),
        )
    )


def _shown(monograph: Monograph) -> list[Claim | Use]:
    sections = {"hazards", *(section for section, _ in _SECTIONS)}
    claims: list[Claim | Use] = [claim for where, claim in monograph.claims() if where in sections]
    return [*claims, *monograph.uses]


def _cited(monograph: Monograph) -> list[str]:
    return list(dict.fromkeys(fact.source for fact in _shown(monograph)))


def _head(monograph: Monograph, form: Form) -> str:
    identity = monograph.identity
    also = [name.text for name in identity.names if name.text != identity.name and name.kind.value in _SHORT]
    rows = [
        tr(
            "{subscripts} · {mass} ({form})",
            subscripts=subscripts(identity.formula) or term(monograph.kind),
            mass=molar_mass_text(form.molar_mass),
            form=tr(form.name),
        ),
        tr(
            "CAS {cas} · InChIKey {inchikey}",
            cas=identity.cas or tr(NO_VALUE),
            inchikey=identity.inchikey or tr(NO_VALUE),
        ),
        *(
            tr("Not this one: {trap}", trap=", CAS ".join(part for part in (tr(trap.name), trap.cas) if part))
            for trap in identity.traps
        ),
    ]
    lines = "<br>".join(escape(row) for row in rows)
    picture = f'<td align="right"><img src="structure" width="{_PICTURE}"></td>' if identity.inchikey else ""
    return (
        f'<table width="100%"><tr><td><span style="font-size:large"><b>{escape(identity.name)}</b></span> '
        f"{escape(', '.join(also))}<br>{lines}</td>{picture}</tr></table>"
    )


_SHORT = {"code", "brand", "synonym", "accepted"}
_PICTURE = 150


def _hazards(monograph: Monograph, numbers: dict[str, int]) -> str:
    said = " ".join(f"{escape(hazard_text(claim.statement))} [{numbers[claim.source]}]" for claim in monograph.hazards)
    missing = [one for one in monograph.unknowns if one.section == "hazards"]
    if missing or not monograph.hazards:
        what = escape(tr(missing[0].what)) if missing else tr("Hazards")
        said += " " + tr("{what}: {no_value}, see the supplier’s safety data sheet.", what=what, no_value=tr(NO_VALUE))
    frame = '<table width="100%" border="1" cellpadding="4" style="border-color:#A8231B">'
    return f"{frame}<tr><td><b>{tr('▲ Hazards')}</b> {said}</td></tr></table>"


def _figures(monograph: Monograph, form: Form, rules: LabRules) -> str:
    vehicle = monograph.role is Role.VEHICLE
    figures = vehicle_summaries(monograph, rules) if vehicle else summaries(monograph, form, rules)
    cells = [(one.title, one.figure, one.small) for one in figures]
    if not vehicle and monograph.kind is SubstanceKind.SMALL_MOLECULE:
        usual, sensitive = plain(rules.vehicle_usual_percent, 3), plain(rules.vehicle_sensitive_percent, 3)
        high = plain(rules.vehicle_high_percent, 3)
        cells.append(
            (
                tr("DMSO in the well"),
                f"≤ {usual} %",
                tr(
                    "lab rule; warned from {high} %, T cells and PBMC from {sensitive} %",
                    high=high,
                    sensitive=sensitive,
                ),
            )
        )
    row = "".join(
        f'<td width="{100 // len(cells)}%"><i>{escape(title)}</i><br><b>{escape(figure)}</b><br>'
        f"{escape(small).replace(chr(10), '<br>')}</td>"
        for title, figure, small in cells
    )
    return f'<table width="100%" border="1" cellpadding="4" style="border-color:#888"><tr>{row}</tr></table>'


def _uses(monograph: Monograph, numbers: dict[str, int]) -> str:
    if not monograph.uses:
        return ""
    items = "".join(
        f"<li><b>{escape(use_text(use))}</b> {escape(tr(use.title))}"
        f"{escape(_in(context_text(use.context)))} [{numbers[use.source]}] <i>{term(use.standing)}</i></li>"
        for use in monograph.uses
    )
    return f"<p><b>{tr('Doses and times')}</b></p><ul>{items}</ul>"


def _in(context: str) -> str:
    return f" ({context})" if context else ""


def _section(monograph: Monograph, section: str, title: str, numbers: dict[str, int]) -> str:
    claims = [claim for where, claim in monograph.claims() if where == section]
    if not claims:
        return ""
    items = "".join(
        f"<li>{escape(tr(claim.statement))}{_value(claim)} [{numbers[claim.source]}] "
        f"<i>{term(claim.basis)}, {term(claim.standing)}</i></li>"
        for claim in claims
    )
    return f"<p><b>{title}</b></p><ul>{items}</ul>"


def _value(claim: Claim) -> str:
    return f" <b>{escape(value_text(claim.value))}</b>" if claim.value and claim.value.number else ""


def _unknowns(monograph: Monograph) -> str:
    if not monograph.unknowns:
        return ""
    said = "; ".join(escape(tr(unknown.what)) for unknown in monograph.unknowns)
    return f"<p><b>{tr('Not published')}</b> {said}.</p>"


def _sources(monograph: Monograph, numbers: dict[str, int]) -> str:
    said = " ".join(f"[{place}] {escape(source_text(key, monograph.sources))}." for key, place in numbers.items())
    return f"<p><b>{tr('Sources')}</b> {said}</p>"


def _foot(filed: LibraryItem, printed: datetime) -> str:
    edited = tr(" · with edits of your own") if filed.overlay is not None else ""
    said = tr(
        "Bench Companion · revision {revision} · content {hash}{edited} · printed {printed} · research use only",
        revision=filed.monograph.revision,
        hash=filed.hash[:12],
        edited=edited,
        printed=date_and_time(printed),
    )
    return f"<p><i>{escape(said)}</i></p>"


def card_document(filed: LibraryItem, form: Form, rules: LabRules, printed: datetime, page: QSizeF) -> QTextDocument:
    """Lay the card out on one page of a size in px at 96 dpi: in the largest type in which it fits."""
    text = without_unseen(card_html(filed, form, rules, printed))
    image = drawn_image(form.inchikey, _INK, _PICTURE * 4) or drawn_image(
        filed.monograph.identity.inchikey, _INK, _PICTURE * 4
    )
    for size in range(_LARGEST, _SMALLEST - 1, -1):
        document = QTextDocument()
        document.setDefaultFont(paper_font(size))
        document.setDocumentMargin(0)
        document.setDefaultStyleSheet(_STYLE)
        if image is not None:
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl("structure"), image)
        document.setPageSize(page)
        document.setHtml(text if image is not None else text.replace('<img src="structure"', "<img"))
        if document.pageCount() == 1:
            break
    return document


def print_card(device: QPagedPaintDevice, filed: LibraryItem, form: Form, rules: LabRules, printed: datetime) -> int:
    """Print the card; give the number of pages."""
    layout = device.pageLayout()
    size = layout.paintRect(QPageLayout.Unit.Point).size()
    page = QSizeF(size.width() * 96 / 72, size.height() * 96 / 72)
    document = card_document(filed, form, rules, printed, page)
    document.print_(device)
    return document.pageCount()


def write_card(file: Path, filed: LibraryItem, form: Form, rules: LabRules, printed: datetime) -> int:
    """Write the card as a PDF; give the number of pages.

    Raises:
        BenchError: The file could not be written.
    """
    title = tr("{identity}: bench card", identity=filed.monograph.identity.name)
    with pdf_file(file, title, QMarginsF(14, 12, 14, 12)) as writer:
        return print_card(writer, filed, form, rules, printed)
