"""What `LiveFetch` makes of servers that misbehave."""

from __future__ import annotations

import gzip
import time
import zlib
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from connectors.fetch import (
    Blocked,
    Disallowed,
    FetchError,
    Gone,
    Hosts,
    LiveFetch,
    Request,
    Response,
    Unreachable,
    Unusable,
)
from connectors.fetch.live import retry_after
from tests.connectors.fetch.site import PAGE, Site, Visit, in_turn, page, self_signed, source

CHALLENGE = (
    "<html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></head><body><script>eval('x')"
    "</script></body></html>"
)
LOGIN = (
    "<html><head><title>用户登录 - 友谊县人民政府</title></head><body><form action='/login'>"
    "<input name=u><input type='password' name=p></form>请输入用户名和密码</body></html>"
)


def ask(site: Site, path: str, purpose: Any = "detail", settings: dict[str, Any] | None = None) -> Response:
    with LiveFetch(source(site.url, **(settings or {})), Hosts()) as fetch:
        return fetch(Request(site.url + path, purpose))


def refusal(
    site: Site, path: str, kind: type[FetchError], purpose: Any = "detail", **settings: Any
) -> FetchError:
    with pytest.raises(kind) as caught:
        ask(site, path, purpose, settings)
    assert type(caught.value) is kind or issubclass(type(caught.value), kind)
    return caught.value


def test_a_page_comes_back_with_headers_in_lower_case(site: Site) -> None:
    site.paths["/a.html"] = page(etag='"1"')
    response = ask(site, "/a.html")
    assert (response.status, response.body.decode(), response.headers["etag"]) == (200, PAGE, '"1"')
    assert response.at.utcoffset() is not None
    assert site.visits[0][2]["User-Agent"] == "Gongkai/0.1 (+county disclosure harvest)"


def test_chinese_address_and_fragment_go_out_encoded(site: Site) -> None:
    site.paths["/%E5%85%AC%E5%BC%80/a%20b.html?q=%E9%95%87"] = page()
    assert ask(site, "/公开/a b.html?q=镇#top").status == 200


def test_a_form_is_posted(site: Site) -> None:
    def echo(visit: Visit) -> None:
        visit.answer(200, visit.command + " " + visit.posted)

    site.paths["/dataproxy.jsp?startrecord=1"] = echo
    with LiveFetch(source(site.url), Hosts()) as fetch:
        response = fetch(
            Request(site.url + "/dataproxy.jsp?startrecord=1", "list", form={"col": "1", "path": "/"})
        )
    assert response.body == b"POST col=1&path=%2F"


def test_cookies_are_kept_within_a_source(site: Site) -> None:
    site.paths["/a.html"] = page(set_cookie="JSESSIONID=7; Path=/")
    site.paths["/b.html"] = page()
    with LiveFetch(source(site.url), Hosts()) as fetch:
        fetch(Request(site.url + "/a.html", "list"))
        fetch(Request(site.url + "/b.html", "list"))
    assert site.visits[1][2]["Cookie"] == "JSESSIONID=7"


@pytest.mark.parametrize("status", [404, 410])
def test_gone(site: Site, status: int) -> None:
    site.paths["/a.html"] = page("没有", status)
    assert refusal(site, "/a.html", Gone).status == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (PAGE, 412),
        (CHALLENGE, 200),
        (CHALLENGE, 521),
        ("<script>document.cookie='__jsl_clearance=1';location.href=1</script>", 200),
        ("<meta http-equiv='refresh' content='0;url=/captcha?u=1'>", 200),
        (LOGIN, 200),
        (PAGE, 403),
    ],
)
def test_challenges_and_logins_are_blocked_and_never_asked_twice_around(
    site: Site, body: str, status: int
) -> None:
    site.paths["/a.html"] = page(body, status)
    error = refusal(site, "/a.html", Blocked)
    assert "needs an agreed access path" in error.reason


