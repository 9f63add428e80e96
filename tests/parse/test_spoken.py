"""The language of a text by its small words."""

from __future__ import annotations

import pytest

from kktei.model import DocumentId, Position, Record
from kktei.parse import Spoken, spoken_in
from kktei.transcript import Note, Paragraph, Text

AT = Position("a.txt", 1)
TEXTS = {
    "de": "Ich habe Ihren Brief mit großer Freude erhalten und danke Ihnen sehr dafür; es geht uns auch nicht schlecht.",
    "en": "I have had your letter with great joy, and thank you for it; we are not unwell, and I would be glad to hear from you.",
    "es": "He recibido su carta con mucha alegría y le doy las gracias; en la casa no hay más que decir de los amigos, pero es muy poco.",
    "fr": "J’ai reçu votre lettre avec une grande joie et je vous en remercie; nous ne sommes pas mal dans la maison que vous savez.",
    "it": "Ho ricevuto la lettera con gioia, e non le dico di più; gli amici sono al mare, ma mi scrivono della casa e del tempo che fa.",
    "ru": "Я получил ваше письмо и благодарю вас за него; у нас всё хорошо, но мы не знаем, как это будет, и что он на это скажет.",
    "": "Per missionem pacis principem et rapentes motus et gaudium et spes et luctus et angor hominum huius temporis et omnium.",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_a_text_tells_its_language(language: str, text: str) -> None:
    record = Record(DocumentId("1", "d001", "1"), "", "", AT, AT, body=(Paragraph((Text(text),)),))
    assert spoken_in(record, "nl").language == language
    assert spoken_in(record, f"{language}-CH").language == ""


def test_a_few_words_tell_none() -> None:
    record = Record(DocumentId("1", "d001", "1"), "", "", AT, AT, body=(Paragraph((Text("Herzliche Grüße an Sie"),)),))
    assert spoken_in(record, "en") == Spoken("")


@pytest.mark.parametrize(
    ("text", "own", "spoken"),
    [
        ("Приезжаю во вторник утром.", "en", Spoken("und-Cyrl")),
        ("Приезжаю во вторник утром.", "ru", Spoken("")),
        ("Arriving Tuesday morning on the train.", "ru", Spoken("und-Latn")),
        (TEXTS[""], "en", Spoken("", sure=False)),
        ("Arriving Tuesday.", "en", Spoken("")),
    ],
)
def test_what_the_words_do_not_show_is_not_certain(text: str, own: str, spoken: Spoken) -> None:
    record = Record(DocumentId("1", "d001", "1"), "", "", AT, AT, body=(Paragraph((Text(text),)),))
    assert spoken_in(record, own) == spoken


@pytest.mark.parametrize(
    ("head", "source", "footnote", "beside"),
    [
        ("Schreiben von Ada Winter an Jonas Berg", "Quelle: Nachlaß Berg, Nr. 12", "Brief, 3. März.", {"head", "source", "footnote"}),
        ("Schreiben von Ada Winter an Jonas Berg", "Source: the papers of Berg.", "This is the letter of 3 March.", {"head"}),
        ("Letter From Ada Winter to Jonas Berg", "Source: Berg Papers.", "So nach dem Brief an die Schwester.", {"footnote"}),
        ("Letter From Ada Winter to Jonas Berg", "", "März.", set()),
    ],
)  # fmt: skip
def test_heading_and_notes_tell_theirs(head: str, source: str, footnote: str, beside: set[str]) -> None:
    text = (Text(TEXTS["de"]), Note("1", ((Text(footnote),),)))
    record = Record(DocumentId("1", "d001", "1"), head, source, AT, AT, body=(Paragraph(text),))
    assert spoken_in(record, "en-GB").beside == beside
