"""Headings that name somebody as "the same": the sender or recipient of the document before, in any language."""

from __future__ import annotations

from dataclasses import replace

from kktei.model import Agent, Found, HeadFacts
from kktei.parse.vocabulary import Vocabulary


def is_same(agent: Agent, vocabulary: Vocabulary) -> bool:
    """Whether somebody is called "the same" ("Le même", "Derselbe"), and has no name of their own."""
    return vocabulary.pattern("same_party").fullmatch(agent.wording) is not None


def as_before(facts: HeadFacts, before: HeadFacts | None, vocabulary: Vocabulary) -> HeadFacts:
    """The facts; "the same" who writes is the sender ``before``, and who is written to the recipient.

    It follows and is not said, so it is marked as inferred.  Where the document before names nobody in that place, or
    several, the heading counts as not understood, and is told.
    """
    if not any(is_same(agent, vocabulary) for agent in (*facts.senders, *facts.recipients)):
        return facts
    senders = _meant(facts.senders, before.senders if before else (), vocabulary)
    recipients = _meant(facts.recipients, before.recipients if before else (), vocabulary)
    found = len(senders) == len(facts.senders) and len(recipients) == len(facts.recipients)
    return replace(facts, senders=senders, recipients=recipients, understood=facts.understood and found)


def _meant(agents: tuple[Agent, ...], before: tuple[Agent, ...], vocabulary: Vocabulary) -> tuple[Agent, ...]:
    found: list[Agent] = []
    for agent in agents:
        if not is_same(agent, vocabulary):
            found.append(agent)
        elif len(before) == 1:
            other = before[0]
            said = {"span": agent.span, "wording": agent.wording, "name_span": agent.span, "office_span": None}
            found.append(replace(other, found=Found.INFERRED, **said))
    return tuple(found)
