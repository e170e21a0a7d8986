"""The example county: it loads by the services, once, and shows forms in every state with the slips of real ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jixiao.workbench.cycle.freeze import intact
from jixiao.workbench.cycle.models import (
    Adjustment,
    Comment,
    Evidence,
    Filing,
    FilingFinding,
    Notice,
    Override,
    Revision,
    Transition,
    Year,
)
from jixiao.workbench.cycle.steps import Light, State, StepKind
from jixiao.workbench.example.acts import ACTS
from jixiao.workbench.example.book import example_book
from jixiao.workbench.example.loading import NotEmpty, load_example
from jixiao.workbench.history.log import verify
from jixiao.workbench.history.models import LogEntry
from jixiao.workbench.install import set_up_example
from jixiao.workbench.people.models import Region, Unit, User
from jixiao.workbench.people.roles import Role


@pytest.fixture(scope="module")
def example(database: None) -> Iterator[None]:
    """The example county, loaded once for the tests of this file."""
    with transaction.atomic():
        assert load_example(settings.CONFIG)
        yield
        transaction.set_rollback(True)


def this_year() -> Year:
    return Year.objects.get(closed=False)


def test_it_is_not_mixed_with_the_data_of_others(db: None) -> None:
    Region.objects.create(code="980000", name="别处")
    with pytest.raises(NotEmpty):
        load_example(settings.CONFIG)


def test_loading_again_changes_nothing(example: None) -> None:
    before = (LogEntry.objects.count(), Filing.objects.count(), User.objects.count())
    assert not load_example(settings.CONFIG)
    assert (LogEntry.objects.count(), Filing.objects.count(), User.objects.count()) == before


def test_there_are_three_bureaus_two_years_and_people_of_every_role(example: None) -> None:
    assert Unit.objects.filter(kind="department").count() == 3
    assert list(Year.objects.values_list("closed", flat=True)) == [False, True]
    assert {role for user in User.objects.all() for role in user.grants.values_list("role", flat=True)} == set(Role)


def test_everything_of_last_year_is_done(example: None) -> None:
    last = Filing.objects.filter(step__year__closed=True, draft__version__gt=0)
    assert {filing.state for filing in last} == {State.DONE}
    assert last.count() == len(
        [1 for subject in example_book().subjects for which, _ in subject.filings if which == "last"]
    )


def test_self_evaluations_stand_in_every_state(example: None) -> None:
    found = Filing.objects.filter(step__year=this_year(), step__kind=StepKind.SELF_EVALUATION)
    assert {filing.state for filing in found} == set(State)


def test_the_slips_of_real_forms_are_found(example: None) -> None:
    found = FilingFinding.objects.filter(filing__step__year=this_year())
    rules = Counter(found.values_list("rule", flat=True))
    assert len(rules) >= 8, rules
    assert {"error", "warning"} <= set(found.values_list("severity", flat=True))


def test_a_target_was_adjusted_and_a_form_sent_back_with_comments(example: None) -> None:
    [adjustment] = Adjustment.objects.all()
    assert adjustment.after is not None and adjustment.after != adjustment.before
    returned = Filing.objects.get(step__year=this_year(), state=State.RETURNED)
    assert Comment.objects.filter(filing=returned).exclude(pointer="").count() == 2
    assert Override.objects.filter(filing=returned).exists()


def test_a_red_light_brought_a_notice_that_was_answered_with_a_file(example: None) -> None:
    [notice] = Notice.objects.select_related("filing__step__year")
    assert notice.filing.light == Light.RED and notice.filing.step.year == this_year()
    assert notice.answered_at is not None and notice.closed_at is None
    assert Evidence.objects.get(notice=notice).kind == "pdf"
    assert Evidence.objects.exclude(pointer="").count() == 2


def test_it_all_happened_before_now_in_order_and_the_log_holds(example: None) -> None:
    moments = list(LogEntry.objects.order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments) and moments[-1] < timezone.now()
    assert Transition.objects.order_by("-at").values_list("at", flat=True)[0] < timezone.now()
    assert verify() == [] and all(intact(revision) for revision in Revision.objects.all())


def test_every_act_is_used_by_the_book(example: None) -> None:
    ways = [told.way for subject in example_book().subjects for told in subject.filings.values()]
    assert {one if isinstance(one, str) else one["act"] for way in ways for one in way} == set(ACTS)


def test_the_people_get_in_with_the_password_that_is_shown(example: None) -> None:
    for person in example_book().people:
        user = User.objects.get(username=person.username)
        assert user.check_password(example_book().password) and not user.must_change_password


def test_a_new_folder_is_marked_and_another_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIXIAO_HOME", str(settings.CONFIG.home))
    assert set_up_example(tmp_path / "new").demo
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "workbench.toml").write_text("session_minutes = 60\n")
    assert not set_up_example(tmp_path / "old").demo
