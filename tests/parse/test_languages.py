"""Headings and shelfmarks of other languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kktei.model import LevelKind, WitnessKind
from kktei.parse import parse_head, parse_note, record
from kktei.parse.foreign import languages

GOLD = Path(__file__).resolve().parents[1] / "gold"


def rows(language: str) -> list[dict[str, object]]:
    text = (GOLD / f"{language}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def as_annotated(row: dict[str, object], language: str) -> tuple[dict[str, object], dict[str, object]]:
    """What is read of a row in the fields that it annotates, and what it annotates."""
    note = parse_note(str(row.get("note", "")), date="1969-03-02")
    copies = [w.location for w in note.witnesses if w.location and not w.absent]
    found = record(parse_head(str(row.get("head", "")), language=language), note) | {
        "form": note.base.form if note.base else None,
        "lost": [w.what for w in note.witnesses if w.kind is WitnessKind.LOST],
        "copies": [[place.repository, *place.path] for place in copies],
    }
    wanted = {key: value for key, value in row.items() if key not in {"head", "note", "after"}}
    return {key: found[key] for key in wanted}, wanted


@pytest.mark.parametrize("language", [*languages(), "mul"])
def test_headings_and_notes_as_annotated(language: str) -> None:
    """Written for this project after published conventions, the texts invented; docs/source-notes.md says which."""
    wrong = []
    for row in rows(language):
        told, wanted = as_annotated(row, language)
        if told != wanted:
            wrong.append((row.get("head") or row["note"], told, wanted))
    assert wrong == []


def test_a_heading_in_a_language_nobody_named_is_read_where_it_names_its_kind() -> None:
    assert [a.wording for a in parse_head("Brief von Ada Winter an Jonas Berg").recipients] == ["Jonas Berg"]
    assert [a.wording for a in parse_head("Lettre de Jonas Berg à Ada Winter").senders] == ["Jonas Berg"]
    assert not parse_head("Gedanken an Ada Winter").understood
    assert not parse_head("An K. Vogt (Brief)").understood  # a kind behind it, but one correspondent only
    assert [a.wording for a in parse_head("El Virrey Berg al Rey").recipients] == ["Rey"]  # two who have a rank


def test_english_headings_stay_english_in_an_edition_of_another_language() -> None:
    facts = parse_head("Letter From President Winter to Chairman Berg", language="de")
    assert [a.wording for a in facts.recipients] == ["Chairman Berg"]


@pytest.mark.parametrize(
    "note",
    ["Ada Winter was in Oslo.", "Draft.", "A copy was sent to Berg.", "AL was there. He left.", "Original, but lost, it is said, in 1921."],
)  # fmt: skip
def test_prose_is_no_shelfmark(note: str) -> None:
    base = parse_note(note).base
    assert base is None or base.location is None or base.location.repository is None


@pytest.mark.parametrize(
    ("note", "levels"),
    [
        ("MS Berg 12, Winter Library", ["Winter Library", "MS Berg 12"]),
        ("Add. MS 123, ff. 4–5, Winter Library, Oslo", ["Winter Library", "Oslo", "Add. MS 123", "ff. 4–5"]),
        ("ALS, 2 pp. (Berg Collection, Oslo Public Library)", ["Oslo Public Library", "Berg Collection"]),
        ("RC (Berg Papers)", ["Berg Papers"]),
        ("Ministerbüro, Bd. 567", ["Politisches Archiv des Auswärtigen Amts", "Ministerbüro", "Bd. 567"]),
        ("Paris, BnF, ms. fr. 12, fol. 5", ["BnF", "Paris", "ms. fr. 12", "fol. 5"]),
        ("712.00/45 and 712.00/46", ["Department of State", "712.00/45", "712.00/46"]),
    ],
)
def test_the_order_that_catalogues_have(note: str, levels: list[str]) -> None:
    base = parse_note(note).base
    assert base is not None
    assert base.location is not None
    assert [level.text for level in base.location.levels] == levels


@pytest.mark.parametrize("note", ["dodis.ch/1234", "ADAP, Serie D, Bd. XIII, Dok. 12"])
def test_a_series_in_print_is_the_source(note: str) -> None:
    base = parse_note(note).base
    assert base is not None
    assert base.publication is not None
    assert base.publication.wording == note


def test_both_take_part_whatever_the_script() -> None:
    head = parse_head("Memorandum of Conversation Between Sir Jonas Berg, Bt., and 毛澤東")
    assert [agent.name for agent in head.participants] == ["Jonas Berg, Bt.", "毛澤東"]


@pytest.mark.parametrize(
    ("note", "place", "unread"),
    [
        ("PA AA, B 21, Bd. 432. Ausfertigung. Hat Minister Lund am 3. März 1963 vorgelegen.", ["PA AA", "B 21", "Bd. 432"], []),
        ("BArch, R 901/12, fol. 17. Konzept von der Hand Bergs.", ["BArch", "R 901/12", "fol. 17"], []),
        ("ASMAE, Gabinetto, b. 12. Partito alle ore 14.", ["ASMAE", "Gabinetto", "b. 12"], ["Partito alle ore 14."]),
        ("Печ. по: РГАНИ. Ф. 89. Перечень 12. Док. 3.", ["РГАНИ", "Ф. 89", "Перечень 12", "Док. 3"], []),
        ("TNA, FO 371/123. Secret. Drafted by Berg.", ["TNA", "FO 371/123"], []),
    ],
)  # fmt: skip
def test_prose_after_a_shelfmark_is_no_level_of_it(note: str, place: list[str], unread: list[str]) -> None:
    facts = parse_note(note)
    assert facts.base is not None
    assert facts.base.location is not None
    assert [level.text for level in facts.base.location.levels] == place
    assert [s.span.of(note) for s in facts.sentences if not s.understood] == unread


@pytest.mark.parametrize(
    ("language", "head", "kind", "title", "name"),
    [
        ("de", "Aufzeichnung des Ministerialdirektors van der Berg", "person", "Ministerialdirektors", "van der Berg"),
        ("de", "Der Botschafter in Oslo, Berg, an Ada Winter", "person", "Botschafter in Oslo", "Berg"),
        ("de", "Weisung des Staatssekretärs des Auswärtigen Amts an Ada Winter", "person", "=", ""),
        ("de", "Telegramm der Botschaft in Oslo an Ada Winter", "body", None, "Botschaft in Oslo"),
        ("fr", "M. Berg, ambassadeur de France, à Mme Winter", "person", "M.", "Berg"),
        ("fr", "Note du général de Berg", "person", "général", "de Berg"),
        ("fr", "Aide-mémoire remis par l’ambassadeur de Norvège", "person", "=", ""),
        ("es", "Oficio del gobernador de Panamá al virrey", "person", "=", ""),
        ("it", "L’ambasciatore a Oslo, Berg, al ministro degli esteri, Winter", "person", "ambasciatore a Oslo", "Berg"),
        ("ru", "Письмо посла СССР в Норландии А. И. Берга Й. Винтеру", "person", "посла СССР в Норландии", "А. И. Берга"),
    ],
)  # fmt: skip
def test_a_name_is_a_name_in_any_language(language: str, head: str, kind: str, title: str | None, name: str) -> None:
    sender = parse_head(head, language=language).senders[0]
    assert sender.kind.value == kind
    assert sender.is_post if title == "=" else (sender.title, sender.name) == (title, name)


@pytest.mark.parametrize("label", ["", "Source: "])
@pytest.mark.parametrize(
    ("note", "kinds"),
    [
        ("PA AA, B 21, Bd. 432. Ausfertigung.", ["repository", "collection", "box"]),
        ("MS Berg 12, Winter Library, Oslo.", ["repository", "settlement", "collection"]),
        ("РГАСПИ. Ф. 17. Оп. 3. Д. 45. Л. 12.", ["repository", "collection", "collection", "folder", "leaf"]),
    ],
)
def test_a_shelfmark_may_have_a_label(label: str, note: str, kinds: list[str]) -> None:
    facts = parse_note(label + note)
    assert facts.base is not None
    assert facts.base.location is not None
    assert [level.kind.value for level in facts.base.location.levels] == kinds
    assert facts.sentences[0].span.start == 0


def test_where_a_copy_lies_is_not_where_the_text_lies() -> None:
    base = parse_note("Source: A Bureau, Lot 1. Another copy is in the Oslo Record Office, Box 7.").base
    assert base is not None
    assert base.location is not None
    assert base.location.repository == "A Bureau"


@pytest.mark.parametrize(
    ("note", "level", "form"),
    [
        ("PA AA, B 21, Bd. 432. Ausfertigung. VS-Vertraulich.", "cls.c", "fair copy"),
        ("VS-Bd. 10123 (201). Geheim.", "cls.s", None),
        ("B 2-VS, Bd. 241 (BStS). Ablichtung. Streng geheim; mit Vorrang.", "cls.ts", "copy"),
        ("AMAE, Europe, Norlande, vol. 12, fol. 45. Copie. Confidentiel.", "cls.c", "copy"),
        ("РГАСПИ. Ф. 17. Оп. 3. Д. 45. Л. 12. Подлинник. Совершенно секретно.", "cls.ts", "original"),
        ("ASMAE, Affari Politici, Norlandia, b. 12, fasc. 3. Riservato. Originale.", "cls.r", "original"),
        ("LAC, RG 25, vol. 3, file 12-A. Secret", "cls.s", None),
    ],
)
def test_levels_of_other_languages_after_a_shelfmark(note: str, level: str, form: str | None) -> None:
    facts = parse_note(note)
    assert facts.classification is not None
    assert (facts.classification.key, facts.base and facts.base.form) == (level, form)
    assert all(sentence.understood for sentence in facts.sentences)


@pytest.mark.parametrize(
    ("head", "kind", "parties"),
    [
        ("Gespräch des Bundesministers Winter mit dem norländischen Außenminister Lund in Oslo", "gespräch", 0),
        ("Compte rendu de l'entretien du ministre avec l'ambassadeur de Norlande", "compte rendu", 0),
        ("Запись беседы наркома с послом Норландии Лундом", "запись беседы", 0),
        ("Der Botschafter in Oslo, Berg, an das Auswärtige Amt", "", 2),
        ("Le ministre des Affaires étrangères à l'ambassadeur de France à Oslo", "", 2),
    ],
)
def test_a_heading_of_a_language_nobody_named_never_takes_a_talk_for_a_letter(
    head: str, kind: str, parties: int
) -> None:
    facts = parse_head(head)
    assert facts.kind == kind
    assert len(facts.senders + facts.recipients) == parties


def test_several_with_one_honorific_are_several() -> None:
    facts = parse_head("M. Winter à MM. Berg, Day et Lund", language="fr")
    assert [agent.name for agent in facts.recipients] == ["Berg", "Day", "Lund"]


def test_a_nation_before_a_rank_hides_no_name() -> None:
    (recipient,) = parse_head("Bundesminister Winter an den norländischen Außenminister Lund", language="de").recipients
    assert (recipient.name, recipient.title) == ("Lund", "norländischen Außenminister")


@pytest.mark.parametrize(
    ("head", "language"),
    [
        ("Clara Holm an Paul Wieland, Weimar, 3. März 1893", "en"),
        ("Clara Holm à Paul Wieland, Paris, 3 mars 1893", "de"),
        ("Clara Holm a Paul Wieland, Roma, 3 marzo 1893", "es"),
        ("Clara Holm a Paul Wieland, Madrid, 3 de marzo de 1893", "it"),
    ],
)
def test_the_month_tells_the_language_of_a_heading(head: str, language: str) -> None:
    facts = parse_head(head, language=language)
    assert ([a.name for a in facts.senders], [a.name for a in facts.recipients]) == (["Clara Holm"], ["Paul Wieland"])


def test_where_an_archive_is_and_its_leaves_are_no_collections() -> None:
    facts = parse_note(
        "ALS (Goethe- und Schiller-Archiv Weimar, GSA 71/12, Bl. 4–5). Abschrift von fremder Hand: Stadtarchiv Jena."
    )
    assert facts.base is not None
    assert facts.base.location is not None
    kinds = [level.kind.value for level in facts.base.location.levels]
    assert kinds == ["repository", "settlement", "file", "leaf"]
    assert not [mention for mention in facts.mentions if mention.kind == "person"]


def test_another_copy_after_a_semicolon_is_no_level_of_the_first() -> None:
    facts = parse_note("Original: Stadtarchiv Jena, Nachlass Wieland, Nr. 14; Abschrift: GSA 71/13.")
    assert facts.base is not None
    assert facts.base.location is not None
    assert facts.base.location.path == ("Nachlass Wieland", "Nr. 14")
    assert [w.location.path for w in facts.witnesses if w.location] == [("71/13",)]


@pytest.mark.parametrize(
    ("note", "town"),
    [
        ("Source: BSB München, Heyse-Archiv VI, Brandt.", "München"),
        ("ÖNB Wien, Autogr. 12/34-5.", "Wien"),
        ("Source: Goethe- und Schiller-Archiv, Weimar, GSA 44/1207.", "Weimar"),
        ("Source: Privatbesitz, Zürich.", "Zürich"),
        ("Source: Collection particulière, Paris.", "Paris"),
        ("Archivio di Stato, Venezia, Senato, busta 12.", "Venezia"),
        ("РГАСПИ, Москва. Ф. 17. Оп. 3. Д. 45.", "Москва"),
        ("Source: Bundesarchiv, Reichskanzlei, R 43/12.", None),
        ("Archives nationales, Marine, B 12, f. 3.", None),
        ("BL Egerton, MS 12, f. 3.", None),
    ],
)
def test_a_town_is_no_collection_and_a_fonds_no_town(note: str, town: str | None) -> None:
    base = parse_note(note).base
    assert base
    assert base.location
    levels = [level.text for level in base.location.levels if level.kind is LevelKind.SETTLEMENT]
    assert levels == ([town] if town else [])


@pytest.mark.parametrize(
    "note",
    [
        "Verbleib unbekannt; Druck: Briefe I, Nr. 12.",
        "Verschollen.",
        "Whereabouts unknown. Printed in Letters, p. 3.",
        "Localisation inconnue; publié dans Correspondance, t. 2.",
        "Paradero desconocido.",
        "Местонахождение неизвестно.",
    ],
)
def test_what_is_lost_lies_in_no_repository(note: str) -> None:
    facts = parse_note(f"Source: {note}")
    assert facts.base is None
    assert not facts.sentences[0].understood


@pytest.mark.parametrize(
    ("note", "last", "unread"),
    [
        ("Staatsbibliothek zu Berlin – PK, Nachl. 141, Bl. 1–2. H: eigenhändig.", "Bl. 1–2", []),
        ("Stadtarchiv Zürich, VII. 12; D: Briefe I, Nr. 12.", "VII. 12", []),
        ("ALS (Stadtarchiv Zürich, VII. 12). 2 Bl., 3 S. beschrieben.", "VII. 12", []),
        ("ALS (Stadtarchiv Zürich, VII. 12). 2 Bl.; mit Umschlag.", "VII. 12", []),
        ("BArch Koblenz, R 43/12; Bl. 3.", "Bl. 3", []),
        ("FO 371/75810, F 7890/1023/10.", "F 7890/1023/10", []),
        (
            "Source: Bodleian Library, Oxford, MS. Eng. lett. c. 12. Black paper.",
            "MS. Eng. lett. c. 12",
            ["Black paper."],
        ),
        ("Source: UB Leipzig, Slg. Kestner, II A 4.", "II A 4", []),
    ],
)
def test_what_is_told_beside_a_shelfmark_is_read_or_told(note: str, last: str, unread: list[str]) -> None:
    facts = parse_note(note)
    assert facts.base
    assert facts.base.location
    assert facts.base.location.levels[-1].text == last
    assert [s.span.of(note) for s in facts.sentences if not s.understood] == unread


@pytest.mark.parametrize(
    ("head", "kind", "recipient"),
    [
        ("Ottilie Brandt an die Redaktion der „Rundschau“ (Telegramm)", "telegramm", "Redaktion der „Rundschau“"),
        ("Clara Holm à Paul Wieland (télégramme)", "télégramme", "Paul Wieland"),
        ("Ottilie Brandt an Paul Heyse", "", "Paul Heyse"),
    ],
)
def test_two_names_of_another_language_are_correspondents(head: str, kind: str, recipient: str) -> None:
    facts = parse_head(f"1. {head}")
    assert (facts.kind, [agent.name for agent in facts.recipients]) == (kind, [recipient])


@pytest.mark.parametrize("head", ["Visit With an Albanian Delegate", "Notes on an Interview"])
def test_an_article_of_english_joins_nobody(head: str) -> None:
    assert not parse_head(f"1. {head}").recipients
