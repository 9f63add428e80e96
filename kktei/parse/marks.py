"""The senders and recipients that a volume marks itself, beside those that the heading's words name.

Where the words fit no pattern the marks count; where both speak, agreement needs no word and disagreement is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kktei.model import Agent, HeadFacts, Link, Span
from kktei.parse.party import correspondent
from kktei.parse.vocabulary import Vocabulary

_PARTIES = (("sender", "senders"), ("recipient", "recipients"))


def with_marks(facts: HeadFacts, links: Iterable[Link], vocabulary: Vocabulary) -> HeadFacts:
    """The heading's facts; its correspondents are the marked ones where its words name none and fit no pattern."""
    if facts.understood or facts.senders or facts.recipients:
        return facts
    marked = [link for link in links if link.part == "head"]
    senders, recipients = (
        tuple(_agent(facts.head, link.span, vocabulary) for link in marked if link.kind == kind) for kind, _ in _PARTIES
    )
    return replace(facts, senders=senders, recipients=recipients, understood=bool(senders or recipients))


def _agent(head: str, span: Span, vocabulary: Vocabulary) -> Agent:
    """The correspondent of a marked stretch, its spans in the heading."""
    found = correspondent(span.of(head), vocabulary)

    def moved(inner: Span | None) -> Span | None:
        return None if inner is None else Span(inner.start + span.start, inner.end + span.start)

    whole = moved(found.span) or span
    return replace(found, span=whole, name_span=moved(found.name_span), office_span=moved(found.office_span))


def disagreements(facts: HeadFacts, links: Iterable[Link]) -> Iterator[tuple[Span, str]]:
    """Marks that the heading's words do not bear out: where, and what is wrong.

    A heading that names neither sender nor recipient (a conversation's) contradicts nobody, and who took part in a
    talk may be marked as either.
    """
    if not (facts.senders or facts.recipients):
        return
    for link in (one for one in links if one.part == "head"):
        for kind, name in _PARTIES:
            agents: Sequence[Agent] = getattr(facts, name)
            if link.kind == kind and not any(_meets(a.span, link.span) for a in (*agents, *facts.participants)):
                words = link.span.of(facts.head)
                named = " and ".join(f"“{agent.wording}”" for agent in agents) or "nobody"
                yield link.span, f"“{words}” is marked as {kind}, but the heading's words name {named}"


def _meets(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
