"""Whether a folder is one that another program synchronises, or lies on a network drive."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from benchapp.domain.messages import BenchError, Message

_SYSTEM = str(sys.platform)
# What each service calls its folder. Each adds what the account or the team is called, in a way of its own:
# "OneDrive - University", "OneDrive-University" (below ~/Library/CloudStorage), "Dropbox (Lab)", "Nextcloud2".
_SERVICES = {
    "onedrive": "OneDrive",
    "sharepoint": "SharePoint",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "google-drive": "Google Drive",
    "gdrive": "Google Drive",
    "my drive": "Google Drive",
    "meine ablage": "Google Drive",
    "shared drives": "Google Drive",
    "geteilte ablagen": "Google Drive",
    ".shortcut-targets-by-id": "Google Drive",
    "drivefs": "Google Drive",
    "mobile documents": "iCloud Drive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "sciebo": "sciebo",
    "bwsyncandshare": "bwSync&Share",
    "hessenbox": "Hessenbox",
    "academiccloud": "Academic Cloud",
    "lrz sync+share": "LRZ Sync+Share",
    "lrz-sync-share": "LRZ Sync+Share",
    "powerfolder": "PowerFolder",
    "powerfolders": "PowerFolder",
    "switchdrive": "SWITCHdrive",
    "polybox": "polybox",
    "magentacloud": "MagentaCLOUD",
    "hidrive": "HiDrive",
    "strato hidrive": "HiDrive",
    "gmx mediacenter": "GMX",
    "seafile": "Seafile",
    "seadrive": "Seafile",
    "keeper": "Keeper (Seafile)",
    "syncthing": "Syncthing",
    "resilio sync": "Resilio Sync",
    "btsync": "Resilio Sync",
    "pcloud": "pCloud",
    "pclouddrive": "pCloud",
    "pcloud drive": "pCloud",
    "pcloud sync": "pCloud",
    "box": "Box",
    "box sync": "Box",
    "tresorit": "Tresorit",
    "mega": "MEGA",
    "megasync": "MEGA",
    "sync.com": "Sync.com",
    "proton drive": "Proton Drive",
    "protondrive": "Proton Drive",
    "amazon drive": "Amazon Drive",
    "workdocs": "Amazon WorkDocs",
    "yandex.disk": "Yandex.Disk",
    "spideroak hive": "SpiderOak",
    "egnyte": "Egnyte",
    "synologydrive": "Synology Drive",
    "cloudstation": "Synology Drive",
    "filr": "Filr",
    "cernbox": "CERNBox",
}
# Names that are also plain words: only with an account after a dash, or below the system's folder for such services.
_WORDS = frozenset({"box", "mega", "keeper", "filr", "workdocs", "egnyte"})
# macOS keeps every service's folder in this one.
_CLOUD_STORAGE = "cloudstorage"
_MARKS = {
    ".stfolder": "Syncthing",
    ".sync_folder": "a synchronising program",
    ".owncloudsync.log": "ownCloud",
    "._sync_": "Nextcloud",
    ".dropbox": "Dropbox",
}
# Kinds of file systems that another computer has: a connection that is lost, or locks that are not kept. As the
# kernel, or a program behind FUSE, names them (kernel documentation, "Filesystems", and each program's own).
_NETWORK = frozenset({
    "nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "smbclient", "ncp", "ncpfs", "afs", "openafs",
    "kafs", "auristorfs", "afpfs", "webdav", "davfs", "davfs2", "coda", "9p", "virtiofs", "drvfs", "vboxsf",
    "vmhgfs", "prl_fs", "prl_vm", "ceph", "beegfs", "beegfs_nodev", "fhgfs", "lustre", "gpfs", "glusterfs", "pvfs2",
    "orangefs", "ocfs2", "gfs", "gfs2", "panfs", "pnfs", "lizardfs", "mfs", "moosefs", "saunafs", "juicefs",
    "cvmfs", "isilon", "wekafs", "quobyte", "xtreemfs", "sshfs", "acfs", "osxfuse", "macfuse", "grpcfuse",
})  # fmt: skip
# FUSE programs that show a disk, an archive or another view of a folder of this computer, and no other computer's.
_FUSE_HERE = frozenset({
    "ntfs-3g", "ntfs3g", "ntfs", "lowntfs-3g", "exfat", "exfat-fuse", "fuseext2", "ext2", "ext4", "lklfuse", "apfs",
    "apfs-fuse", "hfs", "zfs", "bindfs", "mergerfs", "unionfs", "unionfs-fuse", "overlay", "fuse-overlayfs",
    "encfs", "gocryptfs", "cryfs", "securefs", "cryptomator", "veracrypt", "ecryptfs", "appimage", "snapfuse",
    "squashfuse", "lxcfs", "portal", "fusectl", "gvfsd-burn", "archivemount", "vmware-vmblock", "dislocker",
})  # fmt: skip


def judge_folder(
    folder: Path, mounts: Path = Path("/proc/mounts"), environment: Mapping[str, str] = os.environ
) -> BenchError | None:
    """Return what is wrong with a folder as the place of the journal; None where nothing is known to be.

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


