"""Why a pair is in a plan or not, and what holds a plan back: (English, Chinese)."""

from typing import Final

EXPLANATIONS: Final = {
    "help.explain": (
        "Say why a pair is in a plan or not, at what price, and what holds the plan back.",
        "说明配对为何在或不在方案中、代价多少，以及方案的瓶颈。",
    ),
    "help.explain_supply": ("Code of the judge (or package).", "评委（或成果包）编号。"),
    "help.explain_demand": ("Code of the entry (or need).", "项目（或需求）编号。"),
    "help.bottlenecks": ("List what holds the plan back.", "列出方案的瓶颈。"),
    "PAIR_OR_BOTTLENECKS": (
        "Name a pair with --judge and --entry (or --package and --need), or ask for --bottlenecks.",
        "请用 --judge 与 --entry（或 --package 与 --need）指明配对，或使用 --bottlenecks。",
    ),
    "explain.locked": (
        "{supply} takes {demand} because the pair is locked (fit {fit}, rank {rank}).",
        "{supply}承担{demand}：该配对已锁定（匹配度 {fit}，第 {rank} 名）。",
    ),
    "explain.chosen": (
        "{supply} takes {demand}: fit {fit}, rank {rank} among the allowed. Without it the total falls by {loss}.",
        "{supply}承担{demand}：匹配度 {fit}，在可选者中第 {rank} 名。若去掉，总匹配度减少 {loss}。",
    ),
    "explain.needed_pair": (
        "{supply} takes {demand}: fit {fit}, rank {rank} among the allowed.",
        "{supply}承担{demand}：匹配度 {fit}，在可选者中第 {rank} 名。",
    ),
    "explain.needed": ("No plan can do without this pair.", "任何方案都离不开该配对。"),
    "explain.not_listed": (
        "{supply} is no candidate for {demand}: the pair has no fit.",
        "{supply}不是{demand}的候选：没有匹配度。",
    ),
    "explain.forbidden": ("{supply} may not take {demand}: {reason}.", "{supply}不得承担{demand}：{reason}。"),
    "explain.impossible": (
        "No plan lets {supply} take {demand} (fit {fit}, rank {rank}) and keeps every rule.",
        "没有任何方案能让{supply}承担{demand}（匹配度 {fit}，第 {rank} 名）而不违反规则。",
    ),
    "explain.costs": (
        "{supply} could take {demand} (fit {fit}, rank {rank}), but the total would fall by {loss}.",
        "{supply}可以承担{demand}（匹配度 {fit}，第 {rank} 名），但总匹配度会减少 {loss}。",
    ),
    "explain.ties": (
        "{supply} could take {demand} (fit {fit}, rank {rank}) at no loss: the plans are equally good (loss {loss}).",
        "{supply}也可承担{demand}（匹配度 {fit}，第 {rank} 名），两种方案同样好（损失 {loss}）。",
    ),
    "explain.supply_full": ("already at the limit of {limit:n}, with: {busy_with}", "已达上限 {limit:n}：{busy_with}"),
    "explain.demand_full": ("already served by: {served_by} (limit {limit:n})", "已有：{served_by}（上限 {limit:n}）"),
    "explain.comes_in": ("{supply} would take {demand}", "{supply}将改为承担{demand}"),
    "explain.goes": ("{supply} would no longer take {demand}", "{supply}将不再承担{demand}"),
    "bottlenecks.some": (
        "What one unit of relief would be worth, each alone, the best first:",
        "逐项放宽一个单位可增加的总匹配度，从高到低：",
    ),
    "bottlenecks.none": ("No limit holds the plan back.", "没有限制制约该方案。"),
    "bottlenecks.worth": ("{relief}: +{worth}", "{relief}：+{worth}"),
}
