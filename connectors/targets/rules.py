"""What a column refuses, by code and words (退回原因)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from connectors.privacy import has_personal_data
from schemas.exchange import Entry, Receipt

WORDS = {
    "R01": "标题为空",
    "R02": "缺少发布日期",
    "R03": "正文和附件均为空",
    "R04": "版本倒退",
    "R05": "含个人信息",
    "R06": "同一版本内容不同",
}
"""R04 and R06 need to know what is held: the store says them."""


def refusal(entry: Entry, names: Mapping[str, str]) -> Receipt | None:
    """The rejecting receipt for an entry that breaks a rule by itself; None where it passes.

    `names` has the sender's name of each of our fields where it differs. A withdrawal always passes.
    """
    if entry.operation == "withdraw":
        return None
    item = entry.item or {}
    code = _broken(item, names)
    if code is None:
        return None
    return Receipt(
        item_id=entry.item_id, version=entry.version, status="rejected", code=code, message=WORDS[code]
    )


def _broken(item: Mapping[str, Any], names: Mapping[str, str]) -> str | None:
    def value(name: str) -> Any:
        return item.get(names.get(name, name))

    if not str(value("title") or "").strip():
        return "R01"
    if not value("published_at"):
        return "R02"
    sent = [name for name in ("body_text", "body_html", "attachments") if names.get(name, name) in item]
    if sent and not any(value(name) for name in sent):  # a column that takes neither cannot ask for them
        return "R03"
    readable = (v for v in item.values() if isinstance(v, str))
    return "R05" if any(has_personal_data(text) for text in readable) else None
