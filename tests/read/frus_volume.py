"""Invented volumes in the form of the Office of the Historian: any number of documents, with faults on demand."""

from __future__ import annotations

import re
from datetime import date, timedelta

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0" xml:id="frus1921v99">
  <teiHeader><fileDesc>
    <titleStmt><title type="complete">Invented Relations, 1921, Volume XCIX, Letters</title>
      <title type="series">Invented Relations</title></titleStmt>
    <publicationStmt><p>Invented.</p></publicationStmt><sourceDesc><p>Invented.</p></sourceDesc>
  </fileDesc></teiHeader>
  <text>
    <front>
      <div type="section" xml:id="preface"><head>Preface</head><p>These letters were never written.</p></div>
      <div type="section" xml:id="persons"><head>Persons</head>
        <list type="persons">
          <item><hi rend="strong"><persName xml:id="p_WA1">Winter, Ada B.</persName></hi>, President of the
            Republic</item>
          <item><hi rend="strong"><persName xml:id="p_WR1">Winter, Rudolf C.</persName></hi>, Attorney General</item>
          <item><hi rend="strong"><persName xml:id="p_BJ1">Berg, Jonas</persName></hi>, Chairman of the Council</item>
          <item><hi rend="strong"><persName xml:id="p_HK1">Holm, Karin</persName></hi>, Office of Letters</item>
        </list></div>
      <div type="section" xml:id="terms"><head>Terms</head>
        <list type="terms"><item><hi rend="strong"><term xml:id="t_OL1">OL</term></hi>, Office of Letters</item></list>
      </div>
    </front>
    <body>
      <div type="compilation" xml:id="comp1"><head>Letters</head>
"""
TAIL = """      </div>
    </body>
  </text>
</TEI>
"""
DOCUMENT = """        <div type="document" xml:id="d{n}" n="{n}" subtype="historical-document"
            frus:doc-dateTime-min="{day}T10:15:00-05:00" frus:doc-dateTime-max="{day}T10:15:00-05:00">
          <head>{n}. Letter From {sender} to <persName type="to" corresp="#p_BJ1">Chairman Berg</persName><note n="0"
            xml:id="d{n}fn0" type="source">Source: Department of State, Presidential Correspondence: Lot 66 D 204.
            Secret; Priority. Drafted by <persName corresp="#p_HK1">Holm</persName> (<gloss target="#t_OL1">OL</gloss>)
            and approved by <persName corresp="#p_WA1">Winter</persName>. Another copy is in the Kennedy Library,
            National Security Files.</note></head>
          <opener><dateline><placeName>Vienna</placeName>, {date}</dateline><salute>Dear Mr. Chairman:</salute></opener>
          <p>Thank you for your letter of last week.<note n="1" xml:id="d{n}fn1"><ref target="#d{before}">Document
            {before}</ref>.</note> It was <hi rend="italic">most</hi> welcome, and <persName
            corresp="#p_HK1">Karin Holm</persName> has read it to the <gloss target="#t_OL1">OL</gloss>.</p>
          <pb n="{page}" xml:id="pg_{page}" facs="{page:04}"/>
          <list><head>Points</head><item>The first point of many.</item><item>The second point.</item></list>
          <p>{filler}</p>
          <closer>Sincerely,<lb/><signed><persName corresp="#p_WA1"><hi rend="strong">Ada
            Winter</hi></persName></signed></closer>
        </div>
"""
SENDER = '<persName type="from" corresp="#p_WA1">President Winter</persName>'


def document(n: int, *, sender: str = SENDER, dateline: str | None = None, size: int = 1200) -> str:
    """One document of about ``size`` characters of running text."""
    day = date(1921, 1, 1) + timedelta(days=n - 1)
    words = f"{day:%B} {day.day}, {day.year}, 10:15 a.m."
    dated = dateline or f'<date when="{day}T10:15:00-05:00" calendar="gregorian">{words}</date>'
    filler = ("We have considered the question with care and find nothing to add to it. " * (size // 73 + 1))[:size]
    shape = DOCUMENT if dateline is None else re.sub(r"\s*frus:doc-dateTime-\w+=\"[^\"]*\"", "", DOCUMENT)
    return shape.format(n=n, day=day, sender=sender, date=dated, before=max(1, n - 1), page=n + 10, filler=filler)


def volume(count: int, *documents: str, size: int = 1200) -> str:
    """A volume of ``count`` sound documents in chapters of fifty, then those given."""
    parts = [HEAD]
    for first in range(1, count + 1, 50):
        parts.append(f'        <div type="chapter" xml:id="ch{first}"><head>Chapter {first // 50 + 1}</head>\n')
        parts += [document(n, size=size) for n in range(first, min(first + 50, count + 1))]
        parts.append("        </div>\n")
    return "".join([*parts, *documents, TAIL])
