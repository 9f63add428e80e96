"""Lean TEI: header and one reading of the text, without evidence, machinery and files beside it."""

from functools import partial
from pathlib import Path

from kktei import tei
from kktei.export import xml
from kktei.export.described import TeiDocument
from kktei.export.edition import Edition
from kktei.export.formats import Missed, Writing
from kktei.export.profile import TeiProfile, web
from kktei.files import within
from kktei.tei import q

_E = xml.Elements(tei.TEI, {None: tei.TEI})
_LEAN = TeiProfile(
    gone=frozenset({"listRelation", "revisionDesc", "standOff", "correspContext", "encodingDesc"}),
    opened=frozenset({"seg"}),
    dropped=frozenset({"source", "evidence", "resp", "ana", "class", "decls", "change", "hand", "scheme"}),
    chooses=True,
    losses={
        "relation": "relations of copies",
        "change": "the history of the encoding",
        "seg": "what each stretch of a source note says",
        "standOff": "records within a document",
    },
)


def write(edition: Edition, folder: Path, missed: Missed) -> Writing:
    """``NAME.xml`` for each document."""
    pointer = web(edition)
    while (document := (yield)) is not None:
        root = xml.copy_of(edition.root / document.file, document.file)
        _LEAN.applied(root, pointer, partial(missed.loss, example=document.name))
        _words_for_categories(root, document, edition)
        xml.save(within(folder, f"{document.name}.xml"), root)


def _words_for_categories(root: xml.Element, document: TeiDocument, edition: Edition) -> None:
    """The names of the categories that a document is put in, where pointers to them were."""
    for given in root.iter(q("textClass")):
        for category in given.findall(q("catRef")):
            given.remove(category)
        terms = (_E("term", edition.category(key)) for key in document.classes)
        if document.classes:
            given.append(_E("keywords", *terms))
        elif not len(given):
            given.getparent().remove(given)
