"""Removing the database of a test."""

import time

import psycopg
from psycopg import sql

TRIES = 20


def drop_database(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    """Drop a database whoever is connected; autovacuum, which only a superuser may end, is waited for."""
    statement = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
    for _ in range(TRIES - 1):
        try:
            connection.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(0.5)
        else:
            return
    connection.execute(statement)
