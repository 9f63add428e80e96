"""Pictures for the README: each kind of page of the site on desktop and phone, light and dark; pages of the book.

    python benchmarks/screenshots.py [OUTPUT] [FOLDER]      (default: output docs/pictures)

Needs Chromium (Debian's package chromium).  The site is opened from its folder, as a reader may do.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from pypdfium2 import PdfDocument

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "home": "index.html",
    "calendar": "calendar.html",
    "document": "documents/d096.html",
    "person": "persons/khrushchev.html",
    "repository": "archives/dos.html",
    "search": "search.html?q=message&correspondent=Khrushchev&before=June+1963",
}
SCREENS = {"desktop": (1200, 800), "phone": (390, 780)}
WIDTHS = {"desktop": 600, "phone": 260}  # of the small pictures
SHEETS = {  # a file, and words that its page has
    "title": ("screen.pdf", "edited by"),
    "lists": ("screen.pdf", "Printed sources"),
    "documents": ("screen.pdf", "A copy was sent to McGeorge Bundy"),
    "press": ("print.pdf", "A copy was sent to McGeorge Bundy"),
}
SHEET = 320  # the width of a page of the book; the press's has marks around it


def picture(browser: Browser, address: str, screen: str, scheme: str) -> Image.Image:
    """One page as a reader sees it first."""
    width, height = SCREENS[screen]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(address)
    if "search.html" in address:
        page.wait_for_selector("#k-search[data-ready]")
        page.wait_for_selector(".excerpt")
    page.evaluate("document.fonts.ready")
    shot = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    return shot.convert("RGB")


def sheet(book: Path, words: str, scale: float) -> Image.Image:
    """The first page of a book that has ``words``."""
    pages = (page for page in PdfDocument(book) if words in page.get_textpage().get_text_range())
    return next(pages).render(scale=scale).to_pil().convert("RGB")


def save(shot: Image.Image, width: int, path: Path) -> None:
    """Small, in few colours that are those of the page: the commonest alone would leave links grey."""
    small = shot.resize((width, round(shot.height * width / shot.width)), Image.Resampling.LANCZOS)
    small.quantize(64, Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE).save(path, optimize=True)


def main(output: Path, folder: Path) -> None:
    """Write ``name-screen-scheme.png`` for all pages of the site, ``print-name.png`` for those of the book."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("needs Chromium: apt-get install chromium")
    folder.mkdir(parents=True, exist_ok=True)
    page_width = PdfDocument(output / "print" / "screen.pdf")[0].get_width()
    for name, (file, words) in SHEETS.items():
        shot = sheet(output / "print" / file, words, 4 * SHEET / page_width)
        save(shot, round(shot.width / 4), folder / f"print-{name}.png")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, page in PAGES.items():
            for screen in SCREENS:
                for scheme in ("light", "dark"):
                    shot = picture(browser, f"{(output / 'html').resolve().as_uri()}/{page}", screen, scheme)
                    save(shot, WIDTHS[screen], folder / f"{name}-{screen}-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    given = [Path(a) for a in sys.argv[1:]]
    main(*(given + [ROOT / "output", ROOT / "docs" / "pictures"][len(given) :]))
