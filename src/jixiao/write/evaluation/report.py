"""An evaluation report (评价报告) as blocks of a paper, section by section as its system says; and what it lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.knowledge.evaluation import Measure, Section, System
from jixiao.score.evaluation import Evaluation, Scored, evaluate
from jixiao.score.rounding import plain
from jixiao.write.evaluation.figures import label_of, shown
from jixiao.write.paper import Addend, Block, Cell, Figure, Heading, Paragraph, Run, Table

_SLOT = re.compile(r"\{([a-z_0-9.]+)\}")
JUDGED = "评分："  # before an indicator's name: the name under which its points are given


@dataclass(slots=True)
class Missing:
    """What a report needs and the data does not have: `name` to give it under, and a note on what to give."""

    name: str
    note: str


@dataclass(slots=True)
class Report:
    """A report to be written: its system, the figures, words and texts that it may use."""

    system: System
    figures: Mapping[str, Decimal]
    words: Mapping[str, str]  # {year}, {project}, {unit}
    texts: Mapping[str, str]
    fallbacks: Mapping[str, str] = field(default_factory=dict)  # texts that the data has elsewhere, by passage
    draft: bool = False  # print 【待填：…】 where something is missing

    @property
    def evaluation(self) -> Evaluation:
        """Give the system scored."""
        judged = {name.removeprefix(JUDGED): text for name, text in self.texts.items() if name.startswith(JUDGED)}
        return evaluate(self.system, self.figures, judged)

    def blocks(self) -> list[Block]:
        """Give the sections in their order, then the table of the scores."""
        evaluation = self.evaluation
        found: list[Block] = []
        for section in self.system.sections:
            found += self._section(section, evaluation)
        return [*found, score_table(evaluation)]

    def missing(self) -> list[Missing]:
        """Give what only a person can know and has not been given: passages, and points of indicators."""
        lacking = [self._lacking_points(measure, what) for measure, what in self.evaluation.missing()]
        return [*self._missing_passages(), *lacking]

    def _section(self, section: Section, evaluation: Evaluation) -> Iterator[Block]:
        paragraphs = [*self._said(section), *self._scores(section, evaluation)]
        if section.conclusion:
            paragraphs.append(self._conclusion(evaluation))
        if paragraphs or not section.optional:
            yield Heading(section.level, section.heading.rstrip("。") if section.level == 2 else section.heading)
            yield from paragraphs

    def _said(self, section: Section) -> list[Paragraph]:
        sentence = next((said for said in section.sentences if self._knows(said)), None)
        found = [Paragraph(self._runs(sentence))] if sentence else []
        text = self._passage(section)
        if text:
            found += [Paragraph([line.strip()]) for line in text.splitlines() if line.strip()]
        elif self._wants(section) and self.draft:
            found.append(Paragraph([f"【待填：{section.passage}】"]))
        return found

    def _passage(self, section: Section) -> str:
        return self.texts.get(section.passage) or self.fallbacks.get(section.passage) or ""

    def _wants(self, section: Section) -> bool:
        """A passage is wanted where no sentence says the same from figures and it may not be left out."""
        told = any(self._knows(said) for said in section.sentences)
        return bool(section.passage) and not self._passage(section) and not section.optional and not told

    def _missing_passages(self) -> list[Missing]:
        return [Missing(section.passage, section.note) for section in self.system.sections if self._wants(section)]

    def _lacking_points(self, measure: Measure, what: tuple[str, ...]) -> Missing:
        levels = "、".join(self.system.levels)
        words = f"，或{levels}之一" if levels else ""
        names = "、".join(map(label_of, what))
        why = "" if measure.method == "judged" else f"缺少计算所需的数（{names}）；补上，或直接评分："
        note = f"{why}0至{plain(measure.points)}分{words}，不涉及的写“不适用”。{measure.rule}"
        return Missing(f"{JUDGED}{measure.name}", note)

    def _knows(self, sentence: str) -> bool:
        return all(name in self.figures or name in self.words for name in _SLOT.findall(sentence))

    def _runs(self, sentence: str) -> list[Run]:
        runs: list[Run] = []
        end = 0
        for found in _SLOT.finditer(sentence):
            runs += [sentence[end : found.start()], self._run(found[1])]
            end = found.end()
        return [run for run in (*runs, sentence[end:]) if run != ""]

    def _run(self, name: str) -> Run:
        return self.words[name] if name in self.words else Figure(shown(name, self.figures[name]), name)

    def _scores(self, section: Section, evaluation: Evaluation) -> list[Paragraph]:
        return [Paragraph([_in_words(scored)]) for scored in evaluation.of(section.dimension) if _is_said(scored)]

    def _conclusion(self, evaluation: Evaluation) -> Paragraph:
        if evaluation.total is None:
            return Paragraph(["【待填：评分尚未完成】"] if self.draft else [])
        score = Figure(plain(evaluation.total), "report.score")
        return Paragraph(["按照评价指标体系逐项评分，评价总分为", score, f"分，评价结论为“{evaluation.grade}”。"])


def _is_said(scored: Scored) -> bool:
    return scored.value is not None or not scored.applies


def _in_words(scored: Scored) -> str:
    measure = scored.measure
    if scored.value is None:
        return f"{measure.name}（{plain(measure.points)}分）：不涉及，不计分。"
    reason = f"：{scored.explanation.rstrip('。')}" if scored.explanation else ""
    return f"{measure.name}（{plain(measure.points)}分），得{plain(scored.value)}分{reason}。"


def score_table(evaluation: Evaluation) -> Table:
    """Give the table of an evaluation: dimension, indicator, points, score and how it was scored, with the total."""
    header = [Cell(text, label=True) for text in ("评价维度", "评价指标", "分值", "得分", "评分说明")]
    rows: list[list[tuple[int, Cell]]] = [list(enumerate(header))]
    for dimension in evaluation.system.dimensions:
        for number, scored in enumerate(evaluation.of(dimension.name)):
            first = Cell(dimension.name, rows=len(dimension.measures), label=True)
            rows.append([*([(0, first)] if number == 0 else []), *_score_cells(scored)])
    rows.append(_total_cells(evaluation, len(rows)))
    title = f"{evaluation.system.title.removesuffix('报告')}评分表"
    return Table(title[:31], title, [14, 18, 8, 8, 52], rows, header_rows=1)


def _score_cells(scored: Scored) -> list[tuple[int, Cell]]:
    said = "不涉及" if not scored.applies else scored.explanation or scored.measure.rule
    cells = [Cell(scored.measure.name), _number(scored.measure.points), _number(scored.value), Cell(said, align="left")]
    return list(enumerate(cells, 1))


def _total_cells(evaluation: Evaluation, rows: int) -> list[tuple[int, Cell]]:
    full = _number(sum((each.measure.points for each in evaluation.scored), Decimal(0)))
    full.addends = [Addend(row, 2) for row in range(1, rows)]
    total = _number(evaluation.total)
    if all(each.applies for each in evaluation.scored) and evaluation.total is not None:
        total.addends = [Addend(row, 3) for row in range(1, rows)]
    return [(0, Cell("合计", columns=2, label=True)), (2, full), (3, total), (4, Cell(evaluation.grade or ""))]


def _number(value: Decimal | None) -> Cell:
    if value is None:
        return Cell("")
    text = plain(value)
    return Cell(text, number=value, places=len(text.partition(".")[2]))
