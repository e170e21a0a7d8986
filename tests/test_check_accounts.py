"""Final accounts in the engine: the consistent text has nothing to find, its documents come after the forms."""

from __future__ import annotations

from jixiao.check import check_documents
from jixiao.check.golden import as_read, changed_form
from jixiao.check.golden_accounts import changed_accounts


def test_nothing_is_found_in_the_consistent_accounts_and_their_report() -> None:
    accounts = changed_accounts()
    assert [each.kind for each in accounts] == ["final_accounts", "department_self_evaluation_report"]
    result = check_documents(as_read(accounts))
    assert [(finding.rule, finding.message) for finding in result.findings] == []
    assert result.figures > 80
    assert result.relations > 10


def test_accounts_come_after_the_forms() -> None:
    accounts = changed_accounts({"共有车辆1辆": "共有车辆辆"})
    result = check_documents(as_read([changed_form(), *accounts]))
    assert [finding.document for finding in result.findings] == [1]
    assert {outcome.document for outcome in result.outcomes} == {None, 0, 1, 2}


def test_a_finding_knows_where_its_words_stand() -> None:
    result = check_documents(as_read(changed_accounts({"共有车辆1辆": "共有车辆辆"})))
    value = result.findings[0].figures[0].value
    assert value.text == "示例县医疗保障局共有车辆辆"
    assert value.place is not None
    assert (value.place.start, value.place.end) == (15, 27)


def test_rules_about_files_of_forms_are_not_listed_where_there_is_no_form() -> None:
    result = check_documents(as_read(changed_accounts()))
    assert [outcome for outcome in result.outcomes if outcome.rule.startswith("file.")] == []
