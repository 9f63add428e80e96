"""Files as texts: decoded whatever their encoding, and without their history, for comparing."""

from kktei import files
from kktei.errors import InputError
from kktei.merge import history


def text(data: bytes | None) -> str | None:
    """A file's text; None where there is no file, or its bytes are not what they say."""
    if data is None:
        return None
    try:
        return files.as_utf8(data, "").decode("utf-8")
    except (UnicodeDecodeError, InputError):
        return None


def content(data: bytes) -> str | bytes:
    """A file without its history; its bytes where they are no text."""
    decoded = text(data)
    return data if decoded is None else history.split(decoded).content
