"""The command line: assigning, matching and checking without a server, and running the platform."""

from services.cli.app import main

__all__ = ["main"]
