"""Two who share the name that stands after the second: "Mr. and Mrs. Berg", "M. et Mme de Berg"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kktei.model import Agent, AgentKind, Found
from kktei.parse.vocabulary import Vocabulary


def couples(agents: Sequence[Agent], vocabulary: Vocabulary) -> tuple[Agent, ...]:
    """The same agents; one who has a title alone has the name of the next, too."""
    return tuple(_whole(agents, vocabulary))


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
