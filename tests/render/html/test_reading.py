"""What readers are told: names that are whole, everybody who is meant, what tells documents apart, pages of two."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from kktei.config import check
from kktei.project import data
from kktei.render.html.index import RegisterEntry, _turn
from tests.websites import Site, document, letter_job, made
from tests.xpath import evaluate

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{id}"><teiHeader xml:lang="{lang}"><fileDesc><titleStmt>
<title>{title}</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><msDesc><msIdentifier>{held}
</msIdentifier></msDesc></sourceDesc></fileDesc><profileDesc>{more}<correspDesc><correspAction type="sent">{sent}
<placeName ref="#graz">Graz</placeName><date when="{date}"/></correspAction><correspAction type="received">{received}
</correspAction>{context}</correspDesc></profileDesc></teiHeader><text xml:lang="{lang}"><body>{body}</body></text></TEI>"""
ADA, BERT = '<persName ref="#ada">Ada Winter</persName>', '<persName ref="#bert">Bert Hart</persName>'
HELD = "<repository>Archive</repository><idno>4</idno>"


def letter(folder: Path, name: str, **parts: str) -> Path:
    given = {"id": name, "lang": "en", "title": "Letter", "held": HELD, "sent": ADA, "received": BERT, "more": "",
             "date": "1913-05-04", "context": "", "body": "<p>Dear Bert, the proofs came.</p>"}  # fmt: skip
    path = folder / f"{name}.xml"
    path.write_text(LETTER.format(**given | parts), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Letters between Ada and Bert, with what other editions write in them."""
    folder = tmp_path_factory.mktemp("reading")
    context = (
        '<correspContext><ref type="withinCollection" subtype="next_letter" target="L2">Bert to Ada</ref>'
        '<ref type="belongsTo" target="L3">The whole correspondence</ref></correspContext>'
    )
    message = (
        '</correspDesc><correspDesc><correspAction type="sent"><persName ref="#cay">Cay Oak</persName></correspAction>'
        f'<correspAction type="received">{ADA}</correspAction>'
    )
    several = 'So say <rs type="person" ref="#bert #dora">my parents</rs> and <rs type="person" ref="#x9">the boy</rs>.'
    paths = [
        letter(folder, "L1", context=context, body=f"<p>{several} See <ref target='L3'/>.</p>"),
        letter(folder, "L2", sent=BERT, received=ADA, date="1913-05-11", title="Telegram", context=message,
               body='<opener><address><addrLine>Frau<space unit="chars" quantity="4"/>Ada</addrLine><addrLine>Wien</addrLine></address>'
               '<salute>Dear Ada,</salute></opener><p><term type="classification">geheim</term><lb/>'
               '<idno type="despatch">Nr. 4</idno></p>'
               "<p>Ich<space unit='chars' quantity='1'/><choice><sic>kome</sic><corr>komme</corr></choice>"
               "<note>So he says.</note> bald.</p>", lang="de"),
        letter(folder, "L3", date="1914-08-02", held="<collection>Papers</collection>", title="Telegram",
               more="<abstract><p>Ada asks for the proofs.</p></abstract>"),
        letter(folder, "L4", date="1914-08-03", body="<p><gap><desc>Only the heading is at hand.</desc></gap></p>",
               received='<persName ref="#bert #dora">the Harts</persName>'),
    ]  # fmt: skip
    record = letter(folder, "L5", title="Record", date="1914-08-09")
    author = '<author><persName ref="#ada">Ada M. Winter</persName></author></titleStmt>'
    deep = "<msContents><summary>On proofs.</summary></msContents><msPart><msIdentifier><idno>5b</idno></msIdentifier></msPart></msDesc>"
    text = record.read_text(encoding="utf-8").replace("</titleStmt>", author).replace("</msDesc>", deep)
    record.write_text(re.sub("<correspDesc>.*</correspDesc>", "", text, flags=re.S), encoding="utf-8")
    return made(letter_job([*paths, record], folder, folder / "site"))


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def rows(page: str) -> list[str]:
    return [words(row) for row in re.findall(r"<tr data-from.*?</tr>", page, re.S)]


def test_a_name_is_whole() -> None:
    whole = {
        "Ambassador in Norland (Berg)": "Ambassador in Norland (Berg)",
        "(Berg)": "Berg",
        "(Berg, ": "Berg",
        "Berg);": "Berg",
        "Ambassador (Berg": "Ambassador (Berg)",
        "(Max) Hart": "(Max) Hart",
        "Ball, ": "Ball",
    }
    asked = ", ".join(f"k:whole-name('{name}')" for name in whole)
    found = evaluate(data("xslt") / "html.xsl", f"({asked})", namespaces={"k": "https://kktei.org/ns/xslt"})
    assert found == list(whole.values())


def test_a_long_post_stands_after_a_surname_that_alone_is_known() -> None:
    parts = {
        "<roleName>Director of the Office of Trade</roleName> <surname>Berg</surname>": "Berg, Director of the Office of Trade",
        "<roleName>Ambassador</roleName> <surname>Berg</surname>": "Ambassador Berg",
        "<roleName>Chief of Staff</roleName> <forename>Ada</forename> <surname>Berg</surname>": "Chief of Staff Ada Berg",
    }  # fmt: skip
    tei = 'xmlns="http://www.tei-c.org/ns/1.0"'
    asked = ", ".join(
        f"parse-xml('<persName {tei}>{name}</persName>')/*/(k:with-post(.), k:called(., 'person'))[1]" for name in parts
    )
    found = evaluate(data("xslt") / "html.xsl", f"({asked})", namespaces={"k": "https://kktei.org/ns/xslt"})
    assert found == list(parts.values())


def test_documents_of_one_title_can_be_told_apart(site: Site) -> None:
    first, second, third, fourth, _ = rows(site.text("calendar.html"))
    assert "So say my parents and the boy." in first
    assert "Ich komme bald." in second
    assert "Cay Oak to Ada Winter" in second
    assert "Ada asks for the proofs." in third
    assert "Dear Bert" not in third
    assert "Only the heading" not in fourth


def test_words_of_another_language_say_so(site: Site) -> None:
    page = site.text("calendar.html")
    assert '<a href="documents/L2.html" lang="de">Telegram</a>' in page
    assert '<q class="gist" lang="de">Ich komme bald.</q>' in page
    assert 'L1.html" lang' not in page


def test_lines_of_an_address_are_words_of_their_own(site: Site) -> None:
    """An index of words knows no style sheet."""
    assert "Frau Ada Wien" in " ".join(re.sub("<[^>]+>", "", site.text("documents/L2.html")).split())


def test_names_of_one_edition_are_in_one_order() -> None:
    document = SimpleNamespace(entry=SimpleNamespace(title="Hermann Bahr an Ada Winter"))
    known = RegisterEntry("bahr", "person", "Bahr, Hermann", "", uses={"sent": [0]})
    doubtful = RegisterEntry("paul", "person", "Paul, bishop", "", uses={"sent": [0]})
    for name in (known, doubtful):
        _turn(name, [document])
    assert (known.name, known.sort) == ("Hermann Bahr", "Bahr, Hermann")
    assert doubtful.name == "Paul, bishop"


def test_a_repository_is_no_collection(site: Site) -> None:
    assert '{"name":"repository"' not in site.text(site.named("search/documents.js"))  # the one repository is no choice
    assert "Papers" not in site.text("calendar.html")


def test_everybody_who_is_meant_has_the_document(site: Site) -> None:
    assert "L1.html" in site.text("persons/dora.html")
    received = site.text("persons/dora.html").split("Received")[1]
    assert "L4.html" in received
    page = site.text("documents/L1.html")
    assert '>my parents</a><span class="also"' in page
    assert 'title="Dora' not in page
    assert 'href="../persons/dora.html"' in page


def test_who_wrote_a_record_is_the_person_that_the_name_points_to(site: Site) -> None:
    assert "L5.html" in site.text("persons/ada.html")
    assert "Ada M. Winter</a>" not in site.text("persons/index.html")


def test_all_that_a_description_says_is_told(site: Site) -> None:
    page = words(site.text("documents/L5.html"))
    assert "Summary On proofs." in page
    assert "Number 5b" in page


def test_whoever_has_no_name_is_called_as_in_the_texts(site: Site) -> None:
    assert "<h1>“the boy”</h1>" in site.text("persons/x9.html")


def test_references_between_letters_are_resolved_and_shown(site: Site) -> None:
    page = site.text("documents/L1.html")
    assert '<a class="ref" href="../documents/L3.html">Telegram</a>' in page
    assert 'href="../documents/L3.html">The whole correspondence</a>' in page
    following = re.findall(r'<li class="pair-next">.*?</li>|<li class="next">.*?</li>', page, re.S)
    assert len(following) == 2
    assert all("L2.html" in link and "May 11, 1913" in link for link in following)


def test_two_who_wrote_to_each_other_have_a_page(site: Site) -> None:
    page = site.text("correspondences/bert-ada.html")
    listed = [words(item) for item in re.findall(r'<li class="(?:forth|back|silence)">.*?</li>', page, re.S)]
    assert [item.split(":")[0].strip() for item in listed] == [
        "May 4, 1913 Ada Winter",
        "May 11, 1913 Bert Hart",
        "15 months without a document",
        "August 2, 1914 Ada Winter",
        "August 3, 1914 Ada Winter",
    ]
    assert "3 documents to Bert Hart. From Graz 3" in words(page)
    assert 'href="../correspondences/bert-ada.html"' in site.text("documents/L2.html")
    assert 'href="../correspondences/bert-ada.html"' in site.text("persons/bert.html")


def test_the_picture_of_the_network_holds_every_name_whole(tmp_path: Path) -> None:
    long = "Embassy of the Kingdom of Norland in the Free City of Far Harbour"
    bodies = [f'<orgName ref="#{key}">{long}</orgName>' for key in ("here", "there")]
    made_of = letter(tmp_path, "L1", sent=bodies[0], received=bodies[1])
    text = made(letter_job([made_of], tmp_path, tmp_path / "site")).text("network.html")
    (left, width) = map(float, re.findall(r'viewBox="(\S+) 0 (\S+) ', text)[0])
    labels = re.findall(r'<text x="([^"]+)" y="[^"]+" text-anchor="(start|end)">([^<]+)', text)
    assert len(labels) == 2
    for x, anchor, label in labels:
        outer = float(x) + (1 if anchor == "start" else -1) * 8 * len(label)
        assert left <= outer <= left + width


def test_the_network_says_how_much_it_shows(site: Site) -> None:
    page = words(site.text("network.html"))
    assert "Shown are 4 of 4 correspondents, the busiest, with 3 of 3 pairs and 4 of 4 documents." in page
    assert "Bert Hart – Ada Winter 4 documents (1 → 3 ←), 1913–1914" in page.replace("&nbsp;", " ")


def test_time_has_empty_months_and_leads_to_the_days(site: Site) -> None:
    page = site.text("timeline.html")
    assert len(re.findall(r'<tr id="k-y1913-\d\d">|<tr id="k-y1914-\d\d">', page)) == 16
    assert 'href="calendar/1913.html#k-1913-05-11"' in page
    year = site.text("calendar/1913.html")
    assert '<tr data-from="1913-05-11" data-to="1913-05-11" id="k-1913-05-11">' in year
    assert 'href="../calendar/1914.html"' in year
    assert 'id="k-day-08-02"' in site.text("days.html")


def test_numbers_have_a_table(site: Site) -> None:
    page = words(site.text("statistics.html"))
    assert "Counted are 5 documents." in page
    assert "Senders What Documents Ada Winter 4 Bert Hart 1 Cay Oak 1" in page


def test_a_licence_of_many_words_that_documents_share_stands_once(tmp_path: Path) -> None:
    shared, own = ("You may copy this. " * 10).strip(), ("Ask the archive first. " * 10).strip()
    terms = f"<licence target='https://example.org/l'>{shared}</licence>"
    paths = []
    for name, more in (("a", ""), ("b", f"<licence>{own}</licence>")):
        paths.append(tmp_path / f"{name}.xml")
        text = document("<p>Text.</p>", name).replace("<p/></pub", f"<availability>{terms}{more}</availability></pub")
        paths[-1].write_text(text, encoding="utf-8")
    site = made(letter_job(paths, tmp_path, tmp_path / "site"))
    assert site.findings == []
    page = site.text("documents/b.html")
    assert shared not in page
    assert f"Licence: {own}" in page
    link = '<a href="https://example.org/l" rel="license">https://example.org/l</a> · <a href="{}">the whole text</a>'
    assert link.format("../about/index.html#k-licence-1") in page
    assert f'<p id="k-licence-1">{shared}</p>' in site.text("about/index.html")


def test_a_day_with_several_documents_has_a_page_where_that_is_wanted(tmp_path: Path) -> None:
    dated = '<profileDesc><creation><date when="{}"/></creation></profileDesc>'
    paths = [tmp_path / f"{name}.xml" for name in "abcd"]
    for path, day in zip(paths, ("1913-03-04", "1913-03-04", "1913-03-05", "1914-03"), strict=True):
        path.write_text(document("<p>Text.</p>", path.stem, dated.format(day), path.stem.upper()), encoding="utf-8")
    job = letter_job(paths, tmp_path, tmp_path / "site")
    wanted = check({"edition": {"title": "L"}, "publish": {"days": True}})
    site = made(replace(job, settings=wanted))
    assert site.findings == []
    assert {p.stem for p in (site.folder / "calendar").iterdir()} == {"1913", "1914", "1913-03-04"}
    day = site.text("calendar/1913-03-04.html")
    assert "<h1>Documents March 4, 1913</h1>" in day
    assert [f"documents/{name}.html" in day for name in "abcd"] == [True, True, False, False]
    assert site.text("calendar/1913.html").count('href="../calendar/1913-03-04.html"') == 1
    assert '<a href="../calendar/1913-03-04.html">March 4, 1913</a>' in site.text("calendar/1913.html")
    assert "1913-03-04.html" in site.text("calendar.html")
    assert "1913-03-04.html" not in day
