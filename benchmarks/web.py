"""What the web edition costs to make: computing and peak memory, beside saxonche alone making one page a letter.

    python benchmarks/web.py [FOLDER] [N ...] [--root=FOLDER]      (default: 300; --root: another copy of kktei)
    python benchmarks/web.py --two 900   # by the clock: one and two processes, one and two cluster workers

N letters are grown from those in FOLDER (default: another edition's, where ../shared is; else invented ones): each turn
has dates and a part of its people, places and works of its own, so that registers grow as those of real editions.
Each run has a process of its own: "first" with an empty cache, "nothing changed", "one word" changed in one text,
and "bare": the page stylesheet compiled once, each letter parsed, transformed once and written.  Told are seconds of
computing (this process and those that it waited for), milliseconds a letter, peak memory of this process and of the
largest other, files and bytes of the site, and the computing of each stage of the first run by this process.
Ratios hold; seconds vary from machine to machine.
"""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import zlib
from contextlib import nullcontext
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.pool.test_cluster import running  # noqa: E402 - the path comes first

SAMPLES = ROOT.parent / "shared" / "tei-letters" / "schnitzler"
WORDS = ["letter", "answer", "minister", "treaty", "weather", "journey", "copy", "friend", "council", "peace", "book"]
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
PROBE = """
import json, resource, sys, time
from pathlib import Path
{work}
use = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([sum(u.ru_utime + u.ru_stime for u in use), [u.ru_maxrss / 1024 for u in use], stages]))
"""
SITE = """
import inspect
from contextlib import nullcontext
from kktei import cluster
from kktei.pipeline.foreign import render_foreign
from kktei.pipeline.line import Choices
from kktei.pipeline.watch import Silence
from kktei.render.html import site
stages, within = {{}}, []
def timed(name, function):
    def run(*given, **named):
        begin = time.process_time()
        made = function(*given, **named)
        stages[name] = stages.get(name, 0) + time.process_time() - begin
        return flowing(name, made) if inspect.isgenerator(made) else made
    return run
def flowing(name, made):
    while True:  # what is made one by one is asked for one by one: other work goes on beside it
        begin = time.process_time()
        try:
            one = next(made)
        except StopIteration:
            return
        finally:
            stages[name] = stages.get(name, 0) + time.process_time() - begin
        yield one
for name in ("build", "make", "write_assets", "write_downloads", "write_records", "write_search", "broken",
             "strange_documents"):
    setattr(site, name, timed(name, getattr(site, name)))
if __name__ == "__main__":
    with cluster.on({address!r}, Path({target!r}).parent / ".kktei-cache") if {address!r} else nullcontext():
        render_foreign(Path({letters!r}), Path({target!r}), Choices(("html",), {jobs}, convert=False), Silence())
"""
BARE = """
stages = {{}}
from kktei import saxon
from kktei.project import data
from kktei.render.words import texts
style = saxon.Stylesheet("bare", stylesheet_file=str(data("xslt") / "html.xsl"))
site = {{"title": "T", "language": "en", "nav": []}}
words = json.dumps(texts("en"))
target = Path({target!r})
target.mkdir()
for path in sorted(Path({letters!r}).glob("*.xml")):
    context = {{"site": site, "path": "documents/x.html", "stem": "x", "tei": "x.xml", "names": {{}}, "labels": {{}}}}
    node = style.parse(path.read_text("utf-8").partition("?>")[2], path.as_uri())
    params = {{"context": json.dumps({{**context, "docs": {{}}}}), "texts": words}}
    page = style.run(node, params=params, mode="page").texts["page"]
    (target / path.with_suffix(".html").name).write_text(page, "utf-8")
"""


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
        text = TEMPLATE.format(n=n, s=sender, r=recipient, date=date, place=n % 40, body=body)
        path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>{text}', encoding="utf-8")
        paths.append(path)
    return paths


def grow(samples: Path, folder: Path, count: int) -> None:
    """Letters as those in ``samples``, turn after turn; one of four ids of records is new in each turn."""
    texts = [p.read_text(encoding="utf-8") for p in sorted(samples.glob("*.xml"))]
    for n in range(count):
        turn, at = divmod(n, len(texts))
        text = texts[at]
        if turn:
            text = re.sub(r'((?:ref|key)="#|xml:id=")([\w-]+)', lambda m, t=turn: _renamed(m, t), text)
            later = r'((?:when|notBefore|notAfter)=")(\d{4})-'
            text = re.sub(later, lambda m, t=turn: f"{m[1]}{int(m[2]) + t % 7:04}-", text)
        (folder / f"L{n:05}.xml").write_text(text, encoding="utf-8")


