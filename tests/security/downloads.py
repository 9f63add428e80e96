"""TEI that a browser would carry out, in every spelling, and TEI that only looks so."""

from __future__ import annotations

RUN = "document.documentElement.setAttribute('pwned','1')"
XHTML, SVG = "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"
MATHS, XLINK = "http://www.w3.org/1998/Math/MathML", "http://www.w3.org/1999/xlink"
XSLT = "http://www.w3.org/1999/XSL/Transform"


def tei(body: str, *, before: str = "", after: str = "", header: str = "", attributes: str = "") -> str:
    """A letter with something in it."""
    return (
        f'<?xml version="1.0"?>{before}<TEI xmlns="http://www.tei-c.org/ns/1.0"{attributes}><teiHeader><fileDesc>'
        "<titleStmt><title>N</title></titleStmt><publicationStmt><p>x</p></publicationStmt><sourceDesc><p>y</p>"
        f"</sourceDesc></fileDesc>{header}</teiHeader><text><body><p>t {body}</p></body></text></TEI>{after}"
    )


def script(namespace: str) -> str:
    return f'<h:script xmlns:h="{namespace}">{RUN}</h:script>'


def declared(text: str, encoding: str) -> bytes:
    return text.replace('<?xml version="1.0"?>', f'<?xml version="1.0" encoding="{encoding}"?>', 1).encode(encoding)


ACTIVE: dict[str, str | bytes] = {
    "xhtml": tei(script(XHTML)),
    "a letter by its number": tei(script(XHTML.replace("l", "&#108;"))),
    "all letters by their numbers": tei(script("".join(f"&#x{ord(c):x};" for c in XHTML))),
    "in the header": tei("x", header=f"<encodingDesc><p>{script(XHTML)}</p></encodingDesc>"),
    "declared at the root": tei(f"<h:script>{RUN}</h:script>", attributes=f" xmlns:h='{XHTML}'"),
    "as the default": tei(f'<script xmlns="{XHTML}">{RUN}</script>'),
    "deep within": tei("<hi>" * 400 + script(XHTML) + "</hi>" * 400),
    "an event": tei(f'<img xmlns="{XHTML}" src="x" onerror="{RUN}"/>'),
    "a frame": tei(f'<iframe xmlns="{XHTML}" srcdoc="x"/>'),
    "UTF-16": declared(tei(script(XHTML)), "UTF-16"),
    "UTF-16 without a declaration": tei(script(XHTML)).replace('<?xml version="1.0"?>', "").encode("utf-16"),
    "UTF-16 without its mark": declared(tei(script(XHTML)), "utf-16-le").replace(b"-\0l\0e\0", b"", 1),
    "UTF-8 with a mark": tei(script(XHTML)).encode("utf-8-sig"),
    "Latin 1": declared(tei(script(XHTML) + "é"), "iso-8859-1"),
    "an encoding with shifts": declared(tei("日本"), "iso-2022-jp"),
    "an encoding of East Asia": declared(tei("日本"), "shift_jis"),
    "svg": tei(f'<svg xmlns="{SVG}"><script>{RUN}</script></svg>'),
    "svg event": tei(f'<s:svg xmlns:s="{SVG}" onload="{RUN}"/>'),
    "svg link": tei(f'<a xmlns="{SVG}" xmlns:l="{XLINK}" l:href="javascript:{RUN}"><text>x</text></a>'),
    "xslt": tei(f'<x:stylesheet xmlns:x="{XSLT}" version="1.0"/>'),
    "maths with an event": tei(f'<math xmlns="{MATHS}" onclick="{RUN}"><mi>x</mi></math>'),
    "maths with a link": tei(f'<math xmlns="{MATHS}" href="javascript:{RUN}"><mi>x</mi></math>'),
    "maths in xhtml": tei(f'<math xmlns="{MATHS}"><annotation-xml>{script(XHTML)}</annotation-xml></math>'),
    "style sheet": tei("x", before='<?xml-stylesheet type="text/xsl" href="data:text/xml,x"?>'),
    "style sheet after a comment": tei("x", before='<!-- y --><?xml-stylesheet type="text/xsl" href="#x"?>'),
    "style sheet within": tei('<?xml-stylesheet href="x.css"?>'),
    "style sheet after the end": tei("x", after='<?xml-stylesheet href="x.css"?>'),
    "xlink": tei(f'<ref xmlns:l="{XLINK}" l:type="simple" l:href="javascript:{RUN}">x</ref>'),
    "xlink in capitals": tei(f'<ref xmlns:l="{XLINK}" l:href=" JavaScript:{RUN}">x</ref>'),
    "xlink with a line's end": tei(f'<ref xmlns:l="{XLINK}" l:href="java&#10;script:{RUN}">x</ref>'),
    "xlink with data": tei(f'<ref xmlns:l="{XLINK}" l:href="data:text/html,x">x</ref>'),
    "xlink by itself": tei(f'<ref xmlns:l="{XLINK}" l:href="x.html" l:actuate="onLoad" l:show="embed">x</ref>'),
    "XUL": tei('<x xmlns="http://www.mozilla.org/keymaster/gatekeeper/there.is.only.xul"/>'),
}

INERT: dict[str, str | bytes] = {
    "a letter": tei("x"),
    "words about it": tei(f"&lt;script xmlns='{XHTML}'&gt; &lt;?xml-stylesheet?&gt;"),
    "marked as text": tei(f'<![CDATA[<script xmlns="{XHTML}">{RUN}</script>]]>'),
    "in a comment": tei(f'<!-- <script xmlns="{XHTML}"/> <?xml-stylesheet?> -->'),
    "in an attribute": tei(f'<hi rend="{XHTML}">x</hi>'),
    "declared and not used": tei("x", attributes=f' xmlns:h="{XHTML}" xmlns:s="{SVG}"'),
    "an example": tei('<egXML xmlns="http://www.tei-c.org/ns/Examples"><script>x</script></egXML>'),
    "of no namespace": tei(f'<script xmlns="">{RUN}</script>'),
    "another instruction": tei("x", before='<?xml-model href="tei.rng"?>'),
    "a formula": tei(f'<formula><math xmlns="{MATHS}"><mi mathvariant="bold">x</mi></math></formula>'),
    "a link": tei(f'<ref xmlns:l="{XLINK}" l:href="https://a.example/x?y">x</ref>'),
    "a picture beside it": tei(f'<graphic xmlns:l="{XLINK}" l:href="../p/1.jpg" url="javascript:x"/>'),
    "an event that is none": tei(f'<hi onclick="{RUN}">x</hi>'),
    "a TEI pointer": tei(f'<ref target="javascript:{RUN}">x</ref>'),
    "UTF-16": declared(tei("日"), "UTF-16"),
    "Latin 1": declared(tei("é"), "iso-8859-1"),
    "UTF-8 with a mark": tei("日").encode("utf-8-sig"),
}


def raw(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
