"""Which formats there are: their names on the command line, and what each cannot do without."""

import importlib
import importlib.util
from dataclasses import dataclass

from kktei.errors import MachineryError, NotInstalledError
from kktei.export.formats import Writer

_ADDRESS = ("edition.base_uri",)
PACKAGE = "bag"


@dataclass(frozen=True)
class Format:
    """A format: how it is called, who writes it, the settings it needs, the package it is written with."""

    name: str
    title: str
    module: str
    function: str = "write"
    needs: tuple[str, ...] = ()
    package: str = ""
    extra: str = "export"  # of kktei, which brings the package; "": made only where somebody has it
    many: bool = False  # whether it can hold several editions

    @property
    def is_there(self) -> bool:
        """Whether it is made where nobody asks for it by name: an optional one only with its package."""
        return bool(self.extra) or importlib.util.find_spec(self.package) is not None

    def load(self) -> Writer:
        """Its writer, imported when it is wanted; NotInstalledError where its package is not there."""
        try:
            found: Writer = getattr(importlib.import_module(f"kktei.export.{self.module}"), self.function)
        except ModuleNotFoundError as problem:
            if not self.package or (problem.name or "").partition(".")[0] != self.package:
                raise
            raise self._missing() from problem
        return found

    def _missing(self) -> MachineryError:
        if self.extra:
            return NotInstalledError(f"The Python package {self.package}", self.extra)
        hint = f"Install it with: python -m pip install {self.package}"
        return MachineryError(f"The Python package {self.package} is not installed", hint)


_ALL = (
    Format("cmif", "CMIF", "cmif", needs=(*_ADDRESS, "edition.licence")),
    Format("oai", "an OAI static repository", "oai", needs=(*_ADDRESS, "edition.email")),
    Format("mods", "MODS", "mods"),
    Format("mets", "METS", "mets", needs=_ADDRESS),
    Format("ead3", "EAD3", "ead", "write_ead3", many=True),
    Format("ead2002", "EAD 2002", "ead", "write_ead2002", many=True),
    Format("datacite", "DataCite", "datacite", needs=("edition.date",)),
    Format("citations", "a reference manager", "cited", many=True),
    Format("tei", "TEI whole in itself", "whole"),
    Format("lean", "lean TEI", "lean"),
    Format("libraries", "TEI in Libraries", "libraries"),
    Format("frus", "a volume of Foreign Relations", "frus"),
    Format("csv", "CSV", "csvtables", many=True),
    Format("ndjson", "NDJSON", "lines", many=True),
    Format("parquet", "Parquet", "parquet", package="pyarrow", extra="", many=True),
    Format("sqlite", "SQLite", "database", many=True),
    Format("network", "a network", "network", many=True),
    Format("rdf", "RDF", "rdf", needs=_ADDRESS),
    Format("dts", "DTS", "dts", needs=_ADDRESS),
    Format("beacon", "BEACON", "beacon", needs=_ADDRESS),
    Format("iiif", "IIIF", "iiif", needs=_ADDRESS),
    Format("marc", "MARC", "marc", package="pymarc"),
    Format("load", "a database", "loading"),
)
FORMATS = {form.name: form for form in _ALL}
NAMES = (*FORMATS, PACKAGE)
FOR_MANY = tuple(form.name for form in _ALL if form.many)


def usual() -> tuple[str, ...]:
    """What is made where no format is named."""
    return tuple(name for name in NAMES if name == PACKAGE or FORMATS[name].is_there)
