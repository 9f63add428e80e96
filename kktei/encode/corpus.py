"""The corpus file: the header that all documents share, and an xi:include for each of them."""

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from kktei import tei
from kktei.addresses import Addresses
from kktei.config import Settings
from kktei.encode.elements import Element, el, fragment, include, reference, write
from kktei.encode.licence import licensed
from kktei.encode.printedsource import volume_parts
from kktei.encode.splice import Part, Splice, after, apply, before_end_tag, instead, key_of, parts_of
from kktei.encode.taxonomies import Taxonomy, Terms, category_element, taxonomies, taxonomy_element
from kktei.notation import own_table
from kktei.tei import as_id


def encode_corpus(
    settings: Settings, document_files: Sequence[str], vocabulary: Terms, existing: bytes | None = None
) -> bytes:
    """edition.xml.  ``document_files`` are paths relative to it ("documents/d091.xml"), in order.

    Of an ``existing`` file every byte stays but for the list of documents and for titles and
    imprint where edition.toml says otherwise; taxonomies and categories that it lacks are added.
    Raises MalformedError where it is not well formed.
    """
    if existing is not None:
        return grow_corpus(settings, document_files, vocabulary, existing, existing)
    root = el(
        "teiCorpus",
        _header(settings, taxonomies(vocabulary)),
        [include(reference(file)) for file in document_files],
        xml_id=as_id(settings.text("edition.id")),
        xml_lang=settings.text("edition.language"),
        version="4.5.0",
    )
    return write(root)


def grow_corpus(
    settings: Settings, document_files: Sequence[str], vocabulary: Terms, existing: bytes, last: bytes | None
) -> bytes:
    """The same of an ``existing`` file, in which an editor's own titles and imprint stay.

    They are the editor's where they are not as in ``last``, which is the file as it was last made (None: not known).
    """
    root = tei.parse(existing, "edition.xml")  # refuses a DOCTYPE, and what is not well formed
    parts = parts_of(existing)
    before = () if last is None else parts_of(last)
    made = {} if last is None else _settings_words(tei.parse(last, "edition.xml"), before)
    changes = [
        *_as_in_settings(existing, root, parts, settings, made),
        *_includes(existing, root, parts, [reference(file) for file in document_files]),
        *_categories(existing, parts, taxonomies(vocabulary)),
        *_references(existing, parts, before),
    ]
    return apply(existing, changes)


def _header(settings: Settings, every: Sequence[Taxonomy]) -> Element:
    return el("teiHeader", _file(settings), _encoding_desc(every), _profile(settings), _revision(settings))


def _file(settings: Settings) -> Element:
    return el("fileDesc", _titles(settings), _publication(settings), _source(settings))


def _titles(settings: Settings) -> Element:
    said = settings.text
    editors = settings.texts("edition.editors") or ("the editors",)
    return el(
        "titleStmt",
        el("title", said("edition.title"), type="main"),
        el("title", said("edition.subtitle"), type="sub") if said("edition.subtitle") else None,
        [el("editor", name, xml_id="ed" if n == 1 else f"ed{n}") for n, name in enumerate(editors, 1)],
        el("respStmt", el("resp", "encoded by"), el("name", "kktei, from headings and source notes"), xml_id="enc"),
    )


def _publication(settings: Settings) -> Element:
    said = settings.text
    date, base, doi = said("edition.date"), Addresses.of(settings).base, said("edition.doi")
    return el(
        "publicationStmt",
        el("publisher", said("edition.publisher") or said("edition.title")),
        el("pubPlace", said("edition.place")) if said("edition.place") else None,
        el("date", date[:4], when=date) if date else None,
        el("idno", base, type="URI") if base else None,
        el("idno", doi, type="DOI") if doi else None,
        licensed(settings),
    )


def _source(settings: Settings) -> Element:
    said = settings.text
    if not said("source.title"):
        return el("sourceDesc", el("p", "Headings and source notes as the editors give them."))
    volume, publisher, date = said("source.volume"), said("source.publisher"), said("source.date")
    imprint = [
        el("publisher", publisher) if publisher else None,
        el("date", date, when=date) if date else None,
    ]
    parts = volume_parts(said("source.title"), volume)
    for part in imprint:
        parts += [", ", part] if part is not None else []
    return el("sourceDesc", el("bibl", parts, xml_id="bibl.source", type="published"))


