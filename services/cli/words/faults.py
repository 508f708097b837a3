"""What is wrong with a file, a cell or a setting, and what to do about it: (English, Chinese)."""

from typing import Final

FAULTS: Final = {
    # where
    "where.file": ("{sheet}: {message}", "{sheet}：{message}"),
    "where.row": ("{sheet}, row {row}: {message}", "{sheet} 第 {row} 行：{message}"),
    "where.cell": ("{sheet}, row {row}, column {column}: {message}", "{sheet} 第 {row} 行，“{column}”列：{message}"),
    "where.more": ("... and {count:n} more; all in all {total:n}.", "……另有 {count:n} 处，共 {total:n} 处。"),
    "fault.nearest": ("{message} Did you mean “{nearest}”?", "{message}是否应为“{nearest}”？"),
    # files
    "FILE_NOT_FOUND": ("There is no file {path}.", "找不到文件 {path}。"),
    "FILE_IS_NO_FILE": ("{path} is a folder, not a file.", "{path} 是文件夹，不是文件。"),
    "FILE_UNREADABLE": ("The file cannot be read: {reason}.", "文件无法读取：{reason}。"),
    "FILE_EMPTY": ("The file is empty (0 bytes).", "文件是空的（0 字节）。"),
    "FILE_TOO_LARGE": (
        "The file has {size_mb} MB; at most {limit_mb} MB are read. Remove columns that are not needed, or split it.",
        "文件大小 {size_mb} MB，最多读取 {limit_mb} MB。请删去不需要的列，或拆分文件。",
    ),
    "NOT_A_SPREADSHEET": (
        "This is no spreadsheet; the content is {found}. Save it as .xlsx or .csv.",
        "这不是电子表格，内容是 {found}。请另存为 .xlsx 或 .csv。",
    ),
    "SAVE_AS_XLSX": (
        "Files of kind {found} are not read. Save it as .xlsx or .csv.",
        "不读取 {found} 格式。请另存为 .xlsx 或 .csv。",
    ),
    "SHEET_LOCKED": (
        "The workbook is locked with a password. Save a copy without one.",
        "工作簿有密码。请另存一份没有密码的副本。",
    ),
    "SHEET_DAMAGED": (
        "The workbook is damaged and cannot be opened. Open and save it anew in Excel, WPS or LibreOffice.",
        "工作簿已损坏，无法打开。请在 Excel、WPS 或 LibreOffice 中打开并重新保存。",
    ),
    "SHEET_UNFOLDS_TOO_FAR": (
        "The workbook unfolds to more than {limit_mb} MB. Remove what is not needed, or save as .csv.",
        "工作簿解压后超过 {limit_mb} MB。请删去不需要的工作表和列，或另存为 .csv。",
    ),
    "SHEET_TOO_SPREAD": (
        "The sheet reaches to row {last_row:n} and column {last_column:n}. Delete the stray cells far from the table.",
        "工作表延伸到第 {last_row:n} 行、第 {last_column:n} 列。请删去远离表格的零散单元格。",
    ),
    "ENCODING_UNKNOWN": (
        (
            "The text cannot be read here (byte {byte}): neither UTF-8, UTF-16 nor GBK/GB18030, or damaged. "
            "Save it as “CSV UTF-8”."
        ),
        "此处文字无法读取（字节 {byte}）：既不是 UTF-8、UTF-16，也不是 GBK/GB18030，或已损坏。请另存为“CSV UTF-8”。",
    ),
    "CSV_BROKEN": (
        "The row cannot be cut into cells: a quotation mark is not closed, or a cell is too long.",
        "此行无法拆分为单元格：引号没有闭合，或单元格过长。",
    ),
    "NO_ROWS": ("There are no rows below the header.", "表头下面没有数据行。"),
    "TOO_MANY_ROWS": ("There are more than {limit:n} rows.", "数据超过 {limit:n} 行。"),
    "COLUMN_MISSING": (
        "The column “{column:word}” is missing; it may be headed {headers}. Found: {found}.",
        "缺少“{column:word}”列，表头可写作 {headers}。现有：{found}。",
    ),
    "COLUMN_TWICE": (
        "Two columns have this header; the second is the {position}th. Rename or delete one.",
        "有两列同名，第二个在第 {position} 列。请改名或删去一列。",
    ),
    "EMBEDDED_DAMAGED": (
        "The proof inside the workbook (hidden sheet) was changed or cut. Use the workbook as GreenBridge wrote it.",
        "工作簿内的证明（隐藏工作表）被改动或截断。请使用绿桥生成的工作簿。",
    ),
    "NOT_A_PLAN": (
        "This workbook carries no proof. Give a plan that `greenbridge assign` or `greenbridge match` wrote.",
        "此工作簿不含证明。请提供由 `greenbridge assign` 或 `greenbridge match` 生成的方案。",
    ),
    "PROOF_FILE_MISSING": (
        "The proof of this large plan is in {file}; put that file beside the workbook.",
        "此方案较大，其证明在 {file} 中；请将该文件与工作簿放在一起。",
    ),
    "PROOF_FILE_OTHER": ("{file} belongs to another plan.", "{file} 属于另一个方案。"),
    "OUT_NOT_XLSX": ("--out must end in .xlsx: {path}", "--out 必须以 .xlsx 结尾：{path}"),
    "OUT_EXISTS": ("{path} exists; name another with --out.", "{path} 已存在，请用 --out 另指定。"),
    "OUT_NO_FOLDER": ("The folder of --out does not exist: {path}", "--out 所在文件夹不存在：{path}"),
    "OUT_UNWRITABLE": (
        "{path} cannot be written: {reason}. Is it open in another program?",
        "{path} 无法写入：{reason}。是否正在其他程序中打开？",
    ),
    # cells
    "CELL_EMPTY": ("The cell is empty.", "单元格为空。"),
    "ROW_IS_A_NOTE": (
        "“{value}” reads like a note or a total below the table, not like a row of it. Delete the row.",
        "“{value}”像是表格下方的注释或合计，而不是数据行。请删除此行。",
    ),
    "NOT_A_NUMBER": ("“{value}” is no number.", "“{value}”不是数字。"),
    "NOT_AN_INTEGER": ("“{value}” is no whole number.", "“{value}”不是整数。"),
    "NOT_A_DATE": ("“{value}” is no date; write 2026-03-31.", "“{value}”不是日期，请写作 2026-03-31。"),
    "NOT_A_CHOICE": ("“{value}” is not known; allowed: {allowed}.", "“{value}”不在可选值内；可选：{allowed}。"),
    "BELOW_MINIMUM": ("{value} is less than {minimum}.", "{value} 小于最小值 {minimum}。"),
    "ABOVE_MAXIMUM": ("{value} is more than {maximum}.", "{value} 大于最大值 {maximum}。"),
    "TEXT_TOO_LONG": (
        "The text has {length:n} letters; at most {limit:n} are allowed.",
        "文字长 {length:n} 字，最多 {limit:n} 字。",
    ),
    "DUPLICATE": ("“{value}” stands in row {first_row} already.", "“{value}”已出现在第 {first_row} 行。"),
    "UNKNOWN_REFERENCE": ("“{value}” is not among the {table:word}.", "{table:word}中没有“{value}”。"),
    "MINIMUM_ABOVE_MAXIMUM": (
        "The least load {minimum} is more than the most {maximum}.",
        "最少评审数 {minimum} 大于最多评审数 {maximum}。",
    ),
    "NAME_OF_ANOTHER": (
        "“{value}” is not the name that belongs to the code ({known}); the code counts.",
        "“{value}”与编号不符（应为“{known}”）；以编号为准。",
    ),
    # settings
    "TABLES_OR_INSTANCE": (
        "Give judges and entries (two spreadsheets), or --instance alone.",
        "请提供评委表和项目表，或仅提供 --instance。",
    ),
    "JUDGES_AND_ENTRIES": (
        "Both tables are needed: judges and entries.",
        "评委表和项目表缺一不可。",
    ),
    "NEEDS_AND_PACKAGES": ("Both tables are needed: needs and packages.", "需求表和成果包表缺一不可。"),
    "GIVEN_TWICE": ("{option} is given twice: by name and by place.", "{option} 重复给出（选项与位置参数）。"),
    "INSTANCE_ALONE": ("--instance takes no {option}.", "--instance 不能与 {option} 同时使用。"),
    "INVALID_INPUT": ("The input cannot stand.", "输入有误。"),
    "SHEET_REFUSED": ("The spreadsheet cannot be taken.", "无法采用此表格。"),
    "OUT_OF_MEMORY": (
        "The input needs more memory than this machine has.",
        "输入所需内存超过本机可用内存。",
    ),
    "TOO_MANY_CONFLICTS": (
        "More than {limit:n} pairs are in conflict; is one organization written in every row?",
        "利益冲突超过 {limit:n} 对；是否每行都填了同一单位？",
    ),
    "TOO_MANY_PAIRS": (
        "{pairs:n} pairs are too many (limit {limit:n}); leave out --unscored zero.",
        "{pairs:n} 对超过上限 {limit:n}；请去掉 --unscored zero。",
    ),
    # the optimizer's refusals
    "problem.wrong_shape": (
        "{field} has the shape {shape}, expected {expected}.",
        "{field} 的形状是 {shape}，应为 {expected}。",
    ),
    "problem.not_a_number": (
        "{field} holds no number at {index}: {value}.",
        "{field} 的第 {index} 项不是数字：{value}。",
    ),
    "problem.not_whole": (
        "{field} holds no whole number at {index}: {value}.",
        "{field} 的第 {index} 项不是整数：{value}。",
    ),
    "problem.negative_units": ("{field} is negative at {index}: {value}.", "{field} 的第 {index} 项为负：{value}。"),
    "problem.too_many_units": ("{field} is too large at {index}: {value}.", "{field} 的第 {index} 项过大：{value}。"),
    "problem.lo_above_hi": (
        "{field} {index}: the minimum {lo} is more than the maximum {hi}.",
        "{field} 第 {index} 项：最小值 {lo} 大于最大值 {hi}。",
    ),
    "problem.fit_too_large": ("A score is too large to be added exactly.", "得分过大，无法精确求和。"),
    "problem.index_out_of_range": (
        "{field} points to {value}, beyond {count}.",
        "{field} 指向 {value}，超出 {count}。",
    ),
    "problem.duplicate_pair": ("The pair {supply}, {demand} is listed twice.", "配对 {supply}、{demand} 重复。"),
    "problem.unknown_reason": (
        "Reason {reason} is not among the {known} known.",
        "原因 {reason} 不在已知的 {known} 个之内。",
    ),
    "problem.locked_pair_forbidden": (
        "The pair {supply}, {demand} is locked and forbidden at once.",
        "配对 {supply}、{demand} 既锁定又禁止。",
    ),
    "problem.bad_scale": ("The scale is no whole number from 1: {value}.", "比例不是正整数：{value}。"),
    "problem.bad_shortage_price": (
        "The price of a shortage is no number from 0: {value}.",
        "缺额代价不是非负数：{value}。",
    ),
    "problem.bad_cap": ("The cap on the probability cannot stand: {value}.", "概率上限无效：{value}。"),
    "problem.bad_seed": ("The seed is no whole number from 0: {value}.", "随机种子不是非负整数：{value}。"),
    "problem.wrong_problem": ("The result belongs to another problem.", "结果属于另一个问题。"),
    "problem.not_sorted": ("The pairs are not in order.", "配对未按顺序排列。"),
    "problem.start_breaks_rules": ("The starting plan breaks rules.", "初始方案违反规则。"),
    "problem.not_proven": ("The plan is not proven optimal ({status}).", "方案未证明最优（{status}）。"),
    "problem.store_unsupported": (
        "This cannot be done where fits are products of vectors ({store}): give them as a matrix or a list.",
        "匹配度以向量乘积给出（{store}）时无法执行此操作：请改为矩阵或列表。",
    ),
    "problem.rules_unsupported": (
        "{door} does not take side rules or costs of loads into account yet.",
        "{door} 尚不支持附加规则和负载成本。",
    ),
    "problem.objective_cannot_be_held": (
        "Nothing can keep {objective} while the next aim is made best: put it last, or weigh the aims instead.",
        "优化下一目标时无法保持 {objective}：请将其放在最后，或改用加权。",
    ),
    "problem.objective_not_linear": (
        "{objective} does not add up over pairs, so it cannot be weighed here.",
        "{objective} 不能按配对累加，此处无法加权。",
    ),
    "problem.bad_weight": (
        "The weight of {objective} is no number above 0: {value}.",
        "{objective} 的权重不是正数：{value}。",
    ),
    "problem.bad_share": (
        "The share of {objective} is not from 0 to 1: {value}.",
        "{objective} 的比例不在 0 到 1 之间：{value}。",
    ),
    "problem.no_objective": ("There is nothing to make best.", "没有优化目标。"),
    "problem.duplicate_objective": ("{objective} is named twice.", "{objective} 重复。"),
    "problem.bad_file": ("{path} is no such file: {fault:word} {part}", "{path} 不是所需的文件：{fault:word} {part}"),
    "word.not_found": ("it does not exist", "文件不存在"),
    "word.not_an_npz": ("it is no .npz archive, or a damaged one", "不是 .npz 文件，或已损坏"),
    "word.missing_part": ("it lacks the part", "缺少部分"),
    "word.unreadable_head": ("its head cannot be read", "文件头无法读取"),
    "word.wrong_kind": ("it is of another kind or version", "类型或版本不符"),
    "affinity.too_many_pairs": (
        "{found:n} candidate pairs are too many (limit {limit:n}); lower --candidates.",
        "候选 {found:n} 对超过上限 {limit:n}；请调低 --candidates。",
    ),
    "affinity.other": ("The fit cannot be computed: {code}.", "无法计算匹配度：{code}。"),
}
