"""The products of a text agree: the same notes with the same labels, the same entries, the same words in order."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kktei.render.reading import reading
from tests.render.products import MEDIA, Told, told

DATA = Path(__file__).parents[1] / "data" / "cases"
EDITION = Path(__file__).parents[2] / "edition" / "documents"
HEAD = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A letter</title></titleStmt>'
    "<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc>"
    '<encodingDesc><tagsDecl><rendition xml:id="wide">letter-spacing: 0.2em; font-weight: bold</rendition></tagsDecl>'
    "</encodingDesc></teiHeader>"
)
LETTERS = {
    "notes of every kind": """<body><div><head>Ada to Bo<note>On the head.</note></head><opener><dateline>Rome,<lb/>
      May 1</dateline><salute>Dear Bo<note>Who he was.</note>,</salute></opener><p>First<note>One.</note> words.</p>
      <note>Stands alone.</note><p>Second<note>Two <note>inner</note>.</note> words<note><p>Three.</p><p>More.</p></note>
      </p><note>Alone again.</note><closer>Yours<note>Four.</note><signed>Ada</signed></closer></div></body>""",
    "notes called from afar": """<body><div><p>One<ref target="#e2">2</ref> two<ptr target="#e1"/> three<note>Here.</note>
      four<ref target="#e2">again</ref>.</p></div></body><back><noteGrp><note xml:id="e1">First at the end.</note>
      <note xml:id="e2">Second at the end.</note></noteGrp></back>""",
    "readings": """<body><div><p>See <choice><sic>teh</sic><corr>the</corr></choice> <app><lem wit="#A">lemma</lem>
      <rdg wit="#B">other</rdg><rdg wit="#C"/></app> and <choice><orig>vnd</orig><reg>und</reg></choice><note>A note with
      <choice><sic>erors</sic><corr>errors</corr></choice> and <app><lem>this</lem><rdg wit="#B">that</rdg></app>.</note>
      of <choice><unclear>sea</unclear><unclear>tea</unclear></choice>, <choice><sic>kept</sic><corr/></choice>,
      <choice><abbr>Dr.</abbr><expan>D<ex>octo</ex>r</expan></choice> <choice><seg>either</seg><seg>or</seg></choice> end
      <app><rdg wit="#A">one</rdg><rdgGrp><rdg wit="#B">two</rdg><rdg wit="#C">three</rdg></rdgGrp></app>.</p></div>
      </body>""",
    "a note in a reading not taken": """<body><div><p>Text <app><lem>taken</lem><rdg wit="#B">left<note>Of no number.
      </note></rdg></app> and<note>Numbered.</note> <choice><sic>wrng<note>Nor this.</note></sic><corr>wrong</corr>
      </choice> last<note>The next.</note></p></div></body>""",
    "letters within names and quotations": """<body><div><p><persName>Ada <choice><sic>Lovelce</sic><corr>Lovelace</corr>
      </choice><note>She.</note></persName> said <q>yes<note>Aye.</note></q> and <hi rend="bold italic">twice</hi>,
      <hi rend="strikethrough">never</hi> <foreign xml:lang="fr">en <emph>passant</emph></foreign>.</p><list><item>a<note>In
      a list.</note></item><item>b</item></list><table><row><cell>c<lb/>d</cell><cell>e<note>In a cell.</note></cell></row>
      </table><lg><l>verse<note>In verse.</note></l><l>two</l></lg></div></body>""",
    "a source note and a heading": """<body><div type="document" n="3"><head>3. Letter<note type="source">Source: Archive.
      </note><note>On it.</note></head><head>In haste<note>A second.</note></head><p>Words <del>struck</del> <add>put in</add><note>Last.</note></p><floatingText><body>
      <p>Within<note>Floating.</note></p></body></floatingText></div></body>""",
    "figures, blanks, what is about the text": """<body><div><p>A <space quantity="1" unit="chars"/>blank and a seal
      <figure><figDesc>A lion</figDesc></figure>, <index><term>unsaid</term></index>named<note>Once.</note>.</p><figure>
      <head>The house.</head><graphic url="house.png"><desc>From the street</desc></graphic><p>Drawn by Ada.</p><figDesc>Two
      storeys</figDesc></figure><quote rend="block">Set apart</quote><p>Half<ex>way</ex> and <supplied>given</supplied>
      <ptr target="#nowhere"/></p><listEvent><event><desc>Told here.</desc></event></listEvent></div></body>""",
    "pictures and recordings in lines": """<body><div><head>Sheep <graphic url="s.png"><desc>a drawn sheep</desc></graphic>
      </head><p>Here <graphic url="none.png"><desc>a small sketch<note>Of it.</note></desc></graphic> and there
      <media mimeType="audio/mpeg" url="v.mp3"><desc>her voice</desc></media>
      end<note>Last.</note></p><figure><media mimeType="video/mp4" url="v.mp4"><desc>the walk</desc></media></figure></div>
      </body>""",
    "lists in lines": """<body><div><p>Bring <list rend="inline"><item>bread,</item><item>salt<note>Two.</note> and</item>
      <item>tea</item></list>; <list rend="inline" type="ordered"><item>one</item><item n="7">seven</item></list>;
      <list type="inline"><label>a)</label><item>first</item></list>, <q>so: <l>verse one</l><l>verse two</l></q>.</p></div></body>""",
    "lines that are kept": """<body><div><p>One,<lb type="hard"/> two,<lb/> three.<note>Four<lb type="hard"/>five.</note></p>
      </div></body>""",
    "words before the opener": """<front><titlePage><docTitle><titlePart>The letter</titlePart></docTitle></titlePage></front>
      <body><div><opener><salute>Dear Bo,</salute></opener><p>First.</p></div></body>""",
    "an enclosure before the letter": """<body><div><div><p>Enclosed.</p></div><div><opener><dateline>Rome</dateline></opener>
      <p>First.</p></div></div></body>""",
    "a play": """<body><div><sp><speaker>Ada</speaker><stage>aside</stage><p>Go <stage>she goes</stage> on.</p></sp><sp>
      <speaker>Bo</speaker><l n="5">One line<note>Five.</note></l></sp></div></body>""",
}


def letter(inner: str) -> str:
    return f"{HEAD}<text xml:lang='en'>{inner}</text></TEI>"


def ordered(path: Path) -> str:
    """A TEI file as it is before a product is made."""
    return reading(re.sub(r"<\?xml.*?\?>", "", path.read_text(encoding="utf-8")), path.as_uri())


FILES = [
    path
    for kind in ("tei", "apparatus", "print")
    for path in sorted((DATA / kind).glob("*.xml"))
    if "http://www.tei-c.org/ns/1.0" in path.read_text(encoding="utf-8")  # what is no P5 is made so before
]
SAMPLES: dict[str, Callable[[], str]] = {
    **{name: (lambda inner=inner: letter(inner)) for name, inner in LETTERS.items()},
    **{p.stem: (lambda p=p: ordered(p)) for p in [*FILES, *sorted(EDITION.glob("*.xml"))]},
}


@pytest.mark.parametrize("name", SAMPLES)
def test_all_products_tell_the_same(name: str) -> None:
    text = SAMPLES[name]()
    book, *others = (told(text, medium) for medium in MEDIA)
    for medium, other in zip(MEDIA[1:], others, strict=True):
        assert other.words == book.words, medium
        assert other.calls == book.calls, medium
        assert other.entries == book.entries, medium
        if medium == "web":
            site_has_the_notes(other, book)
        else:
            assert other.notes == book.notes, medium
    assert book.words or book.calls, "a sample that shows nothing proves nothing"


def site_has_the_notes(site: Told, book: Told) -> None:
    """The site has a view of the document, so that its notes need not tell at their end what the editors corrected
    in them; what the header says of a document without a source note it has in cards."""
    assert site.notes.keys() == book.notes.keys() - ({"*"} - site.notes.keys())
    for label, words in site.notes.items():
        rest = iter(book.notes[label])
        assert all(word in rest for word in words), label  # in their order
        assert len(words) == len(book.notes[label]) or "in the source" in " ".join(book.notes[label])


def test_book_and_e_book_say_how_much_is_missing() -> None:
    text = letter('<body><p>a <gap quantity="2" unit="chars"/> b</p></body>')
    assert {tuple(told(text, medium).words) for medium in ("print", "epub", "docx")} == {("a", "2", "chars", "b")}
    assert told(text, "web").words == ["a", "b"]  # as the title of the sign


def test_the_head_of_a_part_of_a_work_is_no_heading_of_the_whole() -> None:
    def shown(kind: str) -> set[tuple[str, ...]]:
        text = letter(f"<body><div{kind}><head>First act</head><dateline>Bonn</dateline><p>a</p></div></body>")
        return {tuple(told(text, medium).words) for medium in ("print", "epub", "docx")}

    assert shown(" type='act'") == {("First", "act", "Bonn", "a")}
    assert shown(" type='letter'") == shown("") == {("Bonn", "a")}  # above stands "First act"


def test_every_sample_is_there() -> None:
    assert len(SAMPLES) > 90
    assert {"096", "120"} <= {name[1:] for name in SAMPLES if name.startswith("d")}
