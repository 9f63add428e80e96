"""The file for the press: bleed and crop marks, black as black ink alone, PDF/X-4 where a profile is named."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lxml import etree
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from kktei import tei
from kktei.config import Settings
from kktei.errors import InputError, MachineryError
from kktei.files import raw as raw_bytes
from kktei.findings import Finding, finding
from kktei.render.characters import printable
from kktei.render.job import RenderJob
from kktei.render.print import conformance
from kktei.render.print.press_pages import dress
from kktei.render.timestamp import timestamp

_COLOUR_NUMBER = {b"CMYK": 4, b"GRAY": 1}


@dataclass(frozen=True, slots=True)
class Profile:
    """An ICC profile of a printing condition."""

    data: bytes
    components: int
    condition: str


def make(job: RenderJob, raw: Path, target: Path) -> list[Finding]:
    """Write ``target`` from Typst's file ``raw``.

    Without a profile the file has boxes and marks but no claim to be PDF/X, and a finding says so.
    Raises InputError for a profile that is none, MachineryError where the file made is not PDF/X-4.
    """
    profile = _profile(job)
    with Pdf.open(raw) as pdf:
        for page in pdf.pages:
            dress(pdf, page, job.settings.integer("print.bleed"))
        _strip(pdf)
        _describe(pdf, job.settings, claims=profile is not None)
        if profile:
            _intend(pdf, profile)
        pdf.remove_unreferenced_resources()
        pdf.save(target, min_version="1.6", force_version="1.6", deterministic_id=True, linearize=False)
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


def _profile(job: RenderJob) -> Profile | None:
    path = job.named_file("print.icc_profile", "colour profile")
    if path is None:
        return None
    named = job.settings.text("print.icc_profile")
    data = raw_bytes(path, named)
    components = _COLOUR_NUMBER.get(data[16:20])
    if data[36:40] != b"acsp" or data[12:16] != b"prtr" or components is None:
        raise InputError(f"{named} is not an ICC profile of a printing condition (CMYK or grey, class prtr)")
    return Profile(data, components, job.settings.text("print.output_condition") or path.stem)


def _strip(pdf: Pdf) -> None:
    for key in (
        "/Names",
        "/Outlines",
        "/StructTreeRoot",
        "/MarkInfo",
        "/OpenAction",
        "/AA",
        "/PageMode",
        "/AF",
        "/Dests",
    ):
        if key in pdf.Root:
            del pdf.Root[key]


def _describe(pdf: Pdf, settings: Settings, *, claims: bool) -> None:
    """Title, dates and claim, in the document information and in XMP."""
    moment = datetime.fromtimestamp(timestamp(settings), UTC)
    title = str(pdf.docinfo.get("/Title", "")) or settings.text("edition.title")
    info = Dictionary(
        Title=title,
        Creator="kktei",
        Producer="kktei",
        CreationDate=moment.strftime("D:%Y%m%d%H%M%SZ"),
        ModDate=moment.strftime("D:%Y%m%d%H%M%SZ"),
        Trapped=Name("/False"),
    )
    if claims:
        info["/GTS_PDFXVersion"] = "PDF/X-4"
    pdf.trailer["/Info"] = pdf.make_indirect(info)
    pdf.Root["/Metadata"] = pdf.make_indirect(_xmp(pdf, title, moment.strftime("%Y-%m-%dT%H:%M:%SZ"), claims=claims))


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


def _xmp(pdf: Pdf, title: str, moment: str, *, claims: bool) -> Stream:
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
    stream = Stream(pdf, _PACKET % etree.tostring(root, encoding="utf-8"))
    stream["/Type"] = Name.Metadata
    stream["/Subtype"] = Name.XML
    return stream


def _identity(title: str, moment: str) -> str:
    return f"uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'kktei {title} {moment}')}"


def _intend(pdf: Pdf, profile: Profile) -> None:
    """The printing condition for which the pages are made."""
    stream = Stream(pdf, profile.data)
    stream["/N"] = profile.components
    pdf.Root["/OutputIntents"] = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=profile.condition,
                Info=profile.condition,
                RegistryName="http://www.color.org",
                DestOutputProfile=pdf.make_indirect(stream),
            )
        ]
    )
