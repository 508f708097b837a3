"""Bring a database to what this version of the code expects: tables, jobs, functions, row policies."""

from services.migrations.migrate import migrate

__all__ = ["migrate"]
