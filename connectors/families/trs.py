"""TRS WCM 海云 and its static relatives: `index.html`, then `index_1.html` or `index_2.html`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from connectors.families import static
from connectors.families.model import ListPage, Reader
from schemas.registry import Column, Source

_MARKS = (
    (re.compile(r"createPageHTML\("), 0.5),
    (re.compile(r"\bcountPage\s*="), 0.5),
    (re.compile(r"/20\d{4}/t20\d{6}_\d+\.s?html?"), 0.4),
    (re.compile(r"""class=["']?CurrChnlCls|TRS_Editor|TRS_UEDITOR""", re.IGNORECASE), 0.3),
    (re.compile(r"/content/post_\d+\.html|[cC]ommon_list(?:_\d+)?\.s?html"), 0.3),
)


def pages(source: Source, column: Column, reader: Reader) -> Iterator[ListPage]:
    """Page 2 is `index_1` on most sites, `index_2` on others: `first_page_index` says which, or a probe."""
    return static.pages(source, column, reader)


def recognise(url: str, html: str) -> float:
    """By the pager's script and by the address of postings, which other products borrow."""
    score = min(0.95, sum(weight for mark, weight in _MARKS if mark.search(html)))
    return score if not re.search(r"""name=["']channelId|vsb_content""", html) else score / 3
