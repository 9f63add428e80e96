"""Style sheets as the site has them."""

from __future__ import annotations

import re

from kktei.project import data
from kktei.render.html import assets


def test_colours_are_dark_alike_by_the_system_and_by_the_reader() -> None:
    sheet = assets._smaller(data("xslt") / "html" / "assets" / "theme.css").decode()
    _, system, reader = re.split(r"color-scheme:dark\)|\[data-theme=.dark.\]", sheet)
    colours = [dict(re.findall(r"(--[\w-]+):(#\w+)[;}]", part)) for part in (system, reader)]
    assert colours[0] == colours[1] != {}
    assert reader.rstrip().endswith("color-scheme:dark}")
