"""The manual, what the program is made of, and the list of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from benchapp.app.services import Services
from benchapp.app.shell import Shell
from benchapp.base import paths
from benchapp.base.lazy import lazy
from benchapp.ui.text.language import language_code
from benchapp.ui.widgets.window_placement import centre_over
from benchapp.ui.window.pages import PAGES, PageName

if TYPE_CHECKING:
    from benchapp.ui.window.about_page import AboutPage
    from benchapp.ui.window.help_page import HelpPage
    from benchapp.ui.window.keys.key_sheet import KeySheet


class HelpController(QObject):
    """Joins what helps to the program.

    Args:
        services: What it works on.
        shell: What it shows itself by.
    """

    def __init__(self, services: Services, shell: Shell) -> None:
        super().__init__()
        self._services = services
        self._shell = shell
        self.keys: KeySheet | None = None

    @lazy
    def help_page(self) -> HelpPage:
        """The manual."""
        from benchapp.presenters.help.manual import read_manual  # noqa: PLC0415
        from benchapp.ui.window.help_page import HelpPage  # noqa: PLC0415

        return HelpPage(read_manual(paths.resources() / "manual", language_code()))

    @lazy
    def about_page(self) -> AboutPage:
        """Return the page that shows what this program is, and what it is made of."""
        import platform  # noqa: PLC0415

        from benchapp.presenters.help.about import read_parts  # noqa: PLC0415
        from benchapp.ui.window.about_page import AboutPage  # noqa: PLC0415

        running = (platform.python_version(), platform.platform())
        return AboutPage(read_parts(paths.resources() / "licences"), str(self._services.folder.root), running)

    def show_help(self) -> None:
        """Show the part of the manual that tells of the page in view."""
        part = PAGES[self._shell.window.page].help_part
        self._shell.show(PageName.HELP)
        self.help_page.show_part(part)

    def show_keys(self) -> None:
        """List the keys, over the middle of the window."""
        from benchapp.ui.window.keys.key_sheet import KeySheet  # noqa: PLC0415

        if self.keys is None:
            self.keys = KeySheet(self._shell.window)
        if not self.keys.isVisible():
            centre_over(self.keys, self._shell.window)
        self.keys.show()
        self.keys.activateWindow()
        self.keys.raise_()
        self.keys.close_it.setFocus()

    def end(self) -> None:
        """Close the list of keys."""
        if self.keys is not None:
            self.keys.close()
