"""A small county for the tests of the workbench, on SQLite or, with JIXIAO_TEST_DATABASE, on PostgreSQL."""

from __future__ import annotations

import atexit
import copy
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("django")
HOME = Path(tempfile.mkdtemp(prefix="jixiao-test-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["JIXIAO_HOME"] = str(HOME)
(HOME / "workbench.toml").write_text(
    f'hosts = ["testserver", "localhost", "127.0.0.1"]\ndatabase = "{os.environ.get("JIXIAO_TEST_DATABASE", "")}"\n'
)

from jixiao.workbench.install import set_up  # noqa: E402

set_up()

from django.conf import settings  # noqa: E402
from django.db import connections, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import get_runner, setup_test_environment  # noqa: E402

# In memory on SQLite; on PostgreSQL each worker of a parallel run has a database of its own.
on_server = bool(os.environ.get("JIXIAO_TEST_DATABASE"))
own_name = f"test_jixiao_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
settings.DATABASES["default"]["TEST"]["NAME"] = own_name if on_server else None
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PASSWORD = "Jixiao-2024"


@pytest.fixture(scope="session")
def database() -> Iterator[None]:
    """A test database, made once."""
    setup_test_environment()
    runner: Any = get_runner(settings)(verbosity=0, interactive=False)
    made = runner.setup_databases()
    yield
    for connection in connections.all():
        connection.close()
    runner.teardown_databases(made)


@pytest.fixture
def db(database: None) -> Iterator[None]:
    """The database for one test; what the test does is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def made(database: None) -> Iterator[County]:
    """The county of `county`, made once for the tests of a file."""
    with transaction.atomic():
        yield County()
        transaction.set_rollback(True)


@pytest.fixture
def county(made: County, db: None) -> County:
    """Two bureaus in one county, a bureau in another, and people of every role; each test has objects of its own."""
    return copy.deepcopy(made)


@pytest.fixture(scope="module")
def world(database: None) -> Iterator[Any]:
    """Three units with everything in them, made once (see world.py); refusals are expected there: none is logged."""
    from .world import World

    logging.disable(logging.WARNING)
    with transaction.atomic():
        yield World()
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


class County:
    """A county with its people; each is reached by the name of the role."""

    def __init__(self) -> None:
        from jixiao.workbench.people.models import Region, Unit

        self.province = Region.objects.create(code="990000", name="测试省")
        self.city = Region.objects.create(code="990100", name="测试市", parent=self.province)
        self.region = Region.objects.create(code="990101", name="禾源县", parent=self.city)
        self.other_region = Region.objects.create(code="990102", name="邻县", parent=self.city)
        self.finance = Unit.objects.create(code="001", name="禾源县财政局", kind="finance", region=self.region)
        self.bureau = Unit.objects.create(code="101", name="禾源县医疗保障局", kind="department", region=self.region)
        self.unit = Unit.objects.create(
            code="101001", name="禾源县医疗保险事务中心", region=self.region, department=self.bureau
        )
        self.other = Unit.objects.create(code="102", name="禾源县教育局", kind="department", region=self.region)
        self.foreign = Unit.objects.create(
            code="101", name="邻县医疗保障局", kind="department", region=self.other_region
        )
        self._people()
        self._year()

    def _people(self) -> None:
        self.preparer = self.person("preparer", ("preparer", self.unit))
        self.approver = self.person("approver", ("unit_approver", self.unit))
        self.department = self.person("department", ("department_reviewer", self.bureau))
        self.reviewer = self.person("reviewer", ("finance_reviewer", self.region))
        self.administrator = self.person("administrator", ("finance_administrator", self.region))
        self.auditor = self.person("auditor", ("auditor", self.city))
        self.stranger = self.person("stranger", ("preparer", self.other), ("unit_approver", self.other))
        self.foreigner = self.person("foreigner", ("finance_reviewer", self.other_region))
        self.system = self.person("system_administrator", ("system_administrator", None))
        self.security = self.person("security_administrator", ("security_administrator", None))
        self.audit = self.person("audit_administrator", ("audit_administrator", None))
        self.nobody = self.person("nobody")

    def person(self, username: str, *roles: tuple[str, Any]) -> Any:
        """Make a user with roles, each for a unit, a region or the whole installation."""
        from jixiao.workbench.people.models import Grant, Unit, User

        user = User.objects.create_user(username, PASSWORD, name=f"用户{username}", must_change_password=False)
        for role, place in roles:
            where = "unit" if isinstance(place, Unit) else "region"
            Grant.objects.create(user=user, role=role, **({where: place} if place else {}))
        return user

    def _year(self) -> None:
        from django.utils import timezone

        from jixiao.workbench.cycle.models import Filing, Project
        from jixiao.workbench.cycle.opening import Planned, open_year
        from jixiao.workbench.cycle.steps import StepKind

        self.project = Project.objects.create(unit=self.unit, code="51000024T000000000001", name="医保经办服务经费")
        self.other_project = Project.objects.create(unit=self.other, name="校舍维修")
        today = timezone.localdate()
        dates = (today - timedelta(days=30), today + timedelta(days=30))
        steps = [Planned(kind, *dates, month=7 if kind == StepKind.MONITORING else 0) for kind in StepKind]
        self.year = open_year(
            self.region, today.year, self.administrator, steps, layout="F-N20", scheme="national-2020"
        )
        filings = Filing.objects.filter(step__year=self.year).select_related("step")
        self.filing = filings.get(project=self.project, step__kind="self_evaluation")
        self.target = filings.get(project=self.project, step__kind="target")
        self.monitoring = filings.get(project=self.project, step__kind="monitoring")
        self.other_filing = filings.get(project=self.other_project, step__kind="self_evaluation")

    def submit(self, filing: Any, reason: str = "尚在试填") -> Any:
        """Submit a filing as its preparer, each error explained; gives the frozen revision."""
        from jixiao.workbench.cycle.checking import checked
        from jixiao.workbench.cycle.forms import finding_row
        from jixiao.workbench.cycle.models import Draft
        from jixiao.workbench.cycle.workflow import submit

        found = checked(filing, Draft.objects.get(filing=filing))
        rows = [finding_row(filing, finding, found.form) for finding in found.findings] if found else []
        return submit(filing, self.preparer, {row.key: reason for row in rows})

    def client(self, user: Any) -> Client:
        """Give a browser in which a user is logged in."""
        client = Client(raise_request_exception=True)
        if user is not None:
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client


@pytest.fixture
def connection_of_tests() -> Any:
    """The connection whose queries are counted."""
    return connections["default"]
