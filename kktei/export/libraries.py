"""TEI in Libraries, level 4: the text with the header that the Best Practices of the libraries' group ask for.

What its header has no place for (copies, the journey, categories by pointers) stands there as notes, in words.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from kktei import tei
from kktei.described import Dated, TeiAgent
from kktei.export import xml
from kktei.export.described import TeiDocument
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing
from kktei.export.profile import TeiProfile, web, words
from kktei.files import within
from kktei.tei import XML_ID, XML_LANG, q

_E = xml.Elements(tei.TEI, {None: tei.TEI})
_TEXT = TeiProfile(
    gone=frozenset({"facsimile", "standOff", "sourceDoc", "titlePage"}),
    kept=words("""
        TEI text front body back group floatingText div head opener dateline salute closer signed postscript trailer
        argument epigraph
        p ab lg l list item label quote said note table row cell figure figDesc graphic desc
        hi emph foreign distinct soCalled mentioned term gloss title ref ptr pb cb lb
        persName orgName placeName geogName name date address addrLine street email
        add del gap unclear bibl author editor publisher pubPlace biblScope citedRange listBibl
        sp speaker stage castList castItem
        """),
    attributes=words("""
        n type place rend rendition when from to notBefore notAfter cert ref key target corresp who unit reason level
        cols rows role url width height facs quantity part anchored
        """) | {XML_ID, XML_LANG},
    renamed={"performance": "div", "prologue": "div", "epilogue": "div", "set": "div"},
    chooses=True,
    losses={
        "titlePage": "title pages of documents",
        "supplied": "what the editor supplied in the text", "seg": "what each stretch of a source note says",
        "facsimile": "images of pages", "rs": "names that are not names", "measure": "measures",
        "handShift": "changes of hand", "damage": "damage", "formula": "formulas", "milestone": "milestones",
    },
)  # fmt: skip


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``NAME.xml`` for each document."""
    pointer = web(edition)
    while (document := (yield)) is not None:
        root = xml.copy_of(edition.root / document.file, document.file)
        header = root.find(q("teiHeader"))
        if header is not None:
            root.remove(header)
        _TEXT.applied(root, pointer, partial(missed.loss, example=document.name))
        _as_level_four(root)
        root.insert(0, _header(document, edition))
        missed.loss("the description of copies, but where they lie", document.name, len(document.copies))
        steps = sum(len(act.steps[2:]) for act in document.communications)
        missed.loss("steps of the journey, but who sent and received", document.name, steps)
        missed.loss("what statements rest on", document.name, len(document.facts))
        xml.save(within(folder, f"{document.name}.xml"), root)


def _as_level_four(root: xml.Element) -> None:
    """Notes say nothing of their target; front, body and back hold divisions only."""
    for note in root.iter(q("note")):
        note.attrib.pop("target", None)
    for part in root.iter(q("front"), q("body"), q("back")):
        if any(child.tag != q("div") for child in part):
            division = _E("div", *part, type="section")
            division.text, part.text = part.text, None
            part.append(division)
        elif not len(part):
            part.append(_E("div", type="section")) if part.tag == q("body") else part.getparent().remove(part)


def _header(document: TeiDocument, edition: Edition) -> xml.Element:
    return _E(
        "teiHeader",
        _E(
            "fileDesc",
            _E(
                "titleStmt",
                _E("title", document.title or document.name, type="main"),
                *(_E("author", _named(agent, edition)) for agent in document.senders),
                *(_E("editor", who) for who in edition.editors),
            ),
            _publication(document, edition),
            _E("seriesStmt", _E("title", edition.title, level="s", type="main")),
            _E("notesStmt", *(_E("note", note) for note in _notes(document, edition))),
            _E("sourceDesc", _printed(document, edition) if document.source.title else _kept(document, edition)),
        ),
        _encoding(edition),
        _profile(document, edition),
        xml_lang=edition.language,
    )


def _publication(document: TeiDocument, edition: Edition) -> xml.Element:
    rights = [f"Encoding: {' '.join(filter(None, (one.name, one.address)))}" for one in document.licences]
    if document.source.rights:
        rights.append(f"Text: {' '.join(filter(None, (document.source.rights, document.source.rights_address)))}")
    return _E(
        "publicationStmt",
        _E("publisher", edition.publisher or edition.title),
        *(_E("idno", value, type=kind) for kind, value in document.numbers),
        _E("availability", *(_E("p", right) for right in rights or ("No licence is stated.",))),
        _E("date", when=edition.issued) if edition.issued else None,
    )


def _notes(document: TeiDocument, edition: Edition) -> Iterator[str]:
    said = (("From", document.senders), ("To", document.recipients))
    yield "; ".join(
        [f"Document {document.number or document.name}"]
        + [f"{what} {edition.plain(agent)}" for what, agents in said for agent in agents]
        + [word for word in (edition.place_name(document.place), document.date.edtf) if word]
    )
    for copy in document.copies:
        if copy.where:
            yield f"{', '.join(map(edition.category, copy.roles)) or 'Copy'}: {copy.where}"


def _named(agent: TeiAgent, edition: Edition) -> xml.Element:
    return _E("orgName" if edition.is_body(agent) else "persName", edition.heading(agent))


def _printed(document: TeiDocument, edition: Edition) -> xml.Element:
    """The print that the text is taken from."""
    say, source = edition.settings.text, document.source
    day = say("source.date")
    return _E(
        "biblStruct",
        _E("analytic", _E("title", document.title or document.name, level="a", type="main")),
        _E(
            "monogr",
            _E("title", source.title, level="m", type="main"),
            _E(
                "imprint",
                _E.some("publisher", say("source.publisher")),
                _E("date", when=day[:10]) if day[:4].isdecimal() else _dated(document.date),
                *(_E("biblScope", value, unit=unit)
                  for unit, value in (("volume", source.volume), ("document", source.number)) if value),
            ),
        ),
        _E("ref", source.address, target=source.address) if source.address else None,
    )  # fmt: skip


def _kept(document: TeiDocument, edition: Edition) -> xml.Element:
    """The copy that the text follows."""
    base = document.base
    return _E(
        "biblStruct",
        _E(
            "monogr",
            *(_E("author", _named(agent, edition)) for agent in document.senders),
            _E("title", document.title or document.name, level="u", type="main"),
            _E("idno", base.where, type="location") if base and base.where else None,
            _E("imprint", _dated(document.date)),
        ),
    )


def _dated(date: Dated) -> xml.Element:
    if date.day:
        return _E("date", when=date.day)
    if date.first and date.last:
        return _E("date", notBefore=date.first, notAfter=date.last)
    return _E("date", "unknown")


def _encoding(edition: Edition) -> xml.Element:
    return _E(
        "encodingDesc",
        _E("projectDesc", _E("p", edition.description or edition.title)),
        _E("schemaRef", url="bptl:L4-v4.0.0a"),
        _E(
            "editorialDecl",
            _E("p", "Made from a fuller encoding by kktei: one reading of each place, without the evidence of facts."),
        ),
        _E(
            "tagsDecl",
            _E("namespace", _E("tagUsage", "Unnumbered divs used.", gi="div"), name=tei.TEI),
        ),
        _E("classDecl", _E("taxonomy", _E("bibl", f"Kinds of documents in {edition.title}"), xml_id="kinds")),
    )


def _profile(document: TeiDocument, edition: Edition) -> xml.Element:
    terms = [_E("term", edition.category(key)) for key in document.classes]
    return _E(
        "profileDesc",
        _E("langUsage", _E("language", ident=document.language or edition.language)),
        _E("textClass", _E("keywords", *terms, scheme="#kinds")) if terms else None,
    )
