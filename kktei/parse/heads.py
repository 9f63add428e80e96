"""A document's heading: its kind, who sent it and to whom.

Two patterns: a kind and its correspondents ("Letter From X to Y", "Report to Y by X", "Paper Prepared for Y by X"),
and the correspondents alone ("The Ambassador in Z (X) to the Secretary of State").  The "to" that parts sender and
recipient is not the one of a post ("the Ambassador to Vietnam (Lodge)").  What follows them (a subject, a place, a
date) is no part of them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kktei.model import Agent, AgentKind, HeadFacts, Span
from kktei.parse import foreign
from kktei.parse.correspondents import agents, begins_with_person, looks_like_one
from kktei.parse.participants import couples, honoured, participants
from kktei.parse.sentences import enclosed
from kktei.parse.tails import is_dated, tail_of
from kktei.parse.vocabulary import Vocabulary, load_vocabulary
from kktei.wording import fold

_TAILS = 8  # so often a place, a date, a bracket or a mark may follow each other at the end of a heading
_NEAR = 200  # characters around a "to" that tell what it parts
_WORDS = 4  # of the shortest heading whose capitals are no acronyms'
_DATED = re.compile(
    r"(?<![\d–-])1[0-9]\d\d(?:/\d{1,4})?[\W_]*$|\d\s*/\s*\d{1,2}\s+[^\W\d_]+\.?[\W_]*$"
)  # a year, or "12/22 May"
_POST = 40  # characters before a "to" or "for" in which the post stands that it may belong to


@dataclass(frozen=True)
class _Head:
    """A heading while it is read: ``start`` and ``end`` leave out its number, its place and date."""

    text: str
    start: int
    end: int
    inside: bytearray
    words: Vocabulary

    def marks(self, name: str, start: int) -> Iterator[re.Match[str]]:
        """Where the pattern ``name`` stands outside parentheses and quotations."""
        for match in self.words.pattern(name).finditer(self.text, start, self.end):
            if not self.inside[match.start()]:
                yield match

    def agents(self, start: int, end: int) -> tuple[Agent, ...]:
        """The correspondents between two places, less the subject that may follow them."""
        return agents(self.text, start, min(end, self.topic(start)), self.words)

    def topic(self, start: int) -> int:
        """Where the subject begins that may follow the correspondents; the end where none does."""
        for match in self.marks("head_topic", start):
            if not self._of_a_post(start, match):
                return match.start()
        return self.end

    def _of_a_post(self, start: int, match: re.Match[str]) -> bool:
        """Whether "on" or "of" says what a post or body is for ("the Division of International Conferences")."""
        before = self.text[max(start, match.start() - 30) : match.start()]
        lead, _, rest = match[0].strip().partition(" ")
        if lead in self.words.said("on"):
            return self._on(start, match, before)
        if lead in self.words.said("at"):
            return self.words.search("posts_of", before) is not None
        if lead not in self.words.said("of") or self.words.match("talk_now", rest + self.text[match.end() :]):
            return False
        return self.words.search("posts_of", before) is not None

    def _on(self, start: int, match: re.Match[str], before: str) -> bool:
        """Whether a post or body has this "on" in its name; after a name, whether the post in apposition has."""
        if not before.endswith(")"):
            if self.words.match("holder_follows", self.text, match.end(), self.end):
                return True
            bodies = self.words.regex(r"\b{bodies_on}").finditer(self.text, start)
            posts = self.words.regex(r"\b{posts_on}$")
            office = self.words.search("office_of_a_post", before) is not None
            return (posts.search(before) is not None and not office) or any(
                m.start() < match.start() < m.end() for m in bodies
            )
        post = self.words.search("apposition", self.text, start, match.start())
        return post is not None and self.words.regex(r"{posts_on}\b").match(self.text, post.end()) is not None


def parse_head(head: str, *, vocabulary: Vocabulary | None = None, language: str = "en") -> HeadFacts:
    """What ``head`` says; ``understood`` is False where no pattern fits, ``kind`` is empty where it names none.

    ``language`` is that of the edition (BCP 47): its forms come first, then English, then those of any other
    language that name a kind.  Spans are of ``head``.  Never raises for a string.
    """
    kept = (vocabulary or load_vocabulary()).search("unsent", head)
    if kept and kept.start():
        sent = parse_head(head[: kept.start()], vocabulary=vocabulary, language=language)
        return replace(sent, head=head, unsent=True)
    facts = _parse(head, vocabulary=vocabulary, language=language)
    if facts.understood and not any(map(is_dated, (*facts.senders, *facts.recipients))):
        return facts
    tail = tail_of(head, vocabulary or load_vocabulary())
    again = _parse(head[: tail.start], vocabulary=vocabulary, language=language) if tail else facts
    cut_off = again.understood and not any(re.search(r"\d", a.wording) for a in (*again.senders, *again.recipients))
    return replace(again, head=head) if cut_off else _without_dates(facts)


def _parse(head: str, *, vocabulary: Vocabulary | None, language: str) -> HeadFacts:
    """What a heading says, its date in one of the forms that end one."""
    words = vocabulary or load_vocabulary()
    facts = _facts(head, words, language)
    if any(words.search("either", a.wording) for a in facts.named if a.kind is AgentKind.PERSON):
        return replace(facts, senders=(), recipients=(), understood=False)
    senders, recipients = (couples(agents, words) for agents in (facts.senders, facts.recipients))
    told = (honoured(senders, recipients, words), honoured(recipients, senders, words))
    return replace(facts, senders=told[0], recipients=told[1])


def _facts(head: str, vocabulary: Vocabulary, language: str) -> HeadFacts:
    own = language.partition("-")[0]
    if shouted := _lowered(head, vocabulary):
        return _as_printed(head, _parse(shouted, vocabulary=vocabulary, language=language))
    facts = foreign.read_foreign_head(head, own) if own in foreign.languages() else None
    if facts is not None:
        return facts
    read = _extent(head, vocabulary)
    facts = _without_dates(_english(read))
    if facts.understood and not (facts.senders or facts.recipients or read.words.look_up("kind", facts.kind)):
        other = foreign.read_any(head)  # "Note du Département politique" begins as an English one
        facts = other if other and (other.senders or other.recipients) else facts
    if facts.understood:
        return replace(facts, participants=participants(head, read.start, read.end, read.words))
    return foreign.read_any(head) or facts


def _without_dates(facts: HeadFacts) -> HeadFacts:
    """The facts; a party that ends with a year, or in a bracket left open, holds a date that was not understood."""
    parties = [agent.wording for agent in (*facts.senders, *facts.recipients)]
    if any(_DATED.search(party) or party.count("[") != party.count("]") for party in parties):
        return replace(facts, senders=(), recipients=(), understood=False)
    return facts


def _lowered(head: str, words: Vocabulary) -> str | None:
    """A heading that is all capitals as others are printed, of the same length; None for any other."""
    if not head.isupper() or len(head.split()) < _WORDS:
        return None
    small = words.exact("small_words")
    lowered = re.sub(r"[^\W\d_]+(?:[’'][^\W\d_]+)?", lambda m: _cased(m[0], small), head)
    return lowered if len(lowered) == len(head) else None


def _cased(word: str, small: frozenset[str]) -> str:
    return word.lower() if word.lower() in small else word[0] + word[1:].lower()


def _as_printed(head: str, facts: HeadFacts) -> HeadFacts:
    """Facts of a heading in capitals: bodies, of which some are known by their letters, keep them."""
    parties = (facts.senders, facts.recipients, facts.participants)
    senders, recipients, participants = (tuple(_printed(head, agent) for agent in agents) for agents in parties)
    return replace(facts, head=head, senders=senders, recipients=recipients, participants=participants)


def _printed(head: str, agent: Agent) -> Agent:
    text = agent.span.of(head)
    symbol = agent.title is None and " " not in text  # "the USIA"
    return (
        replace(agent, kind=AgentKind.BODY, wording=text, name=text)
        if symbol or agent.kind is AgentKind.BODY
        else agent
    )


def _english(read: _Head) -> HeadFacts:
    head, words = read.text, read.words
    if plain := _without_kind(read) or _one_party(read) or _titled(read):
        return plain
    opening = next(_openings(read), None)
    kind, span, known = _kind(read, opening.start() if opening else read.end)
    after = words.match("head_addressed", head, span.end, read.end) if known else None
    if after and not (opening and opening.start() < after.start()):
        return _recipient_first(read, kind, span, after)
    if opening is None and (opening := _of(read, kind, span)) is None:
        return HeadFacts(head, kind, span, (), (), known or (_is_kind(read, kind) and not words.search("astray", kind)))
    if words.search("diary", kind):
        return HeadFacts(head, "diary entry", span, (), (), True)
    senders, recipients = _parties(read, opening)
    if words.search("head_effected", head[: opening.start()]):
        senders = ()  # who approved a text did not send it
    return HeadFacts(head, kind, span, senders, recipients, bool(kind and (senders or known)))


def _openings(read: _Head) -> Iterator[re.Match[str]]:
    """Where a sender may begin; nobody begins with the talk of which there are notes ("Notes From Lunch With X")."""
    for match in read.marks("head_from", _kind_begins_with(read)):
        if read.words.match("from_texts", read.text, match.end(), read.end):
            continue  # "Notes From transcripts of ..."
        talk = next(read.marks("talk_between", read.start), None)
        if talk and talk.end() <= match.start() and not next(read.marks("head_to", match.end()), None):
            continue  # "Conversation With Senator Duran From Chile"
        noted = read.words.search("noting", read.text, 0, match.start())
        if not (noted and read.words.match("talk", read.text, match.end(), read.end)):
            yield match


def _extent(head: str, words: Vocabulary) -> _Head:
    number = words.match("head_number", head)
    start = number.end() if number else 0
    end = len(head.rstrip())
    if entry := words.search("head_entry", head, start, end):
        end = entry.start()
    for _ in range(_TAILS):
        tails = (
            words.search(name, head, start, end)
            for name in ("head_tail", "head_stop", "head_bracket_last", "head_mark")
        )
        tail = next((t for t in tails if t), None)
        if tail is None or tail.start() <= start:
            break
        end = len(head[: tail.start()].rstrip())
    return _Head(head, start, end, enclosed(head), words)


def _kind_begins_with(read: _Head) -> int:
    """Where an opening may stand: after the kind's own "From" ("Extract From a Report")."""
    phrase = read.words.match("kind_phrase", read.text, read.start, read.end)
    return max(read.start + 1, phrase.end() if phrase else 0)


