"""The statements that the planner makes of the scenarios, as scripts of pgbench: what PostgreSQL alone needs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from graphql.execution.values import VariableValues
from operations import SCENARIOS, Scenario, bodies
from peers import platform_mutations, platform_types
from tables import ACTOR, key

from graph.kit.api import Api
from graph.kit.assembly import Room, assemble
from services.kit.actor import ACTOR_SETTING, Actor

if TYPE_CHECKING:
    from pathlib import Path

_MUTATION: Final = """BEGIN;
SELECT set_config('{setting}', '{actor}', true);
UPDATE bench_startup SET name = '光伏 renamed', version = version + 1 WHERE id = {key}
    RETURNING json_build_object('id', id, 'name', name, 'version', version);
COMMIT;
"""


def write_scripts(folder: Path) -> dict[str, Path]:
    """One script per scenario."""
    api = Api(assemble([Room(platform_types.BenchmarkQuery, platform_mutations)], suggestions=False))
    scripts = {}
    for scenario in SCENARIOS:
        scripts[scenario.name] = folder / f"{scenario.name}.sql"
        scripts[scenario.name].write_text(_script(api, scenario), encoding="utf-8")
    return scripts


def _script(api: Api, scenario: Scenario) -> str:
    if scenario.name == "mutation":
        draw = "\\set n random(0, 999)\n"
        rotated = key("startup", "(20 * :n)")
        return draw + _MUTATION.format(setting=ACTOR_SETTING, actor=ACTOR, key=rotated)
    asked = json.loads(bodies(scenario, "ours", 1)[0])
    operation = api.documents.get(asked["query"]).find_operation(None)
    variables = operation.coerce(asked.get("variables", {})) if operation else None
    if operation is None or not isinstance(variables, VariableValues):
        raise RuntimeError(f"{scenario.name} cannot be planned")
    arguments = operation.arguments(variables)
    plan = api.planner.plan_query(operation, arguments)
    values = plan.bind(arguments.acting_as(Actor(account_id=ACTOR).setting))
    return re.sub(r"\$(\d+)", lambda found: _literal(values[int(found[1]) - 1]), _without_variables(plan.sql)) + ";\n"


def _without_variables(sql: str) -> str:
    """pgbench takes every `:name` for a variable of its own: the colons of time formats are written as codes."""
    return re.sub(r"'([^']*HH24:MI:SS[^']*)'", lambda found: "E'" + found[1].replace(":", "\\072") + "'", sql)


def _literal(value: Any) -> str:
    return str(value) if isinstance(value, int) else f"'{value}'"
