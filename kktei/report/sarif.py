"""Findings as SARIF 2.1.0, which code-review sites show beside the lines (OASIS Standard, 27 March 2020)."""

import hashlib
import re
from collections.abc import Sequence
from urllib.parse import quote

from kktei import __version__
from kktei.findings import Finding, Severity, codes, in_order
from kktei.report.visible import json_text

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_NO_BYTE = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # halves of characters that stand for no byte of a name
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def as_sarif(found: Sequence[Finding]) -> str:
    """Findings as one SARIF log with one run; every code that occurs is described in it."""
    ordered = in_order(found)
    known = sorted({f.code for f in ordered})
    run = {
        "tool": {"driver": {"name": "kktei", "version": __version__, "rules": [_rule(code) for code in known]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(f, known) for f in ordered],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(log)


def _rule(code: str) -> dict[str, object]:
    row = codes()[code]
    return {
        "id": code,
        "shortDescription": {"text": row.title},
        "fullDescription": {"text": row.meaning},
        "help": {"text": row.remedy},
        "defaultConfiguration": {"level": _LEVELS[row.severity]},
    }


def _result(f: Finding, known: list[str]) -> dict[str, object]:
    words = [f.message, f"Expected: {f.expected}." if f.expected else "", f.hint]
    result: dict[str, object] = {
        "ruleId": f.code,
        "ruleIndex": known.index(f.code),
        "level": _LEVELS[f.severity],
        "message": {"text": " ".join(part for part in words if part)},
        "partialFingerprints": {"kktei/v1": _fingerprint(f)},
    }
    if f.file:
        there: dict[str, object] = {"artifactLocation": {"uri": _uri(f.file)}}
        if f.line:
            there["region"] = {"startLine": f.line, "startColumn": max(f.column, 1)}
        named = {"logicalLocations": [{"fullyQualifiedName": f.place}]} if f.place else {}
        result["locations"] = [{"physicalLocation": there, **named}]
    return result


def _uri(file: str) -> str:
    """A relative reference (RFC 3986): blanks, umlauts, ``#``, ``%`` and bytes that are no UTF-8 as ``%xx``."""
    return quote(_NO_BYTE.sub("?", file), errors="surrogateescape")


def _fingerprint(f: Finding) -> str:
    """Stays the same when lines above are added: the place in TEI words counts, not the line."""
    return hashlib.sha256("\n".join((f.code, f.file, f.place, f.message)).encode("utf-8", "surrogatepass")).hexdigest()[
        :32
    ]
