"""Footnotes of a Word file that call themselves, by others or at once: pandoc would follow them without end."""

from collections.abc import Mapping

from kktei.read.docx.shape import Reshaped, W, brief, said_by
from kktei.tei import Element

_CALLS = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_NOTES = {"footnotes": f"{W}footnote", "endnotes": f"{W}endnote"}
_Key = tuple[str, str]


def break_turns(roots: Mapping[str, Element], told: Reshaped) -> int:
    """Take the calls out by which a footnote leads back to itself, and tell.

    Gives how many elements all footnotes have when each stands where it is called, as pandoc puts them: a file of
    footnotes that call each other twice and twice again is small, and what it stands for has no end.
    """
    notes: dict[_Key, Element] = {}
    for kind, tag in _NOTES.items():
        for note in roots[kind].iter(tag) if kind in roots else ():
            notes.setdefault((kind, str(note.get(f"{W}id"))), note)
    sizes: dict[_Key, int] = {}
    for key in notes:
        _follow(key, notes, sizes, told)
    return sum(sizes.get(_called(call), 0) for call in _calls(roots["document"]))


def _follow(key: _Key, notes: Mapping[_Key, Element], sizes: dict[_Key, int], told: Reshaped) -> None:
    """Every chain of calls from a footnote, without recursion: a chain may be as long as there are footnotes."""
    chain: list[tuple[_Key, list[Element]]] = [(key, _calls(notes[key]))] if key not in sizes else []
    above = {key}
    while chain:
        current, calls = chain[-1]
        if not calls:
            chain.pop()
            above.discard(current)
            within = sum(sizes.get(_called(call), 0) for call in _calls(notes[current]))
            sizes[current] = within + sum(1 for _ in notes[current].iter())
            continue
        call = calls.pop()
        to = _called(call)
        if to in above:
            told.changed.append(f"The footnote “{brief(said_by(notes[to]))}” calls itself; the call was taken out.")
            call.getparent().remove(call)
        elif to in notes and to not in sizes:
            above.add(to)
            chain.append((to, _calls(notes[to])))


def _called(call: Element) -> _Key:
    return _CALLS[str(call.tag)], str(call.get(f"{W}id"))


def _calls(note: Element) -> list[Element]:
    return list(note.iter(*_CALLS))
