"""How fast the web edition is made, beside saxonche alone transforming the same letters in the same run.

    python benchmarks/web.py [N ...]      (default: 750 1500 3000)

Renders the letters of other editions (where ../shared is) and N generated ones: pages, registers, search index and
checks, with an empty cache but for the fonts.  "bare" is saxonche in one process, the page stylesheet compiled once,
each letter parsed and transformed once.  Prints letters a second, their ratio, the weight of document pages without
fonts, the size of the search index and its seconds.  Ratios hold; seconds vary from machine to machine.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kktei import pool, saxon  # noqa: E402
from kktei.cache import Cache  # noqa: E402
from kktei.config import check  # noqa: E402
from kktei.project import data  # noqa: E402
from kktei.render.html import render_site, search  # noqa: E402
from kktei.render.html.fonts import write_fonts  # noqa: E402
from kktei.render.job import RenderJob  # noqa: E402
from kktei.render.words import texts  # noqa: E402
from tests.websites import well_formed  # noqa: E402

WORDS = ["letter", "answer", "minister", "treaty", "weather", "journey", "copy", "friend", "council", "peace", "book"]


def generate(folder: Path, count: int) -> list[Path]:
    """Letters of some 250 words with senders, recipients, places, dates, notes and a manuscript; always the same."""
    chance = random.Random(1963)
    paths = []
    for n in range(count):
        sender, recipient = chance.sample(range(60 + count // 10), 2)
        date = f"{1880 + n * 60 // count}-{1 + n % 12:02}-{1 + n % 28:02}"
        prose = [
            " ".join(chance.choices(WORDS, k=60)) + f' <persName ref="#p{chance.randrange(200)}">Name</persName>.'
            for _ in range(4)
        ]
        body = "".join(f"<p>{p}<note>{' '.join(chance.choices(WORDS, k=12))}</note></p>" for p in prose)
        path = folder / f"g{n:05}.xml"
        path.write_text(
            TEMPLATE.format(n=n, s=sender, r=recipient, date=date, place=n % 40, body=body), encoding="utf-8"
        )
        paths.append(path)
    return paths


TEMPLATE = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="g{n}"><teiHeader><fileDesc>
<titleStmt><title>Letter from Person {s} to Person {r}</title></titleStmt>
<publicationStmt><p/></publicationStmt>
<sourceDesc><msDesc><msIdentifier><country>Austria</country><settlement>Wien</settlement>
<repository>Archive {place}</repository><collection>Letters</collection><idno>{n}</idno></msIdentifier></msDesc>
</sourceDesc></fileDesc>
<profileDesc><correspDesc><correspAction type="sent"><persName ref="#p{s}">Person {s}</persName>
<placeName ref="#o{place}">Place {place}</placeName><date when="{date}"/></correspAction><correspAction type="received">
<persName ref="#p{r}">Person {r}</persName></correspAction></correspDesc></profileDesc></teiHeader>
<text xml:lang="en"><body><div><opener><dateline><placeName ref="#o{place}">Place {place}</placeName>,
<date when="{date}">{date}</date></dateline><salute>Dear friend,</salute></opener>
{body}<closer><signed>P. {s}</signed></closer></div></body></text></TEI>"""


SITE = {"title": "T", "language": "en", "nav": []}
CONTEXT = {"site": SITE, "path": "documents/x.html", "stem": "x", "tei": "x.xml", "names": {}, "labels": {}, "docs": {}}


def processes() -> int:
    """As many processes as kktei takes by itself."""
    return os.cpu_count() or 1


def processor_seconds() -> float:
    """Seconds of computing, by this process and those it has waited for; other work on the machine hardly moves it."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in both)


def bare(paths: list[Path]) -> tuple[float, float]:
    """Seconds that saxonche alone takes, by the clock and of computing."""
    begin, computed = time.perf_counter(), processor_seconds()
    style = saxon.Stylesheet("bare", stylesheet_file=str(data("xslt") / "html.xsl"))
    words = json.dumps(texts("en"))
    for path in paths:
        context = json.dumps(CONTEXT)
        node = style.parse(path.read_text(encoding="utf-8"), path.as_uri())
        style.run(node, params={"context": context, "texts": words}, mode="page")
    return time.perf_counter() - begin, processor_seconds() - computed


def measure(name: str, paths: list[Path], root: Path, scratch: Path, fonts: Cache) -> None:
    target, cache = scratch / "site", scratch / "cache"
    shutil.copytree(fonts.folder, cache)
    target.mkdir()
    seconds: dict[str, float] = {}
    packed = search._packed

    def timed(site: Path, language: str, folders: Iterable[str]) -> dict[str, dict[str, str]]:
        begin = time.perf_counter()
        result = packed(site, language, folders)
        seconds["search"] = time.perf_counter() - begin
        return result

    search._packed = timed
    settings = check({"edition": {"title": "Letters"}})
    begin, computed = time.perf_counter(), processor_seconds()
    render_site(
        RenderJob(
            root=root,
            documents=tuple(paths),
            settings=settings,
            target=target,
            cache=Cache(cache),
            jobs=processes(),
        )
    )
    ours = time.perf_counter() - begin
    pool._workers(processes()).shutdown()  # the computing of workers counts only when they have ended
    pool._workers.cache_clear()
    computing = processor_seconds() - computed
    search._packed = packed
    alone, alone_computing = bare(paths)
    loaded = {f"assets/{n}" for n in ("theme.css", "site.css", "site.js")}
    shared = sum((target / f).stat().st_size for f in loaded)
    pages = sorted(p.stat().st_size for p in (target / "documents").glob("*.html"))
    size = sum(p.stat().st_size for p in (target / "search").rglob("*") if p.is_file())
    n = len(paths)
    print(
        f"{name:<16}{n:>5} letters  {ours:6.1f} s {n / ours:6.1f}/s  bare {alone:6.1f} s {n / alone:6.1f}/s  "
        f"ratio {alone / ours:4.2f} (computing {alone_computing / computing:4.2f})  "
        f"page {(pages[n // 2] + shared) / 1000:3.0f} kB, largest {(pages[-1] + shared) / 1000:3.0f}  "
        f"search {seconds['search']:4.1f} s {size / 1e6:5.1f} MB",
        flush=True,
    )
    shutil.rmtree(scratch)


def main(counts: list[int]) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        fonts = Cache(here / "fonts-cache")
        write_fonts(here / "fonts", fonts)
        letters = ROOT.parent / "shared" / "tei-letters"
        if letters.is_dir():
            measure("other editions", well_formed(letters), letters, here / "w", fonts)
        for count in counts:
            made = here / f"g{count}"
            made.mkdir()
            measure("generated", generate(made, count), made, here / "w", fonts)


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:] if re.fullmatch(r"\d+", a)] or [750, 1500, 3000])
