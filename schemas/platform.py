"""What a harvest learns of the platform itself (平台健康): its columns, its links, its sites."""

from __future__ import annotations

from datetime import date
from typing import Literal

from schemas.base import Model
from schemas.harvest import Completeness

LinkState = Literal["ok", "dead", "unknown"]
"""Whether an address answers; `unknown` where it could not be asked, or nobody can tell."""

Ipv6State = Literal["not_testable", "no_address", "unreachable", "differs", "partial", "ok"]
IPV6_WORDS: dict[Ipv6State, str] = {
    "not_testable": "无法核验",
    "no_address": "域名没有 AAAA 记录",
    "unreachable": "首页经 IPv6 打不开",
    "differs": "首页经 IPv6 打开的内容不同",
    "partial": "首页支持，内部链接不全支持",
    "ok": "支持",
}


class ColumnRead(Model):
    """How the list of one column was read, and what it prints (栏目采集情况)."""

    path: str
    completeness: Completeness
    listed: int
    undated: int
    """Rows that print no whole date."""
    newest_on: date | None
    """The newest day that a row prints; days that are still to come are passed over."""


class LinkCheck(Model):
    """One address that a page of the source links or attaches, asked for itself (链接检查)."""

    page_key: str
    """A page that shows it."""
    address: str
    kind: Literal["page", "attachment"]
    state: LinkState
    detail: str
    """What it answered, in words."""


class SiteCheck(Model):
    """One site: its home page over IPv4 and IPv6, and a sample of its links (网站检查)."""

    host: str
    """Host, with the port where it has one."""
    home_url: str
    home_state: LinkState
    home_detail: str
    newest_on: date | None = None
    """The newest day that the home page prints."""
    home_key: str | None = None
    """Key of the home page, as the page that shows its links."""
    navigation: tuple[str, ...] = ()
    """Pages of the source's hosts that the home page links: columns, subjects, newest postings."""
    ipv6_state: Ipv6State
    ipv6_detail: str
    ipv6_addresses: tuple[str, ...] = ()
    """Of the host: AAAA records, or what the registry says of them."""
    likeness: float | None = None
    """Share of the lines of the home page that are the same over IPv4 and IPv6, from 0 to 1."""
    second_links: int = 0
    """Internal links of the second level that were asked over IPv6."""
    second_answered: int = 0
    third_links: int = 0
    third_answered: int = 0
    requests: int = 0
    """What all this asked for."""
