"""Secrets that must be read again, sealed with a key that is not in the database: a copy of it opens nothing.

The key is GREENBRIDGE_SECRET_KEY; several, apart by spaces, let it be changed: the first seals, each opens. Without it
one is made in the folder of GREENBRIDGE_HOME, which is enough for one machine.
"""

import os
from base64 import urlsafe_b64encode
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.kit.settings import Settings

KEY_FILE: Final = "secret.key"


class SealBroken(Exception):
    """Sealed with a key that this process does not have."""


def seal(settings: Settings, purpose: str, secret: str) -> str:
    """The secret as it may be stored; only the same purpose opens it."""
    return _box(settings, purpose).encrypt(secret.encode()).decode()


def unseal(settings: Settings, purpose: str, sealed: str) -> str:
    try:
        return _box(settings, purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise SealBroken(purpose) from error


def _box(settings: Settings, purpose: str) -> MultiFernet:
    keys = settings.secret_key.get_secret_value().split() or [_key_of_home(settings.home)]
    return MultiFernet([Fernet(_derived(key, purpose)) for key in keys])


def _derived(key: str, purpose: str) -> bytes:
    return urlsafe_b64encode(HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(key.encode()))


def _key_of_home(home: Path) -> str:
    """The key of this machine; of several processes that look for it at once one makes it, whole or not at all."""
    file = home / KEY_FILE
    if not file.exists():
        home.mkdir(parents=True, exist_ok=True)
        half = home / f"{KEY_FILE}.{token_urlsafe(8)}"
        with open(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as written:  # noqa: PTH123 - a mode from the start
            written.write(token_urlsafe(32))
        with suppress(FileExistsError):
            os.link(half, file)  # fails where another was quicker
        half.unlink()
    return file.read_text(encoding="ascii")
