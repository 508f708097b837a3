"""Where refusals become sentences and exit codes; no command lets a traceback out for what people got wrong."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from optimizer import ProblemError
from optimizer.affinity import AffinityError
from services.cli.screen import Screen
from services.kit.refusals import CellFault, FieldFault, InvalidInput, Param, Refusal, SheetRefused
from services.kit.sheets import Say

IMPOSSIBLE: Final = 1
BAD_INPUT: Final = 2
STOPPED: Final = 3
INTERRUPTED: Final = 130
SHOWN_FAULTS: Final = 20


@contextmanager
def telling(screen: Screen) -> Iterator[None]:
    """Tell what is refused and end with the exit code that says so."""
    try:
        yield
    except SheetRefused as refused:
        _tell_sheet(screen, refused)
    except InvalidInput as refused:
        _tell_settings(screen, refused.faults)
    except Refusal as refused:
        _tell(screen, refused.code, screen.say(refused.code, **refused.params))
    except ProblemError as error:
        params: dict[str, Param] = {"part": "", **_plain(error.params)}
        _tell(screen, error.code, screen.say(f"problem.{error.code}", **params))
    except AffinityError as error:
        code = "affinity.too_many_pairs" if error.code == "too_many_pairs" else "affinity.other"
        _tell(screen, error.code, screen.say(code, **{"code": error.code, **_plain(error.params)}))
    except MemoryError:
        _tell(screen, "OUT_OF_MEMORY", screen.say("OUT_OF_MEMORY"))
    except KeyboardInterrupt:
        screen.fault(screen.say("run.canceled"))
        screen.json({"status": "canceled"})
        screen.stop(INTERRUPTED)


def fault_sentence(say: Say, sheet: str, fault: CellFault) -> str:
    """One bad cell as a sentence: where, what, and what was probably meant."""
    message = say(fault.code, **fault.params)
    if fault.params.get("nearest"):
        message = say("fault.nearest", message=message, nearest=fault.params["nearest"])
    where = "where.file" if not fault.row else "where.row" if not fault.column else "where.cell"
    return say(where, sheet=sheet, row=fault.row, column=_column_words(say, fault.column), message=message)


def _column_words(say: Say, column: str) -> str:
    """Our own name of a column in the reader's language; a header of the file as it stands there."""
    words = say(f"word.{column}")
    return column if words.startswith("word.") else words


def setting_sentence(say: Say, fault: FieldFault) -> str:
    """One bad setting as a sentence: where, what, and what was probably meant."""
    message = say(fault.code, **fault.params)
    if fault.params.get("nearest"):
        message = say("fault.nearest", message=message, nearest=fault.params["nearest"])
    return say("where.setting", path=fault.path, message=message)


def _tell_settings(screen: Screen, faults: Sequence[FieldFault]) -> None:
    told = [(fault, setting_sentence(screen.say, fault)) for fault in faults]
    for _, sentence in told[:SHOWN_FAULTS]:
        screen.fault(sentence)
    if len(told) > SHOWN_FAULTS:
        screen.fault(screen.say("where.more", count=len(told) - SHOWN_FAULTS, total=len(told)))
    answers = [
        {"path": fault.path, "code": fault.code, "params": dict(fault.params), "message": sentence}
        for fault, sentence in told
    ]
    screen.json({"status": "refused", "code": "INVALID_INPUT", "fault_count": len(told), "faults": answers})
    screen.stop(BAD_INPUT)


def _tell_sheet(screen: Screen, refused: SheetRefused) -> None:
    total = int(refused.params["fault_count"])
    for fault in refused.faults[:SHOWN_FAULTS]:
        screen.fault(fault_sentence(screen.say, refused.sheet, fault))
    if total > SHOWN_FAULTS:
        screen.fault(screen.say("where.more", count=total - SHOWN_FAULTS, total=total))
    answer = {"status": "refused", "code": refused.code, "sheet": refused.sheet, "fault_count": total}
    screen.json({**answer, "faults": _fault_answers(screen.say, refused.sheet, refused.faults)})
    screen.stop(BAD_INPUT)


def _fault_answers(say: Say, sheet: str, faults: Sequence[CellFault]) -> list[dict[str, Any]]:
    return [
        {
            "row": fault.row,
            "column": fault.column,
            "code": fault.code,
            "params": dict(fault.params),
            "message": fault_sentence(say, sheet, fault),
        }
        for fault in faults
    ]


def _tell(screen: Screen, code: str, message: str) -> None:
    screen.fault(message)
    screen.json({"status": "refused", "code": code, "message": message})
    screen.stop(BAD_INPUT)


def _plain(params: Any) -> dict[str, Param]:
    return {name: value if isinstance(value, str | int | float) else str(value) for name, value in params.items()}
