"""Who took part in a talk ("Memorandum of a Conversation Between X and Y"); couples ("Mr. and Mrs. Berg")."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kktei.model import Agent, AgentKind, Found
from kktei.parse.correspondents import agents, looks_like_one
from kktei.parse.party import holds_post
from kktei.parse.personal import is_personal
from kktei.parse.sentences import enclosed
from kktei.parse.vocabulary import Vocabulary


def participants(head: str, start: int, end: int, vocabulary: Vocabulary) -> tuple[Agent, ...]:
    """The participants that ``head[start:end]`` names, in order; none where it is about no talk.  Never raises."""
    inside = enclosed(head)
    for match in vocabulary.pattern("talk_between").finditer(head, start, end):
        if not inside[match.start()]:
            by = vocabulary.search("talk_by", head, match.end(), end)
            last = _last(head, match.end(), by.start() if by else end, inside, vocabulary)
            others = vocabulary.search("talk_others", head, match.end(), last)
            found = _agents(head, match.end(), others.start() if others else last, inside, vocabulary)
            sure = {agent for agent in found if _is_one(agent, vocabulary)}
            if sure or vocabulary.match("talk_of_persons", match[0]):
                sure |= {agent for agent in found if _is_name(agent.wording, vocabulary)}
            return tuple(agent for agent in found if agent in sure)
    return ()


def _agents(head: str, start: int, end: int, inside: bytearray, vocabulary: Vocabulary) -> tuple[Agent, ...]:
    """Those whom commas part in a list of names alone ("Berg, Ambassador Lund, and Day"); else as a heading's."""
    joints = [m for m in vocabulary.pattern("talk_parts").finditer(head, start, end) if not inside[m.start()]]
    edges = [start, *(place for joint in joints for place in joint.span()), end]
    pieces = list(zip(edges[::2], edges[1::2], strict=True))
    listed = [vocabulary.pattern("talk_listed").fullmatch(head, *piece) for piece in pieces]
    named = [one.span("who") for one in listed if one and is_personal(one["name"], vocabulary)]
    if len(named) < len(pieces) or any(vocabulary.pattern("post_alone").fullmatch(head, *piece) for piece in pieces):
        return agents(head, start, end, vocabulary)
    return tuple(agent for piece in named for agent in agents(head, *piece, vocabulary))


def _is_name(wording: str, vocabulary: Vocabulary) -> bool:
    """Whether words are a name alone: a participant's in a conversation or beside others, as nations too have talks."""
    return vocabulary.pattern("head_person").fullmatch(wording) is not None and is_personal(wording, vocabulary)


def _is_one(agent: Agent, vocabulary: Vocabulary) -> bool:
    """Whether words are a participant's; a word alone is one only as a post (not in "Talks With Norland")."""
    wording = agent.wording
    if vocabulary.pattern("post_alone").fullmatch(wording):
        return True
    if vocabulary.search("shown_personal", wording):
        return True
    return " " in wording and any(
        looks_like_one(lead + wording, vocabulary)
        for lead in ("", *(f"{article} " for article in vocabulary.said("the")))
    )


def _last(head: str, start: int, end: int, inside: bytearray, vocabulary: Vocabulary) -> int:
    """Where the last participant ends: what follows a comma then is the place of the talk or its date."""
    joints = vocabulary.pattern("talk_joint").finditer(head, start, end)
    last = max((m.end() for m in joints if not inside[m.start()]), default=start)
    named = head.rfind(")", last, end) + 1
    comma = vocabulary.search("apposition", head, named or last, end)
    if comma is None:
        return end
    article = vocabulary.match("correspondents_agent", head, named or last, comma.start())
    begin = article.end() if article else named or last
    after = vocabulary.search("apposition", head, comma.end(), end)
    stop = after.start() if after else end
    return stop if holds_post(head[begin : comma.start()], head[comma.end() : stop], vocabulary) else comma.start()


def couples(agents: Sequence[Agent], vocabulary: Vocabulary) -> tuple[Agent, ...]:
    """The same agents; one who has a title alone has the name of the next, too."""
    return tuple(_whole(agents, vocabulary))


def honoured(agents: Sequence[Agent], beside: Sequence[Agent], vocabulary: Vocabulary) -> tuple[Agent, ...]:
    """The same agents; "M." before a surname is no initial where somebody ``beside`` has a title or is a body."""
    formal = any(other.title or other.kind is AgentKind.BODY for other in beside)
    return tuple(_monsieur(agent, vocabulary) if formal else agent for agent in agents)


def _monsieur(agent: Agent, vocabulary: Vocabulary) -> Agent:
    match = vocabulary.pattern("monsieur").fullmatch(agent.name)
    if match is None or agent.title or agent.name_span is None or agent.kind is not AgentKind.PERSON:
        return agent
    at = replace(agent.name_span, start=agent.name_span.start + match.start("name"))
    return replace(agent, name=match["name"], title=match["title"], name_span=at)


def _whole(agents: Sequence[Agent], vocabulary: Vocabulary) -> Iterator[Agent]:
    for at, agent in enumerate(agents):
        other = agents[at + 1] if at + 1 < len(agents) else None
        alone = vocabulary.pattern("one_of_a_couple").fullmatch(agent.wording)
        if alone and other is not None and other.kind is AgentKind.PERSON and not other.is_post:
            yield replace(
                agent,
                name=other.name,
                title=alone["title"],
                name_span=other.name_span,
                found=Found.INFERRED,
            )
        else:
            yield agent
