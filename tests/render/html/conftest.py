"""Sites that several tests look at, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.websites import Site, edition_site, letters_site


@pytest.fixture(scope="session")
def site(root: Path) -> Site:
    """The site of this repository's own edition."""
    return edition_site(root)


@pytest.fixture(scope="session")
def letters(datadir: Path) -> Site:
    """The site of the letters of other editions."""
    return letters_site(datadir)
