"""What web servers and hosts refuse, hide or mix up of a folder of files."""

import re
from dataclasses import dataclass
from pathlib import Path

from kktei.addresses import REDIRECTS
from kktei.findings import Finding, finding
from kktei.publish.mark import NAME, entries

_SITE, _FILE = 1_000_000_000, 100_000_000  # bytes that GitHub takes: a site, a file
_HIDDEN = re.compile(r"[_.].*")
_SHOWN = {".nojekyll", ".well-known", REDIRECTS, NAME}
_REFUSED = re.compile(r'[<>:"|?*\\#%\x00-\x1f]|[. ]$')


@dataclass(frozen=True, slots=True)
class HostedFiles:
    """How many files a site has, and how large they are."""

    count: int
    size: int
    largest: str
    most: int


def hosted(site: Path) -> HostedFiles:
    """The files of a site."""
    sizes = {name: (site / name).stat().st_size for name in entries(site) if not name.endswith("/")}
    largest = max(sorted(sizes), key=lambda name: sizes[name], default="")
    return HostedFiles(len(sizes), sum(sizes.values()), largest, sizes.get(largest, 0))


def host_findings(site: Path) -> list[Finding]:
    """What of the files of a site a host will not show as it is."""
    weight = hosted(site)
    found: list[Finding] = []
    if weight.size > _SITE:
        found.append(finding("W002", f"The site has {mega(weight.size)}; GitHub and many hosts take 1,000 MB"))
    if weight.most > _FILE:
        found.append(finding("W002", f"{weight.largest} has {mega(weight.most)}; GitHub takes files of 100 MB"))
    names = sorted(name.rstrip("/") for name in entries(site))
    found += _alike(names)
    for name in names:
        last = name.rpartition("/")[2]
        if _HIDDEN.fullmatch(last) and name not in _SHOWN:
            found.append(finding("W004", f"{name}: hosts hide names that begin with {last[0]!r}", place=name))
        elif _REFUSED.search(last):
            found.append(finding("W004", f"{name}: not every system or address takes this name", place=name))
    return found


def mega(size: int) -> str:
    """A size in words."""
    return f"{size / 1_000_000:,.1f} MB"


def _alike(names: list[str]) -> list[Finding]:
    """Names that are one where capitals do not count, as on the disks of Windows and macOS."""
    seen: dict[str, str] = {}
    found = []
    for name in names:
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            found.append(finding("W003", f"{name} and {other} differ only in their capitals", place=name))
    return found
