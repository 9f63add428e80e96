"""The file for the press: bleed and crop marks, black as black ink alone, PDF/X-4 where a profile is named."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from kktei import tei
from kktei.config import Settings
from kktei.errors import InputError, MachineryError
from kktei.files import raw as raw_bytes
from kktei.findings import Finding, finding
from kktei.render.characters import printable
from kktei.render.job import RenderJob
from kktei.render.print import conformance, objects, slug
from kktei.render.print.joining import PartFile, PartFiles
from kktei.render.print.press_pages import dress
from kktei.render.timestamp import timestamp

_IN_TAGS = re.compile(rb"/StructParents? \d+")
_NUMBER = 20.0  # points that the number of a sheet has before the slug line
_COLOUR_NUMBER = {b"CMYK": 4, b"GRAY": 1}


@dataclass(frozen=True, slots=True)
class Profile:
    """An ICC profile of a printing condition."""

    data: bytes
    components: int
    condition: str


class Pressing:
    """The file for the press while it is written: what each page has but for the number of its sheet."""

    def __init__(self, file: BinaryIO, settings: Settings, title: str) -> None:
        self.writer = objects.ObjectWriter(file, "1.6")
        self.catalog, self.tree = self.writer.reserve(), self.writer.reserve()
        self.bleed = settings.integer("print.bleed")
        self.said = slug.told(title, datetime.fromtimestamp(timestamp(settings), UTC).strftime("%Y-%m-%d"))
        self.pages: list[int] = []
        self.sheets: list[tuple[int, float, float]] = []  # of each its number's object and place

    def add(self, source: objects.TypstFile, part: PartFile) -> None:
        """Write the pages of a part, and what their content needs."""
        writer = self.writer
        numbers: dict[int, int] = {}
        lines: dict[tuple[float, float], int] = {}  # the same on every page of one size
        for page in source.pages[part.skipped : part.skipped + part.pages]:
            dressed = dress(source, page, self.bleed)
            x, y = dressed.slug
            needed = objects.dictionary(dressed.resources)
            writer.take(source, source.reached(objects.references(needed), numbers), numbers, _untagged)
            content, sheet = writer.add(objects.stream(dressed.content, {})), writer.reserve()
            if (x, y) not in lines:
                lines[x, y] = writer.add(objects.stream(slug.drawn(self.said, x + _NUMBER, y), {}))
            drawn = objects.array(map(objects.refer, (content, sheet, lines[x, y])))
            own = {b"/Parent": objects.refer(self.tree), b"/Contents": drawn}
            own[b"/Resources"] = objects.renumbered(needed, numbers, bytes)
            self.pages.append(writer.add(objects.dictionary({**dressed.held, **own})))
            self.sheets.append((sheet, x, y))


def begin(parts: Sequence[PartFile], target: Path, settings: Settings, title: str) -> Pressing:
    """Begin ``target`` with the pages of the documents' files."""
    with target.open("wb") as file:
        pressing = Pressing(file, settings, title)
        for part in parts:
            pressing.add(part.read(), part)
    return pressing


def finish(
    pressing: Pressing, files: PartFiles, target: Path, settings: Settings, title: str, profile: Profile | None
) -> list[Finding]:
    """Write the rest of ``target``.

    Without a profile the file has boxes and marks but no claim to be PDF/X, and a finding says so.
    Raises MachineryError where the file made is not PDF/X-4.
    """
    with target.open("ab") as file:
        pressing.writer.go_on(file)
        main = len(pressing.pages)
        for part in files.before:
            pressing.add(part.read(), part)
        before = len(pressing.pages)
        for part in files.behind:
            pressing.add(part.read(), part)
        order = [*range(main, before), *range(main), *range(before, len(pressing.pages))]
        _close(pressing, order, settings, title, profile)
    if profile is None:
        return [
            finding(
                "P007",
                "No colour profile is named: print.pdf does not claim to be PDF/X-4",
                file="edition/edition.toml",
            )
        ]
    if wrong := conformance.faults(target):
        raise MachineryError(f"print.pdf is not PDF/X-4: {wrong[0]}", "This is a fault of kktei's; please report it.")
    return []


