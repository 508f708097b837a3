"""What stands against imports, exports and the cells of rooms' own rules: (English, Chinese)."""

from typing import Final

IMPORTS: Final = {
    "template.meaning": ("meaning", "说明"),
    "template.example": ("example", "示例"),
    "export.yes": ("yes", "是"),
    "export.no": ("no", "否"),
    "IMPORT_NOT_FOUND": ("There is no such import.", "没有这次导入。"),
    "IMPORT_STALE": ("Somebody changed the import meanwhile.", "导入已被他人更改。"),
    "IMPORT_NOT_OPEN": ("The import cannot be changed now.", "此时不能更改这次导入。"),
    "IMPORT_NOT_READY": ("Mend or leave out every bad cell first.", "请先改正或排除所有有误的单元格。"),
    "IMPORT_FINISHED": ("The import is over.", "这次导入已结束。"),
    "EXPORT_TOO_LONG": (
        "There are {count} rows; at most {limit} are exported at once. Filter the list.",
        "共 {count} 行，一次最多导出 {limit} 行。请缩小筛选范围。",
    ),
    "UNKNOWN_COLUMN": ("There is no column {value}.", "没有“{value}”这一列。"),
    # cells against rules of the rooms
    "REQUIRED": ("This is needed here.", "此处必填。"),
    "OUT_OF_RANGE": (
        "{value} is not between {minimum} and {maximum}.",
        "{value} 不在 {minimum} 与 {maximum} 之间。",
    ),
    "TOO_LONG": ("{length} signs; at most {max_length} fit.", "共 {length} 个字，最多 {max_length} 个。"),
    "TOO_SHORT": ("{length} signs; at least {min_length} are needed.", "共 {length} 个字，至少 {min_length} 个。"),
    "TOO_MANY": ("More than {maximum}.", "超过 {maximum} 项。"),
    "NOT_UNIQUE": ("This is there twice.", "此处有重复。"),
    "UNKNOWN_VALUE": ("“{value}” is not among what may stand here.", "“{value}”不在可选值之中。"),
    "UNKNOWN_CHARACTER": ("A sign that cannot be kept.", "含有无法保存的字符。"),
    "IN_THE_PAST": ("{value} is over; today is {today}.", "{value} 已过；今天是 {today}。"),
    "RESTRICTED": ("The organization is on the restricted list.", "该单位在限制名单上。"),
    "RESIDENT_ELSEWHERE": ("The startup stays in another incubator.", "该企业正在其他孵化器在孵。"),
    "NOT_A_STARTUP": ("An organization of this name is no startup.", "同名单位不是初创企业。"),
    "OTHER_CODE_KNOWN": ("The startup is known by the code {known}.", "该企业已登记的信用代码是 {known}。"),
    "NEED_NOT_EDITABLE": ("The need cannot be changed any more.", "该需求已不能更改。"),
}
