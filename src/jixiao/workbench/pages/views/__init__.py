"""The views, a module for each part of the workbench; importing one registers its routes."""

from importlib import import_module
from pkgutil import iter_modules

for module in iter_modules(__path__, f"{__name__}."):
    import_module(module.name)
