"""What Windows shows of the program in its properties and in the task manager."""

from __future__ import annotations

from typing import Any


def version_info(version: str) -> Any:
    """Return the resource for a version such as "0.1.0"."""
    from PyInstaller.utils.win32 import versioninfo as v

    numbers = (*(int(part) for part in version.split(".")), 0, 0, 0)[:4]
    words = {
        "CompanyName": "Bench Companion",
        "FileDescription": "Bench Companion",
        "FileVersion": version,
        "InternalName": "benchapp",
        "LegalCopyright": "2026 The authors of Bench Companion. No licence has been chosen yet: all rights reserved.",
        "OriginalFilename": "benchapp.exe",
        "ProductName": "Bench Companion",
        "ProductVersion": version,
    }
    table = v.StringTable("040904B0", [v.StringStruct(name, text) for name, text in words.items()])
    return v.VSVersionInfo(
        ffi=v.FixedFileInfo(filevers=numbers, prodvers=numbers, mask=0x3F, OS=0x40004, fileType=1, subtype=0),
        kids=[v.StringFileInfo([table]), v.VarFileInfo([v.VarStruct("Translation", [0x0409, 1200])])],
    )
