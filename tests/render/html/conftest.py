"""Sites that several tests look at, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.websites import Site, edition_site, letter_job, made, well_formed


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Site:
    """The site of this repository's own edition."""
    return edition_site(root, tmp_path_factory.mktemp("edition"))


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory, datadir: Path) -> Site:
    """The site of the letters of other editions."""
    folder = datadir / "letters"
    target = tmp_path_factory.mktemp("letters") / "site"
    return made(letter_job(well_formed(folder), folder, target, "de"))
