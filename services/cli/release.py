"""What made a plan: our version and those of what it stands on."""

import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Final

_STANDS_ON: Final = ("numpy", "ortools")


def own_version() -> str:
    """Our version, also when run from a folder that was never installed."""
    try:
        return version("greenbridge")
    except PackageNotFoundError:
        return "source"


def versions() -> str:
    """All versions in one line."""
    parts = [f"greenbridge {own_version()}", *(f"{name} {version(name)}" for name in _STANDS_ON)]
    return ", ".join([*parts, f"python {platform.python_version()}"])
