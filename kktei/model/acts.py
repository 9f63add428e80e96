"""People, bodies, times, and what was done with a document."""

from dataclasses import dataclass
from enum import StrEnum

from kktei.model.spans import Found, Span


class AgentKind(StrEnum):
    """What an agent is."""

    PERSON = "person"
    BODY = "body"  # an office, a post, an institution


@dataclass(frozen=True, slots=True)
class Agent:
    """Who did something, as named in the text.

    ``name`` is the name without title and office ("Gray"), ``title`` an honorific, rank or
    post before it ("General", "President"), ``office`` an office symbol or body ("EUR",
    "ACDA"), ``wording`` the whole stretch as it stands ("James E. Goodby of ACDA").
    """

    kind: AgentKind
    name: str
    span: Span
    wording: str
    title: str | None = None
    office: str | None = None
    name_span: Span | None = None
    office_span: Span | None = None
    found: Found = Found.STATED

    @property
    def is_post(self) -> bool:
        """Whether only a post is named ("the Secretary of State"): who held it is not said, and not guessed."""
        return self.kind is AgentKind.PERSON and self.title == self.name


@dataclass(frozen=True, slots=True)
class When:
    """A date as worded and, where it is certain enough, in ISO 8601.

    ``iso`` is a date ("1963-04-24"), a date and time ("1963-05-13T18:00:00"), a month or a
    year; None where the year or day is unknown.  ``year_inferred`` marks a year that the
    words do not give.  ``not_before``/``not_after`` bound a date that is only bounded.
    """

    wording: str
    span: Span
    iso: str | None = None
    not_before: str | None = None
    not_after: str | None = None
    year_inferred: bool = False


class ActKind(StrEnum):
    """What was done with a document (its making and its journey)."""

    DRAFTED = "drafted"
    APPROVED = "approved"
    CLEARED = "cleared"
    INITIALED = "initialed"
    SIGNED = "signed"
    TRANSLATED = "translated"
    REVISED = "revised"
    COMPARED = "compared"  # a text verified against another
    SENT = "sent"  # sent as a copy or for information
    REPEATED = "repeated"
    POUCHED = "pouched"
    RELAYED = "relayed"
    TRANSMITTED = "transmitted"  # carried by another document
    HANDED = "handed"
    DELIVERED = "delivered"
    FORWARDED = "forwarded"
    RETURNED = "returned"
    RECEIVED = "received"
    READ = "read"
    SEEN = "seen"
    SUMMARIZED = "summarized"
    ATTACHED = "attached"
    SPOKEN = "spoken"  # an oral statement was made
    DISCLOSED = "disclosed"  # made available to editors, long after
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act.  ``agents`` did it, ``recipients`` received; "Repeated to Geneva" has no agent."""

    kind: ActKind
    span: Span  # the clause that says so
    sentence: int  # index into NoteFacts.sentences
    agents: tuple[Agent, ...] = ()
    recipients: tuple[Agent, ...] = ()
    when: When | None = None
    place: Agent | None = None
    carrier: str | None = None  # the document that carried it, verbatim ("telegram 3104 from Moscow, June 8")
    carrier_span: Span | None = None
    in_draft: bool = False  # cleared in draft
    intended: bool = False  # was to happen; the note does not say that it did
    negated: bool = False  # the note says that it did not happen
    unsure: bool = False  # the note holds it for likely ("probably", "(?)")
    reported_by: str | None = None  # "According to Manchester"
    translation: bool = False  # what was handed over was a translation
    found: Found = Found.STATED
