"""Volumes that several tests look at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kktei import config
from kktei.cache import Cache
from kktei.findings import Finding
from kktei.render.job import RenderJob
from kktei.render.print import render_print
from tests.render.print.letters import volume

MakeJob = Callable[..., RenderJob]


def make_job(target: Path, documents: list[Path], **tables: dict[str, Any]) -> RenderJob:
    """A job without a project."""
    given = {
        "edition": {"title": "Letters of Ada", "date": "2026-02-01", "editors": ["A. Müller"]}
        | tables.pop("edition", {})
    }
    target.mkdir(parents=True, exist_ok=True)
    return RenderJob(
        root=documents[0].parent,
        documents=tuple(documents),
        settings=config.check(given | tables),
        target=target,
        cache=Cache(target.parent / "cache"),
        overrides=documents[0].parent,
    )


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> tuple[RenderJob, dict[str, list[str]], list[Finding]]:
    """Thirty letters with notes in every kind of place, set as a volume with a profile."""
    folder = tmp_path_factory.mktemp("generated")
    tokens = volume(folder / "tei", 30)
    (folder / "tei" / "press.icc").write_bytes(profile())
    job = make_job(folder / "out", sorted((folder / "tei").glob("*.xml")), print={"icc_profile": "press.icc"})
    return job, tokens, render_print(job)


def profile() -> bytes:
    """The head of an ICC profile of a CMYK printing condition: what a structural check can see of one."""
    head = bytearray(132)
    head[0:4] = (132).to_bytes(4, "big")
    head[8:12] = b"\x02\x40\x00\x00"
    head[12:16], head[16:20], head[20:24], head[36:40] = b"prtr", b"CMYK", b"Lab ", b"acsp"
    return bytes(head)
