"""The live preview: change a document, a style sheet or an authority, and the open page follows."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from kktei.project import Project

pytestmark = pytest.mark.browser


@pytest.fixture
def address(built: Project) -> Iterator[str]:
    """Where the preview of a copy of the starter edition answers."""
    command = [sys.executable, "-u", "-m", "kktei", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=built.root, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        for line in server.stderr:
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                yield found[0]
                break
        server.terminate()
        server.communicate(timeout=20)


@pytest.mark.long
def test_the_open_page_follows_each_change(address: str, built: Project, browser: Browser) -> None:
    document = built.documents / "d001.xml"
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + "documents/d001.html")
    expect(page.locator("main")).to_contain_text("before Easter")
    document.write_text(document.read_text(encoding="utf-8").replace("before Easter", "after Whitsun"))
    expect(page.locator("main")).to_contain_text("after Whitsun", timeout=20_000)
    (built.edition / "theme.css").write_text("body { outline: 3px solid rgb(1, 2, 3); }\n")
    expect(page.locator("body")).to_have_css("outline-color", "rgb(1, 2, 3)", timeout=20_000)
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("<body>", "<body><p>Dear <hi"))
    banner = page.get_by_role("status", name="What is wrong with the edition")
    expect(banner).to_contain_text("edition/documents/d001.xml:", timeout=20_000)
    expect(page.locator("main")).to_contain_text("after Whitsun")  # the last page that there was
    document.write_text(text.replace("after Whitsun", "at Advent"))
    expect(page.locator("main")).to_contain_text("at Advent", timeout=20_000)
    expect(banner).to_have_count(0)
    context.close()
