"""Password hashes (argon2id), made in threads of their own: the event loop does not wait, memory does not run out."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from secrets import token_urlsafe
from typing import Final

from pwdlib import PasswordHash

HASHER: Final = PasswordHash.recommended()
THREAD_COUNT: Final = 2
"""Each hash takes 64 MiB for its time."""

_threads: Final = ThreadPoolExecutor(THREAD_COUNT, thread_name_prefix="argon2")


async def hash_password(password: str) -> str:
    return await asyncio.get_running_loop().run_in_executor(_threads, HASHER.hash, password)


async def check_password_hash(password: str, password_hash: str | None) -> tuple[bool, str | None]:
    """Whether the password is right, and its new hash when the stored one was made with older parameters.

    Without a stored hash it takes as long, so that time does not tell which e-mail addresses have accounts.
    """
    return await asyncio.get_running_loop().run_in_executor(_threads, _check, password, password_hash)


def _check(password: str, password_hash: str | None) -> tuple[bool, str | None]:
    is_right, newer = HASHER.verify_and_update(password, password_hash or _hash_of_nobody())
    return (is_right, newer) if password_hash else (False, None)


@cache
def _hash_of_nobody() -> str:
    return HASHER.hash(token_urlsafe())
