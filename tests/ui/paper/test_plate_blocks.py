"""A plate map on paper."""

from benchapp.domain.lab.plates import FORMATS, Content, PlateMap
from benchapp.domain.lab.well_use import WellUse
from benchapp.ui.paper.plate_blocks import plate_blocks


def test_a_map_stays_with_its_legend_and_is_said_in_words() -> None:
    plate = PlateMap(FORMATS[96], {"B2": Content(WellUse.DOSE, (0,)), "B3": Content(WellUse.VEHICLE)})
    picture, legend = plate_blocks(plate, (("10 µM",),), 0.4)

    assert picture.heading
    assert picture.drawing is not None
    assert picture.drawing.most == 0.4
    assert picture.drawing.width > picture.drawing.height > 300
    assert picture.alternative == "10 µM: B2; vehicle control: B3"
    assert "V vehicle control" in legend.html
