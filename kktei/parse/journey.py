"""What happened to the text: handed, delivered, sent, read, returned, made known; and what was to happen.

A passive clause counts where its subject is the text printed or a copy of it; an active one where
an agent stands before the verb.  A clause about another paper gives nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import parsy

from kktei.model import Act, ActKind, Agent, Found, Span, When
from kktei.parse.agents import build, grammar
from kktei.parse.dates import Calendar
from kktei.parse.making import Clause, How, act_kind, moment, parted, people
from kktei.parse.tokens import Token
from kktei.parse.vocabulary import Vocabulary

MAKING = frozenset(
    {
        ActKind.DRAFTED,
        ActKind.APPROVED,
        ActKind.CLEARED,
        ActKind.INITIALED,
        ActKind.SIGNED,
        ActKind.REVISED,
        ActKind.TRANSLATED,
        ActKind.OTHER,
    }
)
_NAMES = 12  # tokens of the longest agent
_LINKS = 4  # of an agent's post, office and fellows before a verb
_MARK = 5  # characters of " ( ? )" after a name
_REACH = 60  # no subject is longer than this many tokens
_AGENT_KINDS = frozenset({"NAME", "TITLE", "BODY", "OFFICE"})


@dataclass(frozen=True, slots=True)
class SentenceSetting:
    """What one sentence's acts share."""

    note: str
    sentence: Span
    index: int
    tokens: Sequence[Token]
    calendar: Calendar
    vocabulary: Vocabulary
    reported_by: str | None = None
    own_telegrams: frozenset[str] = frozenset()  # "telegram 67": the telegrams that are the text printed


def acts(found: Sequence[Clause], setting: SentenceSetting) -> list[Act]:
    """The acts of a sentence's clauses, in order."""
    done: list[Act] = []
    if setting.vocabulary.search("editors_work", setting.note, setting.sentence.start, setting.sentence.end):
        return done  # what the edition's editors did is no act of the text's own making
    begin = setting.sentence.start
    for number, clause in enumerate(found):
        voice = _voice(clause, setting, number > 0 and bool(done))
        told: list[Act] = []
        if voice == "passive" and _own_subject(clause, number, setting):
            told = _passive(clause, setting)
        elif voice == "active":
            told = _active(clause, setting, done)
        likely = setting.vocabulary.search("journey_unsure", setting.note, begin, clause.verbs[0].start) is not None
        done += [replace(act, unsure=likely or _is_unsure(act, setting)) for act in told]
        begin = clause.end
    return [replace(act, negated=True) if _in_doubt(act.span.start, setting) else act for act in done]


def _is_unsure(act: Act, setting: SentenceSetting) -> bool:
    """Whether an act, or its last name, is marked as doubtful ("Drafted, it seems, by Berg", "by Berg (?)")."""
    aside = setting.vocabulary.search("journey_unsure_aside", setting.note, act.span.start, act.span.end + _MARK)
    return aside is not None and aside.start() <= act.span.end + 1


def _in_doubt(start: int, setting: SentenceSetting) -> bool:
    """Whether the note says before an act that it knows nothing of it."""
    return setting.vocabulary.search("journey_doubt", setting.note, setting.sentence.start, start) is not None


def _before(clause: Clause, setting: SentenceSetting) -> Token | None:
    """The token before the verb, adverbs passed over."""
    at = clause.at - 1
    tokens, between = setting.tokens, setting.vocabulary.exact("between_subject_and_verb")
    while at >= 0 and tokens[at].text.lower() in between:
        at -= 1
    return tokens[at] if at >= 0 else None


def _voice(clause: Clause, setting: SentenceSetting, follows: bool) -> str | None:
    before = _before(clause, setting)
    if before is None:
        return "passive"
    text, said = before.text.lower(), setting.vocabulary.said
    if setting.vocabulary.knows("passive", text):
        return "passive"
    if before.kind in _AGENT_KINDS or text in said("who"):
        return "active"
    if text in {",", ";", *said("and", "but")} and follows:
        return "active" if any(c.how is How.OBJECT for c in clause.complements) else "passive"
    return "passive" if text in {",", ";", *said("and")} and _elliptical(setting) else None


def _elliptical(setting: SentenceSetting) -> bool:
    """A sentence that begins with its verb ("Repeated to ..."), perhaps after "Also"."""
    between = setting.vocabulary.exact("between_subject_and_verb")
    first = next((t for t in setting.tokens if t.text.lower() not in between | setting.vocabulary.said("in")), None)
    return first is not None and (first.kind == "ACT" or setting.vocabulary.knows("elliptical_subjects", first.text))


