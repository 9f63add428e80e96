"""Files as they come off damaged disks, half-finished copies and hostile hands: one sound file, changed at random."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable, Iterator
from random import Random

from kktei.errors import InputError

Change = Callable[[bytes, Random], bytes]


@contextlib.contextmanager
def refusals(shown: str) -> Iterator[list[InputError]]:
    """Gathers the error by which a file is refused; it must name the file.  Anything else that is raised goes on."""
    found: list[InputError] = []
    try:
        yield found
    except InputError as problem:
        if not problem.message.startswith(shown):
            raise
        found.append(problem)


def mutants(data: bytes, count: int, seed: str) -> Iterator[bytes]:
    """``count`` changed copies of a file, the same for the same seed; parts of a package are changed within it too."""
    chance = Random(seed)
    changes = [cut, flipped, doubled, zeroed, swapped]
    if data.startswith(b"PK\x03\x04"):
        changes += [part_changed, part_changed, part_changed, part_lost, part_swapped]
    for _ in range(count):
        yield chance.choice(changes)(data, chance)


def cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def flipped(data: bytes, chance: Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 8, 64])):
        if out:
            out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def doubled(data: bytes, chance: Random) -> bytes:
    """A stretch stands twice, or many times."""
    a, b = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
    b = min(b, a + 200)
    return data[:b] + data[a:b] * chance.choice([1, 1, 50]) + data[b:]


def zeroed(data: bytes, chance: Random) -> bytes:
    at, length = chance.randrange(len(data) + 1), chance.choice([1, 16, 512])
    return data[:at] + bytes(length) + data[at + length :]


def swapped(data: bytes, chance: Random) -> bytes:
    """Signs that have a meaning in one of the forms, put in somewhere."""
    signs = [
        b"<",
        b">",
        b"&",
        b'"',
        b"]]>",
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\n\n",
        b"[1]",
        b"1. ",
        "\u2028".encode(),
    ]
    signs += [b"9" * 5000, "٣. ".encode(), "\u00ad\u200b".encode(), b"{", b"|", b"*", b"\\", b"\r", b"\f", b"Source:"]
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(signs) * chance.choice([1, 1, 3]) + data[at:]


def part_changed(data: bytes, chance: Random) -> bytes:
    """The package is sound, one of its parts is not."""
    parts = unpacked(data)
    name = chance.choice(sorted(parts))
    if parts[name]:
        parts[name] = chance.choice([cut, flipped, doubled, zeroed, swapped])(parts[name], chance)
    return packed(parts)


def part_lost(data: bytes, chance: Random) -> bytes:
    parts = unpacked(data)
    del parts[chance.choice(sorted(parts))]
    return packed(parts)


def part_swapped(data: bytes, chance: Random) -> bytes:
    """One part stands in the place of another."""
    parts = unpacked(data)
    parts[chance.choice(sorted(parts))] = parts[chance.choice(sorted(parts))]
    return packed(parts)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()
