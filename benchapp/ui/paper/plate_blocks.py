"""A plate map on paper, with what its letters mean."""

from PySide6.QtGui import QPainter

from benchapp.domain.lab.plates import PlateMap
from benchapp.ui.paper.pages import Block, Drawing, text_block
from benchapp.ui.paper.plate_drawing import draw_whole_map, map_size, map_text
from benchapp.ui.text.language import tr
from benchapp.ui.widgets.theme import LIGHT, Tokens


def plate_blocks(
    plate: PlateMap, names: tuple[tuple[str, ...], ...], most: float, tokens: Tokens = LIGHT
) -> list[Block]:
    """Return a plate map with its legend.

    Args:
        plate: The plate.
        names: The doses of each series as shown, the highest first.
        most: At most such a part of a page is it high.
        tokens: The colours.
    """
    size = map_size(plate)

    def paint(painter: QPainter) -> None:
        draw_whole_map(painter, plate, names, tokens)

    legend = tr("V vehicle control · U untreated · B blank without cells")
    drawing = Drawing(float(size.width()), float(size.height()), paint, most)
    return [Block(drawing=drawing, heading=True, alternative=map_text(plate, names)), text_block(legend, lesser=True)]
