"""Properties of relations: a document that is right breaks none, and one that is wrong beyond rounding breaks some."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from jixiao.check.relations.bind import Bound
from jixiao.check.relations.constraints import Constraint, Ratio, Span, figures_of, holds
from jixiao.check.relations.evaluate import Evaluation
from jixiao.check.relations.file import parse_relations, shipped_relations
from jixiao.check.relations.mistakes import RelationMistake
from relation_documents import ITEMS, Amounts, findings, related, sound

YUAN = st.integers(0, 30_000_000)
SOME = st.integers(10_000, 30_000_000)
AMOUNTS = st.builds(
    Amounts,
    st.tuples(*[SOME] * len(ITEMS)),
    st.tuples(*[YUAN] * len(ITEMS)),
    YUAN,
    YUAN,
    st.integers(50, 200),
    st.integers(1, 60),
    SOME,
    SOME,
    SOME,
)
FEWER = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def tells_two_sides(bound: Bound) -> bool:
    """Say whether a relation tells of a change either way, as sums and rates do and orderings do not."""
    constraint = bound.constraint
    return isinstance(constraint, Ratio) or (constraint.low is not None and constraint.high is not None)


@FEWER
@given(AMOUNTS)
def test_a_sound_document_breaks_nothing(amounts: Amounts) -> None:
    checked = related(sound(amounts))
    assert [broken.message for _, broken in checked.failures] == []
    assert sum(outcome.evaluated for outcome in checked.outcomes) > 200


def changed(bound: Bound, data: st.DataObject, evaluation: Evaluation) -> int:
    """Change one figure of a relation by more than all roundings together; gives its index."""
    fact = evaluation.book.facts[data.draw(st.sampled_from(sorted(figures_of(bound.constraint))))]
    step = data.draw(st.integers(20, 10_000)) * Decimal(1) * max(fact.number.copy_abs(), Decimal(1)) / 100
    fact.value.text = f"{Decimal(fact.value.text or '0') + step.quantize(Decimal('0.01')):.2f}"
    return fact.index


@FEWER
@given(AMOUNTS, st.data())
def test_one_figure_changed_beyond_rounding_breaks_a_relation_that_names_it(
    amounts: Amounts, data: st.DataObject
) -> None:
    accounts = sound(amounts)
    evaluation = Evaluation(accounts, shipped_relations())
    kept = [bound for result in evaluation.results for bound in result.kept if tells_two_sides(bound)]
    bound = data.draw(st.sampled_from(kept))
    index = changed(bound, data, evaluation)
    again = Evaluation(accounts, shipped_relations())
    broken = [breach.bound.constraint for result in again.results for breach in result.broken]
    assert any(index in figures_of(constraint) for constraint in broken)
    assert findings(accounts)


@FEWER
@given(AMOUNTS, st.data())
def test_a_change_within_rounding_breaks_nothing(amounts: Amounts, data: st.DataObject) -> None:
    """The last decimal may be off by one where figures of several roundings are added up."""
    accounts = sound(amounts)
    evaluation = Evaluation(accounts, shipped_relations())
    sums = [
        bound.constraint
        for result in evaluation.results
        for bound in result.kept
        if isinstance(bound.constraint, Constraint) and len(bound.constraint.terms) > 2
    ]
    constraint = data.draw(st.sampled_from(sums))
    index = next(figures_of(constraint))
    total = sum((factor * evaluation.book.facts[each].number for factor, each in constraint.terms), Decimal(0))
    assume(total == 0)
    moved = list(evaluation.spans)
    moved[index] = Span(moved[index].low + Decimal("0.01"), moved[index].high + Decimal("0.01"))
    assert holds(constraint, moved)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="收入总计支出=<>+-*/()[]?.sum 12“”（）", max_size=30))
def test_any_formula_is_parsed_or_told(formula: str) -> None:
    text = f'[[relation]]\nid = "a"\nsentence = "a。"\nbasis = "b"\nformula = \'{formula}\'\n'
    try:
        parse_relations(text, "本县.toml")
    except RelationMistake as mistake:
        assert mistake.line in (1, 5)
        assert mistake.column >= 1
