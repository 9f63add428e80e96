"""Style sheets as the site has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kktei.cache import Cache
from kktei.project import data
from kktei.render.html import assets, fonts


def test_colours_are_dark_alike_by_the_system_and_by_the_reader() -> None:
    sheet = assets._smaller(data("xslt") / "html" / "assets" / "theme.css").decode()
    _, system, reader = re.split(r"color-scheme:dark\)|\[data-theme=.dark.\]", sheet)
    colours = [dict(re.findall(r"(--[\w-]+):(#\w+)[;}]", part)) for part in (system, reader)]
    assert colours[0] == colours[1] != {}
    assert reader.rstrip().endswith("color-scheme:dark}")


def test_builds_side_by_side_have_each_font_under_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_font", lambda cut: cut.name.encode())
    begun, other = fonts.fonts(Cache(tmp_path)), fonts.fonts(Cache(tmp_path))
    first = next(begun)
    assert all(data == name.encode() for name, data in (first, *other, *begun))
