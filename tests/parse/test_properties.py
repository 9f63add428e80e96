"""What holds for any text, and for notes composed from the genre's own vocabulary."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kktei.model import NoteFacts, Span
from kktei.parse import load_vocabulary, parse_head, parse_note, record
from tests.parse.notes import spans

WORDS = load_vocabulary()
FEW = settings(max_examples=60, deadline=None)
FRAGMENTS = [
    "Source: ", "Department of State", ", ", "; ", ". ", " and ", ", and ", " in the ", " is ", "(", ")", "“", "”", ":", " by ", " to ",
    "ibid.", "Ibid., ", "Lot 66 D 204", "Box 5", "Secret", "Eyes Only", "Drafted by ", "cleared in draft by ", "handed ", "was sent to ",
    "Thompson", "Bundy", "U. Alexis Johnson", "S/S", "EUR", "the White House", "April 24", "6 p.m.", "telegram 12 from Moscow, May 8",
    "Another copy", "The Russian-language text", "vol. VII, pp. 685686", "printed in ", "Documents on Disarmament, 1963, pp. 1-4",
    "This message", "Kennedy Library", "Central Files", "POL US-USSR", "see Document 94", "There are no copies ", "translation",
    "The source text ", "has not been found", "Mrs.Kennedy", "\n", " ", "–", "’s",
]  # fmt: skip
PROSE = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)
ANY = st.one_of(st.text(max_size=300), PROSE, st.builds(lambda a, b: "Source: " + a + b, PROSE, st.text(max_size=40)))


def nested(one: Span, other: Span) -> bool:
    """Whether two stretches nest or are disjoint."""
    return one.holds(other) or other.holds(one) or one.end <= other.start or other.end <= one.start


def check(note: str, facts: NoteFacts) -> None:
    """Sentences rebuild the note; every stretch lies in a sentence and nests with the others."""
    at = 0
    for sentence in facts.sentences:
        assert note[at : sentence.span.start].strip() == ""
        assert sentence.span.of(note).strip() == sentence.span.of(note) != ""
        at = sentence.span.end
    assert note[at:].strip() == ""
    found = sorted(set(spans(facts)))
    for span in found:
        assert 0 <= span.start < span.end <= len(note)
        assert any(s.span.holds(span) for s in facts.sentences)
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            assert nested(one, other), (one.of(note), other.of(note))


@FEW
@given(ANY)
def test_any_text_gives_stretches_that_rebuild_it(note: str) -> None:
    check(note, parse_note(note))


@FEW
@given(st.text(max_size=200))
def test_any_head_is_survived(head: str) -> None:
    facts = parse_head(head)
    for agent in (*facts.senders, *facts.recipients):
        assert 0 <= agent.span.start <= agent.span.end <= len(head)


SURNAMES = st.sampled_from(
    ["Thompson", "Kohler", "Davis", "O’Brien", "McNamara", "Read", "Smith-Jones", "Bohlen", "de Silva"]
)
FORENAMES = st.sampled_from(["", "McGeorge ", "James E. ", "U. Alexis ", "W. Averell "])
OFFICES = st.sampled_from([None, "EUR", "S/S", "S/S-S", "G/PM", "P", "SOV", "White House"])
PEOPLE = st.lists(
    st.tuples(st.builds(str.__add__, FORENAMES, SURNAMES), OFFICES), min_size=1, max_size=5, unique_by=lambda p: p
)


def listed(people: list[tuple[str, str | None]]) -> str:
    """The people as a note lists them."""
    named = [name + (f" ({office})" if office else "") for name, office in people]
    if len(named) < 3:
        return " and ".join(named)
    return ", ".join(named[:-1]) + ", and " + named[-1]


@FEW
@given(PEOPLE, PEOPLE, PEOPLE, st.sampled_from(["; ", ", "]))
def test_composed_drafting_parses_back(drafted: list, cleared: list, approved: list, mark: str) -> None:
    prose = f"Drafted by {listed(drafted)}{mark}cleared by {listed(cleared)}{mark}and approved by {listed(approved)}."
    facts = record(parse_head("Memorandum"), parse_note("Source: Kennedy Library, Bundy Papers. Secret. " + prose))
    for field, people in (("drafted_by", drafted), ("cleared_by", cleared), ("approved_by", approved)):
        assert [(p["name"], p["office"]) for p in facts[field]] == people


REPOSITORIES = st.sampled_from(
    [w for w in WORDS.words("repository") if "," not in w and not w.endswith(("Files", "Records", "Collection"))]
)
LOTS = st.builds("{} {} {}".format, st.integers(50, 99), st.sampled_from("DF"), st.integers(1, 999))
MARKINGS = st.lists(
    st.sampled_from([w for t in ("precedence", "handling") for w in WORDS.words(t) if ";" not in w]),
    max_size=4,
    unique_by=str.lower,
)
LEVELS = st.sampled_from(
    ["Top Secret", "Secret", "Confidential", "Limited Official Use", "Unclassified", "No classification marking"]
)
TITLES = st.sampled_from(
    ["Khrushchev Correspondence", "USSR, Vol. IX", "Berlin Convoy Incidents", "U.S. & USSR", "“Hot Line” 5/1–6/3"]
)


@FEW
@given(REPOSITORIES, LOTS, st.sampled_from([": ", ", "]), st.integers(1, 900), TITLES, LEVELS, MARKINGS)
def test_composed_locations_parse_back(
    repository: str, lot: str, mark: str, box: int, title: str, level: str, markings: list[str]
) -> None:
    note = f"Source: {repository}, Presidential Correspondence{mark}Lot {lot}, Box {box}, {title}. {'; '.join([level, *markings])}."
    facts = record(parse_head("Memorandum"), parse_note(note))
    assert facts["repository"] == repository
    assert (facts["lot"], facts["box"], facts["folder"]) == (lot, str(box), title)
    assert facts["classification"] == level
    assert facts["markings"] == markings


@FEW
@given(REPOSITORIES, st.sampled_from(["Another copy", "A Russian-language text", "Other copies"]))
def test_a_copy_never_steals_the_source(other: str, what: str) -> None:
    note = f"Source: Department of State, Central Files, 611.61/1-2161. Secret. {what} is in the {other}, Box 7, Lot 66 D 204."
    facts = record(parse_head("Memorandum"), parse_note(note))
    assert (facts["repository"], facts["lot"], facts["box"]) == ("Department of State", None, None)
    assert facts["copies"][0]["repository"] == other
