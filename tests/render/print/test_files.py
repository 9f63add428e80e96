"""The files: what screen and press copies promise, checked by others and by seeded faults."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pytest
import typst
from pikepdf import Array, Dictionary, Name, Stream, String

from kktei.errors import InputError, SettingsError
from kktei.render.print import conformance, press, render_document, render_print
from kktei.trust import Trusted
from tests.render.print.conftest import make_job
from tests.render.print.conftest import profile as icc
from tests.render.print.letters import volume
from tests.render.print.pages import page_texts


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A])
def test_screen_is_archivable_and_accessible(generated, profile):
    report = page.validate_pdf(generated[0].target / "screen.pdf", profile=profile)
    assert [(f.rule_id, f.message) for f in report.failures] == []
    assert report.is_compliant


def nested_tags(file: Path) -> Counter[tuple[str, str]]:
    """Each pair of a tag and one in it; lists and contents hold what PDF lets them hold."""
    with pikepdf.open(file) as pdf:
        kinds = Counter(
            (str(element.P.get("/S", "")), str(element.S))
            for element in pdf.objects
            if isinstance(element, Dictionary) and element.get("/Type") == Name.StructElem
        )
    allowed = {"/L": {"/LI"}, "/LI": {"/Lbl", "/LBody"}, "/TOC": {"/TOCI"}}
    assert not [(a, b) for a, b in kinds if b not in allowed.get(a, {b})]
    homes = {"/LI": {"/L"}, "/LBody": {"/LI"}, "/TOCI": {"/TOC"}}
    assert not [(a, b) for a, b in kinds if a not in homes.get(b, {a})]
    return kinds


def test_lists_and_contents_are_such_in_the_tags(generated):
    kinds = nested_tags(generated[0].target / "screen.pdf")
    assert kinds["/L", "/LI"] > 60
    assert kinds["/LI", "/LBody"] == kinds["/L", "/LI"]
    assert kinds["/TOC", "/TOCI"] > 30  # contents and list of documents
    assert not [pair for pair in kinds if "/BlockQuote" in pair]


def test_heads_ask_for_no_layout_of_their_own(generated):
    """Pages before them come to rest with the fourth layout, the heads at once: after a fifth Typst looks for faults, for minutes."""
    source = """#import "volume.typ": *
#show: volume
#context {
  let n = calc.min(4, query(<turn>).map(m => m.value).at(0, default: 0) + 1)
  [#metadata(n)<turn>]
  part("Before", for _ in range(n) [A page #pagebreak()])
}
#main(part("All", for _ in range(9) [A page #pagebreak()]))"""
    setter = typst.Compiler(source.encode(), root=str(generated[0].target / "typst"), ignore_system_fonts=True)
    said = [warning.message for warning in setter.compile_with_warnings(format="svg")[1]]
    assert [words for words in said if not words.startswith("unknown font")] == []


@pytest.mark.parametrize(("before", "opens"), [("[A page #pagebreak()A line]", False), ("[A page #pagebreak()]", True)])
def test_a_part_that_shares_its_page_opens_one_at_its_top_only(generated, before, opens):
    """It is marked wherever it stands: a mark that stood at the top only came and went with each layout, and with it the head."""
    source = f"""#import "volume.typ": *
#show: volume
#main(part("First", {before}) + part("Second", shared: true)[A line])
#context [#metadata((query(<k-shared-open>).len(), is-opening(2)))<asked>]"""
    root = str(generated[0].target / "typst")
    answer = typst.query(source.encode(), "<asked>", field="value", root=root, ignore_system_fonts=True)
    assert json.loads(answer) == [[1, opens]]


def test_every_operator_of_the_press_file_is_one(generated):
    """Readers that are strict leave out what follows a word that is none."""
    with pikepdf.open(generated[0].target / "print.pdf") as pdf:
        said = {str(op.operator) for page in pdf.pages for op in pikepdf.parse_content_stream(page)}
    assert all(re.fullmatch(r"[qQkKwmlchfSsWndJjM]|[fW]\*|cm|re|BT|ET|T[fmjJrd]|Do|gs|cs|scn", name) for name in said)


def test_each_sheet_has_its_slug_line_outside_the_bleed(generated):
    with pikepdf.open(generated[0].target / "print.pdf") as pdf:
        bleed = [float(n) for n in pdf.pages[4].BleedBox]
        heights = []
        for added in list(pdf.pages[4].Contents)[1:]:  # the sheet's number, what all have
            drawn = pikepdf.parse_content_stream(added)
            line = next(float(op.operands[5]) for op in drawn if str(op.operator) == "cm")
            heights += [line + float(op.operands[1]) for op in drawn if str(op.operator) == "m"]
        same = {page.Contents[-1].objgen for page in pdf.pages}
    assert len(heights) > 20
    assert bleed[3] < min(heights)
    assert len(same) < len(pdf.pages)


def test_press_is_pdf_x(generated):
    assert conformance.faults(generated[0].target / "print.pdf") == []


def without_trim(pdf, first):
    del first["/TrimBox"]


def trim_outside(pdf, first):
    first["/TrimBox"] = Array([-50, 0, 100, 100])


def with_art_box(pdf, first):
    first["/ArtBox"] = first.TrimBox


def with_link(pdf, first):
    first["/Annots"] = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9]))])


