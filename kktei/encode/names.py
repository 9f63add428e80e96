"""Names of people, bodies and places as elements, led to the authority records as far as somebody is sure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kktei.encode.authorities.identify import Asked
from kktei.encode.authorities.index import GENERIC, AuthorityIndex
from kktei.encode.authorities.records import AuthorityName, Identification
from kktei.encode.context import AUTHORITIES
from kktei.encode.elements import Element, el, put
from kktei.encode.marked import Attributes
from kktei.model import Agent, AgentKind, Found


@dataclass(frozen=True, slots=True)
class Naming:
    """Who is meant in one document, written in ``year``."""

    index: AuthorityIndex
    year: int | None
    seat: str | None = None  # where the document was written: "Embassy" alone is the post there
    links: Mapping[str, str] = field(default_factory=dict)  # wordings that the source itself leads to its own ids
    beside: Mapping[Agent, tuple[Asked, ...]] = field(default_factory=dict)  # the heading's other parties for each

    def tag(self, agent: Agent) -> str:
        """The element for an agent: a place is a body's only where the authority file knows such a body."""
        if agent.kind is AgentKind.PERSON and not self._is_seat(agent):
            return "persName"
        if self.index.body(agent.name) is None and self.index.place(agent.name) is not None:
            return "placeName"
        return "orgName"

    def _is_seat(self, agent: Agent) -> bool:
        """Whether a bare name is a place's and nobody's ("Repeated to Geneva")."""
        plain = agent.title is None and agent.office is None
        return plain and self.index.place(agent.name) is not None and not self.person(agent.name)

    def key(self, agent: Agent) -> str | None:
        """The id of the record that is meant, or None."""
        ref = self.attributes(agent).get("ref")
        return ref.removeprefix(AUTHORITIES) if ref else None

    def attributes(self, agent: Agent) -> Attributes:
        """``ref`` with what is said about its certainty; nothing where nobody is identified."""
        if agent.is_post:
            return self.keyed(self.links.get(agent.wording, ""))
        if agent.kind is AgentKind.PERSON and not self._is_seat(agent):
            found = self.person(agent.name, agent.title, agent.office, self.beside.get(agent, ()))
            if agent.wording.endswith(("?]", "(?)")):  # the editors are not sure
                return {**found, "cert": "low"}
            return _inferred(found) if found and stands_for_another(agent) else found
        if body := self.index.body(agent.name) or self.index.body(agent.wording):
            return {"ref": AUTHORITIES + body.id}
        if place := self.index.place(agent.name):
            return {"ref": AUTHORITIES + place.id}
        return self._post_here(agent.name) or self.repository(agent.name)

    def _post_here(self, wording: str) -> Attributes:
        """A body whose name alone says nothing: "Embassy" is the one at the place of writing, if there is one."""
        post = self.index.post(self.seat) if self.seat and wording in GENERIC else None
        if post is None or not any(n.text.startswith(wording) for n in post.names):
            return {}
        return {"ref": AUTHORITIES + post.id, "cert": "high", "evidence": "conjecture"}

    def person(
        self, name: str, title: str | None = None, office: str | None = None, beside: tuple[Asked, ...] = ()
    ) -> Attributes:
        """``ref`` and certainty for a person's name."""
        for wording in filter(None, (title and f"{title} {name}", name)):
            if linked := self.keyed(self.links.get(wording, "")):
                return linked
        match = self.index.person(Asked(name, title, office, self.year, beside))
        if match.outcome is not Identification.IDENTIFIED or match.id is None:
            return {}
        return {"ref": AUTHORITIES + match.id, **_certainty(match.name)}

    def keyed(self, key: str) -> Attributes:
        """``ref`` for the id that a source has for a person."""
        found = self.index.person_with_key(key) if key else None
        return {"ref": AUTHORITIES + found.id} if found else {}

    def body(self, wording: str) -> Attributes:
        """``ref`` for a body or an office symbol."""
        found = self.index.body(wording)
        return {"ref": AUTHORITIES + found.id} if found else {}

    def place(self, wording: str) -> Attributes:
        """``ref`` for a place."""
        found = self.index.place(wording)
        return {"ref": AUTHORITIES + found.id} if found else {}

    def repository(self, wording: str) -> Attributes:
        """``ref`` for a holding institution."""
        found = self.index.repository(wording)
        return {"ref": AUTHORITIES + found.id} if found else {}

    def element(self, agent: Agent, source: str | None = None, tag: str | None = None, **more: str | None) -> Element:
        """An agent as persName, orgName or placeName, title and office marked within it.

        ``tag`` is taken for what is no person, where only one name for it is allowed.
        """
        attributes = {**self.attributes(agent), **more}
        attributes["source"] = " ".join(filter(None, (attributes.get("source"), source))) or None
        own = self.tag(agent)
        if tag is not None and own == "placeName":  # a body that goes by a place's name is not the place
            attributes.pop("ref", None)
        made = el(own if own == "persName" or tag is None else tag, **attributes)
        put(made, list(self._parts(agent)))
        return made

    def _parts(self, agent: Agent) -> list[str | Element]:
        """The wording, cut into title, name and office where they stand next to each other in it."""
        wording = agent.name if is_pronoun(agent.wording) else re.sub(r"^the (?=[A-Z])", "", agent.wording)
        if stands_for_another(agent):
            wording = " ".join(filter(None, (agent.title, agent.name)))
        at = wording.find(agent.name)
        if agent.kind is not AgentKind.PERSON or at < 0:
            return [wording]
        before, after = wording[:at], wording[at + len(agent.name) :]
        return [*self._side(before, agent), agent.name, *self._side(after, agent)]

    def _side(self, words: str, agent: Agent) -> list[str | Element]:
        core = words.strip()
        if not core:
            return [words] if words else []
        lead, trail = words[: words.index(core)], words[words.index(core) + len(core) :]
        if agent.title and core == agent.title:
            made = el("roleName", core)
        elif agent.office and agent.office in core:
            made = el("affiliation", core, **self.body(agent.office))
        else:
            return [words]
        return [part for part in (lead, made, trail) if not isinstance(part, str) or part]


def stands_for_another(agent: Agent) -> bool:
    """Whether other words than the name were said ("the same", "the Earl of Lund"), and whom they mean follows."""
    return agent.found is Found.INFERRED and agent.name not in agent.wording and not is_pronoun(agent.wording)


def is_pronoun(words: str) -> bool:
    """Whether somebody is only pointed to."""
    return words.lower() in {"he", "him", "she", "her", "they", "them", "it", "who", "whom"}


def _inferred(found: Attributes) -> Attributes:
    """Who is meant where the text does not say it, but it follows."""
    return {**found, "cert": found.get("cert") or "medium", "evidence": found.get("evidence") or "conjecture"}


def _certainty(name: AuthorityName | None) -> Attributes:
    """What the name variant says of its own certainty; pointers are seen from the documents' folder."""
    if name is None:
        return {}
    return {
        "cert": name.cert,
        "evidence": name.evidence,
        "resp": _from_documents(name.resp),
        "source": _from_documents(name.source),
    }


def _from_documents(pointers: str | None) -> str | None:
    if pointers is None:
        return None
    return " ".join(
        p if ":" in p else AUTHORITIES + p[1:] if p.startswith("#") else f"../{p}" for p in pointers.split()
    )
