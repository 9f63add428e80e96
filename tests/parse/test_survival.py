"""How a text survives: prints, lost originals, other copies, who saw it, what hands wrote; in any language."""

from __future__ import annotations

import pytest

from kktei.model import ActKind, Found, WitnessKind
from kktei.parse import findings_of, parse_note
from kktei.parse.notes import is_unmarked
from kktei.parse.vocabulary import load_vocabulary

PLACED = [
    ("SBB-PK, Nachlass Berg, K. 12. Teildruck: Lund, Leben, S. 12.", "Lund, Leben, S. 12"),
    ("BArch, N 12/3. Gedruckt in: Berg, Briefe, Bd. 2, S. 3 f.", "Berg, Briefe, Bd. 2, S. 3 f."),
    ("AN, F/7/6540. Publié dans Berg, Correspondance, t. II, p. 45.", "Berg, Correspondance, t. II, p. 45"),
    ("AHN, Estado, leg. 3456. Publicado en Berg, Cartas, p. 34.", "Berg, Cartas, p. 34"),
    ("ASMAE, Gabinetto, b. 3. Edito in DDI, serie VIII, vol. IV, n. 123.", "DDI, serie VIII, vol. IV, n. 123"),
    ("РГАСПИ. Ф. 17. Оп. 3. Д. 45. Л. 12. Опубл.: Берг, Письма, с. 34.", "Берг, Письма, с. 34"),
    ("ALS (MHi). Printed in Berg, Letters, 2:34–35.", "Berg, Letters, 2:34–35"),
    (
        "BArch, R 43-I/12, Bl. 34 f. Ausfertigung mit Randvermerken von Berg. Teilweise abgedruckt in: Lund, S. 3.",
        "Lund, S. 3",
    ),
    ("Collection particulière. Lettre autographe signée, 2 p. Fac-similé : Berg, Album, p. 23.", "Berg, Album, p. 23"),
]


@pytest.mark.parametrize(("note", "work"), PLACED)
def test_where_a_text_is_printed(note: str, work: str) -> None:
    facts = parse_note(note)
    assert [published.wording for published in facts.published_in] == [work]
    assert facts.references == ()
    assert findings_of(facts) == []


@pytest.mark.parametrize(
    ("note", "what", "work"),
    [
        ("MS not found. Printed in Berg, Letters, 2:34–35.", "MS", "Berg, Letters, 2:34–35"),
        ("Hs. verschollen. Druck: Berg, Briefe, S. 34.", "Hs.", "Berg, Briefe, S. 34"),
        ("Original perdu. Publié dans Berg, Lettres, p. 4.", "Original", "Berg, Lettres, p. 4"),
        ("Original perdido. Publicado en Berg, Cartas, p. 4.", "Original", "Berg, Cartas, p. 4"),
        ("Originale perduto. Edito in Berg, Lettere, p. 4.", "Originale", "Berg, Lettere, p. 4"),
        ("Подлинник утрачен. Опубл.: Берг, Письма, с. 4.", "Подлинник", "Берг, Письма, с. 4"),
        ("Originale disperso. Edito in: Berg, vol. II, pp. 34-35.", "Originale", "Berg, vol. II, pp. 34-35"),
    ],
)
def test_what_is_known_from_its_only_print_alone(note: str, what: str, work: str) -> None:
    """The lost original is a witness; that the print is the copy-text follows, and is marked as inferred."""
    facts = parse_note(note)
    assert [(w.kind, w.what) for w in facts.witnesses] == [(WitnessKind.LOST, what)]
    assert facts.base is not None
    assert facts.base.publication is not None
    assert (facts.base.publication.wording, facts.base.found) == (work, Found.INFERRED)
    assert facts.published_in == ()


def test_of_two_prints_none_is_chosen() -> None:
    facts = parse_note("Hs. verschollen. Druck: Berg, Briefe, S. 34; Lund, Leben, S. 3.")
    assert facts.base is None
    assert len(facts.published_in) == 2
    assert [f.code for f in findings_of(facts)] == ["N005"]


