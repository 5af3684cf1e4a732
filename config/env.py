"""Read settings from the environment, loudly, naming the variable at fault."""

import os
from pathlib import Path


class SettingError(RuntimeError):
    """A variable of the environment cannot be used as it is."""


def text(name: str, default: str | None = None) -> str:
    """Return a variable; raise SettingError when it is needed and missing."""
    value = os.environ.get(name, default)
    if value is None:
        raise SettingError(f"{name} is not set")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """Return a switch: 1, true, yes, on against 0, false, no, off."""
    value = os.environ.get(name, "").strip().lower()
    if value in ("", "1", "true", "yes", "on"):
        return bool(value) or default
    if value in ("0", "false", "no", "off"):
        return False
    raise SettingError(f"{name} is neither yes nor no: {value!r}")


def size(name: str, known: tuple[str, ...]) -> str:
    """Return a size by its letter, the first one for a plain yes; empty for no."""
    value = os.environ.get(name, "").strip().upper()
    if value in known:
        return value
    return known[0] if flag(name) else ""


def number(name: str, default: int) -> int:
    """Return a whole number."""
    value = os.environ.get(name, "")
    try:
        return int(value) if value else default
    except ValueError as error:
        raise SettingError(f"{name} is not a whole number: {value!r}") from error


def secret(name: str, fallback: Path) -> str:
    """Return a secret from NAME, from the file NAME_FILE, or from the fallback.

    The fallback file is made on first use, readable by its owner only.
    """
    if os.environ.get(name):
        return os.environ[name]
    path = Path(os.environ.get(f"{name}_FILE") or fallback)
    if path == fallback and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(os.urandom(32).hex(), encoding="ascii")
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingError(f"{name}_FILE cannot be read: {path}") from error
