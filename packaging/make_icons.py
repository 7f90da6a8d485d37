"""Colour the icons of the rail and of the finder for both themes, chosen and not: the first paint needs no painter.

Reads resources/icons/*.svg (Lucide) and the tokens of `benchapp.ui.widgets.theme`; writes the folders
light and dark in resources/icons.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchapp.ui.widgets.theme import DARK, LIGHT
from benchapp.ui.window.pages import RAIL
from benchapp.ui.window.rail import HELP_ICON
from benchapp.ui.window.search_icons import ADD, COMMAND

FOLDER = Path(__file__).parent.parent / "resources" / "icons"


def main() -> None:
    """Write every coloured icon."""
    for theme, tokens in (("light", LIGHT), ("dark", DARK)):
        (FOLDER / theme).mkdir(exist_ok=True)
        for icon in (*(page.icon for page in RAIL), HELP_ICON, ADD, COMMAND):
            drawing = (FOLDER / f"{icon}.svg").read_text(encoding="utf-8")
            for state, colour in (("off", tokens.muted), ("on", tokens.accent)):
                file = FOLDER / theme / f"{icon}-{state}.svg"
                file.write_text(drawing.replace("currentColor", colour), encoding="utf-8")


if __name__ == "__main__":
    main()
