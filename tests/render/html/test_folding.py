"""Search finds what a reader types, and shows what the page has."""

from __future__ import annotations

import gzip
import json
import re

import pytest

from kktei.render.html import pagefind
from kktei.render.html.folding import ADDED, forms, is_folded, searched

INDEXED = "data-pagefind-body"
FORMS = {
    "Congreſs": "congress", "Œuvre": "oeuvre", "ﬁnal": "final", "æther": "aether", "Schloß;": "schloss", "Łódź,": "lodz",
    "Smørrebrød": "smorrebrod", "Þór": "thor", "Ðorđe.": "dorde", "Söllingen": "soellingen", "d’hier,": "hier",
    "L’événement": "événement", "O'Doyle;": "doyle", "東京都庁": "京都庁",
}  # fmt: skip


@pytest.mark.parametrize(("word", "typed"), FORMS.items())
def test_other_forms_of_a_word(word: str, typed: str) -> None:
    assert typed in forms(word)


@pytest.mark.parametrize("word", ["plain", "don't", "it’s", "well-known", "—", "1963"])
def test_plain_words_have_none(word: str) -> None:
    assert [form for form in forms(word) if form not in ("dont", "its")] == []


def test_words_are_whole_over_lines_of_the_other_view() -> None:
    made = searched('<p>gar<br class="diplomatic">den, one<br class="diplomatic"><span> </span>two<br>three</p>')
    assert re.sub("<[^>]*>", "", made).split() == ["garden,", "one", "two", "three"]


def test_words_are_whole_over_elements_and_lines() -> None:
    page = "<html><body><p>Gr<hi>ö</hi>ße<a data-pagefind-ignore>¶</a></p><p>Ge<b>nü</b></p>ge</body></html>"
    made = searched(page)
    assert (
        ADDED.sub("", made).replace(" ", "")
        == "<html><html><body><p>Gr<hi>ö</hi>ße</p><p>Genü</p>ge</body></html></html>"
    )
    assert "-grosse-groesse-" in made
    assert "genu" in made
    assert "genuge" not in made
    assert "zoe" in searched("<p>Z<span data-pagefind-ignore><p>ä</p><span>1</span></span>o&nbsp;Zo<i>ë</i></p>")
    assert not is_folded("<p>It is plain.</p>")


def test_the_index_takes_what_is_read_and_no_more() -> None:
    words = '<p id="p1">A <a href="b.html">letter</a>(<i id="i">x</i>)<img alt="y"><br>z<!-- not this --></p>'
    passed = '<nav data-pagefind-ignore="all"><nav>n</nav>n</nav><svg><path d="M0"/></svg>'
    page = f'<html lang="en"><head><title>t</title></head><body>a<main id="m" {INDEXED}>{words}{passed}</main>b</body>'
    made = "<html> <main data-pagefind-body> <p>A letter(x)<img> <br>z </p>    <svg><path/></svg></main> </html>"
    assert searched(page).split() == made.split()


def test_a_word_behind_an_elision_is_found_in_plain_text_too() -> None:
    assert "-hier-" in searched("<html><body><p>Le pain d'hier soir.</p></body></html>")
    assert not ADDED.search(searched("<html><body><p>Le pain de ce soir.</p></body></html>"))


def test_the_index_finds_forms_and_keeps_none_of_them_in_excerpts() -> None:
    page = '<html lang="de"><body data-pagefind-body><p>Schloß Söllingen; l’hôtel.</p></body></html>'
    files = pagefind.index([("a.html", searched(page))], "de")
    fragment = next(gzip.decompress(data) for name, data in files.items() if name.endswith("pf_fragment"))
    text = ADDED.sub("", fragment.decode())
    content = json.loads(text[text.index("{") :])
    assert content["content"].startswith("Schloß Söllingen; l’hôtel.")
    assert content["word_count"] == 3


def test_words_of_blocks_side_by_side_are_words_of_their_own() -> None:
    blocks = ("dt", "dd", "th", "td", "caption", "blockquote", "figcaption", "summary", "li", "address")
    words = "".join(f"<{name}>x{name}</{name}><{name}>y{name}</{name}>" for name in blocks)
    page = f'<html lang="en"><body data-pagefind-body><h1>T</h1>{words}</body></html>'
    files = pagefind.index([("a.html", searched(page))], "en")
    fragment = next(gzip.decompress(data) for name, data in files.items() if name.endswith("pf_fragment"))
    content = json.loads(fragment[fragment.index(b"{") :])["content"]
    assert re.findall(r"\w+", content) == ["T", *(f"{at}{name}" for name in blocks for at in "xy")]


def test_a_heading_ends_with_a_full_stop_in_excerpts() -> None:
    words = "<h2>Source note</h2><p>Source: A</p><dl><dt>b</dt><dd>c</dd></dl>"
    page = f'<html lang="en"><body data-pagefind-body>{words}</body></html>'
    files = pagefind.index([("a.html", searched(page))], "en")
    fragment = next(gzip.decompress(data) for name, data in files.items() if name.endswith("pf_fragment"))
    assert json.loads(fragment[fragment.index(b"{") :])["content"].startswith("Source note. Source: A. b c")