def _close(pressing: Pressing, order: Sequence[int], settings: Settings, title: str, profile: Profile | None) -> None:
    """Count the sheets, and write what finds the pages."""
    writer = pressing.writer
    for number, at in enumerate(order, 1):
        sheet, x, y = pressing.sheets[at]
        writer.put(sheet, objects.stream(slug.drawn(str(number), x, y), {}))
    kids = objects.array(objects.refer(pressing.pages[at]) for at in order)
    held = {b"/Type": b"/Pages", b"/Count": b"%d" % len(order), b"/Kids": kids}
    writer.put(pressing.tree, objects.dictionary(held))
    info, metadata = _described(writer, settings, title, claims=profile is not None)
    held = {b"/Type": b"/Catalog", b"/Pages": objects.refer(pressing.tree), b"/Metadata": objects.refer(metadata)}
    held |= {b"/OutputIntents": objects.array([_intent(writer, profile)])} if profile else {}
    writer.put(pressing.catalog, objects.dictionary(held))
    writer.close(pressing.catalog, info)


def _untagged(head: bytes) -> bytes:
    return _IN_TAGS.sub(b"", head)


def profile(job: RenderJob) -> Profile | None:
    """The profile that the settings name.  Raises InputError for one that is none."""
    path = job.named_file("print.icc_profile", "colour profile")
    if path is None:
        return None
    named = job.settings.text("print.icc_profile")
    data = raw_bytes(path, named)
    components = _COLOUR_NUMBER.get(data[16:20])
    if data[36:40] != b"acsp" or data[12:16] != b"prtr" or components is None:
        raise InputError(f"{named} is not an ICC profile of a printing condition (CMYK or grey, class prtr)")
    return Profile(data, components, job.settings.text("print.output_condition") or path.stem)


def _described(writer: objects.ObjectWriter, settings: Settings, title: str, *, claims: bool) -> tuple[int, int]:
    """Title, dates and claim: the document information and the XMP."""
    moment = datetime.fromtimestamp(timestamp(settings), UTC)
    when = moment.strftime("(D:%Y%m%d%H%M%SZ)").encode()
    info = {
        b"/Title": objects.string(title),
        b"/Creator": b"(kktei)",
        b"/Producer": b"(kktei)",
        b"/CreationDate": when,
        b"/ModDate": when,
        b"/Trapped": b"/False",
    }
    info |= {b"/GTS_PDFXVersion": b"(PDF/X-4)"} if claims else {}
    packet = _xmp(title, moment.strftime("%Y-%m-%dT%H:%M:%SZ"), claims=claims)
    metadata = objects.stream(packet, {b"/Type": b"/Metadata", b"/Subtype": b"/XML"}, packed=False)
    return writer.add(objects.dictionary(info)), writer.add(metadata)


# What every packet has; the rest is put into its tree.
_XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default"/></rdf:Alt></dc:title>
<xmp:CreatorTool>kktei</xmp:CreatorTool><pdf:Producer>kktei</pdf:Producer>
<xmp:CreateDate/><xmp:ModifyDate/><xmp:MetadataDate/>
<xmpMM:DocumentID/><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass><pdf:Trapped>False</pdf:Trapped>
</rdf:Description></rdf:RDF></x:xmpmeta>"""
_PACKET = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n%s\n<?xpacket end="w"?>'


def _xmp(title: str, moment: str, *, claims: bool) -> bytes:
    root = etree.fromstring(_XMP)
    dates = ("CreateDate", "ModifyDate", "MetadataDate")
    values = {"li": printable(title), "DocumentID": _identity(title, moment), **dict.fromkeys(dates, moment)}
    for element in root.iter():
        element.text = values.get(tei.name(element), element.text)
    if claims:
        description = root[0][0]
        claim, before = (
            etree.SubElement(description, "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"),
            description[-2],
        )
        claim.text, claim.tail, before.tail = "PDF/X-4", before.tail, None
    return _PACKET % etree.tostring(root, encoding="utf-8")


def _identity(title: str, moment: str) -> str:
    return f"uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'kktei {title} {moment}')}"


def _intent(writer: objects.ObjectWriter, profile: Profile) -> bytes:
    """The printing condition for which the pages are made."""
    data = writer.add(objects.stream(profile.data, {b"/N": b"%d" % profile.components}))
    return objects.dictionary(
        {
            b"/Type": b"/OutputIntent",
            b"/S": b"/GTS_PDFX",
            b"/OutputConditionIdentifier": objects.string(profile.condition),
            b"/Info": objects.string(profile.condition),
            b"/RegistryName": b"(http://www.color.org)",
            b"/DestOutputProfile": objects.refer(data),
        }
    )
