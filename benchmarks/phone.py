"""What a reader on a slow phone waits for: 400 kbit/s, 300 ms to an answer, a small screen.

    python benchmarks/phone.py [SITE] [WORD] [RUNS]      (default: output/html message 3)

The site is served as hosts do, compressed (gzip), each visit with an empty browser.  Told are, in seconds from the
click: when a document's text is painted, how much its page loads (all, fonts) and shifts; when words can be typed into
the search, when its fields stand and when its choices are there; when the first excerpt stands, of a question in the
address and of one typed at once; and what came over the line until then, beside the time that these bytes alone take
(the floor).
"""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import statistics
import sys
import threading
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
RATE, DELAY = 400_000 / 8, 300  # bytes a second, milliseconds
MARKS = """
window.kkteiShift = 0; window.kkteiAt = {};
new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) kkteiShift += e.value; })
  .observe({ type: 'layout-shift', buffered: true });
new MutationObserver(() => {
  for (const [name, selector] of Object.entries({ field: 'input[name=q]', form: 'form:not(.first) .fields input',
    choices: '.side fieldset input', ready: '#k-search[data-ready]',
    title: '.results li', excerpt: '.results .excerpt' }))
    if (!(name in kkteiAt) && document.querySelector(selector)) kkteiAt[name] = performance.now() / 1000;
}).observe(document, { subtree: true, childList: true, attributes: true });
"""


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Files as hosts send them: compressed once, one connection for many."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """A file of the site."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        raw, packed = _packed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(raw)))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@functools.cache
def _packed(path: Path) -> tuple[bytes, bool]:
    raw = path.read_bytes()
    return (raw, False) if path.suffix == ".woff2" else (gzip.compress(raw), True)


def visit(browser: Browser, address: str, until: str, typed: str = "") -> dict[str, float]:
    """Seconds and bytes of one visit, which ends when a condition in the page holds."""
    context = browser.new_context(
        viewport={"width": 390, "height": 780}, device_scale_factor=2, is_mobile=True, bypass_csp=True
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    throttled = {"offline": False, "latency": DELAY, "downloadThroughput": RATE, "uploadThroughput": RATE}
    session.send("Network.emulateNetworkConditions", throttled)
    sizes: dict[str, float] = {}
    kinds: dict[str, str] = {}
    session.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    session.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    page.add_init_script(MARKS)
    page.goto(address, wait_until="commit")
    if typed:
        page.wait_for_selector("input[name=q]")
        page.locator("input[name=q]").press_sequentially(typed, delay=80)
    page.wait_for_function(until, timeout=60_000)
    found = _told(page)
    found["bytes"] = sum(sizes.values())
    found["fonts"] = sum(size for at, size in sizes.items() if kinds.get(at) == "Font")
    context.close()
    return found


def _told(page: Page) -> dict[str, float]:
    told: dict[str, float] = page.evaluate(
        "() => ({ ...kkteiAt, shift: kkteiShift,"
        " paint: (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0) / 1000 })"
    )
    return told


def measure(browser: Browser, base: str, document: str, word: str, runs: int) -> None:
    """Print what visits of one site tell: the middle one of several."""
    still = "performance.getEntriesByType('navigation')[0].loadEventEnd && document.fonts.status === 'loaded'"
    hit = "'excerpt' in kkteiAt"
    for name, path, until, typed in (
        ("a document", document, f"{still} && performance.now() > 4500", ""),
        ("the search", "search.html", "'ready' in kkteiAt", ""),
        (f"the search for “{word}”, in the address", f"search.html?q={word}", "'ready' in kkteiAt", ""),
        (f"the search for “{word}”, typed at once", "search.html", hit, word),
    ):
        visits = [visit(browser, f"{base}/{path}", until, typed) for _ in range(runs)]
        keys = dict.fromkeys(key for told in visits for key in told)
        middle = {key: statistics.median(told[key] for told in visits if key in told) for key in keys}
        said = ", ".join(f"{k} {v:.2f}" for k, v in middle.items() if k not in {"bytes", "fonts", "shift"})
        weight, fonts = middle["bytes"], middle["fonts"]
        shown = f"{weight / 1000:.0f} kB (fonts {fonts / 1000:.0f}), alone {weight / RATE:.2f} s"
        print(f"{name}: {said}; shift {middle['shift']:.3f}; {shown}", flush=True)


def main(site: Path, word: str, runs: int) -> None:
    """Serve the site and visit it."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("needs Chromium: apt-get install chromium")
    handler = functools.partial(Compressed, directory=str(site))
    document = sorted((site / "documents").glob("*.html"))[-1].relative_to(site).as_posix()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        measure(browser, f"http://127.0.0.1:{server.server_port}", document, word, runs)
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    folder, asked, times = (sys.argv[1:] + [str(ROOT / "output" / "html"), "message", "3"][len(sys.argv) - 1 :])[:3]
    main(Path(folder), asked, int(times))
