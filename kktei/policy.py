"""What browsers may load for a page (Content-Security-Policy): the strict policy, and what an edition changes of it."""

import re

# Nothing comes from elsewhere and no script stands in a page.
_STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
_OWN = {name for name, sources in _STRICT.items() if sources == "'self'"} | {"frame-src"}  # what our pages need
_KNOWN = {*_STRICT, *(f"{kind}-src" for kind in ("frame", "media", "object", "child", "worker", "manifest")),
          *(f"{kind}-src-{part}" for kind in ("script", "style") for part in ("elem", "attr"))}  # fmt: skip
_LONG = 80  # characters of a word that are shown
_HEADERS = {"frame-ancestors", "sandbox", "report-uri", "report-to"}
_WORDS = {"self", "none", "unsafe-inline", "unsafe-eval", "wasm-unsafe-eval", "unsafe-hashes", "strict-dynamic"}
_HASH = re.compile(r"'sha(256|384|512)-[A-Za-z0-9+/_-]+={0,2}'")
_PLACE = re.compile(
    r"(?:(?:https?|wss?)://)?(?:\*\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::(?:\d+|\*))?(?:/[^\s;,'\"]*)?"
    r"|(?:https|wss|data|blob):|https?://localhost(?::\d+)?"
)


def policy(own: str) -> str:
    """The policy of pages: the strict one, with what an edition gives instead of some of it."""
    rows = _STRICT | dict(_rows(own))
    return "; ".join(f"{name} {sources}" for name, sources in rows.items())


def fault(own: str) -> str:
    """What is wrong with the directives that an edition gives; nothing where they can stand in a page."""
    seen: set[str] = set()
    for name, sources in _rows(own):
        if name in _HEADERS:
            return f"{name} counts only as a header that the web server sends, not in a page"
        if name not in _KNOWN:
            return f"a page's policy has no {name[:_LONG]!r}"
        if name in seen:
            return f"{name} stands there twice; browsers follow the first only"
        seen.add(name)
        if said := _sources_fault(name, sources.split()):
            return said
    return ""


def _rows(own: str) -> list[tuple[str, str]]:
    parts = [part.split(maxsplit=1) for part in own.split(";") if part.strip()]
    return [(part[0].lower(), " ".join(part[1].split()) if len(part) > 1 else "") for part in parts]


def _sources_fault(name: str, sources: list[str]) -> str:
    if not sources:
        return f"{name} says nothing: give 'none' or places"
    if "'none'" in sources and len(sources) > 1:
        return f"{name}: 'none' stands alone"
    for source in sources:
        bare = source.strip("'").lower()
        if bare in _WORDS and source.lower() != f"'{bare}'":
            return f"{name}: {bare} stands in single quotation marks: '{bare}'"
        if bare.startswith("nonce-"):
            return f"{name}: a nonce is another one in each answer of a server; pages that are files cannot have one"
        if not (bare in _WORDS or _HASH.fullmatch(source) or _PLACE.fullmatch(source) or source == "*"):
            return f"{name}: {source[:_LONG]} is no place that a policy knows, as https://example.org"
    if name in _OWN and "'self'" not in map(str.lower, sources):
        return f"{name} must have 'self': the pages' own files are refused without it"
    return ""
