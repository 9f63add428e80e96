"""What is wrong with a file that is not well-formed XML, and where it began."""

import html
import re
from dataclasses import dataclass, replace
from xml.parsers.expat import errors

from kktei.relaxng.events import Broken, End, Event, Spot, Start, spot_at
from kktei.relaxng.faults import Fault, nearest
from kktei.relaxng.places import PathStep


@dataclass(frozen=True, slots=True)
class Open:
    """An element that is still open where the text breaks."""

    step: PathStep
    spot: Spot


def open_elements(events: list[Event]) -> list[Open]:
    """The elements that are open at the end of ``events``."""
    stack: list[Open] = []
    for event in events:
        if isinstance(event, Start):
            stack.append(Open(PathStep.of(event, stack[-1].step if stack else None), event.spot))
        elif isinstance(event, End):
            stack.pop()
    return stack


def explain(broken: Broken, data: bytes, events: list[Event]) -> Fault:
    """The fault that stops the reading, in words."""
    stack = open_elements(events)
    words = errors.messages.get(broken.code, "not well-formed")
    make = _EXPLAINED.get(words)
    if make is None:
        hint = "Look at the tag here."
        fault = Fault("V001", f"This is not well-formed XML: {words}", broken.spot, hint=hint)
    else:
        fault = make(broken, data, stack)
    return replace(fault, step=stack[-1].step if stack else None)


def doctype(spot: Spot, raw: bytes) -> Fault:
    """The fault of a document type declaration."""
    before = raw.rfind(b"<!DOCTYPE", 0, spot.byte + 1)
    hint = "Delete the DOCTYPE; write characters instead of entities."
    where = spot_at(raw, before) if before >= 0 else spot
    return Fault("V007", "The file has a DOCTYPE, which kktei does not read", where, hint=hint)


def independent(faults: list[Fault], last: Fault, events: list[Event]) -> list[Fault]:
    """The faults that have nothing to do with an end tag that is missing: what follows an open tag looks misplaced."""
    stack = open_elements(events)
    if last.code != "V002" or not stack:
        return faults
    begun = stack[-1].spot.byte
    return [fault for fault in faults if fault.spot.byte < begun or fault.code not in _CONSEQUENCES]


_REFERENCE = re.compile(rb"&[^\s&<>;\"'=]*\Z")  # begun, and its semicolon has not come
_FAR = 80  # bytes, of a name of a reference
_CONSEQUENCES = {"V010", "V011", "V012", "V013", "V014", "V015"}


def _line(spot: Spot) -> str:
    return f"line {spot.line}, column {spot.column}"


def _mismatch(broken: Broken, data: bytes, stack: list[Open]) -> Fault:
    found = re.match(rb"</\s*([^\s>]+)", data[_tag_start(data, broken.spot.byte) :])
    closing = _said(found)
    opened = stack[-1]
    names = [entry.step.name for entry in stack]
    message = f"</{closing}> closes <{opened.step.name}>, which was opened in {_line(opened.spot)}"
    if closing in names[:-1]:
        hint = f"Write </{opened.step.name}> before </{closing}>: <{opened.step.name}> was never closed."
    elif nearest(closing, [opened.step.name]):
        hint = f"Did you mean </{opened.step.name}>?"
    else:
        hint = f"Write </{opened.step.name}>, or delete </{closing}>: no <{closing}> is open."
    return Fault("V002", message, broken.spot, None, "", f"</{opened.step.name}>", hint)


def _said(found: re.Match[bytes] | None) -> str:
    return found[1].decode("utf-8", "replace") if found else "?"


def _tag_start(data: bytes, byte: int) -> int:
    start = data.rfind(b"<", 0, byte + 1)
    return start if start >= 0 else byte


def _bad_token(broken: Broken, data: bytes, _stack: list[Open]) -> Fault:
    byte = broken.spot.byte
    if _undecodable(data) is not None:
        return _not_utf8(broken, data, _stack)
    here = data[byte : byte + 1]
    if len(here) > 0 and here[0] < 32 and here not in b"\t\r\n":
        message = f"The control character U+{here[0]:04X} must not stand in XML"
        return Fault("V004", message, broken.spot, None, "", "", "Delete the character.")
    before = data[max(0, byte - 1) : byte]
    begun = _REFERENCE.search(data, max(0, byte - _FAR), byte)
    if here == b"&" or begun:
        said = begun[0].decode("utf-8", "replace") if begun else "&"
        hint = "Write &amp; for the sign itself."
        return Fault("V003", f"“{said}” begins a reference, but none follows", broken.spot, None, "", "&amp;", hint)
    if here == b"<" or before == b"<":
        hint = "Write &lt; for the sign itself; an attribute's value must end with its quotation mark."
        return Fault("V001", "“<” stands where no tag can begin", broken.spot, None, "", "&lt;", hint)
    shown = data[byte : byte + 20].decode("utf-8", "replace").split("\n")[0]
    hint = 'Look at the tag here: name, then attributes as name="value", then >.'
    return Fault("V001", f"“{shown}” cannot stand here", broken.spot, None, "", "", hint)


