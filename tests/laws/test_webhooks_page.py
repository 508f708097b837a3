"""What docs/webhooks.md tells integrators to write verifies what we send."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

from services.webhooks.rules import new_secret, sign

PAGE = Path(__file__).parents[2] / "docs" / "webhooks.md"


def _verify() -> Callable[[str, dict[str, str], bytes], bool]:
    found = re.search(r"^    import base64.*?(?=^\S)", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert found is not None
    said: dict[str, Any] = {}
    exec(dedent(found[0]), said)  # noqa: S102 - the page's own ten lines
    verify: Callable[[str, dict[str, str], bytes], bool] = said["verify"]
    return verify


def _headers(secrets: list[str], body: bytes, timestamp: int) -> dict[str, str]:
    return {
        "webhook-id": "7",
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(secrets, "7", timestamp, body),
    }


def test_the_ten_lines_verify_a_delivery() -> None:
    verify, secret, other, body, now = _verify(), new_secret(), new_secret(), b'{"type": "TRIAL"}', int(time.time())
    assert verify(secret, _headers([secret], body, now), body)
    assert verify(secret, _headers([other, secret], body, now), body)
    assert not verify(secret, _headers([other], body, now), body)
    assert not verify(secret, _headers([secret], body, now), body + b" ")
    assert not verify(secret, _headers([secret], body, now - 3600), body)
