"""What stands within a line of a transcription, as TEI: names, notes, gaps, editorial marks, breaks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kktei import transcript
from kktei.encode.calendars import calendar_of
from kktei.encode.context import EDITION
from kktei.encode.elements import Element, el
from kktei.encode.names import Naming
from kktei.model import DocumentId

_NAMES = {
    "person": "persName", "body": "orgName", "place": "placeName", "term": "term", "despatch": "idno",
    "classification": "term", "precedence": "term", "handling": "term",
}  # fmt: skip
_MARKINGS = frozenset({"classification", "precedence", "handling"})  # printed above the text: key is the category
_EDITED: dict[type, str] = {
    transcript.Unclear: "unclear", transcript.Supplied: "supplied", transcript.Sic: "sic",
    transcript.Deletion: "del", transcript.Addition: "add",
}  # fmt: skip
Attributes = dict[str, str | None]
Refer = Callable[[transcript.Name], Attributes]


def by_key(name: transcript.Name) -> Attributes:
    """What is said of a name where there are no authority records: the key that the source has for it."""
    if name.kind in _MARKINGS:
        return {"type": name.kind, "ref": EDITION + name.key if name.key else None}
    if name.kind == "despatch":
        return {"type": name.kind}
    return {"key": name.key or None}


def refer(naming: Naming, name: transcript.Name) -> Attributes:
    """The source's own key for a name, and the authority record that its words lead to."""
    wording = " ".join(transcript.words(name).split())
    found: Attributes = {}
    if name.kind == "person":
        found = naming.keyed(name.key) or naming.person(wording)
    elif name.kind == "body":
        found = naming.body(wording)
    elif name.kind == "place":
        found = naming.place(wording)
    return {**by_key(name), **found}


@dataclass
class Phrases:
    """Makes the elements of one file's lines.

    ``refer`` leads a name to its authority record, ``folder`` from the file to the documents ("" beside them).
    """

    stem: str
    refer: Refer = by_key
    counts: dict[str, int] = field(default_factory=dict)
    folder: str = ""
    pages: transcript.PageSpots = field(default_factory=transcript.PageSpots)
    footnotes: str = "fn"  # the kind that the ids of footnotes name

    def id(self, kind: str) -> str:
        """The next id of a kind: d091.p1, d091.p2; d091.fn1."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return f"{self.stem}.{kind}{self.counts[kind]}"

    def line(self, content: transcript.Inlines) -> list[str | Element]:
        """Text and elements of a line, in order."""
        return [self._part(part) for part in content]

    def page(self, part: transcript.PageBreak) -> Element:
        """The beginning of a page, with the id that references lead to: d091.pg12."""
        within = "" if self.footnotes == "fn" else f"{self.footnotes}."  # a heading's footnote counts its own pages
        key = f"{self.stem}.{within}{self.pages.next(part.n)}"
        return el("pb", n=part.n or None, facs=part.facs or None, xml_id=key)

    def _part(self, part: transcript.Inline) -> str | Element:
        match part:
            case transcript.Text(text):
                return text
            case transcript.LineBreak():
                return el("lb")
            case transcript.Gap(reason, extent, desc):
                said = (el("desc", desc),) if desc else ()
                if reason == "blank":
                    return el("space", *said, extent=extent or None)
                return el("gap", *said, reason=reason or None, extent=extent or None)
            case transcript.PageBreak():
                return self.page(part)
            case transcript.Note():
                return self._note(part)
        return self._around(part)

    def _around(
        self,
        part: transcript.Hi
        | transcript.Unclear
        | transcript.Supplied
        | transcript.Sic
        | transcript.Deletion
        | transcript.Addition
        | transcript.Name
        | transcript.Date
        | transcript.Ref
        | transcript.Foreign,
    ) -> Element:
        """The element of a part that has words within it."""
        content = self.line(part.content)
        match part:
            case transcript.Hi(rend):
                return el("hi", *content, rend=rend)
            case transcript.Foreign(lang):
                return el("foreign", *content, xml_lang=lang)
            case transcript.Name(kind):
                return el(_NAMES[kind], *content, **self.refer(part))
            case transcript.Date():
                return el("date", *content, **_bounds(part), **calendar_of(part, self.stem))
            case transcript.Ref(target):
                return el("ref", *content, target=self._target(target))
        return el(_EDITED[type(part)], *content)

    def _note(self, part: transcript.Note) -> Element:
        key = self.id(self.footnotes)
        content = [self.line(part.content[0])] if len(part.content) == 1 else self._paragraphs(part.content)
        return el("note", *content, type="footnote", n=part.label or None, xml_id=key, place="bottom")

    def _paragraphs(self, content: Iterable[transcript.Inlines]) -> list[Element]:
        return [el("p", *self.line(line)) for line in content]

    def _target(self, target: str) -> str:
        """A document's number ("102", "102#3" for its footnote 3, "102#pg12") as pointer; an address as it is."""
        number, _, spot = target.partition("#")
        if not number[:1].isdigit() or not number.isalnum():
            return target
        stem = DocumentId.of(number).stem
        place = f"#{stem}.{'fn' if spot.isdecimal() else ''}{spot}" if spot else ""
        if stem == self.stem:
            return place or f"#{stem}"
        return f"{self.folder}{stem}.xml{place}"


def _bounds(date: transcript.Date) -> Attributes:
    return {"when": date.when or None, "notBefore": date.not_before or None, "notAfter": date.not_after or None}
