"""What a command shows: progress while it works (on a terminal only), words for people or JSON for machines."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, Final, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from services.cli.words import Language, words_in
from services.kit.sheets import Say

OnStep = Callable[[int, int], None]
WIDE_COLUMNS: Final = 200
"""Width of lines that go to a file or a pipe, where nothing wraps them well."""


class Manner(StrEnum):
    """How a command speaks."""

    PEOPLE = "people"
    JSON = "json"
    QUIET = "quiet"


class Screen:
    """Says things in one language and one manner: results on stdout, progress and faults on stderr."""

    def __init__(self, language: Language, manner: Manner) -> None:
        self.language = language
        self.manner = manner
        self.say: Say = words_in(language)
        self._out = _console(sys.stdout)
        self._err = _console(sys.stderr)

    @contextmanager
    def step(self, text: str) -> Iterator[OnStep]:
        """Show that something runs; the callable given takes (done, total) and turns the spinner into a bar."""
        if self.manner is not Manner.PEOPLE or not self._err.is_terminal:
            yield _ignore
            return
        with _progress(self._err) as progress:
            task = progress.add_task(escape(text), total=None)

            def on_step(done: int, total: int) -> None:
                progress.update(task, completed=done, total=total)

            yield on_step

    @contextmanager
    def status(self, text: str) -> Iterator[Callable[[str], None]]:
        """Show one line that changes while something runs."""
        if self.manner is not Manner.PEOPLE or not self._err.is_terminal:
            yield _ignore_text
            return
        with _progress(self._err) as progress:
            task = progress.add_task(escape(text), total=None)

            def on_text(changed: str) -> None:
                progress.update(task, description=escape(changed))

            yield on_text

    def table(self, title: str, rows: Sequence[tuple[str, str]]) -> None:
        """Print labels and their values."""
        if self.manner is not Manner.PEOPLE:
            return
        table = Table(title=title, title_justify="left", show_header=False, title_style="bold")
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        for label, value in rows:
            table.add_row(escape(label), escape(value))
        self._out.print(table)

    def line(self, text: str) -> None:
        """Print one sentence of the result."""
        if self.manner is Manner.PEOPLE:
            self._out.print(escape(text), soft_wrap=True, highlight=False)

    def fault(self, text: str) -> None:
        """Print one sentence of what went wrong, whatever the manner but JSON."""
        if self.manner is not Manner.JSON:
            self._err.print(escape(text), soft_wrap=True, highlight=False)

    def json(self, answer: Mapping[str, Any]) -> None:
        """Print the answer for machines."""
        if self.manner is Manner.JSON:
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
            sys.stdout.flush()

    def stop(self, exit_code: int) -> NoReturn:
        """End the command."""
        raise typer.Exit(exit_code)


def _console(stream: Any) -> Console:
    console = Console(file=stream)
    if not console.is_terminal:
        console = Console(file=stream, width=WIDE_COLUMNS, no_color=True)
    return console


def _progress(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )


def _ignore(_done: int, _total: int) -> None:
    """Show nothing."""


def _ignore_text(_text: str) -> None:
    """Show nothing."""
