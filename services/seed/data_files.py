"""The sample as it lies in services/seed/data: flat lists as CSV, nested ones as TOML."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from importlib.resources import files
from io import StringIO
from typing import Any, Final

DATA: Final = files("services.seed") / "data"

Record = Mapping[str, Any]


def read_bytes(name: str) -> bytes:
    return (DATA / name).read_bytes()


def read_csv(name: str) -> Sequence[Mapping[str, str]]:
    return list(csv.DictReader(StringIO(read_bytes(name).decode("utf-8"))))


def read_toml(name: str) -> Record:
    return tomllib.loads(read_bytes(name).decode("utf-8"), parse_float=Decimal)
