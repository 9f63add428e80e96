"""Texts that somebody has and no institution, charters, and headings that name "the same"."""

from __future__ import annotations

import pytest

from kktei.model import Found, LevelKind, WitnessKind
from kktei.parse import as_before, bearers, by_title, findings_of, load_vocabulary, parse_head, parse_note


@pytest.mark.parametrize(
    ("note", "owner", "town"),
    [
        ("Im Besitz der Familie Berg, Hamburg.", "Familie Berg", "Hamburg"),
        ("Besitzer: Dr. Karl Winter, Basel. Eigenhändig.", "Dr. Karl Winter", "Basel"),
        ("Appartient à Mme Ada Winter, Lyon. Autographe.", "Mme Ada Winter", "Lyon"),
        ("Coll. Jonas Berg, Paris. L.a.s., 3 p. in-8°.", "Jonas Berg", "Paris"),
        ("Propiedad de la familia Berg, Sevilla.", "familia Berg", "Sevilla"),
        ("Proprietà degli eredi Berg, Milano.", "eredi Berg", "Milano"),
        ("Собрание семьи Берг, Санкт-Петербург.", "семьи Берг", "Санкт-Петербург"),
        ("Source: In the possession of Mrs. Ada Winter, Richmond, Va.", "Mrs. Ada Winter", "Richmond, Va"),
        ("ALS (owned by Mr. Jonas Berg, Boston, 1954).", "Mr. Jonas Berg", "Boston"),
        ("In the possession of the Berg family.", "Berg family", ""),
    ],
)
def test_who_owns_a_text(note: str, owner: str, town: str) -> None:
    facts = parse_note(note)
    assert facts.base
    assert facts.base.location
    levels = facts.base.location.levels
    assert [level.text for level in levels] == [owner, *([town] if town else [])]
    assert all(level.kind is LevelKind.SETTLEMENT for level in levels[1:])
    assert findings_of(facts) == []


@pytest.mark.parametrize(
    "note",
    [
        "Source: Fotokopie im Besitz des Herausgebers.",
        "Source: Formerly in the possession of the Earl of Lund.",
        "Im Besitz des Deutschen Archivs.",
        "Chez Mme Berg, on a parlé de Lyon.",
    ],
)
def test_what_names_no_owner(note: str) -> None:
    facts = parse_note(note)
    assert facts.base is None
    assert findings_of(facts)


@pytest.mark.parametrize(
    ("note", "place", "form"),
    [
        ("Or. Perg., Siegel verloren. Staatsarchiv Nürnberg, Urkunden 1234.", ["Staatsarchiv Nürnberg", "Urkunden 1234"], "original"),
        ("Insert in Urkunde vom 3. Mai 1345, Stadtarchiv Köln, HUA 2/12.", ["Stadtarchiv Köln", "HUA 2/12"], "copy"),
        ("Kopie 15. Jh., Stadtarchiv Köln, HUA 2/12, fol. 23v.", ["Stadtarchiv Köln", "HUA 2/12", "fol. 23v"], "copy"),
        ("Copie du XIIIe siècle, cartulaire de Lund, BnF, ms. lat. 12, f. 2v.", ["BnF", "ms. lat. 12", "f. 2v"], "copy"),
        ("Pergamino original, con sello pendiente. AHN, Clero, carp. 12, n.º 4.", ["AHN", "Clero", "carp. 12", "n.º 4"], "original"),
        ("Originale, pergamena, sigillo perduto. ASSi, Diplomatico, 3 maggio 1234.", ["ASSi", "Diplomatico", "3 maggio 1234"], "original"),
    ],
)  # fmt: skip
def test_how_a_charter_survives(note: str, place: list[str], form: str) -> None:
    facts = parse_note(note)
    assert facts.base
    assert facts.base.location
    assert ([level.text for level in facts.base.location.levels], facts.base.form) == (place, form)
    assert not [w for w in facts.witnesses if w.kind is not WitnessKind.LOST]


@pytest.mark.parametrize(
    ("head", "language"),
    [
        ("The Same to the Same", "en"),
        ("The same to the same", "en"),
        ("le même au même", "fr"),
        ("Le même au même. Paris, 12 germinal an III", "fr"),
        ("Derselbe an Denselben. Wien, 5. Mai 1809", "de"),
        ("El mismo al mismo, Madrid, 3 de mayo de 1809", "es"),
        ("Lo stesso allo stesso. Torino, 3 maggio 1859", "it"),
        ("Тот же тому же, 3 мая 1809 г.", "ru"),
    ],
)
def test_the_same_are_those_of_the_document_before(head: str, language: str) -> None:
    words = load_vocabulary()
    facts = parse_head(head, language=language)
    meant = as_before(facts, parse_head("Sir Jonas Berg to Ada Winter"), words)
    assert [(a.name, a.found) for a in (*meant.senders, *meant.recipients)] == [
        ("Jonas Berg", Found.INFERRED),
        ("Ada Winter", Found.INFERRED),
    ]
    assert [a.span.of(head) for a in meant.senders] == [facts.senders[0].wording]
    for before in (None, parse_head("To Ada Winter"), parse_head("Jonas Berg and Karl Lund to Ada Winter")):
        lost = as_before(facts, before, words)  # nobody, or two, of whom one would be guessed
        assert not lost.senders
        assert not lost.understood