@pytest.mark.parametrize(
    "body",
    [
        PAGE.replace("<p>", "<script>$_ts={};document.cookie='a'</script><p>"),
        PAGE.replace("<p>", "<form><input type=password></form><p>"),
        PAGE.replace("通知公告", "关于统一登录平台上线的通知").replace("<p>", "<input type=password><p>")
        + PAGE * 3,
        "<script>var a=1;</script><ul><li><a href='1.html'>通知</a></ul>",
        "<meta http-equiv='refresh' content='30;url=index_1.html'><p>正在转到首页</p>",
        "<meta http-equiv='refresh' content='0;url=index_1.html'><p>" + "兴隆镇春耕生产安排。" * 9,
    ],
)
def test_content_beside_scripts_and_forms_is_a_page(site: Site, body: str) -> None:
    site.paths["/a.html"] = page(body)
    assert ask(site, "/a.html").body == body.encode()


def test_a_file_where_a_page_was_expected(site: Site) -> None:
    site.paths["/a.html"] = page(b"%PDF-1.7 ...")
    site.paths["/b.html"] = page(b"\x89PNG\0\0\0")
    site.paths["/c.html"] = page(b"")
    assert "PDF" in refusal(site, "/a.html", Unusable).reason
    assert "binary" in refusal(site, "/b.html", Unusable).reason
    assert "empty" in refusal(site, "/c.html", Unusable).reason
    assert ask(site, "/a.html", "attachment").body.startswith(b"%PDF")


@pytest.mark.parametrize("status", [404, 410, 403, 412, 400])
def test_a_probe_reports_the_status(site: Site, status: int) -> None:
    site.paths["/a.html"] = page("x", status)
    assert ask(site, "/a.html", "probe").status == status


def test_a_probe_still_raises_where_nothing_can_be_told(site: Site) -> None:
    site.paths["/a.html"] = page("x", 500)
    assert refusal(site, "/a.html", Unreachable, "probe").status == 500
    assert site.asked("/a.html") == 3


def test_5xx_and_resets_are_tried_three_times(site: Site) -> None:
    site.paths["/a.html"] = in_turn(page("x", 500), Visit.reset, page())
    assert ask(site, "/a.html").body.decode() == PAGE
    assert site.asked("/a.html") == 3
    site.paths["/b.html"] = Visit.reset
    error = refusal(site, "/b.html", Unreachable)
    assert site.asked("/b.html") == 3
    assert error.transient


def test_retry_after_holds_the_host(site: Site) -> None:
    site.paths["/a.html"] = in_turn(page("x", 429, retry_after="1"), page())
    started = time.monotonic()
    assert ask(site, "/a.html").status == 200
    assert time.monotonic() - started > 0.9


def test_retry_after_forms() -> None:
    assert retry_after("7") == 7
    assert retry_after(None) is None
    assert retry_after("soon") is None
    assert 25 < (retry_after(formatdate(time.time() + 30, usegmt=True)) or 0) <= 30
    assert retry_after("Wed, 21 Oct 2015 07:28:00 -0000") == 0


def test_too_large_names_the_size(site: Site) -> None:
    site.paths["/a.html"] = page(b"x" * 50_000_000)
    site.paths["/b.html"] = page(b"x" * 3000, content_length="")
    site.paths["/b.html"] = _chunked(b"x" * 3000)
    assert "50.0 MB" in refusal(site, "/a.html", Unusable).reason
    assert "too large" in refusal(site, "/b.html", Unusable, max_page_bytes=2000).reason
    assert len(ask(site, "/b.html", "attachment", {"max_page_bytes": 2000}).body) == 3000


def test_gzip_and_deflate_are_taken_off(site: Site) -> None:
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    site.paths["/a.html"] = page(gzip.compress(PAGE.encode()), content_encoding="gzip")
    site.paths["/b.html"] = page(zlib.compress(PAGE.encode()), content_encoding="deflate")
    site.paths["/c.html"] = page(raw.compress(PAGE.encode()) + raw.flush(), content_encoding="deflate")
    site.paths["/d.html"] = page(PAGE, content_encoding="gzip")  # says so, is not
    for path in ("/a.html", "/b.html", "/c.html", "/d.html"):
        response = ask(site, path)
        assert response.body.decode() == PAGE
        assert "content-encoding" not in response.headers
        assert response.headers["content-length"] == str(len(PAGE.encode()))


def test_a_gzip_bomb_stays_small(site: Site) -> None:
    site.paths["/a.html"] = page(gzip.compress(b"\0" * 300_000_000, 1), content_encoding="gzip")
    assert "too large" in refusal(site, "/a.html", Unusable).reason


