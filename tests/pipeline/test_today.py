"""The date of a conversion: today's, or that of SOURCE_DATE_EPOCH, whatever stands there."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from kktei.errors import UsageError
from kktei.pipeline.convert import today


@pytest.mark.parametrize(
    ("epoch", "day"),
    [("0", "1970-01-01"), ("1800000000", "2027-01-15"), ("253402300799", "9999-12-31"), ("007", "1970-01-01")],
)
def test_the_epoch_gives_the_day(epoch: str, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert today() == day


@pytest.mark.parametrize(
    "epoch", ["253402300800", "-1", "1e9", "1800000000.5", "today", " ", "²", "١٨", "9" * 5000, "0x10", "1_000", "+1"]
)
def test_an_epoch_that_is_none_is_refused_in_words(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(UsageError, match="SOURCE_DATE_EPOCH is ") as caught:
        today()
    assert len(caught.value.message) < 140


@pytest.mark.parametrize("epoch", [None, ""])
def test_without_it_the_day_is_todays(epoch: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    now = datetime.now().astimezone().date()
    assert date.fromisoformat(today()) in {now, now + timedelta(days=1)}