@pytest.mark.parametrize(
    ("before", "head", "language", "parties"),
    [
        ("Ada Winter to Jonas Berg", "Jonas Berg to the Same", "en", ["Jonas Berg", "Ada Winter"]),
        ("Ada Winter to Jonas Berg", "Berg to the Same", "en", ["Berg", "Ada Winter"]),
        ("Ada Winter to Jonas Berg", "The Same to Ada Winter", "en", ["Jonas Berg", "Ada Winter"]),
        ("Ada Winter to Jonas Berg", "Karl Lund to the Same", "en", ["Karl Lund", "Jonas Berg"]),
        ("Bismarck an Kaiser Wilhelm I.", "Kaiser Wilhelm I. an Denselben", "de", ["Kaiser Wilhelm I.", "Bismarck"]),
        ("Ada Winter and Karl Lund to Jonas Berg", "Jonas Berg to the Same", "en", ["Jonas Berg"]),
        ("To Jonas Berg", "Jonas Berg to the Same", "en", ["Jonas Berg"]),
    ],
)
def test_nobody_writes_to_themselves_as_the_same(before: str, head: str, language: str, parties: list[str]) -> None:
    earlier = parse_head(before, language=language)
    meant = as_before(parse_head(head, language=language), earlier, load_vocabulary())
    assert [agent.name for agent in (*meant.senders, *meant.recipients)] == parties
    assert meant.understood is (len(parties) > 1)


@pytest.mark.parametrize(
    ("head", "language", "title", "name"),
    [
        ("Sir J. Berg (Oslo) to Mr. Winter", "en", "Sir", "J. Berg"),
        ("Mr J. Berg to Mrs Winter", "en", "Mr", "J. Berg"),
        ("Sr. Berg to Mr. Winter", "en", "Sr.", "Berg"),
        ("Frau Berg an Herrn Winter", "de", "Frau", "Berg"),
        ("M. le comte de Berg à M. Winter", "fr", "M. le comte", "de Berg"),
        ("Il sig. Berg al conte Winter", "it", "sig.", "Berg"),
    ],
)
def test_an_honorific_is_no_part_of_a_name(head: str, language: str, title: str, name: str) -> None:
    sender = parse_head(head, language=language).senders[0]
    assert (sender.title, sender.name) == (title, name)


@pytest.mark.parametrize(
    ("head", "title", "name"),
    [
        ("M. Thouvenel to Mr. Winter", "M.", "Thouvenel"),
        ("M. de Berg to the Department of State", "M.", "de Berg"),
        ("M. Berg to Ada Winter", None, "M. Berg"),  # may be an initial
        ("M. F. Berg to Mr. Winter", None, "M. F. Berg"),
    ],
)
def test_monsieur_is_no_initial_beside_somebody_with_a_title(head: str, title: str | None, name: str) -> None:
    sender = parse_head(head).senders[0]
    assert (sender.title, sender.name) == (title, name)
    assert sender.name_span
    assert sender.name_span.of(head) == name


def test_a_title_is_its_one_bearer_of_the_edition() -> None:
    words = load_vocabulary()
    heads = ["Robert Berg, Earl of Lund, to Sir Jonas Holm", "Karl Day, Duke of Holm, to Ada Winter"]
    named = [parse_head(head) for head in heads]
    facts = by_title(parse_head("The Earl of Lund to the Bishop of Holm"), bearers(named, words))
    assert [(a.name, a.found) for a in facts.senders] == [("Robert Berg", Found.INFERRED)]
    assert facts.recipients[0].is_post
    heir = parse_head("Paul Berg, Earl of Lund, to Ada Winter")
    two = by_title(parse_head("The Earl of Lund to the Bishop of Holm"), bearers([*named, heir], words))
    assert two.senders[0].is_post


def test_what_stands_after_a_label_is_read_as_it_is_without() -> None:
    for note in (
        "Or. Perg., Siegel verloren. Stadtarchiv Köln, HUA 2/12.",
        "Im Besitz der Familie Berg, Köln. Abschrift.",
    ):
        bare, labelled = parse_note(note).base, parse_note(f"Source: {note}").base
        assert bare
        assert labelled
        assert labelled.location
        assert bare.location
        assert [lv.text for lv in labelled.location.levels] == [lv.text for lv in bare.location.levels]
        assert labelled.form == bare.form


@pytest.mark.parametrize(
    ("head", "language", "recipients", "unsent"),
    [
        ("Ada Winter to Robert Harley and Others", "en", ["Robert Harley", "Others"], False),
        ("Masham et al. to Robert Harley", "en", ["Robert Harley"], False),
        ("Ada Winter to Masham et al.", "en", ["Masham"], False),
        ("Ada Winter to Robert Harley (?)", "en", ["Robert Harley"], False),
        ("Ada Winter to Robert Harley, Not Sent", "en", ["Robert Harley"], True),
        ("Jean Berg à Paul Lund, non envoyée", "fr", ["Paul Lund"], True),
        ("Otto von Bismarck an Paul Lund, nicht abgesandt", "de", ["Paul Lund"], True),
        ("Otto von Bismarck an Kaiser Wilhelm I.", "de", ["Kaiser Wilhelm I."], False),
        ("Kaiser Wilhelm I. an Bismarck und Bülow", "de", ["Bismarck", "Bülow"], False),
        ("Madame de Staël à Benjamin Constant et à son fils Auguste", "fr", ["Benjamin Constant", "Auguste"], False),
        ("Ada Winter to Robert Harley or Henry St. John", "en", [], False),  # told: one of two is no recipient
        ("Otto von Bismarck an Moltke oder Roon", "de", [], False),
    ],
)
def test_recipients_and_what_stands_beside_them(head: str, language: str, recipients: list[str], unsent: bool) -> None:
    facts = parse_head(head, language=language)
    assert ([agent.name for agent in facts.recipients], facts.unsent) == (recipients, unsent)
    assert facts.understood is bool(recipients)
    assert all(agent.is_post for agent in facts.recipients if agent.name == "Others")  # no record is made of them
