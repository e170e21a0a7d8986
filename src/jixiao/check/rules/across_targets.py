"""The three forms of a project's year (绩效目标表, 监控表, 自评表): all have the indicators of the target."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.check.across.indicator_rows import RowPair, aim, unlike_rows
from jixiao.check.across.papers import Paper
from jixiao.check.across.rounds import Round, form_keys
from jixiao.check.rule import HOLDS, Broken, Verdicts, across_rule
from jixiao.model.form import KIND_NAMES
from jixiao.model.result import FindingFigure

_FOLLOWING = ("performance_monitoring", "project_self_evaluation")
_SHOWN = 5  # names that a sentence gives


@across_rule(
    "across.target.indicators",
    sentence="绩效监控表、自评表的指标和年度指标值，应与批复的绩效目标表一致；年中调整的，按调整后的填。",
    severity="warning",
    basis="财预〔2020〕10号：自评对照批复的绩效目标；目标、监控、自评三表的指标名称、性质、数值和单位应当相同",
    good="绩效目标表：系统巡检次数≥12次；自评表：系统巡检次数≥12次",
    bad="绩效目标表：系统巡检次数≥24次；自评表：系统巡检次数≥12次",
    lacking="没有读到同一项目的绩效目标表和监控表或自评表",
)
def indicators(papers: Round) -> Verdicts:
    """Each form of the file looked at against the forms of the same project in other files, one of the two a target."""
    for own in papers.own:
        for other in papers.others:
            pair = _target_and_follower(own, other)
            if pair is not None and _is_same_project(own, other):
                yield from _held(papers, *pair)


def _target_and_follower(one: Paper, other: Paper) -> tuple[Paper, Paper] | None:
    for target, follower in ((one, other), (other, one)):
        if target.kind == "performance_target" and follower.kind in _FOLLOWING:
            return target, follower
    return None


def _is_same_project(one: Paper, other: Paper) -> bool:
    codes = [paper.form.project.code.text for paper in (one, other)]
    if all(codes):
        return codes[0] == codes[1]
    return not set(form_keys(one)).isdisjoint(form_keys(other))


def _held(papers: Round, target: Paper, follower: Paper) -> Verdicts:
    unlike = list(unlike_rows(target.form, follower.form))
    if not unlike:
        yield HOLDS
        return
    yield from (_other_target(papers, target, follower, pair) for pair in unlike if pair.wanted and pair.own)
    lost = [pair for pair in unlike if pair.own is None or pair.wanted is None]
    if lost:
        yield _other_rows(papers, target, follower, lost)


def _other_target(papers: Round, target: Paper, follower: Paper, pair: RowPair) -> Broken:
    assert pair.wanted is not None and pair.own is not None
    wanted, own = aim(pair.wanted), aim(pair.own)
    label = f"“{pair.name}”的年度指标值"
    return Broken(
        f"“{follower.project}”{label}，{_called(papers, follower)}是{own}，{_called(papers, target)}是{wanted}",
        [
            follower.figure(pair.own.target, label, of=papers.file, suspect=True),
            target.figure(pair.wanted.target, label, of=papers.file),
        ],
        relation=f"{own} ≠ {wanted}",
        suggestion="按批复的绩效目标更正；年中调整过的，先办理目标调整。",
        document=_own_index(papers, follower, target),
    )


def _other_rows(papers: Round, target: Paper, follower: Paper, lost: list[RowPair]) -> Broken:
    missing = [pair.name for pair in lost if pair.own is None]
    added = [pair.name for pair in lost if pair.wanted is None]
    said = [f"缺少指标{_listed(missing)}"] * bool(missing) + [f"多出指标{_listed(added)}"] * bool(added)
    return Broken(
        f"“{follower.project}”的{_called(papers, follower)}与{_called(papers, target)}相比，{'，'.join(said)}",
        list(_names(papers, target, follower, lost)),
        suggestion="按批复的绩效目标补上或去掉；年中调整过的，先办理目标调整。",
        document=_own_index(papers, follower, target),
    )


def _names(papers: Round, target: Paper, follower: Paper, lost: list[RowPair]) -> Iterator[FindingFigure]:
    for pair in lost:
        if pair.own is not None:
            yield follower.figure(pair.own.name, "三级指标", of=papers.file, suspect=True)
        elif pair.wanted is not None:
            yield target.figure(pair.wanted.name, "三级指标", of=papers.file)


def _listed(names: list[str]) -> str:
    more = f"等{len(names)}个" if len(names) > _SHOWN else ""
    return f"{'、'.join(f'“{name}”' for name in names[:_SHOWN])}{more}"


def _called(papers: Round, paper: Paper) -> str:
    kind = KIND_NAMES[paper.form.kind]
    return kind if paper.file == papers.file else f"“{paper.file}”的{kind}"


def _own_index(papers: Round, *of: Paper) -> int:
    return next(paper.index for paper in of if paper.file == papers.file)