def _profile(settings: Settings) -> Element:
    parts: list[Element] = []
    if settings.text("edition.description"):
        paragraphs = [" ".join(p.split()) for p in settings.text("edition.description").split("\n\n")]
        parts.append(el("abstract", [el("p", p) for p in paragraphs if p]))
    language = settings.text("edition.language")
    parts.append(el("langUsage", el("language", language, ident=language)))
    return el("profileDesc", parts)


def _revision(settings: Settings) -> Element:
    when = settings.text("edition.date") or None
    return el("revisionDesc", el("change", "Encoded from headings and source notes.", when=when, who="#enc"))


_Key = tuple[tuple[str, ...], str | None]  # the path of an element, and its @type


def _settings_words(root: Element, parts: Sequence[Part]) -> dict[_Key, str]:
    """The words of the elements that edition.toml gives."""
    stands = (element for _, element in etree.iterwalk(root, events=("end",)))  # in the order of parts
    pairs = zip(parts, stands, strict=True)
    return {_key(part): tei.text_of(element) for part, element in pairs if part.path[1:-1] in _FROM_SETTINGS}


def _key(part: Part) -> _Key:
    return part.path, part.attributes.get("type")


def _as_in_settings(
    data: bytes, root: Element, parts: Sequence[Part], settings: Settings, last: Mapping[_Key, str]
) -> list[Splice]:
    """Titles and imprint as edition.toml has them, where their words have become others and are no editor's."""
    fresh = {(tei.name(e), e.get("type")): e for part in (_titles(settings), _publication(settings)) for e in part}
    words = _settings_words(root, parts)
    changes = []
    for part in parts:
        made = fresh.get((part.path[-1], part.attributes.get("type")))
        if part.path[1:-1] not in _FROM_SETTINGS or made is None or tei.name(made) not in _FOLLOWING:
            continue
        if words[_key(part)] == last.get(_key(part)) != tei.text_of(made):
            changes.append(instead(data, part, fragment(made, len(part.path) - 1)))
    return changes


_FROM_SETTINGS = frozenset({("teiHeader", "fileDesc", "titleStmt"), ("teiHeader", "fileDesc", "publicationStmt")})
_FOLLOWING = frozenset({"title", "publisher", "pubPlace", "date", "idno", "availability"})


def _includes(data: bytes, root: Element, parts: Sequence[Part], files: Sequence[str]) -> list[Splice]:
    """Documents that are new come in at their place, those that are gone go out, the others stay as they stand."""
    wanted = frozenset(files)
    found = [p for p in parts if p.path[-1] == "include" and len(p.path) == 2]
    kept = [p for p in found if p.attributes.get("href") in wanted]
    there = {p.attributes.get("href") for p in kept}
    if [p.attributes.get("href") for p in kept] != [f for f in files if f in there]:
        kept, there = [], set()  # in another order: all anew
    gone = [Splice(_line_start(data, p), p.end, b"") for p in found if p.attributes.get("href") not in there]
    places = {p.attributes.get("href"): p for p in kept}
    whole = next(p for p in parts if len(p.path) == 1)
    at = places[files[0]].start if files and files[0] in places else _before(data, kept, whole)
    changes = []
    for file in files:
        if file in places:
            at = places[file].end
        else:
            changes.append(Splice(at, at, b"\n  " + _include(root, file)))
    return [*changes, *gone]


def _before(data: bytes, kept: Sequence[Part], root: Part) -> int:
    """Where the first document comes in: before the first that is there, or at the end of the file."""
    return _line_start(data, kept[0]) if kept else len(data[: root.closing].rstrip())


def _line_start(data: bytes, part: Part) -> int:
    """Where the white space before an element begins."""
    return len(data[: part.start].rstrip())