def _renamed(found: re.Match[str], turn: int) -> str:
    """An id of its own for one of four records, and for whatever else has an id."""
    is_new = zlib.crc32(found[2].encode()) % 4 == 0 or not found[2].startswith("pmb")
    return f"{found[1]}{found[2]}{f't{turn}' if is_new else ''}"


def run(work: str, root: Path, folder: Path, **given: object) -> tuple[float, list[float], dict[str, float]]:
    """Seconds of computing, megabytes and stages of one run."""
    program = PROBE.format(work=work.format(**given))
    file = folder / "run.py"
    file.write_text(f"import sys\nsys.path.insert(0, {str(root)!r})\n{program}", encoding="utf-8")
    done = subprocess.run([sys.executable, str(file)], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr[-1500:])
    computing, memory, stages = json.loads(done.stdout.splitlines()[-1])
    return computing, memory, stages


def measure(samples: Path, count: int, root: Path) -> None:
    """Make the site of ``count`` letters in all ways, with the kktei in ``root``."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        letters = folder / "letters"
        letters.mkdir()
        if samples.is_dir():
            grow(samples, letters, count)
        else:
            generate(letters, count)
        given = {"letters": str(letters), "target": str(folder / "out"), "jobs": 1, "address": ""}
        stages: dict[str, float] = {}
        for what in ("first", "nothing changed", "one word"):
            if what == "one word":
                file = sorted(letters.glob("*.xml"))[count // 2]
                before, end, after = file.read_text("utf-8").partition("</body>")
                file.write_text(" word</p>".join(before.rsplit("</p>", 1)) + end + after, "utf-8")
            computing, memory, told = run(SITE, root, folder, **given)
            stages = stages or told
            say(count, what, computing, memory)
        computing, memory, _ = run(BARE, root, folder, letters=str(letters), target=str(folder / "bare"))
        say(count, "bare saxonche", computing, memory)
        files = [p for p in (folder / "out" / "html").rglob("*") if p.is_file()]
        print(
            f"{count:>6} {len(files)} files, {sum(p.stat().st_size for p in files) / 1e6:.1f} MB; computing of stages:"
        )
        print("      ", ", ".join(f"{stage} {seconds:.2f}" for stage, seconds in stages.items()), flush=True)


def side_by_side(samples: Path, count: int, root: Path) -> None:
    """Make the site of ``count`` letters by one and two processes and cluster workers; needs a quiet machine."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        letters = folder / "letters"
        letters.mkdir()
        grow(samples, letters, count)
        clocks: dict[str, list[float]] = {"process": [], "worker": []}
        for what, jobs, workers in (("process", 1, 0), ("process", 2, 0), ("worker", 1, 1), ("worker", 1, 2)):
            with running(folder, workers) if workers else nullcontext("") as address:
                load, begin = os.getloadavg()[0], time.monotonic()
                target = folder / f"{what}{max(jobs, workers)}" / "out"
                run(SITE, root, folder, letters=str(letters), target=str(target), jobs=jobs, address=address)
                clock = time.monotonic() - begin
            clocks[what].append(clock)
            print(f"{count:>6} {max(jobs, workers)} {what:<8} {clock:7.1f} s by the clock, load {load:.1f}", flush=True)
        for what, (one, two) in clocks.items():
            print(f"{count:>6} two {what}s: {one / two:.2f} times one", flush=True)


def say(count: int, what: str, computing: float, memory: list[float]) -> None:
    cost = f"{computing:7.1f} s {1000 * computing / count:7.1f} ms a letter"
    print(f"{count:>6} {what:<16} {cost} {memory[0]:6.0f} {memory[1]:6.0f} MB", flush=True)


def main(arguments: list[str]) -> None:
    """Measure and print."""
    counts = [int(a) for a in arguments if a.isdecimal()] or [300]
    folders = [Path(a) for a in arguments if not a.isdecimal() and not a.startswith("--")] or [SAMPLES]
    roots = [Path(a.partition("=")[2]).resolve() for a in arguments if a.startswith("--root=")] or [ROOT]
    for count in counts:
        (side_by_side if "--two" in arguments else measure)(folders[0], count, roots[0])


if __name__ == "__main__":
    main(sys.argv[1:])
