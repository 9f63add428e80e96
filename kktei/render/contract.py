"""What Python and stylesheets hand each other: frozen dataclasses with full names, as JSON."""

import zlib
from collections.abc import Sequence
from dataclasses import fields
from typing import TypeVar

import msgspec

from kktei.errors import MachineryError

T = TypeVar("T")


def columned(kind: type, values: Sequence[object]) -> dict[str, list[object]]:
    """Values of a dataclass as a table: what stands in one column is much alike and is compressed to half of rows."""
    return {part.name: [getattr(value, part.name) for value in values] for part in fields(kind)}


def to_json(value: object, *, indent: int | None = None) -> str:
    """A value of dataclasses, mappings and sequences as JSON, mappings in the order of their keys."""
    told = msgspec.json.encode(value, order="deterministic")
    return (told if indent is None else msgspec.json.format(told, indent=indent)).decode("utf-8")


def packed(value: object) -> bytes:
    """A value of dataclasses in few bytes: of what each of very many documents has, memory holds no more."""
    return zlib.compress(msgspec.json.encode(value), 1)


def unpacked(blob: bytes, kind: type[T]) -> T:
    """What was packed as a ``kind``."""
    return msgspec.json.decode(zlib.decompress(blob), type=kind)


def from_json(told: str | bytes, kind: type[T]) -> T:
    """What a stylesheet gave, as a ``kind``; MachineryError where it is something else."""
    try:
        return msgspec.json.decode(told, type=kind)
    except msgspec.ValidationError as problem:
        words = f"A stylesheet gave no {getattr(kind, '__name__', kind)}: {problem}"
        raise MachineryError(words, "Where it is an own stylesheet, look what it overrides.") from problem
