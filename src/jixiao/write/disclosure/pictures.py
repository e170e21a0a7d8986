"""The charts (图) of a disclosure: columns of two years, pies of a list, numbered in the order of the text."""

from __future__ import annotations

from decimal import Decimal

from jixiao.knowledge.taxonomy import taxonomy
from jixiao.score.rounding import half_up
from jixiao.write.disclosure.composer import Composer
from jixiao.write.disclosure.entries import entries
from jixiao.write.disclosure.figures import Topic
from jixiao.write.disclosure.wording import ChartWords
from jixiao.write.paper import Chart, Series

_AMOUNT = "金额"


def chart(composer: Composer, name: str) -> Chart | None:
    """Give a chart with its number, None where there is nothing to draw: no figures, or no year to compare with."""
    words = composer.wording.charts[name]
    drawn = _pie(composer, words) if words.kind == "pie" else _columns(composer, words)
    if drawn is not None:
        composer.charts.append(name)
        drawn.caption = f"图{len(composer.charts)}：{composer.text(words.caption)}"
    return drawn


def _columns(composer: Composer, words: ChartWords) -> Chart | None:
    """Give columns of last year and this year, None where a figure of one of them is not known or all are 0."""
    topics = [Topic(slot.concept) for slot in words.of if slot.concept]
    years = {
        composer.year.year - 1: [composer.figures.prior(_paired(topic, composer)) for topic in topics],
        composer.year.year: [composer.figures.amount(topic) for topic in topics],
    }
    series = []
    for year, values in years.items():
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return None
        series.append(Series(f"{year}年度", [_printed(composer, value) for value in known]))
    if not any(value for each in series for value in each.values):
        return None
    labels = [taxonomy().concepts[topic.concept].label for topic in topics]
    return Chart("column", "", labels, series)


def _paired(topic: Topic, composer: Composer) -> Topic:
    """Give the figure that stands for both sides (收支总计) where last year is known by it alone."""
    if composer.figures.prior(topic) is not None:
        return topic
    pair = taxonomy().of_pair.get(topic.concept)
    return Topic(pair.id) if pair else topic


def _pie(composer: Composer, words: ChartWords) -> Chart | None:
    """Give a pie of what a list has; one slice alone is drawn where the wording wants it."""
    found = entries(composer.figures, composer.wording.lists[words.list or ""])
    slices = [(entry.name, composer.figures.amount(entry.topic)) for entry in found if entry.topic]
    known = [(name, _printed(composer, value)) for name, value in slices if value is not None and value > 0]
    if not known or (len(known) == 1 and not words.single):
        return None
    return Chart("pie", "", [name for name, _ in known], [Series(_AMOUNT, [value for _, value in known])])


def _printed(composer: Composer, value: Decimal) -> Decimal:
    return half_up(value, composer.wording.numbers.money)
