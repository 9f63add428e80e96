"""BEACON files of others: which entries of a catalogue they have a page about, and where it is.

The form is that of the BEACON draft (2017): a head of "#NAME: value", then an identifier a line, with a remark and an
address behind bars where there are such.
"""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from kktei.errors import InputError
from kktei.identifiers import AUTHORITIES, authority_of, bare, fault

_HEAD = re.compile(r"#\s*([A-Z]+)\s*:\s*(.*)")
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class BeaconLink:
    """A page of somebody else's about an entry of a catalogue."""

    authority: str
    id: str
    address: str
    source: str  # where the file is to be had, or its name
    name: str  # whose pages these are, as one word


def links(text: str, file: str, wanted: Container[tuple[str, str]]) -> Iterator[BeaconLink]:
    """The links of a file for those entries (catalogue and identifier) that are wanted, each once.

    Raises InputError where the file does not say whose identifiers it has, or where its links lead.
    """
    head: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            if found := _HEAD.match(line):
                head.setdefault(found[1], found[2].strip())
        elif line.strip():
            authority, key, address = _beacon_link(line, head, file, number)
            if (key, address) not in seen and (authority, key) in wanted:
                seen.add((key, address))
                source = head.get("FEED", "")
                yield BeaconLink(
                    authority, key, address, source if _WEB.fullmatch(source) else _base(file), _name(head, file)
                )


def _beacon_link(line: str, head: Mapping[str, str], file: str, number: int) -> tuple[str, str, str]:
    """The catalogue, the identifier and the address of a line."""
    given, *rest = (part.strip() for part in line.split("|"))
    whole = _filled(head.get("PREFIX", ""), given)
    authority = authority_of(whole)
    if not authority:
        words = f"{file}:{number}: “{whole}” does not say whose identifier it is"
        known = ", ".join(about.begin for about in AUTHORITIES.values())
        raise InputError(words, f"The line #PREFIX: must begin one of these addresses: {known}").at(number, 1)
    key = bare(authority, whole)
    own = next((part for part in reversed(rest) if _WEB.fullmatch(part)), "")
    address = own or (_filled(head["TARGET"], key) if head.get("TARGET") else "")
    if not _WEB.fullmatch(address):
        words = f"{file}:{number}: it is not said where this leads: no #TARGET above it, and no address in the line"
        raise InputError(words).at(number, 1)
    return ("", key, address) if fault(authority, key) else (authority, key, address)


def _filled(template: str, key: str) -> str:
    """An address by its template: "{ID}" or "{+ID}" stands for the identifier, else it comes at the end."""
    if re.search(r"\{\+?ID\}", template):
        return template.replace("{ID}", quote(key, safe="")).replace("{+ID}", key)
    return template + key


def _name(head: Mapping[str, str], file: str) -> str:
    """Whose links these are, as one word that XML takes for a kind."""
    given = head.get("NAME") or head.get("INSTITUTION") or head.get("DESCRIPTION") or _base(file).partition(".")[0]
    return "-".join(re.findall(r"[^\W_][\w.]*", given)[:5]) or "link"


def _base(file: str) -> str:
    return re.split(r"[/\\]", file)[-1]
