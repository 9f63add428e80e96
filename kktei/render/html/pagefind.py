"""Pagefind's index, made of pages that are handed to it one by one.

Pagefind numbers pages as it meets them, and in a folder it meets them as the file system lists them: the same
edition would have another index on another disk.  So its service is used (``pagefind --service``), which reads
requests and writes answers, each a JSON object in base64 with a comma behind it.
Source of the messages: https://github.com/CloudCannon/pagefind/tree/main/pagefind/src/service
"""

import base64
import json
from collections.abc import Iterable
from typing import IO, Any

from kktei import programs
from kktei.errors import MachineryError


def index(pages: Iterable[tuple[str, str]], language: str) -> dict[str, bytes]:
    """The files of the index by name, for pages (path in the site, HTML) in the order that they shall have.

    MachineryError where Pagefind fails; the word forms are those of ``language``.
    """
    try:
        with programs.conversation(programs.pagefind(), ["--service"]) as (requests, answers):
            _ask(requests, answers, {"type": "NewIndex", "config": {"force_language": language}})
            for path, text in pages:
                page = {"type": "AddFile", "index_id": 0, "file_path": path, "file_contents": text}
                _ask(requests, answers, page)
            files = _ask(requests, answers, {"type": "GetFiles", "index_id": 0})["files"]
    except (BrokenPipeError, ValueError, KeyError) as problem:
        raise MachineryError(f"Pagefind failed: {problem or type(problem).__name__}") from problem
    return {str(file["path"]): base64.b64decode(file["content"]) for file in files}


def _ask(requests: IO[bytes], answers: IO[bytes], payload: dict[str, object]) -> dict[str, Any]:
    """What Pagefind answers to one request, as json gives it; ValueError where it gave up or says that it cannot."""
    request = json.dumps({"message_id": 0, "payload": payload}).encode()
    requests.write(base64.b64encode(request) + b",")
    requests.flush()
    parts: list[bytes] = []
    while not (parts and parts[-1].endswith(b",")):
        part = answers.read1(1 << 20)  # type: ignore[attr-defined]  # a pipe of subprocess is buffered
        if not part:
            raise ValueError("it ended before its work was done")
        parts.append(part)
    answer: dict[str, Any] = json.loads(base64.b64decode(b"".join(parts)[:-1]))["payload"]
    if answer["type"] == "Error":
        raise ValueError(answer["message"])
    return answer
