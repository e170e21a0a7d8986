"""The tables of a PostgreSQL database, copied out and in by COPY: no program but the driver is needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.apps import apps
from django.db import connection

from jixiao.workbench.keeping.manifest import chunks

SKIPPED = frozenset({"django_migrations"})  # the schema is made by migrations, not copied


def table_names() -> list[str]:
    """Give the tables of all models, those referred to before those that refer to them where that can be."""
    models = apps.get_models(include_auto_created=True)
    return [model._meta.db_table for model in models if model._meta.managed and model._meta.db_table not in SKIPPED]


def copy_out(table: str, file: IO[bytes]) -> None:
    """Write a table's rows to a file, the names of its columns in the first line."""
    names = columns(table)
    file.write((",".join(names) + "\n").encode())
    with _driver() as cursor, cursor.copy(f"COPY {_name(table)} ({_names(names)}) TO STDOUT") as copy:
        for block in copy:
            file.write(block)


def copy_in(table: str, file: IO[bytes]) -> None:
    """Put the rows of a file into a table."""
    names = file.readline().decode().strip().split(",")
    with _driver() as cursor, cursor.copy(f"COPY {_name(table)} ({_names(names)}) FROM STDIN") as copy:
        for block in chunks(file):
            copy.write(block)


def columns(table: str) -> list[str]:
    """Give the names of a table's columns."""
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


@contextmanager
def append_only_lifted() -> Iterator[None]:
    """Let the log be filled anew, which its triggers refuse at any other time; their owner may lift them."""
    table = _name("history_logentry")
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def empty(tables: list[str]) -> None:
    """Take all rows out of tables."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(map(_name, tables))} CASCADE")


def reset_counters(tables: list[str]) -> None:
    """Let new rows be numbered after those that were put in."""
    with connection.cursor() as cursor:
        for table in tables:
            for sequence in connection.introspection.get_sequences(cursor, table):
                column = str(sequence["column"])
                last = f"SELECT MAX({_name(column)}) AS last FROM {_name(table)}"
                setval = "SELECT setval(pg_get_serial_sequence(%s, %s), COALESCE(last, 1), last IS NOT NULL)"
                cursor.execute(f"{setval} FROM ({last}) AS numbers", [_name(table), column])


def _driver() -> Any:
    connection.ensure_connection()
    assert connection.connection is not None
    return connection.connection.cursor()


def _name(name: str) -> str:
    return connection.ops.quote_name(name)


def _names(names: list[str]) -> str:
    return ", ".join(map(_name, names))
