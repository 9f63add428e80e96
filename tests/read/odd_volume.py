"""An invented volume that has, in a few documents, nearly all that real volumes have besides letters of the plain kind."""

from __future__ import annotations

from tests.read.frus_volume import HEAD, TAIL

FIRST = """        <pb n="11" xml:id="pg_11"/>
        <div type="document" xml:id="d1" n="1" subtype="historical-document">
          <head>1. Letter From <persName type="from" corresp="#p_WA1">President Winter</persName><note n="1"
            xml:id="d1fn1">Sent by courier.</note> to <persName type="to" corresp="#p_BJ1">Chairman<lb/>Berg</persName><note
            n="0" xml:id="d1fn0" type="source"><p>Source: Department of State, Presidential Correspondence: Lot 66 D
            204. Secret.</p><p>Drafted by <persName corresp="#p_HK1">Holm</persName>.<pb n="12" xml:id="pg_12"/> Another
            copy<note>in red</note> is in the Kennedy Library, National Security Files.</p></note></head>
          <opener><dateline><placeName>Vienna</placeName>, <date when="1921-01-01">January 1, 1921</date></dateline>
            <salute>Dear Mr. Chairman:</salute></opener>
          <p>A wo<!-- comment -->rd cut by a com<?pi x?>ment and <![CDATA[a <raw> & part]]>. {references}<note
            xml:id="d1fn2">No label here.<note n="2a">A note inside a note.</note></note></p>
          <table><head>A table</head><row role="label"><cell>One</cell><cell>Two</cell></row><pb n="13" xml:id="pg_13"/>
            <row><cell>3</cell><cell>4<note n="3" xml:id="d1fn3">In a cell.</note></cell></row></table>
          <list><item>First <list><item>inner one</item><item>inner two</item></list></item><pb n="14" xml:id="pg_14"/>
            <label>2.<note n="4" xml:id="d1fn4">At a label.</note></label><item><p>Second</p><p>in two parts</p></item>
            <trailer>End of list</trailer></list>
          <note n="5" xml:id="d1fn5">A note that hangs nowhere<list><item>with a list</item><item>of two</item></list>.</note>
          <p><choice><sic>teh</sic><corr>the</corr></choice> end <figure><head>Figure 1</head><graphic url="x"/><figDesc>A
            map.</figDesc></figure></p>
          <closer><signed>Ada Winter</signed></closer>
          <postscript><label>P.S.</label><p>More.</p></postscript>
          <frus:attachment xml:id="d1a1"><head>Attachment<note type="source" n="1" xml:id="d1a1fn1">Source: of the
            attachment.</note></head><p>Enclosed words.<pb n="15" xml:id="pg_15"/> More on p. 15.</p></frus:attachment>
        </div>
"""
SECOND = """        <div type="subchapter" xml:id="sub1"><head>Sub</head><p>Words of the subchapter.</p>
        <pb n="16" xml:id="pg_16"/>
        <tei:div xmlns:tei="http://www.tei-c.org/ns/1.0" type="document" xml:id="d2" n="2" subtype="historical-document">
          <tei:head>2. Telegram From the <tei:gloss type="from">Department of State</tei:gloss> to the <tei:gloss
            type="to">Embassy</tei:gloss><tei:note n="0" xml:id="d2fn0" type="source">Source: Example
            Library.</tei:note></tei:head>
          <tei:p>Prefixed.<tei:note n="1" xml:id="d2fn1">See <tei:ref target="#pg_11">p. 11</tei:ref>, <tei:ref
            target="#pg_12">p. 12</tei:ref> and <tei:ref target="#pg_13">p. 13</tei:ref>.</tei:note> Then<tei:note n="2"
            xml:id="d2fn2">Two.</tei:note>.</tei:p>
        </tei:div></div>
        <div type="document" xml:id="d3"><head>Editorial Note</head><p>By its id alone.</p></div>
"""
BACK = """<back><div type="index" xml:id="index"><head>Index</head><p>Winter <pb n="99" xml:id="pg_99"/></p></div></back>"""


def odd_volume(references: str = "", *more: str) -> str:
    """The volume, with ``references`` in the first document and ``more`` documents after the third."""
    text = FIRST.replace("{references}", references) + SECOND + "".join(more)
    front = '<p>See <ref target="#pg_14">p. 14</ref>.</p><pb n="III" xml:id="pg_III"/></div>'
    head = HEAD.replace("</p></div>", f"</p>{front}", 1)
    chapter = f'<div type="chapter" xml:id="ch1"><head>A chapter<note>Its note.</note></head>\n{text}</div>\n'
    return head + chapter + TAIL.replace("</body>", f"</body>{BACK}")
