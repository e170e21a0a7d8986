"""The schema (数据库结构) of an installation: brought up to this version's, and never taken for what it is not."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.model.failure import Failure

Migration = tuple[str, str]  # the app, and the name


class NewerDatabase(Failure):
    """A database that a later version has worked on: this one would not know what it means."""

    def __init__(self, unknown: list[Migration]) -> None:
        names = "、".join(f"{app}.{name}" for app, name in unknown[:3])
        super().__init__(f"数据库已由更新版本的工作台升级过（{names}），这个版本不能使用，数据没有动；请安装新版本。")


def upgrade() -> None:
    """Bring the database up to the schema of this version; a new one is made. Raises NewerDatabase."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    later = unknown(MigrationRecorder(connection).applied_migrations())
    if later:
        raise NewerDatabase(later)
    call_command("migrate", interactive=False, verbosity=0)


def unknown(migrations: Iterable[Migration]) -> list[Migration]:
    """Give those migrations of the apps of this version that it does not have: a later one made them."""
    from django.db.migrations.loader import MigrationLoader

    own = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    known = set(own) | {replaced for migration in own.values() for replaced in migration.replaces}
    apps = {app for app, _ in known}
    return sorted((app, name) for app, name in migrations if app in apps and (app, name) not in known)
