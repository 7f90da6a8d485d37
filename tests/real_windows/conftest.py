from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchapp.store.settings import DeviceSettings, save_settings
from tests.flow.begun_day import with_index
from tests.real_windows.desktop import Desktop, Running, desktop, running

# A bench laptop, a display at 200 %, and a large one.
SCREENS = {"laptop": ("1366x768", 1), "fine": ("1920x1080", 2), "large": ("2560x1440", 1)}


@pytest.fixture(scope="session", params=["laptop", "fine", pytest.param("large", marks=pytest.mark.torture)])
def any_desktop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    size, scale = SCREENS[request.param]
    with desktop(size, scale, tmp_path_factory.mktemp("screen")) as made:
        yield made


@pytest.fixture(scope="session")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    with desktop(*SCREENS["laptop"], tmp_path_factory.mktemp("screen")) as made:
        yield made


def settled_data(folder: Path, index: Path, **settings: object) -> Path:
    """Return a data folder of somebody who has seen the first line, in the light; the bundled compounds are read."""
    with_index(folder, index)
    plain = DeviceSettings(theme="light", sound=False, understood=("examples",))
    save_settings(folder / "settings.json", replace(plain, **settings))
    return folder


@pytest.fixture
def program(any_desktop: Desktop, tmp_path: Path, bundled_index: Path) -> Iterator[Running]:
    with running(any_desktop, settled_data(tmp_path / "data", bundled_index)) as made:
        yield made


@pytest.fixture
def on_laptop(laptop: Desktop, tmp_path: Path, bundled_index: Path) -> Iterator[Running]:
    with running(laptop, settled_data(tmp_path / "data", bundled_index)) as made:
        yield made
