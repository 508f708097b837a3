"""The schema as text, the contract with the console: `make schema` writes it, a law test compares it."""

import sys
from collections.abc import Sequence
from pathlib import Path

from graph.schema import build_schema


def schema_text() -> str:
    """The SDL of the assembled schema."""
    return build_schema().as_str().rstrip() + "\n"


def export_schema(path: Path) -> bool:
    """Write the SDL; tells whether it changed."""
    text = schema_text()
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def main(arguments: Sequence[str]) -> int:
    """`python -m graph.export FILE`."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m graph.export FILE\n")
        return 2
    export_schema(Path(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