@pytest.mark.parametrize("cut", ["length", "chunk", "gzip"])
def test_a_truncated_body_is_tried_again_and_then_unusable(site: Site, cut: str) -> None:
    site.paths["/a.html"] = _cut(cut)
    assert "trunc" in refusal(site, "/a.html", Unusable).reason or cut == "gzip"
    assert site.asked("/a.html") == 3
    site.paths["/b.html"] = in_turn(_cut(cut), page())
    assert ask(site, "/b.html").body.decode() == PAGE


def test_an_encoding_nobody_asked_for(site: Site) -> None:
    site.paths["/a.html"] = page(b"xx", content_encoding="br")
    assert "br" in refusal(site, "/a.html", Unusable).reason


def test_silence_and_drip_end_in_time(site: Site) -> None:
    def silent(visit: Visit) -> None:
        time.sleep(1.5)

    def drip(visit: Visit) -> None:
        visit.send_response(200)
        visit.send_header("Content-Length", "100000")
        visit.end_headers()
        for _ in range(30):
            visit.wfile.write(b"x" * 10)
            time.sleep(0.1)

    site.paths["/silent"], site.paths["/drip"] = silent, drip
    assert "timed out" in refusal(site, "/silent", Unreachable, timeout_seconds=0.2).reason
    assert "drips" in refusal(site, "/drip", Unreachable, timeout_seconds=0.3).reason


def test_nobody_there_and_the_host_is_given_up(site: Site) -> None:
    nobody = source("http://127.0.0.1:9", timeout_seconds=1)
    hosts = Hosts([nobody])
    with LiveFetch(nobody, hosts) as fetch:
        for n in range(7):
            with pytest.raises(Unreachable, match="refused" if n < 5 else "has not answered 5 times"):
                fetch(Request(f"http://127.0.0.1:9/{n}", "list"))
        assert fetch.requests == 15


def test_an_overloaded_host_is_given_up_too(site: Site) -> None:
    site.paths |= {f"/{n}": page("busy", 503) for n in range(7)}
    with LiveFetch(source(site.url), Hosts()) as fetch:
        for n in range(7):
            with pytest.raises(Unreachable, match="503"):
                fetch(Request(f"{site.url}/{n}", "list"))
        assert fetch.requests == 15


def test_redirects_inside_the_declared_hosts(site: Site) -> None:
    site.paths["/a"] = page("", 302, location="/公开/b.html".encode().decode("latin-1"))
    site.paths["/%E5%85%AC%E5%BC%80/b.html"] = page("", 301, location="c.html")
    site.paths["/%E5%85%AC%E5%BC%80/c.html"] = page()
    assert ask(site, "/a").url == site.url + "/%E5%85%AC%E5%BC%80/c.html"


REFRESH = '<html><head><META HTTP-EQUIV="Refresh" Content="0; URL={}"></head><body>{}</body></html>'


def test_a_page_that_only_leads_on_is_a_redirect(site: Site) -> None:
    site.paths["/a.html"] = page(REFRESH.format("b/c.html?x=1&amp;y=2", "正在跳转"))
    site.paths["/b/c.html?x=1&y=2"] = page()
    assert ask(site, "/a.html").url == site.url + "/b/c.html?x=1&y=2"
    assert ask(site, "/a.html", "probe").url == site.url + "/a.html"
    site.paths["/elsewhere.html"] = page(REFRESH.format("http://www.elsewhere.example/1.html", ""))
    assert "www.elsewhere.example" in refusal(site, "/elsewhere.html", Disallowed).reason
    site.paths["/a/gone.html"] = page(REFRESH.format("/", "内容不存在"))
    site.paths["/"] = page()
    assert "home page" in refusal(site, "/a/gone.html", Unusable).reason
    site.paths["/itself.html"] = page(REFRESH.format("itself.html", ""))
    assert ask(site, "/itself.html").url == site.url + "/itself.html"


