"""Whoever writes a workbook asks for words by code; the edge that knows the reader's language answers."""

from typing import Protocol

from services.kit.refusals import Param


class Say(Protocol):
    """The words for a code, with its parameters put in."""

    def __call__(self, code: str, /, **params: Param) -> str: ...
