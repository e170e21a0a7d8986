"""Check (核对): documents become findings. `check_documents` is the entry, `all_rules` what it checks."""

from jixiao.check.engine import check_documents
from jixiao.check.manual import rules_markdown
from jixiao.check.rule import Rule
from jixiao.check.rules import all_rules

__all__ = ["Rule", "all_rules", "check_documents", "rules_markdown"]