def test_redirects_outside_are_disallowed_unless_declared(site: Site) -> None:
    with Site().serving() as other:
        other.paths["/b"] = page()
        site.paths["/a"] = page("", 302, location=other.url + "/b")
        error = refusal(site, "/a", Disallowed)
        assert other.url.removeprefix("http://") in error.reason
        assert other.visits == []
        assert (
            ask(site, "/a", settings={"hosts": (other.url.removeprefix("http://"),)}).url == other.url + "/b"
        )


def test_an_undeclared_host_is_never_asked(site: Site) -> None:
    with LiveFetch(source("http://127.0.0.1:9"), Hosts()) as fetch, pytest.raises(Disallowed):
        fetch(Request(site.url + "/a", "detail"))
    assert site.visits == []


def test_a_redirect_loop_ends(site: Site) -> None:
    site.paths["/a"] = page("", 302, location="/a")
    assert "redirects" in refusal(site, "/a", Unusable).reason
    assert site.asked("/a") == 6


def test_no_personal_data_in_reasons(site: Site) -> None:
    leak = "/a.html?sfzh=11010519491231002X"
    site.paths |= {
        "/robots.txt": page("User-agent: *\nDisallow: /a"),
        "/loop": page("", 302, location=leak + "#x y"),
    }
    site.paths[leak] = page("", 302, location=leak)
    assert "11010519491231002X" not in refusal(site, leak, Disallowed, robots=True).reason
    for path in (leak, "/loop"):
        assert "11010519491231002X" not in refusal(site, path, Unusable).reason


def test_a_redirect_to_nonsense(site: Site) -> None:
    site.paths["/a"] = page("", 302, location="http://[::1/b")
    site.paths["/b"] = page("", 302, location="mailto:someone")
    site.paths["/c"] = page("x", 302)
    for path, words in (("/a", "no address"), ("/b", "not an"), ("/c", "HTTP 302")):
        assert words in refusal(site, path, Unusable).reason


def test_a_form_is_not_posted_on_after_302(site: Site) -> None:
    site.paths["/a"] = page("", 302, location="/b")
    site.paths["/b"] = lambda visit: visit.answer(200, visit.command)
    with LiveFetch(source(site.url), Hosts()) as fetch:
        assert fetch(Request(site.url + "/a", "list", form={"x": "1"})).body == b"GET"


@pytest.mark.parametrize("address", ["ftp://127.0.0.1/a", "javascript:void(0)", "http://", "http://[::1/a"])
def test_odd_addresses(site: Site, address: str) -> None:
    with LiveFetch(source(site.url), Hosts()) as fetch, pytest.raises((Unusable, Disallowed)):
        fetch(Request(address, "detail"))


def test_an_untrusted_certificate_is_named_and_not_retried(site: Site) -> None:
    secure = site.url.replace("http:", "https:")
    with LiveFetch(source(secure), Hosts()) as fetch, pytest.raises(Unreachable, match="TLS"):
        fetch(Request(secure + "/a", "detail"))  # plain HTTP on the other side: the handshake fails
    assert fetch.requests == 1


def test_tls_is_verified_unless_the_source_says_otherwise(tmp_path: Path) -> None:
    with Site(tls=self_signed(tmp_path)).serving() as secure:
        secure.paths["/a"] = page()
        with pytest.raises(Unreachable, match="TLS"):
            ask(secure, "/a")
        assert secure.visits == []
        agreed = {"verify_tls": False, "verify_tls_reason": "县里自签证书，已电话核对"}
        assert ask(secure, "/a", settings=agreed).body.decode() == PAGE


def _chunked(body: bytes) -> Any:
    def behave(visit: Visit) -> None:
        visit.send_response(200)
        visit.send_header("Transfer-Encoding", "chunked")
        visit.end_headers()
        visit.wfile.write(b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n")

    return behave


def _cut(how: str) -> Any:
    def behave(visit: Visit) -> None:
        body = PAGE.encode()
        visit.close_connection = True
        if how == "gzip":
            visit.answer(200, gzip.compress(body)[:-20], content_encoding="gzip")
        elif how == "length":
            visit.answer(200, body[:100], content_length=str(len(body)))
        else:
            visit.send_response(200)
            visit.send_header("Transfer-Encoding", "chunked")
            visit.end_headers()
            visit.wfile.write(b"%x\r\n" % len(body) + body[:100])

    return behave
