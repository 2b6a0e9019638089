"""Challenges and logins are told from pages, and hostile pages cost no time."""

from __future__ import annotations

import pytest

from connectors.fetch import Blocked, Request, Unusable
from connectors.fetch.verdict import objection
from connectors.fetch.wire import Exchange

PAGE = (
    "<html><title>友谊县人民政府</title><body><h2>要闻</h2><ul><li>春耕生产</li></ul></body></html>".encode()
)


def at_home(body: bytes) -> Exchange:
    return Exchange("http://a.cn/", 200, "OK", (), body)


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
    verdict = objection(at_home(body), Request("http://a.cn/", "list"))
    assert verdict is None or isinstance(verdict, Blocked | Unusable)


def test_a_large_challenge_script_is_a_challenge() -> None:
    body = b"<html><head><script>$_ts={};" + b"x" * 300_000 + b"</script></head><body></body></html>"
    error = objection(at_home(body), Request("http://a.cn/", "attachment"))
    assert isinstance(error, Blocked)
    assert isinstance(objection(at_home(body[:-30]), Request("http://a.cn/", "detail")), Blocked)


def test_a_gbk_login_page_is_a_login_page() -> None:
    body = (
        "<title>用户登陆</title><input type=password>".encode("gbk")
        + "欢迎使用内部办公系统。".encode("gbk") * 40
    )
    assert isinstance(objection(at_home(body), Request("http://a.cn/", "list")), Blocked)


@pytest.mark.parametrize(
    ("asked", "came"),
    [
        ("/zwgk/tzgg/index.html", "/"),
        ("/zwgk/tzgg/", "/index.jsp"),
        ("/tzgg.htm", "/index.htm"),
        ("/公开/tzgg/", "/home/index.html"),
        ("/index.php?catid=5", "/index.php"),
        ("/zwgk/tzgg/index_3.html", "/zwgk/"),
    ],
)
def test_a_list_that_leads_to_a_home_page_is_none(asked: str, came: str) -> None:
    error = objection(
        Exchange(f"https://a.cn{came}", 200, "OK", (), PAGE), Request(f"http://a.cn{asked}", "list")
    )
    assert isinstance(error, Unusable)
    assert "home page" in error.reason


@pytest.mark.parametrize(
    ("asked", "came"),
    [
        ("/", "/index.html"),
        ("/index.jsp", "/"),
        ("/zwgk/tzgg/index.html", "/zwgk/tzgg/"),
        ("/zwgk/tzgg/list.html", "/zwgk/tzgg/"),
        ("/zwgk/tzgg", "/zwgk/tzgg/"),
        ("/tzgg/", "/index.php?catid=5"),
        ("/tzgg/", "/zwgk/tzgg/"),
    ],
)
def test_a_list_that_has_moved_is_read_where_it_is(asked: str, came: str) -> None:
    moved = Exchange(f"https://a.cn{came}", 200, "OK", (), PAGE)
    assert objection(moved, Request(f"http://a.cn{asked}", "list")) is None


def test_an_article_is_not_the_first_page_of_its_column() -> None:
    column = Exchange("http://a.cn/zwgk/tzgg/", 200, "OK", (), PAGE)
    assert isinstance(objection(column, Request("http://a.cn/zwgk/tzgg/t1.html", "detail")), Unusable)
    assert objection(column, Request("http://a.cn/zwgk/tzgg/t1.html", "probe")) is None