def _without_kind(read: _Head) -> HeadFacts | None:
    """Read "The Ambassador in Z (X) to the Secretary of State": correspondents alone."""
    head, words = read.text, read.words
    if lead := words.match("head_leading_from", head, read.start, read.end):
        read = replace(read, start=lead.end())
    if words.match("head_answering", head, read.start, read.end):
        return None
    phrase = words.match("kind_phrase", head, read.start, read.end)
    if phrase and (words.match("kind_stop", head, phrase.end()) or " " not in phrase[0]):
        return None
    parting = _parting(read, read.start)
    if parting is None or next(read.marks("head_from", read.start), parting).start() < parting.start():
        return None
    if not looks_like_one(head[read.start : parting.start()], words):
        return None
    senders, recipients = read.agents(read.start, parting.start()), read.agents(parting.end(), read.end)
    if not senders or not recipients:
        return None
    return HeadFacts(head, "", Span(read.start, read.start), senders, recipients, True)


def _one_party(read: _Head) -> HeadFacts | None:
    """Read "To James Madison", "From Ada Winter": who the other is, the edition says, if not the heading."""
    if both := read.words.match("head_both_parties", read.text, read.start, read.end):
        senders, recipients = read.agents(both.end(), read.end), read.agents(both.start("to"), both.end("to"))
        return HeadFacts(read.text, "", Span(read.start, read.start), senders, recipients, True)
    match = read.words.match("head_one_party", read.text, read.start, read.end)
    party = read.agents(match.end(), read.end) if match else ()
    if match is None or not party:
        return None
    senders, recipients = (party, ()) if match["role"] == "From" else ((), party)
    return HeadFacts(read.text, "", Span(read.start, read.start), senders, recipients, True)


