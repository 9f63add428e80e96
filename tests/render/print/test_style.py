"""edition/print.typ is code: it runs only where the reader trusts the edition, and reaches neither files nor network."""

from __future__ import annotations

import hashlib
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from kktei.errors import KkteiError, MachineryError
from kktei.render.job import RenderJob
from kktei.render.print import render_print
from kktei.render.print.placing import placings
from kktei.render.print.setting import SettingOutcome
from kktei.render.print.style import style
from kktei.trust import Trusted
from tests.render.print.conftest import make_job
from tests.render.print.test_data import letter

LARGE = "#let style(body) = { set text(size: 20pt); body }\n"


def job_with(tmp_path: Path, code: str | bytes, *, trusted: bool = True) -> RenderJob:
    file = tmp_path / "a.xml"
    file.write_text(letter("x"), encoding="utf-8")
    (tmp_path / "print.typ").write_bytes(code.encode() if isinstance(code, str) else code)
    said = Trusted((hashlib.sha256((tmp_path / "print.typ").read_bytes()).hexdigest(),)) if trusted else Trusted()
    return replace(make_job(tmp_path / "out", [file]), trusted=said)


def test_untrusted_it_is_not_used_and_a_finding_says_so(tmp_path: Path) -> None:
    found = render_print(job_with(tmp_path, "#panic()", trusted=False))
    told = [f for f in found if f.code == "P008"]
    assert [f.file for f in told] == ["print.typ"]
    assert "not trusted" in told[0].message
    assert (tmp_path / "out" / "screen.pdf").is_file()
    assert "panic" not in (tmp_path / "out" / "typst" / "style.typ").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "now", "where", "line"),
    [
        ("a\nb\nc\n", "a\nX\nc\n", "line 2", 2),
        ("a\nb\n", "a\nX\nY\nb\n", "lines 2 to 3", 2),
        ("a\nb\nc\n", "a\nc\n", "lines are gone before line 2", 2),
        ("a\na\na\n", "a\na\n", "lines are gone before line 3", 2),
        ("a\n", "a\r\n", "its ends of lines", 1),
        ("a\n", "", "lines are gone before line 1", 0),
    ],
)
def test_code_that_has_changed_is_asked_again(tmp_path: Path, before: str, now: str, where: str, line: int) -> None:
    job = replace(job_with(tmp_path, now), trusted=Trusted((hashlib.sha256(before.encode()).hexdigest(),), before))
    code, (told,) = style(job)
    assert (code, told.code, told.line) == ("", "P008", line)
    assert told.message.endswith(f"it has changed since you trusted it ({where})")


RESTLESS = """#let moved = state("moved", 1)
#let style(body) = { context moved.update(moved.final() + 1); body }
"""


def test_pages_that_come_to_no_rest_are_told(tmp_path: Path) -> None:
    job = job_with(tmp_path, RESTLESS)
    (told,) = [f for f in render_print(job) if f.code == "P018"]
    assert told.message.endswith('value of `state("moved")` did not converge (style.typ:2)')
    parted = SettingOutcome([], {}, 2, unsettled=[("a", "something"), ("back", "another")])
    found = placings(job, [SimpleNamespace(stem="a", path=Path("a.xml"))], parted)
    assert [(f.code, f.file, f.message.split(" did")[0]) for f in found] == [
        ("P018", "a.xml", "The pages from this document on"),
        ("P018", "", "Pages of indexes"),
    ]


def test_trusted_it_is_used(tmp_path: Path) -> None:
    assert "P008" not in [f.code for f in render_print(job_with(tmp_path, LARGE))]
    assert (tmp_path / "out" / "typst" / "style.typ").read_text(encoding="utf-8") == LARGE


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('#import (str.from-unicode(64) + "preview/x:1.0.0")\n' + LARGE, r"print\.typ:1: the package that it asks for cannot be used"),
        ('#let style(body) = eval("import \\"@" + "preview/x:1.0.0\\"; 1")', r"print\.typ:1: the package .* cannot be used"),
        ('#let style(body) = read("/etc/passwd")', r"print\.typ:1:25: file not found"),
        ('\n#let style(body) = image("../../a.svg")', r"print\.typ:2:26: path .* would escape"),
        ("#let style(body) = plugin(\"/x.wasm\")", r"print\.typ:1:27: file not found"),
        ("#let style(body) = panic(1)", r"print\.typ:1:20: panicked"),
        ("#let nothing = 1", r"print\.typ: unresolved import"),
    ],
)  # fmt: skip
def test_what_it_may_not_do_is_an_error_with_its_line(tmp_path: Path, code: str, words: str) -> None:
    with pytest.raises(MachineryError, match=words):
        render_print(job_with(tmp_path, code))
    assert not list((tmp_path / "out").glob("*.pdf"))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('\n#import "@preview/cetz:0.3.0": *\n', r"print\.typ:2: the package @preview/cetz:0\.3\.0 cannot be used"),
        (
            '#let style(body) = { include "@local/x:1.0.0" }',
            r"print\.typ:1: the package @local/x:1\.0\.0 cannot be used",
        ),
        (b"#let x = 1\n\xff", r"print\.typ:2:1: this byte"),
    ],
)
def test_a_package_is_named_before_anything_is_set(tmp_path: Path, code: str | bytes, words: str) -> None:
    with pytest.raises(KkteiError, match=words):
        style(job_with(tmp_path, code))


def test_a_package_in_a_comment_is_none(tmp_path: Path) -> None:
    code = '// #import "@preview/cetz:0.3.0"\n' + LARGE
    assert style(job_with(tmp_path, code)) == (code, [])


def test_the_typesetter_asks_nobody_for_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A listener where a reader's own proxy would be hears nothing."""
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.getsockname()[1]}")
        with pytest.raises(MachineryError, match="cannot be used"):
            render_print(job_with(tmp_path, '#import (str.from-unicode(64) + "preview/x:1.0.0")\n' + LARGE))
        proxy.settimeout(0.2)
        with pytest.raises(TimeoutError):
            proxy.accept()


def test_that_listener_would_hear_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "main.typ").write_text('#import "@preview/x:1.0.0"', encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.settimeout(10)
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.getsockname()[1]}")
        code = f"import typst; typst.compile({str(tmp_path / 'main.typ')!r})"
        with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL) as process:
            connection, _ = proxy.accept()
            connection.close()
        assert process.returncode != 0


def test_a_fault_of_the_typesetters_at_the_tags_costs_no_more_than_the_tags(tmp_path: Path) -> None:
    """It fails at a link of words that nobody can see."""
    found = render_print(job_with(tmp_path, r'#let style(body) = [#link("https://x.org")[\u{ad}] #body]'))
    assert [f.code for f in found if f.severity != "info" and f.code not in ("P002", "P003")] == ["P012"]
    assert (tmp_path / "out" / "screen.pdf").is_file()
    assert (tmp_path / "out" / "print.pdf").is_file()