def _own_subject(clause: Clause, number: int, setting: SentenceSetting) -> bool:
    """Whether a passive clause speaks of the text printed or of a copy of it."""
    start = setting.sentence.start
    made = all(act_kind(verb, setting.vocabulary) in MAKING for verb in clause.verbs)
    if made and setting.vocabulary.match("attached_other", setting.note, start, clause.start):
        return False  # "Attached is a memorandum drafted by Berg"
    if made and setting.vocabulary.match("journey_other_on_it", setting.note, start, clause.start):
        return False
    if _elliptical(setting):
        return True
    start = _subject_start(clause, setting)
    subject = setting.note[start : clause.start]
    if setting.vocabulary.match(
        "journey_own_subject", setting.note[setting.sentence.start : setting.sentence.start + 9]
    ):
        return False
    if setting.vocabulary.match("journey_own_subject_2", subject) and setting.vocabulary.match(
        "journey_other_paper", setting.vocabulary.pattern("journey_own_subject_3").sub("", subject)
    ):
        return False
    if _is_own_telegram(subject, setting) or setting.vocabulary.match("own_paper", subject.lstrip()):
        return True
    own = setting.vocabulary.pattern("journey_own")
    plain = re.sub(r"\([^()]*\)", "", subject)
    match = own.search(plain)
    if match is None:
        return number > 0 and setting.vocabulary.pattern("journey_own_subject_4").fullmatch(subject[-20:]) is not None
    rest = setting.vocabulary.pattern("journey_of_this").sub("", plain[match.start() :])
    return not setting.vocabulary.search("journey_other_paper", rest)


def _is_own_telegram(subject: str, setting: SentenceSetting) -> bool:
    """Whether the subject is the telegram of which the note says that it is the source text."""
    first = " ".join(subject.split()[:2]).strip(" ,").lower()
    return first in setting.own_telegrams


def _subject_start(clause: Clause, setting: SentenceSetting) -> int:
    """Where the subject can begin: after the last semicolon, "that" or "indicates" before the verb."""
    first = max(0, clause.at - _REACH)
    start = setting.tokens[first].start if first else setting.sentence.start
    ends = setting.vocabulary.exact("saying_verbs") | setting.vocabulary.said("that")
    for token in setting.tokens[first : clause.at]:
        if token.kind == "SEMI" or token.text.lower() in ends:
            start = token.end
    return start


def _passive(clause: Clause, setting: SentenceSetting) -> list[Act]:
    """The acts of a passive clause, one for each date ("approved in S on March 2 and by Berg on March 4")."""
    told = [act for part in parted(clause) for act in _passive_part(part, clause, setting)]
    return [
        part for act in told for part in (_by_again(act, setting) if act.in_draft and not told[0].in_draft else (act,))
    ]


def _by_again(act: Act, setting: SentenceSetting) -> tuple[Act, ...]:
    """An act in draft, and that of who follows with a preposition of his own ("in draft by Berg, and by Lund")."""
    words = setting.vocabulary
    cut = next(
        (
            i
            for i, a in enumerate(act.agents)
            if i and words.search("by_again", setting.note, act.span.start, a.span.start)
        ),
        0,
    )
    if not cut:
        return (act,)
    first, rest = act.agents[:cut], act.agents[cut:]
    ends = first[-1].span.end
    return (
        replace(act, agents=first, span=Span(act.span.start, ends)),
        replace(act, agents=rest, span=Span(rest[0].span.start, act.span.end), in_draft=False),
    )


def _passive_part(clause: Clause, whole: Clause, setting: SentenceSetting) -> list[Act]:
    note, words = setting.note, setting.vocabulary
    subject = note[_subject_start(whole, setting) : whole.start]
    carrier = next((c.tokens[0] for c in clause.complements if c.how is How.CARRIER), None)
    kinds = [act_kind(verb, setting.vocabulary) for verb in clause.verbs]
    drafts = words.words("drafts")
    agents = _agents_of(clause, kinds, setting)
    recipients = () if _changed(kinds) else people(note, clause, (How.TO,), words)
    end = max(clause.end, *(agent.span.end for agent in (*agents, *recipients)), 0)
    return [
        Act(
            kind=kind,
            span=Span(clause.start, end),
            sentence=setting.index,
            agents=agents,
            recipients=recipients,
            when=moment(clause, setting.calendar),
            carrier=carrier.text if carrier else None,
            carrier_span=Span(carrier.start, carrier.end) if carrier else None,
            in_draft=any(c.how is How.DRAFT and c.tokens[-1].text in drafts for c in clause.complements),
            intended=setting.vocabulary.search("journey_passive", subject) is not None,
            negated=denied(subject + note[whole.start : verb.start], words) or denied(subject, words),
            reported_by=setting.reported_by,
            translation=any(word in subject for word in words.words("translation_words")),
        )
        for kind, verb in zip(kinds, clause.verbs, strict=True)
        if kind is not ActKind.ATTACHED  # read by the module special, with what it is attached to
    ]


