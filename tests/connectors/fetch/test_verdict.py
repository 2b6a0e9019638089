"""Challenges and logins are told from pages, and hostile pages cost no time."""

from __future__ import annotations

import pytest

from connectors.fetch import Blocked, Unusable
from connectors.fetch.verdict import objection
from connectors.fetch.wire import Exchange

HOSTILE = [
    b"<" * 3_000_000,
    b"<script>document.cookie" + b"<script" * 500_000,
    b"<script>document.cookie" + b"<!--" * 500_000,
    b"password" + b"<input " * 500_000,
    b"<input type=password>" + b"<title>" * 500_000,
    b"<input type=password>" + b"<title " * 500_000,
    b"<meta " * 500_000,
    b"<script>eval(" + b" " * 3_000_000 + b"x",
]


@pytest.mark.timeout(60)  # what looks back on itself at 3 MB takes hours, not seconds
@pytest.mark.parametrize("body", HOSTILE)
def test_a_hostile_page_is_judged_in_bounded_time(body: bytes) -> None:
    verdict = objection(Exchange("http://a.cn/", 200, "OK", (), body), "list")
    assert verdict is None or isinstance(verdict, Blocked | Unusable)


def test_a_large_challenge_script_is_a_challenge() -> None:
    body = b"<html><head><script>$_ts={};" + b"x" * 300_000 + b"</script></head><body></body></html>"
    error = objection(Exchange("http://a.cn/", 200, "OK", (), body), "attachment")
    assert isinstance(error, Blocked)
    torn = Exchange("http://a.cn/", 200, "OK", (), body[:-30])
    assert isinstance(objection(torn, "detail"), Blocked)


def test_a_gbk_login_page_is_a_login_page() -> None:
    body = (
        "<title>用户登陆</title><input type=password>".encode("gbk")
        + "欢迎使用内部办公系统。".encode("gbk") * 40
    )
    assert isinstance(objection(Exchange("http://a.cn/", 200, "OK", (), body), "list"), Blocked)