def _entity(broken: Broken, data: bytes, _stack: list[Open]) -> Fault:
    found = re.match(rb"&([^;\s]+);?", data[broken.spot.byte :])
    name = _said(found)
    character = html.unescape(f"&{name};")
    known = len(character) == 1
    form = character if known and not character.isspace() else f"&#x{ord(character[0]):X};"
    hint = f"Write {form} instead." if known else "Write the character itself, or &amp; for “&”."
    message = f"XML does not know the entity &{name};"
    return Fault("V003", message, broken.spot, None, "", "&amp; &lt; &gt; &quot; &apos; or &#x…;", hint)


def _twice(broken: Broken, data: bytes, _stack: list[Open]) -> Fault:
    start = _tag_start(data, broken.spot.byte)
    found = re.match(rb"([^\s=>]+)", data[broken.spot.byte :])
    tag = re.match(rb"<([^\s/>]+)", data[start:])
    name = _said(found)
    element = _said(tag)
    message = f"<{element}> has the attribute {name} twice"
    return Fault("V001", message, broken.spot, None, "", "", "Delete one of the two.")


def _ends_early(broken: Broken, data: bytes, stack: list[Open]) -> Fault:
    if not data.strip():
        hint = "Restore it, or delete it."
        return Fault("V006", "The file is empty", Spot(1, 1, 0), None, "", "a TEI document", hint)
    if not stack:
        hint = "The file must begin with a tag; is it XML at all?"
        return Fault("V006", "The file holds no XML element", broken.spot, None, "", "<TEI>", hint)
    opened = stack[-1]
    message = f"The file ends, but <{opened.step.name}> from {_line(opened.spot)} is still open"
    missing = "".join(f"</{entry.step.name}>" for entry in reversed(stack[-4:]))
    hint = "The file may have been cut off; compare its end with an earlier version."
    return Fault("V002", message, broken.spot, None, "", missing, hint)


def _undecodable(data: bytes) -> UnicodeDecodeError | None:
    declared = re.match(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']+)""", data)
    if (declared and declared[1].lower() not in (b"utf-8", b"utf8")) or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        return problem
    return None


def _not_utf8(broken: Broken, data: bytes, _stack: list[Open]) -> Fault:
    problem = _undecodable(data)
    byte = data[problem.start] if problem else 0
    guess = bytes([byte]).decode("cp1252", "replace")
    message = f"The byte 0x{byte:02X} is not UTF-8"
    hint = f"The file may be in Windows-1252, where this byte is “{guess}”; save it as UTF-8."
    return Fault("V004", message, broken.spot, None, "", "UTF-8", hint)


def _after_end(broken: Broken, data: bytes, _stack: list[Open]) -> Fault:
    del data
    hint = "A document has one outermost element; look for an end tag that closes it too early."
    return Fault("V002", "Text or tags follow after the outermost element has been closed", broken.spot, hint=hint)


def _declaration(broken: Broken, _data: bytes, _stack: list[Open]) -> Fault:
    hint = "Delete what stands before it, blank lines too."
    return Fault("V001", "<?xml ...?> must be the very beginning of the file", broken.spot, hint=hint)


def _prefix(broken: Broken, data: bytes, _stack: list[Open]) -> Fault:
    found = re.match(rb"<([^\s/>]+)", data[_tag_start(data, broken.spot.byte) :])
    name = _said(found)
    message = f"<{name}> uses a prefix that no xmlns attribute declares"
    hint = 'Delete the prefix, or declare it: xmlns:prefix="…" on an outer element.'
    return Fault("V005", message, broken.spot, hint=hint)


def _character(broken: Broken, data: bytes, _stack: list[Open]) -> Fault:
    found = re.match(rb"&[^;\s]*;?", data[broken.spot.byte :])
    name = found[0].decode("utf-8", "replace") if found else "The reference"
    return Fault("V003", f"{name} names no character", broken.spot, hint="Write the character itself.")


def _encoding(broken: Broken, _data: bytes, _stack: list[Open]) -> Fault:
    hint = 'Save the file as UTF-8 and write encoding="UTF-8".'
    return Fault("V004", "The encoding that the file declares is not known", broken.spot, None, "", "UTF-8", hint)


_EXPLAINED = {
    errors.XML_ERROR_TAG_MISMATCH: _mismatch,
    errors.XML_ERROR_INVALID_TOKEN: _bad_token,
    errors.XML_ERROR_UNDEFINED_ENTITY: _entity,
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: _twice,
    errors.XML_ERROR_NO_ELEMENTS: _ends_early,
    errors.XML_ERROR_UNCLOSED_TOKEN: _ends_early,
    errors.XML_ERROR_PARTIAL_CHAR: _not_utf8,
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: _after_end,
    errors.XML_ERROR_MISPLACED_XML_PI: _declaration,
    errors.XML_ERROR_UNBOUND_PREFIX: _prefix,
    errors.XML_ERROR_BAD_CHAR_REF: _character,
    errors.XML_ERROR_UNKNOWN_ENCODING: _encoding,
    errors.XML_ERROR_INCORRECT_ENCODING: _encoding,
}
