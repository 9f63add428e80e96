"""Whether a name is somebody's name: not a place, a body, a post, a day or a title of papers that has capitals too."""

import re
from collections.abc import Iterator

from kktei.model import Agent, AgentKind, HeadFacts, NoteFacts
from kktei.parse.vocabulary import Vocabulary

_TABLES = ("places", "months", "body_words", "posts", "bodies", "repository", "no_names", "post_endings", "handling")


def is_personal(name: str, vocabulary: Vocabulary) -> bool:
    """Whether ``name``, without its title, can be a personal name.  Never raises."""
    text = vocabulary.pattern("personal_aside").sub("", name).strip()
    if any(vocabulary.knows(table, text) for table in _TABLES):
        return False
    if vocabulary.search("personal_never", text):
        return False
    words = [word.strip(".,[]()") for word in re.split(r"[\s–-]+", text)]
    if any(vocabulary.knows("no_names", word) for word in words):
        return False
    if vocabulary.knows("no_first_names", words[0]) or vocabulary.knows("demonyms", words[-1]):
        return False
    particles = vocabulary.exact("particles")
    return all(word in particles or not word[:1].islower() for word in words[:-1])


def not_people(head: HeadFacts, note: NoteFacts, vocabulary: Vocabulary) -> frozenset[str]:
    """The names among the agents of a document that are nobody's, though they stand where persons are named."""
    names = {agent.name for agent in _agents(head, note) if agent.kind is AgentKind.PERSON and not agent.is_post}
    return frozenset(name for name in names if not is_personal(name, vocabulary))


def _agents(head: HeadFacts, note: NoteFacts) -> Iterator[Agent]:
    yield from head.named
    for act in note.acts:
        yield from (*act.agents, *act.recipients, *((act.place,) if act.place else ()))
