"""What a receiving column shows, as an Atom feed (专栏订阅): for those above it, or beside it, who pull.

The ids are the sender's, so that an item keeps its identity from the county to the nation. Full pages are archives
(RFC 5005 §4) of so many changes each and only ever lose what a later change supersedes; withdrawals are tombstones
(RFC 6721).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from warehouse.feeds import atom
from warehouse.feeds.log import BEFORE_THE_FIRST
from warehouse.queries import sql
from warehouse.receiving import ColumnStore

PAGE = 500
"""Changes a page covers."""


def column_feed(
    store: ColumnStore, level: str, names: Mapping[str, str], page: int | None, sender: str | None = None
) -> bytes | None:
    """The feed, of one sender or all: pages from 1, the oldest first; None the newest.

    None where there is no such page. `names`: the column's own name of each of our fields, where it has its own.
    """
    with store.transaction() as connection:
        ((last,),) = connection.execute("SELECT coalesce(max(seq), 0) FROM held_change").fetchall()
        full = max(last - 1, 0) // PAGE
        if page is not None and not 1 <= page <= full:
            return None
        number = page or full + 1
        bounds = {"after": (number - 1) * PAGE, "upto": number * PAGE, "sender": sender}
        cursor = connection.execute(sql("receiving/feed"), bounds)
        columns = [column[0] for column in cursor.description or ()]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    links = [("self", _address(page, sender))]
    links += [("current", _address(None, sender))] if page else []
    links += [("prev-archive", _address(number - 1, sender))] if number > 1 else []
    links += [("next-archive", _address(page + 1, sender))] if page and page < full else []
    return atom.document(
        feed_id=f"urn:gongkai:column:{level}",
        title="政府信息公开专栏",
        author="政府信息公开专栏",
        updated=rows[0]["at_text"] if rows else BEFORE_THE_FIRST,
        links=links,
        body="".join(f"{_line(row, names)}\n" for row in rows),
        archive=page is not None,
    )


def _address(page: int | None, sender: str | None) -> str:
    asked = [("sender", sender)] * (sender is not None) + [("page", str(page))] * (page is not None)
    return "feed.atom" + (f"?{atom.attribute(urlencode(asked))}" if asked else "")


def _line(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    change = {"county": row["sender"], **row}
    if row["operation"] == "withdraw":
        return atom.deleted_entry(change, "withdrawn")
    held = json.loads(row["content"])
    said = {
        ours: held.get(names.get(ours, ours)) for ours in ("url", "publisher", "published_at", "body_text")
    }
    parts = [
        f"<entry><id>{atom.entry_id(row['sender'], row['item_id'])}</id>",
        f"<title>{atom.text(row['title'] or '（未提供标题）')}</title><updated>{row['at_text']}</updated>",
        f"<published>{atom.text(str(said['published_at']))}</published>" if said["published_at"] else "",
        f"<author><name>{atom.text(str(said['publisher'] or row['sender']))}</name></author>",
        f'<link rel="alternate" href="{atom.attribute(str(said["url"]))}"/>' if said["url"] else "",
        f'<content type="text">{atom.text(str(said["body_text"] or ""))}</content>',
        f'<gk:change seq="{row["seq"]}" version="{row["version"]}" '
        f'content_hash="{atom.attribute(row["content_hash"] or "")}"/></entry>',
    ]
    return "".join(parts)