def without_intent(pdf, first):
    del pdf.Root["/OutputIntents"]


def with_another_profile(pdf, first):
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(b"no profile")


def without_claim(pdf, first):
    pdf.Root.Metadata = pdf.make_stream(b"<x/>")


def without_trapped(pdf, first):
    del pdf.trailer.Info["/Trapped"]


def with_rgb(pdf, first):
    first.Contents = Stream(pdf, b"1 0 0 rg 0 0 9 9 re f")


def with_cyan(pdf, first):
    first.Contents = Stream(pdf, b"1 0 0 0 k 0 0 9 9 re f")


def with_grey(pdf, first):
    first.Contents = Stream(pdf, b"0.5 g 0 0 9 9 re f")


def with_colours_of_a_screen(pdf, first):
    palette = Array([Name.Indexed, Name.DeviceRGB, 0, String(b"\x00\x00\x00")])
    first.Resources = Dictionary(ColorSpace=Dictionary(c0=palette))


def with_bare_font(pdf, first):
    bare = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    first.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(bare)))


def with_script(pdf, first):
    pdf.Root["/OpenAction"] = Dictionary(S=Name.JavaScript, JS="1")


def with_attachment(pdf, first):
    pdf.Root["/Names"] = Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))


FAULTS = [
    without_trim,
    trim_outside,
    with_art_box,
    with_link,
    without_intent,
    with_another_profile,
    without_claim,
    without_trapped,
    with_rgb,
    with_cyan,
    with_grey,
    with_colours_of_a_screen,
    with_bare_font,
    with_script,
    with_attachment,
]


@pytest.mark.parametrize("seed", FAULTS)
def test_seeded_faults_are_caught(generated, tmp_path, seed):
    copy = tmp_path / "seeded.pdf"
    with pikepdf.open(generated[0].target / "print.pdf") as pdf:
        seed(pdf, pdf.pages[0].obj)
        pdf.save(copy, deterministic_id=True)
    assert conformance.faults(copy)


def test_newer_or_locked_files_are_caught(generated, tmp_path):
    with pikepdf.open(generated[0].target / "print.pdf") as pdf:
        pdf.save(tmp_path / "new.pdf", force_version="1.7")
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="x", user="", R=4))
    assert conformance.faults(tmp_path / "new.pdf")
    assert conformance.faults(tmp_path / "locked.pdf")


def test_boxes_and_bleed(generated):
    with pikepdf.open(generated[0].target / "print.pdf") as pdf:
        trim = [float(n) for n in pdf.pages[0].TrimBox]
        bleed = [float(n) for n in pdf.pages[0].BleedBox]
    assert (trim[2] - trim[0]) / 72 * 25.4 == pytest.approx(156, abs=0.01)
    assert (trim[0] - bleed[0]) / 72 * 25.4 == pytest.approx(3, abs=0.01)


def test_fonts_are_embedded(generated):
    with pikepdf.open(generated[0].target / "screen.pdf") as pdf:
        fonts = {name for p in pdf.pages for name in p.Resources.get("/Font", {})}
        assert fonts
        assert list(conformance._fonts(pdf)) == []


def test_same_bytes(generated, tmp_path):
    job = generated[0]
    again = make_job(tmp_path / "out", list(job.documents), print={"icc_profile": "press.icc"})
    render_print(again)
    for name in ("screen.pdf", "print.pdf", "typst/main.typ", "typst/settings.json", "typst/lists/indexes.typ"):
        assert (again.target / name).read_bytes() == (job.target / name).read_bytes(), name


