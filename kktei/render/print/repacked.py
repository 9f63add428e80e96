"""Streams of the file for the screen packed anew where their last byte misleads, without a change to what it shows."""

from __future__ import annotations

import zlib
from pathlib import Path

from pikepdf import Name, ObjectStreamMode, Pdf, Stream, StreamDecodeLevel


def repack(path: Path) -> None:
    """Pack streams anew whose last byte is a carriage return.

    Before the line feed that precedes "endstream" it looks like part of the line end, and a
    checker of PDF/A then finds the stream shorter than it says.
    """
    if b"\r\nendstream" not in path.read_bytes():
        return
    with Pdf.open(path, allow_overwriting_input=True) as pdf:
        for thing in pdf.objects:
            if (
                isinstance(thing, Stream)
                and thing.get("/Filter") == Name.FlateDecode
                and thing.read_raw_bytes()[-1:] == b"\r"
            ):
                thing.write(_packed(thing.read_bytes()), filter=Name.FlateDecode)
        pdf.save(
            path,
            deterministic_id=True,
            compress_streams=False,
            stream_decode_level=StreamDecodeLevel.none,
            object_stream_mode=ObjectStreamMode.disable,
        )


def _packed(data: bytes) -> bytes:
    for spaces in range(8):
        packed = zlib.compress(data + b"\n" * spaces, 6)
        if packed[-1:] != b"\r":
            return packed
    return zlib.compress(data, 0)
