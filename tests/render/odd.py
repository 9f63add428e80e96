"""Files that are not as a document is, each beside good ones: what it holds, what is found, what readers see."""

from __future__ import annotations

from dataclasses import dataclass

from tests.websites import document

NS = 'xmlns="http://www.tei-c.org/ns/1.0"'
LONG = "A title that goes on " * 20


def inner(text: str, title: str) -> str:
    """A TEI document that stands in another."""
    return document(f"<p>{text}<note>note of {text}</note></p>", text.replace(" ", "-"), title=title).partition("?>")[2]


@dataclass(frozen=True)
class Odd:
    """One such file."""

    text: str | bytes
    codes: tuple[str, ...] = ()  # of the web edition's findings
    words: tuple[str, ...] = ()  # in the text on the page and in the book
    title: str = "A letter"


def odd(body: str, *codes: str, words: tuple[str, ...] = (), title: str = "A letter") -> Odd:
    return Odd(document(body, title=title), codes, words, title)


FILES: dict[str, Odd] = {
    # bodies and headers
    "empty": Odd(f"<TEI {NS}/>", ("H010", "H012"), title="empty"),
    "no-namespace": Odd(
        document("<p>unseen</p>").replace(NS, ""), ("H010", "H012"), title="no-namespace"
    ),
    "empty-body": odd("", "H010"),
    "blank-body": odd("<p> </p><!-- x -->", "H010"),
    "no-header": Odd(f"<TEI {NS}><text><body><p>alone</p></body></text></TEI>", ("H012",), ("alone",), "no-header"),
    "only-header": Odd(document("").replace("<text><body></body></text>", ""), ("H010",)),
    "only-gap": odd("<p><gap/></p>"),
    "tei-in-tei": Odd(
        f"<TEI {NS}><teiHeader/>{inner('inner words', 'The inner title')}</TEI>",
        ("H012",), ("inner words", "note of inner words", "The inner title"), "tei-in-tei",
    ),
    "corpus": Odd(
        f"<teiCorpus {NS}><teiHeader/>{inner('part one', 'Title one')}{inner('part two', 'Title two')}</teiCorpus>",
        ("H011", "H012"), ("part one", "part two", "Title two", "note of part one", "note of part two"), "corpus",
    ),
    "corpus-in-corpus": Odd(
        f"<teiCorpus {NS}><teiHeader/>{inner('outer', 'T')}<teiCorpus><teiHeader/>{inner('innermost', 'U')}"
        f"</teiCorpus></teiCorpus>",
        ("H011", "H012"), ("outer", "innermost", "note of innermost"), "corpus-in-corpus",
    ),
    # titles and names
    "no-title": odd("<p>x</p>", "H012", title=""),
    "blank-title": odd("<p>x</p>", "H012", title="  \n "),
    "long-title": odd("<p>x</p>", title=LONG.strip()),
    "same-title-1": odd("<p>x</p>", title="Twins"),
    "same-title-2": odd("<p>x</p>", title="Twins"),
    "dots-title": odd("<p>x</p>", title="… ?! …"),
    "title-in-markup": odd("<p>x</p>", title="<hi>Let</hi>ter<note>gone</note>"),
    "empty-head": odd("<div type='document' n='7'><head/><p>x</p></div>"),
    "index": odd("<p>x</p>"),
    "CON": odd("<p>reserved on Windows</p>"),
    "nav": odd("<p>x</p>"),
    "title": odd("<p>x</p>"),
    "Letter": odd("<p>upper</p>", "H032"),
    "letter": odd("<p>lower</p>"),
    "a b ü": odd("<p>blanks</p>"),
    "quote\"'<&>": odd("<p>signs</p>"),
    "…": odd("<p>dots</p>"),
    "日本語": odd("<p>far</p>"),
    "n" * 200: odd("<p>long</p>"),
    "dot.in.name": odd("<p>dots</p>"),
    "front-preface": odd("<p>x</p>"),
    # characters
    "kanji": odd("<head>日本 <note>语</note></head><p>日</p>", words=("日本", "语")),
    "marks": odd("<p>\ufeffstart \u0301lone \u200b zero \u202e turned \ue000 private \U0010fffd last</p>", words=("lone",)),
    "strange-title": odd("<p>x</p>", title="日\ufeff\u0301\ue000"),
    "nfd": odd("<p>u\u0308ber</p>", words=("u\u0308ber",)),
    # notes, pointers, ids
    "stray-notes": odd("<note>first</note><p>x</p><note place='foot'>last</note>", words=("first", "last")),
    "note-in-note": odd("<p>x<note>a<note>b<note>c</note></note></note></p>", words=("a", "b", "c")),
    "dangling": odd("<p><ref target='#nowhere'>there</ref> <ptr target='#nothing'/></p>", "H013", words=("there",)),
    "no-zero": odd("<p><date when='-0113-05-26'>26. Mai 113 v.Chr.</date> <date when='-0112'>113 BC</date></p>", "H033"),
    "no-dates": odd("<p><date when='1923-02-30'>then</date> <date from='1923'>on</date></p>", "H015", words=("then",)),
    "other-file": odd("<p><ref target='gone.xml#x'>gone</ref></p>", "H013", words=("gone",)),
    "empty-pointer": odd("<p><ref target=' '>a</ref><ref target=''>b</ref><ref>c</ref><ptr target=' '/></p>"),
    "ids-twice": odd("<p xml:id='a'>one</p><p xml:id='a'>two <ref target='#a'>r</ref></p>", words=("one", "two")),
    "ids-of-ours": odd(
        "<p xml:id='k-main'>m</p><p xml:id='heading'>h</p><p xml:id='n-1'>n<note>o</note></p><p xml:id='k-search'>"
        "<ref target='#k-main'>r</ref><ref target='#heading'>r</ref></p>", words=("m", "h"),
    ),
    "ids-that-are-none": odd("<p xml:id='a b'>x</p><p xml:id='1'>y</p><p xml:id='\"'>z</p>", words=("x", "y", "z")),
    "full-anchors": odd(
        "<p>a <anchor type='label'>in anchor</anchor> <lb>in lb</lb> <pb n='2'>in pb</pb> b</p>",
        "H014", "H014", "H014", words=("in anchor", "in lb", "in pb"),
    ),
    "deep": odd("<p>" + "<hi>" * 230 + "deep" + "</hi>" * 230 + "</p>", words=("deep",)),
    "utf16": Odd(document("<p>Grüße</p>").replace("UTF-8", "UTF-16").encode("utf-16"), words=("Grüße",)),
    "latin1": Odd(document("<p>Grüße</p>").replace("UTF-8", "ISO-8859-1").encode("latin-1"), words=("Grüße",)),
}  # fmt: skip

GOOD = document("<p xml:id='p1'>good words</p>", "good", title="The good one")