@pytest.mark.parametrize(
    ("note", "repository"),
    [
        ("Original perdu. Copie : BnF, NAF 12345, f. 23.", "BnF"),
        ("Original nicht überliefert. Abschrift im Stadtarchiv Zürich, VII. 12.", "Stadtarchiv Zürich"),
    ],
)
def test_what_is_known_from_a_copy_alone(note: str, repository: str) -> None:
    facts = parse_note(note)
    assert [w.kind for w in facts.witnesses] == [WitnessKind.LOST]
    assert facts.base is not None
    assert facts.base.location is not None
    assert (facts.base.location.repository, facts.base.form) == (repository, "copy")


def test_who_saw_it_and_when() -> None:
    note = (
        "PA AA, B 150, Bd. 201. Durchschlag. Geheim. Hat Staatssekretär Berg am 3. März und Bundesminister Lund am "
        "4. März 1966 vorgelegen, der handschriftlich vermerkte: „Einverstanden“."
    )
    facts = parse_note(note, date="1966-03-01")
    seen = [(act.kind, [a.name for a in act.agents], act.when and act.when.iso) for act in facts.acts]
    assert seen == [(ActKind.SEEN, ["Berg"], "1966-03-03"), (ActKind.SEEN, ["Lund"], "1966-03-04")]
    assert facts.acts[1].agents[0].title == "Bundesminister"
    assert facts.base is not None
    assert [span.of(note) for span in facts.base.notations] == ["Einverstanden"]
    assert facts.classification is not None
    assert findings_of(facts) == []


@pytest.mark.parametrize(
    ("note", "form"),
    [
        ("AL[S] (incomplete), MHi: Adams Papers.", "autograph letter, signed"),
        ("Letterbook copy, MHi: Adams Papers.", "copy"),
        ("ALS (incomplete; last page missing), Trinity College, Cambridge, Add. MS c. 12.", "autograph letter, signed"),
        (
            "Typed letter, signed, with autograph postscript. Beinecke Library, Yale, box 3, folder 45.",
            "typed letter, signed",
        ),
        ("AHN, Estado, legajo 1234, n.º 5. Original firmado. Al margen: «Visto».", "original, signed"),
        ("РГАЭ. Ф. 413. Оп. 13. Д. 12. Л. 3. Незаверенная копия. Подчеркнуто Бергом.", "copy"),
        ("L.a.s., BnF, NAF 24276, f. 12-13.", "autograph letter, signed"),
        ("Typoskript mit eigenhändigen Korrekturen, 3 S., Stadtarchiv Jena, A 3.", "typescript"),
        ("AGA, 82/03456. Borrador manuscrito con correcciones autógrafas.", "draft, manuscript"),
        ("ASMAE, Gabinetto, b. 3. Minuta dattiloscritta.", "draft, typescript"),
        ("РГАСПИ. Ф. 17. Оп. 3. Д. 45. Л. 12. Машинопись, подлинник.", "typescript, original"),
        ("Eigenh. Brief m. U., 2 S., 8°. Privatbesitz Zürich.", "autograph letter, signed"),
    ],
)
def test_how_it_is_written(note: str, form: str) -> None:
    facts = parse_note(note)
    assert facts.base is not None
    assert facts.base.form == form
    assert findings_of(facts) == []


@pytest.mark.parametrize(
    "note",
    [
        "RC (DLC: Madison Papers); at foot of text: “Mr. Berg”; endorsed by JM.",
        "Tr (ViU: Berg Deposit); in Lund’s hand.",
        "BArch, N 12/3. Mit handschriftlichen Korrekturen von Berg.",
        "РГАСПИ. Ф. 17. Оп. 3. Д. 45. Л. 12. Резолюция Берга: «Согласен».",
    ],
)
def test_hands_are_no_finding(note: str) -> None:
    assert findings_of(parse_note(note)) == []


