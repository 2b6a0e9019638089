"""A target's entry: what it must say, what it may not, and when it is due."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from schemas.base import SHANGHAI
from schemas.target import Target

HTTP = {"transport": "http", "url": "http://a/b", "key_id": "k", "secret": "S"}
SFTP = {"transport": "sftp", "url": "sftp://u@h/in", "secret": "S", "host_key": "ssh-ed25519 AAAA"}
TABLE = {"transport": "postgresql", "url": "postgresql://u@h/d", "secret": "S"}
FRIDAY = datetime(2026, 11, 20, 18, 30, tzinfo=SHANGHAI)


def made(**settings: Any) -> Target:
    return Target(id="t", level="municipal", name="专栏", **settings)


@pytest.mark.parametrize("settings", [HTTP, SFTP, TABLE, {"transport": "directory", "url": "/srv/out"}])
def test_each_transport_has_an_entry(settings: dict[str, str]) -> None:
    assert made(**settings).batch_size == 200


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (HTTP | {"signature": "sm2-sm3"}, "no well-kept library signs with SM2"),
        (HTTP | {"secret": ""}, "needs key_id and secret"),
        (SFTP | {"host_key": ""}, "needs secret and host_key"),
        (SFTP | {"url": "sftp://h/in"}, "sftp://user@host"),
        (TABLE | {"url": "postgresql://u:pw@h/d"}, "a password does not belong in the registry"),
        (HTTP | {"url": "https://u:pw@h/batches"}, "a password does not belong in the registry"),
        (HTTP | {"listing": "https://u:pw@h/items"}, "does not belong in the address"),
        (TABLE | {"format": "xml"}, "takes rows, not XML"),
        (HTTP | {"schedule": "every day"}, "no cron line"),
        (HTTP | {"fields": {"bt": "titel"}}, "nearest: title"),
        (HTTP | {"values": {"validty": {}}}, "nearest: validity"),
        (HTTP | {"values": {"category": {"plans": "01"}}}, "nearest: plan"),
        (HTTP | {"values": {"attachments": {}}}, "no such value"),
    ],
)
def test_a_wrong_entry_says_what_is_right(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        made(**settings)


def test_without_a_schedule_it_is_always_due() -> None:
    assert made(**HTTP).is_due(FRIDAY, FRIDAY)


@pytest.mark.parametrize(
    ("last", "hours", "due"),
    [(None, 0, True), (FRIDAY, 0, False), (FRIDAY, 24, False), (FRIDAY, 61, False), (FRIDAY, 61.6, True)],
)
def test_a_schedule_is_kept_in_shanghai(last: datetime | None, hours: float, due: bool) -> None:
    weekdays = made(**HTTP, schedule="0 8-18 * * 1-5")
    assert weekdays.is_due(last, FRIDAY + timedelta(hours=hours)) is due
