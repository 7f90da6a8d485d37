"""What is remembered on this computer: which folder and which server, and how it went the last time."""

from pathlib import Path

import msgspec
from msgspec import Struct
from platformdirs import user_config_path

from benchapp.domain.messages import BenchError
from benchapp.store.files import read_plain, reason_of, write_whole
from benchapp.store.lab.server_note import ServerNote
from benchapp_postgres.troubles import TroubleError, of_folder


class Settings(Struct, frozen=True):
    """Between what is carried.

    Attributes:
        url: Of the database, without a password.
        folder: Of the lab, on this computer.
    """

    url: str
    folder: str


class Remembered:
    """The folder of a computer's settings.

    Args:
        folder: Where; the one of the system where it is left out.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or user_config_path("benchapp-postgres", appauthor=False)

    def settings(self) -> Settings:
        """Return the settings.

        Raises:
            TroubleError: There are none, or they cannot be read.
        """
        try:
            return msgspec.json.decode(read_plain(self.folder / "settings.json"), type=Settings)
        except FileNotFoundError as error:
            raise TroubleError(
                "Say once between what is carried: benchapp-postgres sync URL FOLDER", lasting=True
            ) from error
        except (OSError, msgspec.DecodeError, ValueError) as error:
            raise TroubleError(
                f"“{self.folder / 'settings.json'}” cannot be read ({reason_of(error)}): say again between what is"
                " carried, benchapp-postgres sync URL FOLDER",
                lasting=True,
            ) from error

    def find(self) -> Settings | None:
        """Return the settings, where there are some."""
        try:
            return self.settings()
        except TroubleError:
            return None

    def set_settings(self, settings: Settings) -> None:
        """Remember settings.

        Raises:
            TroubleError: They cannot be written.
        """
        self._write("settings.json", settings)

    def state(self) -> ServerNote:
        """Return how it went the last time."""
        try:
            return msgspec.json.decode(read_plain(self.folder / "state.json"), type=ServerNote)
        except (OSError, msgspec.DecodeError, ValueError):
            return ServerNote()

    def set_state(self, state: ServerNote) -> None:
        """Remember how it goes.

        Raises:
            TroubleError: It cannot be written.
        """
        self._write("state.json", state)

    def _write(self, name: str, value: Settings | ServerNote) -> None:
        try:
            write_whole(self.folder / name, msgspec.json.format(msgspec.json.encode(value)))
        except BenchError as error:
            raise of_folder(error) from error
