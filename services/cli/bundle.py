"""Everything a plan needs to be verified again: problem, result and names, as one zip of versioned files."""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from optimizer import (
    Lottery,
    Problem,
    ProblemError,
    Result,
    load_lottery,
    load_problem,
    load_result,
    save_lottery,
    save_problem,
    save_result,
)
from services.cli.case import Party, Room
from services.kit.sheets import EMBEDDED_LIMIT_BYTES, SheetContent, SheetSource, embed, find_embedded

SHEET_NAME: Final = "greenbridge"
SUFFIX: Final = ".proof"
_FORMAT: Final = 1
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, eq=False)
class Bundle:
    """A solved problem and whose numbers they are; of a plan drawn by lot the lottery too."""

    room: Room
    problem: Problem
    result: Result
    supplies: Sequence[Party]
    demands: Sequence[Party]
    lottery: Lottery | None = None


def pack(bundle: Bundle) -> bytes:
    """The bundle as bytes; the same bundle gives the same bytes."""
    names = {
        "format": _FORMAT,
        "room": bundle.room.value,
        "supplies": [[party.code, party.name] for party in bundle.supplies],
        "demands": [[party.code, party.name] for party in bundle.demands],
    }
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "names.json", json.dumps(names, ensure_ascii=False).encode())
        _put(archive, "problem", _saved(lambda path: save_problem(bundle.problem, path)))
        _put(archive, "result", _saved(lambda path: save_result(bundle.result, path)))
        if bundle.lottery is not None:
            lottery = bundle.lottery
            _put(archive, "lottery", _saved(lambda path: save_lottery(lottery, path)))
    return target.getvalue()


def unpack(source: SheetSource, payload: bytes) -> Bundle:
    """The bundle again. Raises SheetRefused when it is damaged."""
    try:
        with zipfile.ZipFile(BytesIO(payload)) as archive, tempfile.TemporaryDirectory() as folder:
            names: dict[str, Any] = json.loads(archive.read("names.json"))
            problem = load_problem(Path(archive.extract("problem", folder)))
            result = load_result(problem, Path(archive.extract("result", folder)))
            lottery = None
            if "lottery" in archive.namelist():
                lottery = load_lottery(problem, Path(archive.extract("lottery", folder)))
        supplies, demands = ([Party(code, name) for code, name in names[side]] for side in ("supplies", "demands"))
        return Bundle(Room(names["room"]), problem, result, supplies, demands, lottery)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, ProblemError, EOFError) as error:
        raise source.refused("EMBEDDED_DAMAGED") from error


def read_pairs(source: SheetSource, bundle: Bundle) -> NDArray[np.int32]:
    """The pairs that a proof file tells besides, shape (n, 2): supply and demand. Without them those of the result."""
    try:
        with zipfile.ZipFile(BytesIO(source.content)) as archive:
            told = json.loads(archive.read("pairs.json")) if "pairs.json" in archive.namelist() else None
        if told is None:
            told = [] if bundle.result.assignment is None else bundle.result.assignment.pairs()
        pairs = np.array(told, np.int32).reshape(-1, 2)
    except (zipfile.BadZipFile, ValueError, TypeError, OverflowError) as error:
        raise source.refused("EMBEDDED_DAMAGED") from error
    sides = len(bundle.problem.supply), len(bundle.problem.demand)
    if ((pairs < 0) | (pairs >= np.array(sides))).any():
        raise source.refused("EMBEDDED_DAMAGED")
    return pairs


def proof_sheet(payload: bytes, beside: Path) -> tuple[SheetContent, bytes | None]:
    """The hidden sheet that carries the bundle; a large one names the file beside the plan that must be written."""
    if len(payload) <= EMBEDDED_LIMIT_BYTES:
        return embed(SHEET_NAME, payload), None
    pointer = {"file": beside.name, "sha256": hashlib.sha256(payload).hexdigest()}
    return embed(SHEET_NAME, json.dumps(pointer).encode()), payload


def read_bundle(path: Path, source: SheetSource) -> Bundle:
    """The bundle of a plan, from the workbook or the file beside it. Raises SheetRefused."""
    payload = find_embedded(source, SHEET_NAME)
    if payload is None:
        raise source.refused("NOT_A_PLAN")
    if payload.startswith(b"{"):
        payload = _read_beside(path, source, json.loads(payload))
    return unpack(source, payload)


def _read_beside(path: Path, source: SheetSource, pointer: dict[str, str]) -> bytes:
    # Only the name counts, so that a plan cannot point at other folders.
    beside = path.with_name(Path(pointer["file"]).name)
    try:
        payload = beside.read_bytes()
    except OSError as error:
        raise source.refused("PROOF_FILE_MISSING", file=beside.name) from error
    if hashlib.sha256(payload).hexdigest() != pointer["sha256"]:
        raise source.refused("PROOF_FILE_OTHER", file=beside.name)
    return payload


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, _EPOCH)
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, content)


def _saved(save: Callable[[Path], None]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "saved"
        save(path)
        # A writer may add its own suffix; there is one file either way.
        (written,) = Path(folder).iterdir()
        return written.read_bytes()
