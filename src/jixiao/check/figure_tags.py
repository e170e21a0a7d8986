"""What the tag of a written figure means in Chinese: `concept.measure[item]`, as the disclosure tags its figures."""

from __future__ import annotations

from functools import lru_cache

from jixiao.check.relations.names import MEASURE_LABELS
from jixiao.knowledge.taxonomy import taxonomy

RETYPED = "accounts.written.retyped"  # the rule about figures that no longer are what was written
_PLAIN = ("amount", "count")  # measures that go without saying


@lru_cache(maxsize=1024)
def label_of(tag: str) -> str:
    """Give in Chinese what a tag means; nothing where the taxonomy does not know it."""
    what, _, item = tag.removesuffix("]").partition("[")
    concepts = taxonomy().concepts
    identifier, _, measure = (what, "", "amount") if what in concepts else what.rpartition(".")
    concept = concepts.get(identifier)
    if concept is None or measure not in MEASURE_LABELS:
        return ""
    said = "" if measure in _PLAIN else MEASURE_LABELS[measure]
    return "·".join(word for word in (concept.label, item, said) if word)
