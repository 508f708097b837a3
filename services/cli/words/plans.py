"""Sheets, columns and the proof page of a plan: (English, Chinese). Column words are read back by the same names."""

from typing import Final

PLANS: Final = {
    "sheet.plan": ("plan", "方案"),
    "sheet.entries": ("entries", "项目"),
    "sheet.needs": ("needs", "需求"),
    "sheet.load": ("load", "评审量"),
    "sheet.adopters": ("adopters", "承接量"),
    "sheet.why": ("why", "理由"),
    "sheet.conflicts": ("conflicts", "回避"),
    "sheet.proof": ("proof", "证明"),
    "plan.entry": ("entry", "项目编号"),
    "plan.title": ("title", "项目名称"),
    "plan.entry_organization": ("organization of the entry", "参赛单位"),
    "plan.track": ("track", "赛道"),
    "plan.judge": ("judge", "评委编号"),
    "plan.name": ("judge name", "评委姓名"),
    "plan.judge_organization": ("organization of the judge", "评委单位"),
    "plan.fit": ("fit", "匹配度"),
    "plan.fit_total": ("fit, total", "匹配度合计"),
    "plan.fit_mean": ("fit, mean", "平均匹配度"),
    "plan.needed": ("judges needed", "所需评委数"),
    "plan.assigned": ("judges assigned", "已指派评委数"),
    "plan.missing": ("missing", "缺额"),
    "plan.judges": ("judges", "评委"),
    "plan.load": ("load", "评审量"),
    "plan.min_load": ("at least", "下限"),
    "plan.max_load": ("at most", "上限"),
    "plan.free": ("free", "剩余"),
    "plan.rank": ("rank among the allowed", "在可选者中的名次"),
    "plan.conflict_kind": ("conflict", "冲突类型"),
    "plan.more_conflicts": ("only the first {limit:n} are shown", "仅显示前 {limit:n} 条"),
    "plan.need": ("need", "需求编号"),
    "plan.need_title": ("need title", "需求名称"),
    "plan.package": ("package", "成果包编号"),
    "plan.package_title": ("package title", "成果包名称"),
    "plan.wanted": ("packages wanted", "期望推荐数"),
    "plan.recommended": ("packages recommended", "已推荐数"),
    "plan.candidates": ("candidates", "候选数"),
    "plan.adopters": ("needs served", "承接需求数"),
    "plan.max_adopters": ("capacity", "承接能力"),
    "component.score": ("given score", "给定得分"),
    "component.text": ("text", "文本相似"),
    "component.field": ("field", "领域"),
    "component.chain_node": ("chain node", "产业链环节"),
    "component.maturity": ("maturity", "成熟度"),
    "component.indicator": ("indicators covered", "指标覆盖"),
    "component.region": ("region", "地区"),
    "component.budget": ("budget against price", "预算与价格"),
    "component.transfer_mode": ("transfer mode", "转化方式"),
    "component.preference": ("preference", "意愿"),
    "component.meaning": ("meaning", "语义相近"),
    "component.outcome": ("past outcomes", "既往结果"),
    "conflict.SAME_ORG": ("same organization", "同单位"),
    "conflict.TEACHER_STUDENT": ("teacher and student", "师生"),
    "conflict.KIN": ("kin", "亲属"),
    "conflict.STAKE": ("stake or investment", "持股/投资"),
    "conflict.ADVISOR": ("advisor", "导师/顾问"),
    "conflict.CO_WORK": ("works together", "合作"),
    "conflict.COMPETITOR": ("competitor", "竞争"),
    "conflict.SELF_DECLARED": ("declared", "自报"),
    "conflict.given": ("conflict given with the instance", "实例给定的冲突"),
    "word.judges": ("judges", "评委"),
    "word.entries": ("entries", "参赛项目"),
    "word.needs": ("needs", "技术需求"),
    "word.packages": ("packages", "成果包"),
    "word.reads": ("reads", "次评审"),
    "word.places": ("places", "个名额"),
    "word.code": ("code", "编号"),
    "word.name": ("name", "姓名"),
    "word.title": ("title", "名称"),
    "word.min_load": ("min_load", "最少评审数"),
    "word.judge": ("judge", "评委"),
    "word.entry": ("entry", "项目"),
    "word.need": ("need", "需求编号"),
    "word.score": ("score", "得分"),
    "proof.item": ("item", "项"),
    "proof.content": ("content", "内容"),
    "proof.title": ("GreenBridge: proof of a plan", "绿桥：方案的最优性证明"),
    "proof.meaning": ("what it means", "含义"),
    "proof.meaning.proven": (
        (
            "No other plan that keeps the rules has a higher total fit. This was not taken from the solver on trust: a "
            "certificate of whole numbers was recomputed, and its bound equals the value of this plan."
        ),
        "在遵守规则的所有方案中，没有总匹配度更高的。该结论并非听信求解器：整数证书已重新计算，其上界等于本方案的目标值。",
    ),
    "proof.meaning.proven_aims": (
        (
            "No other plan that keeps the rules is better in the order of the aims below. This was not taken from the "
            "solver on trust: for each aim a certificate of whole numbers was recomputed."
        ),
        "在遵守规则的所有方案中，按下列目标的次序没有更好的。该结论并非听信求解器：每个目标的整数证书均已重新计算。",
    ),
    "proof.meaning.claimed": (
        (
            "The solver searched to the end and found no better plan that keeps the rules; its search was not "
            "recomputed. What was recomputed is the bound: nothing can be better than that."
        ),
        "求解器已搜索完毕，未找到遵守规则的更好方案；其搜索过程未经复核。已重新计算的是上界：任何方案都不会超过它。",
    ),
    "proof.meaning.elastic": (
        (
            "Places may stay open; each costs {price} of fit. No other plan that keeps the rules is worth more after "
            "that price. This was recomputed from a certificate of whole numbers, not taken from the solver on trust."
        ),
        (
            "允许缺额，每个缺额的代价为 {price}。扣除代价后，在遵守规则的所有方案中没有更好的。"
            "该结论由整数证书重新计算得出，并非听信求解器。"
        ),
    ),
    "proof.meaning.stopped": (
        "This is the best plan found in the time given. The bound says how much better a plan could be at most.",
        "这是限定时间内找到的最好方案。上界表示最多还能好多少。",
    ),
    "proof.meaning.edit": (
        (
            "Edit the sheet “{sheet}” as you like, save, and run `greenbridge check` on the file: it names every "
            "broken rule with its row and says what the change costs."
        ),
        "可直接修改“{sheet}”工作表并保存，再运行 `greenbridge check`：会逐行列出违反的规则，并给出改动的代价。",
    ),
    "proof.value": ("value: total fit of all pairs", "目标值：全部配对的总匹配度"),
    "proof.value_units": ("value in integer units", "目标值（整数单位）"),
    "proof.bound_units": ("bound in integer units", "上界（整数单位）"),
    "proof.scale": ("integer units per 1 of fit", "每 1 匹配度的整数单位"),
    "proof.problem_digest": ("SHA-256 of the problem", "问题的 SHA-256"),
    "proof.plan_digest": ("SHA-256 of the plan", "方案的 SHA-256"),
    "proof.weights": ("weights of the fit", "匹配度权重"),
    "proof.engine": ("engine", "求解引擎"),
    "proof.seed": ("seed", "随机种子"),
    "proof.versions": ("versions", "版本"),
    "proof.made_at": ("made at", "生成时间"),
    "setting.per_entry": ("judges for each entry", "每个项目的评委数"),
    "setting.max_load": ("most entries for a judge", "每位评委最多评审数"),
    "setting.min_load": ("least entries for a judge", "每位评委最少评审数"),
    "setting.elastic": ("open places allowed", "允许缺额"),
    "setting.shortage_price": (
        "price of an open place, in units of the best fit",
        "每个缺额的代价（最高匹配度的倍数）",
    ),
    "setting.unscored": ("pairs without a score", "没有得分的配对"),
    "setting.wanted": ("packages for each need", "每项需求的推荐数"),
    "setting.max_adopters": ("most needs for a package", "每个成果包最多承接数"),
    "setting.least_fit": ("least fit of a candidate", "候选的最低匹配度"),
    "setting.candidates": ("candidates for each need", "每项需求的候选数"),
    "setting.True": ("yes", "是"),
    "setting.False": ("no", "否"),
    "setting.never": ("never assigned", "不参与指派"),
    "setting.zero": ("count as zero", "按零计"),
    "proof.setting": ("setting: {name}", "设置：{name}"),
    "proof.input": ("input: {name}", "输入：{name}"),
}
