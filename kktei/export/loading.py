"""What databases and search engines need to take the other exports in: definitions, and a command each."""

import json
from pathlib import Path

from kktei import files
from kktei.export.database import definition
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing
from kktei.export.tables import TABLES

_README = """\
# Loading the exports

Each command is typed in this folder; `../csv`, `../ndjson`, `../rdf` lie beside it.

| system | command |
|---|---|
| PostgreSQL | `createdb {id} && psql -v ON_ERROR_STOP=1 -d {id} -f postgresql.sql` |
| OpenSearch, Elasticsearch | `sh opensearch.sh http://localhost:9200` |
| Solr | `sh solr.sh http://localhost:8983/solr/{id}` (an empty core of that name) |
| BaseX | `basex basex.bxs` (BaseX 9: `basex -w basex.bxs`, which keeps the blanks between words) |
| Oxigraph | `oxigraph load --location {id}.db --file ../rdf/edition.ttl --file ../rdf/evidence.ttl` |
| SQLite | nothing to load: `sqlite3 ../sqlite/edition.sqlite` |
| OAI-PMH | `pip install oai-repo`, then `python oai_server.py ../oai/static-repository.xml http://localhost:8000/oai` |

A question to begin with, in SQL: where do the copies lie?

    SELECT holder, count(*) FROM copies GROUP BY holder ORDER BY 2 DESC;
"""
_TEXT = ("title", "source_note", "text")
_DAYS = ("date_first", "date_last")


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """Mappings and commands; they say the same whatever the documents are."""
    del missed
    while (yield) is not None:
        pass
    index = edition.id.lower()
    made = {
        "README.md": _README.format(id=index),
        "postgresql.sql": _postgresql(),
        "opensearch.json": json.dumps(_opensearch(), indent=1) + "\n",
        "opensearch.sh": _opensearch_command(index),
        "solr.json": json.dumps(_solr(), indent=1) + "\n",
        "solr.sh": _SOLR,
        "basex.bxs": f"SET FTINDEX true\nCREATE DB {index} ../tei\nINFO DB\n",
        "oai_server.py": files.text(Path(__file__).with_name("oaiserver.py")),
    }
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _postgresql() -> str:
    """Tables, then the CSV files by psql's \\copy; records come first, since others lead to them."""
    order = sorted(
        TABLES, key=lambda table: (bool(table.refers), any(other != "documents" for _, other in table.refers))
    )
    lines = ["BEGIN;"]
    lines += [definition(table) + ";" for table in order]
    lines += [f"\\copy \"{table.name}\" FROM '../csv/{table.name}.csv' WITH (FORMAT csv, HEADER true, FORCE_NOT_NULL "
              f"({', '.join(chr(34) + c + chr(34) for c in table.columns if c not in table.numbers)}))"
              for table in order]  # fmt: skip
    columns = " || ' ' || ".join(_TEXT)
    lines += [
        f"CREATE INDEX documents_search ON documents USING gin (to_tsvector('simple', {columns}));",
        "CREATE INDEX parties_record ON parties (record);",
        "CREATE INDEX copies_holder ON copies (holder_key);",
        "COMMIT;",
    ]
    return "\n".join(lines) + "\n"


def _opensearch() -> dict[str, object]:
    party = {"properties": {"name": {"type": "text"}, "id": {"type": "keyword"}, "kind": {"type": "keyword"},
                            "same_as": {"type": "keyword"}}}  # fmt: skip
    properties: dict[str, object] = {name: {"type": "text"} for name in _TEXT}
    day = {"type": "date", "format": "yyyy-MM-dd||yyyy-MM||yyyy"}
    properties |= dict.fromkeys(_DAYS, day)
    properties |= {"sender": party, "recipient": party, "date_inferred": {"type": "boolean"}}
    keywords = ("id", "edition", "number", "identifiers", "url", "tei", "date_edtf", "place", "genre", "genre_same_as",
                "classification", "handling", "language", "mentioned", "licence", "printed_source",
                "printed_source_url", "text_rights", "text_rights_url")  # fmt: skip
    properties |= {name: {"type": "keyword"} for name in keywords}
    copy = ("id", "roles", "holder", "path", "language")
    properties["copies"] = {"properties": {name: {"type": "keyword"} for name in copy}}
    return {"mappings": {"properties": properties}}


def _opensearch_command(index: str) -> str:
    bulk = 's/^/{"index":{}}\\n/'
    return (
        "#!/bin/sh\n# sh opensearch.sh http://localhost:9200\nset -e\n"
        f'curl --fail -X PUT "$1/{index}" -H "Content-Type: application/json" --data-binary @opensearch.json\n'
        f"sed '{bulk}' ../ndjson/documents.ndjson |\n"
        f'  curl --fail -X POST "$1/{index}/_bulk?refresh=true" -H "Content-Type: application/x-ndjson" \\\n'
        "    --data-binary @-\n"
    )


def _solr() -> dict[str, object]:
    fields = [{"name": name, "type": "text_general", "stored": True} for name in _TEXT]
    fields += [{"name": name, "type": "string", "stored": True} for name in ("date_first", "date_last", "date_edtf")]
    many = ("identifiers", "sender.name", "sender.id", "recipient.name", "recipient.id", "copies.holder", "copies.path",
            "genre", "classification", "handling", "mentioned")  # fmt: skip
    fields += [{"name": name, "type": "strings", "stored": True, "multiValued": True} for name in many]
    return {"add-field": fields}


_SOLR = """\
#!/bin/sh
# sh solr.sh http://localhost:8983/solr/CORE
set -e
curl --fail -X POST "$1/schema" -H "Content-Type: application/json" --data-binary @solr.json
curl --fail -X POST "$1/update/json/docs?commit=true&f=\\$FQN:/**" -H "Content-Type: application/json" \\
  --data-binary @../ndjson/documents.ndjson
"""
