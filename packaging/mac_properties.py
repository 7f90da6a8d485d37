"""What the macOS program says of itself (Info.plist)."""

from __future__ import annotations

# Of Qt 6.11's libraries.
OLDEST_MACOS = "13.0"
IDENTIFIER = "org.benchcompanion.benchapp"


def properties() -> dict[str, object]:
    """Return what PyInstaller does not write by itself."""
    return {
        "CFBundleDisplayName": "Bench Companion",
        "LSMinimumSystemVersion": OLDEST_MACOS,
        "LSApplicationCategoryType": "public.app-category.medical",
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "2026 The authors of Bench Companion",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Compound monograph",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["public.json"],
            }
        ],
    }
