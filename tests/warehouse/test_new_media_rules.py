"""Accounts of new media: filed, alive, one a platform; judged on the day they were looked up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schemas.new_media import NewMediaAccount
from tests.warehouse.rulebook import Rulebook, open_rulebook
from warehouse.new_media import load_accounts

DAY = "2026-06-30"


def account(name: str, **fields: Any) -> NewMediaAccount:
    own = {"unit_id": "czj", "platform": "other", "name": name, "filing": "filed", "checked_on": DAY}
    own |= {"last_post_on": DAY, "file": "台账.xlsx", "row_number": 2}
    return NewMediaAccount.model_validate(own | fields)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rulebook]:
    with open_rulebook(tmp_path_factory.mktemp("media")) as opened:
        yield opened


def told(book: Rulebook, *accounts: NewMediaAccount) -> dict[str | None, str]:
    load_accounts(book.warehouse, accounts, [])
    found = [finding for finding in book.findings() if finding.check_id.startswith("new_media_")]
    subjects = [finding.subject for finding in found]
    assert len(subjects) == len(set(subjects))
    return {finding.subject: finding.check_id for finding in found}


def test_each_account_is_told_once_by_what_is_wrong_with_it(book: Rulebook) -> None:
    accounts = [
        account("fresh", last_post_on="2026-06-16"),
        account("stale", last_post_on="2026-06-15"),
        account("long", last_post_on="2025-12-30"),
        account("longer", last_post_on="2025-12-29"),
        account("never", last_post_on=None),
        account("new", last_post_on=None, opened_on="2026-06-16"),
        account("unfiled", filing="unfiled"),
        account("pending", filing="pending"),
        account(
            "closed", filing="unfiled", last_post_on="2020-01-01", state="closed", closed_on="2021-01-01"
        ),
    ]
    assert told(book, *accounts) == {
        "other!stale": "new_media_stale",
        "other!long": "new_media_stale",
        "other!longer": "new_media_shell",
        "other!never": "new_media_shell",
        "other!unfiled": "new_media_unfiled",
    }


def test_two_accounts_of_a_unit_on_one_platform(book: Rulebook) -> None:
    closed = {"state": "closed", "closed_on": "2021-01-01", "last_post_on": None}
    accounts = [
        *(account(name, platform="wechat") for name in "ab"),
        account("c", platform="weibo"),
        account("d", platform="weibo", **closed),
        account("e", platform="weibo", unit_id="zfb"),
    ]
    assert told(book, *accounts) == {"wechat": "new_media_doubled"}


def test_what_a_file_said_stays_while_it_cannot_be_read(book: Rulebook, tmp_path: Path) -> None:
    load_accounts(book.warehouse, [account("a"), account("b", file="其他.xlsx")], [])
    load_accounts(book.warehouse, [], ["台账.xlsx"])
    assert book.rows("SELECT name FROM governance.new_media") == [("a",)]
