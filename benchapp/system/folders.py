"""Whether a folder is one that another program synchronises, or lies on a network drive."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from benchapp.domain.messages import BenchError, Message

_SYSTEM = str(sys.platform)
# What each service calls its folder, or leaves in it.
_SERVICES = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mobile documents": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "seafile": "Seafile",
    "syncthing": "Syncthing",
    "pclouddrive": "pCloud",
    "box sync": "Box",
}
_MARKS = {
    ".stfolder": "Syncthing",
    ".sync_folder": "a synchronising program",
    ".owncloudsync.log": "ownCloud",
    "._sync_": "Nextcloud",
    ".dropbox": "Dropbox",
}
_NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "fuse.sshfs",
    "afpfs",
    "webdav",
    "davfs",
    "fuse.davfs2",
    "9p",
    "afs",
}


def judge_folder(
    folder: Path, mounts: Path = Path("/proc/mounts"), environment: Mapping[str, str] = os.environ
) -> BenchError | None:
    """Tell what is wrong with a folder as the place of the journal; None where nothing is known to be.

    Args:
        folder: The data folder.
        mounts: Where the system lists what is mounted.
        environment: The environment variables; some services tell their folder there.
    """
    service = _synchronised_by(folder, environment)
    if service:
        return BenchError(Message.FOLDER_SYNCHRONISED, file=str(folder), service=service)
    kind = _network_kind(folder, mounts)
    return BenchError(Message.FOLDER_ON_NETWORK, file=str(folder), service=kind) if kind else None


def _synchronised_by(folder: Path, environment: Mapping[str, str]) -> str:
    whole = folder.resolve()
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        told = environment.get(name, "")
        if told and whole.is_relative_to(Path(told)):
            return "OneDrive"
    for part in whole.parts:
        tidy = part.casefold()
        named = next(
            (service for word, service in _SERVICES.items() if tidy == word or tidy.startswith(f"{word} ")), ""
        )
        # "Dropbox (Lab)" and "OneDrive - University" are folders of these services too.
        if named:
            return named
    for above in (whole, *whole.parents):
        for mark, service in _MARKS.items():
            try:
                if any(above.glob(f"{mark}*")) if mark.endswith("_") else (above / mark).exists():
                    return service
            except OSError:
                continue
    return ""


def _network_kind(folder: Path, mounts: Path) -> str:
    if str(folder).startswith(("\\\\", "//")):
        return "a network path"
    if _SYSTEM == "win32":
        return _windows_drive(folder)
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    whole = folder.resolve()
    for line in lines:
        fields = line.split()
        if len(fields) < 3:
            continue
        where = Path(fields[1].replace("\\040", " "))
        if len(where.parts) > best and whole.is_relative_to(where):
            best, kind = len(where.parts), fields[2]
    return kind if kind in _NETWORK else ""


def _windows_drive(folder: Path) -> str:
    import ctypes  # noqa: PLC0415 (only Windows needs it)

    remote = 4
    drive = f"{folder.resolve().drive}\\"
    told = vars(ctypes)["windll"].kernel32.GetDriveTypeW(drive)
    return "a network drive" if told == remote else ""