def _agents_of(clause: Clause, kinds: Sequence[ActKind], setting: SentenceSetting) -> tuple[Agent, ...]:
    """Who did what a passive clause tells."""
    if all(kind in MAKING for kind in kinds):
        return people(setting.note, clause, (How.BY, How.WITH), setting.vocabulary)
    return () if _place_only(clause) else people(setting.note, clause, (How.BY,), setting.vocabulary)


def denied(before: str, words: Vocabulary) -> bool:
    """Whether the words before a verb say that it did not happen ("Not approved by Berg", "never yet sent")."""
    return words.search("journey_passive_2", before) is not None


def _changed(kinds: Sequence[ActKind]) -> bool:
    """Whether a text was only made, of which nobody is the recipient ("corrected to CINCUNC message")."""
    return all(kind in MAKING and kind is not ActKind.OTHER for kind in kinds)


def _place_only(clause: Clause) -> bool:
    """No "by": bodies after "in" or "at" are places, not agents."""
    return not any(c.how is How.BY for c in clause.complements)


def _active(clause: Clause, setting: SentenceSetting, done: Sequence[Act]) -> list[Act]:
    note, words = setting.note, setting.vocabulary
    agents, found = _doers(clause, setting, done)
    if not agents:
        return []
    thing = next((c for c in clause.complements if c.how is How.OBJECT), None)
    named = note[thing.tokens[0].start : thing.tokens[-1].end] if thing else ""
    if _is_other_paper(clause, named, setting):
        return []
    when = (
        moment(clause, setting.calendar)
        or (done[-1].when if done and found is Found.INFERRED and not _another_day(clause, done, setting) else None)
        or leading_date(setting)
    )
    recipients = people(note, clause, (How.TO,), words)
    start = agents[0].span.start if found is Found.STATED else clause.start
    span = Span(start, clause.end)
    return [
        Act(
            kind=act_kind(verb, setting.vocabulary),
            span=span,
            sentence=setting.index,
            agents=agents,
            recipients=recipients,
            when=when,
            reported_by=setting.reported_by,
            translation=any(word in named for word in words.words("translation_words")),
            negated=denied(note[setting.sentence.start : clause.start], words),
            found=found,
        )
        for verb in clause.verbs
    ]


def _another_day(clause: Clause, done: Sequence[Act], setting: SentenceSetting) -> bool:
    """Whether a clause says that it was on another day than what is told before it ("who returned it the next day")."""
    begin = done[-1].span.end
    stop = setting.note.find(";", clause.end, setting.sentence.end)
    end = min(stop if stop >= 0 else setting.sentence.end, clause.end + _REACH)
    return setting.vocabulary.search("journey_another_day", setting.note, begin, end) is not None


def _is_other_paper(clause: Clause, words: str, setting: SentenceSetting) -> bool:
    """Whether the object of an active clause is another paper: who made "a second version" did not make this one."""
    search = setting.vocabulary.search
    rest = setting.vocabulary.pattern("journey_of_this").sub("", words)
    if search("journey_other_paper", rest) or search("another_paper", words):
        return True
    made = any(act_kind(verb, setting.vocabulary) in MAKING for verb in clause.verbs)
    return made and search("indefinite", words) is not None and search("special_own_copy", words) is None


def _doers(clause: Clause, setting: SentenceSetting, done: Sequence[Act]) -> tuple[tuple[Agent, ...], Found]:
    """Who acts: the agent before the verb, the one whom "who" takes up, or the one of the clause before."""
    before = _before(clause, setting)
    if before is not None and before.text.lower() in setting.vocabulary.said("who") and done:
        return _before_who(clause, setting, done) or done[-1].recipients or done[-1].agents, Found.INFERRED
    if before is not None and before.kind in _AGENT_KINDS:
        at = clause.at - 1
        between = setting.vocabulary.exact("between_subject_and_verb")
        while at >= 0 and setting.tokens[at].text.lower() in between:
            at -= 1
        first = _first_of_names(at, setting)
        named = setting.tokens[first : at + 1]
        parsed = _listed(at, setting) or _owned(at, first, setting) or grammar(setting.vocabulary)(named, 0)
        return (tuple(build(setting.note, p) for p in parsed.value) if parsed.status else ()), Found.STATED
    return (done[-1].agents, Found.INFERRED) if done else ((), Found.INFERRED)


