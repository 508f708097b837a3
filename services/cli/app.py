"""The commands, each loaded only when it is called: assigning judges must not wait for a web framework to import."""

import importlib
import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Final

import typer

from services.cli.release import own_version
from services.cli.words import own_language, words_in


@dataclass(frozen=True, slots=True)
class LazyCommand:
    """Where a command lives."""

    module: str
    function: str

    def load(self) -> Callable[..., Any]:
        """Import the module and give the function."""
        function: Callable[..., Any] = getattr(importlib.import_module(self.module), self.function)
        return function


COMMANDS: Final = {
    "assign": LazyCommand("services.cli.assign", "assign"),
    "match": LazyCommand("services.cli.match", "match"),
    "schedule": LazyCommand("services.cli.schedule", "schedule"),
    "select": LazyCommand("services.cli.select", "select"),
    "check": LazyCommand("services.cli.check", "check"),
    "repair": LazyCommand("services.cli.repair", "repair"),
    "explain": LazyCommand("services.cli.explain", "explain"),
    "template": LazyCommand("services.cli.template", "template"),
    "run": LazyCommand("services.cli.platform", "run"),
    "serve": LazyCommand("services.cli.platform", "serve"),
    "worker": LazyCommand("services.cli.platform", "worker"),
    "migrate": LazyCommand("services.cli.platform", "migrate_database"),
    "audit": LazyCommand("services.cli.platform", "audit"),
    "seed": LazyCommand("services.cli.platform", "seed_database"),
}
"""Every command by name; its help is the sentence `help.<name>` of services/cli/words."""


def make_app(wanted: str | None) -> typer.Typer:
    """The command line with one command loaded; the others are known by name and help only."""
    say = words_in(own_language())
    app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
    app.callback(help=say("help.greenbridge"))(_greenbridge)
    for name, command in COMMANDS.items():
        app.command(name, help=say(f"help.{name}"))(command.load() if name == wanted else _not_loaded)
    return app


def main() -> None:
    """Run the command line on this process's arguments."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show Chinese shows question marks rather than failing.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    wanted = next((argument for argument in sys.argv[1:] if not argument.startswith("-")), None)
    make_app(wanted)(prog_name="greenbridge")


def _print_version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"greenbridge {own_version()}")
        raise typer.Exit


def _greenbridge(
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=lambda wanted: _print_version(wanted=wanted),
            help=words_in(own_language())("help.version"),
        ),
    ] = False,
) -> None:
    """Options of the program as a whole."""


def _not_loaded() -> None:
    """Never called: stands for a command that was not asked for."""
