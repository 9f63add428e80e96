"""An OAI-PMH server over a static repository, by oai-repo (pip install oai-repo).

    python oai_server.py ../oai/static-repository.xml http://localhost:8000/oai

starts it to try; a web server takes ``application(FILE, ADDRESS)`` as any WSGI application.
"""

import copy
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit
from wsgiref.simple_server import make_server

from lxml import etree
from oai_repo import DataInterface, Identify, MetadataFormat, OAIRepository, RecordHeader

_SPACES = {
    "o": "http://www.openarchives.org/OAI/2.0/",
    "s": "http://www.openarchives.org/OAI/2.0/static-repository",
}


class StaticRepository(DataInterface):  # type: ignore[misc]  # oai-repo has no types
    """The records of the file; a repository without sets and without deleted records."""

    def __init__(self, file: str, address: str) -> None:
        root = etree.parse(file, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
        self._root, self._address = root, address
        found = root.findall(".//o:record", _SPACES)
        self._records = {str(record.findtext("o:header/o:identifier", "", _SPACES)): record for record in found}

    def get_identify(self) -> Identify:
        """Who the repository is, at the address where it answers now."""
        made = Identify()
        made.repository_name = self._said("repositoryName")
        made.base_url = self._address
        made.admin_email = [self._said("adminEmail")]
        made.earliest_datestamp = self._said("earliestDatestamp")
        made.deleted_record, made.granularity = "no", "YYYY-MM-DD"
        return made

    def _said(self, name: str) -> str:
        return self._root.findtext(f"s:Identify/o:{name}", "", _SPACES)

    def is_valid_identifier(self, identifier: str) -> bool:
        """Whether there is such a record."""
        return identifier in self._records

    def get_metadata_formats(self, identifier: str | None = None) -> list[MetadataFormat]:
        """Dublin Core, of every record."""
        del identifier
        names = ("metadataPrefix", "schema", "metadataNamespace")
        path = "s:ListMetadataFormats/o:metadataFormat/o:"
        return [MetadataFormat(*(self._root.findtext(path + name, "", _SPACES) for name in names))]

    def get_record_header(self, identifier: str) -> RecordHeader:
        """Identifier and day of a record."""
        return RecordHeader(identifier, self._stamp(identifier))

    def _stamp(self, identifier: str) -> str:
        return self._records[identifier].findtext("o:header/o:datestamp", "", _SPACES)

    def get_record_metadata(self, identifier: str, metadataprefix: str) -> etree._Element | None:
        """The Dublin Core of a record."""
        del metadataprefix
        return copy.deepcopy(self._records[identifier].find("o:metadata/*", _SPACES))

    def get_record_abouts(self, identifier: str) -> list[etree._Element]:
        """Nothing is said about records."""
        del identifier
        return []

    def list_set_specs(self, identifier: str | None = None, cursor: int = 0) -> tuple[None, None, None]:
        """There are no sets."""
        del identifier, cursor
        return None, None, None

    def list_identifiers(
        self,
        metadataprefix: str,
        filter_from: datetime | None = None,
        filter_until: datetime | None = None,
        filter_set: str | None = None,
        cursor: int = 0,
    ) -> tuple[list[str], int, None]:
        """The records of a span of days, a hundred at a time."""
        del metadataprefix, filter_set
        first = filter_from.date().isoformat() if filter_from else ""
        last = filter_until.date().isoformat() if filter_until else "9999"
        found = [key for key in self._records if first <= self._stamp(key) <= last]
        return found[cursor : cursor + self.limit], len(found), None


def application(file: str, address: str) -> Callable[..., Iterable[bytes]]:
    """The server as a WSGI application; ``address`` is where it answers."""
    repository = OAIRepository(StaticRepository(file, address))

    def answer(environment: dict[str, str], begin: Callable[..., object]) -> Iterable[bytes]:
        asked = dict(parse_qsl(environment.get("QUERY_STRING", "")))
        begin("200 OK", [("Content-Type", "text/xml; charset=utf-8")])
        return [bytes(repository.process(asked))]

    return answer


if __name__ == "__main__":
    given, where = sys.argv[1:3]
    make_server("localhost", urlsplit(where).port or 8000, application(given, where)).serve_forever()
