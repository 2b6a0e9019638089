"""The register of new media (政务新媒体台账): spreadsheets in, accounts and complaints out; and its template."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

from connectors.register_template import write_template
from connectors.registers import Form, RegisterReading, day, number, one_of, read_folder
from schemas.new_media import FILING_WORDS, PLATFORM_WORDS, STATE_WORDS, NewMediaAccount
from schemas.registry import Registry

_DATA = tomllib.loads(files("connectors").joinpath("new_media_headers.toml").read_text(encoding="utf-8"))
RULE = "new_media_row_wrong"
FORM: Form[NewMediaAccount] = Form(
    rule=RULE,
    model=NewMediaAccount,
    headings=_DATA["heading"],
    blank=frozenset(_DATA["blank"]["words"]),
    needed=frozenset({"unit_id", "platform", "name", "checked_on"}),
    readers={
        **dict.fromkeys(("filed_on", "opened_on", "closed_on", "last_post_on", "checked_on"), day),
        **dict.fromkeys(("posts", "followers"), number),
        "platform": one_of(PLATFORM_WORDS),
        "filing": one_of(FILING_WORDS),
        "state": one_of(STATE_WORDS),
    },
    key=lambda account: (account.unit_id, account.platform, account.name),
    key_field="name",
)


def read_accounts(folder: Path, registry: Registry) -> RegisterReading[NewMediaAccount]:
    """All registers of a folder; see `read_folder`."""
    return read_folder(FORM, folder, registry)


def new_media_template(path: Path) -> None:
    """Write the .xlsx that a county keeps its accounts in."""
    choices = {
        "platform": list(PLATFORM_WORDS.values()),
        "filing": list(FILING_WORDS.values()),
        "state": list(STATE_WORDS.values()),
    }
    write_template(path, "政务新媒体台账", FORM.first_headings, choices)
