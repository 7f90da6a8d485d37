"""What differs by operating system: folders that others touch, mains, notifications, sounds."""

import stat
import sys
from pathlib import Path

import pytest

from benchapp.domain.messages import BenchError, Message
from benchapp.system import awake, notification
from benchapp.system.folders import is_on_own_drive, judge_folder
from benchapp.system.memory import code_of, release_code_pages

MOUNTS = "/dev/sda1 / ext4 rw 0 0\nserver:/lab /mnt/lab nfs4 rw 0 0\n//nas/x /mnt/with\\040space cifs rw 0 0\n"


def judged(folder: Path, tmp_path: Path, **environment: str) -> BenchError | None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    return judge_folder(folder, mounts, environment)


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("OneDrive - University/benchapp", "OneDrive"),
        ("Dropbox (Lab)/benchapp", "Dropbox"),
        ("Google Drive/benchapp", "Google Drive"),
        ("Nextcloud/a/b", "Nextcloud"),
        ("Library/Mobile Documents/x", "iCloud Drive"),
        ("Library/CloudStorage/OneDrive-UniversityofX/benchapp", "OneDrive"),
        ("Library/CloudStorage/Box-Box/data", "Box"),
        ("Library/CloudStorage/GoogleDrive-mara@x.org/My Drive", "Google Drive"),
        ("Library/CloudStorage/Newcomer-Lab/data", "Newcomer"),
        ("Box-Box/benchapp", "Box"),
        ("Box Sync/x", "Box"),
        ("Dropbox-Lab/benchapp", "Dropbox"),
        ("Shared drives/Lab/benchapp", "Google Drive"),
        ("Geteilte Ablagen/Labor", "Google Drive"),
        ("sciebo/benchapp", "sciebo"),
        ("nextcloud-uni/benchapp", "Nextcloud"),
        ("Nextcloud2/benchapp", "Nextcloud"),
        ("ownCloud@x/benchapp", "ownCloud"),
        ("pCloud Drive/benchapp", "pCloud"),
        ("Seafile/Lab", "Seafile"),
    ],
)
def test_a_folder_that_is_synchronised_is_known_by_its_name(tmp_path: Path, name: str, service: str) -> None:
    said = judged(tmp_path / name, tmp_path)

    assert said is not None
    assert (said.code, said.values["service"]) == (Message.FOLDER_SYNCHRONISED, service)


def test_or_by_what_the_service_leaves_in_it_or_tells_in_the_environment(tmp_path: Path) -> None:
    (tmp_path / "shared" / ".stfolder").mkdir(parents=True)
    (tmp_path / "nc").mkdir()
    (tmp_path / "nc" / "._sync_0123.db").touch()

    for folder, service in (("shared/deep", "Syncthing"), ("nc/deep", "Nextcloud")):
        said = judged(tmp_path / folder, tmp_path)
        assert said is not None
        assert said.values["service"] == service
    caution = judged(tmp_path / "anything" / "x", tmp_path, OneDriveCommercial=str(tmp_path / "anything"))
    assert caution is not None
    assert caution.values["service"] == "OneDrive"


def test_a_network_drive_is_known_by_its_mount_and_a_plain_folder_is_not(tmp_path: Path) -> None:
    for folder, kind in ((Path("/mnt/lab/benchapp"), "nfs4"), (Path("/mnt/with space/x"), "cifs")):
        said = judged(folder, tmp_path)
        assert said is not None
        assert (said.code, said.values["service"]) == (Message.FOLDER_ON_NETWORK, kind)
    for plain in ("boxes/dropboxing", "Box/B4", "freezer-box/x", "box 3/data", "mega-plates", "keeper", "my drives"):
        assert judged(tmp_path / plain, tmp_path) is None, plain
    assert judge_folder(tmp_path, tmp_path / "no such file", {}) is None


