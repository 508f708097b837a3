"""What a command says while it works and when it ends: (English, Chinese)."""

from typing import Final

RUNS: Final = {
    # steps
    "step.read": ("reading {name}", "读取 {name}"),
    "step.conflicts": ("deriving conflicts", "推导利益冲突"),
    "step.fit": ("computing the fit", "计算匹配度"),
    "step.write": ("writing {name}", "写出 {name}"),
    "step.explain": ("looking for the reason", "查找原因"),
    "phase.prepare": ("preparing", "准备"),
    "phase.solve": ("solving", "求解"),
    "phase.price": ("pricing", "定价"),
    "phase.certify": ("certifying", "生成证明"),
    "phase.verify": ("verifying", "复核证明"),
    "progress.best": ("best {value}", "当前最优 {value}"),
    "progress.bound": ("bound {bound}", "上界 {bound}"),
    # summary
    "summary.assign": ("Judges to entries", "评委指派"),
    "summary.match": ("Packages to needs", "供需匹配"),
    "summary.check": ("Check of {name}", "核验 {name}"),
    "summary.entries": ("entries", "参赛项目"),
    "summary.judges": ("judges", "评委"),
    "summary.needs": ("needs", "技术需求"),
    "summary.packages": ("packages", "成果包"),
    "summary.candidates": ("pairs considered", "候选配对"),
    "summary.forbidden": ("conflicts", "利益冲突"),
    "summary.pairs": ("pairs in the plan", "方案中的配对"),
    "summary.status": ("status", "状态"),
    "summary.value": ("value (total fit)", "目标值（总匹配度）"),
    "summary.value_elastic": (
        "value (total fit less the price of open places)",
        "目标值（总匹配度减去缺额代价）",
    ),
    "summary.fit_total": ("total fit alone", "其中总匹配度"),
    "summary.bound": ("bound", "上界"),
    "summary.gap": ("gap", "最优性间隙"),
    "summary.proof": ("proof", "最优性证明"),
    "summary.seconds": ("seconds", "用时（秒）"),
    "summary.mean_fit": ("mean fit of a pair", "平均匹配度"),
    "summary.loads": ("loads (least / mean / most)", "评审量（最少 / 平均 / 最多）"),
    "summary.adopters": ("needs served by a package (least / mean / most)", "成果包承接数（最少 / 平均 / 最多）"),
    "summary.missing": ("places left open", "未满足的名额"),
    "summary.served": ("needs with a package", "获推荐的需求"),
    "summary.out": ("written to", "已写入"),
    "summary.changed": ("changes against the proven plan", "与已证明方案的差异"),
    "summary.difference": ("below the proven bound", "低于已证明的上界"),
    "summary.digest": ("digest of the problem", "问题摘要"),
    "changed.none": ("none", "无"),
    "changed.some": ("{added:n} pairs added, {removed:n} removed", "新增 {added:n} 对，移除 {removed:n} 对"),
    "difference.broken": (
        "not comparable: the plan breaks rules",
        "不可比：方案违反规则",
    ),
    "difference.some": ("{units} ({percent} %)", "{units}（{percent} %）"),
    "status.proven": ("optimal, proven", "最优，已证明"),
    "status.claimed": ("optimal according to the solver", "求解器认为最优"),
    "status.stopped": (
        "stopped at the time limit; best found, not proven optimal",
        "到达时限；为目前最好，未证明最优",
    ),
    "status.infeasible": ("impossible under these rules", "在现有规则下不可行"),
    "status.canceled": ("canceled", "已取消"),
    "status.failed": ("failed: {reason}", "失败：{reason}"),
    "proof.verified": ("verified (integer certificate, recomputed)", "已复核（整数证书，重新计算）"),
    "proof.claimed": ("claimed by the solver, not recomputed", "由求解器声称，未复核"),
    "proof.none": ("none", "无"),
    "proof.broken": ("BROKEN: {faults}", "不成立：{faults}"),
    "check.good": ("The plan keeps every rule.", "方案符合全部规则。"),
    "check.violated": ("The plan breaks {count:n} rules:", "方案违反 {count:n} 条规则："),
    "check.edited": (
        "The plan was edited by hand; the proof speaks for the plan as it was made.",
        "方案经人工修改；证明针对原方案。",
    ),
    "note.default_load": (
        "No --max-load given: {load} for each judge without a limit of their own.",
        "未指定 --max-load：未单独设限的评委每人最多 {load} 项。",
    ),
    "note.unread_columns": (
        "{sheet}: columns not read: {columns}. `greenbridge template {table}` shows the headers that are.",
        "{sheet}：未读取的列：{columns}。可用 `greenbridge template {table}` 查看可识别的表头。",
    ),
    "note.unscored": (
        "The scores name {listed:n} of {all:n} pairs; the others are not assigned (--unscored zero lets them).",
        "得分表列出 {all:n} 对中的 {listed:n} 对，其余不参与指派（--unscored zero 可放开）。",
    ),
    "note.candidates": (
        "Only the best candidates were considered: {pairs:n} of {all:n} pairs; the proof speaks of these.",
        "仅考虑最佳候选：{all:n} 对中的 {pairs:n} 对；证明即针对这些候选。",
    ),
    "note.missing": ("Places left open: {names}", "未满足：{names}"),
    "note.unmatched": (
        "{count:n} needs want more packages than fit them: see the sheet of needs.",
        "{count:n} 项需求未获足够成果包：见“需求”工作表。",
    ),
    "note.more": ("and {count:n} more", "另有 {count:n} 个"),
    "note.proof_beside": ("The proof is large; it is in {file} beside the plan.", "证明较大，存于方案旁的 {file}。"),
    "run.canceled": ("Canceled; nothing was written.", "已取消，未写入任何文件。"),
    "run.nothing": (
        "No plan was found in this time; give it more with --seconds.",
        "时限内未找到方案，请增大 --seconds。",
    ),
    "run.failed": (
        "The solver failed ({reason}). Please report it with the files.",
        "求解失败（{reason}）。请附文件反馈。",
    ),
    # repair
    "help.repair": (
        "Repair a plan after somebody dropped out: the fewest changes, then the best fit, proven.",
        "有人退出后修复方案：改动最少，其次匹配度最高，并给出证明。",
    ),
    "help.events": (
        "Table of what happened (XLSX or CSV); `greenbridge template events` writes an empty one.",
        "变动清单（XLSX 或 CSV）；可用 `greenbridge template events` 生成空表。",
    ),
    "word.events": ("events", "变动清单"),
    "word.event": ("event", "变动"),
    "word.most": ("most", "最多"),
    "word.supply": ("judge or package", "评委或成果包"),
    "word.demand": ("entry or need", "项目或需求"),
    "sheet.changes": ("changes", "变动"),
    "repair.change": ("change", "变动"),
    "repair.demand": ("code", "编号"),
    "repair.demand_name": ("entry or need", "项目或需求"),
    "repair.supply": ("code of the judge or package", "评委或成果包编号"),
    "repair.supply_name": ("judge or package", "评委或成果包"),
    "repair.added": ("new", "新增"),
    "repair.dropped": ("no longer", "取消"),
    "repair.gone": ("dropped out", "已退出"),
    # why not
    "shortage.demands_lack_supplies": (
        (
            "There is no plan. These {demand:word} ({demand_count:n}) need {required:n} {unit:word} together; the "
            "{supply:word} they could still get ({supply_count:n}) can give {available:n}. "
            "Missing among them: {lacking:n}."
        ),
        (
            "无可行方案。这些{demand:word}（{demand_count:n}）共需 {required:n} {unit:word}，"
            "仍可用的{supply:word}（{supply_count:n}）最多提供 {available:n}，缺 {lacking:n}。"
        ),
    ),
    "shortage.supplies_lack_demands": (
        (
            "There is no plan. These {supply:word} ({supply_count:n}) must take {required:n} together at least; the "
            "{demand:word} they may take ({demand_count:n}) can give them {available:n}. "
            "Missing among them: {lacking:n}."
        ),
        (
            "无可行方案。这些{supply:word}（{supply_count:n}）至少共需承担 {required:n}，"
            "可承担的{demand:word}（{demand_count:n}）最多提供 {available:n}，缺 {lacking:n}。"
        ),
    ),
    "shortage.locks_over_limit": (
        "There is no plan: locked pairs exceed a limit.",
        "无可行方案：锁定的配对超过上限。",
    ),
    "shortage.demands": ("{demand:word}: {names}", "{demand:word}：{names}"),
    "shortage.supplies": ("{supply:word} they could still get: {names}", "仍可用的{supply:word}：{names}"),
    "shortage.no_supplies": ("No {supply:word} are left for them.", "没有可用的{supply:word}。"),
    "shortage.supplies_short": ("{supply:word}: {names}", "{supply:word}：{names}"),
    "shortage.demands_left": ("{demand:word} they may take: {names}", "可承担的{demand:word}：{names}"),
    "shortage.whole": ("Missing in the whole problem: {missing:n}.", "整个问题共缺 {missing:n}。"),
    "shortage.mends": ("A smallest set of changes that makes it possible:", "使其可行的一组最小改动："),
    "shortage.even": (
        "Or give every judge up to {load:n}: --max-load {load}",
        "或让每位评委最多评 {load:n} 个：--max-load {load}",
    ),
    "shortage.elastic": (
        "Or add --elastic: the best partial plan, with what lacks.",
        "或加上 --elastic：给出最好的部分方案并列出缺额。",
    ),
    "shortage.strict": (
        "Or leave out --strict: the best partial plan, with what lacks.",
        "或去掉 --strict：给出最好的部分方案并列出缺额。",
    ),
    "mend.raise_capacity": ("let {supply} take {units:n} more", "让{supply}多承担 {units:n} 个"),
    "mend.raise_limit": ("let {demand} take {units:n} more", "让{demand}多接受 {units:n} 个"),
    "mend.lower_requirement": ("ask {units:n} fewer for {demand}", "{demand}少要求 {units:n} 个"),
    "mend.lower_minimum": ("ask {units:n} fewer of {supply} at least", "{supply}的下限减少 {units:n}"),
    "mend.allow_pair": (
        "let {supply} take {demand} in spite of: {reason}",
        "允许{supply}承担{demand}（原因：{reason}）",
    ),
    # violations of an edited plan
    "violation.pair_repeated": ("{supply} is given to {demand} twice.", "{demand}重复指派了{supply}。"),
    "violation.pair_not_listed": (
        "{supply} is no candidate for {demand}: the pair has no fit.",
        "{supply}不是{demand}的候选：没有匹配度。",
    ),
    "violation.pair_forbidden": ("{supply} may not take {demand}: {reason}.", "{supply}不得承担{demand}：{reason}。"),
    "violation.lock_missing": ("The locked pair {supply}, {demand} is missing.", "缺少锁定的配对{supply}、{demand}。"),
    "violation.supply_over": (
        "{supply} has {units:n}; at most {limit:n}.",
        "{supply}有 {units:n} 个，最多 {limit:n} 个。",
    ),
    "violation.supply_under": (
        "{supply} has {units:n}; at least {limit:n}.",
        "{supply}有 {units:n} 个，至少 {limit:n} 个。",
    ),
    "violation.demand_over": (
        "{demand} has {units:n}; at most {limit:n}.",
        "{demand}有 {units:n} 个，最多 {limit:n} 个。",
    ),
    "violation.demand_under": (
        "{demand} has {units:n}; it needs {limit:n}.",
        "{demand}有 {units:n} 个，需要 {limit:n} 个。",
    ),
    "violation.rows": ("row {rows}: {message}", "第 {rows} 行：{message}"),
    "fault.wrong_problem": ("the result belongs to another problem", "结果属于另一个问题"),
    "fault.wrong_value": ("the value is not what the plan gives", "目标值与方案不符"),
    "fault.wrong_bound": ("the bound does not follow from the certificate", "上界与证书不符"),
    "fault.wrong_certificate": ("the certificate has another shape", "证书形状不符"),
    "fault.wrong_stages": ("the aims are not answered in their order", "目标的阶段与其顺序不符"),
    "fault.wrong_plan": ("a stage has a plan that breaks rules", "某一阶段的方案违反规则"),
    "fault.wrong_measures": ("the figures of the aims are not those of the plan", "目标数值与方案不符"),
    "fault.bound_below_value": ("the bound is below the value", "上界低于目标值"),
    "fault.status_not_proven": ("it says proven, but the gap is not zero", "声称已证明，但间隙不为零"),
}
