"""Made-up transcriptions for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from kktei.read.conventions import dated
from kktei.read.plain.inline import RENDS, tidy
from kktei.transcript import (
    Addition,
    Attachment,
    Block,
    Closing,
    Dateline,
    Deletion,
    Foreign,
    Gap,
    Heading,
    Hi,
    Inline,
    Inlines,
    Item,
    LineBreak,
    List,
    Note,
    PageBreak,
    Paragraph,
    Postscript,
    Quotation,
    Ref,
    Row,
    Salutation,
    Sic,
    Signature,
    Supplied,
    Table,
    Text,
    Unclear,
)

PIECES = """(#3)|the|Chairman|Mr.|Sincerely,|1.|a)|*|**|[|]|_|__|\\|{|}|Moscow,|January 4, 1963.|Dear Sir:|P.S.|/s/|Source:|–
“quoted”|Kennedy|#|>|-|é|?|(b)|Attachment|12. Letter|undated|no\N{NO-BREAK SPACE}break|<p>|&amp;|word|another"""
WORDS = st.lists(
    st.sampled_from(["|", *(piece for line in PIECES.split("\n") for piece in line.split("|"))]), min_size=1, max_size=6
).map(" ".join)

TEXTS = WORDS.map(Text)


def _edited(inner: st.SearchStrategy[Inlines]) -> st.SearchStrategy[Inline]:
    return st.one_of(
        st.builds(Hi, st.sampled_from(sorted(RENDS)), inner),
        st.builds(Unclear, inner),
        st.builds(Supplied, inner),
        st.builds(Supplied, st.sampled_from(["torn", "seal", "p. 3", "12", "sic", "lost?", "---"]).map(_alone)),
        st.builds(Sic, inner),
        st.builds(Deletion, inner),
        st.builds(Addition, inner),
        st.builds(Foreign, st.sampled_from(["de", "ru-Latn", "fr-CA"]), inner),
        st.builds(Ref, st.sampled_from(["102", "102#3", "7#pg12", "https://example.org/a?b=1#c"]), inner),
    )


def _alone(text: str) -> Inlines:
    return (Text(text),)


GAPS = st.one_of(
    st.just(Gap("omitted")),
    st.builds(
        Gap, st.sampled_from(["illegible", "lost", "notDeclassified"]), st.sampled_from(["", "2 words", "1 line"])
    ),
    st.sampled_from([Gap("lost", desc="MS torn"), Gap("blank"), Gap("blank", desc="left blank"), Gap("", desc="---")]),
)
SIMPLE: st.SearchStrategy[Inline] = st.one_of(TEXTS, TEXTS, GAPS, st.just(LineBreak()), st.just(PageBreak("12")))
INLINE = st.one_of(SIMPLE, SIMPLE, _edited(st.lists(TEXTS, min_size=1, max_size=1).map(tuple)))


def _spaced(parts: list[Inline]) -> Inlines:
    """Parts with blanks between them, as texts have."""
    out: list[Inline] = []
    for part in parts:
        out += [Text(" "), part]
    return tidy(out)


LINES = st.lists(INLINE, min_size=1, max_size=4).map(_spaced).filter(bool)
WORDY = LINES.filter(lambda line: any(isinstance(part, Text) for part in line))


@st.composite
def noted(draw: st.DrawFn) -> Inlines:
    """A line with footnotes."""
    line = draw(WORDY)
    for label in range(draw(st.integers(0, 2))):
        content = tuple(draw(st.lists(TEXTS, min_size=1, max_size=2)))
        line += (Note(f"{label}", tuple((text,) for text in content)), Text(" and"))
    return tidy(list(line))


BLOCKS: st.SearchStrategy[Block] = st.one_of(
    noted().map(Paragraph),
    noted().map(Paragraph),
    WORDY.map(Heading),
    WORDY.map(lambda line: Dateline(dated(line))),
    WORDY.map(Salutation),
    WORDY.map(Closing),
    WORDY.map(Signature),
    st.lists(WORDY, min_size=1, max_size=2).map(lambda lines: Postscript(tuple(lines))),
    st.lists(WORDY, min_size=1, max_size=2).map(lambda lines: Quotation(tuple(lines))),
    st.just(PageBreak("12")),
    st.lists(WORDY, min_size=1, max_size=3).map(lambda lines: List(tuple(Item("", line) for line in lines))),
    st.lists(WORDY, min_size=2, max_size=3).map(
        lambda lines: List(tuple(Item(f"{i}.", line) for i, line in enumerate(lines, 1)))
    ),
    st.lists(st.tuples(WORDY, WORDY), min_size=1, max_size=3).map(
        lambda rows: Table(tuple(Row(cells, i == 0) for i, cells in enumerate(rows)))
    ),
)


@st.composite
def bodies(draw: st.DrawFn) -> tuple[Block, ...]:
    """The blocks of a document, perhaps with attachments."""
    blocks = draw(st.lists(BLOCKS, max_size=5))
    if draw(st.booleans()):
        inner = draw(st.lists(BLOCKS, max_size=3))
        if draw(st.integers(0, 9)) == 0:
            inner.append(Attachment((), (Paragraph((Text("within"),)),)))
        blocks.append(Attachment((Text("Attachment 1"),), tuple(inner)))
    return tuple(blocks)
