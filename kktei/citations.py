"""Records for reference managers: what is cited, and how BibTeX, biblatex, RIS and CSL-JSON say it.

The date of a document and that of the edition each have a field of their own: origdate and date in biblatex (manual
3.15, 2.2.3), original-date and issued in CSL.  BibTeX has no field for the first, so it stands in the note; RIS has one
date, the document's, so that the year of the edition stands in N1.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kktei.config import Settings

_COMMUNICATIONS = frozenset(
    {"gen.letter", "gen.telegram", "gen.message", "gen.airgram", "letter", "telegram", "message"}
)
_REPORTS = frozenset({"gen.memorandum", "gen.memcon", "gen.paper", "gen.estimate", "gen.directive", "gen.record"})
_TEX = {
    "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "{": " ", "}": " ", "\\": " ",
}  # fmt: skip
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")  # XML may hold some of these, records may not
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class CitedName:
    """A person with family and given name apart; a body, or a name that is not analysed, as ``literal``."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def inverted(self) -> str:
        """The name by its family name, as a catalogue has it."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix))) if self.family else self.literal


@dataclass(frozen=True, slots=True)
class Cited:
    """A document of an edition, as it is cited; what is not known is ""."""

    key: str
    title: str
    genre: str = ""  # a key of the edition's vocabulary
    genre_words: str = ""
    authors: tuple[CitedName, ...] = ()
    recipients: tuple[CitedName, ...] = ()
    day: str = ""  # of the document, where it is known
    edtf: str = ""  # the same, or its bounds
    number: str = ""
    edition: str = ""
    editors: tuple[str, ...] = ()
    publisher: str = ""
    place: str = ""
    year: str = ""  # of the edition
    archive: str = ""
    location: str = ""
    language: str = ""
    address: str = ""
    doi: str = ""

    @property
    def label(self) -> str:
        """A key that every BibTeX takes."""
        return re.sub(r"[^A-Za-z0-9._-]", "-", self.key)


def line(text: str) -> str:
    """A text without breaks and control characters."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def edtf(first: str, last: str, cert: str = "") -> str:
    """Two bounds ("" for open) as a date in EDTF (ISO 8601-2:2019, level 1); "" where nothing is known."""
    if not first and not last:
        return ""
    if first == last:
        return f"{first}?" if cert == "low" else first
    return f"{first or '..'}/{last or '..'}"


def bibtex(cited: Cited) -> str:
    """The record for BibTeX."""
    rows = _common(cited) | {"note": cited.edtf, "year": cited.year, "address": cited.place}
    return _entry(cited, rows)


def biblatex(cited: Cited) -> str:
    """The record for biblatex, which takes dates in EDTF."""
    more = {"date": cited.year, "origdate": cited.edtf, "location": cited.place, "langid": cited.language}
    return _entry(cited, _common(cited) | more | {"type": cited.genre_words, "doi": cited.doi})


def _common(cited: Cited) -> dict[str, str]:
    return {
        "author": _people(cited.authors),
        "title": cited.title,
        "booktitle": cited.edition,
        "editor": " and ".join(f"{{{_tex(who)}}}" for who in cited.editors),
        "publisher": cited.publisher,
        "number": cited.number,
        "url": cited.address.replace("{", "%7B").replace("}", "%7D"),
        "doi": cited.doi,
    }


def _people(names: Iterable[CitedName]) -> str:
    """Names in BibTeX's form: "Family, Suffix, Given"; bodies in braces, which keep them whole."""
    return " and ".join(
        ", ".join(_tex(part) for part in (name.family, name.suffix, name.given) if part)
        if name.family
        else f"{{{_tex(name.literal)}}}"
        for name in names
    )


_WRITTEN = frozenset({"author", "editor", "url", "doi", "date", "origdate", "year", "langid"})  # braces would harm


def _entry(cited: Cited, rows: Mapping[str, str]) -> str:
    lines = [f"@incollection{{{cited.label},"]
    for name in sorted(rows):
        if value := rows[name]:
            lines.append(f"  {name} = {{{value if name in _WRITTEN else '{' + _tex(value) + '}'}}},")
    return "\n".join([*lines, "}", ""])


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in line(text))


