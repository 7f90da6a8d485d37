"""Make the program's icon in the forms that each system wants, from resources/icons/benchapp.svg.

    python packaging/app_icons.py FOLDER

Writes PNGs (16 to 512 px), benchapp.ico (Windows) and benchapp.icns (macOS).
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

DRAWING = Path(__file__).parent.parent / "resources" / "icons" / "benchapp.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def write_icons(folder: Path) -> None:
    """Write every form into a folder."""
    from PIL import Image
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    # It needs the application to live while it draws.
    application = QGuiApplication.instance() or QGuiApplication(["icons"])
    folder.mkdir(parents=True, exist_ok=True)
    renderer = QSvgRenderer(str(DRAWING))
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        image.save(str(folder / f"{size}.png"))
    drawn = [Image.open(folder / f"{size}.png") for size in SIZES]
    largest = drawn[SIZES.index(256)]
    # Windows shows none above 256 px.
    small = [image for image in drawn if image.width <= 256]
    largest.save(folder / "benchapp.ico", append_images=small, sizes=[image.size for image in small])
    drawn[-1].save(folder / "benchapp.icns", append_images=drawn[:-1])
    del application


if __name__ == "__main__":
    write_icons(Path(sys.argv[1]))
