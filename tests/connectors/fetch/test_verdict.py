"""Challenges and logins are told from pages, and hostile pages cost no time."""

from __future__ import annotations

import pytest

from connectors.fetch import Blocked, Request, Unusable
from connectors.fetch.model import Purpose
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
    b"<p>captcha" + "访问".encode() * 30_000,
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


FIREWALLS = {
    "slider": "<title>滑动验证页面</title><div id='nc'>为保障访问，请向右拖动滑块</div><script src='/x.js'></script>",
    "captcha": "<title>安全验证</title><p>您来得太快了，请输入验证码后继续</p><input name='code'>",
    "cut off": "<title>405</title><p>很抱歉，由于该地址可能造成威胁，您的访问被阻断。</p><p>编号：781bad1516</p>",
    "caught": "<h1>您的请求带有不合法的参数，已被网站拦截！</h1><p>如有疑问请联系管理员</p>",
    "human": "<title>人机验证</title><body>正在检查浏览器环境</body>",
    "too often": "<title>友谊县人民政府</title><p>您的操作太频繁，请稍后再试</p>",
}


@pytest.mark.parametrize("name", FIREWALLS)
@pytest.mark.parametrize("code", ["utf-8", "gbk"])
@pytest.mark.parametrize("purpose", ["list", "detail", "attachment"])
def test_a_page_of_a_firewall_is_no_page(name: str, code: str, purpose: Purpose) -> None:
    body = f"<html>{FIREWALLS[name]}</html>".encode(code)
    error = objection(at_home(body), Request("http://a.cn/", purpose))
    assert isinstance(error, Blocked)
    assert "needs an agreed access path" in error.reason


@pytest.mark.parametrize(
    "body",
    [
        "<h1>谨防短信验证码诈骗</h1><p>发布时间：2026-11-20</p><p>凡要求输入验证码的，一律不要相信。</p>",
        "<title>提示</title><div class='TRS_Editor'><p>操作频繁的账户将暂停使用，请市民完成安全验证。</p></div>",
        "<h1>登录须知</h1><p>请输入验证码。</p>" + "<a href='1.html'>政务公开</a>" * 3,
        '{"items": [{"title": "关于防范虚假验证码的提示"}]}',
        "<p>关于安全验证的通知。" + "各单位要认真组织学习。" * 60 + "</p>",
    ],
)
def test_a_page_that_speaks_of_captchas_is_one(body: str) -> None:
    assert objection(at_home(body.encode()), Request("http://a.cn/", "detail")) is None
