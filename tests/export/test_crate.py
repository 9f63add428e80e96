"""The RO-Crate in the bag, by the validator of its community, offline: what it would fetch is at hand."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from rocrate_validator.models import Severity
from rocrate_validator.services import ValidationSettings, validate

from tests.export.refused import SCHEMAS

CONTEXT = "https://w3id.org/ro/crate/1.2/context"


@pytest.fixture
def fetched(tmp_path: Path) -> Path:
    """The validator's own cache, with the context of RO-Crate 1.2 as its address would give it."""
    session = CachedSession(str(tmp_path / "cache"), backend="sqlite", expire_after=-1)
    asked = requests.Request("GET", CONTEXT, headers={"Accept": "application/ld+json, application/json"}).prepare()
    raw = urllib3.HTTPResponse(
        io.BytesIO((SCHEMAS / "ro-crate" / "context-1.2.json").read_bytes()), {"Content-Type": "application/ld+json"},
        200, preload_content=False, request_method="GET", request_url=CONTEXT,
    )  # fmt: skip
    answer = HTTPAdapter().build_response(asked, raw)
    assert answer.content
    session.cache.save_response(answer)
    session.close()
    return tmp_path / "cache"


@pytest.mark.long
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of its own libraries
def test_the_validator_of_ro_crates_finds_nothing_that_must_be_otherwise(
    exported: Path, fetched: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(exported / "letters.zip") as archive:
        archive.extractall(tmp_path)
    settings = ValidationSettings(
        rocrate_uri=tmp_path / "letters" / "data", profile_identifier="ro-crate-1.2", offline=True, cache_path=fetched,
        requirement_severity=Severity.REQUIRED,
    )  # fmt: skip
    found = validate(settings)
    assert [f"{issue.check.identifier} {issue.message}" for issue in found.get_issues()] == []
    assert found.passed()
    crate = tmp_path / "letters" / "data" / "ro-crate-metadata.json"
    crate.write_text(crate.read_text("utf-8").replace('"datePublished"', '"dateOfNothing"'), "utf-8")
    assert not validate(replace(settings, abort_on_first=True)).passed(), "it does look"
