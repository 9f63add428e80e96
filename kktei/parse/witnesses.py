from __future__ import annotations
import re
from kktei.model import Span, Witness, WitnessKind
from kktei.parse.locations import Citations
_IS = re.compile(r"\s+(?:is|are|was|were)\s+(?:also\s+)?(?:in\s+the\s+|in\s+|at\s+the\s+)?(?=ibid|[A-Z])")
def simple(note: str, span: Span, sentence: int, citations: Citations) -> list[Witness]:
    m = _IS.search(note, span.start, span.end)
    if not m: return []
    end = span.end - 1 if note[span.end-1]=="." and not note[:span.end].endswith("ibid.") else span.end
    out=[]
    start = m.end()
    for piece in re.split(r"(,? and in (?:the )?)", note[start:end]):
        if not re.match(r",? and in ", piece):
            loc = citations.read(start, start+len(piece))
            if loc: out.append(Witness(WitnessKind.COPY, note[span.start:m.start()], span, sentence, loc))
        start += len(piece)
    return out
