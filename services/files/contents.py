"""What a file is, told by its content: names and declared types are wishes of the sender."""

import codecs
import re
import zipfile
from pathlib import Path
from typing import Final

import puremagic

HEAD_BYTES: Final = 64 * 1024
OCTETS: Final = "application/octet-stream"
TEXT: Final = "text/plain"
OLE: Final = "application/x-ole-storage"
MACROS: Final = "application/vnd.ms-office.vbaProject"
"""Office files that bring programs along."""

_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
DOCX: Final = f"{_OFFICE}.wordprocessingml.document"
XLSX: Final = f"{_OFFICE}.spreadsheetml.sheet"
PPTX: Final = f"{_OFFICE}.presentationml.presentation"
XLSB: Final = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
DOC: Final = "application/msword"
XLS: Final = "application/vnd.ms-excel"
PPT: Final = "application/vnd.ms-powerpoint"

_OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument."
_MEMBERS: Final = (("xl/workbook.bin", XLSB), ("xl/", XLSX), ("word/", DOCX), ("ppt/", PPTX))
_STREAMS: Final = (("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS), ("PowerPoint Document", PPT))
_OLE_HEAD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MEMBER_LIMIT: Final = 4096
_BLOCK_BYTES: Final = 1 << 20


def detect_type(path: Path) -> str:
    """The media type of a file; `application/octet-stream` for what nobody here knows."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head.startswith(b"PK\x03\x04"):
        return _zip_type(path)
    if head.startswith(_OLE_HEAD):
        return _ole_type(path)
    return _signed_type(head) or (TEXT if is_plain_text(head) else OCTETS)


def is_plain_text(head: bytes) -> bool:
    """Whether the beginning of a file reads as text in one of the encodings that offices here use."""
    encodings = ["utf-16"] if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(head, final=False)
        except UnicodeDecodeError:
            continue
        return not _CONTROLS.search(text)
    return False


def _signed_type(head: bytes) -> str | None:
    """By the signature at its beginning; what begins like a PDF is none with something before it."""
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return None
    return next((each.mime_type for each in found if each.mime_type and _is_signature(each)), None)


def _is_signature(found: puremagic.PureMagicWithConfidence) -> bool:
    """Two letters are no signature: many texts begin with them."""
    return len(found.byte_match) > 2 and found.offset >= 0 and not found.mime_type.startswith("text/")  # noqa: PLR2004


def _zip_type(path: Path) -> str:
    """Which office type a zip is, by what is in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.lstrip("/") for name in archive.namelist()[:_MEMBER_LIMIT]]
            if "mimetype" in names:
                return _declared_type(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return OCTETS
    if any(name.endswith("vbaProject.bin") for name in names):
        return MACROS
    if "[Content_Types].xml" not in names:
        return "application/zip"
    kinds = (kind for start, kind in _MEMBERS if any(name.startswith(start) for name in names))
    return next(kinds, "application/zip")


def _declared_type(archive: zipfile.ZipFile) -> str:
    """OpenDocument says what it is in its first member, stored as it is."""
    with archive.open("mimetype") as member:
        declared = member.read(100).decode("ascii", "replace").strip()
    return declared if declared.startswith(_OPEN_DOCUMENT) else "application/zip"


def _ole_type(path: Path) -> str:
    """Which of the old office types, by the names of its streams, which its directory holds in UTF-16."""
    wanted = [(name.encode("utf-16-le") + b"\x00\x00", kind) for name, kind in _STREAMS]
    rest = b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            for name, kind in wanted:
                if name in rest + block:
                    return kind
            rest = block[-64:]
    return OLE
