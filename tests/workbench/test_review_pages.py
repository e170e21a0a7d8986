"""The way of a filing on its page: what each person may do there, what is shown, and what a post does."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test.utils import CaptureQueriesContext

from jixiao.workbench.cycle.comments import add_comment
from jixiao.workbench.cycle.models import Comment, Draft, Filing
from jixiao.workbench.cycle.saving import Edit, save_edits
from jixiao.workbench.cycle.workflow import approve, reopen

WAY = (("approver", "unit"), ("department", "department"), ("reviewer", "finance"))
EVERYONE = ("preparer", "approver", "department", "reviewer", "administrator", "auditor")
XSS = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def now(filing: Filing) -> str:
    return Filing.objects.get(pk=filing.pk).state


def page(county: Any, who: Any, filing: Filing) -> str:
    return county.client(who).get(f"/filings/{filing.pk}/").content.decode()


def post(county: Any, who: Any, url: str, **data: Any) -> list[str]:
    """Post, and give the messages that the next page shows."""
    answer = county.client(who).post(url, data)
    assert answer.status_code == 302, answer.status_code
    return [str(message) for message in get_messages(answer.wsgi_request)]


def buttons(html: str) -> set[str]:
    words = {"核对并报送": "submit", "审核通过</button>": "approve", "撤回</button>": "withdraw", "开始调整": "adjust"}
    return {action for word, action in words.items() if word in html}


def test_each_sees_what_may_be_done(county: Any) -> None:
    nobody: dict[str, set[str]] = {who: set() for who in EVERYONE}
    seen = {who: buttons(page(county, getattr(county, who), county.filing)) for who in EVERYONE}
    assert seen == {**nobody, "preparer": {"submit"}}
    county.submit(county.filing)
    seen = {who: buttons(page(county, getattr(county, who), county.filing)) for who in EVERYONE}
    assert seen == {**nobody, "preparer": {"withdraw"}, "approver": {"approve"}}
    approve(county.filing, county.approver, "unit")
    seen = {who: buttons(page(county, getattr(county, who), county.filing)) for who in EVERYONE}
    assert seen == {**nobody, "department": {"approve"}}


def test_the_whole_way_by_posts(county: Any) -> None:
    errors = county.client(county.preparer).get(f"/filings/{county.filing.pk}/submit/")
    assert "表格不完整" in errors.content.decode()
    draft = Draft.objects.get(filing=county.filing)
    answer = county.client(county.preparer).post(f"/filings/{county.filing.pk}/submit/", {"version": draft.version})
    assert answer.status_code == 200 and "逐条写明理由" in answer.content.decode()
    reasons = {f"reason-{row.key}": "试填" for row, _ in errors.context["errors"]}
    data = {"version": draft.version, **reasons}
    assert "第1版" in post(county, county.preparer, f"/filings/{county.filing.pk}/submit/", **data)[0]
    html = page(county, county.approver, county.filing)
    assert "带错报送说明" in html and "理由：试填" in html
    for who, state in WAY:
        said = post(
            county, getattr(county, who), f"/filings/{county.filing.pk}/approve/", seen=state, revision=1, why="同意"
        )
        assert "已审核通过" in said[0]
    assert now(county.filing) == "done"
    assert "同意" in page(county, county.auditor, county.filing)


def test_a_return_is_told_to_the_preparer_and_a_stale_page_does_nothing(county: Any) -> None:
    county.submit(county.filing)
    url = f"/filings/{county.filing.pk}"
    assert "理由" in post(county, county.approver, f"{url}/return/", seen="unit", revision=1)[0]
    assert "已退回" in post(county, county.approver, f"{url}/return/", seen="unit", revision=1, why="缺附件")[0]
    assert "退回：缺附件" in page(county, county.preparer, county.filing)
    assert "不能审核通过" in post(county, county.approver, f"{url}/approve/", seen="unit", revision=1)[0]
    assert now(county.filing) == "returned"


@pytest.mark.parametrize("who", ["preparer", "department", "reviewer"])
def test_a_post_by_somebody_else_is_refused(county: Any, who: str) -> None:
    county.submit(county.filing)
    said = post(county, getattr(county, who), f"/filings/{county.filing.pk}/approve/", seen="unit", revision=1)
    assert "权限" in said[0] and now(county.filing) == "unit"


@pytest.mark.parametrize("action", ["submit", "approve", "return", "withdraw", "adjust", "comment"])
def test_another_unit_s_filing_is_not_found(county: Any, action: str) -> None:
    assert county.client(county.stranger).post(f"/filings/{county.filing.pk}/{action}/").status_code in (403, 404)
    assert county.client(county.auditor).post(f"/filings/{county.filing.pk}/{action}/").status_code == 403


def test_a_submission_keeps_the_reasons_typed_when_one_is_missing(county: Any) -> None:
    wrong = [("/indicators/0/name", "参保群众满意度"), ("/indicators/0/actual", "105%")]
    wrong += [("/funding/0/budget", "100"), ("/funding/0/executed", "120")]
    save_edits(county.filing, county.preparer, [Edit(pointer, "", text) for pointer, text in wrong], 0)
    client = county.client(county.preparer)
    errors = client.get(f"/filings/{county.filing.pk}/submit/").context["errors"]
    assert len(errors) > 1
    data = {"version": 1, f"reason-{errors[0][0].key}": XSS}
    html = client.post(f"/filings/{county.filing.pk}/submit/", data).content.decode()
    assert "&lt;script&gt;" in html and "<script>alert" not in html
    assert now(county.filing) == "draft"


def test_a_change_after_the_page_was_opened_stops_the_submission(county: Any) -> None:
    save_edits(county.monitoring, county.preparer, [Edit("/funding/0/budget", "", "160")], 0)
    html = county.client(county.preparer).post(f"/filings/{county.monitoring.pk}/submit/", {"version": 0})
    assert "又有改动" in html.content.decode() and now(county.monitoring) == "draft"


def test_a_withdrawn_filing_can_be_changed_again(county: Any) -> None:
    county.submit(county.filing)
    assert "已撤回" in post(county, county.preparer, f"/filings/{county.filing.pk}/withdraw/", why="漏填")[0]
    save_edits(county.filing, county.preparer, [Edit("/funding/0/budget", "", "160")], 0)


def test_an_adjustment_shows_the_old_and_the_new(county: Any) -> None:
    save_edits(county.target, county.preparer, [Edit("/funding/0/initial", "", "160")], 0)
    county.submit(county.target)
    for who, state in WAY:
        approve(county.target, getattr(county, who), state)
    assert "adjust" in buttons(page(county, county.preparer, county.target))
    assert "理由" in post(county, county.preparer, f"/filings/{county.target.pk}/adjust/", why=" ")[0]
    post(county, county.preparer, f"/filings/{county.target.pk}/adjust/", why="预算调减")
    assert "正在调整" in page(county, county.approver, county.target)
    save_edits(county.target, county.preparer, [Edit("/funding/0/initial", "160", "120")], 0)
    county.submit(county.target)
    html = page(county, county.approver, county.target)
    assert "预算调减" in html and "<del>160</del>" in html and "<ins>120</ins>" in html


def test_comments_by_posts(county: Any) -> None:
    cell = "/funding/0/budget"
    county.submit(county.filing)
    url = f"/filings/{county.filing.pk}/comment/"
    html = county.client(county.approver).get(url, {"pointer": cell}).content.decode()
    assert '<option value="/funding/0/budget" selected>全年预算数</option>' in html
    post(county, county.approver, url, pointer=cell, text=XSS)
    comment = Comment.objects.get(filing=county.filing)
    assert comment.name == "年度资金总额的全年预算数"
    html = page(county, county.preparer, county.filing)
    assert "<script>alert" not in html and f"/comments/{comment.pk}/answer/" in html
    assert "1 条意见没有答复" not in html
    assert "没有权限" not in post(county, county.preparer, f"/comments/{comment.pk}/answer/", answer="已改")[0]
    assert "已改" in page(county, county.approver, county.filing)
    assert county.client(county.stranger).post(f"/comments/{comment.pk}/answer/", {"answer": "x"}).status_code == 404
    assert county.client(county.approver).post(f"/comments/{comment.pk}/answer/", {"answer": "x"}).status_code == 403


def test_the_panels_ask_little_of_the_database(county: Any, connection_of_tests: Any) -> None:
    county.submit(county.filing)
    client = county.client(county.approver)
    client.get(f"/filings/{county.filing.pk}/")

    def asked() -> int:
        with CaptureQueriesContext(connection_of_tests) as queries:
            client.get(f"/filings/{county.filing.pk}/")
        return len(queries)

    few = asked()
    for number in range(30):
        add_comment(county.filing, county.approver, f"意见{number}")
    assert asked() == few <= 12


def test_the_target_s_page_with_an_adjustment_asks_little_too(county: Any, connection_of_tests: Any) -> None:
    county.submit(county.target)
    for who, state in WAY:
        approve(county.target, getattr(county, who), state)
    reopen(county.target, county.preparer, "预算调减")
    county.submit(county.target)
    client = county.client(county.approver)
    client.get(f"/filings/{county.target.pk}/")
    with CaptureQueriesContext(connection_of_tests) as queries:
        client.get(f"/filings/{county.target.pk}/")
    assert len(queries) <= 12, "\n".join(query["sql"][:150] for query in queries)
