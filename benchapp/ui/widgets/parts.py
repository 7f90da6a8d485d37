"""The widgets of a page under one name, for rooms that import them from here."""

from benchapp.ui.widgets.buttons import disclosure_button, flat_button, set_opened, set_primary, toggle_button
from benchapp.ui.widgets.buttons import push_button as button
from benchapp.ui.widgets.buttons import tab_button as tab
from benchapp.ui.widgets.fields import AmountLine, DropDown, LabelledField, WrappingCheckBox, fill_combo, narrow
from benchapp.ui.widgets.fields import focus_in as begin_in
from benchapp.ui.widgets.fields import tip_whole_entry as tell_whole
from benchapp.ui.widgets.labels import CHIP_MARKS, bold, heading, restyle, set_chip, set_tip
from benchapp.ui.widgets.labels import rich_label as rich
from benchapp.ui.widgets.labels import state_chip as chip
from benchapp.ui.widgets.labels import text_label as label
from benchapp.ui.widgets.labels import tip_markup as tip
from benchapp.ui.widgets.layout import Card, dispose, grid, splitter, titled
from benchapp.ui.widgets.layout import clear_layout as clear
from benchapp.ui.widgets.layout import hbox as row
from benchapp.ui.widgets.layout import scroll_area as scrolled
from benchapp.ui.widgets.layout import set_tab_order as in_order
from benchapp.ui.widgets.layout import toggle_visible as toggle
from benchapp.ui.widgets.layout import vbox as column
from benchapp.ui.widgets.page import Page, ScrollBody, bring_into_view, post_message

__all__ = [
    "CHIP_MARKS", "AmountLine", "Card", "DropDown", "LabelledField", "Page", "ScrollBody", "WrappingCheckBox",
    "begin_in", "bold", "bring_into_view", "button", "chip", "clear", "column", "disclosure_button", "dispose",
    "fill_combo", "flat_button", "grid", "heading", "in_order", "label", "narrow", "post_message", "restyle", "rich",
    "row", "scrolled", "set_chip", "set_opened", "set_primary", "set_tip", "splitter", "tab", "tell_whole", "tip",
    "titled", "toggle", "toggle_button",
]  # fmt: skip
