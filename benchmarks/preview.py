"""How long ``kktei serve`` lets an editor wait: for the first page, a word, the own style sheet, the edition's title.

    python benchmarks/preview.py [FOLDER] [N]        (default: the letters that benchmarks/web.py grows; 300)
    python benchmarks/preview.py --edition [N]       # an edition of published documents, converted, never built

Of each: seconds by the clock until it is seen on a page that is open, and seconds of computing of all processes of the
preview until then; aims on a quiet machine: 5, 1, 0.5, 5 s.  "again" is a second start with what the first one kept.
"""

import http.client
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.build import real  # noqa: E402 - the path comes first
from benchmarks.web import SAMPLES, generate, grow  # noqa: E402

_TICK = os.sysconf("SC_CLK_TCK")
_LONGEST = 300.0  # seconds until a page is given up


class Served:
    """A running preview; what is measured begins with :meth:`start`."""

    def __init__(self, folder: Path, *more: str) -> None:
        self.start()
        command = [sys.executable, "-P", "-u", "-m", "kktei", "serve", "--port", "0", *more]
        self._process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, process_group=0)
        self._computed = 0.0
        assert self._process.stderr is not None
        said = next(line for line in self._process.stderr if "http://" in line)
        self._port = int(re.findall(r":(\d+)/", said)[0])

    def start(self) -> None:
        """Begin to count the clock's seconds."""
        self._began = time.monotonic()

    def get(self, path: str) -> str:
        """A page, looked at as by its script; "" where it is not there."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        for asked in (f"/kktei-state?{path}", path):
            connection.request("GET", asked)
            answer = connection.getresponse()
            text = answer.read().decode()
        return text if answer.status == 200 else ""

    def until(self, what: str, seen: Callable[[], bool]) -> None:
        """Wait, and say how long that was."""
        while not seen():
            if time.monotonic() - self._began > _LONGEST:
                sys.exit(f"{what}: never seen")
            time.sleep(0.05)
        clock, computed = time.monotonic() - self._began, self._computing()
        print(f"  {what:<28} {clock:6.2f} s, computing {computed - self._computed:6.2f} s", flush=True)

    def changed(self, what: str, path: str, words: str, file: Path, text: str) -> None:
        """Change a file, and wait until the words are on the page, and until the whole site is built again."""
        time.sleep(1)
        self.get(path)
        self._computed = self._computing()
        self.start()
        file.write_text(text, encoding="utf-8")
        self.until(what, lambda: words in self.get(path))

    def rest(self) -> None:
        """Wait until nothing is computed any more."""
        before = -1.0
        while (now := self._computing()) != before:
            before = now
            time.sleep(1.5)

    def end(self) -> None:
        """Stop it."""
        self._process.send_signal(signal.SIGTERM)
        self._process.communicate(timeout=60)

    def _computing(self) -> float:
        """Of all living processes of the preview's group, and those that they waited for."""
        whole = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                told = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(told[2]) == self._process.pid:
                whole += sum(map(int, told[11:15]))
        return whole / _TICK


def measure(folder: Path, letters: Path, *given: str) -> None:
    """A preview in ``folder``, whose documents and settings lie in ``letters``."""
    documents = sorted((letters / "documents" if (letters / "documents").is_dir() else letters).glob("*.xml"))
    stem = documents[len(documents) // 2].stem
    page = f"/documents/{stem}.html"
    served = Served(folder, *given)
    served.until("home, from the start", lambda: bool(served.get("/")))
    served.until("a letter, from the start", lambda: bool(served.get(page)))
    served.until("the whole site", lambda: bool(served.get("/search.html")))
    served.rest()
    changed = documents[len(documents) // 2]
    before, end, after = changed.read_text("utf-8").rpartition("</p>")
    served.changed("a word", page, "Quorvex", changed, f"{before} Quorvex{end}{after}")
    served.rest()
    sheet = letters / "theme.css"
    sheet.write_text("body { margin: 0 }\n")
    served.rest()
    named = lambda: next(iter(re.findall(r"assets/(edition\.[0-9a-z]+\.css)", served.get(page))), "")  # noqa: E731
    served.changed("the style sheet", f"/assets/{named()}", "1px", sheet, "body { margin: 1px }\n")
    served.rest()
    settings = letters / "edition.toml"
    told = settings.read_text("utf-8") if settings.is_file() else '[edition]\ntitle = "Letters"\nlicence = ""\n'
    served.changed(
        "the title of the edition", page, "Otherwise", settings, re.sub('title = ".*"', 'title = "Otherwise"', told)
    )
    served.rest()
    served.end()
    again = Served(folder, *given)
    again.until("a letter, started again", lambda: bool(again.get(page)))
    again.end()


def main(arguments: list[str]) -> None:
    """Measure and print."""
    count = next((int(a) for a in arguments if a.isdecimal()), 300)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        if "--edition" in arguments:
            (root / "edition").mkdir()
            (root / "seeds").mkdir()
            (root / "edition" / "edition.toml").write_text('[edition]\nid = "v"\ntitle = "A volume"\n')
            (root / "seeds" / "volume.xml").write_text(real(count), encoding="utf-8")
            subprocess.run([sys.executable, "-m", "kktei", "convert", "-q"], cwd=root, check=False, capture_output=True)
            measure(root, root / "edition")
            return
        letters = root / "letters"
        letters.mkdir()
        samples = next((Path(a) for a in arguments if not a.isdecimal()), SAMPLES)
        if samples.is_dir():
            grow(samples, letters, count)
        else:
            generate(letters, count)
        measure(root, letters, "--input", str(letters))


if __name__ == "__main__":
    main(sys.argv[1:])
