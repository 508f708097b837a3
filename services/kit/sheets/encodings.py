"""Bytes to text: UTF-8 with and without a mark, UTF-16, GB18030 (GBK inside it), other tables when they are sure."""

import codecs
from typing import Final

import charset_normalizer

from services.kit.sheets.sources import SheetSource

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHERS: Final = ["gb18030", "big5", "shift_jis", "euc_kr", "cp1252"]
_SAMPLE_BYTES: Final = 1 << 20
_DAMAGED_SHARE: Final = 0.2
_PLAIN_CHINESE_SHARE: Final = 0.8
_MESS_LIMIT: Final = 0.1
_CONTROLS: Final = frozenset(map(chr, range(32))) - set("\t\n\f\r\x1a\x1b")


def decode(source: SheetSource) -> str:
    """The text of a CSV; a refusal names the first place that cannot be read."""
    for mark, encoding in _MARKS:
        if source.content.startswith(mark):
            return _decode_strictly(source, encoding)
    wide = _find_wide(source.content)
    if wide:
        return _decode_strictly(source, wide)
    _require_no_controls(source)
    try:
        return source.content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_other(source, error)


def _decode_strictly(source: SheetSource, encoding: str) -> str:
    try:
        return source.content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(source, error) from error


def _find_wide(content: bytes) -> str | None:
    """UTF-16 without a mark: every delimiter and digit leaves a zero byte on the same side."""
    sample = content[:4096]
    if len(sample) < 4 or b"\0" not in sample:  # noqa: PLR2004 - two characters are the least to tell sides apart
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if _has_controls(text[:_SAMPLE_BYTES]) else encoding


def _require_no_controls(source: SheetSource) -> None:
    if _has_controls(source.content[:_SAMPLE_BYTES].decode("latin-1")):
        raise source.refused("NOT_A_SPREADSHEET", found="binary")


def _has_controls(text: str) -> bool:
    return not _CONTROLS.isdisjoint(text)


def _decode_other(source: SheetSource, error: UnicodeDecodeError) -> str:
    """Not UTF-8: Chinese office files are GBK; a file that is UTF-8 but for a few bytes is damaged, not GBK."""
    if _is_damaged_utf8(source.content[:_SAMPLE_BYTES]):
        raise _undecodable(source, error) from error
    try:
        text = source.content.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    if text and _is_plain_chinese(text[:_SAMPLE_BYTES]):
        return text
    return _decode_by_statistics(source, error)


def _is_damaged_utf8(sample: bytes) -> bool:
    foreign = [letter for letter in sample.decode("utf-8", errors="replace") if letter > "\x7f"]
    return foreign.count("\ufffd") <= _DAMAGED_SHARE * len(foreign)


def _is_plain_chinese(text: str) -> bool:
    """Text of another encoding read as GB18030 is full of signs outside the everyday set of GB2312."""
    foreign = [letter for letter in text if letter > "\x7f"]
    plain = "".join(foreign).encode("gb2312", errors="ignore").decode("gb2312")
    return len(plain) >= _PLAIN_CHINESE_SHARE * len(foreign)


def _decode_by_statistics(source: SheetSource, error: UnicodeDecodeError) -> str:
    guesses = charset_normalizer.from_bytes(
        source.content[:_SAMPLE_BYTES], cp_isolation=_OTHERS, threshold=_MESS_LIMIT, enable_fallback=False
    )
    guess = guesses.best()
    if guess is None:
        raise _undecodable(source, error) from error
    return _decode_strictly(source, guess.encoding)


def _undecodable(source: SheetSource, error: UnicodeDecodeError) -> Exception:
    """Where the first unreadable byte stands: row and column as a person counts them."""
    before = source.content[: error.start]
    row = before.count(b"\n") + 1
    line = before[before.rfind(b"\n") + 1 :]
    position = max(line.count(mark) for mark in (b",", b";", b"\t")) + 1
    return source.refused("ENCODING_UNKNOWN", row, str(position), byte=f"0x{source.content[error.start]:02X}")
