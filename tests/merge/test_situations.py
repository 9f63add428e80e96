"""What an XML editor does to a whole file, meeting a new conversion: merged where it can be, and both changes are there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from pathlib import Path

import pytest
from lxml import etree

from kktei import validate
from kktei.findings import Severity
from kktei.merge import Outcome, carry_out, plan
from kktei.pipeline.convert import convert
from kktei.pipeline.watch import Silence
from kktei.project import Project

FILE = "documents/d001.xml"
SEED = """Letters

1. Letter From Miller to Baker

Source: Archive, Miller Papers, Box {box}. Secret. Drafted by Jones. Also sent to London.

March 4, 1921.

Dear Sir:

I have your letter of yesterday. {first} We shall meet in Oslo, as was said. {last}

The {matter} is urgent, and nobody has answered. I remain "at your service" & so on.

Yours,

Miller
"""
WORDS = {"box": "3", "first": "It is long.", "last": "Until then, farewell.", "matter": "matter"}


def reindented(text: str) -> str:
    root = etree.fromstring(text.encode())
    etree.indent(root, space="\t")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


def flat(text: str) -> str:
    """No line breaks and no indents between elements."""
    root = etree.fromstring(text.encode())
    etree.indent(root, space="")
    return re.sub(r">\n<", "><", etree.tostring(root, encoding="unicode"))


def tags(change: Callable[[str], str]) -> Callable[[str], str]:
    """A change of every start tag."""
    return partial(re.sub, r"<[\w:]+ [^>]*>", lambda match: change(match[0]))


def other_order(tag: str) -> str:
    name, *pairs = re.findall(r"^<[\w:]+|[\w:.-]+=\"[^\"]*\"", tag)
    return " ".join([name, *reversed(pairs)]) + ("/>" if tag.endswith("/>") else ">")


def wrapped(text: str) -> str:
    """Long lines broken at blanks of the text."""
    return re.sub(r"(>[^<\n]{15,}?) (?=[^<\n]*<)", r"\1\n        ", text)


SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "as it was": str,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "re-indented": reindented,
    "flat": flat,
    "attributes in another order": tags(other_order),
    "single quotes": tags(lambda tag: re.sub(r'"([^"\']*)"', r"'\1'", tag)),
    "attributes on lines of their own": tags(lambda tag: tag.replace('" ', '"\n            ')),
    "a blank before the slash": lambda text: text.replace("/>", " />"),
    "empty elements in two tags": lambda text: re.sub(r"<([\w:]+)([^<>]*)/>", r"<\1\2></\1>", text),
    "lines wrapped": wrapped,
    "no declaration": lambda text: re.sub(r"^<\?xml.*?\?>\n", "", text),
    "no last line end": str.rstrip,
    "characters as numbers": lambda text: text.replace("London", "&#76;ondon").replace("&amp;", "&#38;"),
    "everything at once": lambda text: tags(other_order)(reindented(text)).replace("/>", " />").replace("\n", "\r\n"),
}
# What the editor changed, what the source changed, a word of each, and whether the two are merged.
CHANGES = {
    "text and note": (("urgent", "very urgent"), {"box": "7"}, "very urgent", "Box 7", True),
    "two paragraphs": (("urgent", "very urgent"), {"first": "It is short."}, "very urgent", "short", True),
    "two sentences": (("Until then,", "Until that day,"), {"first": "It is short."}, "that day", "short", True),
    "header and text": (
        ("</msItem>", '<note type="editorial">by hand</note></msItem>'), {"matter": "affair"}, "by hand", "affair", True
    ),
    "an attribute and a text": (('n="1" place=', 'n="2" place='), {"last": "Farewell."}, 'n="2"', "Farewell", True),
    "one sentence": (("It is long.", "It is rather long."), {"first": "It is short."}, "", "", False),
    "one name": (("Miller Papers</title>,", "Müller Papers</title>,"), {"box": "7"}, "Müller", "Box 7", True),
    "the same change": (("It is long.", "It is short."), {"first": "It is short.", "box": "7"}, "short", "Box 7", True),
}  # fmt: skip


@pytest.fixture(scope="module")
def conversions(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., bytes]:
    """The document as converted from a source with other words."""

    @cache
    def made(**words: str) -> bytes:
        project = Project(tmp_path_factory.mktemp("made"))
        project.documents.mkdir(parents=True)
        project.seeds.mkdir()
        (project.edition / "edition.toml").write_text('[edition]\ntitle = "T"\n', encoding="utf-8")
        (project.seeds / "letters.txt").write_text(SEED.format(**{**WORDS, **words}), encoding="utf-8")
        convert(project, watch=Silence(), by="E. D.")
        return (project.edition / FILE).read_bytes()

    return made


def convert_one(project: Project, text: bytes) -> Outcome:
    made = plan([(FILE, text)], project, by="E. D.", today="2026-11-23", check=partial(validate.check_text, notes={}))
    carry_out(made)
    return made.steps[0].state


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_file_saved_by_an_xml_editor_is_merged(
    spelling: str, change: str, conversions: Callable[..., bytes], tmp_path: Path
) -> None:
    (old, new), words, ours, theirs, merged = CHANGES[change]
    project = Project(tmp_path)
    (project.edition).mkdir()
    convert_one(project, conversions())
    path = project.edition / FILE
    text = path.read_bytes().decode()
    assert old in text
    hand = SPELLINGS[spelling](text.replace(old, new))
    path.write_bytes(hand.encode())
    state = convert_one(project, conversions(**words))
    after = path.read_bytes().decode()
    assert state is (Outcome.MERGED if merged else Outcome.CONFLICT)
    if state is Outcome.CONFLICT:
        assert after == hand
        return
    assert_holds(after, (ours, theirs))
    assert not [f for f in validate.check_text(after.encode(), {}) if f.severity is Severity.ERROR]
    assert after.count("\r\n") == (after.count("\n") if "\r" in hand else 0)
    assert convert_one(project, conversions(**words)) is Outcome.LEFT


def assert_holds(text: str, words: Iterable[str]) -> None:
    """Both changes are there, however they are spelt."""
    plain = " ".join(text.replace("'", '"').split())
    assert [w for w in words if w not in plain] == []
