"""Who is not named by a heading and is by another: "the same" as before, in any language, or a title's bearer."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kktei.model import Agent, Found, HeadFacts
from kktei.parse.vocabulary import Vocabulary
from kktei.wording import fold


def is_same(agent: Agent, vocabulary: Vocabulary) -> bool:
    """Whether somebody is called "the same" ("Le même", "Derselbe"), and has no name of their own."""
    return vocabulary.pattern("same_party").fullmatch(agent.wording) is not None


def as_before(facts: HeadFacts, before: HeadFacts | None, vocabulary: Vocabulary) -> HeadFacts:
    """The facts; "the same" who writes is the sender ``before``, and who is written to the recipient.

    Who writes to "the same" and was written to answers: "the same" is then the other of the two.  It follows and is not
    said, so it is marked as inferred.  Where the document before names nobody in that place, or several, the heading
    counts as not understood, and is told.
    """
    if not any(is_same(agent, vocabulary) for agent in (*facts.senders, *facts.recipients)):
        return facts
    wrote, got = (before.senders, before.recipients) if before else ((), ())
    senders = _meant(facts.senders, _others(wrote, got, facts.recipients), vocabulary)
    recipients = _meant(facts.recipients, _others(got, wrote, facts.senders), vocabulary)
    found = len(senders) == len(facts.senders) and len(recipients) == len(facts.recipients)
    return replace(facts, senders=senders, recipients=recipients, understood=facts.understood and found)


def _others(meant: tuple[Agent, ...], opposite: tuple[Agent, ...], named: tuple[Agent, ...]) -> tuple[Agent, ...]:
    """Who is meant, or the ``opposite`` where that is who is ``named`` beside "the same": nobody writes to oneself."""
    if not any(_are_one(agent, other) for agent in named for other in meant):
        return meant
    return () if any(_are_one(agent, other) for agent in named for other in opposite) else opposite


def _are_one(agent: Agent, other: Agent) -> bool:
    """Whether two names are one person's; the surname alone counts where a heading has no more of it."""
    shorter, longer = sorted((fold(agent.name).split(), fold(other.name).split()), key=len)
    return longer[len(longer) - len(shorter) :] == shorter


def _meant(agents: tuple[Agent, ...], before: tuple[Agent, ...], vocabulary: Vocabulary) -> tuple[Agent, ...]:
    found: list[Agent] = []
    for agent in agents:
        if not is_same(agent, vocabulary):
            found.append(agent)
        elif len(before) == 1:
            other = before[0]
            found.append(
                replace(
                    other,
                    span=agent.span,
                    wording=agent.wording,
                    name_span=agent.span,
                    office_span=None,
                    found=Found.INFERRED,
                )
            )
    return tuple(found)


def bearers(headings: Iterable[HeadFacts], vocabulary: Vocabulary) -> Mapping[str, Agent]:
    """Who has a title with a seat ("Earl of Lund") in the headings of an edition, where it is one person only."""
    found: dict[str, dict[str, Agent]] = {}
    for facts in headings:
        for agent in (*facts.senders, *facts.recipients):
            borne = None if agent.is_post else agent.office or agent.title
            if borne and vocabulary.pattern("seated_alone").fullmatch(borne):
                found.setdefault(borne, {}).setdefault(agent.name, agent)
    return {title: next(iter(named.values())) for title, named in found.items() if len(named) == 1}


def by_title(facts: HeadFacts, known: Mapping[str, Agent]) -> HeadFacts:
    """The facts; who is called by a title with a seat alone is its one bearer, which is marked as inferred."""
    senders, recipients = (tuple(_bearer(a, known) for a in agents) for agents in (facts.senders, facts.recipients))
    return (
        facts
        if (senders, recipients) == (facts.senders, facts.recipients)
        else replace(facts, senders=senders, recipients=recipients)
    )


def _bearer(agent: Agent, known: Mapping[str, Agent]) -> Agent:
    other = known.get(agent.wording) if agent.is_post else None
    if other is None:
        return agent
    return replace(agent, name=other.name, title=other.title, found=Found.INFERRED)
