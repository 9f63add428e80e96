"""Identifiers of authorities: how each is written, what its check digit says, and its address on the web.

Sources of the rules: GND, the DNB's format of identifiers (modulus 11, with or without hyphen); ISNI and ORCID, ISO
27729 (ISO 7064 mod 11-2); ROR, ror.org's facts (base 32, ISO 7064 mod 97-10); ISIL, ISO 15511; the others have none.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

DOI = re.compile(r"(?i:https?://(?:dx\.)?doi\.org/|doi:\s*)?(?P<plain>10\.\d{4,9}(?:\.\d+)*/[^\s<>\"{}\\]+)")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")  # as xml:lang has it
_SAYS_ISBN = re.compile(r"ISBN(?:[- ]?1[03](?=:| 97| \d))?", re.IGNORECASE)
_ISBN = re.compile(r"[0-9](?:[0-9]|[ \u00a0\u2010-\u2015-](?=[0-9Xx]))*[Xx]?")
_LONGEST_ID = 200  # bytes: with what comes after it, the name of a file
_BASE32 = "0123456789abcdefghjkmnpqrstvwxyz"


def _always(_value: str) -> bool:
    return True


def _gnd(value: str) -> bool:
    """The last sign of a GND number; those that begin with 3 and have no hyphen were made by another rule."""
    digits, last = value.replace("-", "")[:-1], value[-1]
    total = sum(int(digit) * weight for weight, digit in enumerate(reversed(digits), 2))
    if "-" not in value and value.startswith("3"):
        return True
    rest = total % 11 if "-" in value else -total % 11
    return last == ("X" if rest == 10 else str(rest))


def _isni(value: str) -> bool:
    total = 0
    for digit in value[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return value[-1] == ("X" if rest == 10 else str(rest))


def _ror(value: str) -> bool:
    number = 0
    for sign in value[1:7]:
        number = number * 32 + _BASE32.index(sign)
    return int(value[7:]) == 98 - number * 100 % 97


@dataclass(frozen=True)
class Catalogue:
    """A catalogue: its name, where its addresses begin, how an identifier looks, and its check."""

    title: str
    begin: str
    pattern: str
    example: str
    check: Callable[[str], bool] = _always
    others: tuple[str, ...] = ()  # other beginnings of its addresses


# The most general first.
AUTHORITIES: Mapping[str, Catalogue] = {
    "viaf": Catalogue("VIAF", "https://viaf.org/viaf/", r"[1-9]\d{1,21}", "108159964"),
    "gnd": Catalogue(
        "GND", "https://d-nb.info/gnd/", r"1[0-3]?\d{7}[\dX]|3\d{7}[\dX]|[1-9]\d{0,7}-[\dX]", "118561499", _gnd
    ),
    "lc": Catalogue(
        "Library of Congress", "https://id.loc.gov/authorities/names/", r"(?:n|nb|nr|no|ns|sh|gf)\d{8,10}", "n79055297",
        others=("https://id.loc.gov/authorities/subjects/", "https://id.loc.gov/authorities/genreForms/"),
    ),
    "bnf": Catalogue("BnF", "https://catalogue.bnf.fr/ark:/12148/", r"cb\d{8}[0-9bcdfghjkmnpqrstvwxz]", "cb119095894"),
    "ulan": Catalogue(
        "ULAN", "http://vocab.getty.edu/ulan/", r"500\d{6}", "500115588", others=("http://vocab.getty.edu/page/ulan/",)
    ),
    "aat": Catalogue(
        "AAT", "http://vocab.getty.edu/aat/", r"300\d{6}", "300026879", others=("http://vocab.getty.edu/page/aat/",)
    ),
    "isni": Catalogue("ISNI", "https://isni.org/isni/", r"\d{15}[\dX]", "0000000121032683", _isni),
    "wikidata": Catalogue(
        "Wikidata", "https://www.wikidata.org/entity/", r"Q[1-9]\d*", "Q9696",
        others=("https://www.wikidata.org/wiki/",),
    ),
    "geonames": Catalogue(
        "GeoNames", "https://www.geonames.org/", r"[1-9]\d{0,8}", "524901", others=("https://sws.geonames.org/",)
    ),
    "ror": Catalogue("ROR", "https://ror.org/", rf"0[{_BASE32}]{{6}}\d\d", "03vek6s52", _ror),
    "isil": Catalogue(
        "ISIL", "https://ld.zdb-services.de/resource/organisations/", r"[A-Za-z0-9]{1,4}-[A-Za-z0-9:/-]{1,11}", "DE-1"
    ),
    "hsg": Catalogue("Office of the Historian", "https://history.state.gov/historicaldocuments/people/", r"\S+", "x"),
}  # fmt: skip


def doi(value: str) -> str:
    """A DOI without the address of a resolver; "" where the value is none."""
    match = DOI.fullmatch(value.strip())
    return match["plain"] if match else ""


def doi_address(value: str) -> str:
    """The address of a DOI; "" where the value is none."""
    return f"https://doi.org/{plain}" if (plain := doi(value)) else ""


def doi_fault(value: str) -> str:
    """What is wrong with a text that shall be a DOI, or empty; "" where nothing is."""
    return f"“{value[:80]}” is no DOI" if value and not doi(value) else ""


def id_fault(value: str) -> str:
    """What is wrong with an edition's own identifier, which names files and begins xml:ids; "" where nothing is.

    Letters of any script are right, and a dot, hyphen or underscore within.
    """
    fits = all(sign in "-_." or unicodedata.category(sign)[0] in "LMN" for sign in value)
    begins = value[:1] == "_" or unicodedata.category(value[:1] or " ")[0] in "LN"
    if not fits or not begins or ".." in value or value.endswith("."):
        return f"“{value[:80]}” is no identifier: it needs letters, digits, hyphens, and begins with a letter or digit"
    if len(value.encode()) > _LONGEST_ID:
        return f"“{value[:40]}…” is too long for the name of a file"
    return ""


def language_fault(value: str) -> str:
    """What is wrong with a text that shall be a tag of a language, or empty; "" where nothing is."""
    return f"“{value[:80]}” is no tag of a language" if value and not _LANGUAGE.fullmatch(value) else ""


def isbn_fault(value: str) -> str:
    """What is wrong with a text that shall hold an ISBN, or several, or say in words that there is none yet.

    The check digits are those of ISO 2108.
    """
    digits = [re.sub(r"\W", "", found[0]).upper() for found in _ISBN.finditer(_SAYS_ISBN.sub("", value))]
    if wrong := next((one for one in digits if not _is_isbn(one)), ""):
        return f"“{wrong[:80]}” is no ISBN: it has not 10 or 13 digits, or its last one, the check digit, does not fit"
    return ""


def _is_isbn(value: str) -> bool:
    if re.fullmatch(r"[0-9]{9}[0-9X]", value):
        total = sum((10 - at) * (10 if sign == "X" else int(sign)) for at, sign in enumerate(value))
        return total % 11 == 0
    fits = re.fullmatch(r"97[89][0-9]{10}", value) is not None
    return fits and sum(int(sign) * (1, 3)[at % 2] for at, sign in enumerate(value)) % 10 == 0


def bare(name: str, value: str) -> str:
    """An identifier without its address; the value itself where it is none of this authority's."""
    given, authority = value.strip(), AUTHORITIES[name]
    plain = re.sub(r"^http:", "https:", given)
    for begin in (authority.begin, *authority.others):
        start = re.sub(r"^http:", "https:", begin)
        if plain.startswith(start) or plain.replace("https://", "https://www.").startswith(start):
            given = plain.partition(start.removeprefix("https://").removeprefix("www."))[2].rstrip("/")
            break
    if name == "gnd":
        return given.removeprefix("(DE-588)")
    return given.replace(" ", "") if name in {"isni", "lc"} else given


