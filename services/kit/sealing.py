"""Secrets that must be read again are stored sealed (Fernet: AES-CBC and HMAC) with a key that the database has not.

Keys are listed in GREENBRIDGE_SECRET_KEYS: the first seals, all of them open, so that a new one is put in front and an
old one is taken off once a day has passed and everything was sealed anew. In development a key is made in `home`.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from services.kit.refusals import RuleBroken
from services.kit.settings import Settings, get_settings

KEY_FILE: Final = "secret.key"
_HEAD: Final = "gAAAA"
"""Every sealed text begins like this: the version of the form, and the first bytes of the time."""


class Seal:
    """Seals with the first key, opens with any."""

    def __init__(self, keys: Sequence[str]) -> None:
        fernets = [Fernet(key) for key in keys]
        self._first, self._all = fernets[0], MultiFernet(fernets)

    def seal(self, text: str) -> str:
        return self._all.encrypt(text.encode()).decode()

    def open(self, stored: str) -> str:
        """The text; one from before there were keys is as it is."""
        return self._all.decrypt(stored.encode()).decode() if stored.startswith(_HEAD) else stored

    def is_fresh(self, stored: str) -> bool:
        """Whether it is sealed with the first key."""
        with suppress(InvalidToken):
            self._first.decrypt(stored.encode())
            return True
        return False


def find_seal(settings: Settings | None = None) -> Seal | None:
    """The seal of this deployment; None where it has no key."""
    settings = settings or get_settings()
    keys = [key.strip() for key in settings.secret_keys.get_secret_value().split(",") if key.strip()]
    if not keys and settings.is_development:
        keys = [_key_of(settings.home)]
    return Seal(keys) if keys else None


def get_seal(settings: Settings | None = None) -> Seal:
    seal = find_seal(settings)
    if seal is None:
        raise RuleBroken("NO_SECRET_KEY", setting="GREENBRIDGE_SECRET_KEYS")
    return seal


def _key_of(home: Path) -> str:
    """The key in a folder, made by whoever comes first and readable by nobody else."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / KEY_FILE
    half = home / f"{KEY_FILE}.{os.getpid()}"
    if not path.exists():
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(Fernet.generate_key().decode())
        with suppress(FileExistsError):
            os.link(half, path)  # whole or not at all, and never over another's
        half.unlink()
    return path.read_text(encoding="ascii").strip()
