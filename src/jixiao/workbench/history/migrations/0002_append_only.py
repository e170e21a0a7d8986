"""The log can only be added to: the database itself refuses to change or delete an entry."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

TABLE = "history_logentry"
SENTENCE = "审计日志只能追加，不能修改或删除"

SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_{name} BEFORE {name} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    for name in ("update", "delete")
]
POSTGRESQL = [
    f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{SENTENCE}'; END; $$ LANGUAGE plpgsql",
    f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
    f"CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
]


def append_only(apps: Any, schema_editor: Any) -> None:
    """Put the triggers into the database."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("history", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(append_only, migrations.RunPython.noop)]