def ris(cited: Cited) -> str:
    """The record in RIS, with the line ends that it prescribes."""
    kind = "PCOMM" if cited.genre in _COMMUNICATIONS else "RPRT" if cited.genre in _REPORTS else "GEN"
    rows: list[tuple[str, str]] = [("TY", kind)]
    rows += [("AU", name.inverted) for name in cited.authors]
    rows += [("A2", who) for who in cited.editors]
    rows += [
        ("TI", cited.title),
        ("DA", cited.day.replace("-", "/") if _DAY.fullmatch(cited.day) else ""),
        ("T2", cited.edition),
        ("PB", cited.publisher),
        ("CY", cited.place),
        ("M1", cited.number),
        ("M3", cited.genre_words),
        ("LA", cited.language),
        ("AV", ", ".join(filter(None, (cited.archive, cited.location)))),
        ("DO", cited.doi),
        ("UR", cited.address),
        ("N1", f"Edition of {cited.year}" if cited.year else ""),
    ]
    lines = [f"{tag}  - {said}" for tag, value in rows if (said := line(value))]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl(cited: Cited) -> dict[str, object]:
    """The record in CSL-JSON."""
    kind = "personal_communication" if cited.genre in _COMMUNICATIONS else "document"
    rows: dict[str, object] = {
        "id": cited.key,
        "type": "report" if cited.genre in _REPORTS else kind,
        "title": cited.title,
        "genre": cited.genre_words,
        "author": [_csl_name(name) for name in cited.authors],
        "recipient": [_csl_name(name) for name in cited.recipients],
        "editor": [{"literal": who} for who in cited.editors],
        "container-title": cited.edition,
        "publisher": cited.publisher,
        "publisher-place": cited.place,
        "number": cited.number,
        "original-date": _csl_date(cited.edtf),
        "issued": _csl_date(cited.year),
        "archive": cited.archive,
        "archive_location": cited.location,
        "language": cited.language,
        "DOI": cited.doi,
        "URL": cited.address,
    }
    said = {name: line(value) if isinstance(value, str) else value for name, value in rows.items()}
    return {name: value for name, value in said.items() if value}


def _csl_name(name: CitedName) -> dict[str, str]:
    if not name.family:
        return {"literal": line(name.literal)}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: line(value) for part, value in parts.items() if value}


def _csl_date(edtf: str) -> dict[str, object]:
    """Days as numbers; bounds both of which are known as a range; open ones as they are ("literal")."""
    parts = edtf.rstrip("?").split("/")
    if all(_DAY.fullmatch(part) for part in parts):
        found: dict[str, object] = {"date-parts": [[int(number) for number in part.split("-")] for part in parts]}
        return found | ({"circa": True} if edtf.endswith("?") or len(parts) > 1 else {})
    return {"literal": edtf} if edtf else {}


_SPDX = {
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0-1.0",
    "https://creativecommons.org/licenses/by/4.0/": "CC-BY-4.0",
    "https://creativecommons.org/licenses/by-sa/4.0/": "CC-BY-SA-4.0",
    "https://creativecommons.org/licenses/by-nc/4.0/": "CC-BY-NC-4.0",
    "https://creativecommons.org/licenses/by-nc-sa/4.0/": "CC-BY-NC-SA-4.0",
}


def citation_file(settings: Settings) -> str:
    """The edition itself as CITATION.cff (Citation File Format 1.2.0), which code forges and Zenodo read."""
    say = settings.text
    date = say("edition.date")
    licence = say("edition.licence")
    title = line(": ".join(filter(None, (say("edition.title"), say("edition.subtitle")))))
    authors = settings.texts("edition.editors") or (say("edition.publisher") or f"Editors of {title}",)
    rows: dict[str, object] = {
        "cff-version": "1.2.0",
        "message": "Cite the edition as below; to cite a document, use the record on its page.",
        "type": "dataset",
        "title": title,
        "abstract": line(say("edition.description")),
        "authors": [{"name": who} for who in map(line, authors) if who],
        "version": line(say("edition.version")),
        "doi": say("edition.doi"),
        "date-released": date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else "",
        "license": _SPDX.get(licence, ""),
        "license-url": "" if licence in _SPDX else licence,
        "url": say("edition.base_uri"),
    }
    # JSON's texts and lists are YAML's, too.
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in rows.items() if value)
