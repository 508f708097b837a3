"""Registered operations: documents known before anybody asks, by the SHA-256 of their text.

The console's are in frontend_schema/operations.json. A request may name one by `documentId` in place of its text, a
read among them may be asked for by GET, and a deployment may answer no others.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final, Self

import orjson

from graph.kit.limits import BadRequest

OPERATIONS: Final = Path(__file__).parents[2] / "frontend_schema" / "operations.json"


def document_id(text: str) -> str:
    """The id under which a document is registered."""
    return sha256(text.encode()).hexdigest()


class Registered:
    """The registered documents of one deployment."""

    def __init__(self, texts: Iterable[str] = (), *, only: bool = False) -> None:
        self._texts: Mapping[str, str] = {document_id(text): text for text in texts}
        self._only = frozenset(self._texts.values()) if only else None
        self._followed: tuple[Path, float] | None = None

    @classmethod
    def from_file(cls, path: Path = OPERATIONS, *, only: bool = False, follows: bool = False) -> Self:
        """The documents of a file that maps ids to texts; refuses one whose ids are not those of its texts.

        With `follows` it is read again when an unknown id is asked for after it changed: whoever works on the console
        compiles operations while the server runs.
        """
        made = cls(_read_texts(path), only=only)
        made._followed = (path, path.stat().st_mtime) if follows else None
        return made

    @property
    def texts(self) -> Iterable[str]:
        return self._texts.values()

    def find_text(self, key: str) -> str | None:
        if key not in self._texts and self._followed is not None:
            path, read_at = self._followed
            if (changed_at := path.stat().st_mtime) != read_at:
                self._texts = {document_id(text): text for text in _read_texts(path)}
                self._followed = (path, changed_at)
        return self._texts.get(key)

    def text_of(self, key: str) -> str:
        text = self.find_text(key)
        if text is None:
            raise BadRequest("UNKNOWN_DOCUMENT", documentId=key[:64])
        return text

    def require_allowed(self, text: str) -> None:
        """Refuse a text that is not registered where only registered ones are answered."""
        if self._only is not None and text not in self._only:
            raise BadRequest("DOCUMENT_NOT_REGISTERED", documentId=document_id(text))


def _read_texts(path: Path) -> Iterable[str]:
    given: Mapping[str, str] = orjson.loads(path.read_bytes())
    wrong = [key for key, text in given.items() if key != document_id(text)]
    if wrong:
        raise ValueError(f"{path.name}: the ids {', '.join(wrong)} are not those of their texts")
    return given.values()