def letter(folder, name, body, header=""):
    text = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A letter {header}</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p>Private.</p></sourceDesc></fileDesc></teiHeader><text><body><div>{body}</div></body></text></TEI>"""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def one(tmp_path, body, **tables):
    job = make_job(tmp_path / "out", [letter(tmp_path, "one.xml", body)], **tables)
    return job, render_print(job)


def test_nothing_in_a_letter_is_markup(tmp_path):
    nasty = '#panic(1) $x$ *a* _b_ \\ " `c` &lt;d&gt; @e [f] ] // g /* h = i + j #[k] \\u{41}'
    job, found = one(tmp_path, f"<head>{nasty}</head><p>{nasty}<note>{nasty}</note></p>")
    assert [f.code for f in found] == ["P007"]
    text = " ".join("".join(page_texts(job.target / "screen.pdf")).split())
    assert text.count('#panic(1) $x$ *a* _b_ \\ " `c` <d> @e [f] ] // g /* h = i + j #[k] \\u{41}') >= 2


def test_findings_in_an_editors_words(tmp_path):
    _, found = one(tmp_path, '<p>See <ref target="#nowhere">there</ref> \U0001f600 <frob>x</frob></p>')
    assert [(f.code, f.file, f.line) for f in found if f.code == "P003"] == [("P003", "one.xml", 2)]
    assert [f.code for f in found if f.code in ("P002", "P004")] == ["P002", "P004"]
    assert "U+1F600 GRINNING FACE" in next(f.message for f in found if f.code == "P004")


def test_a_broken_file_is_left_out(tmp_path):
    good = letter(tmp_path, "a.xml", "<p>Good.</p>")
    bad = tmp_path / "b.xml"
    bad.write_text("<TEI><p></TEI>", encoding="utf-8")
    job = make_job(tmp_path / "out", [good, bad])
    assert "P001" in [f.code for f in render_print(job)]
    assert (job.target / "screen.pdf").is_file()


def test_greek_cyrillic_and_hebrew(tmp_path):
    job, found = one(tmp_path, "<p>ἀρχὴ τῆς ὁδοῦ, начало пути, ראשית, ⟦x⟧ Ł Ø ẞ</p>")
    assert [f.code for f in found] == ["P007"]
    assert "начало пути" in "".join(page_texts(job.target / "screen.pdf"))


@pytest.mark.parametrize("name", ["octavo", "large-print", "working-copy"])
def test_designs(tmp_path, name):
    tokens = volume(tmp_path / "tei", 6, seed=5)
    add = '<p>Ask <persName ref="#carl">Carl</persName>.</p><closer>'
    last = tmp_path / "tei" / "g0006.xml"
    last.write_text(last.read_text(encoding="utf-8").replace("<closer>", add), encoding="utf-8")
    said = {"design": name, "index_by": "line"}
    job = make_job(tmp_path / "out", sorted((tmp_path / "tei").glob("*.xml")), print=said)
    assert [f.code for f in render_print(job)] == ["P007"]
    from tests.render.print.test_notes import misplaced

    texts = page_texts(job.target / "screen.pdf")
    assert misplaced(texts, tokens) == []
    (place,) = re.findall(r"Carl, ([\d.]+)", "".join(texts))
    assert ("." in place) == (name == "working-copy"), "lines are named where they are counted"
    numbers = [int(n) for text in texts for n in re.findall(r"^(\d*[05])\r?$", text, re.M)]
    assert max(numbers, default=0) < 45, "they are counted anew on each page"


def test_single_document_and_editors_style(tmp_path):
    (tmp_path / "print.typ").write_text("#let style(body) = { set text(size: 20pt); body }\n", encoding="utf-8")
    files = [letter(tmp_path, f"{n}.xml", f"<p>Letter {n}</p>", n) for n in "ab"]
    code = (tmp_path / "print.typ").read_bytes()
    job = replace(make_job(tmp_path / "out", files), trusted=Trusted((hashlib.sha256(code).hexdigest(),)))
    assert [f.code for f in render_document(job)] == ["P007"]
    text = "".join(page_texts(job.target / "screen.pdf"))
    assert "Letter a" in text
    assert "Letter b" not in text


def test_attached_tei(tmp_path):
    job, _ = one(tmp_path, "<p>Text.</p>", print={"attach_tei": True})
    with pikepdf.open(job.target / "screen.pdf") as pdf:
        assert [bytes(a.get_file().read_bytes()) for a in pdf.attachments.values()] == [job.documents[0].read_bytes()]
    assert page.validate_pdf(job.target / "screen.pdf", profile=page.ValidationProfile.PDF_A_3A).is_compliant


def test_wrong_settings(tmp_path):
    with pytest.raises(SettingsError, match="'wide' is not a length"):
        one(tmp_path, "<p/>", print={"width": "wide"})
    with pytest.raises(InputError, match="profile"):
        one(tmp_path, "<p>x</p>", print={"icc_profile": "../../etc/passwd"})


def test_a_profile_outside_the_edition_is_used_where_the_reader_says_so(tmp_path):
    (tmp_path / "edition").mkdir()
    (tmp_path / "press.icc").write_bytes(icc())
    (tmp_path / "edition" / "link.icc").symlink_to(tmp_path / "press.icc")
    documents = [letter(tmp_path / "edition", "a.xml", "<p/>", "a")]
    for named in ("../press.icc", str(tmp_path / "press.icc"), "link.icc"):
        job = make_job(tmp_path / "out", documents, print={"icc_profile": named})
        with pytest.raises(InputError, match="lies outside") as refused:
            press.profile(job)
        assert "--follow-links" in str(refused.value.hint)
        assert press.profile(replace(job, follow_links=True)).data == icc()
    for named in ("none.icc", "../none.icc"):
        job = replace(make_job(tmp_path / "out", documents, print={"icc_profile": named}), follow_links=True)
        with pytest.raises(InputError, match="is not there"):
            press.profile(job)