def _include(root: Element, file: str) -> bytes:
    """An xi:include in the prefix that the file has for it; with one of its own where the root declares none."""
    prefix = next((prefix for prefix, space in root.nsmap.items() if space == tei.XI and prefix), "")
    if prefix:
        return fragment(include(file, prefix), 1).encode()
    alone: bytes = etree.tostring(include(file), encoding="utf-8")
    return alone


def _categories(data: bytes, parts: Sequence[Part], every: Sequence[Taxonomy]) -> list[Splice]:
    """What the vocabulary has and the file lacks; an id that another element has is not given twice."""
    known = {key_of(p) for p in parts}
    by_id = {key_of(p): p for p in parts if p.path[-1] == "taxonomy"}
    changes: list[Splice] = []
    lacking: list[Taxonomy] = []
    for taxonomy in every:
        place = by_id.get(taxonomy.id)
        rest = {k: v for k, v in taxonomy.categories.items() if k not in known}
        if place is not None and rest:
            lines = [fragment(category_element(k, v), 0) for k, v in rest.items()]
            changes.append(before_end_tag(data, place, lines, len(place.path)))
        elif place is None and (rest or taxonomy.id not in known):
            lacking.append(Taxonomy("" if taxonomy.id in known else taxonomy.id, taxonomy.question, rest))
    return [*changes, *_declared(data, parts, lacking)]


def _declared(data: bytes, parts: Sequence[Part], every: Sequence[Taxonomy]) -> list[Splice]:
    """Whole taxonomies in the file's own classDecl, or with the elements around them that its header lacks.

    A file without a header has no place for them: validation says so, and of every pointer that leads nowhere.
    """
    own = {p.path[1:]: p for p in reversed(parts) if p.path[1:2] == ("teiHeader",)}
    made = [taxonomy_element(t) for t in every]
    for path in (_HEADER, (*_HEADER, "classDecl"))[::-1] if made else ():
        if (place := own.get(path)) is not None:
            made = made if path[-1] == "classDecl" else [el("classDecl", made)]
            return [before_end_tag(data, place, [fragment(e, len(place.path)) for e in made], len(place.path))]
    if made and (before := own.get(("teiHeader", "fileDesc"))) is not None:
        level = len(before.path) - 1
        return [after(data, before, fragment(el("encodingDesc", el("classDecl", made), references()), level), level)]
    return []


def _references(data: bytes, parts: Sequence[Part], before: Sequence[Part]) -> list[Splice]:
    """How a document's parts are cited, where the file does not say it yet; an editor who took it out is heeded."""
    if any(part.path[-1] == "refsDecl" for part in (*parts, *before)):
        return []
    place = next((part for part in parts if part.path[1:] == _HEADER), None)
    if place is None:
        return []
    level = len(place.path)
    return [before_end_tag(data, place, [fragment(references(), level)], level)]


_HEADER = ("teiHeader", "encodingDesc")


def _encoding_desc(taxonomies: Sequence[Taxonomy]) -> Element:
    """EncodingDesc with the taxonomies."""
    classes = el("classDecl", [taxonomy_element(t) for t in taxonomies])
    said = own_table("kktei.encode", "declarations.toml")
    project = _declaration("projectDesc", said["projectDesc"])
    editorial = [_declaration(tag, words) for one in said["editorialDecl"] for tag, words in one.items()]
    return el("encodingDesc", project, el("editorialDecl", editorial), classes, references())


def references() -> Element:
    """Which parts of a document can be cited by themselves: what has an id, outside notes (Guidelines 4.2.2)."""
    parts = "//text//(p | ab | lg | head | note)[@xml:id][not(ancestor::note)]"
    return el("refsDecl", el("citeStructure", match=parts, use="@xml:id", unit="paragraph"))


def _declaration(tag: str, words: str) -> Element:
    parts = re.split(r"<(@?\w+)>", words.replace("\n", " "))
    content = [el("att" if p[0] == "@" else "gi", p.lstrip("@")) if n % 2 else p for n, p in enumerate(parts)]
    return el(tag, el("p", content), method="markup" if tag == "correction" else None)
