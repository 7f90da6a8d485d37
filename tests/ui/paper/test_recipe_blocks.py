"""The rows of a recipe on paper."""

from benchapp.domain.journal.reports.incubation_report import ReportRow
from benchapp.ui.paper.recipe_blocks import recipe_blocks

ROW = ReportRow("Tubes 2–4", "540 µL of <tube V>.", "P1000", "mind", (("2", "3 µM"), ("3", "1 µM"), ("4", "0.3 µM")))


def test_a_row_has_a_box_to_tick_its_number_and_what_differs_side_by_side() -> None:
    (block,) = recipe_blocks([ROW])

    assert "☐" in block.html
    assert "&lt;tube V&gt;" in block.html
    assert "mind" in block.html
    # Short ones are three in a line.
    assert block.html.count("<tr>") == 2
    assert block.ruled
    assert not block.heading


def test_what_was_done_has_no_box_and_long_lines_stand_alone() -> None:
    long = ReportRow("Tubes", "Mix each:", lines=(("2", "100 µL of V + 10 µL of 1 → 3 µM"), ("3", "x")))
    first, second = recipe_blocks([ROW, long], ticks=False)

    assert "☐" not in first.html
    assert second.html.count("<tr>") == 3


def test_a_figure_keeps_its_unit_beside_it() -> None:
    doses = (("Ven 2", "1.264 µM"), ("Ven 3", "399.7 nM"), ("Ven 4", "126.4 nM"))
    (block,) = recipe_blocks([ReportRow("Tubes Ven 2–Ven 4", "Mix each.", lines=doses)])

    # Three in a line would leave no room for the unit: two are in the first one.
    first, second = block.html.split("<tr>")[-2:]
    assert ("Ven 3" in first, "Ven 4" in second) == (True, True)
