"""The page on dependencies says what is true: every package is there, with its bound, its size and its licence."""

from __future__ import annotations

import re
from email.message import Message
from importlib.metadata import Distribution
from pathlib import Path

import pytest
from packaging.version import Version

from tests.packaging.licences import fits, licence
from tests.packaging.lowest import lowest
from tests.packaging.requirements import EXTRAS, ROOT, brought, size, stated

PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
DIRECT = {name: (extra or "kktei", wanted) for extra in EXTRAS for name, wanted in stated(extra).items()}
ALL = brought(DIRECT)
# Packages that carry a text of the GPL, with why they may: see the page.
NAME_THE_GPL = {
    "pypandoc-binary": "pandoc, a program of its own, in an extra",
    "lxml": "says that a test of its, which is not in the wheel, was under the GPL",
    "pikepdf": "the MPL names the GPL as a licence that may be chosen instead",
    "azimlib": "says of other packages, which its extras ask for, how these are licensed",
    "pillow": "says of libraries in it that their licences fit the GPL",
    "et-xmlfile": "carries the PSF's licence, which says the same",
    "typing-extensions": "says that the PSF's licence fits the GPL",
}


def rows(heading: str) -> dict[str, list[str]]:
    """The table whose first row has ``heading``: the cells of each row by the first."""
    table = PAGE.split(f"| package | {heading} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return {first: rest for first, *rest in cells}


def test_every_direct_dependency_has_its_row() -> None:
    page = {name: (extra, Version(bound)) for name, (bound, extra, *_) in rows("from").items()}
    assert page == {
        name: (extra, max(Version(s.version) for s in wanted.specifier)) for name, (extra, wanted) in DIRECT.items()
    }
    assert all(len(reason) > 20 for _, _, reason, *_ in rows("from").values())


def test_every_other_package_that_comes_along_has_its_row() -> None:
    page = rows("needed by")
    assert set(page) == set(ALL) - set(DIRECT)
    for name, (wanted_by, *_) in page.items():
        assert name in brought([wanted_by]), f"{wanted_by} does not need {name}"


@pytest.mark.parametrize("name", sorted(ALL))
def test_sizes_and_licences_are_as_the_page_says(name: str) -> None:
    megabytes, stated_licence = {**rows("from"), **rows("needed by")}[name][-2:]
    assert stated_licence == licence(ALL[name].metadata)
    assert float(megabytes) / 2 <= max(size(ALL[name]), 0.1) <= float(megabytes) * 2


@pytest.mark.parametrize("name", sorted(ALL))
def test_every_licence_fits(name: str) -> None:
    assert fits(licence(ALL[name].metadata)), f"{name}: {licence(ALL[name].metadata) or 'no licence is stated'}"


@pytest.mark.parametrize("name", sorted(ALL))
def test_no_package_carries_a_text_of_the_gpl_that_was_not_looked_at(name: str) -> None:
    """A package may say MIT and hold a program that is not."""
    assert (name in NAME_THE_GPL) == any("GPL" in text or "GNU General" in text for text in notices(ALL[name]))


def notices(package: Distribution) -> list[str]:
    files = [f for f in package.files or () if re.search(r"licen[sc]e|copying|copyright|notice", f.name, re.I)]
    paths = [Path(str(f.locate())) for f in files if f.suffix not in (".py", ".pyc")]
    return [p.read_text(encoding="utf-8", errors="replace") for p in paths if p.is_file()]


def metadata(*fields: tuple[str, str]) -> Message:
    made = Message()
    for name, value in fields:
        made[name] = value
    return made


CLASSIFIER = "License :: OSI Approved :: "


@pytest.mark.parametrize(
    "fields",
    [
        [("License-Expression", "GPL-2.0-or-later")],
        [("License-Expression", "MIT AND AGPL-3.0-only")],
        [("License-Expression", "GPL-3.0-only OR LGPL-2.1-only")],
        [("License", "GNU GPL v2 or later")],
        [("License", "MIT"), ("Classifier", CLASSIFIER + "GNU General Public License v2 or later (GPLv2+)")],
        [
            ("Classifier", CLASSIFIER + "MIT License"),
            ("Classifier", CLASSIFIER + "GNU Affero General Public License v3"),
        ],
        [("Name", "unheard-of")],
        [("License", "Proprietary")],
    ],
)
def test_others_are_refused(fields: list[tuple[str, str]]) -> None:
    assert not fits(licence(metadata(*fields)))


@pytest.mark.parametrize(
    "fields",
    [
        [("License-Expression", "GPL-2.0-or-later OR MIT")],
        [("License-Expression", "(Apache-2.0 OR BSD-2-Clause)")],
        [("Classifier", CLASSIFIER + "MIT License")],
        [("License", "BSD-3-Clause")],
        [("Name", "saxonche")],
    ],
)
def test_these_are_not(fields: list[tuple[str, str]]) -> None:
    assert fits(licence(metadata(*fields)))


def test_the_lowest_versions_are_the_bounds() -> None:
    assert {f"{name}=={max(s.version for s in wanted.specifier)}" for name, (_, wanted) in DIRECT.items()} <= {
        *lowest()
    }


def test_every_direct_dependency_is_used() -> None:
    """A package that no module names is not needed any more; brotli is asked for by the format of a font."""
    code = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "kktei").rglob("*.py"))
    for name in DIRECT:
        modules = {f.parts[0].partition(".")[0] for f in ALL[name].files or () if f.suffix in (".py", ".so", ".pyd")}
        words = "|".join(map(re.escape, {*modules, "woff2"} if name == "brotli" else modules))
        assert re.search(rf'^ *(?:from|import) (?:{words})\b|"(?:{words})"', code, re.MULTILINE), name
