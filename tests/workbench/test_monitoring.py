"""Monitoring: lights at each save, the list of alarms, notices from sending to closing."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jixiao.score.light import Told
from jixiao.score.monitoring import Monitored
from jixiao.workbench.cycle.lights import reasons
from jixiao.workbench.cycle.models import Draft, Evidence, Filing, Notice, Project
from jixiao.workbench.cycle.notices import (
    DueInThePast,
    NoticeElsewhere,
    NoWords,
    answer_notice,
    close_notice,
    issue_notice,
    return_notice,
    to_close,
)
from jixiao.workbench.cycle.opening import make_filings
from jixiao.workbench.cycle.refusals import NotAllowed
from jixiao.workbench.cycle.saving import Edit, save_edits
from jixiao.workbench.cycle.steps import Light, period
from jixiao.workbench.cycle.tasks import tasks_of
from jixiao.workbench.history.models import LogEntry

TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=10)


def spend(county: Any, budget: str, executed: str) -> Filing:
    """Monitoring is up to July in this county: 7 of 12 months."""
    cells = {"/funding/0/budget": budget, "/funding/0/executed": executed, "/indicators/0/name": "参保人数"}
    edits = [Edit(pointer, "", text) for pointer, text in cells.items()]
    save_edits(county.monitoring, county.preparer, edits, Draft.objects.get(filing=county.monitoring).shape)
    return Filing.objects.get(pk=county.monitoring.pk)


@pytest.mark.parametrize(
    ("executed", "light"),
    [("34.99", "red"), ("35", "yellow"), ("46.66", "yellow"), ("46.67", "green"), ("58.33", "green")],
)
def test_the_light_is_told_at_each_save(county: Any, executed: str, light: str) -> None:
    filing = spend(county, "100", executed)
    assert filing.light == light
    assert ("预算执行：执行率" in filing.alarm) == (light != "green")


def test_a_form_without_figures_has_no_light_and_says_why(county: Any) -> None:
    filing = spend(county, "100", "")
    assert filing.light == "" and "不能判定" in filing.alarm


def test_the_page_tells_each_light(county: Any) -> None:
    spend(county, "100", "20")
    page = county.client(county.reviewer).get(f"/filings/{county.monitoring.pk}/").content.decode()
    assert "执行率20%÷时间进度58.33%＝34.29%，低于60%" in page and "参保人数" in page and "财预〔2019〕136号" in page


def test_each_save_by_script_brings_the_lights_up_to_date(county: Any) -> None:
    spend(county, "100", "20")
    draft = Draft.objects.get(filing=county.monitoring)
    edit = {"pointer": "/funding/0/executed", "old": "20", "new": "60"}
    sent = json.dumps({"shape": draft.shape, "edits": [edit]})
    url = f"/filings/{county.monitoring.pk}/typing/save/"
    answer = county.client(county.preparer).post(url, sent, "application/json").json()
    assert answer["cells"]["/funding/0/executed"] == "60"
    assert 'id="lights"' in answer["lights"] and "执行率60%÷时间进度58.33%" in answer["lights"]


def test_what_is_red_is_told_before_what_is_yellow() -> None:
    green, yellow, red = (Told(light, light, "…") for light in (Light.GREEN, Light.YELLOW, Light.RED))
    told = Monitored(7, yellow, (green, red, yellow), red, "", False)
    assert reasons(told) == ["red：…。", "yellow：…。", "yellow：…。"]


def test_the_months_are_told_as_people_say_them() -> None:
    assert [period(month) for month in (1, 2, 7)] == ["1月", "1—2月", "1—7月"]


def test_alarms_are_listed_for_those_who_oversee_the_unit(county: Any) -> None:
    spend(county, "100", "20")
    for user, shown in ((county.reviewer, True), (county.department, True), (county.foreigner, False)):
        page = county.client(user).get("/alarms/").content.decode()
        assert ("医保经办服务经费" in page) == shown
    assert county.client(county.preparer).get("/alarms/").status_code == 403
    page = county.client(county.reviewer).get("/alarms/?light=yellow").content.decode()
    assert "医保经办服务经费" not in page


def test_a_notice_goes_there_and_back_and_is_closed(county: Any) -> None:
    reviewer, preparer = county.client(county.reviewer), county.client(county.preparer)
    url = f"/filings/{county.monitoring.pk}/"
    reviewer.post(f"{url}notice/", {"text": "请说明执行缓慢的原因", "due": LATER.isoformat()})
    notice = Notice.objects.get(filing=county.monitoring)
    assert "请说明执行缓慢的原因" in preparer.get(url).content.decode()
    assert "整改" in preparer.get("/tasks/").content.decode()
    proof = SimpleUploadedFile("说明.pdf", b"%PDF-1.4 a")
    preparer.post(f"/notices/{notice.pk}/answer/", {"answer": "合同已签", "files": [proof]})
    assert Evidence.objects.get(notice=notice).name == "说明.pdf"
    assert [task.what for task in tasks_of(county.reviewer)] == ["销号"]
    assert "销号" in reviewer.get("/tasks/").content.decode()
    assert list(to_close(county.reviewer)) == [notice] and list(to_close(county.foreigner)) == []
    page = reviewer.get(url).content.decode()
    assert "合同已签" in page and "说明.pdf" in page and "待销号" in page
    again = LATER + timedelta(days=5)
    reviewer.post(f"/notices/{notice.pk}/return/", {"remark": "没有附合同", "due": again.isoformat()})
    notice.refresh_from_db()
    assert (notice.answered_at, notice.due, notice.remark) == (None, again, "没有附合同")
    preparer.post(f"/notices/{notice.pk}/answer/", {"answer": "合同附后"})
    reviewer.post(f"/notices/{notice.pk}/close/", {"remark": ""})
    notice.refresh_from_db()
    assert notice.closed_by == county.reviewer and notice.answer == "合同附后"
    actions = LogEntry.objects.filter(action__contains="notice").values_list("action", flat=True)
    assert list(actions) == ["issue_notice", "answer_notice", "return_notice", "answer_notice", "close_notice"]
    assert "已销号" in reviewer.get("/notices/?stands=closed").content.decode()


def test_nothing_is_done_out_of_turn(county: Any) -> None:
    with pytest.raises(DueInThePast):
        issue_notice(county.monitoring, county.reviewer, "整改", TODAY - timedelta(days=1))
    with pytest.raises(NoWords):
        issue_notice(county.monitoring, county.reviewer, " ", LATER)
    for user in (county.preparer, county.foreigner, county.department):
        with pytest.raises(NotAllowed):
            issue_notice(county.monitoring, user, "整改", LATER)
    notice = issue_notice(county.monitoring, county.reviewer, "整改", LATER)
    for act in (
        lambda: close_notice(notice, county.reviewer),
        lambda: return_notice(notice, county.reviewer, "不行", LATER),
    ):
        with pytest.raises(NoticeElsewhere):
            act()
    answer_notice(notice, county.preparer, "已改")
    with pytest.raises(NoticeElsewhere):
        answer_notice(notice, county.preparer, "再改")
    with pytest.raises(NotAllowed):
        close_notice(notice, county.preparer)


def test_an_answer_with_a_bad_file_is_not_given_at_all(county: Any) -> None:
    notice = issue_notice(county.monitoring, county.reviewer, "整改", LATER)
    files = [SimpleUploadedFile("好.pdf", b"%PDF-1.4 b"), SimpleUploadedFile("坏.pdf", b"")]
    answer = {"answer": "已改", "files": files}
    page = county.client(county.preparer).post(f"/notices/{notice.pk}/answer/", answer, follow=True).content.decode()
    notice.refresh_from_db()
    assert "文件是空的" in page and notice.answered_at is None and not Evidence.objects.filter(notice=notice).exists()


@pytest.mark.parametrize("path", ["/alarms/", "/notices/"])
def test_queries_do_not_grow_with_the_rows(county: Any, path: str) -> None:
    client, counts = county.client(county.reviewer), []
    for number in (1, 12):
        for name in range(number):
            Project.objects.create(unit=county.unit, name=f"{number}之{name}")
        make_filings(county.year)
        for filing in Filing.objects.filter(step__kind="monitoring"):
            Notice.objects.create(filing=filing, text="整改", due=LATER, by=county.reviewer)
        Filing.objects.filter(step__kind="monitoring").update(light="red", alarm="慢")
        client.get(path)  # the first request of a session renews it
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
