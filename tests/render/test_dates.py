"""Dates as data: order and words of years before Christ, of any length, or of none; what is not sure stays so."""

from __future__ import annotations

import pytest

from kktei.project import data
from kktei.render.dates import in_words, order
from kktei.render.words import texts
from tests.xpath import evaluate

DATES = data("xslt") / "tei" / "dates.xsl"
K = {"k": "https://kktei.org/ns/xslt"}

WORDS = {
    "-0043-03-20": "March 20, 44 BCE", "0000": "1 BCE", "0987-05-06": "May 6, 987", "12021-01": "January 12021",
    "--03-04": "March 4", "--03": "March", "1921": "1921", "1921-03-04": "March 4, 1921", "soon": "soon",
    "1800-02-30": "1800-02-30", "2000-02-29": "February 29, 2000", "1909-13-45": "1909-13-45", "--02-29": "February 29",
}  # fmt: skip


@pytest.mark.parametrize(("date", "words"), WORDS.items())
def test_days_in_words(date: str, words: str) -> None:
    assert in_words(date, texts("en", None)) == words


def test_stylesheets_say_the_same() -> None:
    import json

    asked = ", ".join(f"k:day-words('{date}')" for date in WORDS)
    assert evaluate(DATES, f"({asked})", namespaces=K, params={"texts": json.dumps(dict(texts("en", None)))}) == [
        *WORDS.values()
    ]


def test_what_lasted_began_and_ended() -> None:
    """A time of which one end is known is not a day before or after it; dates may be written without hyphens."""
    import json

    text = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><date from="1921"/><date to="1921"/><date notBefore="1921"/>'
        '<date when-iso="19210304T1000"/><date when="1921-02-30"/></TEI>'
    )
    path = "//*:date ! (k:date-words(.), k:is-date((@when, '1921')[1]))"
    found = evaluate(DATES, path, context=text, namespaces=K, params={"texts": json.dumps(dict(texts("en", None)))})
    assert found[::2] == ["from 1921", "until 1921", "1921 or later", "March 4, 1921", "1921-02-30"]
    assert found[1::2] == ["true"] * 4 + ["false"]


def test_documents_stand_in_the_order_of_time() -> None:
    given = {
        "bce": order("-0043-03-20", "-0043-03-20", "-0043-03-20", lasting=False),
        "old": order("0987-05-06", "0987-05-06", "0987-05-06", lasting=False),
        "day": order("1787-01-01", "1787-01-01", "1787-01-01", lasting=False),
        "lasting": order("", "1788-01-01", "1790-01-01", lasting=True),
        "between": order("", "1787", "1789-02", lasting=False),  # not as if on the first of 1787
        "late": order("12021-01-02", "12021-01-02", "12021-01-02", lasting=False),
        "no year": order("--03-04", "--03-04", "--03-04", lasting=False),
        "undated": order("", "", "", lasting=False),
    }
    assert sorted(given, key=lambda name: given[name]) == list(given)


EDTF = {
    '<date when="1921-03-04T10:00:00Z"/>': "1921-03-04", '<date notBefore="1787" notAfter="1789-02"/>': "1787/1789-02",
    '<date notBefore-iso="1800"/>': "1800/..", '<date when="1790" cert="low"/>': "1790?",
    '<date when-iso="1921-03-04/1921-03-06"/>': "1921-03-04/1921-03-06", '<date when="--03-04"/>': "",
    '<date when="12021-01-02"/>': "Y12021", "<date>soon</date>": "",
}  # fmt: skip


def test_machines_get_what_is_sure_or_a_range() -> None:
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{"".join(EDTF)}</TEI>'
    path = "for $d in //*:date return (k:edtf($d) || '|' || k:sure-date($d))"
    found = [item.split("|") for item in evaluate(DATES, path, context=text, namespaces=K)]
    assert [edtf for edtf, _ in found] == list(EDTF.values())
    assert [sure for _, sure in found] == ["1921-03-04", *[""] * 7]
