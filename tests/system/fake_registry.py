"""The part of a user's registry that starting with the login needs, behaving as `winreg` of Windows does."""

from __future__ import annotations

from types import TracebackType

HKEY_CURRENT_USER = 0x80000001
KEY_SET_VALUE, KEY_READ, REG_SZ = 0x0002, 0x20019, 1


class Key:
    """An open key; also its values, which every key of the same path shares."""

    def __init__(self, values: dict[str, str], access: int) -> None:
        self.values = values
        self.access = access
        self.closed = False

    def __enter__(self) -> Key:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, at: TracebackType | None
    ) -> None:
        self.closed = True

    def needs(self, access: int) -> None:
        if self.closed:
            raise OSError(6, "The handle is invalid")
        if self.access & access != access:
            raise PermissionError(13, "Access is denied")


class Registry:
    """What `import winreg` gives: keys by their path, names of values in either case.

    Args:
        locked: Whether the person may write nothing, as where an administrator says so.
    """

    HKEY_CURRENT_USER, KEY_SET_VALUE, KEY_READ, REG_SZ = HKEY_CURRENT_USER, KEY_SET_VALUE, KEY_READ, REG_SZ

    def __init__(self, *, locked: bool = False) -> None:
        self.keys: dict[str, dict[str, str]] = {}
        self._locked = locked

    def OpenKey(self, root: int, path: str, reserved: int = 0, access: int = KEY_READ) -> Key:
        assert (root, reserved) == (HKEY_CURRENT_USER, 0)
        if path.lower() not in self.keys:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return Key(self.keys[path.lower()], access)

    def CreateKeyEx(self, root: int, path: str, reserved: int = 0, access: int = KEY_READ) -> Key:
        if self._locked:
            raise PermissionError(13, "Access is denied")
        self.keys.setdefault(path.lower(), {})
        return self.OpenKey(root, path, reserved, access)

    def SetValueEx(self, key: Key, name: str, reserved: int, kind: int, value: str) -> None:
        assert (reserved, kind) == (0, REG_SZ)
        key.needs(KEY_SET_VALUE)
        key.values[name.lower()] = value

    def QueryValueEx(self, key: Key, name: str) -> tuple[str, int]:
        key.needs(0x0001)
        if name.lower() not in key.values:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return key.values[name.lower()], REG_SZ

    def DeleteValue(self, key: Key, name: str) -> None:
        key.needs(KEY_SET_VALUE)
        if key.values.pop(name.lower(), None) is None:
            raise FileNotFoundError(2, "The system cannot find the file specified")
