"""What other catalogues call a record: as addresses, where an authority is known to have one for each identifier."""

from kktei.identifiers import AUTHORITIES, address, fault
from kktei.render.records import RecordIdentifier, RegisterRecord

_NO_PAGES = frozenset({"hsg"})  # its numbers are not those of its pages


def identifiers_of(record: RegisterRecord | None) -> tuple[RecordIdentifier, ...]:
    """The identifiers of a record; one that cannot be right (its check digit) stays as it stands."""
    given = record.ids if record else ()
    return tuple(RecordIdentifier(type=i.type, value=_address(i.type, i.value) or i.value, same=i.same) for i in given)


def _address(kind: str, value: str) -> str:
    fits = kind in AUTHORITIES and kind not in _NO_PAGES and not fault(kind, value)
    return address(kind, value) if fits else ""
