"""What can be wrong with a critical apparatus, and whether it gives each witness back word for word."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kktei.collate.attested import attested, groups_of, is_parallel, keys, named_in, readings_of
from kktei.collate.rebuild import body_of, witnesses_of
from kktei.collate.texts import BEGINS, EDGES, TokenOrigin, located
from kktei.findings import Finding, finding
from kktei.model.collation import WitnessText
from kktei.tei import XML_ID, Element, name, q

_AROUND = 4  # words of a text that a message shows


class FilePlaces(Protocol):
    """Where parts of a document stand in its file: line and column."""

    def element(self, element: Element) -> tuple[int, int]:
        """Of an element."""

    def text(self, node: Element, offset: int, *, tail: bool) -> tuple[int, int]:
        """Of a character of the text that begins a node, or follows it."""


@dataclass(frozen=True)
class _Report:
    """The file, and how its findings are placed."""

    file: str
    places: FilePlaces

    def __call__(self, code: str, words: str, at: Element) -> Finding:
        line, column = self.places.element(at)
        app = next((e for e in (at, *at.iterancestors()) if name(e) == "app"), None)
        place = "" if app is None else " ".join(filter(None, ("app", app.get(XML_ID))))
        return finding(code, words, file=self.file, line=line, column=column, place=place)


def check(root: Element, file: str, texts: Sequence[WitnessText], places: FilePlaces) -> list[Finding]:
    """The findings of a document with an apparatus in parallel segmentation.

    ``texts`` are the transcriptions, each with the id of its ``witness``; each must come out of text and apparatus as
    it is.  ``places`` says where things stand in the file.
    """
    report = _Report(file, places)
    witnesses = witnesses_of(root)
    entries = list(root.iter(q("app")))
    if not entries or not witnesses:
        return []
    groups = groups_of(root)
    found = [f for app in entries for f in _entry(app, witnesses, groups, report)]
    if _is_parallel(root):
        found += _attendance(entries, witnesses, groups, report)
    body = body_of(root)
    for text in texts if body is not None else ():
        found += _round_trip(body, text, report)
    return found


def _is_parallel(root: Element) -> bool:
    """Whether it says that it is in the form in which every witness has a reading everywhere."""
    return next(root.iter(q("variantEncoding")), None) is not None and is_parallel(root)


def _entry(
    app: Element, witnesses: Mapping[str, str], groups: Mapping[str, Sequence[str]], report: _Report
) -> Iterator[Finding]:
    """One entry: who has what."""
    seen: dict[str, Element] = {}
    counted = Counter(key for named in named_in(app, groups) for key in named)
    for reading in readings_of(app):
        owned = any(reading.get(a) for a in ("wit", "resp", "source", "hand"))
        told = any(name(e) in {"wit", "witDetail"} for e in app)
        if not owned and not told and name(reading) == "rdg":
            yield report("K031", f"Nobody has this reading: {_shown(reading)}.", reading)
        if not owned and not told and name(reading) == "lem" and _reading_words(reading):
            others = [e for e in readings_of(app) if e is not reading]
            if others and all(e.get("wit") for e in others) and set(witnesses) <= set(counted):
                yield report("K035", f"No witness has the lemma {_shown(reading)}, and it has no author.", reading)
        key = " ".join(_reading_words(reading)) + "".join(
            name(e) for e in reading.iter(*map(q, EDGES), q("gap"), q("milestone"))
        )
        if key in seen and _same_standing(reading, seen[key]):
            yield report("K034", f"Two readings of one entry are alike: {_shown(reading)}.", reading)
        seen.setdefault(key, reading)
    for key, times in counted.items():
        if times > 1:
            words = f"{witnesses.get(key, key)} stands {times} times in one entry."
            yield report("K032", words, app)


def _same_standing(one: Element, other: Element) -> bool:
    """Readings in one group, of which no hand, type or cause says that they are two."""
    apart = ("hand", "type", "cause", "varSeq", "resp", "source")
    return all(one.get(a) == other.get(a) for a in apart)


def _attendance(
    entries: Sequence[Element], witnesses: Mapping[str, str], groups: Mapping[str, Sequence[str]], report: _Report
) -> Iterator[Finding]:
    """Every witness that takes part anywhere has a reading in every entry, but for its lacunae."""
    every = [{key for named in named_in(app, groups) for key in named} for app in entries]
    taking_part = set().union(*every) & set(witnesses)
    edges = [list(_edges(app, groups)) for app in entries]
    away = {key for key in taking_part if next((e for of in edges for k, e in of if k == key), "") in BEGINS}
    for app, present, own in zip(entries, every, edges, strict=True):
        if next(app.iterancestors(q("app")), None) is not None:
            continue
        for key, edge in own:
            if (edge in {"lacunaStart", "witEnd"}) == (key in away):
                words = f"The lacuna of {witnesses.get(key, key)} {_OPEN[key in away]}."
                yield report("K037", words, app)
            away = away ^ {key}
        missing = [] if _is_negative(app) else sorted(witnesses[key] for key in taking_part - present - away)
        if missing:
            words = f"{', '.join(missing)} {'has' if len(missing) == 1 else 'have'} no reading in this entry."
            yield report("K033", words, app)


def _is_negative(app: Element) -> bool:
    """Whether the lemma is of all that are not named."""
    return bool(attested(app, ("",)))


_OPEN = {True: "begins a second time before it ends", False: "ends without having begun"}


def _edges(app: Element, groups: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Where witnesses begin and end to have this part of the text."""
    for reading, named in zip(readings_of(app), named_in(app, groups), strict=True):
        for edge in reading.iter(*map(q, EDGES)):
            for key in keys(edge.get("wit")) or named:
                yield key, name(edge)


def _round_trip(body: Element, text: WitnessText, report: _Report) -> Iterator[Finding]:
    """Whether text and apparatus give a witness back; the first place where they do not."""
    found, origins = located(body, f"#{text.witness}")
    there = found.forms
    if there == text.forms:
        return
    at = next(
        (i for i, (a, b) in enumerate(zip(there, text.forms, strict=False)) if a != b), min(len(there), len(text.forms))
    )
    got, wanted = (" ".join(forms[max(0, at - 2) : at + _AROUND]) for forms in (there, text.forms))
    origin = origins[min(at, len(origins) - 1)] if origins else TokenOrigin(None, False, 0)
    if origin.node is None:
        line, column = report.places.element(body)
    else:
        line, column = report.places.text(origin.node, origin.offset, tail=origin.tail)
    words = f"{text.siglum} does not come out as it is transcribed: “{got}” instead of “{wanted}” (word {at + 1})."
    hint = "Mend the apparatus there, or correct the transcription and collate again."
    yield finding("K036", words, file=report.file, line=line, column=column, hint=hint)


def _reading_words(reading: Element) -> list[str]:
    return "".join(reading.itertext()).split()


def _shown(reading: Element) -> str:
    return f"“{' '.join(_reading_words(reading))[:60]}”"