def _titled(read: _Head) -> HeadFacts | None:
    """Read "Letter 12: Winter to Berg", "Enclosure: Ada Winter to Jonas Berg"."""
    match = read.words.match("head_titled", read.text, read.start, read.end)
    rest = _without_kind(replace(read, start=match.end())) if match else None
    if match is None or rest is None:
        return None
    return replace(rest, kind=_label(match["kind"], read.words), kind_span=Span(*match.span("kind")))


def _kind(read: _Head, end: int) -> tuple[str, Span, bool]:
    """The kind, where it stands, and whether it is one of the vocabulary's or leads to a correspondent."""
    words, start = read.words, read.start
    text = read.text[start:end]
    if answering := words.match("head_answering", text):
        return _label(answering["kind"], words), Span(start, start + answering.end()), True
    known = words.regex(r"(?i:{kind})(?=$|[\s,.:(])").match(text)
    whole = words.look_up("kind", text)
    term = whole or (words.look_up("kind", known[0]) if known and words.match("kind_stop", text, known.end()) else None)
    if term:
        return term.label, Span(start, start + (len(text) if whole or known is None else known.end())), True
    if paper := words.match("talk_paper", text):
        return f"{paper['paper']} {paper['talk']}".lower(), Span(start, start + paper.end()), True
    phrase = words.match("kind_phrase", text)
    if phrase and words.match("head_addressed", text, phrase.end()):
        return _label(phrase[0], words), Span(start, start + phrase.end()), True
    short = words.match("kind_end", text)
    said = (short[1] if short else text).strip()
    return _label(said, words), Span(start, start + len(said)), end < read.end


def _label(said: str, words: Vocabulary) -> str:
    """The kind in lower case, without an article."""
    return words.pattern("kind_lead").sub("", said.lower())


