"""The file for the press."""

from __future__ import annotations

import shutil
from pathlib import Path

from kktei.findings import Finding
from kktei.render.job import RenderJob


def make(job: RenderJob, raw: Path, target: Path) -> list[Finding]:
    """First cut."""
    shutil.copyfile(raw, target)
    return []
