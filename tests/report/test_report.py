"""Findings as text, JSON, SARIF and GitHub's commands, whatever is in their words."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kktei import report
from kktei.findings import Finding, Severity
from kktei.report.visible import ascii_json, in_line, visible, whole

NAMES = ["seeds/a b.txt", "seeds/ü#%&?.txt", "seeds/a:b.txt", "seeds/\udcff.txt", "seeds/x\ny.txt", "seeds/“日”.txt"]
TEXT = st.text(st.characters(), max_size=40)  # every code point, halves of characters too


@pytest.mark.parametrize("name", NAMES)
def test_addresses_in_sarif_are_addresses(name: str) -> None:
    log = json.loads(report.as_sarif([Finding("C001", "words", file=name, line=1)]))
    uri = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert not set(" #?:\n") & set(uri)
    assert unquote(uri, errors="surrogateescape") == name


@settings(max_examples=300, deadline=None)
@given(TEXT, TEXT, TEXT)
def test_every_form_can_be_written_and_read(file: str, message: str, place: str) -> None:
    found = [Finding("C001", message, file=file, line=3, place=place, severity=Severity.ERROR)]
    for form in ("json", "sarif"):
        text = report.render(found, form)
        data = json.loads(text.encode("utf-8"))
        assert json.loads(ascii_json(text).encode("ascii")) == data
    assert json.loads(report.as_json(found))[0]["message"] == whole(message)
    (line,) = report.as_github(found).encode("utf-8").decode().split("\n")
    assert line.startswith("::error ")
    shown = report.as_text(found).encode("utf-8").decode()
    assert not [c for c in shown if c not in "\n\t" and (ord(c) < 32 or 127 <= ord(c) < 160)]
    assert "\u202e" not in shown


def test_what_gives_a_terminal_orders_is_escaped_and_the_rest_is_not() -> None:
    assert visible("a\x1b[2Jb\x9b\u202ec\ud800") == "a\\x1b[2Jb\\x9b\\u202ec\\ud800"
    assert visible("Straße 日本 😀 é\n\tx") == "Straße 日本 😀 é\n\tx"
    assert in_line("x\ny\tz") == "x\\x0ay\\x09z"


def _of_a_kind(n: int, severity: Severity) -> list[Finding]:
    return [Finding("N001", f"not understood: “{i}”", f"d{i:03}.xml", 1, severity=severity) for i in range(n)]


def test_hundreds_of_a_kind_in_different_words_are_told_by_examples_with_their_count() -> None:
    shown = report.grouped([*_of_a_kind(746, Severity.WARNING), Finding("N002", "another", "d001.xml", 2)])
    assert sum(f.count for f in shown) == 747
    assert len(shown) < 12
    assert "738 more of this kind, N001, in 738 files" in "".join(f.message for f in shown)


def test_some_of_a_kind_and_all_errors_are_each_shown() -> None:
    assert len(report.grouped(_of_a_kind(99, Severity.WARNING))) == 99
    assert len(report.grouped(_of_a_kind(746, Severity.ERROR))) == 746
