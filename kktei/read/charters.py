"""Datelines of charters and writs ("Datum apud Lund, tercio die maii anno domini MCCCXLV"): their place and year.

The day is not read: feasts, kalends and years of reign are left to the editors; and the year is marked as doubtful, as
it may begin at Christmas, on Lady Day or at Easter.
"""

import re
from dataclasses import dataclass

from kktei.dates import month_names
from kktei.numerals import roman_number
from kktei.wording import any_of

_NAME = r"[A-ZÀ-Þ][^\W\d_]*(?:[’'-][^\W\d_]+)*"
_PLACE = rf"(?P<place>{_NAME}(?:\s(?:(?:sur|super|am|an\sder|de|la|le)\s)?{_NAME})?)"
_LEADS = (
    r"(?:Act(?:um|a)|Dat(?:um|a|e)|Given|Gegeben|Geben|Donnée?s?|Fait|Dad[oa]|Fech[oa]|Dat[oa]|Fatt[oa])"
    r"(?:\s(?:et|and|und)\s(?:act(?:um|a)|dat(?:um|a)|sealed))?"
)
_YEARS = (
    r"(?:anno\s(?:(?:ab\s)?(?:incarnation\w*\s)?(?:domini(?:c[ea]\w*)?|d(?:omi)?ni|gra[ct]i[ea]|salutis)(?:\snostri)?(?:\sincarnation\w*)?)?"
    r"|A\.\s?D\.|(?:im|in\sdem)\sJahre?|nach\s(?:Christi?|Gottes)\s\w+|l[’']an(?:\sde\s(?:grâce|notre\sSeigneur))?|año(?:\sdel?\s\w+)?"
    r"|nell[’']anno|in\sthe\syear(?:\sof\sour\sLord)?)"
)
_NUMBER = (
    r"(?P<year>1[0-5]\d\d|(?i:m[\s.°º]*[mdclxvij.\s°º]{1,24})(?![^\W\d_])|(?i:millesimo(?:\s(?:\w+[oe]|et)){1,4}))"
)
_WHEN = rf"(?P<when>(?:.{{0,90}}?\s)?{_YEARS}\s{_NUMBER})"
_NO_PLACE = rf"(?!(?:{any_of(month_names('en'))})\b)"
_GIVEN = re.compile(rf"{_LEADS}\s(?:(?:apud|in|at|zu|ze|à|en|a)\s)?{_NO_PLACE}{_PLACE}[\s,.:;–—]+{_WHEN}.{{0,60}}")
_COUNTED = re.compile(rf"{_YEARS}\s{_NUMBER}")
_ORDINALS = {  # in the case that dates have
    "millesimo": 1000, "centesimo": 100, "ducentesimo": 200, "trecentesimo": 300, "tricentesimo": 300,
    "quadringentesimo": 400, "quingentesimo": 500, "decimo": 10, "vicesimo": 20, "vigesimo": 20, "tricesimo": 30,
    "trigesimo": 30, "quadragesimo": 40, "quinquagesimo": 50, "sexagesimo": 60, "septuagesimo": 70, "octogesimo": 80,
    "nonagesimo": 90, "primo": 1, "secundo": 2, "tertio": 3, "tercio": 3, "quarto": 4, "quinto": 5, "sexto": 6,
    "septimo": 7, "octavo": 8, "nono": 9, "undecimo": 11, "duodecimo": 12, "et": 0,
}  # fmt: skip
_LONGEST = 240  # characters of such a line
_LAST = 1582  # after it letters are dated otherwise


@dataclass(frozen=True, slots=True)
class Given:
    """Where in its words a charter says where and when it was given, and the year."""

    place: tuple[int, int]
    when: tuple[int, int]
    year: str


def given(text: str) -> Given | None:
    """The place and year of a charter's last line; None where a text is no such line, or its year is not understood."""
    match = _GIVEN.fullmatch(text) if len(text) <= _LONGEST else None
    year = _year(match["year"].strip(" .,")) if match else 0
    if match is None or not 1000 <= year <= _LAST:
        return None
    end = match.start("year") + len(match["year"].rstrip(" .,"))
    return Given(match.span("place"), (match.start("when"), end), str(year))


def counts_years(text: str) -> bool:
    """Whether a text has a year as charters count it."""
    return _COUNTED.search(text) is not None


def _year(said: str) -> int:
    """A year in figures, in Roman ones or in Latin words; 0 where it is not understood."""
    if said.isdecimal():
        return int(said)
    if said.lower().startswith("mille"):
        words = said.lower().split()
        return sum(_ORDINALS[word] for word in words) if all(word in _ORDINALS for word in words) else 0
    return roman_number(said)
