"""An editor's decisions about a heading and a source note: they outrank what was read there.

What is decided stands in no words (:data:`~kktei.model.NOWHERE`) and is marked as an editor's
(``Found.EDITOR``).  An empty value says that there is none.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from kktei.findings import Finding, finding
from kktei.model import (
    LEVELS,
    MAKING,
    NOWHERE,
    Act,
    ActKind,
    Agent,
    AgentKind,
    Document,
    DocumentId,
    EditorFact,
    Facts,
    Found,
    HeadFacts,
    Level,
    LevelKind,
    Location,
    Marking,
    MarkingKind,
    NoteFacts,
    Witness,
    WitnessKind,
)
from kktei.parse.agents import build, grammar
from kktei.parse.party import correspondent
from kktei.parse.tokens import lex
from kktei.parse.vocabulary import Vocabulary
from kktei.wording import fold

_PARTIES = ("sender", "recipient")
_TABLES = {"kind": "kind", "language": "language", **{str(kind): str(kind) for kind in MarkingKind}}
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_UNSTATED = "unstated"
_FULL = r"[A-Z]\w*\.?(?: [A-Z]\w*\.?)+"  # given and family names; posts have small words, titles stand alone
_TWO = re.compile(rf"{_FULL}(?:, {_FULL})*,? (?:and|&|und|et) {_FULL}")
_SHOWN = 10  # known words named in a hint
_MANY = ("handling", "collection")
_OWN = (  # of which the own names are known; of all others the English ones
    "ar bg cs da de el es et fa fi fr he hr hu hy it ja ka ko lt lv nb nl pl pt ro ru sk sl sr sv tr uk vi yi zh"
)


def acceptable(facts: Facts, vocabulary: Vocabulary) -> tuple[Facts, list[Finding]]:
    """The facts that can be used, by document, and a finding for each whose value is not understood."""
    found: list[Finding] = []
    kept: dict[DocumentId, tuple[EditorFact, ...]] = {}
    for document, told in facts.items():
        wrong = {fact: words for fact in told if (words := _wrong(fact, vocabulary))}
        kept[document] = tuple(_in_our_words(fact, vocabulary) for fact in told if fact not in wrong)
        found += [
            finding("R032", words, file=f.at.file, line=f.at.line, column=f.at.column, hint=hint)
            for f, (words, hint) in wrong.items()
        ]
    return kept, found


def decided(document: Document, vocabulary: Vocabulary) -> Document:
    """The document as its editors (``document.editor``) decided; what its words say is kept beside it."""
    facts = {fact.name: fact.value for fact in document.editor if fact.found is Found.EDITOR}
    heading = _heading(document, facts, vocabulary)
    note = _decided_note(document.note, facts, vocabulary)
    return replace(
        document,
        heading=heading,
        note=note,
        said_heading=document.heading if heading is not document.heading else None,
        said_note=document.note if note is not document.note else None,
    )


def _wrong(fact: EditorFact, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """What is wrong with a value, and what to do; None where nothing is."""
    table = _TABLES.get(fact.name)
    if fact.name == str(MarkingKind.CLASSIFICATION) and not fact.value:
        return (
            "classification: “none” can mean two things.",
            f"Write “No classification marking” where the copy bears none, “{_UNSTATED}” where nobody says.",
        )
    if table is not None:
        unknown = [v for v in _values(fact.name, fact.value) if _term(fact.name, v, vocabulary) is None]
        if unknown:
            return f"{fact.name}: “{unknown[0]}” is not known.", _nearest(table, unknown[0], vocabulary)
    if fact.name in (*_PARTIES, *MAKING):
        unread = [name for name in _parts(fact.value) if not _read(fact.name, name, vocabulary)]
        hint = "Write names as in a source note: “Dean Rusk”, “Goodby (ACDA)”; a semicolon parts two."
        if unread:
            return f"{fact.name}: “{unread[0]}” is no name.", hint
        two = [name for name in _parts(fact.value) if _names_two(name, vocabulary)]
        return (f"{fact.name}: “{two[0]}” names two.", hint) if two else None
    return None


def _names_two(words: str, vocabulary: Vocabulary) -> bool:
    """Whether two persons are named where one is to be: full names, no posts ("Prime Minister and Secretary")."""
    known = (vocabulary.knows(table, word) for word in words.split() for table in ("posts", "titles", "post_endings"))
    return (
        _TWO.fullmatch(words) is not None
        and not any(known)
        and correspondent(words, vocabulary).kind is AgentKind.PERSON
    )


def _nearest(table: str, value: str, vocabulary: Vocabulary) -> str:
    words = vocabulary.words(table)
    near = difflib.get_close_matches(fold(value), [fold(w) for w in words], 1)
    if near:
        return f"Did you mean “{next(w for w in words if fold(w) == near[0])}”?"
    labels = list(dict.fromkeys(term.label for term, _ in vocabulary.rows.get(table, ())))
    more = f" and {len(labels) - _SHOWN} others" if len(labels) > _SHOWN else ""
    return f"Known are: {', '.join(labels[:_SHOWN])}{more}. edition/vocabulary.toml can add to them."


def _in_our_words(fact: EditorFact, vocabulary: Vocabulary) -> EditorFact:
    """The fact with the vocabulary's wording: "Top Secret" for "top-secret"."""
    if fact.name not in _TABLES:
        return fact
    terms = [_term(fact.name, value, vocabulary) for value in _values(fact.name, fact.value)]
    return replace(fact, value="; ".join(term[1] for term in terms if term is not None))


