"""A part of a large volume while it is set: what of it is laid out, with which repairs, and what it is told."""

from dataclasses import dataclass, field
from pathlib import Path

from msgspec import structs

from kktei.render.contract import to_json
from kktei.render.print import feet, messages
from kktei.render.print.feet import Feet
from kktei.render.print.parts import ahead
from kktei.render.print.quoting import document

_AHEAD = 8  # documents at a part's end that are laid out at first: it ends before one of them that begins a page


@dataclass
class Part:
    """A part while it is set."""

    request: messages.PartRequest
    start: messages.PartStart = field(default_factory=messages.PartStart)  # until it is known
    before: int = 0  # documents of its window before its first
    pad: bool = False
    shown: int = 0  # how many of its documents are laid out
    made: dict[str, str] = field(default_factory=dict)
    apparatus: Feet | None = None  # what is known of one by lines
    turns: int = 0  # in which that was found
    written: dict[int | str, dict[str, str]] = field(default_factory=dict)  # the repairs that the files have

    def __post_init__(self) -> None:
        if self.content.feet:
            made = feet.dictionary(self.content.entries, "/kktei.typ")
            (self.folder / feet.ENTRIES).write_text(made, encoding="utf-8")
        self.show(self.content.nominal)

    @property
    def content(self) -> messages.PartContent:
        """What it may hold."""
        return self.request.content

    @property
    def folder(self) -> Path:
        """The folder of what this part is told, below that of the volume's source."""
        return Path(self.request.root) / "parts" / self.request.name

    @property
    def goes_to_the_end(self) -> bool:
        """Whether there is no document behind those that the part may hold."""
        return not self.stems or self.content.last

    @property
    def stems(self) -> list[str]:
        """The documents that are laid out; none for the volume's front and back."""
        return self.content.stems[: self.shown]

    @property
    def places(self) -> dict[str, int]:
        """The place of each document that it may hold, or its first piece here."""
        return {document(stem): at for at, stem in reversed([*enumerate(self.content.stems)])}

    @property
    def is_whole(self) -> bool:
        """Whether all documents are laid out that the part may hold."""
        return self.shown == len(self.content.stems)

    def show(self, many: int, more: int = _AHEAD) -> None:
        """Lay out so many documents, or pieces of such, and more, if so many are there and no others are needed."""
        lines = self.content.lines[many:]
        many += ahead([(s, len(line)) for s, line in zip(self.content.stems[many:], lines, strict=True)], more)
        shown = max(many, self.content.needed)
        if shown > self.shown:  # of what comes to it nothing is known
            self.apparatus, self.turns = self.content.feet, 0
        self.shown = shown

    def begin(self, start: messages.PartStart) -> None:
        """From here on it is known where the part begins: documents before its first are laid out no more."""
        held, at = self.content, start.first
        own = structs.replace(
            held,
            stems=held.stems[at:],
            opens=held.opens[at:],
            lines=held.lines[at:],
            nominal=held.nominal - at,
            needed=held.needed - at,
        )
        self.request = structs.replace(self.request, content=own)
        self.show(own.nominal)
        self.start, self.before = start, at
        # Before its own page the part has one; its first page is a left-hand or a right-hand one as in the volume.
        is_right = start.before % 2 == 0
        alone = (self.content.goes_on or not self.content.front) and not self.content.tail
        self.pad = alone and self.request.two_sided and is_right

    def write(self) -> None:
        """Tell the typesetter."""
        start, opening = self.start, self.content.front and not self.content.goes_on
        told = messages.PartSettings(
            first=f"{self.stems[0]}#" if self.stems else "",
            places=self.places,
            chapter=bool(self.stems) and self.content.opens[0],
            before=start.before,
            shift=0 if opening else start.before - (2 if self.pad else 1),
            figures=start.figures,
            pad=self.pad,
            labels=start.labels,
            near=start.near,
            numbered={name: at for at, name in enumerate(start.numbered)},
            documents=start.documents,
            after=start.after,
            marks=start.marks,
            widest=start.widest,
            more=start.more,
            roman=self.content.front and (self.content.goes_on or start.more),
        )
        lines = [*self.content.head, *self.content.lines[: self.shown], *self.content.tail]
        (self.folder / "main.typ").write_text("\n".join([*lines, ""]), encoding="utf-8")
        (self.folder / "told.json").write_text(to_json(told), encoding="utf-8")
        if self.apparatus:
            (self.folder / feet.FILE).write_text(to_json(self.apparatus), encoding="utf-8")
        self._write_repairs()

    def _write_repairs(self) -> None:
        """The repairs of each document in a file of its own, by its place; those of no document in one without."""
        made: dict[int | str, dict[str, str]] = {"": {}} | {at: {} for at in self.places.values()}
        for target, remedy in self.made.items():
            made.setdefault(self.places.get(document(target), ""), {})[target] = remedy
        for at, some in made.items():
            if self.written.get(at) != some:
                (self.folder / f"repairs-{at}.json").write_text(to_json(some), encoding="utf-8")
        self.written |= made