@pytest.mark.parametrize(
    ("kind", "warned"),
    [
        *((kind, True) for kind in (
            "nfs", "nfs4", "cifs", "smb3", "9p", "afs", "ceph", "beegfs", "lustre", "gpfs", "glusterfs", "drvfs",
            "vboxsf", "virtiofs", "vmhgfs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.onedriver",
            "fuse.glusterfs", "fuse.vmhgfs-fuse", "fuse.s3fs", "fuse.google-drive-ocamlfuse", "fuse.juicefs",
            "fuse.somethingnew", "NFS4",
        )),
        *((kind, False) for kind in (
            "ext4", "xfs", "btrfs", "apfs", "zfs", "tmpfs", "overlay", "vfat", "exfat", "ntfs3", "fuseblk", "f2fs",
            "fuse.ntfs-3g", "fuse.bindfs", "fuse.gocryptfs", "fuse.mergerfs", "fuse.portal", "ecryptfs",
        )),
    ],
)  # fmt: skip
def test_a_file_system_of_another_computer_is_warned_of(tmp_path: Path, kind: str, warned: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nremote /mnt/there {kind} rw 0 0\n")
    said = judge_folder(Path("/mnt/there/data"), mounts, {})
    assert (said is not None and said.code is Message.FOLDER_ON_NETWORK) is warned
    assert is_on_own_drive(Path("/mnt/there/data"), mounts) is not warned


def test_a_drive_that_can_be_taken_out_is_not_one_that_stays(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /media/jo/stick vfat rw 0 0\n")

    assert is_on_own_drive(tmp_path, mounts)
    for taken_out in (
        "/media/jo/stick/lab",
        "/run/media/jo/stick",
        "/Volumes/STICK",
        "//server/lab",
        "\\\\server\\lab",
    ):
        assert not is_on_own_drive(Path(taken_out), mounts), taken_out


def supply(folder: Path, name: str, kind: str, online: str = "") -> None:
    (folder / name).mkdir(parents=True)
    (folder / name / "type").write_text(f"{kind}\n")
    if online:
        (folder / name / "online").write_text(f"{online}\n")


def test_on_mains_is_read_off_the_supplies(tmp_path: Path) -> None:
    assert awake.on_mains(tmp_path / "none")
    supply(tmp_path / "one", "BAT0", "Battery")
    assert not awake.on_mains(tmp_path / "one")
    supply(tmp_path / "one", "AC", "Mains", "0")
    assert not awake.on_mains(tmp_path / "one")
    (tmp_path / "one" / "AC" / "online").write_text("1\n")
    assert awake.on_mains(tmp_path / "one")


@pytest.mark.filterwarnings("ignore")
def test_where_nothing_can_be_kept_awake_that_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAKEPY_FAKE_SUCCESS", "no")
    keep = awake.KeepAwake()

    assert keep.hold() is keep.held
    keep.let_go()
    assert not keep.held


def test_a_notification_is_handed_to_the_desktop_where_it_has_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool, said = tmp_path / "notify-send", tmp_path / "said"
    tool.write_text(f'#!/bin/sh\necho "$@" > {said}\n')
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert notification.notify("Bench Companion", "H929: the end")
    assert "H929: the end" in said.read_text()

    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    assert notification.notifier() is None
    assert not notification.notify("a", "b")


MAPS = """\
7f00-7f10 r--p 00000000 08:01 1 /opt/benchapp/lib one.so
7f10-7f30 r-xp 00010000 08:01 1 /opt/benchapp/lib one.so
7f30-7f40 rw-p 00030000 08:01 1 /opt/benchapp/lib one.so
7f40-7f50 r-xp 00000000 08:01 2 /usr/lib/libGL.so.1
7f50-7f60 rwxp 00000000 00:00 0
7f60-7f70 r-xp 00000000 08:01 3 /opt/benchapp-other/two.so
7f70-7f80 r-xp 00000000 00:00 0 [vdso]
nothing that a system tells
"""


def test_only_the_code_of_our_own_libraries_is_let_go() -> None:
    assert list(code_of(Path("/opt/benchapp"), MAPS)) == [(0x7F10, 0x20)]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is asked for it")
def test_code_that_was_let_go_comes_back_by_itself(tmp_path: Path) -> None:
    """Everything this process has loaded but the system's own, Python and Qt with it, and they run on."""
    from PySide6 import QtCore

    libraries = Path(QtCore.__file__).parent
    (tmp_path / "by a link").symlink_to(libraries)

    assert release_code_pages(libraries) > 0
    assert release_code_pages(tmp_path / "by a link") == release_code_pages(libraries.resolve()) > 0
    assert QtCore.QSize(3, 4).boundedTo(QtCore.QSize(2, 9)) == QtCore.QSize(2, 4)
    assert release_code_pages(Path("/nowhere")) == 0
