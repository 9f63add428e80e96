"""Pictures of the site for the README: each kind of page on desktop and phone, light and dark.

    python benchmarks/screenshots.py [SITE] [FOLDER]      (default: output/html docs/pictures)

Needs Chromium (Debian's package chromium).  The site is opened from its folder, as a reader may do.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

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


def main(site: Path, folder: Path) -> None:
    """Write ``name-screen-scheme.png`` for all pages."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        raise SystemExit("needs Chromium: apt-get install chromium")
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, page in PAGES.items():
            for screen in SCREENS:
                for scheme in ("light", "dark"):
                    shot = picture(browser, f"{site.resolve().as_uri()}/{page}", screen, scheme)
                    width = WIDTHS[screen]
                    small = shot.resize((width, round(shot.height * width / shot.width)), Image.Resampling.LANCZOS)
                    small.quantize(64).save(folder / f"{name}-{screen}-{scheme}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    given = [Path(a) for a in sys.argv[1:]]
    main(*(given + [ROOT / "output" / "html", ROOT / "docs" / "pictures"][len(given) :]))
