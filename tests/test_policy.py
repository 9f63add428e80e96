"""What browsers may load: the strict policy, what an edition changes of it, and what cannot stand in a page."""

from __future__ import annotations

import pytest

from kktei.config import check
from kktei.errors import SettingsError
from kktei.policy import fault, policy


def test_what_an_edition_names_replaces_that_part_only() -> None:
    strict = policy("")
    assert strict.startswith("default-src 'none'; script-src 'self'")
    own = policy("IMG-SRC 'self'  https://images.example.org; media-src https://example.org/sound/")
    assert own == strict.replace("img-src 'self'", "img-src 'self' https://images.example.org") + (
        "; media-src https://example.org/sound/"
    )


@pytest.mark.parametrize(
    "right",
    [
        "script-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
        "connect-src 'self' wss://live.example.org:8443; frame-src 'self' https://*.example.org",
        "img-src 'self' data: https:;",
        "object-src *",
        "style-src 'self' 'unsafe-inline'",
        "",
    ],
)
def test_what_browsers_take(right: str) -> None:
    assert fault(right) == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("img-src self https://example.org", "single quotation marks: 'self'"),
        ("img-src https://example.org", "img-src must have 'self'"),
        ("image-src 'self'", "no 'image-src'"),
        ("frame-ancestors 'none'", "header"),
        ("img-src 'self'; img-src 'self' data:", "twice"),
        ("media-src", "says nothing"),
        ("media-src 'none' https://example.org", "'none' stands alone"),
        ("script-src 'self' 'nonce-abc'", "nonce"),
        ("media-src example", "no place"),
        ('media-src "https://example.org"', "no place"),
        ("media-src javascript:", "no place"),
    ],
)
def test_what_is_wrong_is_said(wrong: str, said: str) -> None:
    assert said in fault(wrong)


def test_the_setting_is_refused_with_its_line() -> None:
    given = {"edition": {"title": "Letters"}, "publish": {"policy": "img-src self"}}
    with pytest.raises(SettingsError, match=r"edition\.toml:4:\d+: img-src: self stands in single quotation marks"):
        check(given, '[edition]\ntitle = "Letters"\n[publish]\npolicy = "img-src self"\n')
