"""Under which licence a package is, and whether that fits a tool under the MIT licence."""

from __future__ import annotations

import re
from email.message import Message
from typing import Any

# SPDX identifiers; all allow use by, and distribution beside, a program under any licence.
FITTING = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "HPND", "ISC", "MIT", "MIT-CMU", "MPL-2.0",
    "OFL-1.1", "PSF-2.0", "Unlicense", "Zlib",
    "LicenseRef-DejaVu", "LicenseRef-ColorBrewer",  # azimlib's: Bitstream's terms for faces, Apache's for colours
}  # fmt: skip
_OF_CLASSIFIERS = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC",
    "The Unlicense (Unlicense)": "Unlicense",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
}
_OF_WORDS = {
    "BSD 3-Clause": "BSD-3-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
}
# Packages whose metadata are silent, with what their makers say elsewhere.
_SILENT = {"saxonche": "MPL-2.0"}  # the head of each of its source files
# Packages that say "BSD" without saying which; their files of the licence do.
_WHICH_BSD = {"Jinja2": "BSD-3-Clause", "locket": "BSD-2-Clause", "partd": "BSD-3-Clause", "zict": "BSD-3-Clause"}


def licence(metadata: Message | Any) -> str:
    """The licence as an SPDX expression; where it is in words of its own, these; "" where nothing is said."""
    stated = metadata.get("License-Expression") or _WHICH_BSD.get(str(metadata.get("Name")), "")
    if stated:
        return str(stated)
    classifiers = [c.rpartition(" :: ")[2] for c in metadata.get_all("Classifier") or () if c.startswith("License ::")]
    known = [c for c in classifiers if c != "OSI Approved"]
    if known:
        return " AND ".join(_OF_CLASSIFIERS.get(c, c) for c in known)
    words = (metadata.get("License") or "").strip().partition("\n")[0]
    if words.startswith(
        "Redistribution and use in source and binary forms"
    ):  # the licence itself, of two or three clauses
        return "BSD-3-Clause" if "Neither the name" in metadata.get("License") else "BSD-2-Clause"
    return _OF_WORDS.get(words, words) or _SILENT.get(str(metadata.get("Name")), "")


def fits(expression: str) -> bool:
    """Whether one may choose terms that all fit."""
    choices = re.split(r"\s+OR\s+", expression.replace("(", " ").replace(")", " "))
    return any(all(part.strip() in FITTING for part in re.split(r"\s+AND\s+", choice)) for choice in choices)
