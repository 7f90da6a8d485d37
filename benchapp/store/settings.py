"""Settings of this device: theme, sound, window. What concerns the lab is in the journal instead."""

from pathlib import Path

import msgspec
from msgspec import Struct

from benchapp.store.files import read_plain, write_whole


class DeviceSettings(Struct, frozen=True):
    """Every setting of this device, declared once.

    Attributes:
        theme: "system", "light" or "dark".
        language: "system", or the code of a language.
        sound: Whether an alarm makes a sound.
        window: Where the window was, as Qt writes it, base64; "" for the default.
        compound: UUID of the compound that was open last; "" for the first in the library.
        keep_awake: Whether the computer is kept awake near an alarm.
        heard: When the alarm was tested last, and whether it was heard.
        hazards_seen: Compounds whose hazards were shown in full.
        understood: Keys of the lasting notes that somebody has read.
        label_stock: Kind of label that was used last; "" for the usual one.
        save_folder: Folder into which something was saved last; "" for the user's documents.
        lab_folder: Folder of the lab that this computer is in; "" for none.
        lab: Id of that lab.
        lab_name: What people call it.
        lab_before: Id of the lab that this computer was in last, once it has left that; "" where it is not known.
        lab_apart: Chains of the journal that stay on this computer: a backup from before does not know that.
        rings_for_others: Whether an alarm of another computer rings here that nobody has answered for some time.
    """

    theme: str = "system"
    language: str = "system"
    sound: bool = True
    window: str = ""
    compound: str = ""
    label_stock: str = ""
    understood: tuple[str, ...] = ()
    hazards_seen: tuple[str, ...] = ()
    keep_awake: bool = False
    heard: str = ""
    save_folder: str = ""
    lab_folder: str = ""
    lab: str = ""
    lab_name: str = ""
    lab_before: str = ""
    lab_apart: tuple[str, ...] = ()
    rings_for_others: bool = True


def load_settings(path: Path) -> DeviceSettings:
    """Read the settings; an absent file is the defaults, a damaged one is set aside and the defaults serve.

    One that may not be read, or cannot be just now, is not damaged: the defaults serve, and it stays where it is.
    """
    try:
        return msgspec.json.decode(read_plain(path), type=DeviceSettings)
    except (OSError, UnicodeEncodeError):
        return DeviceSettings()
    except (msgspec.DecodeError, ValueError):
        try:
            path.replace(path.with_suffix(".damaged.json"))
        except OSError:
            return DeviceSettings()
        return DeviceSettings()


def save_settings(path: Path, settings: DeviceSettings) -> None:
    """Write the settings.

    Raises:
        BenchError: They could not be written.
    """
    write_whole(path, msgspec.json.format(msgspec.json.encode(settings), indent=2))
