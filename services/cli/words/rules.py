"""The words of side rules: the file that states them, broken rows, clashes and mends: (English, Chinese)."""

from typing import Final

RULES: Final = {
    "help.rules": (
        "YAML file of side rules, such as one judge per organization; docs/rules.md has examples.",
        "附加规则的 YAML 文件，如每个单位至多一位评委；示例见 docs/rules.md。",
    ),
    "setting.rules": ("side rules", "附加规则"),
    "rule.everywhere": ("all together", "全部"),
    "violation.rule_over": (
        "{where}: “{rule}” allows {limit}, here {units}.",
        "{where}：规则“{rule}”至多 {limit}，现为 {units}。",
    ),
    "violation.rule_under": (
        "{where}: “{rule}” asks for {limit}, here {units}.",
        "{where}：规则“{rule}”至少 {limit}，现为 {units}。",
    ),
    "shortage.limits_clash": (
        "There is no plan. These {count:n} limits cannot hold together; without any one of them the others could:",
        "无可行方案。以下 {count:n} 项限制不能同时满足，去掉其中任何一项，其余即可满足：",
    ),
    "shortage.near": (
        "Changes that make it possible (searched near these limits; there may be smaller ones):",
        "使其可行的一组改动（仅在上述限制附近搜索，可能有更小的改动）：",
    ),
    "clash.requirement": ("{demand} needs {units:n}", "{demand}需要 {units:n} 个"),
    "clash.limit": ("{demand} takes at most {units:n}", "{demand}最多接受 {units:n} 个"),
    "clash.minimum": ("{supply} must take at least {units:n}", "{supply}至少承担 {units:n} 个"),
    "clash.capacity": ("{supply} can take at most {units:n}", "{supply}最多承担 {units:n} 个"),
    "clash.rule_minimum": ("{where}: “{rule}” asks for {units}", "{where}：规则“{rule}”至少 {units}"),
    "clash.rule_maximum": ("{where}: “{rule}” allows {units}", "{where}：规则“{rule}”至多 {units}"),
    "mend.raise_rule_maximum": ("{where}: let “{rule}” allow {units} more", "{where}：规则“{rule}”的上限增加 {units}"),
    "mend.lower_rule_minimum": ("{where}: let “{rule}” ask {units} less", "{where}：规则“{rule}”的下限减少 {units}"),
    # the file
    "RULES_FILE_MISSING": ("{file} cannot be read: {reason}.", "无法读取 {file}：{reason}。"),
    "RULES_FILE_LARGE": ("{file} is larger than {limit:n} bytes.", "{file} 超过 {limit:n} 字节。"),
    "RULES_FILE_UNREADABLE": (
        "{file} is no YAML: line {line}, column {column}: {problem}.",
        "{file} 不是有效的 YAML：第 {line} 行第 {column} 列：{problem}。",
    ),
    "RULES_FILE_SHAPE": (
        "{file} must begin with “rules:” and list the rules below it.",
        "{file} 应以“rules:”（或“规则:”）开头，并在其下列出规则。",
    ),
    "RULES_ALONE": ("--rules needs the two tables, not --instance.", "--rules 需要两张表格，不能与 --instance 同用。"),
    "RULES_NOT_A_LIST": ("must be a list: one rule per line, each after “- ”.", "应为列表：每条规则一行，以“- ”开头。"),
    "TOO_MANY_RULES": ("More than {limit:n} rules.", "规则超过 {limit:n} 条。"),
    "RULE_NOT_A_MAPPING": (
        "A rule is written like {{column: organization, at_most: 1}}.",
        "规则应写作 {{column: organization, at_most: 1}}。",
    ),
    "RULE_WITHOUT_SUBJECT": (
        "A rule names what it limits: one of {known}.",
        "规则须指明限制的对象：{known} 之一。",
    ),
    "RULE_WITHOUT_LIMIT": ("Neither at_most nor at_least is given.", "缺少 at_most（至多）或 at_least（至少）。"),
    "RULE_KEY_UNKNOWN": ("This key is not known; known: {known}.", "未知的键；可用：{known}。"),
    "RULE_KEYS_APART": ("This key does not go with {other}.", "此键不能与 {other} 同用。"),
    "RULE_PER_UNKNOWN": ("“{value}” is not known; one of {known}.", "“{value}”未知；可用：{known}。"),
    "RULE_TEXT_BAD": ("“{value}” is no name.", "“{value}”不是名称。"),
    "RULE_UNITS_BAD": (
        "“{value}” is no whole number from 0 to {limit:n}.",
        "“{value}”不是 0 到 {limit:n} 之间的整数。",
    ),
    "RULE_NAME_TWICE": ("Two rules are called “{value}”; give one another name.", "有两条规则名为“{value}”，请改名。"),
    "RULE_COLUMN_MISSING": (
        "{table} has no column “{column}”; it has: {known}.",
        "{table} 中没有“{column}”列；现有：{known}。",
    ),
    "RULE_VALUE_ABSENT": (
        "No cell of “{column}” in {table} says “{value}”; some that do stand there: {known}.",
        "{table} 的“{column}”列中没有“{value}”；现有如：{known}。",
    ),
    "RULE_ONE_LABEL": (
        "Each cell of “{column}” must name one; some name several.",
        "“{column}”列每格只能填一个，有的填了多个。",
    ),
    "RULE_TOO_MANY_LABELS": (
        "A cell of “{column}” names more than {limit:n}.",
        "“{column}”列有单元格超过 {limit:n} 个标签。",
    ),
    "RULE_LIMIT_NOT_A_COLUMN": (
        "“{value}” is no number; with per: all the limit is a number.",
        "“{value}”不是数字；per: all 时上限须为数字。",
    ),
    "RULE_CELL_BAD": (
        "“{column}” in {table} holds “{value}” (place {place:n}), which is no number.",
        "{table} 的“{column}”列第 {place:n} 项“{value}”不是数字。",
    ),
    # aims
    "aim.total_fit": ("total fit", "总匹配度"),
    "aim.worst_served": ("fit of the worst served", "最差者的匹配度"),
    "aim.leximin": ("worst served first, all the way (places proven)", "逐级最差优先（已证明的位数）"),
    "aim.fewest_missing": ("missing units", "缺额"),
    "aim.balance": ("evenness of loads", "负荷均衡度"),
    "aim.priority": ("priority", "优先级"),
    "aim.saved": ("expected saving, {what}", "预期节约（{what}）"),
    "aim.reserve": ("reserve used", "动用的预留"),
    "aim.comparability": ("pairs of judges who share an entry", "共评同一项目的评委对数"),
    "aim.fewest_changes": ("changes", "改动数"),
    "summary.measure": ("{aim}", "{aim}"),
    "summary.stage": ("aim {number}: {aim}", "目标 {number}：{aim}"),
    "stage.open": ("{value}, certainly at most {bound}", "{value}，上界 {bound}"),
    "stage.open_below": ("{value}, certainly at least {bound}", "{value}，下界 {bound}"),
    "OBJECTIVES_NOT_A_LIST": ("must be a list of 1 to {limit} aims.", "应为 1 至 {limit} 个目标的列表。"),
    "OBJECTIVE_SHAPE": (
        "An aim is a name, or one name with its setting, as in {{priority: urgency}}.",
        "目标应为一个名称，或一个名称加设置，如 {{priority: 紧急程度}}。",
    ),
    "OBJECTIVE_UNKNOWN": ("“{value}” is no aim; known: {known}.", "没有目标“{value}”；可用：{known}。"),
    "OBJECTIVE_TAKES_NOTHING": ("This aim takes no setting.", "此目标不带设置。"),
    "OBJECTIVE_VALUE": ("“{value}” is not known; one of {known}.", "“{value}”未知；可用：{known}。"),
    "OBJECTIVE_SAVED_SHAPE": (
        "Write {{share: column of packages, volume: column of needs, what: tce}}.",
        "请写作 {{share: 成果包的列, volume: 需求的列, what: tce}}。",
    ),
    "OBJECTIVE_NOT_WHOLE": ("“{column}” must hold whole numbers.", "“{column}”列须为整数。"),
    "OBJECTIVE_SHARE": ("“{value}” is no share from 0 to 1.", "“{value}”不是 0 到 1 之间的比例。"),
    "OBJECTIVE_PLAN": ("“{value}” names no plan workbook.", "“{value}”不是方案文件。"),
    "OBJECTIVE_WEIGHTED_SHAPE": (
        "Write a list of pairs: [[1, total_fit], [0.2, balance]].",
        "请写作成对列表：[[1, total_fit], [0.2, balance]]。",
    ),
    "OBJECTIVE_WEIGHT": ("“{value}” is no weight above 0.", "“{value}”不是大于 0 的权重。"),
    "OBJECTIVE_NOT_LINEAR": (
        "“{value}” cannot be weighed against others; list it as an aim of its own.",
        "“{value}”不能与其他目标加权，请单独列为一个目标。",
    ),
    # drawn by lot
    "CAP_ALONE": (
        "A plan drawn by lot takes no rules and no objectives.",
        "抽签方案不能同时使用规则或目标。",
    ),
    "CAP_BAD": ("“{value}” is no probability; write 0.5 or 1/3.", "“{value}”不是概率，请写作 0.5 或 1/3。"),
    "summary.cap": ("largest probability of a pair", "单个配对的概率上限"),
    "summary.expected": ("expected total fit of a draw", "抽签方案的期望总匹配度"),
    "summary.expected_proof": ("proof that no lottery expects more", "没有更高期望的证明"),
    "summary.seed": ("seed of the draw", "抽签种子"),
    "sheet.lottery": ("lottery", "抽签概率"),
    "draw.probability": ("probability", "概率"),
    "draw.infeasible": (
        "No lottery keeps this cap. These require {required:n} together and can expect {available} at most:",
        "该概率上限下无可行抽签。以下共需 {required:n}，最多期望得到 {available}：",
    ),
    "draw.least_cap": ("A cap of {cap} would do.", "概率上限设为 {cap} 即可。"),
    "draw.no_cap": (
        "No cap would do: without one there is no plan either.",
        "任何上限都不行：不设上限也没有可行方案。",
    ),
    "explain.rule_full": (
        "{where}: “{rule}” allows {limit} and is full",
        "{where}：规则“{rule}”至多 {limit}，已满",
    ),
    "explain.aim": ("{aim}: {after} in place of {before}", "{aim}：由 {before} 变为 {after}"),
    "fault.wrong_draw": ("the recorded seed draws another plan", "按记录的种子抽出的不是此方案"),
    # the optimizer's refusals
    "problem.too_many_pairs": ("{found:n} pairs are more than {limit:n}.", "{found:n} 对超过上限 {limit:n}。"),
    "problem.cost_falls": (
        "The cost of unit {unit} of {index} is less than that of the unit before.",
        "第 {index} 项第 {unit} 个单位的代价低于前一个单位。",
    ),
    "problem.duplicate_group": ("{field} names one group twice at {index}.", "{field} 的第 {index} 项重复同一组。"),
    "problem.duplicate_rule": ("Two rules are called “{rule}”.", "有两条规则名为“{rule}”。"),
    "problem.limit_too_large": ("A limit in {field} is beyond {limit}.", "{field} 中的限制超过 {limit}。"),
    "problem.too_many_rules": ("{count:n} rules are more than {limit:n}.", "{count:n} 条规则超过上限 {limit:n}。"),
    "problem.weight_too_large": ("An amount in {field} is beyond {limit}.", "{field} 中的数额超过 {limit}。"),
    "fault.wrong_measures": ("the measures are not what the plan gives", "各项指标与方案不符"),
    "fault.wrong_plan": ("the plan is not what its last stage chose", "方案与最后一级的结果不符"),
    "fault.wrong_stages": ("the stages of the proof are not the ones asked for", "证明的各级与目标不符"),
    "where.setting": ("{path}: {message}", "{path}：{message}"),
}
