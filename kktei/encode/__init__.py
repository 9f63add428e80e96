"""The model to TEI: the only place that makes TEI elements."""

from kktei.encode.context import Context, Imprint, Neighbours
from kktei.encode.corpus import encode_corpus, grow_corpus
from kktei.encode.correspondents import Exchange, exchanges_in
from kktei.encode.critical import encode_critical, encode_transcription, witness_ids
from kktei.encode.document import encode_document
from kktei.encode.front import encode_front
from kktei.encode.older import is_older, modern
from kktei.encode.surroundings import contexts
from kktei.encode.translated import Translation

__all__ = [
    "Context",
    "Exchange",
    "Imprint",
    "Neighbours",
    "Translation",
    "contexts",
    "encode_corpus",
    "encode_critical",
    "encode_document",
    "encode_front",
    "encode_transcription",
    "exchanges_in",
    "grow_corpus",
    "is_older",
    "modern",
    "witness_ids",
]
