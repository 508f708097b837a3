"""Bring a database to what this version of the code expects: tables, jobs, functions, row policies."""

from services.migrations.migrate import ServerTooOldError, migrate

__all__ = ["ServerTooOldError", "migrate"]
