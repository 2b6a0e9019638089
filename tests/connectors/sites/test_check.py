"""IPv6 against real servers on ::1 and 127.0.0.1; what this machine cannot tell is not testable."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from connectors.fetch.hosts import Hosts
from connectors.sites import Network, SiteJob, Unresolved, check_site
from connectors.sites.network import IpVersion, has_route
from schemas.identity import page_key
from schemas.platform import SiteCheck
from schemas.registry import Registry, Site, Source

TODAY = date(2026, 11, 24)
NAME = "www.youyi.example"
HAS_IPV6 = has_route("::1")
"""Where the machine has none, every verdict that rests on it must be `not_testable`."""
HOME = (
    "<html><body><h1>友谊县人民政府</h1><ul><li><a href='/zwgk/'>政府信息公开</a> 2026-11-20</li>"
    "<li><a href='/ywdt/'>要闻动态</a> 2027-01-01</li><li><a href='/search/'>搜索</a></li></ul>"
    "<script>var t={t};</script><p>访问量{t}</p></body></html>"
)
PAGES = {
    "/": HOME,
    "/zwgk/": "<html><body><a href='/zwgk/1.html'>文件</a><a href='/'>首页</a></body></html>",
    "/ywdt/": "<html><body><a href='/ywdt/1.html'>要闻</a></body></html>",
    "/zwgk/1.html": "<html><body>文件</body></html>",
    "/ywdt/1.html": "<html><body>要闻</body></html>",
    "/robots.txt": "User-agent: *\nDisallow: /search/\n",
}


class Server(ThreadingHTTPServer):
    """Pages by path on one address; every request is noted with the host that it names."""

    daemon_threads = True

    def __init__(self, address: str, port: int, pages: Mapping[str, str]) -> None:
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self.pages, self.asked, self.hosts = pages, [""][:0], set[str]()
        super().__init__((address, port), Handler)

    @contextmanager
    def serving(self) -> Iterator[Server]:
        thread = Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.shutdown()
            self.server_close()
            thread.join()


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.hosts.add(self.headers["Host"])
        page = self.server.pages.get(self.path)
        self.send_response(404 if page is None else 200)
        body = (page or "").replace("{t}", str(len(self.server.asked))).encode()
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None: ...


def source(port: int, **more: object) -> Source:
    column = {"path": "/zwgk/", "category": "plan"}
    table = {"id": "county", "unit": "county", "family": "trs", "base_url": f"http://{NAME}:{port}/zwgk"}
    return Source.model_validate(table | {"column": [column], "requests_per_second": 500} | more)


def checked(
    port: int,
    six: tuple[str, ...] = ("::1",),
    *,
    routes: bool = True,
    sites: tuple[Site, ...] = (),
    **more: object,
) -> SiteCheck:
    def resolve(name: str, version: IpVersion) -> tuple[str, ...]:
        assert name in (NAME, "old.youyi.example")
        return ("127.0.0.1",) if version == 4 else six if name == NAME else ()

    def route(address: str) -> bool:
        return routes and has_route(address)

    asked = source(port, **more)
    registry = Registry.model_validate(
        {
            "county": {"name": "友谊县", "division": "230522"},
            "unit": [{"id": "county", "name": "友谊县人民政府", "kind": "government"}],
            "source": [asked],
            "site": sites,
        }
    )
    return check_site(SiteJob(asked, registry, TODAY, Hosts([asked]), Network(resolve, route)))


@pytest.fixture
def four() -> Iterator[Server]:
    with Server("127.0.0.1", 0, PAGES).serving() as server:
        yield server


@contextmanager
def beside(four: Server, pages: Mapping[str, str] = PAGES) -> Iterator[Server | None]:
    """A server on ::1 with the same port, where the machine has IPv6."""
    if not HAS_IPV6:
        yield None
        return
    with Server("::1", four.server_port, pages).serving() as server:
        yield server


def state(wanted: str) -> str:
    return wanted if HAS_IPV6 else "not_testable"


def test_a_dual_stack_site_is_reached_compared_and_its_links_are_counted(four: Server) -> None:
    with beside(four) as six:
        check = checked(four.server_port)
    assert check.ipv6_state == state("ok")
    assert (check.home_state, check.newest_on) == ("ok", date(2026, 11, 20))
    base = f"http://{NAME}:{four.server_port}"
    assert check.navigation == tuple(f"{base}{path}" for path in ("/zwgk/", "/ywdt/", "/search/"))
    assert check.home_key == page_key(f"{base}/")
    assert four.hosts == {f"{NAME}:{four.server_port}"}
    if six is not None:
        assert (check.likeness, check.second_links, check.second_answered) == (1, 2, 2)
        assert (check.third_links, check.third_answered) == (2, 2)
        assert six.hosts == {f"{NAME}:{four.server_port}"}
        assert "/search/" not in six.asked
        assert sorted(six.asked) == sorted(set(PAGES))
        assert check.requests == len(six.asked) + len(four.asked)


def test_a_site_on_ipv4_alone_is_unreachable_where_its_name_promises_more(four: Server) -> None:
    check = checked(four.server_port)
    assert check.ipv6_state == state("unreachable")
    assert check.home_state == "ok"


def test_a_name_without_an_aaaa_record_is_asked_for_nothing(four: Server) -> None:
    with beside(four) as six:
        check = checked(four.server_port, ())
    assert (check.ipv6_state, check.ipv6_addresses) == ("no_address", ())
    assert six is None or six.asked == []


def test_another_page_over_ipv6_is_told(four: Server) -> None:
    with beside(four, PAGES | {"/": "<html><body><h1>Welcome to nginx!</h1></body></html>"}):
        check = checked(four.server_port)
    assert check.ipv6_state == state("differs")
    assert check.likeness is None or check.likeness < 0.1


def test_links_to_a_host_without_ipv6_count_against_the_share(four: Server) -> None:
    old = f"old.youyi.example:{four.server_port}"
    home = HOME.replace("/ywdt/", f"http://{old}/ywdt/").replace("/search/", "http://www.elsewhere.example/")
    four.pages = PAGES | {"/": home}
    with beside(four, four.pages):
        check = checked(four.server_port, hosts=[old])
    assert check.ipv6_state == state("partial")
    assert not HAS_IPV6 or (check.second_links, check.second_answered, check.third_answered) == (2, 1, 1)


def test_a_link_that_is_dead_over_ipv4_too_is_no_fault_of_ipv6(four: Server) -> None:
    four.pages = {path: page for path, page in PAGES.items() if path != "/ywdt/1.html"}
    with beside(four, four.pages):
        check = checked(four.server_port)
    assert check.ipv6_state == state("ok")
    assert not HAS_IPV6 or (check.third_links, check.third_answered) == (1, 1)


def test_a_machine_without_ipv6_tells_nothing(four: Server) -> None:
    with beside(four) as six:
        check = checked(four.server_port, routes=False)
    assert (check.ipv6_state, check.ipv6_detail, check.home_state) == (
        "not_testable",
        "本机没有 IPv6 网络",
        "ok",
    )
    assert six is None or six.asked == []


def test_an_address_in_place_of_a_name_has_nothing_to_look_up(four: Server) -> None:
    check = checked(four.server_port, base_url=f"http://127.0.0.1:{four.server_port}")
    assert (check.ipv6_state, check.ipv6_detail) == ("not_testable", "网址是 IP 地址，没有可查的域名")


def test_the_registry_may_say_what_the_public_dns_says(four: Server) -> None:
    site = Site(host=f"{NAME}:{four.server_port}", ipv6=())
    assert checked(four.server_port, sites=(site,)).ipv6_state == "no_address"
    with beside(four):
        site = Site(host=f"{NAME}:{four.server_port}", ipv6=("::1",))
        assert checked(four.server_port, (), sites=(site,)).ipv6_state == state("ok")


def test_a_resolver_that_does_not_answer_proves_nothing(four: Server) -> None:
    def resolve(name: str, version: IpVersion) -> tuple[str, ...]:
        if version == 6:
            raise Unresolved("域名解析服务没有回答")
        return ("127.0.0.1",)

    asked = source(four.server_port)
    registry = Registry.model_validate({"county": {"name": "友谊县", "division": "230522"}})
    check = check_site(SiteJob(asked, registry, TODAY, Hosts([asked]), Network(resolve)))
    assert (check.ipv6_state, check.ipv6_detail) == ("not_testable", "域名解析服务没有回答")


def test_a_home_page_that_is_not_there_is_dead(four: Server) -> None:
    four.pages = {}
    check = checked(four.server_port, ())
    assert (check.home_state, check.home_detail) == ("dead", "HTTP 404")
