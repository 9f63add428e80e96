"""Profiles of TEI that have fewer elements: a document's tree is made theirs; what they have no place for is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from kktei import tei
from kktei.export.edition import Edition, best
from kktei.export.xml import Element
from kktei.tei import XML_ID, q

_POINTERS: tei.Finder = etree.XPath("descendant-or-self::*/@*[contains(., '#') or contains(., '.xml')]")
_LOCAL: tei.Finder = etree.XPath("descendant-or-self::*/@*[starts-with(., '#')]")
_IDS: tei.Finder = etree.XPath("descendant-or-self::*/@xml:id")
_BEST = ("lem", "corr", "expan", "reg", "seg", "unclear", "supplied")  # of a choice or an entry, the first there is


def words(text: str) -> frozenset[str]:
    """Names that are written one behind the other."""
    return frozenset(text.split())


@dataclass(frozen=True)
class TeiProfile:
    """What becomes of elements and attributes; ``losses`` says in words what each element is that is lost."""

    gone: frozenset[str] = frozenset()  # elements that go with all that is in them
    kept: frozenset[str] | None = None  # elements that stay, the others are opened: their words stay; None: all
    opened: frozenset[str] = frozenset()  # elements that are opened though they are kept elsewhere
    attributes: frozenset[str] | None = None  # that stay; None: all
    dropped: frozenset[str] = frozenset()  # attributes that go
    renamed: Mapping[str, str] = field(default_factory=dict)  # elements that are called otherwise
    chooses: bool = False  # whether one reading only stays
    losses: Mapping[str, str] = field(default_factory=dict)

    def applied(
        self,
        root: Element,
        pointer: Callable[[str], str],
        lost: Callable[[str], None],
        elsewhere: frozenset[str] = frozenset(),
    ) -> None:
        """Make a tree so.

        ``pointer`` gives what a pointer becomes ("": it goes), ``lost`` is told of each loss, ``elsewhere`` are ids
        that stand in the same file outside the tree.
        """
        if self.chooses:
            _choose(root, lost)
        names = {tei.name(element) for element in root.iter(etree.Element)}
        for lacking in self.losses.keys() & names:
            for _ in root.iter(q(lacking)):
                lost(self.losses[lacking])
        for old in self.renamed.keys() & names:
            for element in root.iter(q(old)):
                element.tag = q(self.renamed[old])
        names |= set(self.renamed.values())
        etree.strip_elements(root, etree.Comment, etree.PI, *map(q, self.gone & names), with_tail=False)
        others = names - self.kept if self.kept is not None else set()
        etree.strip_tags(root, *map(q, others | (self.opened & names)))
        there = {key for element in root.iter(etree.Element) for key in element.attrib}
        etree.strip_attributes(root, *self.dropped, *(there - self.attributes if self.attributes is not None else ()))
        for value in _POINTERS(root):
            _set(value.getparent(), value.attrname, " ".join(filter(None, map(pointer, value.split()))))
        _keep_ids(root, elsewhere)


def _choose(root: Element, lost: Callable[[str], None]) -> None:
    """Of each choice and each entry of an apparatus only the reading that is read."""
    for element in list(root.iter(q("choice"), q("app"))):
        readings = list(element.iterchildren(etree.Element))
        named = {tei.name(each): each for each in reversed(readings)}
        best = next((named[name] for name in _BEST if name in named), readings[0] if readings else None)
        for each in readings:
            if each is not best:
                element.remove(each)  # what stands between readings is white space
                lost("other readings (sic, abbr, rdg)")
        element.text = None
        if best is not None:
            best.tail = None
    etree.strip_tags(root, *map(q, ("choice", "app", *_BEST[:-2])))


def _keep_ids(root: Element, elsewhere: frozenset[str]) -> None:
    """Only the ids that something within leads to, and those of divisions and of the whole; no pointer to nothing."""
    named = _IDS(root)
    ids = {*named, *elsewhere}
    wanted: set[str] = set()
    for value in _LOCAL(root):
        there = [token for token in value.split() if token[1:] in ids]
        wanted.update(token[1:] for token in there)
        _set(value.getparent(), value.attrname, " ".join(there))
    for key in named:
        element = key.getparent()
        if key not in wanted and tei.name(element) not in ("TEI", "div"):
            del element.attrib[XML_ID]


def _set(element: Element, key: str, value: str) -> None:
    if value:
        element.set(key, value)
    else:
        del element.attrib[key]


def web(edition: Edition) -> Callable[[str], str]:
    """A function that lets pointers to records and other documents lead to the web; those to categories go."""

    def led(token: str) -> str:
        file, _, key = token.partition("#")
        name = file.rpartition("/")[2]
        if name == "authorities.xml" and key:
            record = edition.records.get(key)
            return (best(record.ids) if record else "") or edition.addresses.record(key)
        if name == "edition.xml":
            return ""
        if name.endswith(".xml") and "://" not in file:
            page = edition.addresses.page(name.removesuffix(".xml"))
            return f"{page}#{key}" if key and page else page
        return token

    return led