@pytest.mark.parametrize("label", ["Quelle", "Source"])
def test_a_series_in_print_after_its_label(label: str) -> None:
    base = parse_note(f"{label}: ADAP, Serie D, Bd. IV, Dok. Nr. 123, S. 145 f.").base
    assert base is not None
    assert base.publication is not None
    assert base.publication.wording == "ADAP, Serie D, Bd. IV, Dok. Nr. 123, S. 145 f."


@pytest.mark.parametrize(
    ("note", "said", "iso"),
    [
        ("AN, F/7/6540. Reçue le 1er mars 1963 à 14 h 30.", "1er mars 1963", "1963-03-01"),
        ("PA AA, B 21, Bd. 432. Hier eingegangen am 5. Mai, 14.30 Uhr.", "5. Mai", "1963-05-05"),
        ("РГАСПИ. Ф. 17. Оп. 3. Д. 45. Л. 12. Получено 3 марта 1963 г.", "3 марта 1963", "1963-03-03"),
        ("ASMAE, Gabinetto, b. 4. Ricevuto il 3 marzo 1963.", "3 marzo 1963", "1963-03-03"),
        ("AHN, Estado, leg. 3. Recibida el 3 de marzo de 1963.", "3 de marzo de 1963", "1963-03-03"),
        ("Source: Example Library, Box 3. [Received March 3, 9:50 p.m.]", "March 3, 9:50 p.m", "1963-03-03T21:50:00"),
        ("Source: Example Library, Box 3. Received: March 3.", "March 3", "1963-03-03"),
    ],
)
def test_when_a_text_was_received_by_nobody_who_is_named(note: str, said: str, iso: str) -> None:
    facts = parse_note(note, date="1963-04-01")
    (act,) = facts.acts
    assert act.when
    assert (act.kind, act.agents, act.recipients) == (ActKind.RECEIVED, (), ())
    assert (act.when.wording, act.when.iso) == (said, iso)
    assert findings_of(facts) == []


def test_what_no_phrase_takes_is_told() -> None:
    facts = parse_note("AMAE, Europe, vol. 12, fol. 34. Communiqué à Londres et à Oslo.")
    assert [f.message for f in findings_of(facts)] == ["not understood: “Communiqué à Londres et à Oslo.”"]


def test_a_letter_of_many_words_is_no_note() -> None:
    assert not is_unmarked("Original verloren, schreiben Sie mir bitte.", load_vocabulary())


@pytest.mark.parametrize(
    ("note", "copies"),
    [
        ("RC (CSmH: HM 1234); endorsed. PrC (DLC: TJ Papers); lacks closing.", ["DLC"]),
        ("ADf, DNA: RG 93, War Department Collection; copy, ViMtV.", ["ViMtV"]),
        ("DLA, A: Berg, 75.123. Weitere Abschrift von fremder Hand: SBB-PK, Nachl. 12, Nr. 3.", ["SBB-PK"]),
    ],
)
def test_other_copies(note: str, copies: list[str]) -> None:
    facts = parse_note(note)
    assert [w.location.repository for w in facts.witnesses if w.location] == copies
    assert findings_of(facts) == []


def test_the_library_stands_last() -> None:
    base = parse_note("Draft, unsigned. Berg Papers, Manuscripts and Archives, Yale University Library.").base
    assert base is not None
    assert base.location is not None
    assert base.location.repository == "Yale University Library"


def test_a_short_form_is_no_beginning_of_a_word() -> None:
    """The short form of a transcript, Tr, begins Trinity."""
    base = parse_note("ALS, Trinity College, Cambridge, Add. MS c. 12.").base
    assert base is not None
    assert base.location is not None
    assert base.location.repository == "Trinity College"


def test_what_is_no_single_copy_is_told_not_guessed() -> None:
    facts = parse_note("ALS and press copy of LS (DLC: Franklin Papers); letterbook draft: Library of Congress.")
    assert facts.base is None
    assert [f.code for f in findings_of(facts)] == ["N005"]


