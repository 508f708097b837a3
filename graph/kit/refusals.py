"""The one place where a refusal of the business becomes a member of a mutation's named result union."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, Final, cast
from uuid import UUID

import strawberry
from strawberry.utils.str_converters import to_camel_case

from graph.kit.declare import Node, bounded
from graph.kit.node_ids import node_id
from graph.kit.references import Reference
from services.kit import refusals
from services.kit.refusals import CellFault, FieldFault, Param, Refusal

SHOWN_FAULTS: Final = 1_000
PARAM_COUNT: Final = 20


@strawberry.type(description="A parameter of a refusal, for the sentence that people read.")
class RefusalParam:
    name: str
    value: str


@strawberry.interface(description="The gesture was understood and refused; nothing was changed.")
class Refused:
    code: str
    params: list[RefusalParam] = bounded(PARAM_COUNT)


@strawberry.type(description="One field of the input that cannot stand; its path is in the names of the input.")
class RefusedField:
    path: str
    code: str
    params: list[RefusalParam] = bounded(PARAM_COUNT)


@strawberry.type(description="One cell of a spreadsheet that cannot stand; row 0 is the whole sheet.")
class RefusedCell:
    row: int
    column: str
    code: str
    params: list[RefusalParam] = bounded(PARAM_COUNT)


@strawberry.type(description="The actor may not do this here.")
class NotAllowed(Refused):
    pass


@strawberry.type(description="The object does not exist, or not for this actor.")
class NotFound(Refused):
    pass


@strawberry.type(description="Someone changed the object meanwhile: look at it as it is now, and ask again.")
class Stale(Refused):
    current_version: int
    current: Node | None


@strawberry.type(description="A rule of the business stands against it.")
class RuleBroken(Refused):
    pass


@strawberry.type(description="Fields of the input cannot stand; all of them are named.")
class InvalidInput(Refused):
    faults: list[RefusedField] = bounded(SHOWN_FAULTS)


@strawberry.type(description="A spreadsheet cannot be taken; the first thousand faults are named, all are counted.")
class SheetRefused(Refused):
    sheet: str
    fault_count: int
    faults: list[RefusedCell] = bounded(SHOWN_FAULTS)


MEMBERS: Final[Mapping[type[Refusal], type[Refused]]] = {
    refusals.NotAllowed: NotAllowed,
    refusals.NotFound: NotFound,
    refusals.Stale: Stale,
    refusals.RuleBroken: RuleBroken,
    refusals.InvalidInput: InvalidInput,
    refusals.SheetRefused: SheetRefused,
}


def member_of(refusal: Refusal) -> Refused:
    """The union member that tells of a refusal."""
    code, params = refusal.code, _params(refusal.params)
    match refusal:
        case refusals.Stale():
            current = _current(refusal.params)
            return Stale(code=code, params=params, current_version=refusal.current_version, current=current)
        case refusals.InvalidInput():
            return InvalidInput(code=code, params=params, faults=_fields(refusal.faults))
        case refusals.SheetRefused():
            fault_count = int(refusal.params["fault_count"])
            cells = _cells(refusal.faults)
            return SheetRefused(code=code, params=params, sheet=refusal.sheet, fault_count=fault_count, faults=cells)
    return next(member for kind, member in MEMBERS.items() if isinstance(refusal, kind))(code=code, params=params)


def extensions_of(refusal: Refusal) -> dict[str, Any]:
    """The same for an error, where there is no result union: queries, subscriptions, uploads."""
    extensions: dict[str, Any] = {"code": refusal.code, "params": public_params(refusal.params)}
    if isinstance(refusal, refusals.InvalidInput):
        extensions["faults"] = [
            {"path": to_camel_case(fault.path), "code": fault.code, "params": public_params(fault.params)}
            for fault in refusal.faults[:SHOWN_FAULTS]
        ]
    return extensions


def public_params(params: Mapping[str, Param]) -> dict[str, Param]:
    """Names as the API writes them, and keys as the API gives them out: `solve_run_id` is the id of a SolveRun."""
    return {to_camel_case(name): _public_id(name, value) for name, value in params.items()}


def _public_id(name: str, value: Param) -> Param:
    return node_id(_type_name(name), UUID(str(value))) if name.endswith("_id") else value


def _type_name(name: str) -> str:
    """The node type that `solve_run_id` names."""
    return "".join(part.capitalize() for part in name.removesuffix("_id").split("_"))


def _current(params: Mapping[str, Param]) -> Node | None:
    """What a stale edit was of, to be read after the rollback; null where the actor may not see it."""
    found = [Reference(_type_name(name), UUID(str(key))) for name, key in params.items() if name.endswith("_id")]
    return cast("Node", found[0]) if found else None


def _params(params: Mapping[str, Param]) -> list[RefusalParam]:
    shown = islice(public_params(params).items(), PARAM_COUNT)
    return [RefusalParam(name=name, value=str(value)) for name, value in shown]


def _fields(faults: Sequence[FieldFault]) -> list[RefusedField]:
    return [
        RefusedField(path=to_camel_case(fault.path), code=fault.code, params=_params(fault.params))
        for fault in faults[:SHOWN_FAULTS]
    ]


def _cells(faults: Sequence[CellFault]) -> list[RefusedCell]:
    return [
        RefusedCell(row=fault.row, column=fault.column, code=fault.code, params=_params(fault.params))
        for fault in faults[:SHOWN_FAULTS]
    ]
