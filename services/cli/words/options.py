"""Help of commands and options: (English, Chinese)."""

from typing import Final

OPTIONS: Final = {
    "help.greenbridge": (
        "GreenBridge: judges to entries, technology packages to needs; assigned, proven, explained.",
        "绿桥：评委与参赛项目、成果包与技术需求的指派；可证明、可解释。",
    ),
    "help.assign": (
        "Assign judges to entries from two spreadsheets and prove the plan; no server needed.",
        "由两张表格指派评委并证明方案最优；无需服务器。",
    ),
    "help.match": (
        "Recommend technology packages to needs under their capacity; no server needed.",
        "在承接能力内为技术需求推荐成果包；无需服务器。",
    ),
    "help.check": (
        "Verify a plan again, also after it was edited by hand.",
        "重新核验方案，人工修改后同样适用。",
    ),
    "help.run": (
        "Start the whole platform with sample data.",
        "启动整个平台并载入示例数据。",
    ),
    "help.serve": ("Serve the API and the pages.", "提供接口与页面。"),
    "help.worker": ("Run the jobs.", "运行后台任务。"),
    "help.migrate": ("Bring the database up to date.", "升级数据库。"),
    "help.seed": ("Fill an empty database with the sample data.", "向空数据库载入示例数据。"),
    "help.version": ("Print the version and stop.", "显示版本。"),
    "help.judges": ("Judges, .xlsx or .csv.", "评委表，.xlsx 或 .csv。"),
    "help.entries": ("Entries, .xlsx or .csv.", "参赛项目表，.xlsx 或 .csv。"),
    "help.conflicts": ("Stated conflicts: judge, entry, kind.", "回避表：评委、项目、类型。"),
    "help.scores": (
        "Given scores: entry, judge, score in a list, or a matrix with judges across. Without, fit is computed.",
        "给定得分：项目、评委、得分的列表，或评委横排的矩阵。缺省则计算匹配度。",
    ),
    "help.instance": ("A judging instance (.npz) in place of the tables.", "以实例文件（.npz）代替表格。"),
    "help.per_entry": ("Judges for each entry (3; an instance has its own).", "每个项目的评委数（默认 3；实例自带）。"),
    "help.max_load": (
        "Most entries for a judge; their own limit may be lower.",
        "每位评委最多评审数；本人上限可更低。",
    ),
    "help.min_load": ("Least entries for a judge; their own may be higher.", "每位评委最少评审数；本人下限可更高。"),
    "help.unscored": (
        "Pairs without a score: never assigned, or zero.",
        "没有得分的配对：不指派（never）或按零分（zero）。",
    ),
    "help.elastic": ("Allow open places: the best partial plan.", "允许缺额：给出最好的部分方案。"),
    "help.strict": ("Refuse open places.", "不允许缺额。"),
    "help.seed_number": ("Seed, recorded in the proof.", "随机种子，记入证明。"),
    "help.seconds": ("Time limit of the solve in seconds.", "求解时限（秒）。"),
    "help.out": ("Workbook to write (plan.xlsx).", "写出的工作簿（默认 plan.xlsx）。"),
    "help.language": ("Language of messages and workbook.", "消息与工作簿的语言。"),
    "help.json": ("Print one JSON object instead of tables.", "输出一个 JSON 对象而非表格。"),
    "help.quiet": ("Print errors only.", "仅输出错误。"),
    "help.needs": ("Needs, .xlsx or .csv.", "技术需求表，.xlsx 或 .csv。"),
    "help.packages": ("Packages, .xlsx or .csv.", "成果包表，.xlsx 或 .csv。"),
    "help.wanted": ("Packages recommended to each need.", "每项需求推荐的成果包数。"),
    "help.max_adopters": ("Needs a package serves at most.", "每个成果包最多承接的需求数。"),
    "help.least_fit": ("Fit below which a package is no candidate.", "低于此匹配度不作为候选。"),
    "help.candidates": ("Candidates considered for each need.", "每项需求考虑的候选数。"),
    "help.plan": ("A workbook that assign or match wrote.", "由 assign 或 match 生成的工作簿。"),
}