def address(name: str, value: str) -> str:
    """The address of an identifier; an address stays as it is, "" where the authority is none that is known."""
    if name not in AUTHORITIES or not value:
        return ""
    return value if re.match(r"https?://", value) else AUTHORITIES[name].begin + value


def fault(name: str, value: str) -> str:
    """What is wrong with an identifier of an authority, in words; "" where nothing is, or it is not known."""
    if name not in AUTHORITIES:
        return ""
    authority, given = AUTHORITIES[name], bare(name, value)
    if not re.fullmatch(authority.pattern, given):
        return f"“{value}” is no identifier of {authority.title} (one is {authority.example})"
    if not authority.check(given):
        return f"the check digit of “{value}” is wrong: a digit of this {authority.title} number is another"
    return ""


def mistyped(name: str, value: str) -> bool:
    """Whether an identifier has the form of its authority's, and the wrong check digit."""
    known = name in AUTHORITIES and re.fullmatch(AUTHORITIES[name].pattern, bare(name, value)) is not None
    return known and bool(fault(name, value))


def authority_of(value: str) -> str:
    """Whose address a value is; "" where it is none."""
    return next((name for name in AUTHORITIES if value.startswith("http") and bare(name, value) != value.strip()), "")


def catalogued(addresses: Iterable[str]) -> dict[str, str]:
    """Those addresses that are a catalogue's, by its name and as it writes them; the first of each.

    Also identifiers with the catalogue's name before them ("gnd:118561499").
    """
    found: dict[str, str] = {}
    for given in addresses:
        kind, _, value = given.partition(":")
        if kind in AUTHORITIES and not value.startswith("http"):
            if not fault(kind, value):
                found.setdefault(kind, address(kind, bare(kind, value)))
        elif name := authority_of(given):
            # After the identifier may stand words for readers: geonames.org/2812482/wuerzburg.html, gnd/118540238/about
            match = re.match(rf"(?:{AUTHORITIES[name].pattern})(?=[/#?.]|$)", bare(name, given))
            if match:
                start = given if match[0] == bare(name, given) else AUTHORITIES[name].begin + match[0]
                found.setdefault(name, start)
    return found


def named(ids: Mapping[str, str]) -> dict[str, str]:
    """Identifiers by the names of their catalogues, where these are written otherwise: "GND", "URI" with an address."""
    found: dict[str, str] = {}
    for kind, value in ids.items():
        name = kind.lower() if kind.lower() in AUTHORITIES else next(iter(catalogued([value])), kind)
        found.setdefault(name if name not in ids else kind, value)
    return found


_COMMONS = re.compile(r"https?://creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(\d\.\d)(?:/.*)?")


def licence_name(address: str) -> str:
    """The name of a licence of Creative Commons ("CC BY-SA 4.0"), from its address; "" for any other."""
    found = _COMMONS.fullmatch(address)
    if found is None:
        return ""
    kind, code, version = found.groups()
    known = {"zero": "CC0", "mark": "Public Domain Mark"} if kind == "publicdomain" else {}
    return f"{known.get(code, f'CC {code.upper()}')} {version}"
