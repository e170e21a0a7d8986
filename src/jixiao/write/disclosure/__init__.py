"""部门决算公开: the yearly disclosure of a unit's final accounts, from its data, in the wording of its place.

wording     data: what is said (knowledge/wording, or a county's own file); language: the slots in it
source, figures   what is known of a year and what follows from it; cases, entries: comparisons and lists
composer    templates → runs of text and tagged figures, and what is lacking (gaps)
paper       the whole: cover, contents, sections, charts, terms, annexes, tables
"""

from jixiao.write.disclosure.gaps import Gap, Lacking
from jixiao.write.disclosure.load import load_wording
from jixiao.write.disclosure.paper import Disclosure, write_disclosure

__all__ = ["Disclosure", "Gap", "Lacking", "load_wording", "write_disclosure"]
