"""Quality words (定性指标值): 优, 长效, 显著提升, 达成预期指标, 据实 — what stands where a figure is not given."""

from __future__ import annotations

import re

_SCALES = """优 优秀 优等 > 良 良好 > 中 中等 合格 及格 > 低 较低 > 差 较差 不合格 不及格
好 很好 > 较好 > 一般 > 差 较差 不好
高 很高 > 较高 > 一般 > 低 较低
显著 明显 非常明显 > 较明显 较为明显 比较明显 > 一般 > 不明显 不显著
满意 非常满意 > 较满意 比较满意 > 基本满意 > 不满意
合格 达标 > 基本合格 基本达标 > 不合格 不达标 未达标"""
_WORDS = """长效 长期 短期 中长期 据实 按实 按需 有效 良性 可持续 持续 稳定 平稳 及时 按时 按期 准时 如期 及时性
    是 否 有 强 较强 弱 规范 合理 完善 健全 完备 达到 到位 正常 安全 优良 优良中低差 优良中差 优良差 好坏 高中低 定性
    受益 增强 改善 提高 提升 无投诉 无事故 零事故 零投诉 全覆盖 全部 完整 准确 充分 较大 大 小 √ × 是否 符合 真实
    合规 效果好 效果良好 全面落实"""
_MANNER = """已经 已 均已 均 未 没有 不 部分 基本 全部 全面 圆满 按时 按期 按质 按量 如期 及时 有效 显著 明显 持续 不断
    进一步 逐步 逐年 大幅度 大幅 稳步 切实 较大 长期 较好地 较好 很好地 很好 得到 有所 有力 充分 极大 较 更加 良好 超额
    高质量 顺利 保质保量 稳定 可 能够 按月 按季度 按季 按年 足额 全额 正常 稳中有 有序 平稳
    较上年 比上年 较去年 比去年 与上年 与去年
    与上年同期"""
_DEED = """完成 达成 达到 达标 实现 提升 提高 改善 增强 增长 增加 加强 促进 推进 推动 保障 保持 优化 减少 降低 下降 缓解
    稳定 落实 到位 发挥 影响 满足 符合 合格 明显 显著 良好 较好 有效 健全 完善 维护 巩固 改进 满意 提质 增效 可持续 长效
    向好 好转 发展 执行 保证 规范 运行 发放 拨付 支付 足额 运转
    正常 避免 防止 遏制 杜绝 控制 覆盖 坚持 升 进 持平"""
_WHOSE = "年度 年初 预期 既定 设定 全年 当年 相关 规定 计划 上级 考核"
_THING = """指标 目标 任务 要求 效果 标准 值 水平 质量 程度 能力 作用 影响 进度 情况 计划 成效 规定 政策 发展 服务 运行
    增长 实施 预期 国家标准 行业标准 验收标准 质量标准 相关标准 有效 运转"""


def _any(words: str) -> str:
    return "(?:" + "|".join(sorted(words.split(), key=len, reverse=True)) + ")"


_GRADES = [[grade.split() for grade in scale.split(">")] for scale in _SCALES.splitlines()]
_RANKS = [{word: rank for rank, grade in enumerate(scale) for word in grade} for scale in _GRADES]
_SINGLE = frozenset(_WORDS.split()).union(*_RANKS)
_OBJECT = f"(?:了?{_any(_WHOSE)}{{0,2}}的?{_any(_THING)})?"
_PHRASE = re.compile(
    f"(?:效果|成效|作用|影响|水平|程度|状况|运行|质量|满意度)?{_any(_MANNER)}{{0,3}}(?:{_any(_DEED)}{_OBJECT}){{1,2}}"
    "(?:并具有一定效果|且效果较差)?"
)
_SET_PHRASE = re.compile(
    "应.尽.|零[^\\W\\d]{1,4}|(?:无|未发生|不发生)(?:重大|较大|一般)?[^\\W\\d]{0,4}(?:事故|投诉|事件|差错|上访|舆情|违规|案件)"
    "|(?:不低于|高于|好于|优于|不高于|低于)(?:上年|去年|上年度|全省|全市|全国|全县|同期)(?:平均)?(?:水平)?"
)
_UNQUANTIFIED = re.compile("据实|按实|按需|视情况|视实际|实报实销|以实际")
_WELL = "已 均 已经 全部 全面 圆满 按时 按期 按质 按量 如期 及时 超额 顺利 高质量 保质保量"
_DONE = "完成 达成 达到 达标 实现 合格 落实 到位 符合"
_FULFILLED = re.compile(f"{_any(_WELL)}{{0,3}}{_any(_DONE)}{_OBJECT}(?:[,;；。](?!但).{{0,12}})?")
_MISSED = re.compile(
    "(?:未|没有|尚未|未能|部分|不)(?:能|全部|按期|按时|全面|完全){0,2}" + f"{_any(_DONE + ' 开展 实施')}.{{0,16}}"
)
_LONGEST = 24  # characters of the longest phrase that is one


def is_quality(text: str) -> bool:
    """Say whether a text is a quality word or phrase rather than a passage."""
    if text in _SINGLE:
        return True
    if len(text) > _LONGEST:
        return False
    return is_unquantified(text) or any(phrase.fullmatch(text) for phrase in (_PHRASE, _SET_PHRASE))


def is_unquantified(text: str) -> bool:
    """Say whether a target leaves its value to what happens: 据实, 按需."""
    return len(text) <= _LONGEST and _UNQUANTIFIED.match(text) is not None


def fulfilled(text: str) -> bool | None:
    """Say whether a result says that its target was met (达成预期指标) or not (未完成, 部分达成), None for neither."""
    if len(text) > _LONGEST:
        return None
    if _MISSED.fullmatch(text):
        return False
    return True if _FULFILLED.fullmatch(text) else None


def grade_met(target: str, actual: str) -> bool | None:
    """Say whether a grade reaches another of the same scale (良 against 优: no), None where no scale has both."""
    for ranks in _RANKS:
        if target in ranks and actual in ranks:
            return ranks[actual] <= ranks[target]
    return None
