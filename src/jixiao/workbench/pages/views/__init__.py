"""The views, a module for each part of the workbench; importing one registers its routes."""

from jixiao.workbench.pages.views import filings, tasks
from jixiao.workbench.people import login

__all__ = ["filings", "login", "tasks"]