def _first_of_names(last: int, setting: SentenceSetting) -> int:
    """Where the agents begin that end at the token ``last``: "Rusk and Clifford cleared it" has two."""
    tokens, first, said = setting.tokens, last, setting.vocabulary.said
    least = max(0, last - _NAMES)
    while first > least and tokens[first - 1].kind in _AGENT_KINDS:
        first -= 1
    joined = first - 1 > least and tokens[first - 1].text in said("and") and tokens[first - 2].kind in _AGENT_KINDS
    if not joined:
        return first
    before = _first_of_names(first - 2, setting)
    lead = tokens[before - 1].text.lower() if before else ""
    return first if lead in said("to", "by", "with", "from", "of", "for", "between", "and") else before


def _listed(last: int, setting: SentenceSetting) -> parsy.Result | None:
    """The agents of a list that ends at the token ``last`` ("the Secretary, the Director, and Berg received it")."""
    tokens, said = setting.tokens, setting.vocabulary.said
    listed, governed = {",", *said("and", "the", "of")}, setting.vocabulary.exact("governing")
    first = last
    while first > max(0, last - _REACH) and (
        tokens[first - 1].kind in _AGENT_KINDS or tokens[first - 1].text in listed
    ):
        first -= 1
    for start in range(first, last):
        before = tokens[start - 1].text.lower() if start else ""
        if before in governed or not (tokens[start].kind in _AGENT_KINDS or tokens[start].text.lower() in said("the")):
            continue
        parsed = grammar(setting.vocabulary)(tokens[start : last + 1], 0)
        if parsed.status and parsed.index == last + 1 - start and len(parsed.value) > 1:
            return parsed
    return None


def _owned(last: int, first: int, setting: SentenceSetting) -> parsy.Result | None:
    """The agents up to the token ``last`` that are named with what they are of ("The Director of CIA"), if any."""
    tokens, said = setting.tokens, setting.vocabulary.said
    links, governed = said("of", "in", "at", "for", "and"), said("to", "by", "with", "from", "of", "for", "in", "at")
    found = None
    for _ in range(_LINKS):
        link = first - 1 - (first > 1 and tokens[first - 1].text.lower() in said("the"))
        if link < 1 or tokens[link].text not in links or tokens[link - 1].kind not in _AGENT_KINDS:
            break
        first = _first_of_names(link - 1, setting)
        before = first - 1 - (first > 0 and tokens[first - 1].text.lower() in said("the"))
        if before >= 0 and tokens[before].text.lower() in governed:
            continue  # "sent to Berg of CIA and Lund approved it"
        parsed = grammar(setting.vocabulary)(tokens[first : last + 1], 0)
        found = parsed if parsed.status and parsed.index == last + 1 - first else found
    return found


def _before_who(clause: Clause, setting: SentenceSetting, done: Sequence[Act]) -> tuple[Agent, ...]:
    """The agent right before "who" ("submitted drafts to the President, who approved them")."""
    who = setting.vocabulary.said("who")
    at = next((i for i in range(clause.at - 1, -1, -1) if setting.tokens[i].text.lower() in who), 0)
    last = at - 1 - (at > 1 and setting.tokens[at - 1].kind == "COMMA")
    if last < 0 or setting.tokens[last].kind not in _AGENT_KINDS:
        return ()
    for agent in (*done[-1].recipients, *done[-1].agents):
        if agent.span.end == setting.tokens[last].end:
            return (agent,)  # as the clause before has read him
    first = _first_of_names(last, setting)
    parsed = grammar(setting.vocabulary)(setting.tokens[first : last + 1], 0)
    return tuple(build(setting.note, parts) for parts in parsed.value) if parsed.status else ()


def leading_date(setting: SentenceSetting) -> When | None:
    """The date that opens the sentence ("On April 3, 1963, Ambassador Dobrynin handed ...")."""
    first = setting.tokens[:2]
    if len(first) == 2 and first[0].text.lower() in setting.vocabulary.said("on") and first[1].kind == "DATE":
        return setting.calendar.read([first[1]])
    return None
