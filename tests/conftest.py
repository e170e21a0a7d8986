"""What several tests share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# PDFium takes its fonts from whoever starts it: jixiao, as in any call of its own, before a test imports it by itself.
import jixiao.read.formats.pdf_native  # noqa: F401

pytest_plugins = ["cli_runner"]
settings.register_profile("fuzz", max_examples=2_000, deadline=None)  # make fuzz


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of sample documents, which is beside the project's folder on the machines of its builders only."""
    folder = Path(__file__).resolve().parents[2] / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("no folder shared/samples beside the project")
    return folder