def is_on_own_drive(folder: Path, mounts: Path = Path("/proc/mounts")) -> bool:
    """Return whether a folder is on a drive that stays in this computer; no drive that is taken out is held by it.

    Args:
        folder: The folder.
        mounts: Where the system lists what is mounted.
    """
    if str(folder).startswith(("\\\\", "//")):
        return False
    if _SYSTEM == "win32":
        return _windows_drive_type(folder) == _FIXED
    return not _network_kind(folder, mounts) and not str(folder.resolve()).startswith(_TAKEN_OUT)


# Where Linux and macOS show what is plugged in.
_TAKEN_OUT = ("/media/", "/run/media/", "/Volumes/")
# Kinds of drive, as Windows numbers them.
_FIXED, _REMOTE = 3, 4


def _synchronised_by(folder: Path, environment: Mapping[str, str]) -> str:
    whole = folder.resolve()
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        folder_name = environment.get(name, "")
        if folder_name and whole.is_relative_to(Path(folder_name)):
            return "OneDrive"
    below_storage = False
    for part in whole.parts:
        tidy = part.casefold()
        named = _service_of(tidy, alone=below_storage)
        if named:
            return named
        if below_storage:
            # Of a service that is not known here; all of them lie in this folder.
            return part.partition("-")[0]
        below_storage = tidy == _CLOUD_STORAGE
    for above in (whole, *whole.parents):
        for mark, service in _MARKS.items():
            try:
                if any(above.glob(f"{mark}*")) if mark.endswith("_") else (above / mark).exists():
                    return service
            except OSError:
                continue
    return ""


def _service_of(name: str, *, alone: bool) -> str:
    """Return the service a folder is named after; "" for none.

    Args:
        name: Name of the folder, in lower case.
        alone: Whether a plain word counts by itself.
    """
    for word, service in _SERVICES.items():
        if name == word:
            found = alone or word not in _WORDS
        elif name.startswith(word):
            rest = name[len(word) :]
            # An account or a team follows, or the number of a second account; "boxes" and "dropboxing" do not.
            found = (rest[0] in "- (_@." or rest.isdigit()) and (alone or word not in _WORDS or rest == "-box")
        else:
            found = False
        if found:
            return service
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
    return kind if _is_network(kind) else ""


def _is_network(kind: str) -> bool:
    """Return whether a file system of this kind is another computer's."""
    name = kind.casefold()
    if name in _NETWORK:
        return True
    base, _, program = name.partition(".")
    # A program behind FUSE may be any; those that show a disk of this computer are known.
    return base in {"fuse", "fuseblk"} and bool(program) and program not in _FUSE_HERE


def _windows_drive(folder: Path) -> str:
    return "a network drive" if _windows_drive_type(folder) == _REMOTE else ""


def _windows_drive_type(folder: Path) -> object:
    import ctypes  # noqa: PLC0415 (only Windows needs it)

    return vars(ctypes)["windll"].kernel32.GetDriveTypeW(f"{folder.resolve().drive}\\")
