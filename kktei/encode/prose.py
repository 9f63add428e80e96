"""Sentences of a source note on which nothing rests are declared to be prose."""

from __future__ import annotations

from kktei.encode.elements import Element
from kktei.tei import NS, XML_ID


def declare_prose(root: Element) -> None:
    """Give every sentence that no element of the header points to the type "remark".

    What the sentence is about stays as its subtype ("meeting").
    """
    used = {p.removeprefix("#") for value in root.xpath("//@source") for p in str(value).split()}
    for sentence in root.xpath("//tei:note[@type='source']/tei:seg[@type]", namespaces=NS):
        inside = {e.get(XML_ID) for e in sentence.iter() if e.get(XML_ID)}
        if sentence.get("type") != "remark" and not inside & used:
            sentence.set("subtype", sentence.get("type"))
            sentence.set("type", "remark")
