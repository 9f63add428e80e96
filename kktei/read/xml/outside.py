"""What a volume says outside its documents and its front matter: not taken over, but reported with its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kktei.findings import Finding, finding
from kktei.read.xml.flat import flat
from kktei.tei import XML_ID, Element, name, text_of

_READ = {"head", "div", "pb", ""}


@dataclass
class Outside:
    """Looks at the parts of one volume when they end."""

    shown: str
    found: list[Finding]
    taken: set[Element] = field(default_factory=set)  # what became the source note of a document

    def chapter(self, div: Element) -> None:
        """A chapter whose documents have been read: its own paragraphs, and footnotes of its heading."""
        notes = [n for head in div if name(head) == "head" for n in head if name(n) == "note"]
        heading = next((flat(head, "head").text for head in div if name(head) == "head"), "")
        called = f'the chapter "{heading}"' if heading else f"the division {div.get(XML_ID) or ''}".strip()
        self._report([*notes, *(c for c in div if name(c) not in _READ)], called)

    def part(self, element: Element, beside: str) -> None:
        """Front or back matter, or the body, when it ends."""
        if beside == "back":
            for child in element:
                head = next((c for c in child if name(c) == "head"), None)
                what = f'the back matter ("{text_of(head)}")' if head is not None else "the back matter"
                self._report([child], what)
        else:
            self._report((c for c in element if name(c) not in _READ), f"the {beside or 'body'}")

    def _report(self, elements: Iterable[Element], where: str) -> None:
        told = [(e, len(" ".join(e.itertext()).split())) for e in elements if name(e) and e not in self.taken]
        count = sum(n for _, n in told)
        if count:
            words = f"{count} words of {where} stand outside the documents and were not taken over."
            self.found.append(finding("R036", words, file=self.shown, line=told[0][0].sourceline or 0))
