"""Two who share the name that stands after the second: "Mr. and Mrs. Berg", "M. et Mme de Berg"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kktei.model import Agent, AgentKind, Found
from kktei.parse.vocabulary import Vocabulary


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