def _is_kind(read: _Head, kind: str) -> bool:
    """Whether a heading without correspondents names a kind of text all the same."""
    named = read.words.regex(r"(?i:\b(?:{kind_nouns}|{text_nouns})\b)").search(kind)
    listed = any(fold(kind).startswith(fold(word)) for word in read.words.words("no_correspondents"))
    return listed or named is not None


def _of(read: _Head, kind: str, span: Span) -> re.Match[str] | None:
    """Read "Report of the Committee": who made it stands after "of"."""
    if not read.words.search("reporting", kind):
        return None
    return read.words.match("head_of", read.text, span.end, read.end)


def _recipient_first(read: _Head, kind: str, span: Span, opening: re.Match[str]) -> HeadFacts:
    """Read "Report to Y by X", "Memorandum for Y", "Paper Prepared for Y by X"."""
    by = next(read.marks("head_from", opening.end()), None)
    recipients = read.agents(opening.end(), by.start() if by else read.end)
    senders = read.agents(by.end(), read.end) if by else ()
    return HeadFacts(read.text, kind, span, senders, recipients, bool(kind))


def _parties(read: _Head, opening: re.Match[str]) -> tuple[tuple[Agent, ...], tuple[Agent, ...]]:
    lost = read.words.match("head_lost", read.text, opening.end(), read.end)
    if lost:  # "Letter From to Berg": the print has lost the sender
        return (), read.agents(lost.end(), read.end)
    parting = _parting(read, opening.end())
    if parting is None:
        prepared = read.words.search("head_prepared", opening[0]) is not None
        parting = _prepared_for(read, opening.end(), prepared=prepared)
    senders = read.agents(opening.end(), parting.start() if parting else read.end)
    if read.words.search("head_where", opening[0]):  # "Issued at Geneva" names nobody
        senders = tuple(agent for agent in senders if not read.words.knows("places", agent.name.partition(",")[0]))
    return senders, read.agents(parting.end(), read.end) if parting else ()


def _prepared_for(read: _Head, start: int, *, prepared: bool) -> re.Match[str] | None:
    """The "for" of "Prepared by X for Y", which is not the one of a post ("the Counselor for ...").

    After a bare "by" or "From" only a correspondent who is plainly one counts ("by the Secretary for the President").
    """
    for match in read.marks("head_for", start):
        if not prepared and not read.words.match("plain_recipient", read.text, match.end(), read.end):
            continue
        begins = read.words.match("plain_beginning", read.text, match.end(), read.end) is not None
        begins = begins or begins_with_person(read.text[match.end() : read.end], read.words)
        if not _for_of_a_post(read, match, start, begins=begins):
            return match
    return None


def _for_of_a_post(read: _Head, match: re.Match[str], start: int, *, begins: bool) -> bool:
    """Whether a "for" says what the post before it is for; ``begins``: what follows begins like a recipient."""
    if match[0].startswith(","):
        return False
    holder = read.words.match("holder_follows", read.text, match.end(), read.end)
    if not begins and holder and ")" not in read.text[start : match.start()]:
        return True  # "the Deputy Assistant to the President for National Security Affairs (Berg)"
    before = read.text[max(start, match.start() - _POST) : match.start()]
    if read.words.search("for_of_a_post", before) is None or read.words.search("office_of_a_post", before):
        return False
    return not (begins and read.words.search("for_the_recipient", before))


def _parting(read: _Head, start: int) -> re.Match[str] | None:
    """The "to" between sender and recipient."""
    topic = read.topic(start)
    for match in read.marks("head_to", start + 1):
        if match.start() > topic:
            return None
        if _of_a_sender(read, match, start, topic):
            continue
        if not _belongs(read, match, start) or _is_bare_post(read, start, match):
            return match
    return None


def _of_a_sender(read: _Head, match: re.Match[str], start: int, topic: int) -> bool:
    """Whether a "to" is the sender's own, another being left ("The Representative of the President to X to Y")."""
    if read.words.search("post_of_to", read.text, start, match.start()) is None:
        return False
    return any(later.start() < topic for later in read.marks("head_to", match.end()))


def _belongs(read: _Head, match: re.Match[str], start: int) -> bool:
    """Whether a "to" belongs to the post before it."""
    if match[0].startswith(","):
        return False
    before = read.text[max(start, match.start() - _POST) : match.start()]
    if read.words.search("office_of_a_post", before):
        return False
    return read.words.regex(r"\b{posts_to}$").search(before) is not None


def _is_bare_post(read: _Head, start: int, match: re.Match[str]) -> bool:
    """Whether the post needs no "to" of its own ("the Acting Secretary to the Embassy in X")."""
    before = read.text[max(start, match.start() - 30) : match.start()]
    after = read.text[match.end() : min(read.end, match.end() + _NEAR)]
    return bool(
        read.words.search("bare_post", before)
        and read.words.match("bare_post_to", after)
        and read.words.search("head_to", after) is None
    )
