"""The tables of the yearly cycle."""

from jixiao.workbench.cycle.models.filing import Draft, FigureChange, Filing, FilingFinding, Revision
from jixiao.workbench.cycle.models.intake import IndicatorUse, Intake
from jixiao.workbench.cycle.models.review import Comment, Override, Reminder, Review, Transition
from jixiao.workbench.cycle.models.supervision import Adjustment, Decision, Evidence, Notice, Recheck, Sample
from jixiao.workbench.cycle.models.year import Project, Step, Year

__all__ = [
    "Adjustment",
    "Comment",
    "Decision",
    "Draft",
    "Evidence",
    "FigureChange",
    "Filing",
    "FilingFinding",
    "IndicatorUse",
    "Intake",
    "Notice",
    "Override",
    "Project",
    "Recheck",
    "Reminder",
    "Review",
    "Revision",
    "Sample",
    "Step",
    "Transition",
    "Year",
]
