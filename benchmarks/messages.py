"""Typical faults of an editor: our message beside lxml's, as a Markdown table.

    python benchmarks/messages.py > table.md

Each fault is made in a copy of one document of the edition; both messages are what the two
programs say, nothing is written by hand.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kktei.findings import Finding  # noqa: E402
from kktei.validate.check import check, own_schema  # noqa: E402
from kktei.validate.rules import apply, own_rules  # noqa: E402

EDITION = ROOT / "edition"
DOCUMENT = EDITION / "documents" / "d096.xml"


@dataclass(frozen=True)
class Fault:
    """What an editor did: a pattern of the text replaced, once (or as often as ``times`` says)."""

    name: str
    old: str
    new: str
    times: int = 1


WITNESS = r'(<witness xml:id="d096.w2"[^>]*>).*?</witness>'
PUBLICATION = r"<publicationStmt>.*?</publicationStmt>"
FAULTS = (
    Fault("misspelt element", r"<(/?)correspContext>", r"<\1correspContex>", 2),
    Fault("wrong capitals in an element", r"<author( .*?)</author>", r"<Author\1</Author>"),
    Fault("misspelt attribute", r"<orgName ref=", "<orgName reff="),
    Fault("attribute of another element", r"<collection ref=", "<collection target="),
    Fault("wrong value of a closed list", 'type="received"', 'type="recieved"'),
    Fault("date not as TEI wants it", r'<date when="1963-04-\d\d"', '<date when="24 April 1963"'),
    Fault("date that does not exist", r'<date when="1963-04-\d\d"', '<date when="1963-04-31"'),
    Fault("blank in a pointer", r'sameAs="#|scheme="', r"\g<0> "),
    Fault("required child missing", PUBLICATION, "<publicationStmt/>"),
    Fault("wrong order", rf"(<titleStmt>.*?</titleStmt>)(\s*)({PUBLICATION})", r"\3\2\1"),
    Fault("element twice", r"(<titleStmt>.*?</titleStmt>)", r"\1\1"),
    Fault("paragraph in a paragraph", r"<p><gap", "<p><p>Text not at hand.</p><gap"),
    Fault("text where none may stand", "<listWit>", "<listWit>Copies:"),
    Fault("element in the wrong parent", "<textClass>", "<textClass><persName>Kohler</persName>"),
    Fault("required attribute missing", r'<catRef scheme="[^"]*"', "<catRef"),
    Fault("unclosed tag", "</settlement>", ""),
    Fault("entity of HTML", "Presidential Correspondence", "Presidential&nbsp;Correspondence"),
    Fault("duplicate id", 'xml:id="d096.w2"', 'xml:id="d096.w1"'),
    Fault("dangling pointer", "#pers.kohler", "#pers.koler"),
    Fault("two copy-texts", "#wit.copy", "#wit.base"),
    Fault("nobody sent it", r'<correspAction type="sent".*?</correspAction>', ""),
    Fault("witness without description", WITNESS, r"\1</witness>"),
)


def broken(text: str, fault: Fault) -> str:
    """The document with one fault; ValueError where the fault could not be made."""
    changed, times = re.subn(fault.old, fault.new, text, count=fault.times, flags=re.S)
    if times != fault.times:
        raise ValueError(f"{fault.name}: the document has no {fault.old[:60]!r}")
    return changed


def ours(raw: bytes) -> list[Finding]:
    """What `kktei validate` says about one document."""
    found = check(raw, DOCUMENT.name, own_schema())
    if any(f.code < "V010" for f in found if f.code.startswith("V")):
        return found
    rules = own_rules(EDITION / "authorities.xml", EDITION / "edition.xml")
    return found + apply(raw, DOCUMENT.name, DOCUMENT, rules, None)


def theirs(raw: bytes) -> str:
    """What lxml says: the parser, then its RELAX NG check with the same grammar."""
    try:
        root = etree.fromstring(raw)
    except etree.XMLSyntaxError as problem:
        return f"{problem.lineno}: {problem.msg}"
    judge = etree.RelaxNG(etree.parse(str(own_schema().path)))
    if judge.validate(root):
        return "*(says nothing: valid)*"
    return "<br>".join(f"{e.line}:{e.column}: {e.message}" for e in list(judge.error_log)[:3])


def shown(found: list[Finding]) -> str:
    """Our findings as they appear, the first three."""
    rows = []
    for f in found[:3]:
        expected = f"; expected: {f.expected}" if f.expected else ""
        rows.append(f"{f.line}:{f.column} `{f.code}` {f.message} (in {f.place}){expected}. {f.hint}")
    more = f"<br>and {len(found) - 3} more" if len(found) > 3 else ""
    return "<br>".join(rows) + more


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("<", "&lt;").replace("&lt;br>", "<br>")


def main() -> None:
    """Print the table."""
    text = DOCUMENT.read_text(encoding="utf-8")
    untouched = {(f.code, f.message) for f in ours(text.encode())}
    print("| fault | kktei | lxml (RELAX NG, the same grammar) |\n|---|---|---|")
    for fault in FAULTS:
        raw = broken(text, fault).encode()
        new = [f for f in ours(raw) if (f.code, f.message) not in untouched]
        cells = (fault.name, shown(new), theirs(raw))
        print("| " + " | ".join(_cell(cell) for cell in cells) + " |")


if __name__ == "__main__":
    main()
