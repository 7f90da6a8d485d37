"""A plate as a file: its map as a picture, drawing or page, its wells as a table; and what they take, in words."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter

from benchapp.domain.compounds.identifiers import without_unseen
from benchapp.domain.lab.plates import PlateMap
from benchapp.domain.messages import BenchError, Message
from benchapp.domain.recipes.plate_plan import PlatePlan
from benchapp.presenters.calculator.plate_form import PlateAnswer
from benchapp.ui.paper.plate_drawing import draw_whole_map, map_image, map_size, map_text, save_svg
from benchapp.ui.text.language import plain, tr
from benchapp.ui.widgets.printing import paper_font, pdf_file, save_image, whole_file


def save_map(file: Path, answer: PlateAnswer, save_table: Callable[[Path, PlatePlan], None]) -> None:
    """Write a plate by the ending of the file's name: picture, drawing, table or page; nothing without a map.

    Args:
        file: Where to.
        answer: The plate.
        save_table: Writes its plan as a table.

    Raises:
        BenchError: It cannot be written, or a table is wanted of a plate without a dose.
    """
    if answer.map is None:
        return
    match file.suffix.casefold():
        case ".csv":
            if answer.plan is None:
                raise BenchError(Message.NO_DOSE_ON_PLATE)
            save_table(file, answer.plan)
        case ".svg":
            with whole_file(file) as device:
                save_svg(device, answer.map, answer.names)
        case ".pdf":
            _write_page(file, answer.map, answer)
        case _:
            with whole_file(file) as device:
                save_image(map_image(answer.map, answer.names), device, file)


def _write_page(file: Path, plate: PlateMap, answer: PlateAnswer) -> None:
    with pdf_file(file, tr("Plate map"), QMarginsF(18, 16, 18, 16)) as writer:
        painter = QPainter(writer)
        size = QSizeF(map_size(plate))
        width = min(float(writer.width()), size.width())
        height = size.height() * width / size.width()
        painter.save()
        painter.scale(width / size.width(), width / size.width())
        draw_whole_map(painter, plate, answer.names)
        painter.restore()
        painter.setFont(paper_font(13))
        words = without_unseen(f"{map_text(plate, answer.names)}\n\n{totals_text(answer)}")
        painter.drawText(
            QRectF(0, height + 24, writer.width(), writer.height() - height - 24), Qt.TextFlag.TextWordWrap, words
        )
        painter.end()


def totals_text(answer: PlateAnswer) -> str:
    """Return what the wells take of each tube, a line for each."""
    if answer.plan is None:
        return ""
    words = tube_doses(answer)
    return "\n".join((legend_text(), *_totals(answer.plan, words)))


def tube_doses(answer: PlateAnswer) -> dict[str, str]:
    """Return what wells get by each tube, in words."""
    words: dict[str, str] = {}
    for series, names in zip(answer.plan.series if answer.plan else (), answer.names, strict=False):
        words |= {dose.tube: name for dose, name in zip(series.doses, names, strict=True)}
        if series.matched_vehicle is not None:
            words[series.matched_vehicle.tube] = (
                tr("partner alone") if series.vehicle_alone is not None else tr("vehicle")
            )
        if series.vehicle_alone is not None:
            words[series.vehicle_alone.tube] = tr("vehicle")
    return words


def legend_text() -> str:
    """Return what the letters on the map mean."""
    return tr("V vehicle control · U untreated · B blank without cells")


def _totals(plan: PlatePlan, words: dict[str, str]) -> list[str]:
    return [
        tr(
            "{tube}: {words}, {wells:wells}, {wells_ul} of {made_ul}\u202fµL",
            tube=total.tube,
            words=words[total.tube],
            wells=total.wells,
            wells_ul=plain(total.wells_ul, 4),
            made_ul=plain(total.made_ul, 4),
        )
        for total in plan.totals
        if total.wells
    ]