def _values(name: str, value: str) -> list[str]:
    return _parts(value) if name in _MANY else [value.strip()] if value.strip() else []


def _parts(value: str) -> list[str]:
    """What semicolons part."""
    return [part.strip() for part in value.split(";") if part.strip()]


def _term(name: str, value: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Key and label of a word of the vocabulary; of a language its tag."""
    if name == str(MarkingKind.CLASSIFICATION) and fold(value) == _UNSTATED:
        return "", _UNSTATED
    if name == "language" and _TAG.fullmatch(value):
        return value, value
    term = vocabulary.look_up(_TABLES[name], value)
    if term is None and name == "language" and (tag := _tag_of(value)):
        return tag, value
    return (term.key, term.label) if term else None


# --- the heading ----------------------------------------------------------------------------


def _heading(document: Document, facts: Mapping[str, str], vocabulary: Vocabulary) -> HeadFacts:
    heading = document.heading
    if "kind" in facts:
        term = _term("kind", facts["kind"], vocabulary) if facts["kind"] else None
        heading = replace(heading, kind=term[1] if term else "", kind_span=NOWHERE, understood=True)
    if "sender" in facts:
        senders = _people("sender", facts["sender"], vocabulary)
        heading = replace(heading, senders=senders, understood=True)
    if "recipient" in facts:
        heading = replace(heading, recipients=_people("recipient", facts["recipient"], vocabulary))
    return heading


def _people(name: str, value: str, vocabulary: Vocabulary) -> tuple[Agent, ...]:
    return tuple(agent for part in _parts(value) for agent in _read(name, part, vocabulary))


def _read(name: str, words: str, vocabulary: Vocabulary) -> tuple[Agent, ...]:
    """Who is named: correspondents as in a heading, those who made the document as in a source note."""
    if not re.search(r"[^\W\d_]{2}", words):
        return ()
    if name in _PARTIES:
        return (_nowhere(correspondent(words, vocabulary)),)
    tokens = lex(words, 0, len(words), vocabulary)
    parsed = grammar(vocabulary)(tokens, 0)
    if not parsed.status or parsed.index < len(tokens):
        return ()
    return tuple(_nowhere(build(words, parts)) for parts in parsed.value)


def _nowhere(agent: Agent) -> Agent:
    return replace(agent, span=NOWHERE, name_span=None, office_span=None, found=Found.EDITOR)


# --- the source note ------------------------------------------------------------------------


def _decided_note(note: NoteFacts, facts: Mapping[str, str], vocabulary: Vocabulary) -> NoteFacts:
    changes: Iterable[tuple[Sequence[str], Callable[[NoteFacts, Mapping[str, str], Vocabulary], NoteFacts]]] = (
        (tuple(map(str, MarkingKind)), _marked),
        (MAKING, _made),
        (LEVELS, _located),
        (("language",), _worded),
    )
    for names, change in changes:
        given = {name: facts[name] for name in names if name in facts}
        if given:
            note = change(note, given, vocabulary)
    return note


def _marked(note: NoteFacts, facts: Mapping[str, str], vocabulary: Vocabulary) -> NoteFacts:
    decided: dict[str, list[Marking]] = {name: [] for name in facts}
    for name, value in facts.items():
        for words in _values(name, value):
            key, label = _term(name, words, vocabulary) or ("", "")
            if key:
                decided[name].append(Marking(MarkingKind(name), label, NOWHERE, key, label, Found.EDITOR))
    level = str(MarkingKind.CLASSIFICATION)
    others = [m for m in note.markings if str(m.kind) not in facts]
    others += [m for name, marks in decided.items() if name != level for m in marks]
    own = next(iter(decided[level]), None) if level in facts else note.classification
    return replace(note, classification=own, markings=tuple(others))


def _made(note: NoteFacts, facts: Mapping[str, str], vocabulary: Vocabulary) -> NoteFacts:
    acts = [a for a in note.acts if str(a.kind) not in facts]
    for name, value in facts.items():
        if agents := _people(name, value, vocabulary):
            acts.append(Act(kind=ActKind(name), span=NOWHERE, sentence=-1, agents=agents, found=Found.EDITOR))
    return replace(note, acts=tuple(acts))


def _located(note: NoteFacts, facts: Mapping[str, str], vocabulary: Vocabulary) -> NoteFacts:
    base = note.base or Witness(WitnessKind.BASE, "", NOWHERE, -1, found=Found.EDITOR)
    place = base.location or Location((), base.span)
    levels = list(place.levels)
    for name, value in facts.items():
        levels = _with_level(levels, LevelKind(name), _values(name, value), vocabulary)
    printed = (base.publication,) if base.publication and levels else ()
    located = replace(place, levels=tuple(levels)) if levels else None
    return replace(
        note,
        base=replace(base, location=located, publication=None if levels else base.publication),
        published_in=(*note.published_in, *(work for work in printed if work is not None)),
    )


def _with_level(levels: Sequence[Level], kind: LevelKind, values: Sequence[str], vocabulary: Vocabulary) -> list[Level]:
    """The levels with those of one kind replaced; new ones stand where their kind belongs."""
    made = [_level(kind, value, vocabulary) for value in values]
    kept = [lv for lv in levels if lv.kind is not kind]
    first = next((i for i, lv in enumerate(levels) if lv.kind is kind), None)
    if first is None:
        depth = LEVELS.index(str(kind))
        above = [i for i, lv in enumerate(kept) if str(lv.kind) in LEVELS and LEVELS.index(str(lv.kind)) <= depth]
        first = above[-1] + 1 if above else 0
    return [*kept[:first], *made, *kept[first:]]


def _level(kind: LevelKind, value: str, vocabulary: Vocabulary) -> Level:
    """A level as a note words it: "Lot 77 D 163" for the lot 77 D 163."""
    rows = vocabulary.rows.get("level_word", ())
    word = next((words[0] for term, words in rows if term.key == kind), None)
    if word is None:
        return Level(kind, value, found=Found.EDITOR)
    number = re.sub(rf"^(?i:{word})\s+", "", value)
    return Level(kind, f"{word} {number}", number, found=Found.EDITOR)


def _worded(note: NoteFacts, facts: Mapping[str, str], vocabulary: Vocabulary) -> NoteFacts:
    term = _term("language", facts["language"], vocabulary) if facts["language"] else None
    base = replace(note.base, language=None) if note.base else None
    return replace(note, base_language=term[0] if term else None, base=base)


def _tag_of(name: str) -> str | None:
    """The tag of a language ("de") by its name in English or in itself; None where none is called so."""
    return _tags().get(name.strip().casefold())


@cache
def _tags() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 - many runs name no language

    english = {str(name).casefold(): tag for tag, name in Locale("en").languages.items() if tag.isalpha()}
    own = {str(Locale(tag).get_language_name(tag)).casefold(): tag for tag in _OWN.split()}
    return {**own, **english}
