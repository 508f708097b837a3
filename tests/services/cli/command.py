"""Runs a command in this process, as people type it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from services.cli.app import make_app

JUDGES = """编号,姓名,单位,领域
P1,张一,绿能科技（北京）有限公司,节能环保
P2,李二,清华大学环境学院,节能环保；清洁能源
P3,王三,蓝天创投,清洁能源
P4,赵四,清华大学,清洁生产
"""
ENTRIES = """项目编号,项目名称,参赛单位,领域,投资方
X1,光伏清洗机器人,清华大学,清洁能源,蓝天创投
X2,余热回收,绿能科技(北京)有限责任公司,节能环保,
X3,污泥减量,碧水公司,清洁生产,
"""
NEEDS = "need,title,text\nN1,污水除磷,总磷低于0.3\nN2,焊接机器人,焊缝跟踪\n"
PACKAGES = "result,title_words\nR1,高效 除磷 药剂\nR2,机器人 焊缝 跟踪\nR3,航天 轴承\n"


@dataclass(frozen=True)
class Answer:
    """What a command ended with."""

    exit_code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The answer for machines."""
        answer: dict[str, Any] = json.loads(self.out)
        return answer


def greenbridge(*arguments: str | Path) -> Answer:
    """Run a command; a traceback is a failure of the test."""
    result = CliRunner().invoke(make_app(str(arguments[0])), [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Answer(result.exit_code, result.stdout, result.stderr)


def written(folder: Path, name: str, content: str, encoding: str = "utf-8") -> Path:
    """A text file in the folder."""
    path = folder / name
    path.write_bytes(content.encode(encoding))
    return path


def tables(folder: Path) -> tuple[Path, Path]:
    """Judges in GBK, entries in UTF-8: X1 cannot get more than one judge without a conflict."""
    return written(folder, "judges.csv", JUDGES, "gbk"), written(folder, "entries.csv", ENTRIES)
