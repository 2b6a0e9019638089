"""What is served in place of a page: a challenge, a login form, an error with status 200, a file
(非文章页)."""

from __future__ import annotations

import re

from connectors.fields.page import Page

_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"Rar!", "a rar archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "gzip data"),
)
_CONTROL = bytes([*range(9), *range(14, 32)])
_MISSING = re.compile(
    r"(?:页面|网页|文件|文章|内容|信息|资源|您访问的\S{0,8})(?:不存在|未找到|找不到|已删除|已被删除|已下线|无法访问|已失效|丢失)"
    r"|无法找到|404\s*(?:错误|not\s*found|-|页)|(?:^|\s)404(?:\s|$)|not\s+found|访问出错|服务器错误|error\s+50\d|系统维护",
    re.IGNORECASE,
)
_SCRIPTED = re.compile(
    rb"\$_ts\s*=|__jsluid|_\$jsvmprt|acw_sc__v2|arg1\s*=\s*'[0-9A-F]{40}|yunsuo_session|verify_js|cf-chl"
)
_OPENED = re.compile(rb"<(?:body|html)\b", re.IGNORECASE)
_CLOSED = re.compile(rb"</\s?(?:body|html)\b", re.IGNORECASE)
_LOGIN = re.compile(rb"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)


class NotAPageError(ValueError):
    """What came back is no article page; `reason` is plain and holds no text of the page beyond its title."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def refuse_binary(content: bytes) -> None:
    """Raises `NotAPageError` for empty bytes and for files that are no HTML."""
    start = content[:2048].lstrip()
    if not start:
        raise NotAPageError("the answer is empty")
    for magic, name in _MAGIC:
        if start.startswith(magic):
            raise NotAPageError(f"the answer is {name}, not a page")
    control = len(start) - len(start.translate(None, _CONTROL))
    if control > len(start) // 20 and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotAPageError("the answer is binary data, not a page")


def refuse_page(page: Page, content: bytes, *, title: str | None, has_body: bool) -> None:
    """Raises `NotAPageError` where the page is a challenge, a login form, an error text, or empty."""
    name = title or page.head_title
    short = sum([len(line.text) for line in page.lines]) < 300
    if not has_body and _SCRIPTED.search(content) and (short or not title):
        raise NotAPageError("the site answers with a script challenge; it needs an agreed access path")
    if not has_body and _LOGIN.search(content) and ("登录" in name or short):
        raise NotAPageError("the site answers with a login form")
    if short and (_MISSING.search(name) or any(_MISSING.search(line.text) for line in page.lines[:12])):
        raise NotAPageError("the page says that there is nothing at this address, though with status 200")
    if not title and not has_body:
        raise NotAPageError("the page has neither a title nor a body")


def refuse_torn(content: bytes) -> None:
    """Raises `NotAPageError` where a page in which no text was found begins and never ends: it was cut off above its
    text, and to believe it would take the text from an article."""
    if _OPENED.search(content) and not _CLOSED.search(content):
        raise NotAPageError("the page breaks off before its text")
