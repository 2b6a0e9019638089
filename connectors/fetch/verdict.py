"""Whether what came back is usable for its purpose. Live and replayed responses are judged alike."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

from connectors.fetch.address import on_the_wire
from connectors.fetch.model import Blocked, EmptyBody, FetchError, Gone, Request, Unreachable, Unusable
from connectors.fetch.wire import Exchange

ACCESS_PATH = "needs an agreed access path with the site's owner"

_CHALLENGE_MARKS = (
    b"$_ts",  # RuiShu 瑞数
    b"__jsl_clearance",  # 加速乐
    b"__jsluid",
    b"acw_sc__v2",  # 阿里云盾
    b"document.cookie",
    b"eval(",
)
_REFRESH_AT_ONCE = re.compile(
    rb"""content=["']?\s{0,9}[01]\s{0,9}[;,]\s{0,9}url\s{0,9}=\s{0,9}['"]?([^'"\s<>]{1,400})""", re.IGNORECASE
)
# No pattern here may scan a hostile page twice: repeats are bounded, and what is left open ends at its end.
_REFRESH = re.compile(rb"""<meta[^>]{1,200}?http-equiv=["']?refresh[^>]{1,500}""", re.IGNORECASE)
_REFRESH_TO_CHALLENGE = re.compile(rb"challenge|captcha|verif|waf|cdn-cgi|yanzheng|safe", re.IGNORECASE)
_PASSWORD = re.compile(rb"""<input[^>]{1,300}?type\s?=\s?["']?password""", re.IGNORECASE)
_LOGIN_TITLE = re.compile("登录|登陆|统一身份认证|身份验证|log ?in|sign ?in", re.IGNORECASE)
_TITLE = re.compile(rb"<title[^>]{0,100}>(.{0,300}?)</title", re.IGNORECASE | re.DOTALL)
_UNSEEN = re.compile(
    rb"<(script|style|noscript|title)\b.*?(?:</\1|\Z)|<!--.*?(?:-->|\Z)|<[^>]*(?:>|\Z)|&nbsp;|\s+",
    re.IGNORECASE | re.DOTALL,
)
_INDEX = r"(?:(?:index|default|home|main)(?:\.\w{2,5})?)?"
_SITE_HOME = re.compile(rf"(?:/(?:(?:index|home|main)/)?{_INDEX})?", re.IGNORECASE)
_FIRST_PAGE = re.compile(rf"(?P<folder>/.*/){_INDEX}", re.IGNORECASE)
_GUARDED = re.compile(
    b"|".join(word.encode(code) for word in ("验证", "拦截", "阻断", "频繁") for code in ("utf-8", "gb18030"))
    + b"|captcha",
)
"""One of them is on every page of a firewall; a cheap look before the words themselves."""
_FIREWALL = re.compile(
    r"(?:滑动|安全|人机|行为)(?:身份)?验证|(?:输入|完成|进行)[^。]{0,6}验证码?|captcha"
    r"|(?:访问|请求|操作)[^。]{0,40}(?:拦截|阻断)|(?:访问|请求|操作)(?:过于|太|过)?频繁"
)
_OF_ARTICLE = re.compile(
    r"ArticleTitle|PubDate|TRS_Editor|id=.?zoom|vsb_content|v_news_content|索引号|来源\s?[:：]"
    r"|(?:发布|公开|发文)(?:时间|日期)|\d{4}-\d\d-\d\d|\d{4}年\d{1,2}月\d{1,2}日",
    re.IGNORECASE,
)
"""What a page of a firewall never has, and hardly an article lacks."""
_FIREWALL_TEXT = 1000
_FIREWALL_SIZE = 200_000
_REDIRECT_SIZE = 8192
_REDIRECT_TEXT = 150
"""Bytes of text on a page that is a redirect: that it leads on, and where to."""
_CHALLENGE_TEXT = 400
"""Bytes of visible text; a page with more than that has content, whatever scripts it carries."""
_LOGIN_TEXT = 3000
_GZIP = b"\x1f\x8b"
_MAGIC = {b"%PDF-": "PDF", b"PK\x03\x04": "zip or Office", b"\xd0\xcf\x11\xe0": "old Office", b"Rar!": "rar"}


def objection(exchange: Exchange, request: Request) -> FetchError | None:
    """Why the exchange cannot be used for what was requested; None where it can.

    A probe wants to know the status itself, so that 4xx is no objection to it.
    """
    status, purpose = exchange.status, request.purpose
    if purpose == "probe" and 400 <= status < 500 and status not in (408, 429):
        return None
    if status == 412 or _is_challenge(exchange):
        return Blocked(f"the site answers with a script challenge; {ACCESS_PATH}", status=status)
    if _asks_for_proof(exchange):
        return Blocked(f"the site's firewall asks for a captcha or refuses; {ACCESS_PATH}", status=status)
    if status in (404, 410):
        return Gone(f"HTTP {status}", status=status)
    if status in (401, 403):
        return Blocked(f"the site refuses us (HTTP {status}); {ACCESS_PATH}", status=status)
    if status in (408, 429) or status >= 500:
        return Unreachable(f"HTTP {status}", status=status)
    if status not in (200, 203):
        return Unusable(f"HTTP {status} is no answer to take", status=status)
    return _body_objection(exchange, request)


def _body_objection(exchange: Exchange, request: Request) -> FetchError | None:
    body, purpose = exchange.body, request.purpose
    if not body:
        return EmptyBody("an empty body", status=exchange.status)
    if _is_login(exchange):
        return Blocked(f"a login page came instead; {ACCESS_PATH}", status=exchange.status)
    if purpose in ("list", "detail") and _is_above(exchange.url, request):
        return Unusable("a redirect leads to the home page instead", status=exchange.status)
    if purpose == "list" and body.startswith(_GZIP):
        return None  # a packed sitemap; the family unpacks it within limits
    if purpose in ("list", "detail") and (kind := _binary_kind(body)):
        return Unusable(f"a file ({kind}) where a page was expected", status=exchange.status)
    return None


def leads_to(exchange: Exchange) -> str | None:
    """Where a page leads that is nothing but a redirect written in HTML (`<meta http-equiv=refresh>`), as a posting is
    that only links to another place; None for any other page."""
    body = exchange.body
    if exchange.status != 200 or len(body) > _REDIRECT_SIZE or not (refresh := _REFRESH.search(body)):
        return None
    there = _REFRESH_AT_ONCE.search(refresh[0])
    if there is None or _is_challenge(exchange) or _asks_for_proof(exchange):
        return None
    if b"<noscript" in body.lower() or _visible(body) > _REDIRECT_TEXT:
        return None
    return unescape(_text(there[1]))


def _is_above(url: str, request: Request) -> bool:
    """Whether a redirect has led to the first page of the site, or of a folder in which the requested page lies: so
    sites answer for what they have no longer, and what stands there is of other columns.

    A list may be moved within its folder (`tzgg/list.html` to `tzgg/`); an article is not its folder's first page.
    """
    if url == request.url:
        return False
    before, after = urlsplit(on_the_wire(request.url)), urlsplit(url)
    home = None if after.query else _first_page_of(after.path)
    if home is None or (not before.query and _first_page_of(before.path) == home):
        return False
    folder = before.path.rpartition("/")[0] + "/"
    if folder == home and home != "/" and request.purpose == "list":
        return False
    return folder.startswith(home)


def _first_page_of(path: str) -> str | None:
    """The folder that a path shows the first page of; None for any other page."""
    if _SITE_HOME.fullmatch(path):
        return "/"
    found = _FIRST_PAGE.fullmatch(path)
    return found["folder"] if found else None


def _is_challenge(exchange: Exchange) -> bool:
    body = exchange.body
    if _has_links(body):
        return False
    refresh = _REFRESH.search(body, 0, 4096) if b"<" in body[:4096] else None
    if refresh and _REFRESH_TO_CHALLENGE.search(refresh[0]):
        return _visible(body) < _CHALLENGE_TEXT
    if b"<script" not in body and b"<SCRIPT" not in body:
        return False
    return any(mark in body for mark in _CHALLENGE_MARKS) and _visible(body) < _CHALLENGE_TEXT


def _asks_for_proof(exchange: Exchange) -> bool:
    """A firewall's page in place of what was asked for (滑动验证, 访问被阻断): its words on a short page without any
    mark of an article, since articles warn of captchas too."""
    body = exchange.body
    if len(body) > _FIREWALL_SIZE or b"<" not in body[:1024] or _has_links(body):
        return False
    if not _GUARDED.search(body) or _visible(body) > _FIREWALL_TEXT:
        return False
    text = _text(body)
    return _FIREWALL.search(text) is not None and not _OF_ARTICLE.search(text)


def _has_links(body: bytes) -> bool:
    """Whether it links to three places, as pages do and challenges do not; they stand at the top."""
    at = -1
    for _ in range(3):
        at = body.find(b"<a ", at + 1)
        if at < 0:
            return False
    return True


def _is_login(exchange: Exchange) -> bool:
    """A password field on a page that has little else, or that calls itself a login page."""
    body = exchange.body
    if (b"assword" not in body and b"ASSWORD" not in body) or not _PASSWORD.search(body):
        return False
    title = _TITLE.search(body)
    visible = _visible(body)
    called = bool(title and _LOGIN_TITLE.search(_text(title[1])))
    return visible < (_LOGIN_TEXT if called else _CHALLENGE_TEXT)


def _visible(body: bytes) -> int:
    """Bytes of text that a reader would see, roughly."""
    return len(_UNSEEN.sub(b"", body))


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _binary_kind(body: bytes) -> str | None:
    for magic, kind in _MAGIC.items():
        if body.startswith(magic):
            return kind
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16 with its mark is text
        return None
    return "binary" if b"\0" in body[:1024] else None