@pytest.mark.parametrize(
    ("note", "leaf", "form", "others"),
    [
        ("Lambeth Palace Library, MS 59, fol. 12v. 12th-century copy in a cartulary; the original is lost.", "fol. 12v", "copy", ["lost"]),
        ("BnF, Cinq cents de Colbert, vol. 466, f. 89. Copie du XVIIe siècle; l'original est perdu.", "f. 89", "copy", ["lost"]),
        ("GStA PK, BPH, Rep. 35 W 12, Bl. 4r. Abschrift des 18. Jahrhunderts.", "Bl. 4r", "copy", []),
        ("BL, Harley MS 6991, f. 45. Holograph, with traces of a seal.", "f. 45", "autograph", []),
        ("BL, Add. MS 35840, ff. 12–13. Draft, in Yorke's hand.", "ff. 12–13", "draft", []),
        ("AGS, Estado, legajo 2575, s. f. Minuta.", "s. f", "draft", []),
        ("AAV, Segr. Stato, Inghilterra 6, ff. 23r–25v. Decifrato.", "ff. 23r–25v", "decipher", []),
        ("TNA, SP 94/20, f. 3r. Fair copy. Endorsed: \"Recd 3 Sept.\" A copy in the hand of a clerk is in the Bodleian Library, MS Rawl. A. 303, p. 117.", "f. 3r", "fair copy", ["copy"]),
        ("BL, Add. MS 27447, fol. 12 (contemporary copy).", "fol. 12", "copy", []),
        ("BL, Stowe MS 171, ff. 31r-v. Original; seal lost.", "ff. 31r-v", "original", []),
        ("PRONI, D 1618/15/2/12, f. 3. Draft, unsigned.", "f. 3", "draft, unsigned", []),
        ("Oxford, Bodleian Library, MS Ashmole 1729, fol. 189. Autograph.", "fol. 189", "autograph", []),
        ("TNA, SP 78/52, fol. 23. Another copy is in BL, Cotton MS Caligula E.VIII, fol. 101.", "fol. 23", None, ["copy"]),
    ],
)  # fmt: skip
def test_how_early_letters_survive(note: str, leaf: str, form: str | None, others: list[str]) -> None:
    """What is said of the text after its leaf is no part of the leaf, and a lost original is no collection."""
    facts = parse_note(note)
    assert facts.base
    assert facts.base.location
    assert (facts.base.location.levels[-1].text, facts.base.form) == (leaf, form)
    assert [str(w.kind) for w in facts.witnesses] == others
    assert (findings_of(facts), facts.mentions) == ([], ())


@pytest.mark.parametrize("note", ["As document 6.", "Wie Nr. 6.", "Same source.", "Mentioned in document 3.", "Formerly in the possession of the Earl of Lund."])  # fmt: skip
def test_what_is_no_place_is_no_repository(note: str) -> None:
    facts = parse_note(f"Source: {note}")
    assert facts.base is None
    assert next(f.code for f in findings_of(facts)) == "N005"
    assert "Earl" not in [m.text for m in facts.mentions]


def test_a_rank_that_is_a_surname_is_one() -> None:
    facts = parse_note("Source: Winter Library. The letter for Laird was seen by Marquis.")
    assert "Laird" in [m.text for m in facts.mentions]


def test_what_stands_in_parentheses_after_a_leaf_is_no_part_of_it() -> None:
    facts = parse_note("TNA, SP 1/120, f. 68 (LP, XII (i), 1234).")
    assert facts.base
    assert facts.base.location
    assert [level.text for level in facts.base.location.levels] == ["TNA", "SP 1/120", "f. 68"]
    assert [f.code for f in findings_of(facts)] == ["N001"]


def test_a_body_is_an_author_but_nobody() -> None:
    facts = parse_note("Source: Historical Manuscripts Commission, Salisbury Papers, vol. III (London, 1889), p. 3.")
    assert facts.base
    assert facts.base.publication
    assert (facts.base.publication.author, facts.base.publication.corporate) == (
        "Historical Manuscripts Commission",
        True,
    )
