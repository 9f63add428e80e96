"""Who took part in the talk of which a document tells: "Memorandum of a Conversation Between X and Y"."""

from __future__ import annotations

from kktei.model import Agent
from kktei.parse.correspondents import agents, holds_post, looks_like_one
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
            spoke = vocabulary.match("talk_of_persons", match[0]) is not None
            return tuple(a for a in agents(head, match.end(), last, vocabulary) if _is_one(a, spoke, vocabulary))
    return ()


def _is_one(agent: Agent, spoke: bool, vocabulary: Vocabulary) -> bool:
    """Whether words are a participant's; a word alone is one as a post (not in "Talks With Norland").

    A name alone is one in a conversation between several (``spoke``): nations have talks.
    """
    wording = agent.wording
    if vocabulary.pattern("post_alone").fullmatch(wording):
        return True
    if spoke and vocabulary.pattern("head_person").fullmatch(wording) and is_personal(wording, vocabulary):
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
