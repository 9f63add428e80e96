"""Sites for tests: the edition of this repository, and any folder of letters."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from pathlib import Path

from kktei.cache import Cache
from kktei.config import check, load
from kktei.findings import Finding
from kktei.render.html import render_site
from kktei.render.html.search import Searched
from kktei.render.job import RenderJob
from tests.once import FOLDER, once

# One for all sites of a test run: the fonts are cut once.  Results of other tests cannot come from it by mistake,
# because keys are digests of all that a result is made from.
_CACHE = FOLDER / "cache"


@dataclass(frozen=True)
class Site:
    """A finished site."""

    folder: Path
    findings: list[Finding] = field(default_factory=list)

    def text(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def named(self, path: str) -> str:
        """The path of a file whose name has its content in it ("assets/site.css")."""
        stem, _, suffix = path.rpartition(".")
        found = list(self.folder.glob(f"{stem}.{'?' * 10}.{suffix}"))
        assert len(found) == 1, (path, found)
        return found[0].relative_to(self.folder).as_posix()

    @property
    def pages(self) -> list[str]:
        return sorted(p.relative_to(self.folder).as_posix() for p in self.folder.rglob("*.html"))

    def bytes(self) -> dict[str, bytes]:
        return {p.relative_to(self.folder).as_posix(): p.read_bytes() for p in self.folder.rglob("*") if p.is_file()}


def edition_job(root: Path, target: Path, cache: Cache) -> RenderJob:
    edition = root / "edition"
    return RenderJob(
        root=root,
        documents=tuple(sorted((edition / "documents").glob("*.xml"))),
        settings=load(edition / "edition.toml"),
        target=target,
        cache=cache,
        authorities=edition / "authorities.xml",
        corpus=edition / "edition.xml",
        overrides=edition,
    )


def made(job: RenderJob) -> Site:
    job.target.mkdir(parents=True, exist_ok=True)
    return Site(job.target, render_site(job))


def edition_site(root: Path) -> Site:
    """The site of this repository's own edition; tests only read it."""
    return once("edition", lambda folder: made(edition_job(root, folder / "site", Cache(_CACHE))))


def letters_site(datadir: Path) -> Site:
    """The site of the letters of other editions that lie with the tests; tests only read it."""
    letters = datadir / "letters"
    return once("letters", lambda folder: made(letter_job(well_formed(letters), letters, folder / "site", "de")))


def letter_job(
    documents: list[Path], folder: Path, target: Path, language: str = "en", fresh: bool = False, jobs: int = 1
) -> RenderJob:
    settings = check({"edition": {"title": "Letters", "language": language}})
    cache = Cache(_CACHE, fresh=fresh)
    return RenderJob(root=folder, documents=tuple(documents), settings=settings, target=target, cache=cache, jobs=jobs)


def no_search(*_: object, **__: object) -> Searched:
    """Instead of the search, which costs much and which few tests of sites are about: the names of its first files."""
    return Searched({"engine": "", "documents": ""}, "", "", {}, {}, {})


@functools.cache
def well_formed(folder: Path) -> list[Path]:
    """The TEI files below a folder that parse."""

    from kktei import tei

    found = []
    for path in sorted(folder.rglob("*.xml")):
        try:
            tei.load(path)
        except tei.MalformedError:
            continue
        found.append(path)
    return found


def small(folder: Path, **texts: str) -> list[Path]:
    """TEI files made of bodies: ``small(tmp, a="<p>Text</p>")``."""
    paths = []
    for name, body in texts.items():
        path = folder / f"{name}.xml"
        path.write_text(document(body, name), encoding="utf-8")
        paths.append(path)
    return paths


def document(body: str, name: str = "x", header: str = "", title: str = "A letter") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{name}"><teiHeader><fileDesc>
<titleStmt><title>{title}</title></titleStmt><publicationStmt><p/></publicationStmt>
<sourceDesc><p>None</p></sourceDesc></fileDesc>{header}</teiHeader><text><body>{body}</body></text></TEI>"""
